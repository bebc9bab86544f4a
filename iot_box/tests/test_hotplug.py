"""Where devices' nodes are looked for, and that a plug is seen at once."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp

from iot_box.hotplug_folders import USB_FOLDERS, folders_of
from iot_box.tests.support import BoxProcess, Simulator

Start = Callable[..., Awaitable[Any]]


def test_the_nearest_folder_that_is_there(tmp_path: Path) -> None:
    assert folders_of(str(tmp_path / "by-id" / "usb-scanner")) == [tmp_path]
    (tmp_path / "by-id").mkdir()
    assert folders_of(str(tmp_path / "by-id" / "usb-scanner")) == [tmp_path / "by-id"]
    assert folders_of("usb:04b8:0e15")[0] == USB_FOLDERS[0]


async def test_a_device_that_is_plugged_in_is_used_at_once(
    tmp_path: Path, simulate: Start, box_with: Start, session: aiohttp.ClientSession
) -> None:
    """In a folder that was not there before; the pauses between attempts have grown to five seconds by then."""
    link = tmp_path / "by-id" / "scanner"
    box: BoxProcess = await box_with([{"id": "scanner-1", "driver": "serial_scanner", "config": {"port": str(link)}}])
    scanner: Simulator = await simulate("scanner", "--link", str(tmp_path / "elsewhere"))
    await scanner.post(session, "/unplug")
    await asyncio.sleep(4)
    link.parent.mkdir()
    other = await simulate("scanner", "--link", str(link))
    began = time.monotonic()
    await box.ready(session, "scanner-1")
    assert time.monotonic() - began < 1.5
    await other.post(session, "/unplug")
    await box.device_until(session, "scanner-1", lambda d: d["state"] == "disconnected", 1.5)
