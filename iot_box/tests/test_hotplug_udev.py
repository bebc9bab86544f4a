"""What udev tells reaches the workers: over the kernel's real netlink, in udev's own message format."""

import asyncio
import contextlib
import os
import socket
import struct
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from iot_box import doctor, hotplug_udev, worker
from iot_box.box import Box
from iot_box.config import Config, DeviceConfig
from iot_box.hotplug import is_one_of

Start = Callable[..., Awaitable[Any]]
NETLINK_KOBJECT_UEVENT, UDEVS_GROUP = 15, 2
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may speak as udev")


def murmur2(data: bytes) -> int:
    """By which the kernel's filter knows a subsystem."""
    m, value = 0x5BD1E995, len(data)
    while len(data) >= 4:
        k = struct.unpack("=I", data[:4])[0] * m & 0xFFFFFFFF
        value = (value * m ^ ((k ^ k >> 24) * m)) & 0xFFFFFFFF
        data = data[4:]
    if data:
        value = (value ^ int.from_bytes(data, "little")) * m & 0xFFFFFFFF
    value = (value ^ value >> 13) * m & 0xFFFFFFFF
    return value ^ value >> 15


def say_as_udev(action: str, node: str, *links: str, subsystem: str = "tty") -> None:
    """The message that systemd-udevd sends once its rules ran."""
    told = {
        "ACTION": action, "DEVPATH": f"/devices/virtual/tty/{Path(node).name}", "SUBSYSTEM": subsystem, "SEQNUM": "1", "MAJOR": "188",
        "MINOR": "0", "DEVNAME": node, "DEVLINKS": " ".join(links), "USEC_INITIALIZED": "1", "UDEV_DATABASE_VERSION": "1",
    }  # fmt: skip
    properties = b"".join(f"{name}={value}\0".encode() for name, value in told.items())
    head = struct.pack("=8s", b"libudev") + struct.pack(">I", 0xFEEDCAFE) + struct.pack("=III", 40, 40, len(properties))
    head += struct.pack(">IIII", murmur2(subsystem.encode()), 0, 0, 0)
    udev = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_KOBJECT_UEVENT)
    # The kernel itself does not listen, which is how udev hears it too.
    with udev, contextlib.suppress(ConnectionRefusedError):
        udev.sendto(head + properties, (0, UDEVS_GROUP))


def test_which_devices_an_event_means(tmp_path: Path) -> None:
    node, link = tmp_path / "ttyUSB0", tmp_path / "usb-scanner"
    link.symlink_to(node)
    names = frozenset({str(node), "/dev/serial/by-id/usb-A"})
    assert is_one_of(str(node), names) and is_one_of(str(link), names)
    assert is_one_of("/dev/serial/by-id/usb-A", names) and not is_one_of("/dev/serial/by-id/usb-B", names)
    assert is_one_of("usb:04b8:0e15", names) and is_one_of("/dev/any", None)


def test_where_udev_does_not_run_the_doctor_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hotplug_udev, "CONTROL", tmp_path / "control")
    (finding,) = doctor._hotplug(Config(data_dir=str(tmp_path)))
    assert finding.good and "udev does not run here" in finding.text


@needs_root
async def test_a_device_is_tried_at_once_when_udev_says_that_it_is_ready(
    tmp_path: Path, simulate: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name leads into a folder that nobody watches, so the folders can't have told."""
    monkeypatch.setattr(hotplug_udev, "CONTROL", tmp_path)
    monkeypatch.setattr(worker, "FIRST_PAUSE_S", 60.0)
    monkeypatch.setattr(worker, "LONGEST_PAUSE_S", 60.0)
    (tmp_path / "watched").mkdir()
    name, node = tmp_path / "watched" / "scanner", tmp_path / "elsewhere" / "tty"
    node.parent.mkdir()
    name.symlink_to(node)
    box = Box(Config(data_dir=str(tmp_path / "data"), devices=(DeviceConfig("scanner-1", "serial_scanner", config={"port": str(name)}),)))
    await box.start()
    try:
        assert box.hotplug.by == ["udev", "folders"]
        scanner = box.worker("scanner-1")
        while not scanner.failures:
            await asyncio.sleep(0.05)
        assert scanner.driver is not None
        scanner.driver.check_every_s = 60.0
        await simulate("scanner", "--link", str(node))
        for wrong in ({"subsystem": "block"}, {"node": "/dev/ttyUSB7"}):
            say_as_udev("add", **{"node": str(name), **wrong})
        assert not await scanner.wait_ready(0.5)
        say_as_udev("add", "/dev/ttyUSB0", str(name))
        assert await scanner.wait_ready(10)
        node.unlink()
        say_as_udev("remove", "/dev/ttyUSB0", str(name))
        async with asyncio.timeout(10):
            while scanner.state != "disconnected":
                await asyncio.sleep(0.01)
    finally:
        await box.odoo.stop()
        await box.stop()
