"""Pairing and sync against a stand-in for Odoo that checks every signature, with the box as a process."""

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from iot_box import payment_rules as rules
from iot_box.clock import Clock
from iot_box.payment_journal import REPORTED_AT_ONCE, Journal
from iot_box.store import Store
from iot_box.tests.fake_odoo import FakeOdoo
from iot_box.tests.support import ROOT, BoxProcess, Signer, Simulator, free_port
from iot_box.tests.test_label import SHELF
from iot_box.tests.test_payment_journal import APPROVAL, ASKED

Json = dict[str, Any]
Start = Callable[..., Awaitable[Any]]


@pytest.fixture
async def odoo(signer: Signer) -> AsyncIterator[FakeOdoo]:
    fake = FakeOdoo(signer)
    await fake.start()
    yield fake
    await fake.stop()


@pytest.fixture
async def box(odoo: FakeOdoo, box_with: Start) -> BoxProcess:
    started: BoxProcess = await box_with([], odoo=odoo.link(), origins=[], token_keys=[])
    return started


async def pairing(box: BoxProcess, session: aiohttp.ClientSession) -> Json:
    async with session.get(box.url + "/v1/pairing") as answer:
        return dict(await answer.json())


async def test_pairs_by_the_code_on_its_page_and_works_with_what_odoo_delivers(
    odoo: FakeOdoo, box: BoxProcess, session: aiohttp.ClientSession, tmp_path: Path
) -> None:
    asked = await odoo.until(lambda: odoo.asked)
    shown = await pairing(box, session)
    code = shown["code"].replace("-", "")
    assert shown == {"state": "unpaired", "code": f"{code[:5]}-{code[5:]}", "box": box.id}
    assert not set(code) & set("01OI") and len(code) == 10
    assert asked["code_start"] == code[:2] and code[2:] not in str(asked), "who listens must not learn the code"
    assert asked["address"] == box.url and set(odoo.databases) == {"demo"}
    async with session.get(box.url + "/", headers={"Accept-Language": "nb-NO,nb;q=0.9"}) as answer:
        page = await answer.text()
    assert shown["code"] in page and "Koble til" in page and asked["public_key"] not in page
    odoo.devices = [{"id": "scanner-1", "driver": "serial_scanner", "config": {"port": "/nowhere"}, "tills": []}]
    await odoo.accept()
    assert (await pairing(box, session))["state"] == "paired"
    assert (await box.device(session, "scanner-1"))["state"] == "disconnected"
    for secret in ("key.json", "pairing.json", "delivered.json", "box.sqlite"):
        assert (tmp_path / "data" / secret).stat().st_mode & 0o077 == 0


async def test_whoever_does_not_know_the_code_pairs_nothing(odoo: FakeOdoo, box: BoxProcess, session: aiohttp.ClientSession) -> None:
    """Somebody on the line says that it is paired, with keys of his own: the box goes on showing its code."""
    await odoo.type_code()
    right, odoo.pinned, odoo.checks_proofs, odoo.asked = odoo.typed, None, False, None
    odoo.typed, odoo.pinned = "A" * 10, (await odoo.until(lambda: odoo.asked))["public_key"]
    for _ in range(2):
        odoo.asked = None
        await odoo.until(lambda: odoo.asked)
    shown = await pairing(box, session)
    assert shown["state"] == "unpaired" and shown["code"].replace("-", "") == right
    async with session.get(box.url + "/") as answer:
        assert "does not know the code" in await answer.text()
    async with session.get(box.url + "/v1/info", headers=box.headers()) as answer:
        assert answer.status in (401, 403)
    odoo.checks_proofs = True
    await odoo.accept()
    assert (await pairing(box, session))["state"] == "paired"


async def test_keeps_its_configuration_without_odoo_and_over_a_restart(
    odoo: FakeOdoo, box: BoxProcess, session: aiohttp.ClientSession
) -> None:
    await odoo.accept()
    odoo.status = 401
    await asyncio.sleep(0.6)
    assert (await box.call(session, "GET", "/v1/info"))[0] == 200
    box.kill()
    await box.start(session)
    assert (await box.call(session, "GET", "/v1/info"))[0] == 200
    assert (await pairing(box, session))["state"] == "paired"


async def test_unpaired_by_odoo_shows_a_code_again_and_forgets(odoo: FakeOdoo, box: BoxProcess, session: aiohttp.ClientSession) -> None:
    await odoo.accept()
    odoo.asked, odoo.unpaired = None, True
    asked = await odoo.until(lambda: odoo.asked)
    shown = await pairing(box, session)
    assert shown["state"] == "unpaired" and shown["code"].startswith(asked["code_start"])
    async with session.get(box.url + "/v1/info", headers=box.headers()) as answer:
        assert answer.status in (401, 403)


