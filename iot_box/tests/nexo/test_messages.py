"""What the box asks in nexo, and what it makes of answers, good, odd and false."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from iot_box.nexo import messages
from iot_box.nexo.messages import Address
from iot_box.simulators import terminal_replies as replies
from iot_box.simulators.terminal_schema import check_body, check_header
from iot_box.terminals import NeverSeen, Outcome, StillRunning, Transaction, Unclear

Json = dict[str, Any]
ADDRESS = Address("till-1", "P400Plus-1")
NOW = datetime(2026, 5, 17, 12, 0, tzinfo=UTC)
PAYMENT = Transaction("uuid-1", "M1ABCDEF", "payment", 10990, "NOK", "Ordre 0001")
REVERSAL = replace(PAYMENT, kind="reversal", original={"id": "SIM1.AB", "at": "2026-05-17T11:00:00Z"})
ROW = {"poi_transaction": "SIM1.AB", "number": 7, "amount": 10990, "currency": "NOK", "kind": "payment"}


def payment_request(transaction: Transaction = PAYMENT, *, allow_partial: bool = False) -> Json:
    return messages.transaction_request(ADDRESS, transaction, NOW, allow_partial=allow_partial)


def done(taken: int = 10990) -> Json:
    body = replies.payment_done(payment_request()["SaleToPOIRequest"], ROW, taken)
    return _decimals(body)


def _decimals(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _decimals(entry) for name, entry in value.items()}
    return Decimal(str(value)) if isinstance(value, float) else value


@pytest.mark.parametrize(
    "request_message",
    [
        payment_request(allow_partial=True),
        payment_request(replace(PAYMENT, kind="refund")),
        payment_request(REVERSAL),
        messages.status_request(ADDRESS, PAYMENT),
        messages.abort_request(ADDRESS, REVERSAL),
        messages.diagnosis_request(ADDRESS),
    ],
)
def test_requests_pass_a_strict_schema(request_message: Json) -> None:
    content = request_message["SaleToPOIRequest"]
    check_body(content, check_header(content, "P400Plus-1"))


@pytest.mark.parametrize(("minor", "major"), [(1, 0.01), (10, 0.1), (1990, 19.9), (99999999, 999999.99)])
def test_amounts_keep_every_øre(minor: int, major: float) -> None:
    assert messages.to_major(minor, "NOK") == major
    assert messages.to_minor(Decimal(repr(major)), "NOK") == minor


@pytest.mark.parametrize("value", [None, "10", True, Decimal("0.001"), Decimal("-1")])
def test_an_amount_that_is_none_is_not_guessed(value: object) -> None:
    with pytest.raises(Unclear):
        messages.to_minor(value, "NOK")


def test_an_approval() -> None:
    outcome = messages.read_outcome(PAYMENT, done())
    assert (outcome.state, outcome.approved_amount, outcome.error_code) == ("approved", 10990, None)
    assert outcome.card is not None and outcome.receipt is not None
    assert (outcome.card.brand, outcome.card.aid, outcome.card.entry) == ("bankaxept", "D5780000021010", "ICC")
    assert outcome.terminal_ref is not None and outcome.terminal_ref["id"] == "SIM1.AB"
    assert outcome.psp_reference == "AB"
    assert "BELØP NOK                 109,90" in outcome.receipt.customer


def test_a_partial_approval() -> None:
    outcome = messages.read_outcome(PAYMENT, done(5000))
    assert (outcome.state, outcome.approved_amount) == ("partial", 5000)


@pytest.mark.parametrize(
    ("condition", "state", "code"),
    [
        ("Refusal", "declined", "declined"),
        ("WrongPIN", "declined", "wrong_pin"),
        ("Cancel", "cancelled", "cancelled_by_customer"),
        ("Aborted", "cancelled", "aborted"),
        ("Busy", "failed", "terminal_busy"),
        ("SomethingNew", "failed", "terminal_error"),
    ],
)
def test_refusals(condition: str, state: str, code: str) -> None:
    body = replies.payment_failed(payment_request()["SaleToPOIRequest"], ROW, condition)
    outcome = messages.read_outcome(PAYMENT, body)
    assert (outcome.state, outcome.error_code, outcome.approved_amount) == (state, code, 0)


def _without(body: Json, *path: str, value: Any = None) -> Json:
    inner = body
    for name in path[:-1]:
        inner = inner[name]
    if value is None:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return body


@pytest.mark.parametrize(
    "body",
    [
        _without(done(), "Response"),
        _without(done(), "Response", "Result", value="Maybe"),
        _without(done(), "PaymentResult"),
        _without(done(), "PaymentResult", "AmountsResp", "AuthorizedAmount", value="109.90"),
        _without(done(), "PaymentResult", "AmountsResp", "AuthorizedAmount", value=0),
        _without(done(), "PaymentResult", "AmountsResp", "Currency", value="SEK"),
        _without(done(), "SaleData", "SaleTransactionID", "TransactionID", value="another"),
        _without(done(), "Response", "Result", value="Partial"),
    ],
)
def test_an_approval_that_cannot_be_trusted_is_unclear(body: Json) -> None:
    with pytest.raises(Unclear):
        messages.read_outcome(PAYMENT, body)


def test_what_the_terminal_took_counts_even_if_more() -> None:
    outcome = messages.read_outcome(PAYMENT, done(20000))
    assert (outcome.state, outcome.approved_amount, outcome.error_code) == ("approved", 20000, "amount_differs")


def test_a_whole_card_number_is_not_kept() -> None:
    body = _without(done(), "PaymentResult", "PaymentInstrumentData", "CardData", "MaskedPan", value="5413330089020119")
    outcome = messages.read_outcome(PAYMENT, body)
    assert outcome.card is not None and outcome.card.masked_pan == "541333******0119"


@pytest.mark.parametrize("name", ["ServiceID", "SaleID", "POIID", "MessageCategory", "MessageType", "MessageClass"])
def test_an_answer_to_something_else_is_unclear(name: str) -> None:
    request = payment_request()
    full = replies.answer(request["SaleToPOIRequest"]["MessageHeader"], done())
    assert messages.response_body(request, {"SaleToPOIResponse": full})["Response"]["Result"] == "Success"
    full["MessageHeader"] = {**full["MessageHeader"], name: "Other"}
    with pytest.raises(Unclear):
        messages.response_body(request, {"SaleToPOIResponse": full})


def status(body: Json) -> Any:
    return messages.read_status(PAYMENT, ADDRESS, body)


def test_status_answers() -> None:
    assert status({"Response": replies.failure("InProgress")}) == StillRunning()
    assert status({"Response": replies.failure("NotFound")}) == NeverSeen()
    with pytest.raises(Unclear):
        status({"Response": replies.failure("Busy")})


def repeated(**changes: str) -> Json:
    header = {**payment_request()["SaleToPOIRequest"]["MessageHeader"], "MessageType": "Response", **changes}
    inner = {"MessageHeader": header, "RepeatedResponseMessageBody": {"PaymentResponse": done()}}
    return {"Response": {"Result": "Success"}, "RepeatedMessageResponse": inner}


def test_a_found_payment_is_its_own_answer() -> None:
    found = status(repeated())
    assert isinstance(found, Outcome) and found.approved_amount == 10990


@pytest.mark.parametrize("change", [{"ServiceID": "OTHER"}, {"SaleID": "till-2"}, {"MessageCategory": "Reversal"}])
def test_the_status_of_another_payment_is_unclear(change: dict[str, str]) -> None:
    with pytest.raises(Unclear):
        status(repeated(**change))
