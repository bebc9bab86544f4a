"""What no money hangs on is taken as far as it can be read, and never stops a payment."""

from typing import Any

import pytest

from iot_box.nexo import details

TEXTS = [{"Text": "KJØP"}, {"Text": "name=BEL%C3%98P&value=109,90"}, {"Text": "key=footer&name=Takk"}, {}, "no text"]


def test_slips_become_lines() -> None:
    body = {"PaymentReceipt": [{"DocumentQualifier": "CustomerReceipt", "OutputContent": {"OutputText": TEXTS}}]}
    receipt = details.receipt_in(body)
    assert receipt is not None and receipt.merchant == ()
    assert receipt.customer == ("KJØP", "BELØP" + " " * 21 + "109,90", "Takk", "")


@pytest.mark.parametrize("body", [{}, {"PaymentReceipt": 7}, {"PaymentReceipt": [None, {}, {"OutputContent": {"OutputText": 3}}]}])
def test_what_is_no_slip_is_none(body: dict[str, Any]) -> None:
    assert details.receipt_in(body) is None


@pytest.mark.parametrize("body", [{}, {"PaymentResult": 1}, {"PaymentResult": {"PaymentInstrumentData": {"CardData": []}}}])
def test_what_is_no_card_is_none(body: dict[str, Any]) -> None:
    assert details.card_in(body, {}, None) is None


def test_references() -> None:
    ref = details.terminal_ref_in({"POIData": {"POITransactionID": {"TransactionID": "T1.PSP9", "TimeStamp": "2026"}}})
    assert ref == {"id": "T1.PSP9", "at": "2026"}
    assert details.terminal_ref_in({"POIData": {"POITransactionID": {"TransactionID": 7}}}) is None
    assert details.psp_reference({}, ref) == "PSP9"
    assert details.psp_reference({"pspReference": "other"}, ref) == "other"
    assert details.psp_reference({}, None) is None
