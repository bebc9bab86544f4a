"""A shop with one simulated card terminal, for tests: pays, kills, restarts, and compares the books."""

import asyncio
import time
import uuid
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp

from .support import BoxProcess, Simulator, free_port

Json = dict[str, Any]
POI = "P400Plus-123456789"
PASSPHRASE = "mellom-oss-to"
FINAL = ("approved", "partial", "declined", "cancelled", "failed", "reversed")


def terminal_args(journal: Path, port: int, *more: str) -> list[str]:
    return [
        *("--port", str(port), "--journal", str(journal), "--poi-id", POI),
        *("--key-identifier", "demo-key", "--key-version", "1", "--passphrase", PASSPHRASE, *more),
    ]


def nexo_device(port: int, **config: Any) -> Json:
    settings = {
        **{"host": "127.0.0.1", "port": port, "sale_id": "till-1", "poi_id": POI},
        **{"key_identifier": "demo-key", "key_version": 1, "passphrase": PASSPHRASE},
        **{"timeout_s": 20.0, "confirm_s": 1.0, **config},
    }
    return {"id": "terminal-1", "name": "Kortterminal", "driver": "nexo_terminal", "config": settings}


class CardShop:
    """`auto` decides for the customer; "off" waits for `press`."""

    def __init__(
        self,
        folder: Path,
        session: aiohttp.ClientSession,
        simulate: Callable[..., Awaitable[Simulator]],
        box_with: Callable[..., Awaitable[BoxProcess]],
    ) -> None:
        self.folder, self.session = folder, session
        self._simulate, self._box_with = simulate, box_with
        self.terminal: Simulator
        self.box: BoxProcess
        self.port = free_port()

    async def open(self, auto: str = "approve", **config: Any) -> "CardShop":
        await self.plug_in(auto)
        self.box = await self._box_with([nexo_device(self.port, **config)])
        await self.box.ready(self.session, "terminal-1")
        return self

    async def plug_in(self, auto: str = "approve") -> None:
        args = terminal_args(self.folder / "terminal.sqlite", self.port, "--auto", auto, "--delay-s", "0")
        self.terminal = await self._simulate("terminal", *args)

    async def restart_box(self) -> None:
        """kill -9 and start again, as a power cut would."""
        self.box.kill()
        await self.box.start(self.session)

    # The till

    async def call(self, method: str, path: str, body: Json | None = None, **claims: Any) -> tuple[int, Json]:
        return await self.box.call(self.session, method, path, body, **claims)

    async def begin(self, amount: int = 10990, *, kind: str = "payment", **more: Any) -> Json:
        """The payment as the box accepted it."""
        body = {"id": str(uuid.uuid4()), "kind": kind, "amount": amount, "currency": "NOK", "reference": "0001-001", **more}
        status, payment = await self.call("POST", "/v1/terminals/terminal-1/payments", body)
        assert status == 202, payment
        return payment

    async def final(self, payment_id: str, timeout_s: float = 20) -> Json:
        """The payment once nothing can change any more."""
        end = time.monotonic() + timeout_s
        while True:
            status, payment = await self.call("GET", f"/v1/payments/{payment_id}?wait_s=5")
            assert status == 200, payment
            if payment["state"] in FINAL:
                return payment
            assert time.monotonic() < end, f"still {payment}"

    async def pay(self, amount: int = 10990, **more: Any) -> Json:
        payment = await self.begin(amount, **more)
        return await self.final(payment["id"])

    async def until(self, payment_id: str, state: str, timeout_s: float = 8) -> Json:
        end = time.monotonic() + timeout_s
        while True:
            _status, payment = await self.call("GET", f"/v1/payments/{payment_id}")
            if payment["state"] == state:
                return payment
            assert time.monotonic() < end, f"still {payment}"
            await asyncio.sleep(0.02)

    async def reverse(self, payment_id: str) -> Json:
        body = {"id": str(uuid.uuid4())}
        status, reversal = await self.call("POST", f"/v1/payments/{payment_id}/reverse", body)
        assert status == 202, reversal
        return reversal

    # The terminal

    async def arm(self, kind: str, **fault: Any) -> None:
        await self.terminal.post(self.session, "/faults", kind=kind, **fault)

    async def press(self, button: str) -> None:
        await self.terminal.post(self.session, "/press", button=button)

    async def hold_at(self, stage: str, category: str | None = "Payment") -> None:
        await self.terminal.post(self.session, "/pause", at=stage, category=category)

    async def held(self, timeout_s: float = 8) -> None:
        await self.shows(lambda state: bool(state["paused_at"]), timeout_s)

    async def go_on(self) -> None:
        await self.terminal.post(self.session, "/resume")

    async def shows(self, check: Callable[[Json], bool], timeout_s: float = 8) -> Json:
        end = time.monotonic() + timeout_s
        while True:
            state: Json = await self.terminal.get(self.session, "/state")
            if check(state):
                return state
            assert time.monotonic() < end, f"still {state}"
            await asyncio.sleep(0.02)

    # The books

    async def balance(self, *payment_ids: str) -> None:
        """The oracle: at most one capture a payment, and both books say the same sum."""
        journal: Json = await self.terminal.get(self.session, "/journal")
        captured = [row["sale_transaction"] for row in journal["transactions"] if row["captured"]]
        assert len(captured) == len(set(captured)), f"captured twice: {captured}"
        total = 0
        for payment_id in payment_ids:
            _status, payment = await self.call("GET", f"/v1/payments/{payment_id}")
            assert payment["state"] in FINAL, payment
            total += payment["approved_amount"] * (1 if payment["kind"] == "payment" else -1)
        assert total == journal["captured"], (total, journal)
