"""Builds nexo requests and reads nexo responses; pure, no transport.

Reading is strict, since money hangs on it: which message is answered, result, amount, currency, whose sale it was.
What no money hangs on is read in details.py.
"""

from __future__ import annotations

import re
import secrets
import string
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from urllib.parse import urlencode

from ..terminals import (
    MINOR_DIGITS,
    FinalState,
    Finding,
    NeverSeen,
    Outcome,
    StillRunning,
    Transaction,
    Unclear,
    approved_outcome,
)
from .details import Json, card_in, form, psp_reference, receipt_in, terminal_ref_in

PROTOCOL_VERSION = "3.0"
SERVICE_ID = re.compile(r"[A-Za-z0-9]{1,10}\Z")

# nexo's ErrorCondition → (state, our code). What is missing here is `failed`.
REFUSALS: Mapping[str, tuple[FinalState, str]] = {
    "Refusal": ("declined", "declined"),
    "WrongPIN": ("declined", "wrong_pin"),
    "InvalidCard": ("declined", "invalid_card"),
    "PaymentRestriction": ("declined", "payment_restriction"),
    "Cancel": ("cancelled", "cancelled_by_customer"),
    "Aborted": ("cancelled", "aborted"),
    "Busy": ("failed", "terminal_busy"),
    "DeviceOut": ("failed", "terminal_out_of_order"),
    "UnreachableHost": ("failed", "host_unreachable"),
    "UnavailableService": ("failed", "service_unavailable"),
    "UnavailableDevice": ("failed", "terminal_out_of_order"),
    "NotAllowed": ("failed", "not_allowed"),
    "NotFound": ("failed", "original_unknown"),
    "MessageFormat": ("failed", "message_format"),
    "LoggedOut": ("failed", "logged_out"),
    "InsertedCard": ("failed", "card_left_in_terminal"),
}

TOTALS: Mapping[str, str] = {"Debit": "debit", "ReverseCredit": "debit", "Credit": "credit", "ReverseDebit": "credit"}


def new_message_id() -> str:
    """A ServiceID for messages that move no money. Ten characters, where a payment's has eight."""
    alphabet = string.ascii_uppercase + string.digits
    return "".join(secrets.choice(alphabet) for _ in range(10))


@dataclass(frozen=True)
class Address:
    """Who speaks to whom: a till's SaleID and the terminal's POIID."""

    sale_id: str
    poi_id: str


def to_major(amount: int, currency: str) -> float:
    """Minor units to the number nexo wants; the shortest float prints exactly two decimals."""
    return float(Decimal(amount).scaleb(-MINOR_DIGITS[currency]))


