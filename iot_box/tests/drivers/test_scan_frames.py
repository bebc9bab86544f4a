"""The byte stream of a scanner, in every way it arrives."""

import pytest

from iot_box.drivers.scan_frames import LONGEST_SCAN, Read, Rejected, Splitter, decode


def test_two_scans_in_one_read() -> None:
    assert Splitter("cr", 0.05).feed(b"111\r222\r") == [b"111", b"222"]


def test_a_scan_in_single_bytes() -> None:
    splitter = Splitter("cr", 0.05)
    got = [scan for n in range(8) for scan in splitter.feed(b"1234567\r"[n : n + 1])]
    assert got == [b"1234567"]


@pytest.mark.parametrize(("suffix", "end"), [("cr", b"\r"), ("lf", b"\n"), ("crlf", b"\r\n"), ("tab", b"\t")])
def test_each_suffix(suffix: str, end: bytes) -> None:
    splitter = Splitter(suffix, 0.05)
    assert splitter.feed(b"1" + end + b"2" + end) == [b"1", b"2"]
    assert not splitter.pending


def test_cr_scanner_that_sends_crlf_makes_no_empty_scan() -> None:
    splitter = Splitter("cr", 0.05)
    assert splitter.feed(b"1\r\n2\r\n") == [b"1", b"2"]
    assert splitter.flush() == []


def test_pause_ends_a_scan_without_suffix() -> None:
    splitter = Splitter("none", 0.05)
    assert splitter.feed(b"123") == []
    assert splitter.quiet_s == 0.05
    assert splitter.flush() == [b"123"]


@pytest.mark.parametrize(("configured", "sent"), [("cr", b"\n"), ("none", b"\r"), ("none", b"\r\n"), ("lf", b"\t"), ("tab", b"\r")])
def test_a_scanner_that_ends_its_scans_otherwise_than_configured(configured: str, sent: bytes) -> None:
    splitter = Splitter(configured, 0.05)
    assert splitter.feed(b"7038010000010" + sent + b"7038010000027" + sent) == []
    assert splitter.flush() == [b"7038010000010", b"7038010000027"]


def test_a_text_of_several_lines_is_one_scan_that_can_not_be_sold() -> None:
    splitter = Splitter("none", 0.05)
    assert splitter.feed(b"BEGIN:VCARD\nEND:VCARD") == []
    (whole,) = splitter.flush()
    assert isinstance(decode(whole, aim=False), Rejected)


def test_a_proven_suffix_makes_short_pauses_harmless() -> None:
    splitter = Splitter("cr", 0.05)
    before = splitter.quiet_s
    splitter.feed(b"1\r")
    assert splitter.quiet_s > before
    assert splitter.feed(b"70380") == []
    assert splitter.feed(b"10\r") == [b"7038010"]


def test_noise_without_end_is_dropped_up_to_the_next_suffix() -> None:
    splitter = Splitter("cr", 0.05)
    assert splitter.feed(b"x" * (LONGEST_SCAN + 1)) == []
    assert splitter.overflows == 1
    assert splitter.feed(b"tail\r7038010000010\r") == [b"7038010000010"]


def test_aim_prefix_is_taken_off_only_when_asked() -> None:
    read = decode(b"]E07038010000010", aim=True)
    assert isinstance(read, Read)
    assert (read.data, read.raw_aim) == ("7038010000010", "]E0")
    plain = decode(b"]E07038010000010", aim=False)
    assert isinstance(plain, Read)
    assert (plain.data, plain.raw_aim) == ("]E07038010000010", None)


def test_gs1_separators_are_data_and_noise_is_not() -> None:
    read = decode(b"0107038010000010\x1d10A1", aim=False)
    assert isinstance(read, Read) and "\x1d" in read.data
    for noise in (b"\x01\x02", b"703\x00801", b"\x85\x86"):
        assert decode(noise, aim=False) == Rejected("control_characters")
    for nothing in (b"  ", b""):
        assert decode(nothing, aim=False) == Rejected("empty")
    assert decode(b"]E0", aim=True) == Rejected("empty")


def test_after_a_loss_nothing_is_sold_up_to_the_next_end() -> None:
    splitter = Splitter("cr", 0.05)
    splitter.feed(b"70380")
    splitter.skip()
    assert splitter.feed(b"10\r222\r") == [b"222"]


def test_a_loss_that_took_the_end_with_it_costs_no_second_code() -> None:
    splitter = Splitter("cr", 0.05)
    splitter.skip()
    assert splitter.pending
    assert splitter.flush() == []
    assert splitter.feed(b"222\r") == [b"222"]


def test_norwegian_letters_in_either_encoding() -> None:
    for data in ("blåbær".encode(), "blåbær".encode("latin-1")):
        read = decode(data, aim=False)
        assert isinstance(read, Read) and read.data == "blåbær"
