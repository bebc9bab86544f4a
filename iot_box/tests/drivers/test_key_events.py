"""Keys of a scanner that poses as a keyboard. The fixture is what one set to Norway sends for `Å-12/æø`, in the kernel's form."""

import struct
from pathlib import Path

import pytest

from iot_box.drivers.key_events import EVENT, Keyboard
from iot_box.simulators import scanner_wire

EVENTS = Path(__file__).with_name("fixtures") / "keyboard_scan_nb.hex"


def key(code: int, value: int) -> bytes:
    return EVENT.pack(1, 0, 1, code, value) + EVENT.pack(1, 0, 0, 0, 0)


def typed(layout: str, data: bytes) -> str:
    return "".join(part or "?" for part in Keyboard(layout).feed(data))


def test_a_norwegian_scan_event_by_event() -> None:
    """Scan codes, keys and reports as 64-bit events: seconds, microseconds, type, code, value."""
    events = [struct.unpack("<qqHHi", bytes.fromhex(line)) for line in EVENTS.read_text(encoding="ascii").split()]
    assert typed("nb", b"".join(EVENT.pack(*each) for each in events)) == "Å-12/æø\r"


@pytest.mark.parametrize("layout", ["us", "nb"])
def test_every_sign_of_the_keyboard(layout: str) -> None:
    for row in scanner_wire.KEYBOARDS[layout]:
        for char in row:
            assert typed(layout, scanner_wire.keyboard(char, "cr", layout)) == char + "\r", char


def test_a_scanner_set_to_another_country_shows() -> None:
    assert typed("us", scanner_wire.keyboard("æ-", "none", "nb")) == "'/"


def test_control_keys_make_the_separator_of_gs1() -> None:
    assert typed("nb", scanner_wire.keyboard("10A\x1d21B", "tab", "nb")) == "10A\x1d21B\t"


def test_numbers_on_the_keypad_while_alt_is_held() -> None:
    number = {"0": 82, "2": 80, "9": 73, "4": 75, "8": 72}
    for digits, char in (("0229", "å"), ("0248", "ø"), ("48", "0")):
        presses = b"".join(key(number[d], 1) + key(number[d], 0) for d in digits)
        assert typed("us", key(56, 1) + presses + key(56, 0)) == char


def test_a_held_key_does_not_repeat_and_events_may_come_in_pieces() -> None:
    data = key(2, 1) + key(2, 2) * 3 + key(2, 0) + key(28, 1)
    keyboard = Keyboard("us")
    parts = [part for n in range(len(data)) for part in keyboard.feed(data[n : n + 1])]
    assert parts == ["1", "\r"]


def test_lost_keys_are_told_where_they_were_lost() -> None:
    whole, broken = scanner_wire.keyboard("111", "cr", "us"), scanner_wire.keyboard("22", "none", "us")
    rest = scanner_wire.keyboard("2", "cr", "us")
    lost = scanner_wire.event(0, 3, 0)
    report = scanner_wire.event(0, 0, 0)
    assert Keyboard("us").feed(whole + broken + lost + key(5, 1)[: EVENT.size] + report + rest) == ["111\r22", None, "2\r"]
