"""Printing as a shop sees it: the box and the printer simulator as processes, with everything that goes wrong."""

import asyncio
import resource
import uuid
from collections.abc import Iterator
from typing import Any

import aiohttp
import pytest

from iot_box.job_rows import FINAL
from iot_box.tests.support import BoxProcess, Signer, Simulator, Till, free_port

Json = dict[str, Any]
Shop = tuple[BoxProcess, Simulator]


def receipt(*texts: Any) -> Json:
    rows = [{"type": "text", "text": text} for text in texts]
    return {"version": 1, "columns": 42, "lang": "nb_NO", "rows": [*rows, {"type": "cut"}]}


def barcode(symbology: str, data: str) -> Json:
    return {"version": 1, "rows": [{"type": "barcode", "symbology": symbology, "data": data}]}


def label(**place: float) -> Json:
    element = {"type": "text", "text": "Brunost", "x_mm": 1, "y_mm": 1, "w_mm": 5, "size_mm": 3, **place}
    return {"version": 1, "width_mm": 40, "height_mm": 30, "elements": [element]}


def new_id() -> str:
    return str(uuid.uuid4())


@pytest.fixture(scope="module")
def processes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """One box and one printer for all tests of this file."""
    folder, port = tmp_path_factory.mktemp("shop"), free_port()
    printer = Simulator("printer", free_port(), folder, "--port", str(port))
    config = {"host": "127.0.0.1", "port": port}
    box = BoxProcess(folder, Signer(), [{"id": "printer-1", "name": "Kvittering", "driver": "escpos_tcp", "config": config}])
    box.launch()
    yield box, printer
    box.stop()
    printer.stop()


@pytest.fixture
async def shop(processes: Shop, session: aiohttp.ClientSession) -> Shop:
    """The two in good order, the printer with no paper hanging out."""
    box, printer = processes
    await printer.up(session)
    await printer.post(session, "/power", on=True)
    await printer.post(
        session, "/faults", paper_out=False, paper_low=False, cover_open=False, mute=False, slow_ms=0, rows_left=None, die_after_bytes=None
    )
    await printer.post(session, "/drawer", open=False)
    await box.up(session)
    await box.device_until(session, "printer-1", lambda d: d["state"] == "ready" and d["snapshot"]["paper"] == "ok")
    await printer.post(session, "/clear")
    return box, printer


async def submit(box: BoxProcess, session: aiohttp.ClientSession, document: Json, job: str | None = None, **more: Any) -> Json:
    body = {"id": job or new_id(), "kind": "receipt", "document": document, **more}
    status, answer = await box.call(session, "POST", "/v1/printers/printer-1/jobs", body)
    assert status in (200, 202), answer
    return answer


async def outcome(box: BoxProcess, session: aiohttp.ClientSession, job: Json, wait_s: float = 8) -> Json:
    _status, answer = await box.call(session, "GET", f"/v1/jobs/{job['id']}?wait_s={wait_s}")
    return answer


async def final(box: BoxProcess, session: aiohttp.ClientSession, job: Json) -> Json:
    """How the job ends; while it is held the box answers early, so ask again."""
    for _ in range(15):
        end = await outcome(box, session, job)
        if end["state"] in FINAL:
            return end
    raise AssertionError(end)


async def paper(printer: Simulator, session: aiohttp.ClientSession) -> list[list[str]]:
    """The text of every receipt, also of the one that is not cut yet."""
    data = await printer.get(session, "/paper")
    receipts = [r["rows"] for r in data["receipts"]] + ([data["current"]["rows"]] if data["current"]["rows"] else [])
    texts = [[row["text"] for row in rows if row["type"] == "text"] for rows in receipts]
    # After an interrupted receipt the next one begins with a cut, which leaves a blank strip.
    return [lines for lines in texts if lines]


async def test_receipt_comes_out_and_is_confirmed(shop: Shop, session: aiohttp.ClientSession) -> None:
    box, printer = shop
    till = Till(box, session)
    await till.connect()
    job = await submit(box, session, receipt("Blåbærsyltetøy 49,90", "Sum 49,90"))
    assert (await final(box, session, job))["state"] == "done"
    assert await paper(printer, session) == [["Blåbærsyltetøy 49,90", "Sum 49,90"]]
    states = [(await till.until("job"))["job"]["state"] for _ in range(4)]
    assert states == ["queued", "sending", "sent_unconfirmed", "done"]
    async with session.get(printer.url + "/paper.png?n=0") as answer:
        assert answer.status == 200 and (await answer.read()).startswith(b"\x89PNG")


