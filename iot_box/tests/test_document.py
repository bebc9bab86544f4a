"""Receipt documents: what fits, what is refused and by which name."""

import base64
import io
from typing import Any

import pytest
from PIL import Image

from iot_box.document import Barcode, Picture, Space, Text, copy_mark, parse
from iot_box.drivers.base import JobFailed

Json = dict[str, Any]


def document(*rows: Json, **more: Any) -> Json:
    return {"version": 1, "columns": 42, "rows": list(rows), **more}


def line(row: Json) -> Text:
    found = parse(document(row), 42)[0]
    assert isinstance(found, Text)
    return found


def png(width: int = 64, height: int = 32) -> str:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "black").save(out, "PNG")
    return base64.b64encode(out.getvalue()).decode()


def test_columns_are_padded_to_their_widths() -> None:
    row = line({"type": "columns", "cells": [{"text": "Blåbær", "width": 10}, {"text": "2", "width": 4, "align": "center"},
                                             {"text": "49,90", "width": 10, "align": "right"}]})  # fmt: skip
    assert row.text == "Blåbær     2       49,90"


def test_norwegian_number_spaces_and_minus_become_printable() -> None:
    assert line({"type": "text", "text": "\u22121\u00a0234\u202f567,00"}).text == "-1 234 567,00"


def test_combining_letters_become_one() -> None:
    assert line({"type": "text", "text": "a\u030a"}).text == "å"


def test_rules_fill_the_paper() -> None:
    assert line({"type": "line", "char": "="}).text == "=" * 42


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"type": "text", "text": "x" * 43}, "text"),
        ({"type": "text", "text": "x" * 22, "size": "wide"}, "text"),
        ({"type": "text", "text": "a\nb"}, "text"),
        ({"type": "text", "text": 7}, "text"),
        ({"type": "text", "text": "x", "size": "huge"}, "size"),
        ({"type": "text", "text": "x", "bold": 1}, "bold"),
        ({"type": "columns", "cells": [{"text": "x" * 5, "width": 4}]}, "cells[0].text"),
        ({"type": "columns", "cells": [{"text": "x", "width": 30}, {"text": "y", "width": 13}]}, "cells"),
        ({"type": "columns", "cells": []}, "cells"),
        ({"type": "line", "char": "--"}, "char"),
        ({"type": "space", "rows": 0}, "rows"),
        ({"type": "barcode", "symbology": "ean13", "data": "7038010000011"}, "data"),
        ({"type": "barcode", "symbology": "ean13", "data": "70380"}, "data"),
        ({"type": "barcode", "symbology": "code128", "data": "æ"}, "data"),
        ({"type": "barcode", "symbology": "aztec", "data": "1"}, "symbology"),
        ({"type": "qr", "data": ""}, "data"),
        ({"type": "image", "data": "AAAA"}, "data"),
        ({"type": "image", "data": "not base64!"}, "data"),
        ({"type": "cut", "mode": "tear"}, "mode"),
        ({"type": "poem"}, "type"),
        ("text", ""),
    ],
)
def test_wrong_rows_are_named(row: Any, field: str) -> None:
    with pytest.raises(JobFailed) as caught:
        parse(document({"type": "space"}, row), 42)
    assert caught.value.problem.code == "invalid"
    assert "row 1" in caught.value.problem.message
    assert caught.value.field == f"document.rows[1]{'.' + field if field else ''}"


def test_wrong_documents_are_refused() -> None:
    for wrong in (None, [], {"version": 2, "rows": []}, {"version": 1}, document(columns=48), {"version": 1, "rows": [{}] * 2001}):
        with pytest.raises(JobFailed):
            parse(wrong, 42)


def test_pictures_are_scaled_and_codes_completed() -> None:
    rows = parse(
        document(
            {"type": "image", "data": png(), "width_px": 128},
            {"type": "barcode", "symbology": "ean13", "data": "703801000001"},
            {"type": "space"},
        ),
        42,
    )
    assert isinstance(rows[0], Picture) and rows[0].image.size == (128, 64)
    assert isinstance(rows[1], Barcode) and rows[1].data == "7038010000010"
    assert rows[2] == Space(1)


def test_copies_say_so_in_the_receipts_language() -> None:
    norwegian, english = copy_mark({"lang": "nb_NO"}), copy_mark({"lang": "en_US"})
    assert norwegian is not None and norwegian.text == "KOPI"
    assert english is not None and english.text == "COPY"
    assert copy_mark({"copy": True}) is None
