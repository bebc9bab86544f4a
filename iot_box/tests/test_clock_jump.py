"""A clock that is set while the box runs: what lives by seconds must not live by the calendar."""

import asyncio
import signal
import uuid
from pathlib import Path

import pytest

from iot_box import jobs
from iot_box.box import Box
from iot_box.clock import Clock
from iot_box.config import Config, DeviceConfig
from iot_box.tests.card_shop import CardShop, standing
from iot_box.tests.support import Simulator, free_port
from iot_box.tests.test_jobs import final, new_id, paper, receipt

DAY_S = 86_400.0


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
        clock.offset_s = 30 * DAY_S
        await asyncio.sleep(1.3)
        assert paper.state == "queued"
        assert box.sick() == []
    finally:
        await box.odoo.stop()
        await box.stop()


async def test_a_payment_and_a_receipt_over_a_clock_that_is_set(tmp_path: Path) -> None:
    """In the midst of a payment, and while a receipt waits for paper, the time of day is set a month ahead, then a year back."""
    async with standing(CardShop, tmp_path) as shop:
        await shop.open()
        port = free_port()
        printer = Simulator("printer", free_port(), tmp_path, "--port", str(port))
        try:
            await printer.up(shop.session)
            shop.box.stop()
            shop.box.config["devices"].append({"id": "printer-1", "driver": "escpos_tcp", "config": {"host": "127.0.0.1", "port": port}})
            shop.box.program = ("-m", "iot_box.tests.jumping_box")
            await shop.box.start(shop.session)
            await shop.box.all_ready(shop.session)
            for jump_s in (30 * DAY_S, -365 * DAY_S, 0.0):
                await a_sale_over(shop, printer, jump_s)
            status, day = await shop.call("POST", "/v1/terminals/terminal-1/end-of-day", {}, role="manager")
            assert status == 200 and day["agrees"] and day["own"][0]["count"] == 6, day
        finally:
            printer.stop()


async def a_sale_over(shop: CardShop, printer: Simulator, jump_s: float) -> None:
    assert shop.box.process is not None
    await printer.post(shop.session, "/faults", paper_out=True)
    job = {"id": new_id(), "kind": "receipt", "document": receipt(f"hopp {jump_s:g}")}
    assert (await shop.box.call(shop.session, "POST", "/v1/printers/printer-1/jobs", job))[0] == 202
    await shop.hold_at("authorised")
    payment = await shop.begin(1000)
    await shop.held()
    (shop.folder / "jump_s").write_text(str(jump_s), encoding="ascii")
    shop.box.process.process.send_signal(signal.SIGUSR1)
    await asyncio.sleep(1.5)
    assert (await shop.box.call(shop.session, "GET", f"/v1/jobs/{job['id']}"))[1]["state"] == "queued"
    await shop.go_on()
    assert (await shop.final(payment["id"]))["state"] == "approved"
    assert (await shop.pay(500))["state"] == "approved"
    await printer.post(shop.session, "/faults", paper_out=False)
    assert (await final(shop.box, shop.session, job))["state"] == "done"
    assert [[f"hopp {jump_s:g}"]] == (await paper(printer, shop.session))[-1:]
    await shop.balance()