async def test_same_id_prints_once_and_other_content_is_a_conflict(shop: Shop, session: aiohttp.ClientSession) -> None:
    box, printer = shop
    job_id, text = new_id(), receipt("once")
    body = {"id": job_id, "kind": "receipt", "document": text}
    answers = await asyncio.gather(*(box.call(session, "POST", "/v1/printers/printer-1/jobs", body) for _ in range(8)))
    assert sorted(status for status, _ in answers) == [200] * 7 + [202]
    await final(box, session, {"id": job_id})
    status, again = await box.call(session, "POST", "/v1/printers/printer-1/jobs", body)
    assert (status, again["state"]) == (200, "done")
    status, error = await box.call(session, "POST", "/v1/printers/printer-1/jobs", {**body, "document": receipt("twice")})
    assert (status, error["error"]["code"]) == (409, "conflict")
    assert await paper(printer, session) == [["once"]]


async def test_without_paper_the_job_waits_and_then_prints(shop: Shop, session: aiohttp.ClientSession) -> None:
    box, printer = shop
    await printer.post(session, "/faults", paper_out=True)
    job = await submit(box, session, receipt("held"))
    held = await outcome(box, session, job)
    assert (held["state"], held["error"]["code"]) == ("queued", "paper_out")
    device = await box.device_until(session, "printer-1", lambda d: d["state"] == "error")
    assert device["error"]["code"] == "paper_out" and device["snapshot"]["paper"] == "out"
    await printer.post(session, "/faults", paper_out=False)
    assert (await final(box, session, job))["state"] == "done"
    assert await paper(printer, session) == [["held"]]


async def test_paper_out_in_mid_receipt_is_unknown_and_only_a_person_reprints(shop: Shop, session: aiohttp.ClientSession) -> None:
    box, printer = shop
    await printer.post(session, "/faults", rows_left=2)
    job = await submit(box, session, receipt("one", "two", "three", "four"))
    lost = await final(box, session, job)
    assert (lost["state"], lost["error"]["code"]) == ("unknown", "paper_out")
    await printer.post(session, "/faults", paper_out=False)
    await asyncio.sleep(1.5)
    assert len([r for r in await paper(printer, session) if "one" in r]) == 1
    _status, copy = await box.call(session, "POST", f"/v1/jobs/{job['id']}/reprint", {"id": new_id()})
    done = await final(box, session, copy)
    assert (done["state"], done["copy"], done["original"]) == ("done", True, job["id"])
    assert (await paper(printer, session))[-1] == ["KOPI", "one", "two", "three", "four"]


async def test_power_lost_in_mid_receipt_is_unknown_and_later_jobs_print(shop: Shop, session: aiohttp.ClientSession) -> None:
    box, printer = shop
    await printer.post(session, "/faults", die_after_bytes=60)
    job = await submit(box, session, receipt(*(f"line {n}" for n in range(20))))
    assert (await final(box, session, job))["state"] == "unknown"
    later = await submit(box, session, receipt("later"))
    waiting = await outcome(box, session, later)
    assert (waiting["state"], waiting["error"]["code"]) == ("queued", "printer_offline")
    await printer.post(session, "/power", on=True)
    assert (await final(box, session, later))["state"] == "done"
    printed = await paper(printer, session)
    assert sum("line 0" in r for r in printed) == 1
    assert printed[-1] == ["later"], "on a sheet of its own, not at the end of the half one"


async def test_a_silent_printer_is_offline_not_fine(shop: Shop, session: aiohttp.ClientSession) -> None:
    box, printer = shop
    await printer.post(session, "/faults", mute=True)
    job = await submit(box, session, receipt("kept"))
    held = await outcome(box, session, job)
    assert (held["state"], held["error"]["code"]) == ("queued", "printer_offline")
    assert await paper(printer, session) == []
    await printer.post(session, "/faults", mute=False)
    assert (await final(box, session, job))["state"] == "done"


