"""A label printer on TCP that speaks ZPL, shows its labels as pictures, and misbehaves when asked.

GET /labels gives what was printed as JSON, /label.png?n=0 a picture (0 is the newest). POST /faults sets `paper_out`,
`head_up`, `ribbon_out`, `paused`, `mute`, `slow_ms` a label; POST /power {"on": false} pulls the plug.
"""

import argparse
import asyncio
import contextlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from . import ui
from .zpl_labels import Printed, labels

Json = dict[str, Any]
MOST_LABELS = 60


@dataclass
class Faults:
    paper_out: bool = False
    head_up: bool = False
    ribbon_out: bool = False
    paused: bool = False
    mute: bool = False
    slow_ms: int = 0


class LabelPrinter:
    def __init__(self, port: int, host: str = "127.0.0.1") -> None:
        self.host, self.port = host, port
        self.faults = Faults()
        self.printed: list[Printed] = []
        self.total = 0
        self.left = 0
        self._queue: asyncio.Queue[Printed] = asyncio.Queue()
        self._server: asyncio.Server | None = None
        self._lines: set[asyncio.StreamWriter] = set()
        self._engine: asyncio.Task[None] | None = None

    @property
    def powered(self) -> bool:
        return self._server is not None

    @property
    def stopped(self) -> bool:
        faults = self.faults
        return faults.paper_out or faults.head_up or faults.ribbon_out or faults.paused

    async def power(self, on: bool) -> None:
        if on and self._server is None:
            self._server = await asyncio.start_server(self._connected, self.host, self.port)
            self.port = self._server.sockets[0].getsockname()[1]
            self._engine = asyncio.create_task(self._print())
        elif not on and self._server is not None:
            server, self._server = self._server, None
            server.close()
            for writer in list(self._lines):
                writer.transport.abort()
            if self._engine is not None:
                self._engine.cancel()
            self._queue, self.left = asyncio.Queue(), 0

    def status(self) -> bytes:
        """The three strings of ~HS."""
        faults = self.faults
        flags = [int(flag) for flag in (faults.paper_out, faults.paused, faults.head_up, faults.ribbon_out)]
        first = f"030,{flags[0]},{flags[1]},0400,{self._queue.qsize():03d},0,0,0,000,0,0,0"
        second = f"001,0,{flags[2]},{flags[3]},0,2,4,0,{self.left:08d},1,000"
        return b"".join(b"\x02" + text.encode() + b"\x03\r\n" for text in (first, second, "1234,0"))

    def state(self) -> Json:
        return {
            "powered": self.powered,
            "port": self.port,
            "labels": self.total,
            "waiting": self._queue.qsize() + self.left,
            "faults": vars(self.faults),
        }

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._lines.add(writer)
        text = ""
        try:
            with contextlib.suppress(ConnectionError):
                while data := await reader.read(4096):
                    text = self._take(text + data.decode("utf-8", "replace"), writer)
        finally:
            self._lines.discard(writer)
            writer.close()

    def _take(self, text: str, writer: asyncio.StreamWriter) -> str:
        """Work on all that is whole; what is left is the beginning of something."""
        while text:
            if text.startswith("^XA"):
                end = text.find("^XZ")
                if end < 0:
                    return text
                for label in labels(text[: end + 3]):
                    self._queue.put_nowait(label)
                text = text[end + 3 :]
            elif text.startswith("~"):
                if len(text) < 3:
                    return text
                if text.startswith("~HS") and not self.faults.mute:
                    writer.write(self.status())
                elif text.startswith("~JA"):
                    self._queue, self.left = asyncio.Queue(), 0
                text = text[3:]
            elif "^XA".startswith(text[:3]):
                return text
            else:
                text = text[1:]
        return ""

    async def _print(self) -> None:
        while True:
            if self.stopped or self._queue.empty():
                await asyncio.sleep(0.02)
                continue
            label = self._queue.get_nowait()
            self.left = label.copies
            while self.left:
                await asyncio.sleep(self.faults.slow_ms / 1000)
                if not self.stopped and self.left:
                    self.left -= 1
                    self.total += 1
                    self.printed = [label, *self.printed][:MOST_LABELS]
                elif self.stopped:
                    await asyncio.sleep(0.02)


