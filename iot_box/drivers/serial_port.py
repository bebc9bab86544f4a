"""A serial line for devices that answer when asked: one question, one answer, a time limit, no thread."""

import asyncio
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import serial

from .base import NotReady, option


@dataclass(frozen=True)
class Line:
    """How a port is set; a driver's configuration begins with these."""

    port: str
    baudrate: int = option(9600, minimum=300, maximum=921600)
    bytesize: int = option(8, choices=(7, 8))
    parity: str = option("N", choices=("N", "E", "O"))
    stopbits: int = option(1, choices=(1, 2))


@dataclass(frozen=True)
class Exchange:
    """Bytes to send, and when the answer is whole; `ends` is None where no answer comes."""

    send: bytes
    ends: Callable[[bytes], bool] | None
    timeout_s: float = 1.0


class SerialPort:
    def __init__(self, line: Line, what: str) -> None:
        self._line = line
        self._what = what
        self._port: serial.Serial | None = None
        self._buffer = bytearray()
        self._news = asyncio.Event()
        self._gone = False

    async def open(self) -> None:
        line, loop = self._line, asyncio.get_running_loop()
        try:
            self._port = await loop.run_in_executor(None, self._open)
        except (serial.SerialException, OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise NotReady("disconnected", f"no {self._what} on {line.port}: {reason}") from None
        self._gone = False
        loop.add_reader(self._port.fileno(), self._readable)

    def close(self) -> None:
        port, self._port = self._port, None
        if port is not None:
            asyncio.get_running_loop().remove_reader(port.fileno())
            port.close()

    def check(self) -> None:
        """NotReady when the port has gone, or its name leads to another device."""
        if self._port is None or self._gone:
            raise NotReady("disconnected", f"the {self._what} was unplugged")
        try:
            now, opened = Path(self._line.port).stat(), os.fstat(self._port.fileno())
        except OSError:
            raise NotReady("disconnected", f"{self._line.port} is gone") from None
        if now.st_rdev != opened.st_rdev or now.st_ino != opened.st_ino:
            raise NotReady("disconnected", f"{self._line.port} was plugged in anew")

    async def exchange(self, ask: Exchange) -> bytes:
        """Ask and wait for the whole answer; what came unasked before is thrown away."""
        self.check()
        assert self._port is not None
        self._buffer.clear()
        try:
            os.write(self._port.fileno(), ask.send)
        except OSError:
            raise NotReady("disconnected", f"the {self._what} was unplugged") from None
        if ask.ends is None:
            return b""
        try:
            async with asyncio.timeout(ask.timeout_s):
                while not ask.ends(bytes(self._buffer)):
                    self._news.clear()
                    self.check()
                    await self._news.wait()
        except TimeoutError:
            raise NotReady("timeout", f"the {self._what} does not answer") from None
        return bytes(self._buffer)

    def _open(self) -> serial.Serial:
        line = self._line
        return serial.Serial(
            line.port, line.baudrate, line.bytesize, line.parity, line.stopbits, timeout=0, write_timeout=2, exclusive=True
        )

    def _readable(self) -> None:
        assert self._port is not None
        try:
            data = os.read(self._port.fileno(), 1024)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._gone = True
            asyncio.get_running_loop().remove_reader(self._port.fileno())
        self._buffer += data
        del self._buffer[:-4096]
        self._news.set()
