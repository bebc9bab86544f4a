"""A customer display of two lines on a pseudo terminal; shows on its page what a customer would read."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from aiohttp import web

from . import ui
from .cable import Cable

PAGES = {0: "cp437", 2: "cp850", 5: "cp865", 16: "cp1252", 19: "cp858"}


class Display:
    """Reads ESC @, ESC t, FF and text; text runs from the first line into the second."""

    def __init__(self, columns: int) -> None:
        self.columns = columns
        self.unknown: list[str] = []
        self._page = 0
        self._cells = b""
        self._buffer = bytearray()

    @property
    def lines(self) -> list[str]:
        text = self._cells.ljust(2 * self.columns)[: 2 * self.columns].decode(PAGES.get(self._page, "cp437"), "replace")
        return [text[: self.columns].rstrip(), text[self.columns :].rstrip()]

    def feed(self, data: bytes) -> None:
        self._buffer += data
        while self._buffer and (size := self._command()):
            del self._buffer[:size]

    def _command(self) -> int:
        """Carry out what stands at the front; how long it was, 0 while it is not whole."""
        first = self._buffer[0]
        if first == 0x1B:
            if len(self._buffer) < 2:
                return 0
            if self._buffer[1] == ord("@"):
                self._page, self._cells = 0, b""
                return 2
            if self._buffer[1] == ord("t"):
                if len(self._buffer) < 3:
                    return 0
                self._page = self._buffer[2]
                return 3
            self.unknown.append(bytes(self._buffer[:2]).hex())
            return 2
        if first == 0x0C:
            self._cells = b""
        elif first >= 0x20:
            self._cells += bytes([first])
        else:
            self.unknown.append(f"{first:02x}")
        return 1


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="display")
    parser.add_argument("--link", required=True, type=Path, help="path under which the box finds the display")
    parser.add_argument("--columns", type=int, default=20)
    parser.add_argument("--http", type=int, default=0, help="port of the page")
    arguments = parser.parse_args(argv)
    display = Display(arguments.columns)
    cable = Cable(arguments.link, display.feed)

    async def state(request: web.Request) -> web.Response:
        return web.json_response({"lines": display.lines, "unknown": display.unknown, "link": str(cable.link)})

    async def index(request: web.Request) -> web.Response:
        return ui.page(request, "Customer display", _BODY, _SCRIPT)

    async def ready() -> str:
        cable.plug()
        return f"display on {cable.link}"

    try:
        return ui.run([web.get("/", index), web.get("/state", state)], arguments.http, ready)
    finally:
        cable.unplug()


_BODY = """<div class="card"><h1>[[Customer display]]</h1><pre id="lines" style="background:#06231c;color:#5dffb8;padding:1rem;border-radius:.5rem;
font:600 1.6rem/1.5 ui-monospace,'DejaVu Sans Mono',monospace;margin:0;min-height:5.2rem"></pre></div>"""
_SCRIPT = """
async function refresh() {
  document.getElementById("lines").textContent = (await (await fetch("state")).json()).lines.join("\\n");
}
refresh(); setInterval(refresh, 400);
"""
