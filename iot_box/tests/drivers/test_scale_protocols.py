"""Scales' conversations, byte by byte as their manuals print them."""

from collections.abc import Generator
from decimal import Decimal
from typing import Any

import pytest

from iot_box.drivers.scale_protocols import Ask, Cas, Dialog06, Moving, MtSics, Reading, ScaleError, Toledo8217, remainder, rotate_left
from iot_box.drivers.serial_port import Exchange


def play(talk: Generator[Exchange, bytes, Any], *answers: bytes) -> tuple[Any, list[bytes]]:
    """Carry the conversation with recorded answers; what it came to, and what was sent."""
    sent: list[bytes] = []
    left = list(answers)
    try:
        ask = next(talk)
        while True:
            sent.append(ask.send)
            answer = b"" if ask.ends is None else left.pop(0)
            assert ask.ends is None or ask.ends(answer)
            ask = talk.send(answer)
    except StopIteration as end:
        assert not left
        return end.value, sent


def refused(talk: Generator[Exchange, bytes, Any], *answers: bytes) -> str:
    with pytest.raises(ScaleError) as caught:
        play(talk, *answers)
    return caught.value.code


def test_toledo() -> None:
    reading, sent = play(Toledo8217().read(Ask()), b"\x0200.540\r")
    assert (reading, sent) == (Reading(Decimal(540), True), [b"W"])
    assert play(Toledo8217().read(Ask()), b"\x0201.005N\r")[0].net
    assert play(Toledo8217().read(Ask(tare_g=40)), b"\x0200.540\r")[0].weight_g == 500
    with pytest.raises(Moving):
        play(Toledo8217().read(Ask()), b"\x02?\x61\r")
    assert refused(Toledo8217().read(Ask()), b"\x02?\x62\r") == "scale_overload"
    assert refused(Toledo8217().read(Ask()), b"\x02?\x64\r") == "scale_underload"
    assert refused(Toledo8217().read(Ask()), b"\x02?\x60\r") == "scale_error"
    assert refused(Toledo8217().read(Ask(tare_g=600)), b"\x0200.540\r") == "scale_underload"


def test_mt_sics() -> None:
    assert play(MtSics().read(Ask()), b"S S     100.25 g\r\n")[0] == Reading(Decimal("100.25"), True)
    assert play(MtSics().read(Ask()), b"S D      0.540 kg\r\n")[0] == Reading(Decimal(540), False)
    with pytest.raises(Moving):
        play(MtSics().read(Ask()), b"S I\r\n")
    assert refused(MtSics().read(Ask()), b"S +\r\n") == "scale_overload"
    assert refused(MtSics().read(Ask()), b"S -\r\n") == "scale_underload"
    assert refused(MtSics().read(Ask()), b"S S     -1.00 g\r\n") == "scale_underload"
    assert refused(MtSics().read(Ask()), b"ES\r\n") == "scale_error"
    assert refused(MtSics().tare(), b"T +\r\n") == "scale_overload"


def cas_frame(body: bytes, check: int | None = None) -> bytes:
    value = 0
    for byte in body:
        value ^= byte
    return b"\x01\x02" + body + bytes([value if check is None else check]) + b"\x03\x04"


def test_cas() -> None:
    reading, sent = play(Cas().read(Ask()), b"\x06", cas_frame(b"S 00.540kg"))
    assert (reading, sent) == (Reading(Decimal(540), True), [b"\x05", b"\x11"])
    assert not play(Cas().read(Ask()), b"\x06", cas_frame(b"U 00.540kg"))[0].stable
    assert refused(Cas().read(Ask()), b"\x06", cas_frame(b"S 00.540kg", 0)) == "scale_error"
    assert refused(Cas().read(Ask()), b"\x06", cas_frame(b"SF00.000kg")) == "scale_overload"
    assert refused(Cas().read(Ask()), b"\x06", cas_frame(b"S-00.010kg")) == "scale_underload"
    with pytest.raises(Moving):
        play(Cas().read(Ask()), b"\x15")


RESULT = b"\x0202\x1b3\x1b00540\x1b001000\x1b000540\x03"


def test_dialog06_prices_tare_and_text() -> None:
    reading, sent = play(Dialog06().read(Ask(unit_price=1000)), b"\x06", RESULT)
    assert reading == Reading(Decimal(540), True, False, 1000, 540)
    assert sent == [b"\x04\x0201\x1b001000\x1b\x03", b"\x04\x05", b"\x04"]
    _reading, sent = play(Dialog06().read(Ask(1000, 40)), b"\x06", RESULT)
    assert sent[0] == b"\x04\x0203\x1b001000\x1b0040\x03"
    _reading, sent = play(Dialog06().read(Ask(1000, 40, "Blåbær")), b"\x06", RESULT)
    assert sent[0] == b"\x04\x0205\x1b001000\x1b0040\x1b" + "Blåbær       ".encode("cp850") + b"\x03"


@pytest.mark.parametrize(
    ("status", "code"),
    [("30", "scale_minimum"), ("31", "scale_underload"), ("32", "scale_overload"), ("21", "scale_unchanged"), ("01", "scale_error")],
)
def test_dialog06_errors(status: str, code: str) -> None:
    assert refused(Dialog06().read(Ask(1000)), b"\x06", b"\x15", f"\x0209\x1b{status}\x03".encode()) == code


def test_dialog06_motion_is_asked_again() -> None:
    for status in ("20", "22"):
        with pytest.raises(Moving):
            play(Dialog06().read(Ask(1000)), b"\x06", b"\x15", f"\x0209\x1b{status}\x03".encode())


def test_dialog06_without_its_generator_says_so() -> None:
    assert refused(Dialog06().read(Ask(1000)), b"\x0211\x1b247\x03") == "checksum_needed"
    assert refused(Dialog06(0x11021).read(Ask(1000)), b"\x0211\x1b247\x03", b"\x06", b"\x0211\x1b0\x03") == "checksum_refused"


def test_checksum_arithmetic() -> None:
    # The well-known generator of CRC-16/XMODEM: the remainder of b"\x12\x34".
    assert remainder(0x1234, 0x11021) == 0x13C6
    assert rotate_left(0x8001, 1) == 0x0003
    assert rotate_left(0x8001, -1) == 0xC000
    assert rotate_left(0x1234, 16) == 0x1234


def test_noise_is_never_a_weight() -> None:
    for noise in (b"\x0200.5x0\r", b"\x02\r", b"\r", b"\x0299999.999999\r"):
        assert refused(Toledo8217().read(Ask()), noise) == "scale_error"
    assert refused(MtSics().read(Ask()), b"S S 1.2.3 kg\r\n") == "scale_error"
