"""Barcode scanners that pose as a keyboard (USB HID), read through evdev and taken from the console by a grab.

Names under /dev/input/by-id that end in -event-kbd stay the same when cables are moved.
"""

import fcntl
import os
from dataclasses import dataclass

from .base import NotReady, option
from .device_node import DeviceNode, open_file
from .key_events import EVENT, LAYOUTS, Keyboard
from .scan_frames import Splitter
from .scanner import Scanner, ScanSettings

EVIOCGRAB = 0x40044590  # _IOW('E', 0x90, int)
SUFFIXES = ("cr", "tab", "none")


@dataclass(frozen=True)
class EvdevConfig(ScanSettings):
    layout: str = option("us", choices=tuple(LAYOUTS))
    suffix: str = option("cr", choices=SUFFIXES)
    # Without it every scan would also be typed into whatever runs on the box's console.
    grab: bool = True


class EvdevScanner(Scanner[EvdevConfig]):
    name = "evdev_scanner"
    config_class = EvdevConfig
    # A character takes four events: key and report, down and up; with Shift twice as many.
    bytes_per_sign = 8 * EVENT.size

    def node(self) -> DeviceNode:
        return DeviceNode(self.config.port, "keyboard scanner", lambda path: open_file(path, os.O_RDONLY))

    def splitter(self) -> Splitter:
        return Splitter(self.config.suffix, self.config.idle_ms / 1000)

    async def setup(self) -> None:
        self._keyboard = Keyboard(self.config.layout)
        await super().setup()
        if self.config.grab:
            try:
                fcntl.ioctl(self._node.opened.fileno(), EVIOCGRAB, 1)
            except OSError as error:
                raise NotReady("not_grabbed", f"{self.config.port} can't be taken for the box alone: {error.strerror}") from None

    def opened(self) -> None:
        self._keyboard = Keyboard(self.config.layout)

    def take(self, data: bytes) -> None:
        for typed in self._keyboard.feed(data):
            if typed is None:
                self.lost("keys_lost")
            else:
                self.feed(typed.encode())
