"""Label printers that speak ZPL, over TCP or USB. Whether they are well and whether a label came out, ~HS tells."""

import asyncio
from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from .. import label, zpl
from .base import Context, Json, Misfit, NotReady, Problem, option
from .device_node import DeviceNode, UsbPlace, open_file
from .printer import Printer, Stage, Unconfirmed
from .tcp_link import Link, TcpLink, TcpPlace
from .zpl_status import QUESTION, Replies, Status

ANSWER_TIMEOUT_S = 3.0
WRITE_TIMEOUT_S = 15.0
CONFIRM_TIMEOUT_S = 60.0
LOOK_EVERY_S = 0.2
DOTS_PER_MM = {"203": 8.0, "300": 11.8, "600": 23.6}


@dataclass(frozen=True)
class ZplConfig:
    dpi: str = option("203", choices=tuple(DOTS_PER_MM))
    width_mm: int = option(104, minimum=20, maximum=220)


ZplConfigT = TypeVar("ZplConfigT", bound=ZplConfig)


class ZplPrinter(Printer[ZplConfigT]):
    check_every_s = 2.0

    def __init__(self, context: Context, config: ZplConfigT) -> None:
        super().__init__(context, config)
        self._link = self.link()
        self._replies = Replies()
        self._answer: asyncio.Future[Status] | None = None
        self._status: Status | None = None
        self._asking = asyncio.Lock()

    @abstractmethod
    def link(self) -> Link:
        """The way to the printer."""

    @property
    def columns(self) -> int:
        return 0

    async def setup(self) -> None:
        self._replies = Replies()
        await self._link.open(self._received)
        await self.check()

    async def run(self) -> None:
        await self._link.left()

    async def check(self) -> None:
        status = await self._ask()
        if status != self._status:
            self._status = status
            self.ctx.changed()

    async def unload(self) -> None:
        self._status = None
        self._link.close()

    def problem(self) -> Problem | None:
        return self._status.problem() if self._status else None

    def snapshot(self) -> Json:
        if self._status is None:
            return {"labels": True}
        return {"labels": True, "paper": "out" if self._status.paper_out else "ok", "cover": "open" if self._status.head_up else "closed"}

    def encode(self, document: Mapping[str, Any], *, copy: bool) -> bytes:
        raise Misfit("not_supported", "a label printer prints labels, no receipts", "kind")

    def encode_label(self, document: Mapping[str, Any]) -> bytes:
        wanted = label.parse(document)
        if wanted.width_mm > self.config.width_mm:
            raise label.misfit("width_mm", f"the label is {wanted.width_mm:g} mm wide, the printer {self.config.width_mm} mm")
        return zpl.encode(wanted, DOTS_PER_MM[self.config.dpi])

    def fresh_sheet(self) -> bytes:
        # Forget what an interrupted job left behind.
        return b"~JA"

    async def kick(self, stage: Stage) -> None:
        raise Misfit("not_supported", "a label printer has no drawer")

    async def send(self, data: bytes, stage: Stage) -> None:
        await self.check()
        problem = self.problem()
        if problem is not None:
            raise NotReady(problem.code, problem.message)
        await stage("sending")
        try:
            async with asyncio.timeout(WRITE_TIMEOUT_S):
                await self._link.write(data)
        except (OSError, TimeoutError, NotReady):
            raise Unconfirmed("printer_offline", "the connection to the printer broke while printing") from None
        await stage("sent_unconfirmed")
        await self._printed()

    async def _printed(self) -> None:
        """Until the printer twice in a row has nothing left to do."""
        end, idle = self.ctx.clock.monotonic() + CONFIRM_TIMEOUT_S, 0
        while idle < 2:
            await asyncio.sleep(LOOK_EVERY_S)
            try:
                await self.check()
            except NotReady as error:
                raise Unconfirmed(error.problem.code, f"while printing: {error.problem.message}") from None
            assert self._status is not None
            problem = self._status.problem()
            if problem is not None:
                raise Unconfirmed(problem.code, f"while printing: {problem.message}")
            idle = 0 if self._status.busy else idle + 1
            if self.ctx.clock.monotonic() > end:
                raise Unconfirmed("no_confirmation", "the printer took the labels but never said that it printed them")

    async def _ask(self) -> Status:
        async with self._asking:
            self._answer = asyncio.get_running_loop().create_future()
            try:
                async with asyncio.timeout(ANSWER_TIMEOUT_S):
                    await self._link.write(QUESTION)
                    return await self._answer
            except TimeoutError:  # an OSError too
                self._link.check()
                raise NotReady("printer_offline", "the printer does not answer") from None
            except OSError:
                self._link.check()  # which may know why
                raise NotReady("printer_offline", "the printer closed the connection") from None
            finally:
                self._answer = None

    def _received(self, data: bytes) -> None:
        for status in self._replies.feed(data):
            if self._answer is not None and not self._answer.done():
                self._answer.set_result(status)


@dataclass(frozen=True)
class ZplTcpConfig(ZplConfig, TcpPlace):
    port: int = option(9100, minimum=1, maximum=65535)


class ZplTcp(ZplPrinter[ZplTcpConfig]):
    name = "zpl_tcp"
    config_class = ZplTcpConfig

    def link(self) -> Link:
        return TcpLink(self.config.host, self.config.port, "label printer", "printer_offline")


@dataclass(frozen=True)
class ZplUsbConfig(ZplConfig, UsbPlace):
    pass


class ZplUsb(ZplPrinter[ZplUsbConfig]):
    name = "zpl_usb"
    config_class = ZplUsbConfig

    def link(self) -> Link:
        return DeviceNode(self.config.port, "label printer", open_file, empty_is_end=False)

    def path(self) -> str | None:
        return self.config.port
