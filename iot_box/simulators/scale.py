"""A scale on a pseudo terminal that speaks Toledo 8217, MT-SICS, CAS or Dialog 06; own code, own arithmetic.

POST /load {"grams": 540} puts something on it; POST /faults sets `moving`, `mute`, `garbage`, `overload`, `below_zero`;
POST /unplug and /plug pull the cable. Dialog 06 asks for a checksum at power-on when --generator is given.
"""

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import web

from . import ui
from .cable import Cable

PROTOCOLS = ("toledo8217", "mt_sics", "cas", "dialog06")


@dataclass
class Faults:
    moving: bool = False
    mute: bool = False
    garbage: bool = False
    overload: bool = False
    below_zero: bool = False


class Scale:
    """What lies on the pan, and how each protocol tells it."""

    def __init__(self, protocol: str, generator: int | None = None) -> None:
        self.answer = {"toledo8217": self._toledo, "mt_sics": self._sics, "cas": self._cas, "dialog06": self._dialog}[protocol]
        self.faults = Faults()
        self.gross_g = 0
        self.tare_g = 0
        self.price = 0
        self.preset_tare_g = 0
        self.text = ""
        self.asked = 0
        self._generator = generator
        self._challenge: str | None = None
        self._proven = generator is None
        self._verdict = b""
        self._status = "00"

    @property
    def net_g(self) -> int:
        return self.gross_g - self.tare_g

    def _toledo(self, buffer: bytearray) -> bytes:
        out = b""
        while buffer:
            command = buffer[:1]
            del buffer[:1]
            self.asked += 1
            faults = self.faults
            if command == b"T":
                self.tare_g = self.gross_g
            elif command == b"Z":
                self.gross_g = self.tare_g = 0
            elif command == b"W":
                bits = 0x60 | faults.moving | faults.overload << 1 | faults.below_zero << 2
                if bits & 7:
                    out += b"\x02?" + bytes([bits]) + b"\r"
                else:
                    out += b"\x02" + f"{self.net_g / 1000:06.3f}".encode() + (b"N" if self.tare_g else b"") + b"\r"
        return out

    def _sics(self, buffer: bytearray) -> bytes:
        out = b""
        while b"\n" in buffer:
            line, _, rest = bytes(buffer).partition(b"\n")
            buffer[:] = rest
            self.asked += 1
            out += self._sics_line(line.strip().decode("ascii", "replace")) + b"\r\n"
        return out

    def _sics_line(self, command: str) -> bytes:
        faults, letter = self.faults, command[:1]
        if command not in ("S", "SI", "T", "Z"):
            return b"ES"
        if faults.overload or faults.below_zero:
            return f"{letter} {'+' if faults.overload else '-'}".encode()
        if faults.moving and command != "SI":
            return f"{letter} I".encode()
        if command == "T":
            self.tare_g = self.gross_g
            return f"T S {self.tare_g / 1000:10.3f} kg".encode()
        if command == "Z":
            self.gross_g = self.tare_g = 0
            return b"Z A"
        return f"S {'D' if faults.moving else 'S'} {self.net_g / 1000:10.3f} kg".encode()

    def _cas(self, buffer: bytearray) -> bytes:
        out = b""
        for byte in bytes(buffer):
            self.asked += 1
            if byte == 5:
                out += b"\x06"
            elif byte == 0x11:
                sign = b"F" if self.faults.overload else b"-" if self.faults.below_zero else b" "
                body = (b"U" if self.faults.moving else b"S") + sign + f"{self.net_g / 1000:06.3f}".encode() + b"kg"
                check = 0
                for each in body:
                    check ^= each
                out += b"\x01\x02" + body + bytes([check]) + b"\x03\x04"
        buffer.clear()
        return out

    def _dialog(self, buffer: bytearray) -> bytes:
        out = b""
        while buffer:
            if buffer.startswith(b"\x04\x05"):
                del buffer[:2]
                out += self._result()
            elif buffer.startswith(b"\x04\x02"):
                end = buffer.find(b"\x03")
                if end < 0:
                    break
                record, fields = bytes(buffer[2:4]), bytes(buffer[5:end]).split(b"\x1b")
                del buffer[: end + 1]
                self.asked += 1
                out += self._record(record.decode("ascii", "replace"), [f.decode("cp850") for f in fields])
            elif buffer == b"\x04":
                break
            else:
                del buffer[:1]
        return out

    def _record(self, record: str, fields: list[str]) -> bytes:
        if record == "08":
            return f"\x0209\x1b{self._status}\x03".encode()
        if record == "10":
            self._verdict = b"\x0211\x1b" + (b"1" if self._fits(fields[0]) else b"0") + b"\x03"
            return b"\x06"
        if record not in ("01", "03", "04", "05"):
            self._status = "10"
            return b"\x15"
        if not self._proven:
            self._challenge = f"{random.randrange(256):02X}"
            return f"\x0211\x1b2{self._challenge}\x03".encode()
        if not fields[0].isdigit() or int(fields[0]) == 0:
            self._status = "11"
            return b"\x15"
        self.price = int(fields[0])
        self.preset_tare_g = int(fields[1]) if record in ("03", "05") else 0
        self.text = fields[-1].strip() if record in ("04", "05") else ""
        return b"\x06"

    def _result(self) -> bytes:
        if self._verdict:
            verdict, self._verdict = self._verdict, b""
            return verdict
        faults, weight = self.faults, self.gross_g - self.preset_tare_g
        self._status = (
            "20"
            if faults.moving
            else "32"
            if faults.overload
            else "31"
            if faults.below_zero or weight < 0
            else "30"
            if weight == 0
            else "00"
        )
        if self._status != "00":
            return b"\x15"
        price = (weight * self.price + 500) // 1000
        return f"\x0202\x1b3\x1b{weight:05d}\x1b{self.price:06d}\x1b{price:06d}\x03".encode()

    def _fits(self, body: str) -> bool:
        """Undo the rotations, then divide checksum and remainder together: nothing may be left."""
        assert self._challenge is not None and self._generator is not None
        n, m = int(self._challenge[0], 16), int(self._challenge[1], 16)
        first, second = int(body[:4], 16), int(body[4:], 16)
        checksum = (first >> n | first << (16 - n)) & 0xFFFF
        rest = (second << m | second >> (16 - m)) & 0xFFFF
        value = checksum << 16 | rest
        while value.bit_length() > 16:
            value ^= self._generator << (value.bit_length() - 17)
        self._proven = value == 0
        return self._proven


