"""The scanner driver with a real port (a pseudo terminal) in the box's own process, fed by the simulator."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from iot_box.tests.support import OTHER_TILL, TILL, BoxProcess, Simulator, Till

Start = Callable[..., Awaitable[Any]]
CODE = "7038010000010"


def device(link: Path, **config: Any) -> dict[str, Any]:
    return {"id": "scanner-1", "name": "Scanner, till 1", "driver": "serial_scanner", "config": {"port": str(link), **config}}


@pytest.fixture
async def shop(tmp_path: Path, simulate: Start, box_with: Start, session: aiohttp.ClientSession) -> tuple[BoxProcess, Simulator, Till]:
    scanner = await simulate("scanner", "--link", str(tmp_path / "scanner"))
    box = await box_with([device(tmp_path / "scanner")])
    await box.ready(session, "scanner-1")
    till = Till(box, session)
    await till.connect()
    return box, scanner, till


async def test_scans_arrive_whole_and_in_order(shop: tuple[BoxProcess, Simulator, Till], session: aiohttp.ClientSession) -> None:
    _box, scanner, till = shop
    for number in range(20):
        await scanner.post(session, "/scan", data=f"70380100{number:05}")
    assert [(await till.scan())["data"] for _ in range(20)] == [f"70380100{n:05}" for n in range(20)]


async def test_dribbled_bytes_make_one_scan(shop: tuple[BoxProcess, Simulator, Till], session: aiohttp.ClientSession) -> None:
    _box, scanner, till = shop
    await scanner.post(session, "/faults", dribble_ms=70)
    await scanner.post(session, "/scan", data=CODE)
    assert (await till.scan())["data"] == CODE
    assert await till.silent()


async def test_a_scanner_without_suffix_still_scans(shop: tuple[BoxProcess, Simulator, Till], session: aiohttp.ClientSession) -> None:
    _box, scanner, till = shop
    await scanner.post(session, "/faults", suffix="none")
    await scanner.post(session, "/scan", data=CODE)
    assert (await till.scan())["data"] == CODE


async def test_noise_is_counted_and_not_sold(shop: tuple[BoxProcess, Simulator, Till], session: aiohttp.ClientSession) -> None:
    box, scanner, till = shop
    await scanner.post(session, "/garbage", bytes=12)
    await scanner.post(session, "/scan", data=CODE)
    assert (await till.scan())["data"] == CODE
    assert (await box.device(session, "scanner-1"))["snapshot"]["unreadable"] >= 1


async def test_unplugged_is_told_and_plugged_in_again_works(
    shop: tuple[BoxProcess, Simulator, Till], session: aiohttp.ClientSession
) -> None:
    box, scanner, till = shop
    await scanner.post(session, "/unplug")
    while (event := await till.until("device"))["device"]["state"] != "disconnected":
        pass
    assert event["device"]["error"]["code"] == "disconnected"
    await scanner.post(session, "/plug")
    await box.ready(session, "scanner-1")
    await scanner.post(session, "/scan", data=CODE)
    assert (await till.scan())["data"] == CODE


async def test_two_tills_do_not_take_each_others_scans(
    tmp_path: Path, simulate: Start, box_with: Start, session: aiohttp.ClientSession
) -> None:
    first = await simulate("scanner", "--link", str(tmp_path / "s1"))
    second = await simulate("scanner", "--link", str(tmp_path / "s2"))
    one = {**device(tmp_path / "s1"), "tills": [TILL]}
    two = {**device(tmp_path / "s2"), "id": "scanner-2", "tills": [OTHER_TILL]}
    box = await box_with([one, two])
    both = {"devices": ["scanner-1", "scanner-2"]}
    left, right = Till(box, session, **both), Till(box, session, OTHER_TILL, **both)
    await left.connect()
    await right.connect()
    await box.device_until(session, "scanner-1", lambda d: d["state"] == "ready")
    _status, info = await box.call(session, "GET", "/v1/info", **both)
    assert [d["state"] for d in info["devices"]] == ["ready", "ready"]
    await first.post(session, "/scan", data="111")
    await second.post(session, "/scan", data="222")
    assert (await left.scan())["data"] == "111"
    assert (await right.scan())["data"] == "222"
    assert await left.silent() and await right.silent()


async def test_a_flooding_scanner_is_left_alone(shop: tuple[BoxProcess, Simulator, Till], session: aiohttp.ClientSession) -> None:
    box, scanner, till = shop
    await scanner.post(session, "/raw", hex=b"1\r".hex() * 1500)
    found = await box.device_until(session, "scanner-1", lambda d: d["state"] == "error")
    assert found["error"]["code"] == "flooding"
    await box.ready(session, "scanner-1")
    await scanner.post(session, "/scan", data=CODE)
    async with asyncio.timeout(10):
        while (await till.scan())["data"] != CODE:
            pass


async def test_wrong_config_names_the_field(box_with: Start, session: aiohttp.ClientSession) -> None:
    box = await box_with([{"id": "scanner-1", "driver": "serial_scanner", "config": {"port": "/dev/null", "suffix": "semicolon"}}])
    found = await box.device_until(session, "scanner-1", lambda d: d["state"] == "error")
    assert found["error"]["code"] == "invalid_config"
    assert "suffix" in found["error"]["message"]
