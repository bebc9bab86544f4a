"""What printers that speak ESC/POS have in common, however they are wired, with the cash drawer on their cable.

Nothing is sent before the printer has answered that it is well, and a job counts as done only when the
printer has answered a question that stands behind the job in its own buffer.
"""

import asyncio
from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from .. import document as documents
from .. import escpos, label, label_raster
from ..escpos_models import EPSON_PAGES, MODELS
from ..logos import ACK_MORE, LIST_QUESTION, Shelf, keys_in
from .base import ConfigError, Context, Json, NotReady, Problem, option
from .escpos_status import Answers, Status
from .printer import Printer, Stage, Unconfirmed
from .tcp_link import Link

ANSWER_TIMEOUT_S = 2.0
LIST_TIMEOUT_S = 1.0
WRITE_TIMEOUT_S = 15.0
CONFIRM_TIMEOUT_S = 20.0
LOOK_EVERY_S = 0.3
CHUNK_BYTES = 4096
QUESTIONS = (1, 2, 4)
TO_NEXT_LABEL = escpos.GS + b"\x0c"


@dataclass(frozen=True)
class PrinterConfig:
    profile: str = option("epson80", choices=tuple(MODELS))
    columns: int = option(42, minimum=16, maximum=96)
    codepage: str = option("cp1252", choices=tuple(EPSON_PAGES))
    drawer_pin: int = option(2, choices=(2, 5))
    drawer_open_level: str = option("high", choices=("high", "low", "none"))
    cut: bool = True
    # How a label ends: by a cut, or by moving to the next mark of label paper.
    label_end: str = option("cut", choices=("cut", "mark"))
    font: str | None = None


PrinterConfigT = TypeVar("PrinterConfigT", bound=PrinterConfig)