async def test_a_useless_configuration_is_reported_and_the_old_one_stays(
    odoo: FakeOdoo, box: BoxProcess, session: aiohttp.ClientSession
) -> None:
    await odoo.accept()
    odoo.devices, odoo.revision = [{"id": "a", "driver": "serial_scanner"}, {"id": "a", "driver": "serial_scanner"}], "r2"
    report = await odoo.until(lambda: [r for r in odoo.reports if r["config_error"]])
    assert "used twice" in report[0]["config_error"] and report[0]["config_revision"] == "r1"
    assert (await box.call(session, "GET", "/v1/info"))[0] == 200


async def test_one_wrong_device_does_not_stop_the_others(
    odoo: FakeOdoo, box: BoxProcess, session: aiohttp.ClientSession, simulate: Start, tmp_path: Path
) -> None:
    await simulate("scanner", "--link", str(tmp_path / "s"))
    odoo.devices = [
        {"id": "printer-1", "driver": "no_such_driver"},
        {"id": "scanner-1", "driver": "serial_scanner", "config": {"port": str(tmp_path / "s")}},
    ]
    await odoo.accept()
    await box.ready(session, "scanner-1")
    assert (await box.device(session, "printer-1"))["error"]["code"] == "invalid_config"


async def test_unchanged_devices_go_on_undisturbed(
    odoo: FakeOdoo, box: BoxProcess, session: aiohttp.ClientSession, simulate: Start, tmp_path: Path
) -> None:
    port = free_port()
    printer: Simulator = await simulate("printer", "--port", str(port))
    odoo.devices = [{"id": "printer-1", "driver": "escpos_tcp", "config": {"host": "127.0.0.1", "port": port}}]
    await odoo.accept()
    await box.ready(session, "printer-1")
    odoo.devices = [*odoo.devices, {"id": "scanner-1", "driver": "serial_scanner", "config": {"port": "/nowhere"}}]
    odoo.revision = "r2"
    await odoo.until(lambda: odoo.reports[-1]["config_revision"] == "r2")
    assert (await printer.get(session, "/state"))["connections"] == 1
    assert (await box.device(session, "printer-1"))["state"] == "ready"
    odoo.commands = [{"id": "7", "type": "test_print", "device": "printer-1"}, {"id": "8", "type": "send_log", "device": None},
                     {"id": "10", "type": "print_labels", "device": "printer-1", "documents": [SHELF, SHELF]},
                     {"id": "9", "type": "restart_device", "device": "printer-9"}]  # fmt: skip
    await odoo.until(lambda: not odoo.commands)
    results = {k: v for report in odoo.reports for k, v in report["results"].items()}
    assert results["7"] == {"ok": True, "text": "done"}
    assert results["8"]["ok"] and "configuration applied" in results["8"]["text"]
    assert not results["9"]["ok"]
    assert results["10"] == {"ok": True, "text": "2 labels printed"}
    paper = await printer.get(session, "/paper")
    # The test page, and two copies of either label.
    assert len(paper["receipts"]) == 5 and paper["unknown"] == []


async def test_labels_that_could_not_be_printed_are_not_left_behind(
    odoo: FakeOdoo, box: BoxProcess, session: aiohttp.ClientSession, simulate: Start
) -> None:
    """Head office sends them again, so that they would come out twice."""
    port = free_port()
    printer: Simulator = await simulate("labelprinter", "--port", str(port))
    await printer.post(session, "/faults", paper_out=True)
    odoo.devices = [{"id": "printer-1", "driver": "zpl_tcp", "config": {"host": "127.0.0.1", "port": port}}]
    await odoo.accept()
    await box.device_until(session, "printer-1", lambda d: d["error"] is not None and d["error"]["code"] == "paper_out")
    odoo.commands = [{"id": "7", "type": "print_labels", "device": "printer-1", "documents": [SHELF, SHELF]},
                     {"id": "8", "type": "print_labels", "device": "printer-1", "documents": [{"version": 1}]}]  # fmt: skip
    await odoo.until(lambda: not odoo.commands)
    results = {k: v for report in odoo.reports for k, v in report["results"].items()}
    assert results["7"] == {"ok": False, "text": "0 of 2 labels printed: the printer has no labels"}
    assert not results["8"]["ok"] and "width_mm" in results["8"]["text"]
    await printer.post(session, "/faults", paper_out=False)
    await box.ready(session, "printer-1")
    assert (await printer.get(session, "/state"))["labels"] == 0


