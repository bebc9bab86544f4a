"""A device node (serial port, HID, USB printer) that the event loop reads itself, without a thread that could die unseen.

A device that is pulled out shows as an error or an end of file, or as another node in the old one's place.
"""

import asyncio
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import serial

from .base import NotReady, option
from .usb_names import UsbUnknown, resolve

READ_BYTES = 4096
# Some USB printers answer a read with nothing instead of waiting; asking again at once would take the processor.
EMPTY_PAUSE_S = 0.05


@dataclass(frozen=True)
class Line:
    """How a serial port is set; a driver's configuration begins with these."""

    port: str
    baudrate: int = option(9600, minimum=300, maximum=921600)
    bytesize: int = option(8, choices=(7, 8))
    parity: str = option("N", choices=("N", "E", "O"))
    stopbits: int = option(1, choices=(1, 2))


@dataclass(frozen=True)
class UsbPlace:
    """Where a device without line settings is; its driver's configuration begins with this."""

    port: str


class Opened(Protocol):
    def fileno(self) -> int: ...

    def close(self) -> None: ...


def open_serial(line: Line, *, rtscts: bool = False, xonxoff: bool = False) -> serial.Serial:
    return serial.Serial(
        line.port, line.baudrate, line.bytesize, line.parity, line.stopbits, timeout=0, write_timeout=2, exclusive=True,
        rtscts=rtscts, xonxoff=xonxoff,
    )  # fmt: skip


def open_file(path: str, flags: int = os.O_RDWR) -> Opened:
    """A node without line settings. It must be there: nothing is created."""
    return open(
        path, "r+b" if flags & os.O_RDWR else "rb", buffering=0, opener=lambda name, _: os.open(name, flags | os.O_NONBLOCK | os.O_NOCTTY)
    )


class DeviceNode:
    def __init__(self, name: str, what: str, opener: Callable[[str], Opened], *, empty_is_end: bool = True) -> None:
        """`name` is a path, or usb:vendor:product[:serial] for nodes whose paths change with every plug."""
        self.name = name
        self._what = what
        self._opener = opener
        self._empty_is_end = empty_is_end
        self._path = name
        self._opened: Opened | None = None
        self._received: Callable[[bytes], None] | None = None
        self._gone: asyncio.Future[None] | None = None
        self._pause: asyncio.TimerHandle | None = None

    @property
    def opened(self) -> Opened:
        if self._opened is None:
            raise NotReady("disconnected", f"the {self._what} is not open")
        return self._opened

    @property
    def reading(self) -> bool:
        return self._received is not None and self._pause is None

    async def open(self, received: Callable[[bytes], None]) -> None:
        """Open and hand on what comes. Some ports block while opening; a thread takes that."""
        loop = asyncio.get_running_loop()
        try:
            self._path = resolve(self.name)
            self._opened = await loop.run_in_executor(None, self._opener, self._path)
        except (serial.SerialException, OSError, ValueError, UsbUnknown) as error:
            raise NotReady("disconnected", f"no {self._what} on {self.name}: {_reason(error)}") from None
        self._gone = loop.create_future()
        self._received = received
        loop.add_reader(self._opened.fileno(), self._readable)

    def close(self) -> None:
        opened, self._opened = self._opened, None
        self._received = None
        if self._pause is not None:
            self._pause.cancel()
            self._pause = None
        if opened is not None:
            asyncio.get_running_loop().remove_reader(opened.fileno())
            asyncio.get_running_loop().remove_writer(opened.fileno())
            opened.close()

    async def left(self) -> None:
        """Returns never; raises NotReady when the device leaves."""
        assert self._gone is not None
        await asyncio.shield(self._gone)

    def check(self) -> None:
        """NotReady when the node has gone, or its name leads to another device."""
        if self._opened is None or self._gone is None or self._gone.done():
            raise NotReady("disconnected", f"the {self._what} was unplugged")
        try:
            now, opened = Path(self._path).stat(), os.fstat(self._opened.fileno())
        except OSError:
            raise NotReady("disconnected", f"{self.name} is gone") from None
        if now.st_rdev != opened.st_rdev or now.st_ino != opened.st_ino:
            raise NotReady("disconnected", f"{self.name} was plugged in anew")

    def rest(self, seconds: float, then: Callable[[], None] | None = None) -> None:
        """Read nothing for a moment."""
        loop = asyncio.get_running_loop()
        loop.remove_reader(self.opened.fileno())
        self._pause = loop.call_later(seconds, self._end_rest, then)

    def discard_input(self) -> None:
        """Throw away what came and was not read."""
        try:
            while os.read(self.opened.fileno(), READ_BYTES):
                pass
        except OSError:
            return

    async def write(self, data: bytes) -> None:
        """All of it, as fast as the device takes it; OSError when it leaves."""
        rest = memoryview(data)
        while rest:
            try:
                rest = rest[os.write(self.opened.fileno(), rest) :]
            except BlockingIOError:
                await self._writable()

    async def _writable(self) -> None:
        loop, handle = asyncio.get_running_loop(), self.opened.fileno()
        ready = asyncio.Event()
        loop.add_writer(handle, ready.set)
        try:
            await ready.wait()
        finally:
            loop.remove_writer(handle)

    def _end_rest(self, then: Callable[[], None] | None) -> None:
        self._pause = None
        if self._opened is not None and self._gone is not None and not self._gone.done():
            if then is not None:
                then()
            asyncio.get_running_loop().add_reader(self._opened.fileno(), self._readable)

    def _readable(self) -> None:
        assert self._opened is not None and self._received is not None
        try:
            data = os.read(self._opened.fileno(), READ_BYTES)
        except BlockingIOError:
            return
        except OSError:
            self._end()
            return
        if data:
            self._received(data)
        elif self._empty_is_end:
            self._end()
        else:
            self.rest(EMPTY_PAUSE_S)

    def _end(self) -> None:
        # An end of file comes again and again, so stop listening at once.
        assert self._opened is not None and self._gone is not None
        asyncio.get_running_loop().remove_reader(self._opened.fileno())
        if not self._gone.done():
            self._gone.set_exception(NotReady("disconnected", f"the {self._what} was unplugged"))
            self._gone.exception()  # asked for by check() too, so nobody need await it


def _reason(error: BaseException) -> str:
    return getattr(error, "strerror", None) or str(error)
