"""Bytes for the printer, judged by the simulator's own reading of ESC/POS."""

from typing import Any

import pytest

from iot_box.document import parse
from iot_box.drivers.base import JobFailed
from iot_box.escpos import FENCE, Encoder
from iot_box.escpos_models import MODELS
from iot_box.simulators.escpos_paper import Paper
from iot_box.simulators.escpos_tokens import Tokenizer

Json = dict[str, Any]


def encode(*rows: Json, codepage: str = "cp1252", columns: int = 42) -> bytes:
    model = MODELS["epson80"]
    return Encoder(model, codepage, columns).encode(parse({"version": 1, "rows": list(rows)}, columns), cut_at_end=True)


def printed(data: bytes) -> list[Json]:
    paper = Paper(576)
    for token in Tokenizer().feed(data):
        paper.execute(token)
    assert paper.unknown == []
    return list(paper.receipts[-1]["rows"])


@pytest.mark.parametrize("codepage", ["cp1252", "cp858", "cp865", "cp850"])
def test_norwegian_letters_on_every_pinned_page(codepage: str) -> None:
    rows = printed(encode({"type": "text", "text": "ÆØÅ æøå é"}, codepage=codepage))
    assert [row["text"] for row in rows] == ["ÆØÅ æøå é"]


def test_one_code_page_and_no_hopping() -> None:
    data = encode(*({"type": "text", "text": text} for text in ("æøå", "é –", "€ 5")))
    assert data.count(b"\x1bt") == 1
    assert [row["text"] for row in printed(data)] == ["æøå", "é –", "€ 5"]


def test_styles_are_kept_apart() -> None:
    rows = printed(
        encode(
            {"type": "text", "text": "Butikk", "align": "center", "size": "double", "bold": True},
            {"type": "text", "text": "plain"},
            {"type": "text", "text": "sum", "align": "right", "underline": True, "size": "tall"},
        )
    )
    assert [(r["text"], r["align"], r["size"], r["bold"], r["underline"]) for r in rows] == [
        ("Butikk", "center", "double", True, False),
        ("plain", "left", "normal", False, False),
        ("sum", "right", "tall", False, True),
    ]


def test_only_lines_that_need_it_become_dots() -> None:
    rows = printed(encode({"type": "text", "text": "Кофе"}, {"type": "text", "text": "Kaffe"}))
    assert [row["type"] for row in rows] == ["image", "text"]


def test_a_sign_that_nobody_can_draw_is_refused() -> None:
    with pytest.raises(JobFailed) as caught:
        encode({"type": "text", "text": "ok"}, {"type": "text", "text": "\U000e0041"})
    assert (caught.value.problem.code, caught.value.field) == ("not_encodable", "document.rows[1]")


def test_codes_are_native_and_small() -> None:
    data = encode(
        {"type": "barcode", "symbology": "ean13", "data": "7038010000010", "height_mm": 10},
        {"type": "barcode", "symbology": "code128", "data": "00042{A}"},
        {"type": "barcode", "symbology": "code128", "data": "123456"},
        {"type": "qr", "data": "https://kjede.example/kvittering/æ", "size": 5},
    )
    rows = printed(data)
    assert [(r["type"], r["data"]) for r in rows if r["type"] != "space"] == [
        ("barcode", "7038010000010"),
        ("barcode", "00042{A}"),
        ("barcode", "123456"),
        ("qr", "https://kjede.example/kvittering/æ"),
    ]
    assert len(data) < 250


def test_codes_wider_than_the_paper_are_refused() -> None:
    for row in ({"type": "barcode", "symbology": "code128", "data": "x" * 40}, {"type": "qr", "data": "x" * 900, "size": 16}):
        with pytest.raises(JobFailed):
            encode(row)


def test_narrow_documents_stand_in_the_middle() -> None:
    (row,) = printed(encode({"type": "text", "text": "x", "align": "center"}, columns=42))
    assert (row["margin"], row["area"]) == (36, 504)
    (full,) = printed(encode({"type": "text", "text": "x"}, columns=48))
    assert (full["margin"], full["area"]) == (0, 0)


def test_a_normal_receipt_is_under_two_kilobytes() -> None:
    goods = [
        {"type": "columns", "cells": [{"text": f"Vare nummer {n}", "width": 30}, {"text": "49,90", "width": 12, "align": "right"}]}
        for n in range(20)
    ]
    data = encode({"type": "text", "text": "Fjellmart", "size": "double", "align": "center"}, {"type": "line"}, *goods,
                  {"type": "barcode", "symbology": "ean13", "data": "7038010000010"}, {"type": "qr", "data": "https://kjede.example/r/1"}, {"type": "cut"})  # fmt: skip
    assert len(data + FENCE) < 2000


def test_tall_pictures_go_in_strips() -> None:
    from .test_document import png

    data = encode({"type": "image", "data": png(100, 600), "width_px": 100})
    strips = [token for token in Tokenizer().feed(data) if token.name == "GS v"]
    assert [token.data[4] + 256 * token.data[5] for token in strips] == [255, 255, 90]
