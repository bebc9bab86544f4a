"""The box's line to Odoo: paired once by a code that people read, then signed syncs, always outbound.

Odoo gone, slow or wrong never stops the shop: the box keeps its last configuration and tries again.
When a person has typed the box's code, both know each other's keys (`pairing`), and from then on
believe only what those have signed.
"""

import asyncio
import contextlib
import hashlib
import json
import logging
import random
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from . import __version__
from .auth import OpenSessions, b64url_decode, b64url_encode
from .clock import iso
from .commands import run_command
from .config import OdooConfig, SavedFile
from .odoo_wire import LinkError, address_for_tills, by_kid, post
from .pairing import START, Code, box_proof, is_proof, new_code, office_proof
from .payment_journal import REPORTED_AT_ONCE
from .payment_rules import as_json
from .schema import ConfigError
from .signed_answer import NotSigned, told_time

if TYPE_CHECKING:
    from .box import Box

Json = dict[str, Any]
PAIR_PATH = "/retail_pos/box/pair"
SYNC_PATH = "/retail_pos/box/sync"
PAIRING_FILE = "pairing.json"
KEY_FILE = "key.json"
PAIR_EVERY_S = 5.0
# People are told 15 minutes, and so holds Odoo: a code that was taken in the last of them is known here a while longer.
CODE_LIVES_S = 16 * 60.0
SHORTEST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 60.0
TIMEOUT = aiohttp.ClientTimeout(total=30, connect=10)
# What time it is at head office is put on disk no more often than this.
KEEP_TIME_EVERY_S = 3600.0
# Of a payment: head office gets both with the till's order.
NOT_REPORTED = ("card", "receipt")
log = logging.getLogger("iot_box.odoo")


