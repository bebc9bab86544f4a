"""Turns the key events of a scanner that poses as a keyboard into characters; pure.

Such a scanner types as if on a keyboard of a certain country, so the same keys mean other signs where the
country is set differently. It also types Ctrl with a letter for control characters (Ctrl+] is the separator of
GS1), or holds Alt and types a character's number on the keypad.
"""

import struct

# struct input_event of linux/input.h: seconds, microseconds, type, code, value. The kernel gives both times the program's own long:
# 24 bytes on 64 bits, 16 on 32, there also under a 64-bit kernel and where time_t has 64 bits.
EVENT = struct.Struct("LLHHi")
EV_SYN, EV_KEY = 0, 1
SYN_DROPPED = 3
PRESSED = 1
SHIFT, CTRL, ALT, ALTGR = frozenset({42, 54}), frozenset({29, 97}), 56, 100
ENTER, TAB = frozenset({28, 96}), frozenset({15})
KEYPAD = {82: "0", 79: "1", 80: "2", 81: "3", 75: "4", 76: "5", 77: "6", 71: "7", 72: "8", 73: "9"}
KEYPAD_SIGNS = {83: ".", 98: "/", 55: "*", 74: "-", 78: "+"}

ROWS = {
    2: "1234567890", 16: "qwertyuiop", 30: "asdfghjkl", 44: "zxcvbnm",
}  # fmt: skip
LETTERS = {first + n: char for first, row in ROWS.items() for n, char in enumerate(row)} | {57: " "}
US_SIGNS = {12: "-_", 13: "=+", 26: "[{", 27: "]}", 39: ";:", 40: "'\"", 41: "`~", 43: "\\|", 51: ",<", 52: ".>", 53: "/?", 86: "<>"}
NB_SIGNS = {12: "+?", 13: "\\`", 26: "åÅ", 27: "¨^", 39: "øØ", 40: "æÆ", 41: "|§", 43: "'*", 51: ",;", 52: ".:", 53: "-_", 86: "<>"}
DIGIT_SHIFTS = {"us": "!@#$%^&*()", "nb": '!"#¤%&/()='}
NB_ALTGR = {3: "@", 4: "£", 5: "$", 6: "€", 8: "{", 9: "[", 10: "]", 11: "}", 13: "´", 18: "€", 27: "~", 50: "µ"}


def _layout(signs: dict[int, str], digit_shifts: str, altgr: dict[int, str]) -> dict[tuple[int, str], str]:
    plain = {(code, ""): char for code, char in LETTERS.items()}
    upper = {(code, "shift"): char.upper() for code, char in LETTERS.items()}
    digits = {(2 + n, "shift"): char for n, char in enumerate(digit_shifts)}
    others = {(code, level): pair[n] for code, pair in signs.items() for n, level in enumerate(("", "shift"))}
    return {**plain, **upper, **digits, **others, **{(code, "altgr"): char for code, char in altgr.items()}}


LAYOUTS = {"us": _layout(US_SIGNS, DIGIT_SHIFTS["us"], {}), "nb": _layout(NB_SIGNS, DIGIT_SHIFTS["nb"], NB_ALTGR)}


class Keyboard:
    def __init__(self, layout: str) -> None:
        self._signs = LAYOUTS[layout]
        self._down: set[int] = set()
        self._number = ""
        self._rest = b""
        self._dropping = False

    def feed(self, data: bytes) -> list[str | None]:
        """What these bytes of input events type; Enter is CR, and None stands where keys were lost."""
        data = self._rest + data
        whole = len(data) - len(data) % EVENT.size
        self._rest = data[whole:]
        out: list[str | None] = [""]
        for _s, _us, kind, code, value in EVENT.iter_unpack(data[:whole]):
            if kind == EV_SYN:
                # The kernel's buffer ran over: up to the next SYN_REPORT events are not to be trusted.
                self._dropping = code == SYN_DROPPED
                if self._dropping:
                    self._down.clear()
                    out += [None, ""]
            elif kind == EV_KEY and not self._dropping:
                out[-1] = (out[-1] or "") + self._key(code, value)
        return [typed for typed in out if typed != ""]

    def _key(self, code: int, value: int) -> str:
        if value == 0:
            self._down.discard(code)
            return self._numbered() if code == ALT else ""
        if value != PRESSED:
            return ""  # a key that is held repeats; no scanner means that
        self._down.add(code)
        if ALT in self._down and code in KEYPAD:
            self._number += KEYPAD[code]
            return ""
        if code in ENTER:
            return "\r"
        if code in TAB:
            return "\t"
        if code in KEYPAD or code in KEYPAD_SIGNS:
            return (KEYPAD | KEYPAD_SIGNS)[code]
        return self._sign(code)

    def _sign(self, code: int) -> str:
        if self._down & CTRL:
            # Where ] stands is where it stands on the American keyboard, whatever the country.
            char = LAYOUTS["us"].get((code, ""), "").upper()
            return chr(ord(char) & 0x1F) if char and "@" <= char <= "_" else ""
        level = "altgr" if ALTGR in self._down else "shift" if self._down & SHIFT else ""
        return self._signs.get((code, level), "")

    def _numbered(self) -> str:
        """The character whose number was typed while Alt was held; a leading 0 means Windows' own page."""
        number, self._number = self._number, ""
        if not number:
            return ""
        return bytes([int(number) % 256]).decode("cp1252" if number.startswith("0") else "cp437", "replace")
