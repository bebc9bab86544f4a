"""Receipt printers that speak ESC/POS over TCP (port 9100), with the cash drawer on their cable.

Nothing is sent before the printer has answered that it is well, and a job counts as done only when the
printer has answered a question that stands behind the job in its own buffer.
"""

import asyncio
import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .. import document as documents
from .. import escpos
from .base import ConfigError, Context, Json, NotReady, Problem, option
from .escpos_status import Answers, Status
from .printer import Printer, Stage, Unconfirmed

CONNECT_TIMEOUT_S = 4.0
ANSWER_TIMEOUT_S = 2.0
WRITE_TIMEOUT_S = 15.0
CONFIRM_TIMEOUT_S = 20.0
LOOK_EVERY_S = 0.3
CHUNK_BYTES = 4096
QUESTIONS = (1, 2, 4)


@dataclass(frozen=True)
class PrinterConfig:
    host: str
    port: int = option(9100, minimum=1, maximum=65535)
    profile: str = option("epson80", choices=tuple(escpos.MODELS))
    columns: int = option(42, minimum=16, maximum=96)
    codepage: str = option("cp1252", choices=tuple(escpos.EPSON_PAGES))
    drawer_pin: int = option(2, choices=(2, 5))
    drawer_open_level: str = option("high", choices=("high", "low", "none"))
    cut: bool = True
    font: str | None = None


class EscposTcp(Printer[PrinterConfig]):
    name = "escpos_tcp"
    config_class = PrinterConfig
    check_every_s = 1.0

    def __init__(self, context: Context, config: PrinterConfig) -> None:
        super().__init__(context, config)
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._listener: asyncio.Task[None] | None = None
        self._gone: asyncio.Future[None] | None = None
        self._status_answer: asyncio.Future[int] | None = None
        self._ordered_answer: asyncio.Future[int] | None = None
        self._asking = asyncio.Lock()
        self._status = Status()
        self._known = False

    @classmethod
    def parse_config(cls, raw: Mapping[str, Any]) -> PrinterConfig:
        config: PrinterConfig = super().parse_config(raw)
        most = escpos.MODELS[config.profile].columns
        if config.columns > most:
            raise ConfigError("columns", f"the profile {config.profile} holds at most {most}")
        return config

    @property
    def columns(self) -> int:
        return self.config.columns

    # Life

    async def setup(self) -> None:
        where = f"{self.config.host}:{self.config.port}"
        try:
            async with asyncio.timeout(CONNECT_TIMEOUT_S):
                self._reader, self._writer = await asyncio.open_connection(self.config.host, self.config.port)
        except (OSError, TimeoutError) as error:
            reason = getattr(error, "strerror", None) or "no answer"
            raise NotReady("printer_offline", f"no printer at {where}: {reason}") from None
        self._gone = asyncio.get_running_loop().create_future()
        self._listener = asyncio.create_task(self._listen(self._reader), name=f"listen {self.ctx.device}")
        await self.check()

    async def run(self) -> None:
        assert self._gone is not None
        await self._gone

    async def check(self) -> None:
        """Ask for the whole state. A printer that does not answer is offline, not fine."""
        status = self._status
        for question in QUESTIONS:
            status = status.with_answer(question, await self._ask(question))
        self._learn(status)

    async def unload(self) -> None:
        self._known = False
        listener, self._listener = self._listener, None
        if listener is not None:
            listener.cancel()
            await asyncio.gather(listener, return_exceptions=True)
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.close()
            with contextlib.suppress(OSError, TimeoutError):
                await asyncio.wait_for(writer.wait_closed(), 1)

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
        }

    # Jobs

    def encode(self, document: Mapping[str, Any], *, copy: bool) -> bytes:
        rows = documents.parse(document, self.config.columns)
        mark = documents.copy_mark(document) if copy else None
        if mark is not None:
            rows = [mark, *rows]
        model = escpos.MODELS[self.config.profile]
        encoder = escpos.Encoder(model, self.config.codepage, self.config.columns, self.config.font)
        return encoder.encode(rows, cut_at_end=self.config.cut)

    def fresh_sheet(self) -> bytes:
        return escpos.FRESH_SHEET if self.config.cut else b""

    async def send(self, data: bytes, stage: Stage) -> None:
        await self._need_well()
        await self._transmit(data + escpos.FENCE, stage)

    async def kick(self, stage: Stage) -> None:
        await self.check()
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

    async def _need_well(self) -> None:
        await self.check()
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
            if self._writer is None:
                raise ConnectionResetError
            self._writer.write(data)
            async with asyncio.timeout(WRITE_TIMEOUT_S):
                await self._writer.drain()
        except (OSError, TimeoutError):
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
            await self.check()
        except NotReady as error:
            raise Unconfirmed(error.problem.code, f"while printing: {error.problem.message}") from None

    async def _ask(self, question: int) -> int:
        """DLE EOT: answered at once, even while the printer is busy or stopped."""
        async with self._asking:
            answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()
            self._status_answer = answer
            try:
                if self._writer is None:
                    raise ConnectionResetError
                self._writer.write(bytes([0x10, 0x04, question]))
                async with asyncio.timeout(ANSWER_TIMEOUT_S):
                    return await answer
            except OSError:
                raise NotReady("printer_offline", "the printer closed the connection") from None
            except TimeoutError:
                raise NotReady("printer_offline", "the printer does not answer") from None
            finally:
                self._status_answer = None

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        answers = Answers()
        with contextlib.suppress(OSError):
            while data := await reader.read(1024):
                for kind, byte in answers.feed(data):
                    waiting = self._status_answer if kind == "status" else self._ordered_answer
                    if waiting is not None and not waiting.done():
                        waiting.set_result(byte)
        for waiting in (self._status_answer, self._ordered_answer):
            if waiting is not None and not waiting.done():
                waiting.set_exception(ConnectionResetError())
        if self._gone is not None and not self._gone.done():
            self._gone.set_exception(NotReady("printer_offline", "the printer closed the connection"))

    def _learn(self, status: Status) -> None:
        if status != self._status or not self._known:
            self._status, self._known = status, True
            self.ctx.changed()

    def _drawer(self) -> str:
        if self.config.drawer_open_level == "none":
            return "unknown"
        return "open" if self._status.drawer_high == (self.config.drawer_open_level == "high") else "closed"
