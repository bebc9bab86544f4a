"""A cash drawer on a serial line: ESC p or BEL opens it; a person closes it on its page."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from aiohttp import web

from . import ui
from .cable import Cable

OPENERS = (b"\x1bp", b"\x07")


class Drawer:
    def __init__(self, link: Path) -> None:
        self.cable = Cable(link, self._received)
        self.open = False
        self.kicks = 0
        self._last = b""

    def _received(self, data: bytes) -> None:
        found = self._last + data
        for opener in OPENERS:
            self.kicks += found.count(opener)
            self.open = self.open or opener in found
        # A command may come in two pieces.
        self._last = data[-1:] if data.endswith(b"\x1b") else b""

    def state(self) -> dict[str, object]:
        return {"plugged": self.cable.plugged, "link": str(self.cable.link), "open": self.open, "kicks": self.kicks}


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="drawer")
    parser.add_argument("--link", required=True, type=Path, help="path under which the box finds the drawer")
    parser.add_argument("--http", type=int, default=0, help="port of the page")
    arguments = parser.parse_args(argv)
    drawer = Drawer(arguments.link)

    async def state(request: web.Request) -> web.Response:
        return web.json_response(drawer.state())

    async def close(request: web.Request) -> web.Response:
        await ui.body_of(request)
        drawer.open = False
        return web.json_response(drawer.state())

    async def unplug(request: web.Request) -> web.Response:
        drawer.cable.unplug()
        return web.json_response(drawer.state())

    async def plug(request: web.Request) -> web.Response:
        drawer.cable.plug()
        return web.json_response(drawer.state())

    async def index(request: web.Request) -> web.Response:
        return ui.page(request, "Cash drawer", _BODY, _SCRIPT)

    async def ready() -> str:
        drawer.cable.plug()
        return f"cash drawer on {drawer.cable.link}"

    routes = [
        web.get("/", index),
        web.get("/state", state),
        web.post("/close", close),
        web.post("/unplug", unplug),
        web.post("/plug", plug),
    ]
    try:
        return ui.run(routes, arguments.http, ready)
    finally:
        drawer.cable.unplug()


_BODY = """<div class="card"><h1>[[Cash drawer]]</h1><div class="row"><button id="close"></button><button id="plug"></button></div>
<p class="soft" id="state"></p></div>"""
_SCRIPT = """
const $ = (id) => document.getElementById(id);
let now = {};
async function refresh() {
  now = await (await fetch("state")).json();
  $("close").textContent = now.open ? "[[Open – close it]]" : "[[Closed]]"; $("close").className = now.open ? "on" : "";
  $("plug").textContent = now.plugged ? "[[Unplug]]" : "[[Plug in]]"; $("plug").className = now.plugged ? "" : "on";
  $("state").textContent = now.link + " · [[opened]] " + now.kicks + " [[times]]";
}
$("close").onclick = () => post("close"); $("plug").onclick = () => post(now.plugged ? "unplug" : "plug");
refresh(); setInterval(refresh, 700);
"""