class Line:
    """Hears the box and answers as the faults allow."""

    def __init__(self, link: Path, scale: Scale) -> None:
        self.scale = scale
        self.cable = Cable(link, self._received)
        self._buffer = bytearray()

    def _received(self, data: bytes) -> None:
        self._buffer += data
        answer = self.scale.answer(self._buffer)
        if self.scale.faults.garbage and answer:
            answer = bytes(byte ^ 0x15 for byte in answer[:-1]) + answer[-1:]
        if answer and not self.scale.faults.mute:
            self.cable.send(answer)


def routes(line: Line) -> list[web.RouteDef]:
    scale, cable = line.scale, line.cable

    def state() -> dict[str, Any]:
        return {
            "plugged": cable.plugged,
            "gross_g": scale.gross_g,
            "tare_g": scale.tare_g,
            "price": scale.price,
            "text": scale.text,
            "asked": scale.asked,
            "faults": vars(scale.faults),
        }

    async def show(request: web.Request) -> web.Response:
        return web.json_response(state())

    async def load(request: web.Request) -> web.Response:
        scale.gross_g = int((await ui.body_of(request)).get("grams", 0))
        return web.json_response(state())

    async def faults(request: web.Request) -> web.Response:
        for name, value in (await ui.body_of(request)).items():
            if name not in vars(scale.faults):
                raise web.HTTPBadRequest(text=f"unknown fault {name}")
            setattr(scale.faults, name, bool(value))
        return web.json_response(state())

    async def unplug(request: web.Request) -> web.Response:
        cable.unplug()
        return web.json_response(state())

    async def plug(request: web.Request) -> web.Response:
        cable.plug()
        return web.json_response(state())

    async def index(request: web.Request) -> web.Response:
        return ui.page(request, "Scale", _BODY, _SCRIPT)

    return [
        web.get("/", index),
        web.get("/state", show),
        web.post("/load", load),
        web.post("/faults", faults),
        web.post("/unplug", unplug),
        web.post("/plug", plug),
    ]


_BODY = """<div class="card"><h1>[[Scale]] <span id="weight"></span></h1><input id="grams" type="range" min="0" max="5000" step="5" value="0"
style="width:100%" aria-label="[[Grams on the scale]]"><div class="row" id="faults"></div><p class="soft" id="state"></p></div>"""
_SCRIPT = """
const $ = (id) => document.getElementById(id);
$("grams").oninput = () => post("load", {grams: Number($("grams").value)});
async function refresh() {
  const now = await (await fetch("state")).json();
  $("weight").textContent = (now.gross_g / 1000).toLocaleString("[[en]]", {minimumFractionDigits: 3}) + " kg";
  $("state").textContent = (now.plugged ? "[[Plugged in]]" : "[[Unplugged]]") + " · [[asked]] " + now.asked + " [[times]]" + (now.text ? " · " + now.text : "");
  const names = {moving: "[[Moving]]", overload: "[[Too heavy]]", below_zero: "[[Below zero]]", mute: "[[No answers]]", garbage: "[[Garbage]]"};
  $("faults").replaceChildren(...Object.entries(names).map(([name, label]) => {
    const button = document.createElement("button");
    button.textContent = label; button.className = now.faults[name] ? "on" : "";
    button.onclick = () => post("faults", {[name]: !now.faults[name]});
    return button;
  }));
}
refresh(); setInterval(refresh, 1000);
"""


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="scale")
    parser.add_argument("--link", required=True, type=Path, help="path under which the box finds the scale")
    parser.add_argument("--protocol", choices=PROTOCOLS, default="toledo8217")
    parser.add_argument("--generator", type=lambda text: int(text, 16), help="Dialog 06: ask for a checksum by this generator, in hex")
    parser.add_argument("--http", type=int, default=0, help="port of the page")
    arguments = parser.parse_args(argv)
    line = Line(arguments.link, Scale(arguments.protocol, arguments.generator))
    cable = line.cable

    async def ready() -> str:
        cable.plug()
        return f"scale on {cable.link}"

    try:
        return ui.run(routes(line), arguments.http, ready)
    finally:
        cable.unplug()
