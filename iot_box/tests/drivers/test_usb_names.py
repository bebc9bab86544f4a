"""USB devices by maker and model, in a file tree as the kernel makes it."""

from pathlib import Path

import pytest

from iot_box.drivers.usb_names import UsbUnknown, resolve


def plug(sysfs: Path, kind: str, node: str, bus: str, vendor: str, product: str, serial: str) -> None:
    device = sysfs.parent / "devices" / bus
    interface = device / f"{bus}:1.0"
    interface.mkdir(parents=True)
    for name, text in (("idVendor", vendor), ("idProduct", product), ("serial", serial)):
        (device / name).write_text(text + "\n")
    entry = sysfs / kind / node
    entry.mkdir(parents=True)
    (entry / "device").symlink_to(interface)


def test_found_by_numbers_and_by_serial(tmp_path: Path) -> None:
    sysfs = tmp_path / "class"
    plug(sysfs, "usbmisc", "lp0", "1-1", "04b8", "0e15", "X1")
    plug(sysfs, "usbmisc", "lp1", "1-2", "04b8", "0e15", "X2")
    plug(sysfs, "hidraw", "hidraw3", "1-3", "0c2e", "0b61", "")
    assert resolve("usb:0C2E:0b61", sysfs) == "/dev/hidraw3"
    assert resolve("usb:04b8:0e15:x2", sysfs) == "/dev/usb/lp1"
    with pytest.raises(UsbUnknown, match="serial number"):
        resolve("usb:04b8:0e15", sysfs)
    with pytest.raises(UsbUnknown, match="plugged in"):
        resolve("usb:ffff:0001", sysfs)


def test_a_path_stays_what_it_is(tmp_path: Path) -> None:
    assert resolve("/dev/usb/lp0", tmp_path) == "/dev/usb/lp0"
