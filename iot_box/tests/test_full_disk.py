"""A power cut on a disk that is full: the box starts, serves what needs no disk, and knows all again once there is room."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from iot_box.tests.card_shop import CardShop, standing
from iot_box.tests.support import Simulator, free_port
from iot_box.tests.test_jobs import final, new_id, paper, receipt

LINES = [f"vare {n}" for n in range(20)]
Shop = tuple[CardShop, Simulator]


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    """A terminal, a slow printer, and a box whose disk is full while the file `full` is there."""
    async with standing(CardShop, tmp_path) as shop:
        await shop.open()
        port = free_port()
        printer = Simulator("printer", free_port(), tmp_path, "--port", str(port))
        try:
            await printer.up(shop.session)
            await printer.post(shop.session, "/faults", slow_ms=100)
            shop.box.stop()
            shop.box.config["devices"].append({"id": "printer-1", "driver": "escpos_tcp", "config": {"host": "127.0.0.1", "port": port}})
            shop.box.program = ("-m", "iot_box.tests.full_box")
            await shop.box.start(shop.session)
            await shop.box.all_ready(shop.session)
            yield shop, printer
        finally:
            printer.stop()


async def test_killed_and_started_on_a_full_disk(shop: Shop, tmp_path: Path) -> None:
    """Half a receipt is out and the bank is asked when the power goes."""
    cards, printer = shop
    session, call = cards.session, cards.box.call
    job, other = ({"id": new_id(), "kind": "receipt", "document": receipt(*LINES)} for _ in range(2))
    await cards.hold_at("authorised")
    payment = await cards.begin(1500)
    await cards.held()
    assert (await call(session, "POST", "/v1/printers/printer-1/jobs", job))[0] == 202
    while not any("vare 1" in lines for lines in await paper(printer, session)):
        await asyncio.sleep(0.02)
    (tmp_path / "full").touch()
    await cards.restart_box()
    await cards.box.all_ready(session)
    status, refused = await call(session, "POST", "/v1/printers/printer-1/jobs", other)
    assert (status, refused["error"]["code"]) == (507, "storage")
    await cards.go_on()
    await asyncio.sleep(1)
    status, pending = await call(session, "GET", "/v1/terminals/terminal-1/pending")
    assert [row["id"] for row in pending["payments"]] == [payment["id"]]
    (tmp_path / "full").unlink()
    lost = await final(cards.box, session, job)
    assert (lost["state"], lost["error"]["code"]) == ("unknown", "restarted")
    assert (await cards.final(payment["id"]))["state"] == "approved"
    assert (await call(session, "POST", "/v1/printers/printer-1/jobs", other))[0] == 202
    assert (await final(cards.box, session, other))["state"] == "done"
    assert (await paper(printer, session))[-1] == LINES
    await cards.balance()
