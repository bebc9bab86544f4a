"""kill -9 of the box at every step of a print, a payment and a reversal; the steps are those that the program itself takes.

The loop kills at the first step, then at the second, and so on, until a whole run goes through alive.
"""

import asyncio
import signal
import uuid
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from iot_box.tests.card_shop import FINAL, CardShop, standing
from iot_box.tests.support import BoxProcess, Signer, Simulator, free_port
from iot_box.tests.test_jobs import final, new_id, paper, receipt
from iot_box.tests.test_zvt import ZvtShop

Json = dict[str, Any]
LINES = [f"vare {n}" for n in range(8)]
MOST_STEPS = 80


class Falls:
    """Has a box fall at one step after the other."""

    def __init__(self, box: BoxProcess, session: aiohttp.ClientSession, device: str, port: int) -> None:
        self.box, self.session, self.device, self.port = box, session, device, port
        self.steps: list[str] = []

    async def start(self, number: int) -> None:
        """A box that will fall at its step of this number, once it is told to count."""
        self.box.stop()
        self.box.program = ("-m", "iot_box.tests.falling_box", str(number), str(self.port))
        await self.box.start(self.session)
        await self.box.ready(self.session, self.device)

    async def fall(self, method: str, path: str, body: Json, ended: str, states: frozenset[str]) -> bool:
        """Asks for something; True when the box died of it, False when it came to its end alive."""
        assert self.box.process is not None
        process = self.box.process.process
        process.send_signal(signal.SIGUSR1)
        told = self.box.folder / "died_at"
        told.unlink(missing_ok=True)
        try:
            await self.box.call(self.session, method, path, body)
            while (await self.box.call(self.session, "GET", f"{ended}?wait_s=5"))[1]["state"] not in states:
                assert process.poll() is None
        except (aiohttp.ClientError, AssertionError):
            await asyncio.to_thread(process.wait, 8)
            self.steps.append(told.read_text(encoding="utf-8"))
            return True
        return False

    def went_everywhere(self, least: int) -> None:
        """The loop had its fill: both kinds of step, and no fewer than there are states to write down."""
        commits = [step for step in self.steps if step == "after a commit"]
        assert len(commits) >= least and any("half" in step for step in self.steps), self.steps


async def test_at_every_step_of_a_print(tmp_path: Path, session: aiohttp.ClientSession, signer: Signer) -> None:
    """The till asks again for what it did not hear of, and a person has what nobody knows of printed again.
    Then each receipt is on paper in whole, once as itself, and any other time marked as a copy."""
    port = free_port()
    printer = Simulator("printer", free_port(), tmp_path, "--port", str(port))
    box = BoxProcess(tmp_path, signer, [{"id": "printer-1", "driver": "escpos_tcp", "config": {"host": "127.0.0.1", "port": port}}])
    falls = Falls(box, session, "printer-1", port)
    try:
        await printer.up(session)
        for number in count(1):
            assert number < MOST_STEPS
            await falls.start(number)
            name = f"bong {number}"
            body = {"id": new_id(), "kind": "receipt", "document": receipt(name, *LINES), "open_drawer": True}
            fell = await falls.fall("POST", "/v1/printers/printer-1/jobs", body, f"/v1/jobs/{body['id']}", frozenset({"done"}))
            if fell:
                await box.start(session)
            await printed_once(box, printer, session, name, body)
            assert (await printer.get(session, "/state"))["kicks"] <= number, f"{name}: the drawer opened twice"
            if not fell:
                break
        falls.went_everywhere(7)
    finally:
        box.stop()
        printer.stop()


async def printed_once(box: BoxProcess, printer: Simulator, session: aiohttp.ClientSession, name: str, body: Json) -> None:
    await box.ready(session, "printer-1")
    await box.call(session, "POST", "/v1/printers/printer-1/jobs", body)
    end = await final(box, session, body)
    assert end["state"] in ("done", "unknown"), (name, end)
    if end["state"] == "unknown":
        _status, copy = await box.call(session, "POST", f"/v1/jobs/{body['id']}/reprint", {"id": new_id()})
        assert (await final(box, session, copy))["state"] == "done", name
    receipts = [texts for texts in await paper(printer, session) if any(text == name for text in texts)]
    whole = [texts for texts in receipts if [name, *LINES] == [text for text in texts if text != "KOPI"]]
    assert whole, f"{name}: lost, {receipts}"
    assert len([texts for texts in receipts if "KOPI" not in texts]) <= 1, f"{name}: printed twice, {receipts}"


@pytest.mark.parametrize("protocol", [CardShop, ZvtShop])
async def test_at_every_step_of_a_payment(tmp_path: Path, protocol: type[CardShop]) -> None:
    """The till asks again with the same id: one payment, one capture, and the same sum on both sides."""
    async with standing(protocol, tmp_path) as shop:
        await every_payment(await shop.open())


async def test_at_every_step_of_a_reversal(tmp_path: Path) -> None:
    async with standing(CardShop, tmp_path) as shop:
        await every_reversal(await shop.open())


async def every_payment(shop: CardShop) -> None:
    falls = Falls(shop.box, shop.session, "terminal-1", shop.port)
    for number in count(1):
        assert number < MOST_STEPS
        await falls.start(number)
        await shop.pay(500)  # after it no earlier payment is in doubt, which the terminal would be asked about first
        body = {"id": str(uuid.uuid4()), "kind": "payment", "amount": 1000 + number, "currency": "NOK"}
        shop.ids.append(body["id"])
        path = "/v1/terminals/terminal-1/payments"
        fell = await falls.fall("POST", path, body, f"/v1/payments/{body['id']}", frozenset(FINAL))
        await paid_once(shop, fell, path, body)
        if not fell:
            break
    falls.went_everywhere(2)
    await shop.balance()


async def every_reversal(shop: CardShop) -> None:
    falls = Falls(shop.box, shop.session, "terminal-1", shop.port)
    for number in count(1):
        assert number < MOST_STEPS
        await falls.start(number)
        payment = await shop.pay(2000 + number)
        body = {"id": str(uuid.uuid4())}
        shop.ids.append(body["id"])
        path = f"/v1/payments/{payment['id']}/reverse"
        fell = await falls.fall("POST", path, body, f"/v1/payments/{body['id']}", frozenset(FINAL))
        await paid_once(shop, fell, path, body)
        found = await shop.final(payment["id"])
        reversed_ = (await shop.final(body["id"]))["state"] == "approved"
        assert found["state"] == ("reversed" if reversed_ else "approved"), found
        if not fell:
            break
    falls.went_everywhere(2)
    await shop.balance()


async def paid_once(shop: CardShop, fell: bool, path: str, body: Json) -> None:
    if fell:
        await shop.box.start(shop.session)
        await shop.box.ready(shop.session, "terminal-1")
    status, again = await shop.call("POST", path, body)
    assert status == 202 and again["id"] == body["id"], again
    found = await shop.final(str(body["id"]))
    assert found["state"] == "approved" or found["error"]["code"] == "not_received", found
