"""A terminal that fails in every way it can, as real processes: the box finds the truth each time."""

import asyncio
import resource
import time
import uuid
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from .card_shop import CardShop, standing

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shop(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[CardShop]:
    async with standing(CardShop, tmp_path_factory.mktemp("shop")) as made:
        yield made


LOST_ANSWERS = ("lost_answer", "truncated", "stale", "wrong_hmac", "wrong_service_id", "garbage", "http_500", "reject")


async def test_an_answer_that_is_lost_or_false_is_found_by_its_status(shop: CardShop) -> None:
    await shop.open()
    paid = [await shop.pay(1000)]
    for amount, kind in enumerate(LOST_ANSWERS, start=2000):
        await shop.arm(kind)
        payment = await shop.pay(amount)
        assert (payment["state"], payment["approved_amount"]) == ("approved", amount), (kind, payment)
        assert payment["error"] is None and payment["card"]["brand"] == "bankaxept"
        paid.append(payment)
    await shop.balance()


async def test_a_false_status_is_not_believed_either(shop: CardShop) -> None:
    await shop.open()
    paid = []
    for kind in ("truncated", "wrong_hmac", "wrong_service_id", "garbage"):
        await shop.arm("lost_answer")
        await shop.arm(kind, on="TransactionStatus", times=2)
        payment = await shop.pay()
        assert payment["state"] == "approved", kind
        paid.append(payment["id"])
    await shop.balance()


async def test_two_answers_count_once(shop: CardShop) -> None:
    await shop.open()
    await shop.arm("duplicate", times=2)
    for _ in range(3):
        assert (await shop.pay())["state"] == "approved"
    await shop.balance()


async def test_a_lost_request_fails_and_the_next_try_pays_once(shop: CardShop) -> None:
    await shop.open()
    await shop.arm("lost_request")
    started = time.monotonic()
    lost = await shop.pay()
    assert (lost["state"], lost["error"]["code"]) == ("failed", "not_received")
    assert time.monotonic() - started > 0.6, "one 'not found' alone must not be believed"
    again = await shop.pay()
    assert again["state"] == "approved"
    await shop.balance()


async def test_a_request_that_arrives_after_all_stops_the_second_try(shop: CardShop) -> None:
    """The worst case: 'not found' twice, then the first request comes out of some buffer."""
    await shop.open()
    await shop.hold_at("request", None)
    first = await shop.begin()
    await shop.held()
    await shop.restart_box()
    assert (await shop.final(first["id"]))["error"]["code"] == "not_received"
    await shop.go_on()
    while not any(row["sale_transaction"] == first["id"] and row["captured"] for row in (await shop.look("/journal"))["transactions"]):
        await asyncio.sleep(0.02)
    body = {"id": first["id"].replace("-", "")[:8] + "-1111-4111-8111-111111111111", "kind": "payment"}
    status, refused = await shop.call("POST", "/v1/terminals/terminal-1/payments", {**body, "amount": 10990, "currency": "NOK"})
    assert (status, refused["error"]["code"]) == (409, "earlier_payment_approved"), refused
    assert (await shop.final(first["id"]))["state"] == "approved"
    await shop.balance()


@pytest.mark.parametrize(("kind", "state"), [("reboot", "approved"), ("reboot_before", "cancelled")])
async def test_a_terminal_that_loses_power_tells_after_its_restart(shop: CardShop, kind: str, state: str) -> None:
    await shop.open()
    if kind == "reboot_before":
        await shop.post("/mode", auto="approve", delay_s=0.5)
    await shop.arm(kind, down_s=2.0)
    payment = await shop.begin()
    await shop.until(payment["id"], "unknown")
    status, refused = await shop.call(
        "POST",
        "/v1/terminals/terminal-1/payments",
        {"id": "33333333-3333-4333-8333-333333333333", "kind": "payment", "amount": 1, "currency": "NOK"},
    )
    assert refused["error"]["code"] in ("busy_terminal", "device_not_ready") and status in (409, 503)
    assert (await shop.final(payment["id"]))["state"] == state
    await shop.balance()


async def test_a_terminal_killed_after_the_money_moved_remembers(shop: CardShop) -> None:
    await shop.open()
    await shop.hold_at("authorised")
    payment = await shop.begin()
    await shop.held()
    shop.kill_terminal()
    await shop.until(payment["id"], "unknown")
    await shop.plug_in()
    assert (await shop.final(payment["id"]))["state"] == "approved"
    await shop.balance()


async def test_a_late_answer_past_the_limit_is_asked_for(shop: CardShop) -> None:
    await shop.open(timeout_s=1.0)
    await shop.arm("late", delay_s=2.0)
    await shop.hold_at("received", "TransactionStatus")
    payment = await shop.begin()
    unknown = await shop.until(payment["id"], "unknown")
    assert unknown["error"]["code"] == "timeout"
    await shop.go_on()
    assert (await shop.final(payment["id"]))["state"] == "approved"
    await asyncio.sleep(1.0)  # the late answer comes, and nobody is there to hear it
    await shop.balance()


async def test_a_silent_terminal_stays_in_progress_until_the_customer_decides(shop: CardShop) -> None:
    await shop.open(auto="off", timeout_s=1.0)
    payment = await shop.begin()
    await shop.shows(lambda state: state["screen"] == "card")
    await shop.press("no_answer")
    assert (await shop.until(payment["id"], "in_progress"))["error"] is None
    await shop.press("approve")
    assert (await shop.final(payment["id"]))["state"] == "approved"
    await shop.balance()


async def test_a_terminal_that_is_off_takes_no_payment(shop: CardShop) -> None:
    await shop.open()
    payment = await shop.final((await shop.begin_while_off())["id"])
    assert (payment["state"], payment["error"]["code"]) == ("failed", "terminal_unreachable")
    await shop.press("power_on")
    await shop.balance()


async def test_a_full_disk_takes_no_payment_and_loses_none(shop: CardShop) -> None:
    """The journal's files may not grow any more, as on a full disk; then there is room again."""
    await shop.open()
    await shop.hold_at("authorised")
    payment = await shop.begin()
    await shop.held()
    assert shop.box.process is not None
    pid = shop.box.process.process.pid
    _soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, hard))
    await shop.go_on()
    await shop.shows(lambda state: state["screen"] == "ready")
    await asyncio.sleep(0.5)
    body = {"id": str(uuid.uuid4()), "kind": "payment", "amount": 300, "currency": "NOK"}
    status, refused = await shop.call("POST", "/v1/terminals/terminal-1/payments", body)
    assert (status, refused["error"]["code"]) in ((507, "storage"), (409, "busy_terminal")), refused
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (hard, hard))
    assert (await shop.final(payment["id"]))["state"] == "approved"
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, hard))
    seen = len((await shop.look("/journal"))["transactions"])
    status, refused = await shop.call("POST", "/v1/terminals/terminal-1/payments", body)
    assert (status, refused["error"]["code"]) == (507, "storage"), refused
    assert len((await shop.look("/journal"))["transactions"]) == seen, "what is not on disk is not sent"
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (hard, hard))
    assert (await shop.call("POST", "/v1/terminals/terminal-1/payments", body))[0] == 202
    assert (await shop.final(str(body["id"])))["state"] == "approved"
    await shop.balance()
