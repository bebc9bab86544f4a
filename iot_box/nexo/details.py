"""Card, slips and references in a terminal's answer: read leniently, since no money hangs on them."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

from ..terminals import Card, Receipt

Json = dict[str, Any]
RECEIPT_COLUMNS = 32


def terminal_ref_in(body: Json) -> dict[str, str] | None:
    data = body.get("POIData")
    identity = data.get("POITransactionID") if isinstance(data, dict) else None
    if not isinstance(identity, dict) or not isinstance(identity.get("TransactionID"), str):
        return None
    return {"id": identity["TransactionID"], "at": str(identity.get("TimeStamp", ""))}


def psp_reference(additional: dict[str, str], ref: dict[str, str] | None) -> str | None:
    if "pspReference" in additional:
        return additional["pspReference"]
    return ref["id"].rpartition(".")[2] if ref and "." in ref["id"] else None


def form(value: object) -> dict[str, str]:
    return dict(parse_qsl(value)) if isinstance(value, str) else {}


def card_in(body: Json, additional: dict[str, str], ref: dict[str, str] | None) -> Card | None:
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


def receipt_in(body: Json) -> Receipt | None:
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
    pair = form(raw) if "name=" in raw or "key=" in raw else {}
    if not pair:
        return raw
    name, value = pair.get("name", "").strip(), pair.get("value", "").strip()
    if not value:
        return name
    return name + " " * max(1, RECEIPT_COLUMNS - len(name) - len(value)) + value
