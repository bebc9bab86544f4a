"""Printers of every wiring through the box, each judged by its simulator: receipts, labels, kept logos, drawers."""

import asyncio
import base64
import io
import uuid
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from PIL import Image

from iot_box.logos import WORTH_AFTER
from iot_box.tests.support import BoxProcess, Simulator, free_port
from iot_box.tests.test_label import SHELF

Start = Callable[..., Awaitable[Any]]
Json = dict[str, Any]
RECEIPT: Json = {"version": 1, "rows": [{"type": "text", "text": "Blåbærsyltetøy 49,90"}, {"type": "cut"}]}


def logo() -> str:
    image = Image.new("L", (384, 100), 255)
    image.paste(0, (40, 20, 340, 80))
    out = io.BytesIO()
    image.save(out, "PNG")
    return base64.b64encode(out.getvalue()).decode()


async def job(box: BoxProcess, session: aiohttp.ClientSession, document: Json, kind: str = "receipt") -> Json:
    number = str(uuid.uuid4())
    status, answer = await box.call(session, "POST", "/v1/printers/printer-1/jobs", {"id": number, "kind": kind, "document": document})
    assert status == 202, answer
    return await finished(box, session, number)


async def finished(box: BoxProcess, session: aiohttp.ClientSession, number: str) -> Json:
    _status, answer = await box.call(session, "GET", f"/v1/jobs/{number}?wait_s=15")
    return answer


async def kick(box: BoxProcess, session: aiohttp.ClientSession, device: str = "printer-1") -> Json:
    number = str(uuid.uuid4())
    status, answer = await box.call(session, "POST", f"/v1/printers/{device}/drawer", {"id": number}, devices=[device])
    assert status == 202, answer
    _status, answer = await box.call(session, "GET", f"/v1/jobs/{number}?wait_s=10", devices=[device])
    return answer


