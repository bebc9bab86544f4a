"""Tries a device at once when its cable is put in, instead of at the next round of pauses, and looks at once when one is pulled.

Two sources tell that something came or went: udev, where it runs, once its rules have given the node its rights and names
(hotplug_udev.py), and the folders in which nodes appear, everywhere, containers included (hotplug_folders.py). Where neither
can be had the pauses remain.
"""

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from .hotplug_folders import Folders
from .hotplug_udev import Udev

if TYPE_CHECKING:
    from .box import Box
    from .worker import Worker

# What came or went: the names of one device, or None where any may have.
Happened = Callable[[frozenset[str] | None], None]
log = logging.getLogger("iot_box.hotplug")


class Source(Protocol):
    name: str

    def start(self, happened: Happened) -> None:
        """OSError, which says why, where this can't be had."""

    def watch(self, paths: list[str]) -> None: ...

    def stop(self) -> None: ...


def is_one_of(path: str, names: frozenset[str] | None) -> bool:
    """Whether a device's path is, or leads to, one of these nodes; which node `usb:…` was can't be told once it has gone."""
    return names is None or path.startswith("usb:") or path in names or os.path.realpath(path) in names


class Hotplug:
    """A part of the box."""

    def __init__(self, box: "Box") -> None:
        self._box = box
        self._sources: list[Source] = []

    @property
    def by(self) -> list[str]:
        """Through what plugs are seen."""
        return [source.name for source in self._sources]

    async def start(self) -> None:
        sources: tuple[Source, ...] = (Udev(), Folders())
        for source in sources:
            try:
                source.start(self._happened)
                self._sources.append(source)
            except OSError as error:
                log.info("plugs are not seen by %s: %s", source.name, error.strerror or error)
        if not self._sources:
            log.warning("plugs are not seen at once; devices are tried every few seconds")

    async def stop(self) -> None:
        while self._sources:
            self._sources.pop().stop()

    def watch(self) -> None:
        """Look where the devices of now are; called after every change of the configuration and of a folder."""
        paths = [path for _worker, path in self._plugged()]
        for source in self._sources:
            source.watch(paths)

    def _plugged(self) -> list[tuple["Worker", str]]:
        workers = [worker for worker in self._box.workers.values() if worker.driver is not None]
        return [(worker, path) for worker in workers if worker.driver is not None and (path := worker.driver.path())]

    def _happened(self, names: frozenset[str] | None) -> None:
        self.watch()
        for worker, path in self._plugged():
            if not is_one_of(path, names):
                continue
            if worker.ready:
                worker.look()
            elif path.startswith("usb:") or Path(path).exists():
                worker.retry_now()
