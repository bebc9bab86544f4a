"""A gateway of electronic shelf labels: takes signed pushes over HTTP, lets labels answer late, and shows them on its page.

Faults on demand: down, slow, losing acknowledgements, labels that are unknown, refuse or fail, answers twice.
"""

import argparse
import asyncio
import hashlib
import hmac
import html
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from . import ui

Json = dict[str, Any]
LEEWAY_S = 300
FAULTS: Json = {
    "down": False,
    "delay_s": 0.0,
    "lose_acks": False,
    "twice": False,
    "garbled": False,
    "unknown": [],
    "refuse": [],
    "fail": [],
}
FAULT_NAMES = {"down": "Down", "lose_acks": "Lose acknowledgements", "twice": "Acknowledge twice", "garbled": "Garbage"}


@dataclass
class Gateway:
    secret: str
    answer_after_s: float = 0.2
    faults: Json = field(default_factory=lambda: dict(FAULTS))
    labels: dict[str, Json] = field(default_factory=dict)
    acks: list[Json] = field(default_factory=list)
    pushes: int = 0

    def check(self, request: web.Request, body: bytes) -> None:
        moment = request.headers.get("X-Retail-Time", "")
        if not moment.isdigit() or abs(time.time() - int(moment)) > LEEWAY_S:
            raise web.HTTPUnauthorized(text="the time is missing or too far off")
        text = f"{moment}\n{request.method}\n{request.path_qs}\n{hashlib.sha256(body).hexdigest()}"
        right = hmac.new(self.secret.encode(), text.encode(), hashlib.sha256).hexdigest()
        if not hmac.compare_digest(right, request.headers.get("X-Retail-Signature", "")):
            raise web.HTTPUnauthorized(text="the signature is wrong")

    async def guarded(self, request: web.Request) -> bytes:
        """The body of a request that may be answered."""
        body = await request.read()
        if self.faults["delay_s"]:
            await asyncio.sleep(float(self.faults["delay_s"]))
        if self.faults["down"]:
            raise web.HTTPServiceUnavailable(text="down")
        self.check(request, body)
        return body

    async def put_labels(self, request: web.Request) -> web.Response:
        body = json.loads(await self.guarded(request))
        self.pushes += 1
        if self.faults["garbled"]:
            return web.json_response({"results": "many"})
        return web.json_response({"results": [self._take(update) for update in body["labels"]]})

    def _take(self, update: Json) -> Json:
        code = update["label"]
        for name, status in (("unknown", "unknown_label"), ("refuse", "rejected")):
            if code in self.faults[name]:
                return {"label": code, "status": status, "message": ""}
        asyncio.get_running_loop().call_later(self.answer_after_s, self._show, update)
        return {"label": code, "status": "accepted"}

    def _show(self, update: Json) -> None:
        """The label has drawn its picture, or could not."""
        code = update["label"]
        failed = code in self.faults["fail"]
        if not failed:
            self.labels[code] = update
        ack: Json = {"label": code, "revision": update["revision"], "state": "failed" if failed else "shown", "battery_percent": 87}
        if failed:
            ack["message"] = "no radio contact"
        if not self.faults["lose_acks"]:
            self.acks += [ack, ack] if self.faults["twice"] else [ack]

    async def get_acks(self, request: web.Request) -> web.Response:
        await self.guarded(request)
        after = request.query.get("after", "")
        start = int(after) if after.isdigit() else 0
        return web.json_response({"cursor": str(len(self.acks)), "acks": self.acks[start:]})

    async def set_faults(self, request: web.Request) -> web.Response:
        wanted = await ui.body_of(request)
        unknown = sorted(set(wanted) - set(FAULTS))
        if unknown:
            raise web.HTTPBadRequest(text=f"no such fault: {', '.join(unknown)}")
        self.faults.update(wanted)
        return web.json_response(self.faults)

    async def state(self, request: web.Request) -> web.Response:
        return web.json_response({"labels": self.labels, "faults": self.faults, "acks": len(self.acks), "pushes": self.pushes})

    async def index(self, request: web.Request) -> web.Response:
        return ui.page(request, "Electronic shelf labels", _BODY + _faults() + '<div id="labels" class="row"></div>', _SCRIPT)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.put("/v1/labels", self.put_labels),
            web.get("/v1/acks", self.get_acks),
            web.post("/faults", self.set_faults),
            web.get("/state", self.state),
            web.get("/", self.index),
        ]


def _faults() -> str:
    switches = "".join(
        f'<button data-fault="{html.escape(name)}">[[{FAULT_NAMES[name]}]]</button>' for name, value in FAULTS.items() if value is False
    )
    return f'<div class="card"><h2>[[Faults]]</h2><div class="row">{switches}</div></div>'


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="esl")
    parser.add_argument("--secret", required=True, help="the secret that Odoo signs with")
    parser.add_argument("--http", type=int, default=8925, help="port of the gateway and its page")
    parser.add_argument("--answer-after-s", type=float, default=0.2, help="how long a label takes to change")
    arguments = parser.parse_args(argv)
    gateway = Gateway(arguments.secret, arguments.answer_after_s)

    async def ready() -> str:
        return "gateway of electronic shelf labels"

    return ui.run(gateway.routes(), arguments.http, ready)


_BODY = '<div class="card"><h1>[[Electronic shelf labels]]</h1><div class="soft" id="sum"></div></div>'
_SCRIPT = """
function drawing(label) {
  const d = label.document, svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", `0 0 ${d.width_mm} ${d.height_mm}`); svg.setAttribute("width", 240);
  svg.style.background = "#fff"; svg.style.border = "3px solid #333"; svg.style.borderRadius = "6px";
  const add = (name, values, text) => { const e = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(values)) { e.setAttribute(key, value); } if (text) { e.textContent = text; } svg.append(e); };
  for (const e of d.elements) {
    if (e.type === "text") { const x = {left: e.x_mm, center: e.x_mm + e.w_mm / 2, right: e.x_mm + e.w_mm}[e.align || "left"];
      add("text", {x, y: e.y_mm + e.size_mm * 0.8, "font-size": e.size_mm, "font-weight": e.bold ? 700 : 400, "font-family": "Arial, sans-serif",
        "text-anchor": {left: "start", center: "middle", right: "end"}[e.align || "left"]}, e.text); }
    if (e.type === "box" && e.fill !== false) { add("rect", {x: e.x_mm, y: e.y_mm, width: e.w_mm, height: e.h_mm, fill: e.color || "#000"}); }
  }
  return svg;
}
async function refresh() {
  const state = await (await fetch("state")).json(), place = document.getElementById("labels");
  document.getElementById("sum").textContent = `${Object.keys(state.labels).length} [[labels]], ${state.pushes} [[pushes]], ${state.acks} [[acknowledgements]]`;
  document.querySelectorAll("[data-fault]").forEach((b) => b.classList.toggle("on", !!state.faults[b.dataset.fault]));
  place.replaceChildren(...Object.values(state.labels).map((label) => { const card = document.createElement("div");
    const name = document.createElement("div"); name.className = "soft"; name.textContent = label.label; card.append(name, drawing(label)); return card; }));
  window.faults = state.faults;
}
document.querySelectorAll("[data-fault]").forEach((b) => b.onclick = () => post("faults", {[b.dataset.fault]: !window.faults[b.dataset.fault]}));
refresh(); setInterval(refresh, 1000);
"""
