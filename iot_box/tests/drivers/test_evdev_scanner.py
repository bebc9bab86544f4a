"""Scanners that pose as a keyboard or speak HID-POS, on a real node in the box's own process, fed by the simulator."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from iot_box.tests.support import BoxProcess, Simulator, Till

Start = Callable[..., Awaitable[Any]]
Shop = tuple[BoxProcess, Simulator, Till]
CODE = "7038010000010"
DRIVERS = {"keyboard": ("evdev_scanner", {"grab": False, "layout": "nb"}), "hid": ("hid_scanner", {})}


@pytest.fixture(params=list(DRIVERS))
async def shop(request: pytest.FixtureRequest, tmp_path: Path, simulate: Start, box_with: Start, session: aiohttp.ClientSession) -> Shop:
    driver, config = DRIVERS[request.param]
    scanner = await simulate("scanner", "--link", str(tmp_path / "s"), "--wiring", request.param, "--layout", "nb")
    box = await box_with([{"id": "scanner-1", "driver": driver, "config": {"port": str(tmp_path / "s"), **config}}])
    await box.ready(session, "scanner-1")
    till = Till(box, session)
    await till.connect()
    return box, scanner, till


async def test_scans_arrive_whole_and_half_a_code_never(shop: Shop, session: aiohttp.ClientSession) -> None:
    """One story on one box, since each box and simulator is a process to start."""
    box, scanner, till = shop
    codes = [CODE, "Blåbær-æøå/1", "2112345012346", "0107038010000010310300125010A\x1d21B", "x" * 300]
    for code in codes:
        await scanner.post(session, "/scan", data=code)
    scans = [await till.scan() for _ in codes]
    assert [scan["data"] for scan in scans] == codes
    assert [scan["parsed"] and scan["parsed"]["kind"] for scan in scans] == [None, None, "weight", "gs1", None]
    assert scans[3]["parsed"]["weight_kg"] == "1.250"

    await scanner.post(session, "/faults", dribble_ms=1)
    await scanner.post(session, "/scan", data=CODE)
    assert (await till.scan())["data"] == CODE
    assert await till.silent()

    await scanner.post(session, "/faults", dribble_ms=0, lose_part=True)
    await scanner.post(session, "/scan", data="x" * 100)
    rejected = await till.until("scan_rejected")
    assert (rejected["device"], rejected["reason"]) in [("scanner-1", "keys_lost"), ("scanner-1", "unfinished")]
    await scanner.post(session, "/faults", lose_part=False)
    await scanner.post(session, "/scan", data=CODE)
    assert (await till.scan())["data"] == CODE

    await scanner.post(session, "/unplug")
    await box.device_until(session, "scanner-1", lambda d: d["state"] == "disconnected")
    await scanner.post(session, "/plug")
    await box.ready(session, "scanner-1")
    await scanner.post(session, "/scan", data=CODE)
    assert (await till.scan())["data"] == CODE


async def test_a_node_that_can_not_be_taken_alone_is_not_used(
    tmp_path: Path, simulate: Start, box_with: Start, session: aiohttp.ClientSession
) -> None:
    """Else every scan would also be typed on the box's console."""
    await simulate("scanner", "--link", str(tmp_path / "s"), "--wiring", "keyboard")
    box = await box_with([{"id": "scanner-1", "driver": "evdev_scanner", "config": {"port": str(tmp_path / "s")}}])
    found = await box.device_until(session, "scanner-1", lambda d: d["error"] is not None)
    assert found["error"]["code"] == "not_grabbed"