@pytest.mark.parametrize("driver", ["escpos_serial", "escpos_usb"])
async def test_a_printer_on_a_cable(driver: str, tmp_path: Path, simulate: Start, box_with: Start, session: aiohttp.ClientSession) -> None:
    """One story: a receipt, a logo that moves into the printer, a label, the drawer, the cable out and in."""
    printer: Simulator = await simulate("printer", "--link", str(tmp_path / "p"))
    config = {"port": str(tmp_path / "p"), "profile": "epson_tm_t20", **({"flow": "none"} if driver == "escpos_serial" else {})}
    box: BoxProcess = await box_with([{"id": "printer-1", "driver": driver, "config": config}])
    await box.ready(session, "printer-1")
    assert (await job(box, session, RECEIPT))["state"] == "done"

    shop = {"version": 1, "rows": [{"type": "image", "data": logo(), "width_px": 384}, *RECEIPT["rows"]]}
    for _ in range(WORTH_AFTER // 2):
        assert (await job(box, session, shop))["state"] == "done"
    await box.device_until(session, "printer-1", lambda d: d["snapshot"].get("stored_pictures") == 1)
    before = (await printer.get(session, "/state"))["bytes"]
    assert (await job(box, session, shop))["state"] == "done"
    assert (await printer.get(session, "/state"))["bytes"] - before < 300
    paper = await printer.get(session, "/paper")
    pictures = [row for receipt in paper["receipts"] for row in receipt["rows"] if row["type"] == "image"]
    assert pictures[-1].get("stored") and pictures[-1]["png"] == pictures[0]["png"]
    assert paper["unknown"] == []

    assert (await job(box, session, {**SHELF, "copies": 1}, "label"))["state"] == "done"
    assert (await kick(box, session))["state"] == "done"
    assert (await printer.get(session, "/state"))["kicks"] == 1

    await printer.post(session, "/power", on=False)
    await box.device_until(session, "printer-1", lambda d: d["state"] == "disconnected")
    await printer.post(session, "/power", on=True)
    await box.ready(session, "printer-1")
    assert (await job(box, session, RECEIPT))["state"] == "done"


async def test_a_printer_that_keeps_no_pictures_gets_them_every_time(
    tmp_path: Path, simulate: Start, box_with: Start, session: aiohttp.ClientSession
) -> None:
    port = free_port()
    printer: Simulator = await simulate("printer", "--port", str(port))
    await printer.post(session, "/faults", no_memory=True)
    box: BoxProcess = await box_with([{"id": "printer-1", "driver": "escpos_tcp", "config": {"host": "127.0.0.1", "port": port}}])
    await box.ready(session, "printer-1")
    for _ in range(WORTH_AFTER):
        document = {"version": 1, "rows": [{"type": "image", "data": logo(), "width_px": 384}, {"type": "cut"}]}
        assert (await job(box, session, document))["state"] == "done"
    paper = await printer.get(session, "/paper")
    assert len(paper["receipts"]) == WORTH_AFTER and paper["unknown"] == []
    assert (await box.device(session, "printer-1"))["snapshot"]["stored_pictures"] is None


async def test_labels_on_a_label_printer(tmp_path: Path, simulate: Start, box_with: Start, session: aiohttp.ClientSession) -> None:
    port = free_port()
    printer: Simulator = await simulate("labelprinter", "--port", str(port))
    box: BoxProcess = await box_with([{"id": "printer-1", "driver": "zpl_tcp", "config": {"host": "127.0.0.1", "port": port}}])
    await box.ready(session, "printer-1")
    assert (await job(box, session, SHELF, "label"))["state"] == "done"
    found = (await printer.get(session, "/labels"))["labels"]
    assert len(found) == 2 and found[0]["unknown"] == []
    status, answer = await box.call(
        session, "POST", "/v1/printers/printer-1/jobs", {"id": str(uuid.uuid4()), "kind": "receipt", "document": RECEIPT}
    )
    assert (status, answer["error"]["code"]) == (409, "not_supported")

    await printer.post(session, "/faults", head_up=True)
    held = await box.device_until(session, "printer-1", lambda d: d["error"] is not None)
    assert held["error"]["code"] == "cover_open"
    waiting = asyncio.create_task(job(box, session, SHELF, "label"))
    await asyncio.sleep(0.5)
    await printer.post(session, "/faults", head_up=False)
    answer = await waiting
    if answer["state"] == "queued":  # told why it waits; it prints by itself once the head is down
        answer = await finished(box, session, answer["id"])
    assert answer["state"] == "done"
    assert (await printer.get(session, "/state"))["labels"] == 4

    await printer.post(session, "/faults", slow_ms=400)
    running = asyncio.create_task(job(box, session, SHELF, "label"))
    await asyncio.sleep(0.6)
    await printer.post(session, "/faults", paper_out=True)
    answer = await running
    assert (answer["state"], answer["error"]["code"]) == ("unknown", "paper_out")


async def test_a_print_server(tmp_path: Path, simulate: Start, box_with: Start, session: aiohttp.ClientSession) -> None:
    server: Simulator = await simulate("cups")
    uri = server.url.replace("http:", "ipp:") + "/printers/receipts"
    box: BoxProcess = await box_with([{"id": "printer-1", "driver": "cups_printer", "config": {"uri": uri}}])
    await box.ready(session, "printer-1")
    assert (await job(box, session, RECEIPT))["state"] == "done"
    assert (await job(box, session, SHELF, "label"))["state"] == "done"
    await server.post(session, "/faults", abort_next=True)
    answer = await job(box, session, RECEIPT)
    assert (answer["state"], answer["error"]["code"]) == ("unknown", "printer_error")
    await server.post(session, "/faults", reasons=["media-empty-error"])
    found = await box.device_until(session, "printer-1", lambda d: d["error"] is not None)
    assert found["error"]["code"] == "paper_out"
    await server.post(session, "/faults", reasons=["media-low-warning"])
    await box.ready(session, "printer-1")
    assert (await kick(box, session))["state"] == "failed"


async def test_a_drawer_of_its_own(tmp_path: Path, simulate: Start, box_with: Start, session: aiohttp.ClientSession) -> None:
    drawer: Simulator = await simulate("drawer", "--link", str(tmp_path / "d"))
    box: BoxProcess = await box_with([{"id": "drawer-1", "driver": "serial_drawer", "config": {"port": str(tmp_path / "d")}}])
    for _ in range(100):
        _status, info = await box.call(session, "GET", "/v1/info", devices=["drawer-1"])
        if info["devices"][0]["state"] == "ready":
            break
        await asyncio.sleep(0.05)
    assert info["devices"][0]["kind"] == "drawer"
    assert (await kick(box, session, "drawer-1"))["state"] == "done"
    state = await drawer.get(session, "/state")
    assert (state["open"], state["kicks"]) == (True, 1)
    status, answer = await box.call(
        session, "POST", "/v1/printers/drawer-1/jobs", {"id": str(uuid.uuid4()), "document": RECEIPT}, devices=["drawer-1"]
    )
    assert (status, answer["error"]["code"]) == (404, "unknown_device")
