"""How the three kinds of scanners put a code into bytes: plain on a serial line, as keys of a keyboard, as HID-POS reports."""

import struct

SUFFIXES = {"cr": "\r", "lf": "\n", "crlf": "\r\n", "tab": "\t", "none": ""}
KEY_FORM = "llHHi"
SHIFT, CONTROL, RIGHT_ALT = 42, 29, 100
# The signs of each key from the left, row by row: alone, with Shift, with AltGr (a blank: nothing).
PLACES = [*range(2, 14), *range(16, 28), *range(30, 41), 43, 86, *range(44, 54), 57]
KEYBOARDS = {
    "us": (
        "1234567890-=qwertyuiop[]asdfghjkl;'\\<zxcvbnm,./ ",
        '!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:"|>ZXCVBNM<>? ',
        "",
    ),
    "nb": (
        "1234567890+\\qwertyuiopå¨asdfghjkløæ'<zxcvbnm,.- ",
        '!"#¤%&/()=?`QWERTYUIOPÅ^ASDFGHJKLØÆ*>ZXCVBNM;:_ ',
        " @£$€ {[]}  ",
    ),
}
ENTER_KEYS = {"\r": 28, "\t": 15}
REPORT = struct.Struct("<BB3s56sBBB")


def serial(data: str, suffix: str) -> bytes:
    return (data + SUFFIXES[suffix]).encode()


def keyboard(data: str, suffix: str, layout: str) -> bytes:
    """Input events: each key goes down and up, with Shift or AltGr held where the sign needs it."""
    out = b""
    for char in data + SUFFIXES[suffix]:
        held, key = _key(char, layout)
        steps = ([(held, 1)] if held else []) + [(key, 1), (key, 0)] + ([(held, 0)] if held else [])
        out += b"".join(event(1, code, value) + event(0, 0, 0) for code, value in steps)
    return out


def event(kind: int, code: int, value: int) -> bytes:
    return struct.pack(KEY_FORM, 1_700_000_000, 0, kind, code, value)


def _key(char: str, layout: str) -> tuple[int, int]:
    """(the key to hold, the key)."""
    if char in ENTER_KEYS:
        return 0, ENTER_KEYS[char]
    if char < " ":
        # Ctrl and the letter; Ctrl+] for GS1's separator.
        return CONTROL, PLACES[KEYBOARDS["us"][0].index(chr(ord(char) + 0x40).lower())]
    for held, row in zip((0, SHIFT, RIGHT_ALT), KEYBOARDS[layout], strict=True):
        if char in row:
            return held, PLACES[row.index(char)]
    raise ValueError(f"no key for {char!r} on the keyboard {layout}")


def hid(data: bytes, aim: str) -> list[bytes]:
    """One report for each 56 bytes; all but the last say that more follows."""
    parts = [data[n : n + 56] for n in range(0, max(len(data), 1), 56)]
    return [REPORT.pack(2, len(part), aim.encode(), part, 0, 0, n < len(parts) - 1) for n, part in enumerate(parts)]


def aim_of(data: str) -> str:
    """The identifier that a scanner would send for such a code."""
    if "\x1d" in data:
        return "]d2"
    return "]E0" if data.isdigit() and len(data) == 13 else "]E4" if data.isdigit() and len(data) == 8 else "]C0"
