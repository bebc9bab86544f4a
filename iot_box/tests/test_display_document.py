"""What customers see, on two lines or on a tablet."""

from typing import Any

import pytest

from iot_box.display_document import parse, two_lines
from iot_box.drivers.base import JobFailed

SALE: dict[str, Any] = {
    "state": "sale", "lang": "nb_NO", "total_text": "Å betale", "total": "149,90", "hint": "Medlem: 12 kr spart",
    "lines": [{"text": "Kaffe", "amount": "49,90"}, {"text": "Blåbærsyltetøy 400 g", "detail": "2 × 50,00", "amount": "100,00"}],
}  # fmt: skip


def test_two_lines_show_the_newest_and_the_sum() -> None:
    assert two_lines(parse(SALE), 20) == ["Blåbærsyltetø 100,00", "Å betale      149,90"]


def test_amounts_are_never_cut() -> None:
    upper, lower = two_lines(parse({**SALE, "total": "1 234 567 890 123,90"}), 20)
    assert lower == "1 234 567 890 123,90" and len(upper) == 20
    assert two_lines(parse({**SALE, "total": "1 234 567 890 123 456,90"}), 20)[1] == ""


def test_welcome_and_change() -> None:
    assert two_lines(parse({"state": "welcome", "title": "Velkommen"}), 20) == ["     Velkommen", ""]
    paid = {"state": "paid", "title": "Takk", "total_text": "Betalt", "total": "150,00", "hint": "Tilbake 50,00"}
    assert two_lines(parse(paid), 20) == ["Betalt        150,00", "   Tilbake 50,00"]
    assert two_lines(parse({**SALE, "lines": []}), 20) == ["", "Medlem: 12 kr spart"]


@pytest.mark.parametrize(
    ("document", "field"),
    [
        ([], "document"),
        ({"state": "sold"}, "document.state"),
        ({**SALE, "colour": "red"}, "document.colour"),
        ({**SALE, "lines": "x"}, "document.lines"),
        ({**SALE, "lines": [{"name": "x"}]}, "document.lines[0]"),
        ({**SALE, "lines": [{"text": 5}]}, "document.lines[0].text"),
        ({**SALE, "total": "a\nb"}, "document.total"),
        ({**SALE, "hint": "x" * 201}, "document.hint"),
    ],
)
def test_what_can_not_be_is_named(document: Any, field: str) -> None:
    with pytest.raises(JobFailed) as caught:
        parse(document)
    assert caught.value.field == field


def test_what_the_customer_shall_do_stands_above_the_sum() -> None:
    assert two_lines(parse({**SALE, "title": "Følg terminalen"}), 20) == ["  Følg terminalen", "Å betale      149,90"]
