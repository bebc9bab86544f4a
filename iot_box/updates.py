"""New versions of this program, as the running box sees them: fetched and checked here, put in place by update.py.

The box itself can't change its program; it leaves what it fetched, with head office's signed order, for the
updater, which runs with other rights and checks the order again.
"""

import asyncio
import hashlib
import json
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import aiohttp

from . import __version__
from .auth import AuthError, verify_update
from .config import SavedFile

if TYPE_CHECKING:
    from .box import Box

Json = dict[str, Any]
PROGRAM_PATH = "/retail_pos/box/program/"
MOST_BYTES = 100_000_000
TIMEOUT = aiohttp.ClientTimeout(total=300, connect=10)
log = logging.getLogger("iot_box.updates")


class CanNotUpdate(Exception):
    """Why not, for the person who asked for it."""


def folder_in(data_dir: Path) -> Path:
    return data_dir / "updates"


def request_in(data_dir: Path) -> SavedFile:
    """What the updater is asked for: {"order", "file"}."""
    return SavedFile(folder_in(data_dir) / "request.json")


def result_in(data_dir: Path) -> SavedFile:
    """What became of it: {"state", "version", "text", "at"}."""
    return SavedFile(folder_in(data_dir) / "result.json")


class Updates:
    def __init__(self, box: "Box") -> None:
        self._box = box

    def result(self) -> Json | None:
        """For the report to head office."""
        try:
            return result_in(self._box.data_dir).read()
        except (OSError, ValueError) as error:
            log.warning("the updater's result can't be read: %s", error)
            return None

    async def take(self, order: str) -> str:
        """Fetch what head office ordered and leave it for the updater; a word on what happens next, or CanNotUpdate."""
        box = self._box
        try:
            wanted = verify_update(order, box.token_keys(), box.id, box.clock.office())
        except AuthError as error:
            raise CanNotUpdate(error.message) from None
        if wanted.version == __version__:
            return f"already version {__version__}"
        await self._need_calm()
        program = folder_in(box.data_dir) / f"retail_pos_box-{wanted.version}-py3-none-any.whl"
        await self._fetch(wanted.sha256, program)
        request_in(box.data_dir).write({"order": order, "file": program.name})
        log.info("update fetched", extra={"version": wanted.version})
        return f"version {wanted.version} was fetched and is being installed"

    async def _need_calm(self) -> None:
        """A customer who pays or waits for a receipt comes first; head office asks again."""
        payments = self._box.payments
        if payments is not None and await payments.journal.open_rows():
            raise CanNotUpdate("a card payment is open; try again later")
        counts = self._box.jobs.counts()
        if counts["waiting"] > counts["held"]:
            raise CanNotUpdate("a receipt is being printed; try again later")

    async def _fetch(self, digest: str, target: Path) -> None:
        odoo = self._box.local.odoo
        if odoo is None:
            raise CanNotUpdate("this box has no Odoo to fetch from")
        url = odoo.url.rstrip("/") + PROGRAM_PATH + digest + (f"?db={quote(odoo.database)}" if odoo.database else "")
        try:
            async with aiohttp.ClientSession(timeout=TIMEOUT) as session, session.get(url, allow_redirects=False) as answer:
                if answer.status != 200:
                    raise CanNotUpdate(f"the program can't be fetched: Odoo answered {answer.status}")
                data = await answer.content.read(MOST_BYTES + 1)
                while len(data) <= MOST_BYTES and (more := await answer.content.read(MOST_BYTES)):
                    data += more
        except (aiohttp.ClientError, TimeoutError) as error:
            raise CanNotUpdate(f"the program can't be fetched: {error or type(error).__name__}") from None
        if hashlib.sha256(data).hexdigest() != digest:
            raise CanNotUpdate("what was fetched is not what head office signed")
        await asyncio.get_running_loop().run_in_executor(None, _keep, target, data)


def _keep(target: Path, data: bytes) -> None:
    """Only the newest is kept."""
    target.parent.mkdir(mode=0o700, exist_ok=True)
    for old in target.parent.glob("*.whl"):
        old.unlink()
    target.write_bytes(data)


def read_request(data_dir: Path) -> Json | None:
    try:
        return request_in(data_dir).read()
    except json.JSONDecodeError:
        return None
