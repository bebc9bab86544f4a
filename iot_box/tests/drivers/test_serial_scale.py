"""All scale drivers against the scale simulator on a pseudo terminal, through the box's interface."""

import asyncio
import time
from collections.abc import Iterator
from typing import Any

import aiohttp
import pytest

from iot_box.tests.support import BoxProcess, Signer, Simulator, free_port

Json = dict[str, Any]
PROTOCOLS = ("toledo8217", "mt_sics", "cas", "dialog06")
GENERATOR = "18005"
# A pseudo terminal has eight bits and no parity.
PTY = {"bytesize": 8, "parity": "N"}


@pytest.fixture(scope="module")
def processes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[BoxProcess, dict[str, Simulator]]]:
    """One box with a scale of each family, for all tests of this file."""
    folder, scales, devices = tmp_path_factory.mktemp("shop"), {}, []
    for name in PROTOCOLS:
        more = ("--generator", GENERATOR) if name == "dialog06" else ()
        scales[name] = Simulator("scale", free_port(), folder, "--link", str(folder / name), "--protocol", name, *more)
        secret = {"checksum_generator": GENERATOR} if name == "dialog06" else {}
        devices.append({"id": name, "driver": name, "config": {"port": str(folder / name), **PTY, **secret}})
    box = BoxProcess(folder, Signer(), devices)
    box.launch()
    yield box, scales
    box.stop()
    for scale in scales.values():
        scale.stop()


@pytest.fixture
async def shop(
    processes: tuple[BoxProcess, dict[str, Simulator]], session: aiohttp.ClientSession
) -> tuple[BoxProcess, dict[str, Simulator]]:
    box, scales = processes
    await box.up(session)
    for name, scale in scales.items():
        await scale.up(session)
        await ready(box, session, name)
        # The test before may have left a doubt about the device; it is settled once it answers.
        async with asyncio.timeout(10):
            while (await ask(box, session, name, wait_s=0))[0] == 503:
                await asyncio.sleep(0.05)
    return box, scales


async def ready(box: BoxProcess, session: aiohttp.ClientSession, name: str) -> None:
    for _ in range(200):
        _status, info = await box.call(session, "GET", "/v1/info", devices=list(PROTOCOLS))
        found = next(d for d in info["devices"] if d["id"] == name)
        if found["state"] == "ready":
            return
        await asyncio.sleep(0.05)
    raise AssertionError(found)


async def ask(box: BoxProcess, session: aiohttp.ClientSession, name: str, what: str = "read", **body: Any) -> tuple[int, Json]:
    return await box.call(session, "POST", f"/v1/scales/{name}/{what}", body, devices=list(PROTOCOLS))


async def test_every_family_weighs_and_its_errors_are_errors(
    shop: tuple[BoxProcess, dict[str, Simulator]], session: aiohttp.ClientSession
) -> None:
    box, scales = shop
    for name, scale in scales.items():
        await scale.post(session, "/load", grams=540)
        status, answer = await ask(box, session, name, unit_price=1990)
        assert (status, answer.get("weight"), answer.get("stable")) == (200, "0.540", True), (name, answer)
        status, answer = await ask(box, session, name, tare_g=40, unit_price=1990)
        assert (status, answer["weight"], answer["net"]) == (200, "0.500", True), name
        for fault, code in (("overload", "scale_overload"), ("below_zero", "scale_underload"), ("moving", "scale_motion")):
            await scale.post(session, "/faults", **{fault: True})
            status, answer = await ask(box, session, name, wait_s=0.2)
            assert (status, answer["error"]["code"]) == (409, code), (name, fault)
            await scale.post(session, "/faults", **{fault: False})
        await scale.post(session, "/faults", garbage=True)
        status, answer = await ask(box, session, name, wait_s=0.2)
        assert status in (409, 503) and "weight" not in answer, (name, answer)
        await scale.post(session, "/faults", garbage=False)


async def test_waits_for_rest_and_tells_the_price(shop: tuple[BoxProcess, dict[str, Simulator]], session: aiohttp.ClientSession) -> None:
    box, scales = shop
    await scales["toledo8217"].post(session, "/load", grams=1005)
    await scales["toledo8217"].post(session, "/faults", moving=True)
    weighing = asyncio.create_task(ask(box, session, "toledo8217", wait_s=3))
    await asyncio.sleep(0.3)
    await scales["toledo8217"].post(session, "/faults", moving=False)
    assert (await weighing)[1]["weight"] == "1.005"
    await scales["dialog06"].post(session, "/load", grams=250)
    _status, answer = await ask(box, session, "dialog06", unit_price=4990, text="Blåbær")
    assert (answer["unit_price"], answer["price"]) == (4990, 1248)
    assert (await scales["dialog06"].get(session, "/state"))["text"] == "Blåbær"
    assert (await ask(box, session, "mt_sics", "tare"))[0] == 200
    assert (await ask(box, session, "cas", "zero"))[1]["error"]["code"] == "not_supported"


async def test_unplugged_and_silent(shop: tuple[BoxProcess, dict[str, Simulator]], session: aiohttp.ClientSession) -> None:
    box, scales = shop
    scale = scales["toledo8217"]
    await scale.post(session, "/faults", mute=True)
    status, answer = await ask(box, session, "toledo8217")
    assert (status, answer["error"]["code"]) == (503, "timeout")
    await scale.post(session, "/faults", mute=False)
    await scale.post(session, "/unplug")
    end = time.monotonic() + 5
    while (answer := (await ask(box, session, "toledo8217"))[1]).get("error", {}).get("code") != "disconnected":
        assert time.monotonic() < end, answer
        await asyncio.sleep(0.05)
    await scale.post(session, "/plug")
    await scale.post(session, "/load", grams=77)
    while (answer := (await ask(box, session, "toledo8217"))[1]).get("weight") != "0.077":
        assert "error" in answer and time.monotonic() < end + 5, answer
        await asyncio.sleep(0.05)
