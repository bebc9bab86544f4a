"""A receipt printer on TCP: decodes ESC/POS, shows the paper as a picture, and misbehaves when asked.

GET /paper gives the rows as JSON, GET /state the printer's condition. POST /faults sets `paper_out`,
`paper_low`, `cover_open`, `rows_left` (paper runs out after so many lines), `slow_ms` a line, `mute` (answers
nothing), `die_after_bytes` (loses its power then); POST /power {"on": false} pulls the plug; POST /drawer closes it.
"""

import argparse
import asyncio
import contextlib
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import web

from . import ui
from .cable import Cable
from .escpos_paper import Paper
from .escpos_render import picture
from .escpos_tokens import Token, Tokenizer

Json = dict[str, Any]
IDS = {1: b"\x20", 2: b"\x02", 3: b"\x41", 65: b"_1.00\x00", 66: b"_EPSON\x00", 67: b"_TM-T88V\x00", 68: b"_SIM000001\x00", 69: b"_\x00"}


@dataclass
class Faults:
    paper_out: bool = False
    paper_low: bool = False
    cover_open: bool = False
    mute: bool = False
    no_memory: bool = False
    slow_ms: int = 0
    rows_left: int | None = None
    die_after_bytes: int | None = None


class Printer:
    def __init__(self, port: int, dots: int, host: str = "127.0.0.1", link: Path | None = None) -> None:
        self.host = host
        self.link = link
        self._cable: asyncio.Task[None] | None = None
        self.port = port
        self.faults = Faults()
        self.paper = Paper(dots)
        self.drawer_open = False
        self.kicks = 0
        self.bytes_received = 0
        self._server: asyncio.Server | None = None
        self._lines: set[Line] = set()

    @property
    def offline(self) -> bool:
        return self.faults.paper_out or self.faults.cover_open

    async def power(self, on: bool) -> None:
        if on and self._server is None:
            self._server = await asyncio.start_server(self._connected, self.host, self.port)
            self.port = self._server.sockets[0].getsockname()[1]
            if self.link is not None:
                self._cable = asyncio.create_task(self._on_a_cable(self.link))
        elif not on and self._server is not None:
            server, self._server = self._server, None
            server.close()
            for line in list(self._lines):
                line.drop()
            if self._cable is not None:
                self._cable.cancel()
            self.paper.power_cycle()

    @property
    def powered(self) -> bool:
        return self._server is not None

    async def die(self) -> None:
        self.faults.die_after_bytes = None
        await self.power(False)

    def kick(self) -> None:
        self.kicks += 1
        self.drawer_open = True
        self.tell_changes()

    def moved(self, rows: int) -> None:
        """The paper moved; it may have come to its end."""
        if self.faults.rows_left is not None and rows:
            self.faults.rows_left -= rows
            if self.faults.rows_left <= 0:
                self.faults.rows_left, self.faults.paper_out = None, True
                self.tell_changes()

    def tell_changes(self) -> None:
        for line in self._lines:
            line.tell_change()

    def status(self, question: int) -> int:
        """The answer to DLE EOT; bits 1 and 4 are always set."""
        faults, byte = self.faults, 0x12
        if question == 1:
            return byte | (0x04 if self.drawer_open else 0) | (0x08 if self.offline else 0)
        if question == 2:
            return byte | (0x04 if faults.cover_open else 0) | (0x20 if faults.paper_out else 0)
        if question == 4:
            return byte | (0x0C if faults.paper_low or faults.paper_out else 0) | (0x60 if faults.paper_out else 0)
        return byte

    def automatic(self) -> bytes:
        faults = self.faults
        first = 0x10 | (0x04 if self.drawer_open else 0) | (0x08 if self.offline else 0) | (0x20 if faults.cover_open else 0)
        paper = (0x03 if faults.paper_low or faults.paper_out else 0) | (0x0C if faults.paper_out else 0)
        return bytes([first, 0, paper, 0x0F])

    def sensor(self, which: int) -> int:
        """The answer to GS r, which comes in the order of printing."""
        if which % 48 == 2:
            return 1 if self.drawer_open else 0
        return (0x03 if self.faults.paper_low or self.faults.paper_out else 0) | (0x0C if self.faults.paper_out else 0)

    def state(self) -> Json:
        return {
            "powered": self.powered,
            "port": self.port,
            "connections": len(self._lines),
            "bytes": self.bytes_received,
            "receipts": len(self.paper.receipts),
            "drawer": "open" if self.drawer_open else "closed",
            "kicks": self.kicks,
            "unknown": self.paper.unknown[-20:],
            "stored_pictures": list(self.paper.stored),
            "faults": vars(self.faults),
        }

    async def _on_a_cable(self, link: Path) -> None:
        """A serial or USB cable instead of the network: what comes on it goes to the printer's own TCP port."""
        reader, writer = await asyncio.open_connection(self.host, self.port)
        cable = Cable(link, writer.write)
        cable.plug()
        try:
            while data := await reader.read(4096):
                cable.send(data)
        finally:
            cable.unplug()
            writer.close()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = Line(self, writer)
        self._lines.add(line)
        try:
            with contextlib.suppress(asyncio.CancelledError):
                await line.serve(reader)
        finally:
            self._lines.discard(line)
            line.drop()


