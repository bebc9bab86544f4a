"""A scanner on a pseudo terminal: real bytes on a device node, sent from a web page or by HTTP. It is a serial scanner,
one that poses as a keyboard (input events; the box's driver then needs "grab": false), or one in HID-POS mode.

POST /scan {"data": "7038010000010"} sends a scan; POST /faults sets how it misbehaves: `dribble_ms` between
bytes, `suffix` none instead of CR, `lose_part` of a code (keyboard, HID); POST /unplug and /plug pull the cable; POST
/garbage sends line noise.
"""

import argparse
import asyncio
import csv
import html
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from aiohttp import web

from . import scanner_wire as wire
from . import ui
from .cable import Cable

BUTTONS = 18
# What a pseudo terminal's buffer holds, with room to spare.
AT_ONCE = 2048
UNKNOWN = "7099999999992"
GOODS = [{"name": "Coffee", "barcode": "7038010000010"}]


class Scanner:
    def __init__(self, link: Path, wiring: str = "serial", layout: str = "us") -> None:
        self.cable = Cable(link)
        self.wiring = wiring
        self.layout = layout
        self.suffix = "cr"
        self.dribble_ms = 0
        self.lose_part = False
        self.sent = 0
        self._turn = asyncio.Lock()

    async def scan(self, data: str) -> None:
        if self.wiring == "keyboard":
            await self.send(self._typed(data))
        elif self.wiring == "hid":
            reports = wire.hid(data.encode(), wire.aim_of(data))
            await self.send(b"".join(reports[:-1] if self.lose_part else reports))
        else:
            await self.send(wire.serial(data, self.suffix))

    def _typed(self, data: str) -> bytes:
        try:
            keys = wire.keyboard(data, self.suffix, self.layout)
            if self.lose_part:
                # As the kernel tells that its buffer ran over.
                half = len(data) // 2
                keys = (
                    wire.keyboard(data[:half], "none", self.layout)
                    + wire.event(0, 3, 0)
                    + wire.keyboard(data[half + 2 :], self.suffix, self.layout)
                )
        except ValueError as error:
            raise web.HTTPBadRequest(text=str(error)) from None
        return keys

    async def send(self, data: bytes) -> None:
        """Bytes in order, at the pace that the fault asks for; like the real thing nobody need listen."""
        async with self._turn:
            size = 1 if self.dribble_ms else AT_ONCE
            for start in range(0, len(data), size):
                if start:
                    await asyncio.sleep(self.dribble_ms / 1000 or 0.005)
                if not self.cable.plugged:
                    raise web.HTTPConflict(text="the scanner is unplugged")
                self.cable.send(data[start : start + size])
            self.sent += 1

    def state(self) -> dict[str, Any]:
        return {
            "plugged": self.cable.plugged,
            "link": str(self.cable.link),
            "wiring": self.wiring,
            "suffix": self.suffix,
            "dribble_ms": self.dribble_ms,
            "lose_part": self.lose_part,
            "sent": self.sent,
        }


def routes(scanner: Scanner, goods: list[dict[str, str]]) -> list[web.RouteDef]:
    async def scan(request: web.Request) -> web.Response:
        data = (await ui.body_of(request)).get("data")
        if not isinstance(data, str) or not data:
            raise web.HTTPBadRequest(text="data must be a text")
        await scanner.scan(data)
        return web.json_response(scanner.state())

    async def raw(request: web.Request) -> web.Response:
        """Exact bytes in hex, without a suffix."""
        await scanner.send(bytes.fromhex(str((await ui.body_of(request)).get("hex", ""))))
        return web.json_response(scanner.state())

    async def faults(request: web.Request) -> web.Response:
        body = await ui.body_of(request)
        scanner.dribble_ms = int(body.get("dribble_ms", scanner.dribble_ms))
        suffix = body.get("suffix", scanner.suffix)
        if suffix not in wire.SUFFIXES:
            raise web.HTTPBadRequest(text=f"suffix must be one of {', '.join(wire.SUFFIXES)}")
        scanner.suffix = suffix
        scanner.lose_part = bool(body.get("lose_part", scanner.lose_part))
        return web.json_response(scanner.state())

    async def garbage(request: web.Request) -> web.Response:
        size = int((await ui.body_of(request)).get("bytes", 12))
        noise = bytes(random.choice([*range(1, 9), *range(14, 27), *range(128, 160)]) for _ in range(size))
        await scanner.send(noise + wire.SUFFIXES[scanner.suffix].encode())
        return web.json_response(scanner.state())

    async def unplug(request: web.Request) -> web.Response:
        scanner.cable.unplug()
        return web.json_response(scanner.state())

    async def plug(request: web.Request) -> web.Response:
        scanner.cable.plug()
        return web.json_response(scanner.state())

    async def state(request: web.Request) -> web.Response:
        return web.json_response(scanner.state())

    async def index(request: web.Request) -> web.Response:
        return ui.page(request, "Scanner", _body(goods), _SCRIPT)

    return [
        web.get("/", index),
        web.get("/state", state),
        web.post("/scan", scan),
        web.post("/raw", raw),
        web.post("/faults", faults),
        web.post("/garbage", garbage),
        web.post("/unplug", unplug),
        web.post("/plug", plug),
    ]


