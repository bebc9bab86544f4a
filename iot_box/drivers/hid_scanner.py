"""Barcode scanners in HID-POS mode (USB), read from their hidraw node: whole codes, with the kind of symbol beside them.

The node is named `usb:vendor:product`, since /dev/hidraw0 may be another device after the next plug.
"""

import asyncio
import os
from dataclasses import dataclass, replace

from .base import option
from .device_node import DeviceNode, open_file
from .hid_reports import FORMS, REPORT_BYTES, Reports
from .scan_frames import Read, Splitter, decode
from .scanner import Scanner, ScanSettings

# The parts of one code come within a few milliseconds.
UNFINISHED_S = 0.3


@dataclass(frozen=True)
class HidConfig(ScanSettings):
    form: str = option("hid_pos", choices=tuple(FORMS))


class HidScanner(Scanner[HidConfig]):
    name = "hid_scanner"
    config_class = HidConfig
    bytes_per_sign = REPORT_BYTES

    def node(self) -> DeviceNode:
        return DeviceNode(self.config.port, "HID scanner", lambda path: open_file(path, os.O_RDONLY))

    def splitter(self) -> Splitter:
        return Splitter("none", self.config.idle_ms / 1000)

    def opened(self) -> None:
        self._reports = Reports(FORMS[self.config.form])
        self._unfinished: asyncio.TimerHandle | None = None

    def take(self, data: bytes) -> None:
        broken = self._reports.broken
        for code in self._reports.feed(data):
            # Some scanners type their suffix into the report as well.
            read = decode(code.data.strip(b"\r\n\t"), self.config.aim and code.aim is None)
            self.found(replace(read, raw_aim=code.aim or read.raw_aim) if isinstance(read, Read) else read)
        for _ in range(self._reports.broken - broken):
            self.reject("broken_report")
        if self._unfinished is not None:
            self._unfinished.cancel()
        self._unfinished = asyncio.get_running_loop().call_later(UNFINISHED_S, self._give_up) if self._reports.pending else None

    def _give_up(self) -> None:
        self._unfinished = None
        if self._reports.flush():
            self.reject("unfinished")

    async def unload(self) -> None:
        timer = getattr(self, "_unfinished", None)
        if timer is not None:
            timer.cancel()
        await super().unload()
