"""Reports of HID-POS scanners. The first is after the example in a maker's manual: a boarding pass of 60 bytes in two reports."""

from iot_box.drivers.hid_reports import FORMS, Code, Reports

PASS = b"M1GATHERGOOD/MICHAEL YABCDEF LHRDURAK 3543 052Y003D23" + b" " * 3 + b"0072"
FIRST = bytes([2, 56]) + b"]Q0" + PASS[:56] + b"s\x00\x01"
SECOND = bytes([2, 4]) + b"]Q0" + PASS[56:].ljust(56, b"\0") + b"s\x00\x00"


def feed(*chunks: bytes, form: str = "hid_pos") -> list[Code]:
    reports = Reports(FORMS[form])
    return [code for chunk in chunks for code in reports.feed(chunk)]


def test_a_code_in_two_reports() -> None:
    assert feed(FIRST, SECOND) == [Code(PASS, "]Q0")]
    assert feed((FIRST + SECOND)[:100], (FIRST + SECOND)[100:]) == [Code(PASS, "]Q0")]


def test_plain_form_has_no_mark() -> None:
    assert feed(bytes([1, 13]) + b"7038010000010".ljust(62, b"\0"), form="plain") == [Code(b"7038010000010", None)]


def test_other_reports_are_not_codes() -> None:
    assert feed(bytes([5]) + bytes(63), SECOND) == [Code(PASS[56:], "]Q0")]


def test_a_report_that_says_more_than_it_holds_is_broken() -> None:
    reports = Reports(FORMS["hid_pos"])
    assert reports.feed(FIRST) == [] and reports.pending
    assert reports.feed(bytes([2, 200]) + bytes(62)) == []
    assert reports.broken == 1 and not reports.pending


def test_an_unfinished_code_is_given_up() -> None:
    reports = Reports(FORMS["hid_pos"])
    reports.feed(FIRST)
    assert reports.flush() and not reports.flush()
    assert reports.feed(SECOND) == [Code(PASS[56:], "]Q0")]
