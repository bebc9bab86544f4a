"""What a till can do with card payments, over HTTP, with box and terminal as real processes."""

import asyncio
import json
import uuid
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from .card_shop import CardShop, standing
from .support import OTHER_TILL, TILL, Till

PAYMENTS = "/v1/terminals/terminal-1/payments"


pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shop(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[CardShop]:
    async with standing(CardShop, tmp_path_factory.mktemp("shop")) as made:
        yield made


def code(answer: Any) -> str:
    return str(answer[1]["error"]["code"])


async def test_a_payment_from_asking_to_receipt(shop: CardShop) -> None:
    await shop.open(auto="off")
    till, other = Till(shop.box, shop.session), Till(shop.box, shop.session, OTHER_TILL)
    await till.connect()
    await other.connect()
    payment = await shop.begin(10990)
    assert payment["state"] == "sending" and payment["till"] == TILL
    assert (await till.until("payment"))["payment"]["id"] == payment["id"]
    shown = await shop.shows(lambda state: state["screen"] == "card")
    assert (shown["amount"], shown["currency"], shown["reference"]) == (10990, "NOK", "0001-001")
    await shop.press("approve")
    told = (await till.until("payment"))["payment"]
    assert (told["state"], told["approved_amount"]) == ("approved", 10990)
    assert told["card"]["masked_pan"] == "541332 **** 0119" and told["card"]["auth_code"]
    assert any("GODKJENT" in line for line in told["receipt"]["customer"])
    assert told["receipt"]["merchant"] and told["psp_reference"]
    assert await shop.final(payment["id"]) == told
    assert await other.silent("payment"), "a payment is shown to the till whose customer pays"
    await till.close()
    await other.close()
    await shop.balance()


@pytest.mark.parametrize(
    ("button", "state", "error"),
    [("decline", "declined", "declined"), ("cancel", "cancelled", "cancelled_by_customer")],
)
async def test_a_customer_who_does_not_pay(shop: CardShop, button: str, state: str, error: str) -> None:
    await shop.open(auto="off")
    payment = await shop.begin()
    await shop.shows(lambda shown: shown["screen"] == "card")
    await shop.press(button)
    found = await shop.final(payment["id"])
    assert (found["state"], found["error"]["code"], found["approved_amount"]) == (state, error, 0)
    await shop.balance()


async def test_one_payment_at_a_time_and_two_tills(shop: CardShop) -> None:
    await shop.open(auto="off")
    payment = await shop.begin()
    body = {"id": str(uuid.uuid4()), "kind": "payment", "amount": 500, "currency": "NOK"}
    both = await asyncio.gather(*(shop.call("POST", PAYMENTS, body, sub=till) for till in (TILL, OTHER_TILL)))
    assert [(answer[0], code(answer)) for answer in both] == [(409, "busy_terminal")] * 2
    assert code(await shop.call("POST", f"/v1/payments/{payment['id']}/abort", {}, sub=OTHER_TILL)) == "not_allowed"
    assert (await shop.call("GET", "/v1/terminals/terminal-1/pending", sub=OTHER_TILL))[1]["payments"][0]["id"] == payment["id"]
    assert code(await shop.call("GET", f"/v1/payments/{payment['id']}", devices=["printer-1"])) == "unknown_payment"
    assert code(await shop.call("POST", PAYMENTS, body, devices=["printer-1"])) == "unknown_device"
    status, aborted = await shop.call("POST", f"/v1/payments/{payment['id']}/abort", {})
    assert status == 202 and aborted["abort_requested"]
    found = await shop.final(payment["id"])
    assert (found["state"], found["error"]["code"]) == ("cancelled", "aborted")
    await shop.balance()


async def test_a_terminal_that_another_till_has_taken_takes_no_payment(shop: CardShop) -> None:
    await shop.open()
    paid = await shop.pay()
    lease = "/v1/devices/terminal-1/lease"
    assert (await shop.call("POST", lease, {"ttl_s": 60}, sub=OTHER_TILL))[0] == 200
    body = {"id": str(uuid.uuid4()), "kind": "payment", "amount": 500, "currency": "NOK"}
    assert code(await shop.call("POST", PAYMENTS, body)) == "busy_device"
    again = {"id": paid["id"], "kind": "payment", "amount": paid["amount"], "currency": "NOK", "reference": paid["reference"]}
    assert (await shop.call("POST", PAYMENTS, again))[1]["state"] == "approved", "a till must always learn of its own payment"
    assert (await shop.call("DELETE", lease, None, sub=OTHER_TILL))[0] == 200
    assert (await shop.call("POST", PAYMENTS, body))[0] == 202
    await shop.final(body["id"])
    await shop.balance()


async def test_an_abort_that_comes_too_late_changes_nothing(shop: CardShop) -> None:
    await shop.open()
    await shop.hold_at("authorised")
    payment = await shop.begin()
    await shop.held()
    assert (await shop.call("POST", f"/v1/payments/{payment['id']}/abort", {}))[0] == 202
    await shop.go_on()
    assert (await shop.final(payment["id"]))["state"] == "approved"
    next_payment = await shop.pay()
    assert next_payment["state"] == "approved", "the abort of one payment must not stop the next"
    assert (await shop.call("POST", f"/v1/payments/{payment['id']}/abort", {}))[1]["state"] == "approved"
    await shop.balance()


async def test_the_same_id_is_the_same_payment(shop: CardShop) -> None:
    await shop.open()
    body = {"id": str(uuid.uuid4()), "kind": "payment", "amount": 700, "currency": "NOK", "reference": "7"}
    answers = await asyncio.gather(*(shop.call("POST", PAYMENTS, body) for _ in range(5)))
    assert {answer[0] for answer in answers} == {202}
    await shop.final(body["id"])
    assert (await shop.call("POST", PAYMENTS, body))[1]["state"] == "approved"
    assert code(await shop.call("POST", PAYMENTS, {**body, "amount": 800})) == "conflict"
    assert code(await shop.call("POST", PAYMENTS, body, sub=OTHER_TILL)) == "conflict"
    await shop.balance()


async def test_partial_approval_refunds_and_reversal(shop: CardShop) -> None:
    await shop.open()
    await shop.arm("partial", amount=4000)
    partial = await shop.pay(10000)
    assert (partial["state"], partial["approved_amount"]) == ("partial", 4000)
    paid = await shop.pay(6000)
    refund = await shop.pay(2500, kind="refund", original=paid["id"])
    assert (refund["state"], refund["approved_amount"]) == ("approved", 2500)
    body = {"id": str(uuid.uuid4()), "kind": "refund", "amount": 3501, "currency": "NOK", "original": paid["id"]}
    assert code(await shop.call("POST", PAYMENTS, body)) == "invalid", "more than what is left"
    assert code(await shop.call("POST", f"/v1/payments/{paid['id']}/reverse", {"id": str(uuid.uuid4())})) == "conflict"
    assert (await shop.pay(300, kind="refund"))["state"] == "approved"
    reversal = await shop.final((await shop.reverse(partial["id"]))["id"])
    assert (reversal["kind"], reversal["state"], reversal["amount"]) == ("reversal", "approved", 4000)
    assert (await shop.call("GET", f"/v1/payments/{partial['id']}"))[1]["state"] == "reversed"
    again = await shop.call("POST", f"/v1/payments/{partial['id']}/reverse", {"id": str(uuid.uuid4())})
    assert code(again) == "conflict"
    same = await shop.call("POST", f"/v1/payments/{partial['id']}/reverse", {"id": reversal["id"]})
    assert same[0] == 202 and same[1]["id"] == reversal["id"]
    await shop.balance()


async def test_only_a_manager_decides_what_no_terminal_can_tell(shop: CardShop) -> None:
    await shop.open()
    await shop.hold_at("authorised")
    payment = await shop.begin()
    await shop.held()
    resolve = f"/v1/payments/{payment['id']}/resolve"
    decided = {"outcome": "approved", "reason": "Terminalen er knust, kvitteringen viser godkjent"}
    assert code(await shop.call("POST", resolve, decided, role="manager")) == "conflict", "its answer is still awaited"
    shop.kill_terminal()
    await shop.until(payment["id"], "unknown")
    assert code(await shop.call("POST", resolve, decided)) == "not_allowed"
    assert code(await shop.call("POST", resolve, {"outcome": "approved", "reason": " "}, role="manager")) == "invalid"
    status, found = await shop.call("POST", resolve, decided, role="manager", user="Ola Ås")
    assert status == 200 and found["state"] == "approved" and found["resolved"]["by"] == "Ola Ås"
    assert (await shop.call("GET", "/v1/terminals/terminal-1/pending"))[1]["payments"] == []
    assert code(await shop.call("POST", resolve, decided, role="manager")) == "conflict"
    await shop.open()
    assert (await shop.pay())["state"] == "approved", "the terminal is free again"
    await shop.balance()


async def test_a_manager_who_guessed_wrong_is_corrected_before_the_next_payment(shop: CardShop) -> None:
    await shop.open()
    await shop.arm("lost_answer")
    await shop.hold_at("answering", "TransactionStatus")
    payment = await shop.begin()
    await shop.held()
    decided = {"outcome": "declined", "reason": "Kunden sier nei"}
    assert (await shop.call("POST", f"/v1/payments/{payment['id']}/resolve", decided, role="manager"))[0] == 200
    await shop.go_on()
    await asyncio.sleep(0.5)
    assert (await shop.final(payment["id"]))["state"] == "declined", "a manager's word stands while nobody pays"
    body = {"id": str(uuid.uuid4()), "kind": "payment", "amount": 10990, "currency": "NOK"}
    assert code(await shop.call("POST", PAYMENTS, body)) == "earlier_payment_approved"
    found = await shop.final(payment["id"])
    assert found["state"] == "approved" and found["resolved"]["by"] == "Kari Nordmann"
    await shop.balance()
    await shop.pay()


async def test_a_terminal_in_its_place_is_not_asked_about_the_old_ones_payment(shop: CardShop) -> None:
    await shop.open()
    await shop.hold_at("authorised")
    payment = await shop.begin()
    await shop.held()
    shop.box.config["devices"] = [shop.device(sale_id="till-9")]
    await shop.restart_box()
    await shop.go_on()
    await shop.box.ready(shop.session, "terminal-1")
    await asyncio.sleep(1.8)  # longer than two answers "not found" need to be believed
    assert (await shop.call("GET", f"/v1/payments/{payment['id']}"))[1]["state"] == "unknown"
    shop.box.config["devices"] = [shop.device()]
    await shop.restart_box()
    assert (await shop.final(payment["id"]))["state"] == "approved"


async def test_bad_requests_begin_nothing(shop: CardShop) -> None:
    await shop.open()
    before = await shop.look("/journal")
    good = {"id": str(uuid.uuid4()), "kind": "payment", "amount": 100, "currency": "NOK", "reference": "x"}
    bad: list[dict[str, Any]] = [
        {"id": "1"}, {"kind": "reversal"}, {"kind": None}, {"amount": 0}, {"amount": -5}, {"amount": 1.5}, {"amount": "100"},
        {"amount": True}, {"amount": 10**9}, {"currency": "XXX"}, {"reference": "x" * 65}, {"reference": "x\x00"},
        {"original": str(uuid.uuid4())}, {"surprise": 1},
    ]  # fmt: skip
    for change in bad:
        status, answer = await shop.call("POST", PAYMENTS, {**good, **change})
        assert (status, answer["error"]["code"]) == (422, "invalid"), (change, answer)
    assert code(await shop.call("POST", PAYMENTS, {**good, "currency": "EUR"})) == "conflict"
    refund = {**good, "kind": "refund", "original": str(uuid.uuid4())}
    assert code(await shop.call("POST", PAYMENTS, refund)) == "original_unknown"
    assert code(await shop.call("POST", "/v1/terminals/nothing/payments", good)) == "unknown_device"
    assert code(await shop.call("GET", f"/v1/payments/{uuid.uuid4()}")) == "unknown_payment"
    assert (await shop.look("/journal"))["transactions"] == before["transactions"]


async def test_end_of_day_holds_the_terminals_totals_against_the_journal(shop: CardShop) -> None:
    await shop.open()
    close = "/v1/terminals/terminal-1/end-of-day"
    assert code(await shop.call("POST", close, {})) == "not_allowed"
    status, _all_before = await shop.call("POST", close, {}, role="manager")
    assert status == 200
    sold, returned, undone = await shop.pay(10_000), await shop.pay(20_000), await shop.pay(5_000)
    await shop.pay(2_500, kind="refund", original=returned["id"])
    await shop.final((await shop.reverse(undone["id"]))["id"])
    status, day = await shop.call("POST", close, {}, role="manager")
    sums = [{"type": "debit", "count": 3, "amount": 35_000}, {"type": "credit", "count": 2, "amount": 7_500}]
    assert (status, day["totals"], day["own"], day["agrees"]) == (200, sums, sums, True), day
    assert day["since"] < sold["created_at"] < day["closed_at"]
    _status, empty = await shop.call("POST", close, {}, role="manager")
    assert [entry["count"] for entry in empty["totals"] + empty["own"]] == [0, 0, 0, 0] and empty["agrees"]
    await shop.hold_at("presented")
    payment = await shop.begin()
    await shop.held()
    assert code(await shop.call("POST", close, {}, role="manager")) == "busy_terminal"
    await shop.go_on()
    await shop.final(payment["id"])


async def test_a_wrong_key_is_seen_before_any_payment(shop: CardShop) -> None:
    await shop.open()
    shop.box.config["devices"] = [shop.device(passphrase="feil")]
    await shop.restart_box()
    device = await shop.box.device_until(shop.session, "terminal-1", lambda d: d["error"] is not None)
    assert device["error"]["code"] == "rejected"
    body = {"id": str(uuid.uuid4()), "kind": "payment", "amount": 500, "currency": "NOK"}
    assert code(await shop.call("POST", PAYMENTS, body)) == "device_not_ready"


async def test_no_secret_and_no_card_is_logged(shop: CardShop) -> None:
    await shop.open()
    await shop.arm("garbage")
    await shop.pay()
    text = (shop.folder / "box.log").read_text(encoding="utf-8")
    assert "payment begins" in text
    for secret in ("mellom-oss-to", "541332", "0119", "bankaxept"):
        assert secret not in text
    _status, info = await shop.call("GET", "/v1/info")
    assert "mellom-oss-to" not in json.dumps(info)