def routes(printer: LabelPrinter) -> list[web.RouteDef]:
    async def state(request: web.Request) -> web.Response:
        return web.json_response(printer.state())

    async def listed(request: web.Request) -> web.Response:
        found = [{"width": each.width, "height": each.height, "fields": each.fields, "unknown": each.unknown} for each in printer.printed]
        return web.json_response({"labels": found})

    async def picture(request: web.Request) -> web.Response:
        number = int(request.query.get("n", 0))
        if not 0 <= number < len(printer.printed):
            raise web.HTTPNotFound(text="no such label")
        out, image = io.BytesIO(), printer.printed[number].image
        assert image is not None
        image.save(out, "PNG")
        return web.Response(body=out.getvalue(), content_type="image/png", headers={"Cache-Control": "no-store"})

    async def faults(request: web.Request) -> web.Response:
        for name, value in (await ui.body_of(request)).items():
            if name not in vars(printer.faults):
                raise web.HTTPBadRequest(text=f"unknown fault {name}")
            setattr(printer.faults, name, value)
        return web.json_response(printer.state())

    async def power(request: web.Request) -> web.Response:
        await printer.power(bool((await ui.body_of(request)).get("on")))
        return web.json_response(printer.state())

    async def index(request: web.Request) -> web.Response:
        return ui.page(request, "Label printer", _BODY, _SCRIPT)

    return [
        web.get("/", index),
        web.get("/state", state),
        web.get("/labels", listed),
        web.get("/label.png", picture),
        web.post("/faults", faults),
        web.post("/power", power),
    ]


_BODY = """<div class="card"><h1>[[Label printer]]</h1><div class="row"><button data-fault="paper_out">[[No labels]]</button>
<button data-fault="head_up">[[Head open]]</button><button data-fault="ribbon_out">[[No ribbon]]</button><button data-fault="paused">[[Paused]]</button>
<button data-fault="mute">[[No answers]]</button><button id="power"></button></div><p class="soft" id="state"></p></div><div id="paper"></div>
<style>#paper img { display:block; max-width:100%; margin:0 auto .9rem; background:#fff; box-shadow:0 2px 10px #0003; border-radius:8px; }</style>"""

_SCRIPT = """
let now = null, shown = -1;
async function refresh() {
  now = await (await fetch("state")).json();
  document.querySelectorAll("[data-fault]").forEach((b) => { b.className = now.faults[b.dataset.fault] ? "on" : ""; });
  const power = document.getElementById("power");
  power.textContent = now.powered ? "[[Switch off]]" : "[[Switch on]]"; power.className = now.powered ? "" : "on";
  document.getElementById("state").textContent = "[[TCP port]] " + now.port + " · " + now.labels + " [[labels]] · " + now.waiting + " [[waiting]]";
  if (now.labels !== shown) {
    shown = now.labels;
    document.getElementById("paper").replaceChildren(...[...Array(Math.min(3, now.labels)).keys()].map((n) => {
      const image = new Image();
      image.alt = "[[Label]]"; image.src = "label.png?n=" + n + "&v=" + now.labels;
      return image;
    }));
  }
}
document.querySelectorAll("[data-fault]").forEach((b) => { b.onclick = () => post("faults", {[b.dataset.fault]: !now.faults[b.dataset.fault]}); });
document.getElementById("power").onclick = () => post("power", {on: !now.powered});
refresh(); setInterval(refresh, 900);
"""


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="labelprinter")
    parser.add_argument("--port", type=int, default=9100, help="TCP port that takes ZPL")
    parser.add_argument("--http", type=int, default=0, help="port of the page")
    arguments = parser.parse_args(argv)
    printer = LabelPrinter(arguments.port)

    async def ready() -> str:
        await printer.power(True)
        return f"label printer on {printer.host}:{printer.port}"

    return ui.run(routes(printer), arguments.http, ready)
