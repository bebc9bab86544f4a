"""A body for each request that has one, as an integrator would write it; a test holds them against the schemas."""

from .openapi_words import Json

_ROWS: list[Json] = [
    {"type": "text", "text": "Løkka Dagligvare", "align": "center", "size": "double", "bold": True},
    {"type": "columns", "cells": [{"text": "Brunost 500 g", "width": 32}, {"text": "74,90", "width": 10, "align": "right"}]},
    {"type": "line"},
    {"type": "columns", "bold": True, "cells": [{"text": "Å betale", "width": 32}, {"text": "74,90", "width": 10, "align": "right"}]},
    {"type": "barcode", "symbology": "code128", "data": "00012-001-0004"},
    {"type": "cut"},
]
EXAMPLES: dict[str, Json] = {
    "print": {
        "id": "6f1f3c1e-5d0b-4f0e-9c55-0d8a3a1c2b01",
        "kind": "receipt",
        "document": {"version": 1, "columns": 42, "lang": "nb_NO", "rows": _ROWS},
        "open_drawer": True,
    },
    "openDrawer": {"id": "6f1f3c1e-5d0b-4f0e-9c55-0d8a3a1c2b02"},
    "reprint": {"id": "6f1f3c1e-5d0b-4f0e-9c55-0d8a3a1c2b03"},
    "weigh": {"stable": True, "wait_s": 3, "tare_g": 12, "unit_price": 12990, "text": "Epler"},
    "display": {"lines": ["Brunost 500 g  74,90", "Å betale       74,90"]},
    "displaySale": {
        "document": {
            "state": "sale",
            "lines": [{"text": "Brunost 500 g", "detail": "1 stk.", "amount": "74,90"}],
            "total_text": "Å betale",
            "total": "74,90",
            "lang": "nb_NO",
        }
    },
    "lease": {"ttl_s": 20},
    "pay": {
        "id": "6f1f3c1e-5d0b-4f0e-9c55-0d8a3a1c2b04",
        "kind": "payment",
        "amount": 7490,
        "currency": "NOK",
        "reference": "00012-001-0004",
    },
    "reverse": {"id": "6f1f3c1e-5d0b-4f0e-9c55-0d8a3a1c2b05"},
    "resolve": {"outcome": "approved", "reason": "Kunden har kvittering fra terminalen"},
    **{f"hw_{name}": {"jsonrpc": "2.0", "id": 1, "params": {}} for name in ("handshake", "status_json", "scanner", "scale_read")},
    "hw_default_printer_action": {"jsonrpc": "2.0", "id": 1, "params": {"data": {"action": "cashbox"}}},
}
