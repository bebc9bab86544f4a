"""A clock that is set while the box runs: what lives by seconds must not live by the calendar."""

import asyncio
import uuid
from pathlib import Path

import pytest

from iot_box import jobs
from iot_box.box import Box
from iot_box.clock import Clock
from iot_box.config import Config, DeviceConfig
from iot_box.tests.support import free_port
from iot_box.tests.test_jobs import receipt


class SetClock(Clock):
    offset_s = 0.0

    def time(self) -> float:
        return super().time() + self.offset_s


async def test_jobs_live_by_the_clock_that_nobody_sets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "DRAWER_LIVES_S", 0.3)
    clock = SetClock()
    device = DeviceConfig("printer-1", "escpos_tcp", config={"host": "127.0.0.1", "port": free_port()})
    box = Box(Config(data_dir=str(tmp_path), devices=(device,)), clock=clock)
    await box.start()
    try:
        kick, _new = await box.jobs.add(str(uuid.uuid4()), "printer-1", None, "drawer", {})
        paper, _new = await box.jobs.add(str(uuid.uuid4()), "printer-1", None, "receipt", receipt("x"))
        clock.offset_s = -3600.0
        async with asyncio.timeout(5):
            while kick.state != "expired":
                await asyncio.sleep(0.05)
        clock.offset_s = 30 * 86400.0
        await asyncio.sleep(1.3)
        assert paper.state == "queued"
        assert box.sick() == []
    finally:
        await box.odoo.stop()
        await box.stop()
