"""Last byte on the scanner's port to the event in the till's page, with Odoo up, slow and gone, and with five tills at once."""

import asyncio
import tempfile
import time
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import aiohttp
from playwright.async_api import Page

from iot_box.tests.support import BoxProcess, Till
from tests.bench._box import TILLS, Port, emit, ready, shop, spread, usage
from tests.bench._box.browser import Web, listening, pages

Json = dict[str, Any]
SCANS = 300
EVERY_S = 0.03
GOAL = "p99 ≤ 10 ms"
IDLE_S = 10.0


def scanner(number: int, path: Path) -> Json:
    line = {"port": str(path), "suffix": "cr"}
    return {"id": f"scanner-{number}", "driver": "serial_scanner", "tills": [TILLS[number - 1]], "config": line}


async def measure(web: Web, ports: list[Port], tills: list[Page], scans: int) -> tuple[list[float], list[float]]:
    """Scan at every port in turn; milliseconds from the last byte to each page, and of words sent there without a box."""
    sent: dict[str, float] = {}
    for number in range(scans):
        for till, port in enumerate(ports):
            code = f"7{till}{number:010d}"
            sent[code] = port.write(code.encode() + b"\r")
        await asyncio.sleep(EVERY_S / 2)
        sent[str(number)] = await web.say(str(number))
        await asyncio.sleep(EVERY_S / 2)
    times: list[float] = []
    for page in tills:
        await page.wait_for_function(f"window.got.length >= {scans}", timeout=20_000)
        times += [at - sent[code] * 1000 for code, at in await page.evaluate("window.got")]
    plain = [at - sent[code] * 1000 for code, at in await tills[0].evaluate("window.plain")]
    return times, plain


async def at_the_socket(
    box: BoxProcess, session: aiohttp.ClientSession, origin: str, ports: list[Port], numbers: list[int], scans: int
) -> list[float]:
    """The same without browsers: milliseconds from the last byte to the frame on each till's socket."""
    sent: dict[str, float] = {}
    times: list[float] = []

    async def listen(till: Till) -> None:
        for _ in range(scans):
            scan = await till.scan()
            times.append((time.time() - sent[scan["data"]]) * 1000)

    tills = [Till(box, session, TILLS[n - 1], devices=[f"scanner-{n}"], origin=origin) for n in numbers]
    for till in tills:
        await till.connect(origin=origin)
    listening = [asyncio.create_task(listen(till)) for till in tills]
    for number in range(scans):
        for at, port in enumerate(ports):
            code = f"9{at}{number:010d}"
            # Before the write: the box may answer before this program runs again.
            sent[code] = time.time()
            port.write(code.encode() + b"\r")
        await asyncio.sleep(EVERY_S)
    await asyncio.gather(*listening)
    for till in tills:
        await till.close()
    return times


async def run(case: str, odoo: str, numbers: Iterable[int], dead: int = 0) -> None:
    """One case; `dead` scanners hang on ports that are not there."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder, numbers = Path(name), list(numbers)
        ports = [Port(folder, f"scanner-{n}") for n in numbers]
        for port in ports:
            stack.callback(port.close)
        devices = [scanner(n, port.path) for n, port in zip(numbers, ports, strict=True)]
        devices += [scanner(len(numbers) + n + 1, folder / "not-there") for n in range(dead)]
        async with pages() as (browser, web), shop(devices, odoo, origins=[web.origin]) as (box, session):
            await ready(box, session, *(f"scanner-{n}" for n in numbers))
            tills = [await listening(browser, web.origin, box, TILLS[n - 1], [f"scanner-{n}"]) for n in numbers]
            times, plain = await measure(web, ports, tills, SCANS if len(ports) == 1 else SCANS // 3)
            figures, without = spread(times), spread(plain)
            baseline = {"baseline_p50_ms": without["p50_ms"], "baseline_p99_ms": without["p99_ms"]}
            ratio = figures["p99_ms"] / without["p99_ms"]
            for page in tills:
                await page.close()
            plain = spread(await at_the_socket(box, session, web.origin, ports, numbers, len(times) // len(ports)))
            inside = {"box_p50_ms": plain["p50_ms"], "box_p99_ms": plain["p99_ms"]}
            emit("scan", case, **figures, **inside, **baseline, ratio=ratio, goal=GOAL, met=figures["p99_ms"] <= 10)
            if case == "Odoo up":
                await idle(box.process.process.pid)


async def idle(pid: int) -> None:
    """What the box takes while nobody does anything, tills connected and Odoo asked five times a second."""
    busy, _held = usage(pid)
    started = time.monotonic()
    await asyncio.sleep(IDLE_S)
    after, held = usage(pid)
    cpu = 100 * (after - busy) / (time.monotonic() - started)
    emit("scan", "box at rest", cpu_percent=cpu, memory_mb=held, goal="≤ 1 %, ≤ 120 MB", met=cpu <= 1 and held <= 120)


async def main() -> None:
    await run("Odoo up", "up", [1])
    await run("Odoo slow (200 ms)", "slow", [1])
    await run("Odoo gone", "gone", [1])
    await run("five tills, one scanner dead", "up", [1, 2, 3, 4], dead=1)


asyncio.run(main())
