"""ZVT: its bytes, and the payments' rules over it with box and terminal as real processes."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from iot_box.simulators import zvt_wire
from iot_box.terminals import Transaction, Unclear
from iot_box.zvt import apdu, messages
from iot_box.zvt.apdu import Apdu, ZvtError, bcd, bitmaps, from_bcd
from iot_box.zvt.client import Settings, ZvtClient
from iot_box.zvt.messages import Talk

from .card_shop import CardShop, standing

Json = dict[str, Any]
PAYMENT = Transaction("p", "S", "payment", 10990, "NOK", "ref")


# Bytes


def test_an_authorisation_as_the_specification_shows_it() -> None:
    euros = Transaction("p", "S", "payment", 380, "EUR", "")
    assert messages.transaction_command(euros, 0).encode().hex(" ") == "06 01 0a 04 00 00 00 00 03 80 49 09 78"
    assert Apdu(b"\x06\xd3", bytes(0x35D)).encode()[:5].hex(" ") == "06 d3 ff 5d 03"


def test_reversal_refund_and_registration() -> None:
    back = Transaction("p", "S", "reversal", 1, "NOK", "", original={"id": "42"})
    assert messages.transaction_command(back, 123456).encode().hex() == "063006123456870042"
    refund = Transaction("p", "S", "refund", 500, "NOK", "")
    assert messages.transaction_command(refund, 0).encode().hex() == "06310d00000004000000000500490578"
    assert messages.registration(0, "NOK").data.hex() == "000000b6057803000600"


def test_packed_decimals() -> None:
    assert bcd(10990, 6).hex() == "000000010990" and from_bcd(bytes.fromhex("000000010990")) == 10990
    for wrong in (lambda: bcd(100, 1), lambda: bcd(-1, 2), lambda: from_bcd(b"\x1a")):
        with pytest.raises(ZvtError):
            wrong()


def test_bitmaps_of_every_length() -> None:
    text = b"Gave pl\xf8s"
    data = b"\x27\x00" + apdu.var(0x8B, b"Visa\x00") + apdu.var(0x3C, text * 12) + b"\x06" + b"\x81\x80" + bytes(128)
    assert bitmaps(data) == {0x27: b"\x00", 0x8B: b"Visa\x00", 0x3C: text * 12, 0x06: bytes(128)}


@pytest.mark.parametrize("data", ["04000000", "ff00", "8bf1", "8b3131", "0682", "22f0fa00"])
def test_damaged_bitmaps_are_refused(data: str) -> None:
    with pytest.raises(ZvtError):
        bitmaps(bytes.fromhex(data))


def test_receipt_lines_of_the_simulator() -> None:
    kind, lines = messages.text_lines(zvt_wire.receipt_block(1, ["KJØP", "Beløp 10,00 " * 20]), "cp865")
    assert (kind, lines[0]) == (1, "KJØP") and len(lines) == 2


def talk(*statuses: str, completion: bytes | None = b"", abort_code: int | None = None) -> Talk:
    return Talk([bitmaps(bytes.fromhex(status)) for status in statuses], {}, completion, abort_code)


GOOD = "2700" + "04000000010990" + "490578" + "870042" + "0b000042"


def test_outcomes() -> None:
    done = messages.read_outcome(PAYMENT, talk(GOOD))
    assert (done.state, done.approved_amount, done.terminal_ref and done.terminal_ref["id"]) == ("approved", 10990, "42")
    assert messages.read_outcome(PAYMENT, talk(GOOD.replace("010990", "005000"))).state == "partial"
    assert messages.read_outcome(PAYMENT, talk("276c", completion=None, abort_code=0x6C)).state == "cancelled"
    assert messages.read_outcome(PAYMENT, talk("2705", completion=None, abort_code=0x05)).state == "declined"
    assert messages.read_outcome(PAYMENT, talk(completion=None, abort_code=0xA3)).error_code == "host_unreachable"


@pytest.mark.parametrize(
    "said",
    [
        talk(),
        talk(GOOD, completion=None),
        talk(GOOD, completion=None, abort_code=0x6C),
        talk("2700"),
        talk(GOOD.replace("490578", "490978")),
        talk(GOOD.replace("010990", "000000")),
    ],
)
def test_an_end_that_cannot_be_trusted_is_unclear(said: Talk) -> None:
    with pytest.raises(Unclear):
        messages.read_outcome(PAYMENT, said)


# Processes


class ZvtShop(CardShop):
    program = "zvt"

    def terminal_args(self) -> list[str]:
        return ["--port", str(self.port), "--journal", str(self.folder / "zvt.sqlite")]

    def device(self, **config: Any) -> Json:
        settings = {"host": "127.0.0.1", "port": self.port, "currency": "NOK", "codepage": "cp865", "confirm_s": 0.6, **config}
        return {"id": "terminal-1", "name": "Kortterminal", "driver": "zvt_terminal", "config": settings}

    async def balance(self) -> None:
        """ZVT carries no payment ids, so: as many captures as approvals, and the same sum."""
        journal = await self.look("/journal")
        assert await self.approved() == journal["captured"], journal
        found = [(await self.call("GET", f"/v1/payments/{payment_id}"))[1] for payment_id in self.ids]
        assert sum(bool(row["captured"]) for row in journal["transactions"]) == sum(bool(row["approved_amount"]) for row in found)


processes = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shop(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[CardShop]:
    async with standing(ZvtShop, tmp_path_factory.mktemp("shop")) as made:
        yield made


@processes
async def test_payment_refund_reversal_and_end_of_day(shop: CardShop) -> None:
    await shop.open()
    paid = await shop.pay(10990)
    assert (paid["state"], paid["card"]["masked_pan"], paid["card"]["brand"]) == ("approved", "541332**********0119", "BankAxept")
    assert "KJØP" in paid["receipt"]["customer"] and paid["receipt"]["merchant"]
    refund = await shop.pay(500, kind="refund")
    reversal = await shop.final((await shop.reverse(paid["id"]))["id"])
    assert (refund["state"], reversal["state"]) == ("approved", "approved")
    await shop.arm("partial", amount=4000)
    partial = await shop.pay(10000)
    assert (partial["state"], partial["approved_amount"]) == ("partial", 4000)
    await shop.balance()
    status, answer = await shop.call("POST", "/v1/terminals/terminal-1/end-of-day", {})
    assert (status, answer["error"]["code"]) == (403, "not_allowed")
    status, day = await shop.call("POST", "/v1/terminals/terminal-1/end-of-day", {}, role="manager")
    assert status == 200 and day["receipt"] == ["AVSTEMMING", "SUM NOK 35,00"], "109,90 less 5,00 less 109,90 and 40,00"
    assert day["totals"] == [{"type": "net", "count": None, "amount": 3500}] and day["agrees"], day
    await shop.pay(700)
    _status, day = await shop.call("POST", "/v1/terminals/terminal-1/end-of-day", {}, role="manager")
    assert (day["totals"][0]["amount"], day["own"][0], day["agrees"]) == (700, {"type": "debit", "count": 1, "amount": 700}, True)


@processes
async def test_a_customer_who_does_not_pay_and_an_abort(shop: CardShop) -> None:
    await shop.open(auto="off")
    for button, state in (("decline", "declined"), ("cancel", "cancelled")):
        payment = await shop.begin()
        await shop.shows(lambda shown: shown["screen"] == "card")
        await shop.press(button)
        assert (await shop.final(payment["id"]))["state"] == state
    payment = await shop.begin()
    await shop.shows(lambda shown: shown["screen"] == "card")
    assert (await shop.call("POST", f"/v1/payments/{payment['id']}/abort", {}))[0] == 202
    assert (await shop.final(payment["id"]))["error"]["code"] == "aborted"
    await shop.balance()


@processes
async def test_lost_answers_are_found_and_lost_requests_fail(shop: CardShop) -> None:
    await shop.open()
    paid = []
    for amount, kind in enumerate(("lost_answer", "truncated", "garbage", "duplicate"), start=1000):
        await shop.arm(kind)
        payment = await shop.pay(amount)
        assert (payment["state"], payment["approved_amount"]) == ("approved", amount), kind
        paid.append(payment["id"])
    await shop.arm("lost_request")
    lost = await shop.pay(3000)
    assert (lost["state"], lost["error"]["code"]) == ("failed", "not_received")
    await shop.balance()


@processes
async def test_power_lost_before_and_after_the_money_moved(shop: CardShop) -> None:
    await shop.open()
    for kind, state in (("reboot", "approved"), ("lost_answer", "approved")):
        await shop.arm(kind, down_s=1.0)
        assert (await shop.pay())["state"] == state
    await shop.post("/mode", auto="approve", delay_s=0.5)
    await shop.arm("reboot_before", down_s=1.0)
    payment = await shop.pay(7777)
    assert payment["state"] == "cancelled" and payment["approved_amount"] == 0


@processes
async def test_the_box_killed_at_every_stage(shop: CardShop) -> None:
    await shop.open()
    rows: list[str] = []
    for stage in ("received", "presented", "authorised", "answering"):
        await shop.hold_at(stage, "Payment")
        payment = await shop.begin(1000 + len(rows))
        rows.append(payment["id"])
        await shop.held()
        await shop.restart_box()
        await shop.go_on()
        assert (await shop.final(payment["id"]))["state"] == "approved", stage
    for stage, payment_id in zip(("started", "authorised", "answered"), rows[:3], strict=True):
        await shop.hold_at(stage, "Reversal")
        reversal = await shop.reverse(payment_id)
        await shop.held()
        await shop.restart_box()
        await shop.go_on()
        assert (await shop.final(reversal["id"]))["state"] == "approved", stage
    await shop.balance()


@processes
async def test_a_larger_payment_typed_on_the_terminal_itself_is_not_taken_for_ours(shop: CardShop) -> None:
    await shop.open(auto="off")
    payment = await shop.begin(100)
    await shop.shows(lambda shown: shown["screen"] == "card")
    shop.box.kill()
    await shop.press("cancel")
    await shop.post("/mode", auto="approve", delay_s=0)
    somebody = ZvtClient(Settings("127.0.0.1", shop.port, 0, "NOK", "cp865", 10))
    assert (await somebody.perform(PAYMENT)).state == "approved"
    await shop.box.start(shop.session)
    unknown = await shop.until(payment["id"], "unknown")
    while unknown["error"]["code"] != "wrong_answer":
        unknown = (await shop.call("GET", f"/v1/payments/{payment['id']}"))[1]
    decided = {"outcome": "declined", "reason": "Terminalens journal sier avbrutt"}
    assert (await shop.call("POST", f"/v1/payments/{payment['id']}/resolve", decided, role="manager"))[0] == 200
    assert (await shop.pay(200))["state"] == "approved", "a decided payment must not hold the terminal for ever"
