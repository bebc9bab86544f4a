"""Answers to ~HS, in the form that the language's manual gives them."""

from iot_box.drivers.zpl_status import Replies, Status

WELL = b"\x02014,0,0,0599,000,0,0,0,000,0,0,0\x03\r\n\x02000,0,0,0,0,2,4,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n"


def test_a_printer_that_is_well() -> None:
    replies = Replies()
    parts = [status for n in range(len(WELL)) for status in replies.feed(WELL[n : n + 1])]
    assert parts == [Status(False, False, 0, False, False, False, 0)]
    assert parts[0].problem() is None and not parts[0].busy


def test_every_trouble_has_its_code() -> None:
    def code(find: bytes, put: bytes) -> str:
        (status,) = Replies().feed(WELL.replace(find, put, 1))
        problem = status.problem()
        assert problem is not None
        return problem.code

    assert code(b"014,0,0", b"014,1,0") == "paper_out"
    assert code(b"014,0,0", b"014,0,1") == "printer_paused"
    assert code(b"\x02000,0,0,0", b"\x02000,0,1,0") == "cover_open"
    assert code(b"\x02000,0,0,0", b"\x02000,0,0,1") == "ribbon_out"


def test_busy_while_labels_are_left() -> None:
    (status,) = Replies().feed(WELL.replace(b"00000000", b"00000003"))
    assert status.busy


def test_half_an_answer_does_no_harm() -> None:
    replies = Replies()
    assert replies.feed(WELL[:40]) == []
    assert len(replies.feed(WELL)) == 1
    assert replies.feed(b"\x02nonsense\x03" * 3) == []
