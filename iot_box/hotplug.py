"""Tries a device at once when its cable is put in, instead of at the next round of pauses.

Watches the folders where the devices' nodes appear (/dev, /dev/serial/by-id, /dev/input/by-id, /dev/usb) through inotify,
which works in containers as well, where udev's messages don't come. A folder that is not there yet is waited for in
the nearest one that is. Where watching fails the pauses remain.
"""

import asyncio
import ctypes
import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .box import Box

IN_ATTRIB, IN_MOVED_TO, IN_CREATE, IN_DELETE, IN_ONLYDIR = 0x4, 0x80, 0x100, 0x200, 0x01000000
# udev makes a node, sets who may use it, then makes its names: one look after all that.
SETTLE_S = 0.1
# Nodes named by what they are appear here.
USB_FOLDERS = (Path("/dev"), Path("/dev/usb"))
log = logging.getLogger("iot_box.hotplug")


def folders_of(path: str) -> list[Path]:
    """Where to look for a device's node, or for the folder that it will be in."""
    wanted = list(USB_FOLDERS) if path.startswith("usb:") else [Path(path).absolute().parent]
    return [next(folder for folder in (each, *each.parents) if folder.is_dir()) for each in wanted]


class Hotplug:
    """A part of the box."""

    def __init__(self, box: "Box") -> None:
        self._box = box
        self._handle = -1
        self._watched: dict[Path, int] = {}
        self._settling: asyncio.TimerHandle | None = None
        self._libc = ctypes.CDLL(None, use_errno=True)

    async def start(self) -> None:
        self._handle = self._libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        if self._handle < 0:
            log.warning("devices can't be watched for: %s", os.strerror(ctypes.get_errno()))
            return
        asyncio.get_running_loop().add_reader(self._handle, self._readable)

    async def stop(self) -> None:
        if self._settling is not None:
            self._settling.cancel()
        if self._handle >= 0:
            asyncio.get_running_loop().remove_reader(self._handle)
            os.close(self._handle)
            self._handle = -1

    def watch(self) -> None:
        """Look where the devices of now are; called after every change of the configuration and of a folder."""
        if self._handle < 0:
            return
        paths = [path for worker in self._box.workers.values() if worker.driver is not None and (path := worker.driver.path())]
        wanted = {folder for path in paths for folder in folders_of(path)}
        for folder in self._watched.keys() - wanted:
            self._libc.inotify_rm_watch(self._handle, self._watched.pop(folder))
        for folder in wanted:
            # Also where it is watched already: a folder that was removed and made again is another one.
            mask = IN_ATTRIB | IN_MOVED_TO | IN_CREATE | IN_DELETE | IN_ONLYDIR
            number = self._libc.inotify_add_watch(self._handle, os.fsencode(folder), mask)
            if number >= 0:
                self._watched[folder] = number

    def _readable(self) -> None:
        # Which name it was does not matter: every device that is away is tried.
        try:
            os.read(self._handle, 65536)
        except BlockingIOError:
            return
        if self._settling is None:
            self._settling = asyncio.get_running_loop().call_later(SETTLE_S, self._settled)

    def _settled(self) -> None:
        self._settling = None
        self.watch()
        for worker in self._box.workers.values():
            driver = worker.driver
            if driver is None or (path := driver.path()) is None:
                continue
            if worker.ready:
                worker.look()
            elif path.startswith("usb:") or Path(path).exists():
                worker.retry_now()
