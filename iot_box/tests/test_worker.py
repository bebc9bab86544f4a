"""A worker ends when it is told to, also in the very moment in which its device leaves."""

import asyncio
import contextlib
from pathlib import Path

from iot_box.clock import Clock
from iot_box.config import DeviceConfig
from iot_box.worker import Worker


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