class OdooLink:
    """A part of the box."""

    def __init__(self, box: "Box") -> None:
        self._box = box
        self._file = SavedFile(box.data_dir / PAIRING_FILE)
        self._saved: Json = {}
        self._key = private_key(box.data_dir)
        self._public_key = b64url_encode(self._key.public_key().public_bytes_raw())
        self._code: Code | None = None
        self._code_until = 0.0
        self._task: asyncio.Task[None] | None = None
        self._wake = asyncio.Event()
        self._acks: Json = {}
        self._running: dict[str, asyncio.Task[None]] = {}
        self.last_sync_at: float | None = None
        self.failures = 0
        self.error: str | None = None
        self.config_error: str | None = None

    @property
    def state(self) -> str:
        if self._box.local.odoo is None:
            return "local"
        return "paired" if self._saved.get("paired_at") else "unpaired"

    def pairing(self) -> Json:
        """For the status page; the code is there to be read by people in the shop, the key is not."""
        code = self._code if self.state == "unpaired" else None
        return {"state": self.state, "code": code.shown if code else None, "box": self._box.id}

    async def start(self) -> None:
        self._saved = self._file.read() or {}
        if self._saved.get("told_at"):
            self._box.clock.not_before(float(self._saved["told_at"]))
        if sessions := self._saved.get("sessions"):
            self._box.sessions = OpenSessions(float(sessions["at"]), frozenset(sessions["ids"]))
        odoo = self._box.local.odoo
        if self._saved and odoo is not None and self._saved.get("url") != odoo.url:
            # Another Odoo knows nothing of this box.
            await self._unpair("the address of Odoo has changed")
        if odoo is not None:
            self._task = asyncio.create_task(self._run(odoo), name="odoo")

    async def stop(self) -> None:
        tasks = [*self._running.values(), *([self._task] if self._task is not None else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._saved and self._box.clock.was_told:
            self._keep(told_at=self._box.clock.office())

    def sync_now(self) -> None:
        self._wake.set()

    # The loop

    async def _run(self, odoo: OdooConfig) -> None:
        headers = {"User-Agent": f"retail-pos-box/{__version__}"}
        if odoo.database:
            headers["X-Odoo-Database"] = odoo.database
        async with aiohttp.ClientSession(headers=headers, timeout=TIMEOUT) as session:
            while True:
                every = odoo.sync_interval_s if self.state == "paired" else min(PAIR_EVERY_S, odoo.sync_interval_s)
                try:
                    again = await (self._sync(session, odoo) if self.state == "paired" else self._pair(session, odoo))
                    self.error, self.failures = None, 0
                    pause = SHORTEST_PAUSE_S if again else every
                except (aiohttp.ClientError, LinkError, OSError, TimeoutError) as error:
                    pause = self._failed(error, every)
                except Exception as error:
                    log.exception("sync failed")
                    pause = self._failed(error, every)
                await self._rest(pause)

    async def _rest(self, seconds: float) -> None:
        """News from a device cuts the pause short, but never below a moment, and not while Odoo is away."""
        shortest = seconds if self.failures else min(seconds, SHORTEST_PAUSE_S)
        await asyncio.sleep(shortest)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds - shortest):
                await self._wake.wait()
        self._wake.clear()

    def _failed(self, error: Exception, every: float) -> float:
        text = str(error) or type(error).__name__
        if text != self.error:
            log.warning("Odoo: %s", text)
        self.error, self.failures = text, self.failures + 1
        pause: float = min(every * 2 ** min(self.failures, 6), max(LONGEST_PAUSE_S, every))
        return pause * random.uniform(0.7, 1.0)

    # Pairing

    async def _current_code(self) -> Code:
        now = self._box.clock.monotonic()
        if self._code is None or now >= self._code_until:
            self._code = await asyncio.get_running_loop().run_in_executor(None, new_code, self._box.id, self._public_key)
            self._code_until = now + CODE_LIVES_S
        return self._code

    async def _pair(self, session: aiohttp.ClientSession, odoo: OdooConfig) -> bool:
        code, box, key = await self._current_code(), self._box.id, self._public_key
        body = {
            "box": box,
            "public_key": key,
            "code_start": code.text[:START],
            "proof": box_proof(code.secret, box, key),
            "name": self._box.name,
            "version": __version__,
            "address": await address_for_tills(self._box.address, odoo),
        }
        answer = (await post(session, odoo, PAIR_PATH, json.dumps(body).encode(), {})).body()
        if answer.get("state") != "paired":
            return False
        keys = answer.get("odoo_keys")
        if not by_kid(keys):
            raise LinkError("paired without saying its keys")
        if not is_proof(answer.get("proof"), office_proof(code.secret, box, key, keys)):
            raise LinkError("says that it is paired, but does not know the code")
        self._saved = {"paired_at": iso(self._box.clock.time()), "url": odoo.url, "payments_until": 0, "keys": keys}
        self._file.write(self._saved)
        self._code = None
        log.info("paired", extra={"odoo": odoo.url})
        return True

    async def _unpair(self, reason: str) -> None:
        log.warning("unpaired: %s", reason)
        self._saved, self._code, self.last_sync_at, self._box.sessions = {}, None, None, None
        self._file.remove()
        await self._box.forget_delivered()

    # Sync

    async def _sync(self, session: aiohttp.ClientSession, odoo: OdooConfig) -> bool:
        """One exchange; True when there is more to do at once."""
        acks = dict(self._acks)
        report, until = await self._report(odoo, acks)
        body = json.dumps(report, ensure_ascii=False).encode()
        answer = await self._ask(session, odoo, SYNC_PATH, body)
        if answer.get("state") == "unpaired":
            await self._unpair("Odoo says so")
            return True
        self.last_sync_at = self._box.clock.monotonic()
        for command in acks:
            self._acks.pop(command, None)
        if until != self._saved.get("payments_until"):
            self._keep(payments_until=until)
        self._take_sessions(answer.get("sessions"))
        config, keys = answer.get("config"), answer.get("token_keys")
        if by_kid(keys) and keys != self._saved.get("keys"):
            self._keep(keys=keys)
        if isinstance(config, dict):
            await self._take_config({**config, "token_keys": keys or config.get("token_keys")})
        else:
            await self._take_keys(keys)
        commands = answer.get("commands")
        for command in commands if isinstance(commands, list) else []:
            if isinstance(command, dict) and command.get("id") is not None:
                self._begin(str(command["id"]), command)
        # After long without Odoo, payments follow in batches without a pause.
        return bool(self._acks) or len(report["payments"]) >= REPORTED_AT_ONCE or isinstance(config, dict) and self.config_error is None

    def _begin(self, number: str, command: Json) -> None:
        """Carry a command out beside the loop: printing labels takes a while, and the box's health is told meanwhile."""
        if number in self._running or number in self._acks:
            return
        self._running[number] = asyncio.create_task(self._carry_out(number, command), name=f"command {number}")

    async def _carry_out(self, number: str, command: Json) -> None:
        try:
            self._acks[number] = await run_command(self._box, command)
        finally:
            del self._running[number]
            self.sync_now()

    async def _report(self, odoo: OdooConfig, acks: Json) -> tuple[Json, int]:
        box, until = self._box, int(self._saved.get("payments_until") or 0)
        payments: dict[str, Json] = {}
        if box.payments is not None:
            changed = await box.payments.journal.changed_since(until)
            until = changed[-1].revision if changed else until
            for payment in [*changed, *await box.payments.journal.open_rows()]:
                payments[payment.id] = {name: value for name, value in as_json(payment, iso).items() if name not in NOT_REPORTED}
        report = {
            "box": box.id,
            "time": box.clock.iso(),
            "version": __version__,
            "name": box.name,
            "address": await address_for_tills(self._box.address, odoo),
            "config_revision": box.config.revision,
            "config_error": self.config_error,
            "keys": list(self._keys()),
            "devices": box.devices_info(),
            "acks": list(acks),
            "results": acks,
            "jobs": box.jobs.counts(),
            "update": box.updates.result(),
            "payments": list(payments.values()),
        }
        return report, until

    def _keys(self) -> dict[str, str]:
        """The keys whose holder is head office."""
        return by_kid(self._saved.get("keys")) or self._box.token_keys()

    def _keep(self, **values: Any) -> None:
        """A disk that is full keeps the older ones: what was reported is reported again."""
        self._saved |= values
        try:
            self._file.write(self._saved)
        except OSError as error:
            log.warning("can't keep what Odoo said: %s", error)

    def _signed(self, path: str, nonce: str, body: bytes) -> dict[str, str]:
        now = str(int(self._box.clock.office()))
        message = f"POST\n{path}\n{now}\n{nonce}\n{hashlib.sha256(body).hexdigest()}".encode()
        return {
            "X-Retail-Box": self._box.id,
            "X-Retail-Time": now,
            "X-Retail-Nonce": nonce,
            "X-Retail-Signature": b64url_encode(self._key.sign(message)),
        }

    async def _take_config(self, config: Json) -> None:
        """A configuration that can't be used is reported to Odoo, and the one in use stays."""
        try:
            await self._box.deliver(config)
            self.config_error = None
        except ConfigError as error:
            if str(error) != self.config_error:
                log.error("the configuration from Odoo can't be used: %s", error)
            self.config_error = str(error)

    def _take_sessions(self, sessions: Any) -> None:
        if isinstance(sessions, list):
            now, ids = self._box.clock.office(), sorted(map(str, sessions))
            if ids != self._saved.get("sessions", {}).get("ids"):
                self._keep(sessions={"at": now, "ids": ids})
            self._box.sessions = OpenSessions(now, frozenset(ids))

    async def _take_keys(self, keys: Any) -> None:
        """Keys change on their own when Odoo begins to sign with a new one."""
        delivered = self._box.delivered.read()
        if isinstance(keys, list) and keys and delivered is not None and keys != delivered.get("token_keys"):
            await self._take_config({**delivered, "token_keys": keys})

    # Wire

    async def _ask(self, session: aiohttp.ClientSession, odoo: OdooConfig, path: str, body: bytes) -> Json:
        """Signed both ways. The time is taken from a refusal as well: a box whose clock is wrong could never sign in time otherwise."""
        clock, nonce = self._box.clock, secrets.token_urlsafe(18)
        asked_at = clock.monotonic()
        answer = await post(session, odoo, path, body, self._signed(path, nonce, body))
        try:
            told = told_time(answer.headers, answer.status, path, nonce, answer.raw, self._keys())
        except NotSigned as error:
            raise LinkError(answer.refusal() or str(error)) from None
        clock.told(told, clock.monotonic() - asked_at)
        if abs(told - float(self._saved.get("told_at") or 0)) >= KEEP_TIME_EVERY_S:
            self._keep(told_at=told)
        return answer.body()


def private_key(data_dir: Path) -> Ed25519PrivateKey:
    """The box's own key, made once and readable by the box alone."""
    file = SavedFile(data_dir / KEY_FILE)
    saved = file.read()
    if saved is not None:
        return Ed25519PrivateKey.from_private_bytes(b64url_decode(str(saved["private_key"])))
    key = Ed25519PrivateKey.generate()
    file.write({"private_key": b64url_encode(key.private_bytes_raw())})
    return key
