"""From a till's request to the first byte at the printer, the journal on disk; and a receipt's size as text and as Odoo's picture."""

import asyncio
import base64
import io
import json
import os
import subprocess
import time
import uuid
from typing import Any

import aiohttp
from PIL import Image
from playwright.async_api import async_playwright

from devkit import paths
from iot_box.tests.support import ORIGIN, BoxProcess
from tests.bench._box import TILLS, PaperlessPrinter, emit, ready, shop, spread

Json = dict[str, Any]
RECEIPTS = 200
PICTURES = 20
GOAL = "p99 ≤ 20 ms"
# What Odoo's web POS makes of a receipt before it sends it to a box: a picture of this width.
PICTURE_PX = 512
# The till's own code builds the receipt that the printer gets as text, and the page that a screen shows.
MAKE = """
import { buildReceipt } from "./document.js";
import { renderHtml } from "./html.js";
import { defaultTemplate, sampleData } from "./sample.js";
const made = buildReceipt(defaultTemplate(), sampleData());
console.log(JSON.stringify({ document: made.document || made, html: renderHtml(made.document || made) }));
"""


def sample() -> Json:
    """The sample sale of the receipt editor: six lines, three VAT rates, savings, a card."""
    folder = paths.ADDONS / "retail_pos_central/static/src/core/receipt"
    made = subprocess.run(["node", "--input-type=module", "-e", MAKE], cwd=folder, capture_output=True, text=True, check=True)
    return dict(json.loads(made.stdout))


async def picture(html: str) -> str:
    """The same receipt as a JPEG in base64, as Odoo's POS sends it."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=["--no-sandbox", "--disable-gpu"])
        page = await browser.new_page(viewport={"width": PICTURE_PX, "height": 600})
        await page.set_content(f'<body style="margin:0;background:#fff;font:19px monospace">{html}</body>')
        shot = await page.screenshot(full_page=True)
        await browser.close()
    out = io.BytesIO()
    Image.open(io.BytesIO(shot)).convert("RGB").save(out, "JPEG")
    return base64.b64encode(out.getvalue()).decode()


async def until_printed(box: BoxProcess, session: aiohttp.ClientSession, job: str, headers: dict[str, str]) -> None:
    async with session.get(f"{box.url}/v1/jobs/{job}?wait_s=10", headers=headers) as answer:
        state = (await answer.json())["state"]
        assert state == "done", state


async def as_text(
    box: BoxProcess, session: aiohttp.ClientSession, printer: PaperlessPrinter, device: str, till: str, document: Json, count: int
) -> list[float]:
    """Milliseconds from the request to the first byte, receipt by receipt."""
    headers = box.headers(sub=till, devices=[device])
    times = []
    for _ in range(count):
        printer.reset()
        body = {"id": str(uuid.uuid4()), "kind": "receipt", "document": document}
        started = time.time()
        async with session.post(f"{box.url}/v1/printers/{device}/jobs", json=body, headers=headers) as answer:
            assert answer.status == 202, await answer.text()
        await until_printed(box, session, body["id"], headers)
        assert printer.first_at is not None
        times.append((printer.first_at - started) * 1000)
    return times


async def as_picture(box: BoxProcess, session: aiohttp.ClientSession, printer: PaperlessPrinter, receipt: str) -> list[float]:
    """The same by Odoo's own interface."""
    times = []
    for _ in range(PICTURES):
        printer.reset()
        call = {"jsonrpc": "2.0", "id": 1, "params": {"data": {"action": "print_receipt", "receipt": receipt}}}
        started = time.time()
        async with session.post(f"{box.url}/hw_proxy/default_printer_action", json=call, headers={"Origin": ORIGIN}) as answer:
            assert (await answer.json())["result"] is True
        assert printer.first_at is not None
        times.append((printer.first_at - started) * 1000)
    return times


def device(number: int, port: int) -> Json:
    return {"id": f"printer-{number}", "driver": "escpos_tcp", "tills": [TILLS[number - 1]], "config": {"host": "127.0.0.1", "port": port}}


async def one_till(made: Json, receipt: str) -> None:
    printer = PaperlessPrinter()
    await printer.start()
    async with shop([device(1, printer.port)], hw_proxy={"enabled": True, "printer": "printer-1"}) as (box, session):
        await ready(box, session, "printer-1")
        times = spread(await as_text(box, session, printer, "printer-1", TILLS[0], made["document"], RECEIPTS))
        size = printer.bytes
        raster = spread(await as_picture(box, session, printer, receipt))
        baseline = {"baseline_p50_ms": raster["p50_ms"], "baseline_p99_ms": raster["p99_ms"]}
        emit("print", "request to first byte", **times, **baseline, goal=GOAL, met=times["p99_ms"] <= 20)
        met = size <= 2000
        emit("print", "one receipt", bytes=size, baseline_bytes=printer.bytes, ratio=size / printer.bytes, goal="≤ 2 kB", met=met)
    await printer.stop()


async def five_tills(made: Json) -> None:
    """Five tills print at once, one on a printer that is off."""
    printers = [PaperlessPrinter() for _ in range(4)]
    for printer in printers:
        await printer.start()
    devices = [device(n + 1, printer.port) for n, printer in enumerate(printers)] + [device(5, 9)]
    async with shop(devices) as (box, session):
        await ready(box, session, *(f"printer-{n}" for n in range(1, 5)))
        dead = {"id": str(uuid.uuid4()), "kind": "receipt", "document": made["document"]}
        headers = box.headers(sub=TILLS[4], devices=["printer-5"])
        async with session.post(f"{box.url}/v1/printers/printer-5/jobs", json=dead, headers=headers) as answer:
            assert answer.status == 202
        runs = [
            as_text(box, session, printer, f"printer-{n}", TILLS[n - 1], made["document"], RECEIPTS // 4)
            for n, printer in enumerate(printers, start=1)
        ]
        times = spread([time for run in await asyncio.gather(*runs) for time in run])
        emit("print", "five tills at once, one printer dead", **times, goal=GOAL, met=times["p99_ms"] <= 20)
    for printer in printers:
        await printer.stop()


async def main() -> None:
    made = sample()
    await one_till(made, await picture(made["html"]))
    await five_tills(made)


asyncio.run(main())
