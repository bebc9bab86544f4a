"""A worker tries again by itself, and ends when it is told to, also in the very moment in which its device leaves."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp

from iot_box.clock import Clock
from iot_box.config import DeviceConfig
from iot_box.tests.support import BoxProcess, free_port
from iot_box.worker import Worker

Start = Callable[..., Awaitable[Any]]


async def test_a_cancellation_that_is_swallowed_is_repeated(tmp_path: Path) -> None:
    device = DeviceConfig("printer-1", "escpos_tcp", config={"host": "127.0.0.1", "port": 9})
    worker = Worker(device, clock=Clock(), data_dir=tmp_path, emit=lambda *_: None, announce=lambda _: None)
    swallowed = 0

    async def stubborn() -> None:
        nonlocal swallowed
        while swallowed < 2:
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.sleep(60)
            swallowed += 1
        await asyncio.sleep(60)

    worker._task = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    async with asyncio.timeout(10):
        await worker.stop()
    assert swallowed == 2


async def test_a_device_in_the_network_is_back_though_nobody_asks_for_it(
    simulate: Start, box_with: Start, session: aiohttp.ClientSession
) -> None:
    """No plug tells of it and no job waits for it."""
    port = free_port()
    printer = await simulate("printer", "--port", str(port))
    box: BoxProcess = await box_with([{"id": "printer-1", "driver": "escpos_tcp", "config": {"host": "127.0.0.1", "port": port}}])
    await box.ready(session, "printer-1")
    for _ in range(2):
        await printer.post(session, "/power", on=False)
        await box.device_until(session, "printer-1", lambda d: d["state"] == "disconnected")
        await asyncio.sleep(1.5)
        await printer.post(session, "/power", on=True)
        await box.ready(session, "printer-1")
