"""What the simulated terminal answers, in nexo's words; pure."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

Json = dict[str, Any]

# Currencies of this terminal's contract with its bank, all with two digits after the comma.
CURRENCIES = {"NOK", "SEK", "DKK", "EUR"}
CARD = {"brand": "bankaxept", "pan": "541332 **** 0119", "aid": "D5780000021010"}
TEXTS = {
    "Refusal": "NOT_ENOUGH_BALANCE",
    "Cancel": "Shopper cancelled tx",
    "Aborted": "Tx was aborted",
    "Busy": "Terminal is busy",
}


def minor(value: object) -> int:
    return int(Decimal(str(value)) * 100)


def major(value: int) -> float:
    return value / 100


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def answer(header: Mapping[str, Any], body: Json) -> Json:
    return {
        "MessageHeader": {**header, "MessageType": "Response"},
        f"{header['MessageCategory']}Response": body,
    }


def failure(condition: str, text: str | None = None) -> Json:
    text = text or TEXTS.get(condition, condition)
    return {
        "Result": "Failure",
        "ErrorCondition": condition,
        "AdditionalResponse": urlencode({"message": text, "refusalReason": text}),
    }


def reject(header: object, why: str) -> bytes:
    """The unprotected event a terminal sends when it cannot read a request."""
    event = {
        "EventToNotify": "Reject",
        "EventDetails": urlencode({"message": why}),
        "TimeStamp": now(),
    }
    readable = header if isinstance(header, dict) else {}
    named = {**readable, "MessageClass": "Event", "MessageCategory": "Event"}
    content = {"MessageHeader": {**named, "MessageType": "Notification"}, "EventNotification": event}
    return json.dumps({"SaleToPOIRequest": content}).encode()


def _identity(row: Json) -> Json:
    return {"TransactionID": row["poi_transaction"], "TimeStamp": now()}


def refused(request: Json, category: str, condition: str, text: str | None = None) -> Json:
    """A transaction that the terminal did not begin."""
    body: Json = {"Response": failure(condition, text)}
    if category == "Payment":
        body["SaleData"] = request["PaymentRequest"]["SaleData"]
        body["POIData"] = {"POITransactionID": {"TransactionID": "0", "TimeStamp": now()}}
    return body


def payment_failed(request: Json, row: Json, condition: str) -> Json:
    return {
        "SaleData": request["PaymentRequest"]["SaleData"],
        "POIData": {"POITransactionID": _identity(row)},
        "Response": failure(condition),
        "PaymentReceipt": receipts(row, 0, "AVVIST" if condition == "Refusal" else "AVBRUTT"),
    }


def payment_done(request: Json, row: Json, taken: int) -> Json:
    code = f"{row['number'] % 1000000:06d}"
    details = {"AID": CARD["aid"], "authCode": code, "pspReference": _psp(row), "tid": "12345678"}
    currency = row["currency"]
    return {
        "SaleData": request["PaymentRequest"]["SaleData"],
        "POIData": {"POITransactionID": _identity(row)},
        "Response": {
            "Result": "Partial" if taken < row["amount"] else "Success",
            "AdditionalResponse": urlencode(details),
        },
        "PaymentResult": {
            "PaymentType": "Refund" if row["kind"] == "refund" else "Normal",
            "OnlineFlag": True,
            "AmountsResp": {"Currency": currency, "AuthorizedAmount": major(taken)},
            "PaymentAcquirerData": {
                "AcquirerPOIID": "12345678",
                "MerchantID": "SimulatedMerchant",
                "ApprovalCode": code,
                "AcquirerTransactionID": {"TransactionID": _psp(row), "TimeStamp": now()},
            },
            "PaymentInstrumentData": {
                "PaymentInstrumentType": "Card",
                "CardData": {
                    "PaymentBrand": CARD["brand"],
                    "MaskedPan": CARD["pan"],
                    "EntryMode": ["ICC"],
                },
            },
        },
        "PaymentReceipt": receipts(row, taken, "GODKJENT"),
    }


def reversal_done(row: Json) -> Json:
    return {
        "Response": {
            "Result": "Success",
            "AdditionalResponse": urlencode({"pspReference": _psp(row)}),
        },
        "POIData": {"POITransactionID": _identity(row)},
        "ReversedAmount": major(row["amount"]),
        "PaymentReceipt": receipts(row, row["amount"], "GODKJENT"),
    }


def repeated(row: Json) -> Json:
    """TransactionStatus: the very answer that was given, or would have been."""
    original = json.loads(row["response"])
    (name,) = set(original) - {"MessageHeader"}
    return {
        "Response": {"Result": "Success"},
        "MessageReference": {
            "MessageCategory": row["category"],
            "SaleID": row["sale_id"],
            "ServiceID": row["service_id"],
        },
        "RepeatedMessageResponse": {
            "MessageHeader": original["MessageHeader"],
            "RepeatedResponseMessageBody": {name: original[name]},
        },
    }


def diagnosis() -> Json:
    return {
        "Response": {"Result": "Success", "AdditionalResponse": "firmwareVersion=simulated"},
        "POIStatus": {"GlobalStatus": "OK", "CommunicationOKFlag": True, "PrinterStatus": "OK"},
    }


def reconciliation(rows: list[Json]) -> Json:
    """Totals by currency and direction, as nexo groups them."""
    kinds = {"payment": "Debit", "refund": "Credit", "reversal": "ReverseDebit"}
    totals = []
    for currency in sorted({row["currency"] for row in rows}):
        mine = [row for row in rows if row["currency"] == currency]
        by_kind = [
            {
                "TransactionType": name,
                "TransactionCount": sum(row["kind"] == kind for row in mine),
                "TransactionAmount": major(sum(abs(row["captured"]) for row in mine if row["kind"] == kind)),
            }
            for kind, name in kinds.items()
        ]
        totals.append({"PaymentInstrumentType": "Card", "PaymentCurrency": currency, "PaymentTotals": by_kind})
    return {
        "Response": {"Result": "Success"},
        "ReconciliationType": "SaleReconciliation",
        "POIReconciliationID": str(len(rows)),
        "TransactionTotals": totals,
    }


def _psp(row: Json) -> str:
    return str(row["poi_transaction"]).rpartition(".")[2]


def receipts(row: Json, taken: int, verdict: str) -> list[Json]:
    titles = {"payment": "KJØP", "refund": "RETUR", "reversal": "MAKULERING"}
    kroner = f"{taken // 100},{taken % 100:02d}"
    lines = [
        {"name": "SIMULERT TERMINAL"},
        {"name": titles[row["kind"]]},
        {"name": "Tid", "value": datetime.now().strftime("%d.%m.%Y %H:%M")},
        {"name": "Kort", "value": CARD["pan"]},
        {"name": "AID", "value": CARD["aid"]},
        {"name": "Ref.", "value": str(row["number"])},
        {"name": f"BELØP {row['currency']}", "value": kroner},
        {"name": verdict},
    ]
    return [
        {
            "DocumentQualifier": qualifier,
            "RequiredSignatureFlag": False,
            "OutputContent": {
                "OutputFormat": "Text",
                "OutputText": [{"Text": urlencode(line), "EndOfLineFlag": True} for line in lines],
            },
        }
        for qualifier in ("CustomerReceipt", "CashierReceipt")
    ]
