"""kill -9 of the box at every step of a payment, a reversal and a recovery, with real processes.

The simulated terminal is held at each of its stages, which is where the box waits; the box knows
nothing of it. After the restart the box must find the truth by itself, and the books must agree.
"""

import asyncio
import uuid
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from iot_box.simulators.terminal_engine import STAGES

from .card_shop import CardShop, standing
from .support import Till

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shop(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[CardShop]:
    async with standing(CardShop, tmp_path_factory.mktemp("shop")) as made:
        yield made


def category_at(stage: str, category: str) -> str | None:
    """At the first stage the terminal has not read yet what is asked."""
    return None if stage == "request" else category


async def test_the_box_killed_at_every_stage_of_a_payment(shop: CardShop) -> None:
    await shop.open()
    paid: list[str] = []
    for stage in STAGES:
        await shop.hold_at(stage, category_at(stage, "Payment"))
        payment = await shop.begin(1000 + len(paid))
        paid.append(payment["id"])
        await shop.held()
        await shop.restart_box()
        _status, pending = await shop.call("GET", "/v1/terminals/terminal-1/pending")
        stuck = [entry["id"] for entry in pending["payments"]]
        _status, seen = await shop.call("GET", f"/v1/payments/{payment['id']}")
        assert stuck == [payment["id"]] or seen["state"] == "approved", (stage, pending, seen)
        if stage in ("started", "presented"):
            await shop.until(payment["id"], "in_progress")
        await shop.go_on()
        found = await shop.final(payment["id"])
        assert found["state"] == "approved", (stage, found)
    await shop.balance()


async def test_the_box_killed_at_every_stage_of_a_reversal(shop: CardShop) -> None:
    await shop.open()
    rows: list[str] = []
    for stage in STAGES:
        payment = await shop.pay(2000 + len(rows))
        await shop.hold_at(stage, category_at(stage, "Reversal"))
        reversal = await shop.reverse(payment["id"])
        rows += [payment["id"], reversal["id"]]
        await shop.held()
        await shop.restart_box()
        await shop.go_on()
        assert (await shop.final(reversal["id"]))["state"] == "approved", stage
        _status, payment = await shop.call("GET", f"/v1/payments/{payment['id']}")
        assert payment["state"] == "reversed", stage
    await shop.balance()


async def test_the_box_killed_again_while_it_finds_out(shop: CardShop) -> None:
    await shop.open()
    paid = []
    for stage in ("request", "received", "answering"):
        await shop.hold_at("authorised")
        payment = await shop.begin()
        paid.append(payment["id"])
        await shop.held()
        shop.box.kill()
        await shop.go_on()
        await shop.shows(lambda state: state["screen"] == "ready")
        await shop.hold_at(stage, category_at(stage, "TransactionStatus"))
        await shop.box.start(shop.session)
        await shop.held()
        await shop.restart_box()
        await shop.go_on()
        assert (await shop.final(payment["id"]))["state"] == "approved", stage
    await shop.balance()


async def test_the_box_killed_while_the_till_asks_and_asked_again(shop: CardShop) -> None:
    """The till does not know whether its request arrived; the same id again is the same payment."""
    await shop.open()
    paid = []
    for milliseconds in (0, 2, 5, 12):
        body = {"id": str(uuid.uuid4()), "kind": "payment", "amount": 500, "currency": "NOK"}
        asking = asyncio.create_task(shop.call("POST", "/v1/terminals/terminal-1/payments", body))
        await asyncio.sleep(milliseconds / 1000)
        shop.box.kill()
        await asyncio.gather(asking, return_exceptions=True)
        await shop.box.start(shop.session)
        await shop.box.ready(shop.session, "terminal-1")
        status, again = await shop.call("POST", "/v1/terminals/terminal-1/payments", body)
        assert status == 202 and again["id"] == body["id"], again
        found = await shop.final(str(body["id"]))
        assert found["state"] == "approved" or found["error"]["code"] == "not_received"
        paid.append(found["id"])
    await shop.balance()


async def test_the_box_killed_between_its_journal_and_the_terminal(shop: CardShop) -> None:
    """The moment it says "sending", the row is on disk and the request is just leaving, or not yet."""
    await shop.open()
    for amount in range(3000, 3004):
        till = Till(shop.box, shop.session)
        await till.connect()
        body = {"id": str(uuid.uuid4()), "kind": "payment", "amount": amount, "currency": "NOK"}
        asking = asyncio.create_task(shop.call("POST", "/v1/terminals/terminal-1/payments", body))
        assert (await till.until("payment"))["payment"]["state"] == "sending"
        shop.box.kill()
        await asyncio.gather(asking, return_exceptions=True)
        await till.close()
        if body["id"] not in shop.ids:  # the answer did not come in time
            shop.ids.append(str(body["id"]))
        await shop.box.start(shop.session)
        found = await shop.final(str(body["id"]))
        assert found["state"] == "approved" or found["error"]["code"] == "not_received", found
    await shop.balance()


async def test_the_box_killed_at_every_stage_of_closing_the_day(shop: CardShop) -> None:
    """Whether the terminal's day was closed nobody heard; the next closing counts right either way."""
    await shop.open()
    close = "/v1/terminals/terminal-1/end-of-day"
    for stage in ("request", "received", "answering", "answered"):  # a closing has no customer and no bank
        await shop.pay(4000)
        await shop.hold_at(stage, category_at(stage, "Reconciliation"))
        asking = asyncio.create_task(shop.call("POST", close, {}, role="manager"))
        await shop.held()
        shop.box.kill()
        await asyncio.gather(asking, return_exceptions=True)
        await shop.go_on()
        await shop.shows(lambda state: state["screen"] == "ready")
        await shop.box.start(shop.session)
        await shop.box.ready(shop.session, "terminal-1")
        await shop.pay(500)
        status, day = await shop.call("POST", close, {}, role="manager")
        assert status == 200 and day["agrees"], (stage, day)
    await shop.balance()


async def test_the_box_killed_before_the_terminal_hears_anything(shop: CardShop) -> None:
    """The row stands, the terminal's port is shut: after the restart nothing was ever paid."""
    await shop.open()
    payment = await shop.begin_while_off()
    await shop.restart_box()
    await shop.press("power_on")
    found = await shop.final(payment["id"])
    assert found["state"] == "failed" and found["error"]["code"] in ("terminal_unreachable", "not_received")
    await shop.balance()
