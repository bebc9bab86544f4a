"""Scans and states on the event stream: resume, repeats, shared scanners, a killed box."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from iot_box.tests.support import OTHER_TILL, TILL, BoxProcess, Simulator, Till

Start = Callable[..., Awaitable[Any]]


@pytest.fixture
async def shop(tmp_path: Path, simulate: Start, box_with: Start, session: aiohttp.ClientSession) -> tuple[BoxProcess, Simulator]:
    """One box, one scanner that two tills share."""
    scanner = await simulate("scanner", "--link", str(tmp_path / "scanner"))
    config = {"id": "scanner-1", "driver": "serial_scanner", "tills": [TILL, OTHER_TILL], "config": {"port": str(tmp_path / "scanner")}}
    box = await box_with([config])
    await box.ready(session, "scanner-1")
    return box, scanner


async def test_scan_during_a_reconnect_is_not_lost(shop: tuple[BoxProcess, Simulator], session: aiohttp.ClientSession) -> None:
    box, scanner = shop
    till = Till(box, session)
    welcome = await till.connect()
    await scanner.post(session, "/scan", data="111")
    first = await till.scan()
    await till.close()
    await scanner.post(session, "/scan", data="222")
    await till.connect(resume={"epoch": welcome["epoch"], "seq": first["seq"]})
    assert till.welcome["resumed"] is True
    assert (await till.scan())["data"] == "222"


async def test_scan_is_repeated_until_acknowledged(shop: tuple[BoxProcess, Simulator], session: aiohttp.ClientSession) -> None:
    box, scanner = shop
    till = Till(box, session)
    await till.connect()
    await scanner.post(session, "/scan", data="111")
    first = await till.scan(ack=False)
    again = await till.scan()
    assert (again["id"], again["seq"]) == (first["id"], first["seq"])
    assert await till.silent(for_s=1.6)


async def test_shared_scanner_follows_the_focus_and_a_scan_stays_with_its_till(
    shop: tuple[BoxProcess, Simulator], session: aiohttp.ClientSession
) -> None:
    box, scanner = shop
    left, right = Till(box, session), Till(box, session, OTHER_TILL)
    await left.connect()
    await right.connect()
    await scanner.post(session, "/scan", data="111")
    assert (await right.scan())["data"] == "111"
    await left.send({"type": "focus"})
    await asyncio.sleep(0.1)
    await scanner.post(session, "/scan", data="222")
    assert (await left.scan(ack=False))["data"] == "222"
    await left.close()
    assert await right.silent(for_s=1.6)
    await left.connect()
    assert (await left.scan())["data"] == "222"


async def test_unacknowledged_scan_survives_a_killed_box(shop: tuple[BoxProcess, Simulator], session: aiohttp.ClientSession) -> None:
    box, scanner = shop
    till = Till(box, session)
    await till.connect()
    await scanner.post(session, "/scan", data="111")
    lost = await till.scan(ack=False)
    await asyncio.sleep(0.8)
    box.kill()
    await box.start(session)
    welcome = await till.connect(resume={"epoch": till.welcome["epoch"], "seq": lost["seq"]})
    assert welcome["resumed"] is False
    assert (await till.scan())["id"] == lost["id"]
    assert await till.silent(for_s=1.6)


async def test_device_states_are_replayed(shop: tuple[BoxProcess, Simulator], session: aiohttp.ClientSession) -> None:
    box, scanner = shop
    till = Till(box, session)
    welcome = await till.connect()
    await till.close()
    await scanner.post(session, "/unplug")
    await box.device_until(session, "scanner-1", lambda d: d["state"] == "disconnected")
    await asyncio.sleep(0.1)
    await till.connect(resume={"epoch": welcome["epoch"], "seq": welcome["seq"]})
    while (await till.until("device"))["device"]["state"] != "disconnected":
        pass


async def test_broken_messages_close_the_stream_politely(shop: tuple[BoxProcess, Simulator], session: aiohttp.ClientSession) -> None:
    box, _scanner = shop
    for text in ("", "[]", "{}", '{"type":"ack"}', '{"type":"nonsense"}', "\x00", '{"type":"ack","seq":true}', "[" * 20_000):
        till = Till(box, session)
        await till.connect()
        assert till.socket is not None
        await till.socket.send_str(text)
        assert (await till.until("error"))["error"]["code"] == "invalid", text[:20]
    async with session.get(box.url + "/healthz") as answer:
        assert answer.status == 200
