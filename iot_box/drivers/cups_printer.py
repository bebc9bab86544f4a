"""Printers that only a print server knows how to drive: CUPS on the box, or any printer that speaks IPP, gets pages as PDF.

The fallback: a page takes longer and says less than ESC/POS, and there is no drawer.
"""

import asyncio
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from PIL import Image

from .. import document as documents
from .. import ipp, label, label_raster, receipt_raster
from .base import ConfigError, Context, Json, Misfit, NotReady, Problem, option
from .printer import Printer, Stage, Unconfirmed

ANSWER_TIMEOUT_S = 5.0
CONFIRM_TIMEOUT_S = 90.0
LOOK_EVERY_S = 0.4
USER = "retail-pos-box"
STATES = {"pending": 3, "held": 4, "processing": 5, "stopped": 6, "canceled": 7, "aborted": 8, "completed": 9}
PRINTER_STOPPED = 5
ASKED = ["printer-state", "printer-state-reasons", "printer-is-accepting-jobs", "document-format-supported"]
# Reasons of IPP, as our tills know them; warnings and reports do not keep a printer from printing.
TROUBLES = {
    "media-empty": "paper_out", "media-needed": "paper_out", "cover-open": "cover_open", "door-open": "cover_open",
    "offline": "printer_offline", "shutdown": "printer_offline", "connecting-to-device": "printer_offline",
    "media-jam": "printer_error", "paused": "printer_paused",
}  # fmt: skip


@dataclass(frozen=True)
class CupsConfig:
    uri: str
    columns: int = option(42, minimum=16, maximum=96)
    # How wide the columns are on paper.
    width_mm: int = option(72, minimum=30, maximum=300)
    font: str | None = None


