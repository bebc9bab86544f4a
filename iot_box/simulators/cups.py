"""A print server as CUPS is one: takes jobs over IPP on /printers/receipts, prints them after a moment, and misbehaves when asked.

GET /jobs gives what was printed, GET /job.pdf?n=1 the pages. POST /faults sets `reasons` (such as ["media-empty-error"]),
`stopped`, `mute`, `abort_next`, `slow_ms`. Own reading of RFC 8010.
"""

import argparse
import asyncio
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from . import ui

Json = dict[str, Any]
PATH = "/printers/receipts"
COMPLETED, ABORTED, PROCESSING = 9, 8, 5


@dataclass
class Faults:
    reasons: list[str] = field(default_factory=list)
    stopped: bool = False
    mute: bool = False
    abort_next: bool = False
    slow_ms: int = 100


class Server:
    def __init__(self) -> None:
        self.faults = Faults()
        self.documents: dict[int, bytes] = {}
        self.states: dict[int, int] = {}

    async def handle(self, request: web.Request) -> web.Response:
        groups: tuple[int, list[tuple[int, str, Any]]]
        body = await request.read()
        if request.content_type != "application/ipp":
            raise web.HTTPUnsupportedMediaType
        if self.faults.mute:
            await asyncio.sleep(60)
        operation, number = struct.unpack(">HI", body[2:8])
        attributes, document = parse(body[8:])
        match operation:
            case 0x0002:
                job = self._print(document, attributes.get("document-format", ""))
                groups = (2, [(0x21, "job-id", job), (0x23, "job-state", self.states[job])])
            case 0x0009:
                job = int.from_bytes(attributes["job-id"].encode("latin-1"), "big")
                if job not in self.states:
                    return self._reply(number, 0x0406)
                groups = (2, [(0x23, "job-state", self.states[job])])
            case 0x000B:
                state = 5 if self.faults.stopped else 3
                reasons = [(0x44, "printer-state-reasons", reason) for reason in self.faults.reasons or ["none"]]
                groups = (4, [(0x23, "printer-state", state), *reasons, (0x22, "printer-is-accepting-jobs", 1)])
            case _:
                return self._reply(number, 0x0501)
        return self._reply(number, 0, *groups)

    def _print(self, document: bytes, kind: str) -> int:
        job = len(self.documents) + 1
        good = kind == "application/pdf" and document.startswith(b"%PDF")
        self.documents[job], self.states[job] = document, PROCESSING
        end = ABORTED if self.faults.abort_next or not good else COMPLETED
        self.faults.abort_next = False
        asyncio.get_running_loop().call_later(self.faults.slow_ms / 1000, self.states.__setitem__, job, end)
        return job

    def _reply(self, number: int, status: int, group: int = 0, values: Sequence[tuple[int, str, Any]] = ()) -> web.Response:
        out = b"\x01\x01" + struct.pack(">HI", status, number) + b"\x01" + one(0x47, "attributes-charset", "utf-8")
        out += one(0x48, "attributes-natural-language", "en")
        if group:
            out += bytes([group])
        last = ""
        for tag, name, value in values:
            out += one(tag, "" if name == last else name, value)
            last = name
        return web.Response(body=out + b"\x03", content_type="application/ipp")


def one(tag: int, name: str, value: Any) -> bytes:
    data = value.to_bytes(1, "big") if tag == 0x22 else struct.pack(">i", value) if isinstance(value, int) else value.encode()
    return bytes([tag]) + struct.pack(">H", len(name)) + name.encode() + struct.pack(">H", len(data)) + data


def parse(body: bytes) -> tuple[dict[str, str], bytes]:
    """The first value of each attribute, and what follows the attributes."""
    found: dict[str, str] = {}
    at = 0
    while body[at] != 3:
        if body[at] < 0x10:
            at += 1
            continue
        size = struct.unpack(">H", body[at + 1 : at + 3])[0]
        name = body[at + 3 : at + 3 + size].decode()
        at += 3 + size
        size = struct.unpack(">H", body[at : at + 2])[0]
        if name:
            found[name] = body[at + 2 : at + 2 + size].decode("latin-1")
        at += 2 + size
    return found, body[at + 1 :]


def routes(server: Server) -> list[web.RouteDef]:
    async def state(request: web.Request) -> web.Response:
        return web.json_response({"jobs": server.states, "faults": vars(server.faults)})

    async def faults(request: web.Request) -> web.Response:
        for name, value in (await ui.body_of(request)).items():
            if name not in vars(server.faults):
                raise web.HTTPBadRequest(text=f"unknown fault {name}")
            setattr(server.faults, name, value)
        return web.json_response(vars(server.faults))

    async def pages(request: web.Request) -> web.Response:
        document = server.documents.get(int(request.query.get("n", len(server.documents))))
        if document is None:
            raise web.HTTPNotFound(text="no such job")
        return web.Response(body=document, content_type="application/pdf")

    async def index(request: web.Request) -> web.Response:
        return ui.page(request, "Print server", _BODY, _SCRIPT)

    return [
        web.get("/", index),
        web.get("/state", state),
        web.get("/job.pdf", pages),
        web.post("/faults", faults),
        web.post(PATH, server.handle),
    ]


_BODY = """<div class="card"><h1>[[Print server]]</h1><div class="row"><button data-reason="media-empty-error">[[No paper]]</button>
<button data-reason="cover-open-error">[[Cover open]]</button><button data-fault="stopped">[[Stopped]]</button><button data-fault="mute">[[No answers]]</button>
<button data-fault="abort_next">[[Give the next job up]]</button></div><p class="soft" id="state"></p></div>"""
_SCRIPT = """
let now = null;
async function refresh() {
  now = await (await fetch("state")).json();
  document.querySelectorAll("[data-fault]").forEach((b) => { b.className = now.faults[b.dataset.fault] ? "on" : ""; });
  document.querySelectorAll("[data-reason]").forEach((b) => { b.className = now.faults.reasons.includes(b.dataset.reason) ? "on" : ""; });
  const jobs = Object.keys(now.jobs).length;
  document.getElementById("state").innerHTML = jobs + " [[jobs]]" + (jobs ? ' · <a href="job.pdf" target="_blank">[[the last one]]</a>' : "");
}
document.querySelectorAll("[data-fault]").forEach((b) => { b.onclick = () => post("faults", {[b.dataset.fault]: !now.faults[b.dataset.fault]}); });
document.querySelectorAll("[data-reason]").forEach((b) => { b.onclick = () => post("faults",
  {reasons: now.faults.reasons.includes(b.dataset.reason) ? [] : [b.dataset.reason]}); });
refresh(); setInterval(refresh, 900);
"""


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="cups")
    parser.add_argument("--http", type=int, default=0, help="port of the page and of the print server")
    arguments = parser.parse_args(argv)
    server = Server()

    async def ready() -> str:
        return f"print server, printer {PATH}"

    return ui.run(routes(server), arguments.http, ready)
