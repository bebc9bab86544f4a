"""Faults of a store with real processes: head office away for long, tokens used again."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from iot_box.tests.fake_odoo import FakeOdoo
from iot_box.tests.support import ORIGIN, BoxProcess, Signer, Simulator, free_port
from iot_box.tests.test_jobs import final, new_id, paper, receipt, submit

Json = dict[str, Any]
Start = Callable[..., Awaitable[Any]]


@pytest.fixture
async def shop(tmp_path: Path, simulate: Start, box_with: Start, session: aiohttp.ClientSession) -> tuple[BoxProcess, Simulator]:
    port = free_port()
    printer = await simulate("printer", "--port", str(port))
    config = {"host": "127.0.0.1", "port": port}
    box = await box_with([{"id": "printer-1", "driver": "escpos_tcp", "config": config}])
    await box.ready(session, "printer-1")
    return box, printer


@pytest.fixture
async def odoo(signer: Signer) -> AsyncIterator[FakeOdoo]:
    fake = FakeOdoo(signer)
    await fake.start()
    yield fake
    await fake.stop()


async def test_head_office_away_for_long(odoo: FakeOdoo, simulate: Start, box_with: Start, session: aiohttp.ClientSession) -> None:
    """The line is cut, the box restarted meanwhile: it goes on with what it has, and reports when the line is back."""
    port = free_port()
    printer = await simulate("printer", "--port", str(port))
    odoo.devices = [{"id": "printer-1", "driver": "escpos_tcp", "config": {"host": "127.0.0.1", "port": port}}]
    box: BoxProcess = await box_with([], odoo=odoo.link(), origins=[], token_keys=[])
    await odoo.accept()
    await odoo.stop()
    for restart in range(2):
        await box.ready(session, "printer-1")
        job = await submit(box, session, receipt(f"uten nett {restart}"))
        assert (await final(box, session, job))["state"] == "done"
        async with session.get(box.url + "/healthz") as answer:
            assert (await answer.json())["status"] == "ok", "head office away is no reason to be restarted"
        box.kill()
        await box.start(session)
    assert await paper(printer, session) == [["uten nett 0"], ["uten nett 1"]]
    odoo.reports.clear()
    await odoo.start()
    report = await odoo.until(lambda: odoo.reports[-1:], 30)
    assert report[0]["devices"][0]["id"] == "printer-1"


async def test_a_week_without_head_office(odoo: FakeOdoo, simulate: Start, box_with: Start, session: aiohttp.ClientSession) -> None:
    """A till that got its pass a week ago still prints with what was delivered then, also after a power cut, but not with a pass
    whose session had been closed by then; when head office is back, the pass has to be renewed."""
    port, day = free_port(), 86_400
    await simulate("printer", "--port", str(port))
    odoo.devices = [{"id": "printer-1", "driver": "escpos_tcp", "config": {"host": "127.0.0.1", "port": port}}]
    odoo.sessions, odoo.ahead_s = ["7"], -7.0 * day
    box: BoxProcess = await box_with([], odoo=odoo.link(), origins=[], token_keys=[])
    await odoo.accept()
    await odoo.until(lambda: len(odoo.reports) > 2)
    issued = int(odoo.time())
    week_old = {"iat": issued, "nbf": issued, "exp": issued + 16 * 3600, "offline_exp": issued + 8 * day}
    await odoo.stop()
    box.kill()
    await box.start(session)
    await box.ready_for(session, "printer-1", **week_old)
    job = {"id": new_id(), "kind": "receipt", "document": receipt("en uke senere")}
    assert (await box.call(session, "POST", "/v1/printers/printer-1/jobs", job, **week_old))[0] == 202
    closed = await box.call(session, "GET", "/v1/info", **{**week_old, "sid": "6", "iat": issued - 3600})
    assert (closed[0], closed[1]["error"]["code"]) == (401, "expired_token")
    odoo.ahead_s, count = 0.0, len(odoo.reports)
    await odoo.start()
    await odoo.until(lambda: len(odoo.reports) > count, 30)
    back = await box.call(session, "GET", "/v1/info", **week_old)
    assert (back[0], back[1]["error"]["code"]) == (401, "expired_token")
    assert (await box.call(session, "GET", "/v1/info"))[0] == 200


async def test_tokens_are_good_here_and_now_only(shop: tuple[BoxProcess, Simulator], session: aiohttp.ClientSession) -> None:
    box, printer = shop
    now = int(time.time())
    other = Signer("k1")

    async def refused(token: str, origin: str = ORIGIN) -> tuple[int, str]:
        body = {"id": new_id(), "kind": "receipt", "document": receipt("stolen")}
        headers = {"Authorization": f"Bearer {token}", "Origin": origin}
        async with session.post(box.url + "/v1/printers/printer-1/jobs", json=body, headers=headers) as answer:
            return answer.status, (await answer.json())["error"]["code"]

    good = box.signer.token(box.id)
    assert await refused(good, "http://evil.example") == (403, "wrong_origin")
    assert await refused(box.signer.token("another-box")) == (401, "unauthorized")
    assert await refused(box.signer.token(box.id, iat=now - 90_000, nbf=now - 90_000, exp=now - 3_600)) == (401, "expired_token")
    assert await refused(box.signer.token(box.id, nbf=now + 3_600)) == (401, "unauthorized")
    assert await refused(other.token(box.id)) == (401, "unauthorized")
    head, claims, signature = good.split(".")
    assert await refused(f"{head}.{claims}.{signature[:-4]}AAAA") == (401, "unauthorized")
    assert await refused(box.signer.token(box.id, sub="update", version="9.9", sha256="0" * 64, devices=None)) == (401, "unauthorized")
    assert await paper(printer, session) == []