async def test_cover_and_low_paper_are_seen_by_the_till(shop: Shop, session: aiohttp.ClientSession) -> None:
    box, printer = shop
    await printer.post(session, "/faults", paper_low=True)
    await box.device_until(session, "printer-1", lambda d: d["snapshot"].get("paper") == "low" and d["state"] == "ready")
    await printer.post(session, "/faults", cover_open=True)
    opened = await box.device_until(session, "printer-1", lambda d: d["state"] == "error")
    assert opened["error"]["code"] == "cover_open"


async def test_many_receipts_on_a_slow_printer_keep_their_order(shop: Shop, session: aiohttp.ClientSession) -> None:
    box, printer = shop
    await printer.post(session, "/faults", slow_ms=10)
    jobs = [await submit(box, session, receipt(f"number {n}")) for n in range(10)]
    assert [(await final(box, session, job))["state"] for job in jobs] == ["done"] * 10
    assert await paper(printer, session) == [[f"number {n}"] for n in range(10)]


async def test_drawer_opens_once_even_without_paper(shop: Shop, session: aiohttp.ClientSession) -> None:
    box, printer = shop
    job = {"id": new_id()}
    for _ in range(2):
        await box.call(session, "POST", "/v1/printers/printer-1/drawer", job)
    assert (await final(box, session, job))["state"] == "done"
    assert (await printer.get(session, "/state"))["kicks"] == 1
    await box.device_until(session, "printer-1", lambda d: d["snapshot"]["drawer"] == "open")
    await printer.post(session, "/drawer", open=False)
    await printer.post(session, "/faults", paper_out=True)
    held = await submit(box, session, receipt("cash"), open_drawer=True)
    await box.device_until(session, "printer-1", lambda d: d["snapshot"]["drawer"] == "open")
    await printer.post(session, "/faults", paper_out=False)
    assert (await final(box, session, held))["state"] == "done"
    assert (await printer.get(session, "/state"))["kicks"] == 2


async def test_a_late_drawer_kick_is_not_sent(shop: Shop, session: aiohttp.ClientSession) -> None:
    box, printer = shop
    await printer.post(session, "/power", on=False)
    await box.device_until(session, "printer-1", lambda d: d["state"] == "disconnected")
    job = {"id": new_id()}
    await box.call(session, "POST", "/v1/printers/printer-1/drawer", job)
    end = await final(box, session, job)
    assert end["state"] == "expired"
    await printer.post(session, "/power", on=True)
    await box.ready(session, "printer-1")
    assert (await printer.get(session, "/state"))["kicks"] == 0


async def test_waiting_jobs_can_be_cancelled(shop: Shop, session: aiohttp.ClientSession) -> None:
    box, printer = shop
    await printer.post(session, "/faults", paper_out=True)
    job = await submit(box, session, receipt("never"))
    _status, gone = await box.call(session, "POST", f"/v1/jobs/{job['id']}/cancel", {})
    assert (gone["state"], gone["error"]["code"]) == ("failed", "cancelled")
    status, error = await box.call(session, "POST", f"/v1/jobs/{job['id']}/cancel", {})
    assert (status, error["error"]["code"]) == (409, "conflict")
    await printer.post(session, "/faults", paper_out=False)
    await final(box, session, await submit(box, session, receipt("next")))
    assert await paper(printer, session) == [["next"]]


async def test_killed_while_printing_nothing_is_lost_or_printed_twice(shop: Shop, session: aiohttp.ClientSession) -> None:
    box, printer = shop
    await printer.post(session, "/faults", slow_ms=10)
    for delay_ms in (0, 4, 10, 20, 45, 90):
        names = [f"job {delay_ms}.{n}" for n in range(3)]
        jobs = [await submit(box, session, receipt(name, "a", "b", "c")) for name in names]
        await asyncio.sleep(delay_ms / 1000)
        box.kill()
        await box.start(session)
        ends = [await final(box, session, job) for job in jobs]
        receipts = await paper(printer, session)
        for name, end in zip(names, ends, strict=True):
            times = sum(name in texts for texts in receipts)
            assert end["state"] in ("done", "unknown"), end
            assert times == 1 if end["state"] == "done" else times <= 1, (name, end, receipts)
        assert sum(end["state"] == "unknown" for end in ends) <= 1
        assert not any(len([text for text in texts if text.startswith("job")]) > 1 for texts in receipts), receipts