def read_goods(path: Path) -> list[dict[str, str]]:
    """Name and barcode of each article that has both."""
    with path.open(encoding="utf-8", newline="") as file:
        rows: list[dict[str, str]] = json.load(file) if path.suffix == ".json" else list(csv.DictReader(file))
    named = [(next((value for key, value in row.items() if key.startswith("name")), ""), row.get("barcode") or "") for row in rows]
    return [{"name": name, "barcode": barcode} for name, barcode in named if name and barcode]


def _body(goods: list[dict[str, str]]) -> str:
    # A spread over the whole assortment as buttons; the rest is found by typing.
    few = [*goods[:: max(1, len(goods) // BUTTONS)][:BUTTONS], {"name": "[[Unknown code]]", "barcode": UNKNOWN}]
    choices = "".join(f'<option value="{html.escape(item["barcode"], quote=True)}">{html.escape(item["name"])}</option>' for item in goods)
    buttons = "".join(
        f'<button data-scan="{html.escape(item["barcode"], quote=True)}" title="{html.escape(item["barcode"], quote=True)}">'
        f"{html.escape(item['name'])}</button>"
        for item in few
    )
    return f"""<div class="card"><h1>[[Scanner]]</h1>
<form id="form" class="row"><input class="grow" id="data" aria-label="[[Barcode]]" placeholder="[[Barcode or name]]" autocomplete="off" list="goods">
<datalist id="goods">{choices}</datalist>
<button class="go">[[Scan]]</button></form><h2>[[Goods]]</h2><div class="row">{buttons}</div></div>
<div class="card"><h2>[[Faults]]</h2><div class="row"><button id="plug"></button><button id="dribble">[[Dribble bytes]]</button>
<button id="suffix">[[No suffix]]</button><button id="part">[[Lose a part]]</button><button id="noise">[[Line noise]]</button></div><p class="soft" id="state"></p></div>"""


_SCRIPT = """
const $ = (id) => document.getElementById(id);
let now = {};
async function refresh() {
  now = await (await fetch("state")).json();
  $("plug").textContent = now.plugged ? "[[Unplug]]" : "[[Plug in]]";
  $("plug").className = now.plugged ? "" : "on";
  $("dribble").className = now.dribble_ms ? "on" : "";
  $("part").hidden = now.wiring === "serial"; $("noise").hidden = now.wiring !== "serial";
  $("part").className = now.lose_part ? "on" : "";
  $("suffix").className = now.suffix === "none" ? "on" : "";
  $("state").textContent = (now.plugged ? now.link : "[[Unplugged]]") + " · " + now.sent + " [[sent]]";
}
$("form").onsubmit = (ev) => { ev.preventDefault(); if ($("data").value) { post("scan", {data: $("data").value}); } };
document.querySelectorAll("[data-scan]").forEach((b) => { b.onclick = () => post("scan", {data: b.dataset.scan}); });
$("plug").onclick = () => post(now.plugged ? "unplug" : "plug");
$("dribble").onclick = () => post("faults", {dribble_ms: now.dribble_ms ? 0 : 30});
$("suffix").onclick = () => post("faults", {suffix: now.suffix === "none" ? "cr" : "none"});
$("part").onclick = () => post("faults", {lose_part: !now.lose_part});
$("noise").onclick = () => post("garbage", {});
refresh(); setInterval(refresh, 2000);
"""


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="scanner")
    parser.add_argument("--link", required=True, type=Path, help="path under which the box finds the scanner")
    parser.add_argument("--wiring", choices=("serial", "keyboard", "hid"), default="serial", help="what kind of scanner it is")
    parser.add_argument("--layout", choices=tuple(wire.KEYBOARDS), default="us", help="the country that a keyboard scanner is set to")
    parser.add_argument("--http", type=int, default=0, help="port of the page")
    parser.add_argument("--goods", type=Path, help="goods to choose from: JSON or CSV with name (or name_nb, …) and barcode")
    arguments = parser.parse_args(argv)
    goods = read_goods(arguments.goods) if arguments.goods else GOODS
    scanner = Scanner(arguments.link, arguments.wiring, arguments.layout)

    async def ready() -> str:
        scanner.cable.plug()
        return f"scanner on {scanner.cable.link}"

    try:
        return ui.run(routes(scanner, goods), arguments.http, ready)
    finally:
        scanner.cable.unplug()
