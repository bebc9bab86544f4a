"""Hears from udev that a device came or went, once its rules ran: the node is there with its rights and all its names.

Through libudev (pyudev), which takes messages from root alone. Where udev does not run, such as in a container, nothing would ever
be heard, so that is said instead.
"""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

# udev's own socket: there while it runs.
CONTROL = Path("/run/udev/control")
# Serial ports, keyboards, HID scanners, printers. The kernel sorts out all others before the box wakes.
SUBSYSTEMS = ("tty", "input", "hidraw", "usbmisc")
MOST_AT_ONCE = 100


def monitor() -> Any:
    """Messages of udev; OSError with the reason where there are none."""
    if not CONTROL.exists():
        raise OSError("udev does not run here")
    try:
        # Only a box with udev needs it, and libudev may be away.
        import pyudev  # type: ignore[import-untyped]

        heard = pyudev.Monitor.from_netlink(pyudev.Context())
    except ImportError as error:
        raise OSError(f"libudev can't be used: {error}") from None
    for subsystem in SUBSYSTEMS:
        heard.filter_by(subsystem)
    return heard


class Udev:
    name = "udev"

    def start(self, happened: Callable[[frozenset[str] | None], None]) -> None:
        self._tell = happened
        self._monitor = monitor()
        self._monitor.start()
        asyncio.get_running_loop().add_reader(self._monitor.fileno(), self._readable)

    def stop(self) -> None:
        asyncio.get_running_loop().remove_reader(self._monitor.fileno())

    def watch(self, paths: list[str]) -> None:
        """It tells of every device, wherever it is."""

    def _readable(self) -> None:
        names: set[str] = set()
        try:
            for _ in range(MOST_AT_ONCE):
                device = self._monitor.poll(timeout=0)
                if device is None:
                    break
                names.update(device.device_links, {device.device_node} - {None})
        except OSError:
            # More came than the socket holds, so nobody knows what.
            self._tell(None)
            return
        if names:
            self._tell(frozenset(names))