class Line:
    """One connection: what must be answered at once, and a buffer for what is printed in its own time."""

    def __init__(self, printer: Printer, writer: asyncio.StreamWriter) -> None:
        self._printer = printer
        self._writer = writer
        self._buffer: deque[Token] = deque()
        self._news = asyncio.Event()
        self._automatic = 0
        self._told = b""
        self._engine: asyncio.Task[None] | None = None

    def drop(self) -> None:
        """The power went: what was in the buffer is gone."""
        self._buffer.clear()
        self._writer.transport.abort()
        if self._engine is not None:
            self._engine.cancel()

    async def serve(self, reader: asyncio.StreamReader) -> None:
        tokens = Tokenizer()
        self._engine = asyncio.create_task(self._print())
        try:
            with contextlib.suppress(ConnectionError):
                while data := await reader.read(4096):
                    limit = self._printer.faults.die_after_bytes
                    taken = data if limit is None else data[:limit]
                    self._printer.bytes_received += len(taken)
                    for token in tokens.feed(taken):
                        self._receive(token)
                    if limit is not None:
                        self._printer.faults.die_after_bytes = limit - len(taken)
                        if limit <= len(data):
                            await self._drain_buffer()
                            await self._printer.die()
                            return
            # The other end left; a printer still prints what it has taken.
            while self._buffer:
                await asyncio.sleep(0.05)
        finally:
            self._engine.cancel()

    def tell_change(self) -> None:
        now = self._printer.automatic()
        if self._automatic and now != self._told:
            self._told = now
            self._answer(now)

    def _receive(self, token: Token) -> None:
        printer = self._printer
        if token.name == "DLE EOT":
            self._answer(bytes([printer.status(token.data[0])]))
        elif token.name == "DLE DC4" and token.data[0] == 1:
            printer.kick()
        elif token.name == "DLE ENQ" or token.name == "DLE DC4":
            pass
        else:
            self._buffer.append(token)
            self._news.set()

    async def _print(self) -> None:
        while True:
            await self._news.wait()
            if self._printer.offline:
                await asyncio.sleep(0.02)
                continue
            if not self._buffer:
                self._news.clear()
                continue
            rows = self._execute(self._buffer.popleft())
            self._printer.moved(rows)
            if rows and self._printer.faults.slow_ms:
                await asyncio.sleep(rows * self._printer.faults.slow_ms / 1000)

    async def _drain_buffer(self) -> None:
        while self._buffer and not self._printer.offline:
            self._printer.moved(self._execute(self._buffer.popleft()))

    def _execute(self, token: Token) -> int:
        printer = self._printer
        if token.name == "GS r":
            self._answer(bytes([printer.sensor(token.data[0])]))
        elif token.name == "GS I":
            self._answer(IDS.get(token.data[0] if token.data[0] < 48 or token.data[0] > 51 else token.data[0] - 48, b"\x00"))
        elif token.name == "GS (L" and token.data[1:2] == b"@":
            if not printer.faults.no_memory:
                self._answer(b"7r@" + "".join(printer.paper.stored).encode() + b"\x00")
        elif token.name == "GS a":
            self._automatic = token.data[0]
            self._told = b""
            self.tell_change()
        elif token.name == "ESC p":
            printer.kick()
        else:
            return printer.paper.execute(token)
        return 0

    def _answer(self, data: bytes) -> None:
        if not self._printer.faults.mute and not self._writer.is_closing():
            self._writer.write(data)


def routes(printer: Printer) -> list[web.RouteDef]:
    async def paper(request: web.Request) -> web.Response:
        return web.json_response(printer.paper.json())

    async def picture_of(request: web.Request) -> web.Response:
        receipts = [*(r["rows"] for r in printer.paper.receipts), printer.paper.rows]
        number = int(request.query.get("n", -2))
        if not -len(receipts) <= number < len(receipts):
            raise web.HTTPNotFound(text="no such receipt")
        return web.Response(
            body=picture(receipts[number], printer.paper.dots), content_type="image/png", headers={"Cache-Control": "no-store"}
        )

    async def state(request: web.Request) -> web.Response:
        return web.json_response(printer.state())

    async def faults(request: web.Request) -> web.Response:
        for name, value in (await ui.body_of(request)).items():
            if name not in vars(printer.faults):
                raise web.HTTPBadRequest(text=f"unknown fault {name}")
            setattr(printer.faults, name, value)
        printer.tell_changes()
        return web.json_response(printer.state())

    async def power(request: web.Request) -> web.Response:
        await printer.power(bool((await ui.body_of(request)).get("on")))
        return web.json_response(printer.state())

    async def drawer(request: web.Request) -> web.Response:
        printer.drawer_open = bool((await ui.body_of(request)).get("open"))
        printer.tell_changes()
        return web.json_response(printer.state())

    async def clear(request: web.Request) -> web.Response:
        await ui.body_of(request)
        printer.paper, printer.kicks = Paper(printer.paper.dots, stored=printer.paper.stored), 0
        return web.json_response(printer.state())

    async def index(request: web.Request) -> web.Response:
        return ui.page(request, "Receipt printer", _BODY, _SCRIPT)

    return [
        web.get("/", index),
        web.get("/paper", paper),
        web.get("/paper.png", picture_of),
        web.get("/state", state),
        web.post("/faults", faults),
        web.post("/power", power),
        web.post("/drawer", drawer),
        web.post("/clear", clear),
    ]


