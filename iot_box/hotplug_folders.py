"""Sees through inotify that nodes come and go in the folders of the devices (/dev, /dev/serial/by-id, /dev/input/by-id, /dev/usb).

That works in containers too, where udev's messages don't come. A folder that is not there yet is waited for in the nearest one that is.
"""

import asyncio
import ctypes
import os
from collections.abc import Callable
from pathlib import Path

IN_ATTRIB, IN_MOVED_TO, IN_CREATE, IN_DELETE, IN_ONLYDIR = 0x4, 0x80, 0x100, 0x200, 0x01000000
# A node is made, then who may use it is set, then its names are made: one look after all that.
SETTLE_S = 0.1
# Nodes named by what they are appear here.
USB_FOLDERS = (Path("/dev"), Path("/dev/usb"))


def folders_of(path: str) -> list[Path]:
    """Where to look for a device's node, or for the folder that it will be in."""
    wanted = list(USB_FOLDERS) if path.startswith("usb:") else [Path(path).absolute().parent]
    return [next(folder for folder in (each, *each.parents) if folder.is_dir()) for each in wanted]


class Folders:
    name = "folders"

    def __init__(self) -> None:
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._handle = -1
        self._watched: dict[Path, int] = {}
        self._settling: asyncio.TimerHandle | None = None

    def start(self, happened: Callable[[None], None]) -> None:
        self._handle = self._libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        if self._handle < 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
        self._tell = happened
        asyncio.get_running_loop().add_reader(self._handle, self._readable)

    def stop(self) -> None:
        if self._settling is not None:
            self._settling.cancel()
        asyncio.get_running_loop().remove_reader(self._handle)
        os.close(self._handle)

    def watch(self, paths: list[str]) -> None:
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
        self._tell(None)
