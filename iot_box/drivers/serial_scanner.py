"""Barcode scanners on a serial port (RS-232, USB-COM): bytes in, scans out."""

from dataclasses import dataclass

from .base import option
from .device_node import DeviceNode, Line, open_serial
from .scan_frames import SUFFIXES, Splitter
from .scanner import Scanner, ScanSettings


@dataclass(frozen=True)
class ScannerConfig(Line, ScanSettings):
    suffix: str = option("cr", choices=tuple(SUFFIXES))


class SerialScanner(Scanner[ScannerConfig]):
    name = "serial_scanner"
    config_class = ScannerConfig

    def node(self) -> DeviceNode:
        return DeviceNode(self.config.port, "scanner", lambda _path: open_serial(self.config))

    def splitter(self) -> Splitter:
        return Splitter(self.config.suffix, self.config.idle_ms / 1000)

    def take(self, data: bytes) -> None:
        self.feed(data)