_BODY = """<div class="card"><div class="row"><h1 class="grow">[[Receipt printer]]</h1><button id="drawer"></button></div>
<div class="row faults"><button data-fault="paper_out">[[Paper out]]</button><button data-fault="paper_low">[[Paper low]]</button>
<button data-fault="cover_open">[[Cover open]]</button><button data-fault="mute">[[No answers]]</button>
<button id="rows">[[Out after 3 lines]]</button><button id="die">[[Lose power in 200 bytes]]</button><button id="power"></button>
<button id="clear">[[Throw away]]</button></div><p class="soft" id="state"></p></div><div id="paper"></div>
<style>.faults { margin-top:.6rem; } #paper img { display:block; width:100%; max-width:24rem; margin:0 auto .9rem; background:#fff;
box-shadow:0 2px 10px #0003; border-radius:2px; }</style>"""

_SCRIPT = """
const $ = (id) => document.getElementById(id);
let now = null, shown = "";
async function refresh() {
  now = await (await fetch("state")).json();
  document.querySelectorAll("[data-fault]").forEach((b) => { b.className = now.faults[b.dataset.fault] ? "on" : ""; });
  $("drawer").textContent = now.drawer === "open" ? "[[Drawer is open – close it]]" : "[[Drawer is closed]]";
  $("drawer").className = now.drawer === "open" ? "on" : "";
  $("power").textContent = now.powered ? "[[Switch off]]" : "[[Switch on]]";
  $("power").className = now.powered ? "" : "on";
  $("rows").className = now.faults.rows_left === null ? "" : "on";
  $("die").className = now.faults.die_after_bytes === null ? "" : "on";
  $("state").textContent = "[[TCP port]] " + now.port + " · " + now.connections + " [[connected]] · " + now.bytes + " [[bytes]] · " +
    now.kicks + " [[drawer kicks]]" + (now.unknown.length ? " · [[unknown]]: " + now.unknown.join(", ") : "");
  const key = now.receipts + ":" + now.bytes;
  if (key !== shown) {
    shown = key;
    const images = [];
    for (let n = now.receipts; n >= Math.max(0, now.receipts - 3); n--) {
      const image = new Image();
      image.alt = n === now.receipts ? "[[Paper in the printer]]" : "[[Receipt]] " + (n + 1);
      image.src = "paper.png?n=" + n + "&v=" + now.bytes;
      images.push(image);
    }
    await Promise.all(images.map((image) => image.decode().catch(() => {})));
    $("paper").replaceChildren(...images.filter((i) => i.naturalHeight > 100));
  }
}
document.querySelectorAll("[data-fault]").forEach((b) => { b.onclick = () => post("faults", {[b.dataset.fault]: !now.faults[b.dataset.fault]}); });
$("rows").onclick = () => post("faults", {rows_left: now.faults.rows_left === null ? 3 : null});
$("die").onclick = () => post("faults", {die_after_bytes: now.faults.die_after_bytes === null ? 200 : null});
$("power").onclick = () => post("power", {on: !now.powered});
$("drawer").onclick = () => post("drawer", {open: now.drawer !== "open"});
$("clear").onclick = () => { shown = ""; post("clear"); };
refresh(); setInterval(refresh, 700);
"""


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="printer")
    parser.add_argument("--port", type=int, default=9100, help="TCP port that takes ESC/POS")
    parser.add_argument("--host", default="127.0.0.1", choices=[f"127.0.0.{n}" for n in range(1, 21)], metavar="127.0.0.N",
                        help="loopback address, so that several printers can have port 9100")  # fmt: skip
    parser.add_argument("--link", type=Path, help="stand on a serial or USB cable under this path instead of the network")
    parser.add_argument("--http", type=int, default=0, help="port of the page")
    parser.add_argument("--dots", type=int, default=576, help="width of the paper")
    arguments = parser.parse_args(argv)
    printer = Printer(arguments.port if arguments.link is None else 0, arguments.dots, arguments.host, arguments.link)

    async def ready() -> str:
        await printer.power(True)
        return f"printer on {printer.link or f'{printer.host}:{printer.port}'}"

    return ui.run(routes(printer), arguments.http, ready)