class CupsPrinter(Printer[CupsConfig]):
    name = "cups_printer"
    config_class = CupsConfig
    check_every_s = 3.0

    def __init__(self, context: Context, config: CupsConfig) -> None:
        super().__init__(context, config)
        parts = urlsplit(config.uri)
        scheme = {"ipp": "http", "ipps": "https"}[parts.scheme]
        self._url = f"{scheme}://{parts.hostname}:{parts.port or 631}{parts.path}"
        self._session: aiohttp.ClientSession | None = None
        self._reasons: tuple[str, ...] = ()
        self._number = 0
        self._stopped = False

    @classmethod
    def parse_config(cls, raw: Mapping[str, Any]) -> CupsConfig:
        config: CupsConfig = super().parse_config(raw)
        try:
            parts = urlsplit(config.uri)
            good = parts.scheme in ("ipp", "ipps") and bool(parts.hostname) and (parts.port or 631) > 0 and len(parts.path) > 1
        except ValueError:
            good = False
        if not good:
            raise ConfigError("uri", "must be such as ipp://localhost:631/printers/receipts")
        return config

    @property
    def columns(self) -> int:
        return self.config.columns

    async def setup(self) -> None:
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=ANSWER_TIMEOUT_S))
        await self.check()

    async def check(self) -> None:
        found = await self._ask(ipp.GET_PRINTER, [(ipp.KEYWORD, "requested-attributes", ASKED)])
        printer = found.get("printer", {})
        reasons = tuple(reason for reason in printer.get("printer-state-reasons", []) if reason != "none")
        stopped = printer.get("printer-state", [3])[0] == PRINTER_STOPPED or printer.get("printer-is-accepting-jobs", [True])[0] is False
        if (reasons, stopped) != (self._reasons, self._stopped):
            self._reasons, self._stopped = reasons, stopped
            self.ctx.changed()

    async def unload(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    def problem(self) -> Problem | None:
        for reason in self._reasons:
            bare, _, severity = reason.rpartition("-") if reason.endswith(("-error", "-warning", "-report")) else (reason, "", "")
            code = TROUBLES.get(bare)
            if code is not None and severity not in ("warning", "report"):
                return Problem(code, f"the print server says {reason}")
        return Problem("printer_paused", "the print server has stopped this printer") if self._stopped else None

    def snapshot(self) -> Json:
        problem = self.problem()
        paper = "out" if problem and problem.code == "paper_out" else "low" if any("media-low" in r for r in self._reasons) else "ok"
        return {"columns": self.config.columns, "paper": paper, "reasons": list(self._reasons)}

    def encode(self, document: Mapping[str, Any], *, copy: bool) -> bytes:
        rows = documents.parse(document, self.config.columns)
        mark = documents.copy_mark(document) if copy else None
        image = receipt_raster.draw([mark, *rows] if mark is not None else rows, self.config.columns, self.config.font)
        return _pdf([image], self.config.width_mm)

    def encode_label(self, document: Mapping[str, Any]) -> bytes:
        wanted = label.parse(document)
        image = label_raster.draw(wanted, receipt_raster.DOTS_PER_MM, self.config.font)
        return _pdf([image] * wanted.copies, wanted.width_mm)

    def fresh_sheet(self) -> bytes:
        return b""  # a page never begins on another's

    async def kick(self, stage: Stage) -> None:
        raise Misfit("not_supported", "a printer behind a print server has no drawer")

    async def send(self, data: bytes, stage: Stage) -> None:
        await self.check()
        problem = self.problem()
        if problem is not None:
            raise NotReady(problem.code, problem.message)
        await stage("sending")
        wanted = [(ipp.NAME, "job-name", "receipt"), (ipp.MIME, "document-format", "application/pdf")]
        try:
            found = await self._ask(ipp.PRINT_JOB, wanted, data)
        except NotReady as error:
            raise Unconfirmed(error.problem.code, f"while printing: {error.problem.message}") from None
        await stage("sent_unconfirmed")
        job = found.get("job", {}).get("job-id", [None])[0]
        if job is None:
            raise Unconfirmed("no_confirmation", "the print server took the job without giving it a number")
        await self._printed(job)

    async def _printed(self, job: int) -> None:
        end = self.ctx.clock.monotonic() + CONFIRM_TIMEOUT_S
        while True:
            try:
                found = await self._ask(ipp.GET_JOB, [(ipp.INTEGER, "job-id", job), (ipp.KEYWORD, "requested-attributes", ["job-state"])])
            except NotReady as error:
                raise Unconfirmed(error.problem.code, f"while printing: {error.problem.message}") from None
            state = found.get("job", {}).get("job-state", [0])[0]
            if state == STATES["completed"]:
                return
            if state in (STATES["canceled"], STATES["aborted"]):
                raise Unconfirmed("printer_error", "the print server gave the job up")
            if self.ctx.clock.monotonic() > end:
                raise Unconfirmed("no_confirmation", "the print server never said that it printed the job")
            await asyncio.sleep(LOOK_EVERY_S)

    async def _ask(self, operation: int, attributes: list[tuple[int, str, Any]], document: bytes = b"") -> dict[str, ipp.Values]:
        if self._session is None:
            raise NotReady("printer_offline", "the print server is not connected")
        self._number += 1
        # The order matters: the standard has the printer first, then the job, then who asks.
        head = [
            (ipp.URI, "printer-uri", self.config.uri),
            *(a for a in attributes if a[1] == "job-id"),
            (ipp.NAME, "requesting-user-name", USER),
        ]
        body = ipp.request(operation, self._number, [*head, *(a for a in attributes if a[1] != "job-id")])
        try:
            async with self._session.post(self._url, data=body + document, headers={"Content-Type": "application/ipp"}) as reply:
                status, found = ipp.answer(await reply.read())
        except (aiohttp.ClientError, TimeoutError, OSError, ipp.BadAnswer) as error:
            raise NotReady("printer_offline", f"the print server does not answer: {error or type(error).__name__}") from None
        if status >= 0x0400:
            raise NotReady("printer_error", f"the print server refused with status {status:#06x}")
        return found


def _pdf(pages: list[Image.Image], width_mm: float) -> bytes:
    out = io.BytesIO()
    dots_per_inch = pages[0].width / width_mm * 25.4
    small = [page.convert("1") for page in pages]
    small[0].save(out, "PDF", resolution=dots_per_inch, save_all=True, append_images=small[1:])
    return out.getvalue()