async def test_a_full_disk_takes_no_job_and_prints_none_twice(shop: Shop, session: aiohttp.ClientSession) -> None:
    """The box's files may not grow any more, as on a full disk; then there is room again."""
    box, printer = shop
    await printer.post(session, "/faults", paper_out=True)
    held = await submit(box, session, receipt("held"))
    assert box.process is not None
    pid = box.process.process.pid
    _soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    try:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, hard))
        body = {"id": new_id(), "kind": "receipt", "document": receipt("refused")}
        status, answer = await box.call(session, "POST", "/v1/printers/printer-1/jobs", body)
        assert (status, answer["error"]["code"]) == (507, "storage")
        await printer.post(session, "/faults", paper_out=False)
        await asyncio.sleep(2.5)
        assert await paper(printer, session) == [], "what is not on disk is not printed"
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (hard, hard))
    assert (await final(box, session, held))["state"] == "done"
    assert (await box.call(session, "POST", "/v1/printers/printer-1/jobs", body))[0] == 202
    assert (await final(box, session, body))["state"] == "done"
    assert await paper(printer, session) == [["held"], ["refused"]]


async def test_the_disk_fills_up_while_printing(shop: Shop, session: aiohttp.ClientSession) -> None:
    box, printer = shop
    await printer.post(session, "/faults", slow_ms=60)
    job = await submit(box, session, receipt(*(f"line {n}" for n in range(12))))
    assert box.process is not None
    pid = box.process.process.pid
    _soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    await asyncio.sleep(0.35)
    try:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, hard))
        await asyncio.sleep(2)
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (hard, hard))
    assert (await final(box, session, job))["state"] == "done"
    assert len(await paper(printer, session)) == 1


async def test_bad_requests_are_named(shop: Shop, session: aiohttp.ClientSession) -> None:
    box, _printer = shop
    good = {"id": new_id(), "kind": "receipt", "document": receipt("x")}
    cases = [
        ({**good, "id": "7"}, 422, "invalid", "id"),
        ({**good, "kind": "poster"}, 422, "invalid", "kind"),
        ({**good, "document": receipt("x" * 43)}, 409, "invalid", "document.rows[0].text"),
        ({**good, "document": receipt("\U000e0041")}, 409, "not_encodable", "document.rows[0]"),
        ({**good, "document": receipt("x" * 43, 7)}, 422, "invalid", "document.rows[1].text"),
        ({**good, "document": {**receipt("x"), "columns": 96}}, 409, "invalid", "document.columns"),
        ({**good, "document": {**receipt("x"), "columns": 97}}, 422, "invalid", "document.columns"),
        ({**good, "document": barcode("ean13", "7038010000011")}, 409, "invalid", "document.rows[0].data"),
        ({**good, "document": barcode("ean13", "703801000001x")}, 422, "invalid", "document.rows[0].data"),
        ({**good, "kind": "label", "document": label(x_mm=41, y_mm=5)}, 409, "invalid", "document.elements[0].x_mm"),
        ({**good, "kind": "label", "document": label(x_mm=41, y_mm=451)}, 422, "invalid", "document.elements[0].y_mm"),
        ({**good, "more": 1}, 422, "invalid", "more"),
        ({**good, "copy": "yes"}, 422, "invalid", "copy"),
    ]
    for body, status, code, field in cases:
        got, answer = await box.call(session, "POST", "/v1/printers/printer-1/jobs", body)
        assert (got, answer["error"]["code"], answer["error"]["field"]) == (status, code, field)
    status, answer = await box.call(session, "POST", "/v1/printers/printer-9/jobs", good)
    assert (status, answer["error"]["code"]) == (404, "unknown_device")
    status, answer = await box.call(session, "POST", "/v1/printers/printer-1/jobs", good, devices=["scanner-1"])
    assert (status, answer["error"]["code"]) == (404, "unknown_device")
    status, answer = await box.call(session, "GET", f"/v1/jobs/{new_id()}")
    assert (status, answer["error"]["code"]) == (404, "unknown_job")
    async with session.post(box.url + "/v1/printers/printer-1/jobs", data=b"x" * 3_000_000,
                            headers={**box.headers(), "Content-Type": "application/json"}) as answer:  # fmt: skip
        assert answer.status == 413 and (await answer.json())["error"]["code"] == "too_large"
    async with session.post(
        box.url + "/v1/printers/printer-1/jobs", data=b"{}", headers={**box.headers(), "Content-Type": "text/plain"}
    ) as answer:
        assert answer.status == 415, "what a foreign page could send without asking is not taken"