async def test_a_new_key_is_paired_again_in_the_old_ones_place(odoo: FakeOdoo, box: BoxProcess, session: aiohttp.ClientSession) -> None:
    await odoo.accept()
    box.stop()
    first, odoo.asked = odoo.pinned, None
    command = [sys.executable, "-m", "iot_box", "new-key", "--config", str(box.config_file)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    await box.start(session)
    asked = await odoo.until(lambda: odoo.asked)
    assert asked["box"] == box.id and asked["public_key"] != first
    assert (await pairing(box, session))["code"]
    odoo.reports.clear()
    await odoo.accept()
    assert (await pairing(box, session))["state"] == "paired"


async def test_payments_of_a_week_follow_in_batches_without_a_pause(
    odoo: FakeOdoo, box_with: Start, session: aiohttp.ClientSession, tmp_path: Path
) -> None:
    store = Store(tmp_path / "data" / "box.sqlite")
    await store.open()
    journal = Journal(store, Clock())
    await journal.open()
    for number in range(150):
        await journal.begin(replace(ASKED, id=f"p{number}"), "t")
        await journal.change(f"p{number}", partial(rules.settle, outcome=APPROVAL), action="answer")
    await journal.begin(replace(ASKED, id="open"), "t")
    await store.close()
    await box_with([], odoo=odoo.link(sync_interval_s=3600), origins=[], token_keys=[])
    await odoo.type_code()
    wanted = {"open", *(f"p{number}" for number in range(150))}
    await odoo.until(lambda: {p["id"] for report in odoo.reports for p in report["payments"]} == wanted)
    assert max(len(report["payments"]) for report in odoo.reports) <= REPORTED_AT_ONCE + 1
    one = odoo.reports[0]["payments"][0]
    assert one["state"] == "approved" and not {"card", "receipt"} & set(one)


async def test_a_pass_ends_with_its_session(odoo: FakeOdoo, box: BoxProcess, session: aiohttp.ClientSession) -> None:
    """Somebody has copied a till's pass: once the session is closed it opens nothing, long before it would expire."""
    await odoo.accept()
    hour_ago = int(time.time()) - 3600
    copied = {"sid": "7", "iat": hour_ago, "nbf": hour_ago}
    assert (await box.call(session, "GET", "/v1/info", **copied))[0] == 200
    odoo.sessions, count = ["8"], len(odoo.reports)
    await odoo.until(lambda: len(odoo.reports) > count + 1)
    status, answer = await box.call(session, "GET", "/v1/info", **copied)
    assert (status, answer["error"]["code"]) == (401, "expired_token")
    assert (await box.call(session, "GET", "/v1/info", **{**copied, "sid": "8"}))[0] == 200
    assert (await box.call(session, "GET", "/v1/info", sid="9"))[0] == 200, "a session that was opened since is not known yet"


async def test_nothing_is_believed_that_head_office_has_not_signed(odoo: FakeOdoo, box: BoxProcess, session: aiohttp.ClientSession) -> None:
    """Somebody on the line answers in head office's place, with keys, devices and a pairing's end of his own."""
    await odoo.accept()
    thief = Signer("k1")
    odoo.signer, odoo.revision, odoo.unpaired = thief, "r2", True
    for odoo.answer_signer in (None, thief, Signer("k2")):
        odoo.asked, count = None, len(odoo.nonces)
        await odoo.until(lambda count=count: len(odoo.nonces) > count + 1)
        assert (await box.call(session, "GET", "/v1/info"))[0] == 200
        async with session.get(box.url + "/v1/info", headers={**box.headers(), "Authorization": f"Bearer {thief.token(box.id)}"}) as answer:
            assert answer.status == 401
        assert (await pairing(box, session))["state"] == "paired" and odoo.asked is None


async def test_the_time_is_what_head_office_signs(odoo: FakeOdoo, box: BoxProcess, session: aiohttp.ClientSession) -> None:
    """The stand-in's Date headers say 1970. Its signed time is a day ahead of this computer's: what expired meanwhile opens nothing,
    not even after a restart without head office."""
    odoo.ahead_s = 86_400.0
    await odoo.accept()
    await odoo.until(lambda: odoo.reports)
    now = int(odoo.time())
    tomorrow = {"iat": now, "nbf": now, "exp": now + 3600}
    assert (await box.call(session, "GET", "/v1/info", **tomorrow))[0] == 200
    assert (await box.call(session, "GET", "/v1/info"))[1]["error"]["code"] == "expired_token"
    await odoo.stop()
    box.kill()
    await box.start(session)
    assert (await box.call(session, "GET", "/v1/info"))[1]["error"]["code"] == "expired_token"
    assert (await box.call(session, "GET", "/v1/info", **tomorrow))[0] == 200


async def test_new_keys_are_taken_from_the_holder_of_an_old_one(odoo: FakeOdoo, box: BoxProcess, session: aiohttp.ClientSession) -> None:
    await odoo.accept()
    old, new = odoo.signer, Signer("k2")
    odoo.signer = new
    await odoo.until(lambda: odoo.reports[-1]["keys"] == ["k2"])
    odoo.answer_signer, count = new, len(odoo.reports)
    await odoo.until(lambda: len(odoo.reports) > count + 1)
    box.signer = new
    assert (await box.call(session, "GET", "/v1/info"))[0] == 200
    box.signer = old
    assert (await box.call(session, "GET", "/v1/info"))[0] == 401


async def test_metrics_are_readable(odoo: FakeOdoo, box: BoxProcess, session: aiohttp.ClientSession) -> None:
    odoo.devices = [{"id": "scanner-1", "driver": "serial_scanner", "config": {"port": "/nowhere"}}]
    await odoo.accept()
    async with session.get(box.url + "/metrics") as answer:
        assert answer.content_type == "text/plain"
        text = await answer.text()
    assert "iot_box_odoo_paired 1\n" in text
    assert 'iot_box_device_ready{device="scanner-1",driver="serial_scanner",kind="scanner"' in text
