"""A stock Odoo POS against the box: the calls that its browser code makes."""

import asyncio
import base64
import io
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from PIL import Image, ImageDraw

from iot_box.tests.support import ORIGIN, BoxProcess, Simulator, free_port

Json = dict[str, Any]
Start = Callable[..., Awaitable[Any]]


def picture() -> str:
    image = Image.new("RGB", (512, 300), "white")
    ImageDraw.Draw(image).rectangle((50, 50, 400, 200), fill="black")
    out = io.BytesIO()
    image.save(out, "JPEG")
    return base64.b64encode(out.getvalue()).decode()


async def rpc(box: BoxProcess, session: aiohttp.ClientSession, name: str, origin: str | None = ORIGIN, **params: Any) -> tuple[int, Json]:
    headers = {"Origin": origin} if origin else {}
    body = {"jsonrpc": "2.0", "method": "call", "id": 1, "params": params}
    async with session.post(f"{box.url}/hw_proxy/{name}", json=body, headers=headers) as answer:
        return answer.status, await answer.json()


@pytest.fixture
async def shop(tmp_path: Path, simulate: Start, box_with: Start, session: aiohttp.ClientSession) -> tuple[BoxProcess, Simulator, Simulator]:
    port = free_port()
    printer = await simulate("printer", "--port", str(port))
    scanner = await simulate("scanner", "--link", str(tmp_path / "s"))
    devices = [
        {"id": "printer-1", "driver": "escpos_tcp", "config": {"host": "127.0.0.1", "port": port}},
        {"id": "scanner-1", "driver": "serial_scanner", "config": {"port": str(tmp_path / "s")}},
    ]
    box = await box_with(devices, hw_proxy={"enabled": True, "printer": "printer-1", "scanner": "scanner-1"})
    await box.ready(session, "printer-1", "scanner-1")
    return box, printer, scanner


async def test_stock_pos_prints_scans_and_opens_the_drawer(
    shop: tuple[BoxProcess, Simulator, Simulator], session: aiohttp.ClientSession
) -> None:
    box, printer, scanner = shop
    async with session.get(box.url + "/hw_proxy/hello", headers={"Origin": ORIGIN}) as answer:
        assert (await answer.text(), answer.headers["Access-Control-Allow-Origin"]) == ("ping", ORIGIN)
    assert (await rpc(box, session, "handshake"))[1]["result"] is True
    states = (await rpc(box, session, "status_json"))[1]["result"]
    assert {kind: s["status"] for kind, s in states.items()} == {"printer": "connected", "scanner": "connected"}
    assert (await rpc(box, session, "default_printer_action", data={"action": "print_receipt", "receipt": picture()}))[1]["result"] is True
    (sheet,) = (await printer.get(session, "/paper"))["receipts"]
    assert [(row["type"], row["width"]) for row in sheet["rows"]] == [("image", 504)] * 2
    assert (await rpc(box, session, "default_printer_action", data={"action": "cashbox"}))[1]["result"] is True
    assert (await printer.get(session, "/state"))["kicks"] == 1
    waiting = asyncio.create_task(rpc(box, session, "scanner"))
    await asyncio.sleep(0.2)
    await scanner.post(session, "/scan", data="111")
    assert (await waiting)[1]["result"] == "111"
    await scanner.post(session, "/scan", data="222")
    assert (await rpc(box, session, "scanner"))[1]["result"] == "222"


async def test_a_failed_print_is_not_printed_later(shop: tuple[BoxProcess, Simulator, Simulator], session: aiohttp.ClientSession) -> None:
    box, printer, _scanner = shop
    await printer.post(session, "/faults", paper_out=True)
    assert (await rpc(box, session, "default_printer_action", data={"action": "print_receipt", "receipt": picture()}))[1]["result"] is False
    await printer.post(session, "/faults", paper_out=False)
    await asyncio.sleep(1.5)
    assert (await printer.get(session, "/paper"))["receipts"] == []
    _status, answer = await rpc(box, session, "default_printer_action", data={"action": "print_receipt", "receipt": "x"})
    assert "picture" in answer["error"]["message"]


async def test_foreign_pages_are_refused(shop: tuple[BoxProcess, Simulator, Simulator], session: aiohttp.ClientSession) -> None:
    box, _printer, _scanner = shop
    for origin in (None, "https://evil.example"):
        assert (await rpc(box, session, "default_printer_action", origin, data={"action": "cashbox"}))[0] == 403


async def test_off_unless_turned_on(box_with: Start, session: aiohttp.ClientSession) -> None:
    box = await box_with([])
    assert (await rpc(box, session, "handshake"))[0] == 404