class EscposPrinter(Printer[PrinterConfigT]):
    check_every_s = 1.0

    def __init__(self, context: Context, config: PrinterConfigT) -> None:
        super().__init__(context, config)
        self._link = self.link()
        self._leaving: asyncio.Task[None] | None = None
        self._answers = Answers()
        self._status_answer: asyncio.Future[int] | None = None
        self._ordered_answer: asyncio.Future[int] | None = None
        self._block_answer: asyncio.Future[bytes] | None = None
        self._asking = asyncio.Lock()
        self._status = Status()
        self._known = False
        self._shelf = Shelf()

    @classmethod
    def parse_config(cls, raw: Mapping[str, Any]) -> Any:
        config = super().parse_config(raw)
        most = MODELS[config.profile].columns
        if config.columns > most:
            raise ConfigError("columns", f"the profile {config.profile} holds at most {most}")
        return config

    @abstractmethod
    def link(self) -> Link:
        """The way to the printer."""

    @property
    def columns(self) -> int:
        return self.config.columns

    # Life

    async def setup(self) -> None:
        self._answers = Answers()
        await self._link.open(self._received)
        self._leaving = asyncio.create_task(self._link.left(), name=f"left {self.ctx.device}")
        self._leaving.add_done_callback(self._on_left)
        await self._look()
        self._shelf.keys = await self._stored_pictures() if MODELS[self.config.profile].nv and not self.problem() else None

    async def run(self) -> None:
        assert self._leaving is not None
        await asyncio.shield(self._leaving)

    async def check(self) -> None:
        """Called between jobs only, so that there is time for a picture."""
        await self._look()
        await self._keep_a_logo()

    async def unload(self) -> None:
        self._known = False
        leaving, self._leaving = self._leaving, None
        if leaving is not None:
            leaving.cancel()
            await asyncio.gather(leaving, return_exceptions=True)
        self._link.close()

    def problem(self) -> Problem | None:
        return self._status.problem() if self._known else None

    def snapshot(self) -> Json:
        if not self._known:
            return {"columns": self.config.columns}
        status = self._status
        return {
            "paper": "out" if status.paper_out else "low" if status.paper_low else "ok",
            "cover": "open" if status.cover_open else "closed",
            "drawer": self._drawer(),
            "columns": self.config.columns,
            "stored_pictures": len(self._shelf.keys) if self._shelf.keys is not None else None,
        }

    # Jobs

    def encode(self, document: Mapping[str, Any], *, copy: bool) -> bytes:
        rows = documents.parse(document, self.config.columns)
        mark = documents.copy_mark(document) if copy else None
        if mark is not None:
            rows = [mark, *rows]
        config, stored = self.config, self._shelf.keys or ()
        encoder = escpos.Encoder(MODELS[config.profile], config.codepage, config.columns, config.font, stored)
        data = encoder.encode(rows, cut_at_end=config.cut)
        for picture in encoder.pictures:
            self._shelf.saw(picture)
        return data

    def encode_label(self, document: Mapping[str, Any]) -> bytes:
        model, wanted = MODELS[self.config.profile], label.parse(document)
        image = label_raster.draw(wanted, model.dots_per_mm, self.config.font)
        if image.width > model.dots:
            raise label.misfit("width_mm", f"the label is {wanted.width_mm:g} mm wide, the printer {model.dots / model.dots_per_mm:.0f} mm")
        end = TO_NEXT_LABEL if self.config.label_end == "mark" else escpos.FRESH_SHEET[1:]
        return escpos.ESC + b"@" + (escpos.raster_image(image) + end) * wanted.copies

    def fresh_sheet(self) -> bytes:
        return escpos.FRESH_SHEET if self.config.cut else b""

    async def send(self, data: bytes, stage: Stage) -> None:
        await self._need_well()
        await self._transmit(data + escpos.FENCE, stage)

    async def kick(self, stage: Stage) -> None:
        await self._look()
        problem = self.problem()
        if problem is None:
            await self._transmit(escpos.kick(self.config.drawer_pin), stage)
        elif problem.code in ("paper_out", "cover_open"):
            # The till must open although the printer holds its buffer.
            await stage("sending")
            await self._write(escpos.kick_now(self.config.drawer_pin))
            await stage("sent_unconfirmed")
            await self._still_there()
        else:
            raise NotReady(problem.code, problem.message)
        await self._still_there()

    # Inside

    async def _look(self) -> None:
        """Ask for the whole state. A printer that does not answer is offline, not fine."""
        status = self._status
        for question in QUESTIONS:
            status = status.with_answer(question, await self._ask(question))
        self._learn(status)

    async def _need_well(self) -> None:
        await self._look()
        problem = self.problem()
        if problem is not None:
            raise NotReady(problem.code, problem.message)

    async def _transmit(self, data: bytes, stage: Stage) -> None:
        """Send all, then wait for the answer to the question at the end of it."""
        answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._ordered_answer = answer
        try:
            await stage("sending")
            for start in range(0, len(data), CHUNK_BYTES):
                await self._write(data[start : start + CHUNK_BYTES])
            await stage("sent_unconfirmed")
            await self._confirmed(answer)
        finally:
            self._ordered_answer = None

    async def _write(self, data: bytes) -> None:
        try:
            async with asyncio.timeout(WRITE_TIMEOUT_S):
                await self._link.write(data)
        except (OSError, TimeoutError, NotReady):
            raise Unconfirmed("printer_offline", "the connection to the printer broke while printing") from None

    async def _confirmed(self, answer: "asyncio.Future[int]") -> None:
        clock = self.ctx.clock
        end = clock.monotonic() + CONFIRM_TIMEOUT_S
        while True:
            done, _ = await asyncio.wait({answer}, timeout=LOOK_EVERY_S)
            if done:
                if answer.exception() is not None:
                    raise Unconfirmed("printer_offline", "the printer went away while printing")
                return
            await self._still_there()
            problem = self.problem()
            if problem is not None and not answer.done():
                # What came on paper before it ran out nobody can know.
                raise Unconfirmed(problem.code, f"while printing: {problem.message}")
            if clock.monotonic() > end:
                raise Unconfirmed("no_confirmation", "the printer took the receipt but never said that it printed it")

    async def _still_there(self) -> None:
        try:
            await self._look()
        except NotReady as error:
            raise Unconfirmed(error.problem.code, f"while printing: {error.problem.message}") from None

    async def _ask(self, question: int) -> int:
        """DLE EOT: answered at once, even while the printer is busy or stopped."""
        async with self._asking:
            answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()
            self._status_answer = answer
            try:
                async with asyncio.timeout(ANSWER_TIMEOUT_S):
                    await self._link.write(bytes([0x10, 0x04, question]))
                    return await answer
            except TimeoutError:  # an OSError too
                raise NotReady("printer_offline", "the printer does not answer") from None
            except OSError:
                self._link.check()  # which may know why
                raise NotReady("printer_offline", "the printer closed the connection") from None
            finally:
                self._status_answer = None

    def _received(self, data: bytes) -> None:
        for kind, answer in self._answers.feed(data):
            if kind == "block":
                _give(self._block_answer, answer)
            else:
                _give(self._status_answer if kind == "status" else self._ordered_answer, answer[0])

    def _on_left(self, leaving: "asyncio.Task[None]") -> None:
        """Nobody will answer any more."""
        if not leaving.cancelled():
            leaving.exception()  # run() raises it, where run() has begun
        for waiting in (self._status_answer, self._ordered_answer, self._block_answer):
            if waiting is not None and not waiting.done():
                waiting.set_exception(ConnectionResetError())

    # Pictures that the printer keeps

    async def _stored_pictures(self) -> set[str] | None:
        """The names of the pictures in the printer's memory; None where it keeps none."""
        names: set[str] = set()
        question = LIST_QUESTION
        try:
            while True:
                answer: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
                self._block_answer = answer
                self._answers.expect_block()
                async with asyncio.timeout(LIST_TIMEOUT_S):
                    await self._link.write(question)
                    block = await answer
                names |= keys_in(block)
                if block[2:3] != b"\x41":
                    return names
                question = ACK_MORE
        except TimeoutError:
            return None
        except OSError:
            raise NotReady("printer_offline", "the printer closed the connection") from None
        finally:
            self._block_answer = None
            self._answers.expect_block(False)

    async def _keep_a_logo(self) -> None:
        """Between jobs, give the printer a picture that it prints again and again."""
        logo = self._shelf.next(self.ctx.clock.monotonic())
        if logo is None or self._status.problem() is not None:
            return
        done: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._ordered_answer = done
        try:
            async with asyncio.timeout(ANSWER_TIMEOUT_S * 4):
                await self._link.write(logo.store() + escpos.FENCE)
                await done
            keys = await self._stored_pictures()
        except (OSError, TimeoutError):
            raise NotReady("printer_offline", "the printer does not answer") from None
        finally:
            self._ordered_answer = None
        self._shelf.stored(logo, self.ctx.clock.monotonic(), keys or set())
        self.ctx.log.info("picture %s %s the printer", logo.key, "kept in" if logo.key in (keys or ()) else "not taken by")
        self.ctx.changed()

    def _learn(self, status: Status) -> None:
        if status != self._status or not self._known:
            self._status, self._known = status, True
            self.ctx.changed()

    def _drawer(self) -> str:
        if self.config.drawer_open_level == "none":
            return "unknown"
        return "open" if self._status.drawer_high == (self.config.drawer_open_level == "high") else "closed"


def _give(waiting: "asyncio.Future[Any] | None", answer: Any) -> None:
    if waiting is not None and not waiting.done():
        waiting.set_result(answer)
