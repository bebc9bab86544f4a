"""What is said to a printer and when, over a line that the test holds in its hands."""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from iot_box.clock import Clock
from iot_box.drivers.base import Context, NotReady
from iot_box.drivers.escpos_printer import EscposPrinter, PrinterConfig
from iot_box.drivers.tcp_link import Link
from iot_box.logos import LIST_QUESTION, WORTH_AFTER, Logo

STORE = b"\x1d(L"


class Line:
    """Answers as a printer that is well; keeps what was sent, piece by piece."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []
        self.stored: set[str] = set()
        self.slow_s = 0.0
        self.gone = asyncio.Event()

    async def open(self, received: Callable[[bytes], None]) -> None:
        self.received = received

    async def write(self, data: bytes) -> None:
        self.sent.append(data)
        loop = asyncio.get_running_loop()
        if data.startswith(b"\x10\x04"):
            loop.call_soon(self.received, b"\x12")
        elif data == LIST_QUESTION:
            loop.call_soon(self.received, b"7r@" + "".join(sorted(self.stored)).encode() + b"\x00")
        elif b"\x1dr" in data:
            if data.startswith(STORE):
                self.stored.add(data[8:10].decode())
            loop.call_later(self.slow_s, self.received, b"\x00")

    async def left(self) -> None:
        await self.gone.wait()
        raise NotReady("printer_offline", "gone")

    def check(self) -> None:
        return

    def close(self) -> None:
        return


class Driver(EscposPrinter[PrinterConfig]):
    name = "test"
    config_class = PrinterConfig
    line: Line

    def link(self) -> Link:
        self.line = Line()
        return self.line


@pytest.fixture
async def printer(tmp_path: Path) -> Driver:
    log = logging.LoggerAdapter(logging.getLogger("test"), {})
    found = Driver(Context("printer-1", "P", tmp_path, Clock(), log, lambda _event: None, lambda: None), PrinterConfig())
    await found.setup()
    return found


async def stage(_state: str) -> None:
    return


def wish(printer: Driver) -> Logo:
    """A picture that has become worth storing."""
    image = Image.new("L", (200, 60), 255)
    image.paste(0, (0, 0, 90, 60))
    logo = Logo.of(image)
    for _ in range(WORTH_AFTER):
        printer._shelf.saw(logo)
    return logo


async def test_no_picture_is_stored_while_a_receipt_is_under_way(printer: Driver) -> None:
    logo = wish(printer)
    printer.line.slow_s = 0.5
    await printer.send(b"receipt\n", stage)
    await printer.kick(stage)
    assert not any(piece.startswith(STORE) and piece != LIST_QUESTION for piece in printer.line.sent[4:])
    await printer.check()
    assert printer._shelf.keys == {logo.key}
    assert printer.snapshot()["stored_pictures"] == 1


async def test_a_printer_that_leaves_is_told_at_once(printer: Driver) -> None:
    running = asyncio.create_task(printer.run())
    await asyncio.sleep(0)
    printer.line.gone.set()
    with pytest.raises(NotReady):
        await asyncio.wait_for(running, 1)
    await printer.unload()
