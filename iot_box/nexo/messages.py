"""Builds nexo requests and reads nexo responses; pure, no transport.

Reading is strict where money hangs on it (which message is answered, result, amount, currency,
whose sale it was) and lenient where it does not (receipt texts, card details).
"""

from __future__ import annotations

import re
import secrets
import string
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl, urlencode

from ..terminals import (
    MINOR_DIGITS,
    Card,
    FinalState,
    Finding,
    NeverSeen,
    Outcome,
    Receipt,
    StillRunning,
    Transaction,
    Unclear,
    approved_outcome,
)

Json = dict[str, Any]

PROTOCOL_VERSION = "3.0"
RECEIPT_COLUMNS = 32
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
    additional = _form(response.get("AdditionalResponse"))
    _check_sale(transaction, body, required=response["Result"] != "Failure")
    message = additional.get("refusalReason") or additional.get("message")
    terminal_ref = _terminal_ref(body)
    receipt = _receipt(body)
    if response["Result"] == "Failure":
        condition = str(response.get("ErrorCondition"))
        state, code = REFUSALS.get(condition, ("failed", "terminal_error"))
        return Outcome(
            state=state,
            error_code=code,
            message=message,
            receipt=receipt,
            card=_card(body, additional, terminal_ref),
            terminal_ref=terminal_ref,
        )
    return approved_outcome(
        transaction.amount,
        _approved_amount(transaction, body, response["Result"]),
        message=None,
        card=_card(body, additional, terminal_ref),
        receipt=receipt,
        terminal_ref=terminal_ref,
        psp_reference=_psp_reference(additional, terminal_ref),
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


def _terminal_ref(body: Json) -> dict[str, str] | None:
    data = body.get("POIData")
    identity = data.get("POITransactionID") if isinstance(data, dict) else None
    if not isinstance(identity, dict) or not isinstance(identity.get("TransactionID"), str):
        return None
    return {"id": identity["TransactionID"], "at": str(identity.get("TimeStamp", ""))}


def _psp_reference(additional: dict[str, str], ref: dict[str, str] | None) -> str | None:
    if "pspReference" in additional:
        return additional["pspReference"]
    return ref["id"].rpartition(".")[2] if ref and "." in ref["id"] else None


def _form(value: object) -> dict[str, str]:
    return dict(parse_qsl(value)) if isinstance(value, str) else {}


def _card(body: Json, additional: dict[str, str], ref: dict[str, str] | None) -> Card | None:
    found: Any = body.get("PaymentResult")
    for name in ("PaymentInstrumentData", "CardData"):
        found = found.get(name) if isinstance(found, dict) else None
    if not isinstance(found, dict):
        return None
    result = body["PaymentResult"]
    acquirer = result.get("PaymentAcquirerData")
    entry = found.get("EntryMode")
    return Card(
        brand=_text(found.get("PaymentBrand")),
        masked_pan=_masked(found.get("MaskedPan")),
        entry=_text(entry[0]) if isinstance(entry, list) and entry else None,
        aid=additional.get("AID"),
        auth_code=_text(acquirer.get("ApprovalCode")) if isinstance(acquirer, dict) else None,
        ref=ref["id"] if ref else None,
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _masked(value: object) -> str | None:
    """A terminal that sends a whole card number must not make us store it."""
    text = _text(value)
    if text and sum(c.isdigit() for c in text) > 10:
        return text[:6] + "*" * (len(text) - 10) + text[-4:]
    return text


def _receipt(body: Json) -> Receipt | None:
    copies: dict[str, tuple[str, ...]] = {}
    documents = body.get("PaymentReceipt")
    for document in documents if isinstance(documents, list) else []:
        content = document.get("OutputContent") if isinstance(document, dict) else None
        texts = content.get("OutputText") if isinstance(content, dict) else None
        if isinstance(texts, list):
            lines = (_receipt_line(text) for text in texts if isinstance(text, dict))
            copies[str(document.get("DocumentQualifier"))] = tuple(lines)
    if not copies:
        return None
    return Receipt(copies.get("CustomerReceipt", ()), copies.get("CashierReceipt", ()))


def _receipt_line(text: Json) -> str:
    """`name=TOTAL&value=kr 10` becomes one line with both ends justified."""
    raw = str(text.get("Text") or "")
    pair = _form(raw) if "name=" in raw or "key=" in raw else {}
    if not pair:
        return raw
    name, value = pair.get("name", "").strip(), pair.get("value", "").strip()
    if not value:
        return name
    return name + " " * max(1, RECEIPT_COLUMNS - len(name) - len(value)) + value