def to_minor(value: object, currency: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise Unclear("bad_answer", "the terminal's amount is no number")
    minor = Decimal(value).scaleb(MINOR_DIGITS[currency])
    if minor != minor.to_integral_value() or minor < 0:
        raise Unclear("bad_answer", "the terminal's amount is no amount of this currency")
    return int(minor)


def _request(address: Address, category: str, service_id: str, body: Json) -> Json:
    if not SERVICE_ID.match(service_id):
        raise ValueError(f"not a ServiceID: {service_id!r}")
    return {
        "SaleToPOIRequest": {
            "MessageHeader": {
                "ProtocolVersion": PROTOCOL_VERSION,
                "MessageClass": "Service",
                "MessageCategory": category,
                "MessageType": "Request",
                "SaleID": address.sale_id,
                "ServiceID": service_id,
                "POIID": address.poi_id,
            },
            f"{category}Request": body,
        }
    }


def category_of(transaction: Transaction) -> str:
    """A refund of a known payment is a reversal of a part of it."""
    return "Reversal" if transaction.original else "Payment"


def _sale_data(transaction: Transaction, now: datetime, acquirer: dict[str, str]) -> Json:
    data: Json = {
        "SaleTransactionID": {
            "TransactionID": transaction.payment_id,
            "TimeStamp": now.astimezone(UTC).isoformat(timespec="milliseconds"),
        },
    }
    if transaction.reference:
        data["SaleReferenceID"] = transaction.reference
    if acquirer:
        data["SaleToAcquirerData"] = urlencode(acquirer)
    return data


def transaction_request(address: Address, transaction: Transaction, now: datetime, *, allow_partial: bool) -> Json:
    """The one message that moves money; sent once per ServiceID, never again."""
    amount = to_major(transaction.amount, transaction.currency)
    if transaction.original:
        body: Json = {
            "SaleData": _sale_data(transaction, now, {"currency": transaction.currency}),
            "OriginalPOITransaction": {
                "POITransactionID": {
                    "TransactionID": transaction.original["id"],
                    "TimeStamp": transaction.original["at"],
                }
            },
            "ReversedAmount": amount,
            "ReversalReason": "MerchantCancel",
        }
        return _request(address, "Reversal", transaction.service_id, body)
    partial = allow_partial and transaction.kind == "payment"
    option = {"tenderOption": "AllowPartialAuthorisation"} if partial else {}
    body = {
        "SaleData": _sale_data(transaction, now, option),
        "PaymentTransaction": {"AmountsReq": {"Currency": transaction.currency, "RequestedAmount": amount}},
    }
    if transaction.kind == "refund":
        body["PaymentData"] = {"PaymentType": "Refund"}
    return _request(address, "Payment", transaction.service_id, body)


def _reference(address: Address, transaction: Transaction) -> Json:
    return {
        "MessageCategory": category_of(transaction),
        "SaleID": address.sale_id,
        "ServiceID": transaction.service_id,
    }


def status_request(address: Address, transaction: Transaction) -> Json:
    body = {
        "MessageReference": _reference(address, transaction),
        "ReceiptReprintFlag": True,
        "DocumentQualifier": ["CashierReceipt", "CustomerReceipt"],
    }
    return _request(address, "TransactionStatus", new_message_id(), body)


def abort_request(address: Address, transaction: Transaction) -> Json:
    body = {
        "AbortReason": "MerchantAbort",
        "MessageReference": _reference(address, transaction),
    }
    return _request(address, "Abort", new_message_id(), body)


def diagnosis_request(address: Address) -> Json:
    return _request(address, "Diagnosis", new_message_id(), {"HostDiagnosisFlag": False})


def reconciliation_request(address: Address) -> Json:
    """Closes the terminal's period; it answers what was moved in it."""
    return _request(address, "Reconciliation", new_message_id(), {"ReconciliationType": "SaleReconciliation"})


def response_body(request: Json, response: object) -> Json:
    """The body of the response to exactly this request. Raises Unclear for any other."""
    asked = request["SaleToPOIRequest"]["MessageHeader"]
    answer = _dict(_dict(response, "message").get("SaleToPOIResponse"), "SaleToPOIResponse")
    header = _dict(answer.get("MessageHeader"), "MessageHeader")
    expected = {**asked, "MessageType": "Response"}
    for name in ("MessageClass", "MessageCategory", "MessageType", "SaleID", "ServiceID", "POIID"):
        if header.get(name) != expected[name]:
            raise Unclear("wrong_answer", f"the answer is for another {name}")
    return _dict(answer.get(f"{asked['MessageCategory']}Response"), "response body")


def read_status(transaction: Transaction, address: Address, body: Json) -> Finding:
    """What a TransactionStatusResponse says of our transaction."""
    response = _response(body)
    if response["Result"] != "Success":
        condition = response.get("ErrorCondition")
        if condition == "InProgress":
            return StillRunning()
        if condition == "NotFound":
            return NeverSeen()
        raise Unclear("bad_answer", f"status not given: {condition}")
    category = category_of(transaction)
    repeated = _dict(body.get("RepeatedMessageResponse"), "RepeatedMessageResponse")
    header = _dict(repeated.get("MessageHeader"), "repeated MessageHeader")
    expected = {
        "MessageCategory": category,
        "ServiceID": transaction.service_id,
        "SaleID": address.sale_id,
        "POIID": address.poi_id,
    }
    for name, value in expected.items():
        if header.get(name) != value:
            raise Unclear("wrong_answer", f"the status is of another {name}")
    original = _dict(repeated.get("RepeatedResponseMessageBody"), "repeated body")
    return read_outcome(transaction, _dict(original.get(f"{category}Response"), "response"))


def read_outcome(transaction: Transaction, body: Json) -> Outcome:
    """What a PaymentResponse or ReversalResponse says. Raises Unclear if it cannot be trusted."""
    response = _response(body)
    if response.get("ErrorCondition") == "InProgress":
        raise Unclear("bad_answer", "InProgress is no end of a transaction")
    additional = form(response.get("AdditionalResponse"))
    _check_sale(transaction, body, required=response["Result"] != "Failure")
    message = additional.get("refusalReason") or additional.get("message")
    terminal_ref = terminal_ref_in(body)
    receipt = receipt_in(body)
    if response["Result"] == "Failure":
        condition = str(response.get("ErrorCondition"))
        state, code = REFUSALS.get(condition, ("failed", "terminal_error"))
        return Outcome(
            state=state,
            error_code=code,
            message=message,
            receipt=receipt,
            card=card_in(body, additional, terminal_ref),
            terminal_ref=terminal_ref,
        )
    return approved_outcome(
        transaction.amount,
        _approved_amount(transaction, body, response["Result"]),
        message=None,
        card=card_in(body, additional, terminal_ref),
        receipt=receipt,
        terminal_ref=terminal_ref,
        psp_reference=psp_reference(additional, terminal_ref),
    )


def read_diagnosis(body: Json) -> Json:
    """The terminal's health as a flat dictionary for the status page."""
    response = _response(body)
    status = body.get("POIStatus")
    status = status if isinstance(status, dict) else {}
    return {
        "busy": response.get("ErrorCondition") in ("Busy", "InProgress"),
        "ok": response["Result"] == "Success",
        "status": status.get("GlobalStatus"),
        "online": status.get("CommunicationOKFlag"),
        "printer": status.get("PrinterStatus"),
    }


def read_totals(body: Json, currency: str) -> list[Json]:
    """The period's sums in minor units: [{"type": "debit" | "credit", "count", "amount"}]; money back is credit."""
    response = _response(body)
    if response["Result"] != "Success":
        raise Unclear("end_of_day_failed", f"the terminal did not reconcile: {response.get('ErrorCondition')}")
    sums: dict[str, list[int]] = {"debit": [0, 0], "credit": [0, 0]}
    groups = body.get("TransactionTotals")
    for group in groups if isinstance(groups, list) else []:
        if _dict(group, "TransactionTotals").get("PaymentCurrency", currency) != currency:
            raise Unclear("bad_answer", "the totals are in another currency")
        for entry in group.get("PaymentTotals") or []:
            total = TOTALS.get(str(_dict(entry, "PaymentTotals").get("TransactionType")))
            count = entry.get("TransactionCount")
            if total is None:
                continue  # what was declined or failed moved nothing
            if not isinstance(count, int) or isinstance(count, bool):
                raise Unclear("bad_answer", "the totals have no count")
            sums[total][0] += count
            sums[total][1] += to_minor(entry.get("TransactionAmount"), currency)
    return [{"type": name, "count": count, "amount": amount} for name, (count, amount) in sums.items()]


def _dict(value: object, name: str) -> Json:
    if not isinstance(value, dict):
        raise Unclear("bad_answer", f"the answer lacks {name}")
    return value


def _response(body: Json) -> Json:
    response = _dict(body.get("Response"), "Response")
    if response.get("Result") not in ("Success", "Partial", "Failure"):
        raise Unclear("bad_answer", "the answer has no known Result")
    return response


def _check_sale(transaction: Transaction, body: Json, *, required: bool) -> None:
    """A ServiceID could repeat after a lost data directory; the payment's UUID cannot.

    Reversals are not echoed, and a request refused for its form may not be either.
    """
    if category_of(transaction) == "Reversal" or not (required or "SaleData" in body):
        return
    sale = _dict(body.get("SaleData"), "SaleData")
    named = _dict(sale.get("SaleTransactionID"), "SaleTransactionID").get("TransactionID")
    if named != transaction.payment_id:
        raise Unclear("wrong_answer", "the answer is for another sale")


def _approved_amount(transaction: Transaction, body: Json, result: str) -> int:
    if category_of(transaction) == "Reversal":
        reversed_amount = body.get("ReversedAmount")
        if reversed_amount is None:
            return transaction.amount
        return to_minor(reversed_amount, transaction.currency)
    payment = _dict(body.get("PaymentResult"), "PaymentResult")
    amounts = _dict(payment.get("AmountsResp"), "AmountsResp")
    if amounts.get("Currency", transaction.currency) != transaction.currency:
        raise Unclear("bad_answer", "the answer is in another currency")
    approved = to_minor(amounts.get("AuthorizedAmount"), transaction.currency)
    if approved == 0 or (result == "Partial" and approved >= transaction.amount):
        raise Unclear("bad_answer", f"{result} of {approved} contradicts itself")
    return approved
