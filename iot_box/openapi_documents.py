"""What may stand in a receipt document and in a label document, for the description of the interface."""

from .codes import LENGTHS, SYMBOLOGIES
from .codes import MOST_CHARS as MOST_CODE_CHARS
from .display_document import MOST_CHARS, MOST_LINES, STATES
from .document import ALIGNS, MAX_COLUMNS, MAX_QR_BYTES, SIZES
from .label import LEAST_MM, MOST_COPIES, MOST_ELEMENTS, MOST_MM
from .lines import LINE, RULE
from .openapi_words import Json, line, one_of, text, thing, whole

CODE = text(MOST_CODE_CHARS, 1, "^[ -~]+$")


def _codes() -> list[Json]:
    """A barcode's kind and what may stand in it; codes of a fixed length may leave their check digit to the box."""
    digits = {name: text(pattern=rf"^[0-9]{{{length - 1},{length}}}$") for name, length in LENGTHS.items()}
    return [{"symbology": {"const": name}, "data": digits.get(name, CODE)} for name in SYMBOLOGIES]


def rows() -> list[Json]:
    style: Json = {"size": one_of(*SIZES), "bold": {"type": "boolean"}, "underline": {"type": "boolean"}}
    align, flag = one_of(*ALIGNS), {"type": "boolean"}
    cell = thing({"text": line(), "width": whole(1, MAX_COLUMNS)}, {"align": align}, closed=False)

    def row(kind: str, required: Json, optional: Json | None = None) -> Json:
        return thing({"type": {"const": kind}, **required}, optional, closed=False)

    return [
        row("text", {"text": line()}, {"align": align, **style}),
        row("columns", {"cells": {"type": "array", "items": cell, "minItems": 1}}, style),
        row("line", {}, {"char": text(1, 1, RULE), "bold": flag}),
        row("space", {}, {"rows": whole(1, 50)}),
        *(row("barcode", code, {"height_mm": {"type": "number", "minimum": 1, "maximum": 30}, "text": flag}) for code in _codes()),
        row("qr", {"data": text(MAX_QR_BYTES, 1, LINE)}, {"size": whole(1, 16)}),
        row("image", {"data": {"type": "string", "contentEncoding": "base64"}}, {"width_px": whole(8, 4096), "align": align}),
        row("cut", {}, {"mode": one_of("full", "partial")}),
    ]


def display() -> Json:
    words = line(MOST_CHARS)
    each = thing({}, {"text": words, "detail": words, "amount": words})
    lines: Json = {"type": "array", "items": each, "maxItems": MOST_LINES}
    return thing(
        {"state": one_of(*STATES)},
        {"title": words, "lines": lines, "total_text": words, "total": words, "hint": words, "lang": words},
    )


def label() -> Json:
    size: Json = {"type": "number", "minimum": LEAST_MM, "maximum": MOST_MM}
    place: Json = {"type": "number", "minimum": 0, "maximum": MOST_MM}
    length: Json = {"type": "number", "minimum": 0.1, "maximum": MOST_MM}
    flag: Json = {"type": "boolean"}

    def element(kind: str, required: Json, optional: Json | None = None) -> Json:
        return thing({"type": {"const": kind}, "x_mm": place, "y_mm": place, "w_mm": length, **required}, optional, closed=False)

    frame = {"fill": flag, "thickness_mm": {"type": "number", "minimum": 0.1, "maximum": 10}}
    letters = {"size_mm": {"type": "number", "minimum": 1, "maximum": MOST_MM}, "text": line()}
    elements = [
        element("text", letters, {"align": one_of(*ALIGNS), "bold": flag, "invert": flag, "strike": flag}),
        element("line", {"h_mm": length}, frame),
        element("box", {"h_mm": length}, frame),
        *(element("barcode", {"h_mm": length, **code}, {"text": flag}) for code in _codes()),
        element("qr", {"data": text(MAX_QR_BYTES, 1, LINE)}),
    ]
    return thing(
        {
            "version": {"const": 1}, "width_mm": size, "height_mm": size,
            "elements": {"type": "array", "items": {"anyOf": elements}, "maxItems": MOST_ELEMENTS},
        },
        {"copies": whole(1, MOST_COPIES), "lang": text()},
        closed=False,
    )  # fmt: skip
