"""Barcode scanners on a serial port (RS-232, USB-COM): bytes in, scans out.

The port is read by the event loop itself, without a thread that could die unseen. A scanner that is pulled
out shows as an error or an end of file, or as another device node in the old one's place.
"""

import asyncio
import os
from dataclasses import dataclass
from pathlib import Path

import serial

from .base import Context, Driver, Json, Kind, NotReady, Problem, option
from .scan_frames import SUFFIXES, Splitter, decode

# More than any scanner can mean, even one that empties its memory: a broken device. It is left alone for a
# moment, so that it can't take the box from the others.
MOST_SCANS_PER_S = 300
MOST_BYTES_PER_S = 40_000
REST_S = 1.0


@dataclass(frozen=True)
class ScannerConfig:
    port: str
    baudrate: int = option(9600, minimum=300, maximum=921600)
    bytesize: int = option(8, choices=(7, 8))
    parity: str = option("N", choices=("N", "E", "O"))
    stopbits: int = option(1, choices=(1, 2))
    suffix: str = option("cr", choices=tuple(SUFFIXES))
    idle_ms: int = option(50, minimum=5, maximum=5000)
    aim: bool = False


class SerialScanner(Driver[ScannerConfig]):
    name = "serial_scanner"
    kind = Kind.SCANNER
    config_class = ScannerConfig
    check_every_s = 1.0

    def __init__(self, context: Context, config: ScannerConfig) -> None:
        super().__init__(context, config)
        self._port: serial.Serial | None = None
        self._left: asyncio.Future[None] | None = None
        self._splitter = Splitter(config.suffix, config.idle_ms / 1000)
        self._quiet: asyncio.TimerHandle | None = None
        self._scans = 0
        self._unreadable = 0
        self._last_at: str | None = None
        self._second = (0.0, 0, 0)
        self._rest: asyncio.TimerHandle | None = None

    async def setup(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            # Some ports block while opening (a modem line that never comes); a thread takes that.
            self._port = await loop.run_in_executor(None, self._open)
        except (serial.SerialException, OSError, ValueError) as error:
            raise NotReady("disconnected", f"no scanner on {self.config.port}: {_reason(error)}") from None
        self._splitter = Splitter(self.config.suffix, self.config.idle_ms / 1000)
        self._left = loop.create_future()
        loop.add_reader(self._port.fileno(), self._readable)

    async def run(self) -> None:
        assert self._left is not None
        await self._left

    async def check(self) -> None:
        """The name may lead to another device than the one that is open (pulled out and put back)."""
        assert self._port is not None
        try:
            now, opened = Path(self.config.port).stat(), os.fstat(self._port.fileno())
        except OSError:
            raise NotReady("disconnected", f"{self.config.port} is gone") from None
        if now.st_rdev != opened.st_rdev or now.st_ino != opened.st_ino:
            raise NotReady("disconnected", f"{self.config.port} was plugged in anew")

    def problem(self) -> Problem | None:
        return Problem("flooding", "the scanner sends without end; unplug it") if self._rest is not None else None

    def snapshot(self) -> Json:
        return {"scans": self._scans, "unreadable": self._unreadable, "last_scan_at": self._last_at}

    async def unload(self) -> None:
        for timer in (self._quiet, self._rest):
            if timer is not None:
                timer.cancel()
        self._quiet = self._rest = None
        port, self._port = self._port, None
        if port is not None:
            asyncio.get_running_loop().remove_reader(port.fileno())
            port.close()

    def _open(self) -> serial.Serial:
        config = self.config
        return serial.Serial(
            config.port,
            baudrate=config.baudrate,
            bytesize=config.bytesize,
            parity=config.parity,
            stopbits=config.stopbits,
            timeout=0,
            exclusive=True,
        )

    def _readable(self) -> None:
        assert self._port is not None and self._left is not None
        try:
            data = os.read(self._port.fileno(), 4096)
        except BlockingIOError:
            return
        except OSError as error:
            data = b""
            self.ctx.log.info("scanner port failed: %s", _reason(error))
        if not data:
            # An end of file comes again and again, so stop listening at once.
            asyncio.get_running_loop().remove_reader(self._port.fileno())
            if not self._left.done():
                self._left.set_exception(NotReady("disconnected", "the scanner was unplugged"))
            return
        scans = self._splitter.feed(data)
        self._emit(scans)
        self._restart_quiet()
        if self._floods(len(scans), len(data)):
            asyncio.get_running_loop().remove_reader(self._port.fileno())
            self._rest = asyncio.get_running_loop().call_later(REST_S, self._end_rest)
            self.ctx.log.error("the scanner floods and is left alone for a moment")
            self.ctx.changed()

    def _floods(self, scans: int, size: int) -> bool:
        now = self.ctx.clock.monotonic()
        since, many, much = self._second
        if now - since >= 1.0:
            since, many, much = now, 0, 0
        self._second = (since, many + scans, much + size)
        return many + scans > MOST_SCANS_PER_S or much + size > MOST_BYTES_PER_S

    def _end_rest(self) -> None:
        self._rest = None
        if self._port is None:
            return
        self._port.reset_input_buffer()
        self._splitter.flush()
        asyncio.get_running_loop().add_reader(self._port.fileno(), self._readable)
        self.ctx.changed()

    def _restart_quiet(self) -> None:
        if self._quiet is not None:
            self._quiet.cancel()
            self._quiet = None
        if self._splitter.pending:
            self._quiet = asyncio.get_running_loop().call_later(self._splitter.quiet_s, self._on_quiet)

    def _on_quiet(self) -> None:
        self._quiet = None
        self._emit(self._splitter.flush())

    def _emit(self, scans: list[bytes]) -> None:
        for data in scans:
            read = decode(data, self.config.aim)
            if read is None:
                self._unreadable += 1
                self.ctx.log.warning("unreadable scan of %d bytes", len(data))
                self.ctx.changed()
                continue
            self._scans += 1
            self._last_at = self.ctx.clock.iso()
            self.ctx.emit({"type": "scan", "data": read.data, "raw_aim": read.raw_aim, "at": self._last_at})


def _reason(error: BaseException) -> str:
    return getattr(error, "strerror", None) or str(error)
