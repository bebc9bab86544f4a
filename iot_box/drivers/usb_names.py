"""Finds USB devices by what they are, since names such as /dev/hidraw0 and /dev/usb/lp0 change with every plug.

`usb:04b8:0e15` is a maker's number and a model's, as `lsusb` shows them; with two alike the serial number is added:
`usb:04b8:0e15:X3Q1234`. Serial ports and keyboards have stable names of their own in /dev/serial/by-id and
/dev/input/by-id.
"""

from collections.abc import Iterator
from pathlib import Path

SYSFS = Path("/sys/class")
# Where a printer's and a scanner's node stands.
CLASSES = {"usbmisc": "/dev/usb", "hidraw": "/dev"}
MOST_PARENTS = 8


class UsbUnknown(Exception):
    """No such device, or more than one."""


def resolve(name: str, sysfs: Path = SYSFS) -> str:
    """The node's path now; a path stays what it is."""
    if not name.startswith("usb:"):
        return name
    wanted = name.lower().split(":")[1:]
    found = [node for node, identity in nodes(sysfs) if identity[: len(wanted)] == wanted]
    if not found:
        raise UsbUnknown("no such USB device is plugged in")
    if len(found) > 1:
        raise UsbUnknown(f"{len(found)} such USB devices are plugged in; add the serial number")
    return found[0]


def nodes(sysfs: Path = SYSFS) -> Iterator[tuple[str, list[str]]]:
    """Each node with its vendor, product and serial number in small letters."""
    for kind, folder in CLASSES.items():
        for entry in sorted((sysfs / kind).glob("*")) if (sysfs / kind).is_dir() else []:
            device = (entry / "device").resolve()
            for parent in [device, *device.parents][:MOST_PARENTS]:
                if (parent / "idVendor").is_file():
                    parts = [_read(parent / part) for part in ("idVendor", "idProduct", "serial")]
                    yield f"{folder}/{entry.name}", parts
                    break


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip().lower()
    except OSError:
        return ""
