"""The simulated terminal's web page and its control over HTTP, on this machine only.

GET  /          the terminal with screen and buttons
GET  /state     {"power", "screen", "amount", "paused_at", "faults", …}
GET  /journal   everything it did, and the sum captured
POST /press     {"button": "approve"|"decline"|"cancel"|"no_answer"|"lose_power"|"power_on"}
POST /mode      {"auto": "off"|"approve"|"decline", "delay_s": 0}
POST /faults    {"kind": …, "on": "Payment"|…|"any", "times": 1, …}; DELETE disarms all
POST /pause     {"at": stage, "category": "Payment"|null}; POST /resume lets it go on
"""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any, Protocol

from aiohttp import web

from . import ui
from .terminal_engine import BUTTONS, FAULTS, STAGES, Engine, Fault

Json = dict[str, Any]
PAGE = Path(__file__).with_name("terminal_page.html")


class Terminal(Protocol):
    """A simulated terminal of any protocol."""

    poi_id: str
    on: bool

    @property
    def engine(self) -> Engine: ...

    async def power_on(self) -> None: ...

    def power_off(self, down_s: float | None = None) -> None: ...


async def serve_control(terminal: Terminal, port: int) -> int:
    """Starts the page and returns its port."""
    control = Control(terminal)
    app = web.Application()
    app.add_routes(
        [
            web.get("/", control.page),
            web.get("/state", control.state),
            web.get("/journal", control.journal),
            web.post("/press", control.press),
            web.post("/mode", control.mode),
            web.post("/faults", control.arm),
            web.delete("/faults", control.disarm),
            web.post("/pause", control.pause),
            web.post("/resume", control.resume),
        ]
    )
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    return int(runner.addresses[0][1])


def _bad(message: str) -> web.HTTPBadRequest:
    return web.HTTPBadRequest(text=json.dumps({"error": message}), content_type="application/json")


class Control:
    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._engine = terminal.engine

    async def page(self, request: web.Request) -> web.StreamResponse:
        lang = ui.reader(request)
        faults = json.dumps({kind: ui.say(text, lang) for kind, text in FAULTS.items()}, ensure_ascii=False)
        return web.Response(text=ui.said(PAGE.read_text("utf-8"), lang).replace("{{faults}}", faults), content_type="text/html")

    async def state(self, request: web.Request) -> web.Response:
        return self._state()

    def _state(self) -> web.Response:
        engine, running = self._engine, self._engine.running
        screen = "off" if not self._terminal.on else "ready"
        if self._terminal.on and running is not None:
            screen = "processing" if running.decision.done() else "card"
        row = running.row if running else None
        return web.json_response(
            {
                "poi_id": self._terminal.poi_id,
                "power": self._terminal.on,
                "screen": screen,
                "kind": row["kind"] if row else None,
                "amount": row["amount"] if row else None,
                "currency": row["currency"] if row else None,
                "reference": row["reference"] if row else None,
                "last": engine.last_words,
                "mute": engine.mute,
                "auto": engine.auto,
                "delay_s": engine.delay_s,
                "paused_at": engine.pauses.paused_at,
                "faults": [dataclasses.asdict(fault) for fault in engine.faults.armed],
                "known": {"faults": FAULTS, "stages": STAGES, "buttons": BUTTONS},
            }
        )

    async def journal(self, request: web.Request) -> web.Response:
        return web.json_response(self._engine.journal.as_json())

    async def press(self, request: web.Request) -> web.Response:
        button = (await ui.body_of(request)).get("button")
        if button not in BUTTONS:
            raise _bad(f"button must be one of {', '.join(BUTTONS)}")
        if button == "lose_power":
            self._terminal.power_off()
        elif button == "power_on":
            await self._terminal.power_on()
        else:
            self._engine.press(button)
        return self._state()

    async def mode(self, request: web.Request) -> web.Response:
        body = await ui.body_of(request)
        auto, delay_s = body.get("auto", self._engine.auto), body.get("delay_s")
        if auto not in ("off", "approve", "decline"):
            raise _bad("auto must be off, approve or decline")
        self._engine.auto = auto
        if isinstance(delay_s, int | float) and delay_s >= 0:
            self._engine.delay_s = float(delay_s)
        return self._state()

    async def arm(self, request: web.Request) -> web.Response:
        body = await ui.body_of(request)
        try:
            fault = Fault(**body)
        except TypeError as error:
            raise _bad(str(error)) from None
        if fault.kind not in FAULTS:
            raise _bad(f"kind must be one of {', '.join(FAULTS)}")
        self._engine.faults.armed.append(fault)
        return self._state()

    async def disarm(self, request: web.Request) -> web.Response:
        self._engine.faults.armed.clear()
        return self._state()

    async def pause(self, request: web.Request) -> web.Response:
        body = await ui.body_of(request)
        if body.get("at") not in STAGES:
            raise _bad(f"at must be one of {', '.join(STAGES)}")
        self._engine.pauses.ask(body["at"], body.get("category"))
        return self._state()

    async def resume(self, request: web.Request) -> web.Response:
        self._engine.pauses.go_on()
        return self._state()
