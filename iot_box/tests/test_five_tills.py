"""Five tills on one box while devices of it are dead, hang or are pulled out: each till scans, prints and is answered as if nothing were."""

import asyncio
import contextlib
import os
import time
import tty
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp

from iot_box.tests.support import BoxProcess, Simulator, Till, free_port
from iot_box.tests.test_jobs import final, new_id, paper, receipt

Start = Callable[..., Awaitable[Any]]
TILLS = [f"{n}{n}{n}{n}{n}{n}{n}{n}-1111-4111-8111-111111111111" for n in range(1, 6)]
ROUNDS = 4


async def silent_device() -> asyncio.Server:
    """Takes connections and never says a word: a printer that hangs."""

    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    return await asyncio.start_server(hang, "127.0.0.1", 0)


async def test_dead_devices_of_one_till_cost_the_others_nothing(simulate: Start, box_with: Start, session: aiohttp.ClientSession) -> None:
    port, hanging = free_port(), await silent_device()
    printer: Simulator = await simulate("printer", "--port", str(port))
    cables = [os.openpty() for _ in TILLS]
    for _master, slave in cables:
        tty.setraw(slave)
    scanners = [
        {"id": f"scanner-{n}", "driver": "serial_scanner", "tills": [till], "config": {"port": os.ttyname(cables[n][1])}}
        for n, till in enumerate(TILLS)
    ]
    silent = hanging.sockets[0].getsockname()[1]
    box: BoxProcess = await box_with(
        [
            *scanners,
            {"id": "printer-1", "driver": "escpos_tcp", "config": {"host": "127.0.0.1", "port": port}},
            {"id": "printer-dead", "driver": "escpos_tcp", "config": {"host": "127.0.0.1", "port": free_port()}},
            {"id": "printer-hangs", "driver": "escpos_tcp", "config": {"host": "127.0.0.1", "port": silent}},
        ]
    )
    claims = {"devices": [*(f"scanner-{n}" for n in range(5)), "printer-1", "printer-dead", "printer-hangs"]}
    for device in (*claims["devices"][:5], "printer-1"):
        await box.ready_for(session, device, **claims)
    tills = [Till(box, session, till, **claims) for till in TILLS]
    await asyncio.gather(*(till.connect() for till in tills))

    async def sell(n: int, turn: int) -> None:
        code = f"70380100{n}{turn}"
        if n:
            os.write(cables[n][0], code.encode() + b"\r")
            assert (await tills[n].scan())["data"] == code
        job = {"id": new_id(), "kind": "receipt", "document": receipt(f"kasse {n} bong {turn}")}
        # The first till prints where nothing comes out.
        device = ("printer-1", "printer-dead", "printer-hangs")[1 + turn % 2 if n == 0 else 0]
        status, answer = await box.call(session, "POST", f"/v1/printers/{device}/jobs", job, sub=TILLS[n], **claims)
        assert status == 202, answer
        if n:
            assert (await final(box, session, answer))["state"] == "done"

    for turn in range(ROUNDS):
        await asyncio.gather(*(sell(n, turn) for n in range(len(TILLS))))
        if turn == 1:
            # The first till's scanner is pulled out while the others sell.
            for end in cables[0]:
                os.close(end)
    for n in range(1, 5):
        assert await tills[n].silent(), "another till's scan"
    rows = [row.strip() for rows in await paper(printer, session) for row in rows]
    assert sorted(rows) == sorted(f"kasse {n} bong {turn}" for n in range(1, 5) for turn in range(ROUNDS))
    async with session.get(box.url + "/healthz") as answer:
        well = await answer.json()
    assert well["status"] == "ok" and well["devices"]["scanner-4"] == "ready"
    assert "ready" not in (well["devices"]["printer-dead"], well["devices"]["scanner-0"])
    hanging.close()
    for cable in cables[1:]:
        for end in cable:
            os.close(end)


async def test_a_printer_that_sends_without_end_is_not_listened_to(
    simulate: Start, box_with: Start, session: aiohttp.ClientSession
) -> None:
    """It would take the processor from the others: each of its bytes could be an answer."""
    port, calls = free_port(), 0
    printer: Simulator = await simulate("printer", "--port", str(port))

    async def flood(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal calls
        calls += 1
        with contextlib.suppress(OSError):
            while True:
                writer.write(b"\x12" * 16_384)
                await writer.drain()
        writer.close()

    flooding = await asyncio.start_server(flood, "127.0.0.1", 0)
    places = {"printer-1": port, "printer-floods": flooding.sockets[0].getsockname()[1]}
    box: BoxProcess = await box_with(
        [{"id": name, "driver": "escpos_tcp", "config": {"host": "127.0.0.1", "port": at}} for name, at in places.items()]
    )
    claims = {"devices": list(places)}
    said: list[str] = []
    end = time.monotonic() + 20
    while not any("without end" in text for text in said):
        assert time.monotonic() < end, said
        _status, info = await box.call(session, "GET", "/v1/info", **claims)
        said.append(str(next(one["error"] for one in info["devices"] if one["id"] == "printer-floods")))
        await asyncio.sleep(0.05)
    await box.ready_for(session, "printer-1", **claims)
    job = {"id": new_id(), "kind": "receipt", "document": receipt("ved siden av")}
    assert (await box.call(session, "POST", "/v1/printers/printer-1/jobs", job, **claims))[0] == 202
    assert (await final(box, session, job))["state"] == "done"
    assert await paper(printer, session) == [["ved siden av"]]
    seen = calls
    await asyncio.sleep(2)
    assert calls - seen <= 3, "it is tried again with growing pauses only"
    flooding.close()
