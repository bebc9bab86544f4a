"""The strict schema of the nexo messages that the simulated terminal accepts.

Every field is named here with its type; what is missing, misspelt, unknown or of another type is
refused, because a real terminal's leniency differs from model to model.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Check = Callable[[Any, str], None]


class SchemaError(Exception):
    """Says which field is wrong."""


def text(pattern: str = r".+") -> Check:
    compiled = re.compile(pattern)

    def check(value: Any, where: str) -> None:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            raise SchemaError(f"{where} must be a text like {pattern}")

    return check


def one_of(*values: str) -> Check:
    return text("|".join(map(re.escape, values)))


def amount(value: Any, where: str) -> None:
    # Numbers with a point arrive as text (see terminal_wire), so that no digit is lost.
    plain = str(value) if not isinstance(value, bool) else ""
    if not re.fullmatch(r"\d{1,8}(\.\d{1,6})?", plain):
        raise SchemaError(f"{where} must be an amount")


def flag(value: Any, where: str) -> None:
    if not isinstance(value, bool):
        raise SchemaError(f"{where} must be true or false")


def several(item: Check) -> Check:
    def check(value: Any, where: str) -> None:
        if not isinstance(value, list) or not value:
            raise SchemaError(f"{where} must be a list")
        for number, entry in enumerate(value):
            item(entry, f"{where}[{number}]")

    return check


@dataclass(frozen=True)
class Record:
    required: Mapping[str, Check]
    optional: Mapping[str, Check]

    def __call__(self, value: Any, where: str) -> None:
        if not isinstance(value, dict):
            raise SchemaError(f"{where} must be an object")
        for name in self.required:
            if name not in value:
                raise SchemaError(f"{where}.{name} is missing")
        known = {**self.optional, **self.required}
        for name, entry in value.items():
            if name not in known:
                raise SchemaError(f"{where}.{name} is unknown")
            known[name](entry, f"{where}.{name}")


def record(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Record:
    return Record(required, optional or {})


TIME = text(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)")
IDENTITY = record({"TransactionID": text(), "TimeStamp": TIME})
SALE_DATA = record(
    {"SaleTransactionID": IDENTITY},
    {
        "OperatorID": text(),
        "OperatorLanguage": text(),
        "ShiftNumber": text(),
        "SaleReferenceID": text(),
        "SaleToAcquirerData": text(),
    },
)
REFERENCE = record(
    {"ServiceID": text(r"\w{1,10}"), "SaleID": text()},
    {"MessageCategory": one_of("Payment", "Reversal"), "POIID": text(), "DeviceID": text()},
)
RECEIPTS = several(one_of("CashierReceipt", "CustomerReceipt"))

HEADER = record(
    {
        "ProtocolVersion": one_of("3.0"),
        "MessageClass": one_of("Service"),
        "MessageCategory": one_of("Payment", "Reversal", "TransactionStatus", "Abort", "Diagnosis", "Reconciliation"),
        "MessageType": one_of("Request"),
        "SaleID": text(),
        "ServiceID": text(r"\w{1,10}"),
        "POIID": text(),
    }
)

BODIES: Mapping[str, Check] = {
    "Payment": record(
        {
            "SaleData": SALE_DATA,
            "PaymentTransaction": record({"AmountsReq": record({"Currency": text(r"[A-Z]{3}"), "RequestedAmount": amount})}),
        },
        {"PaymentData": record({}, {"PaymentType": one_of("Normal", "Refund")})},
    ),
    "Reversal": record(
        {
            "OriginalPOITransaction": record({"POITransactionID": IDENTITY}),
            "ReversalReason": one_of("CustCancel", "MerchantCancel", "Malfunction", "Unable2Compl"),
        },
        {"ReversedAmount": amount, "SaleData": SALE_DATA},
    ),
    "TransactionStatus": record({}, {"MessageReference": REFERENCE, "ReceiptReprintFlag": flag, "DocumentQualifier": RECEIPTS}),
    "Abort": record({"MessageReference": REFERENCE, "AbortReason": text()}),
    "Reconciliation": record({"ReconciliationType": one_of("SaleReconciliation")}),
    "Diagnosis": record({}, {"HostDiagnosisFlag": flag, "POIID": text()}),
}


def check_header(message: Mapping[str, Any], poi_id: str) -> str:
    """The message's category, or SchemaError."""
    header = message.get("MessageHeader")
    HEADER(header, "MessageHeader")
    assert isinstance(header, dict)
    if header["POIID"] != poi_id:
        raise SchemaError("MessageHeader.POIID is another terminal's")
    return str(header["MessageCategory"])


def check_body(message: Mapping[str, Any], category: str) -> None:
    name = f"{category}Request"
    extra = set(message) - {"MessageHeader", name}
    if extra:
        raise SchemaError(f"{min(extra)} is unknown")
    BODIES[category](message.get(name), name)
