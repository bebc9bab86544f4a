"""Cuts a printer's byte stream into whole commands, by their lengths as the ESC/POS reference gives them.

A command is only handed on when all its bytes have come, so that bytes of a picture are never taken
for commands. Bytes that begin no known command are handed on as "unknown", to show a driver's mistakes.
"""

from collections.abc import Callable
from dataclasses import dataclass

DLE, ESC, FS, GS = 0x10, 0x1B, 0x1C, 0x1D
ESC_LENGTHS = {
    b"@": 2, b"2": 2, b"<": 2, b"L": 2, b"S": 2, b"i": 2, b"m": 2, b"\x0c": 2,
    b"!": 3, b" ": 3, b"3": 3, b"a": 3, b"d": 3, b"e": 3, b"J": 3, b"K": 3, b"E": 3, b"G": 3, b"M": 3, b"R": 3, b"t": 3,
    b"V": 3, b"{": 3, b"=": 3, b"r": 3, b"-": 3, b"%": 3, b"?": 3, b"U": 3, b"T": 3, b"u": 3, b"v": 2,
    b"$": 4, b"\\": 4, b"c": 4, b"B": 4, b"p": 5, b"W": 10,
}  # fmt: skip
GS_LENGTHS = {
    b"!": 3, b"B": 3, b"H": 3, b"h": 3, b"w": 3, b"f": 3, b"a": 3, b"r": 3, b"I": 3, b"b": 3, b"T": 3, b"/": 3, b":": 2,
    b"L": 4, b"W": 4, b"$": 4, b"\\": 4, b"P": 4, b"^": 5, b"c": 2, b"\x0c": 2,
}  # fmt: skip
FS_LENGTHS = {b"&": 2, b".": 2, b"!": 3, b"-": 3, b"C": 3, b"W": 3, b"S": 4, b"p": 4}


@dataclass(frozen=True)
class Token:
    """One command: its name such as "ESC a" or "text", and what follows the name."""

    name: str
    data: bytes


class Tokenizer:
    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[Token]:
        self._buffer += data
        tokens: list[Token] = []
        while self._buffer:
            token, size = _next(bytes(self._buffer))
            if token is None:
                break
            tokens.append(token)
            del self._buffer[:size]
        return tokens


Found = tuple[Token | None, int]
WAIT: Found = (None, 0)


def _next(data: bytes) -> Found:
    first = data[0]
    if first in _PREFIXED:
        return _PREFIXED[first](data) if len(data) > 1 else WAIT
    if first >= 0x20:
        end = next((n for n, byte in enumerate(data) if byte < 0x20), len(data))
        return Token("text", data[:end]), end
    names = {0x0A: "LF", 0x0D: "CR", 0x09: "HT", 0x0C: "FF", 0x18: "CAN"}
    return Token(names.get(first, "unknown"), data[:1]), 1


def _fixed(name: str, data: bytes, size: int, head: int = 2) -> Found:
    return (Token(name, data[head:size]), size) if len(data) >= size else WAIT


def _unknown(data: bytes) -> Found:
    return Token("unknown", data[:2]), 2


def _dle(data: bytes) -> Found:
    if data[1] == 0x04:
        return _fixed("DLE EOT", data, 3) if len(data) < 3 or data[2] not in (7, 8, 18) else _fixed("DLE EOT", data, 4)
    if data[1] == 0x05:
        return _fixed("DLE ENQ", data, 3)
    if data[1] == 0x14:
        if len(data) < 3:
            return WAIT
        return _fixed("DLE DC4", data, {8: 10}.get(data[2], 5))
    return _unknown(data)


def _esc(data: bytes) -> Found:
    key = data[1:2]
    name = f"ESC {key.decode('latin-1')}"
    if key in ESC_LENGTHS:
        return _fixed(name, data, ESC_LENGTHS[key])
    if key == b"*":
        if len(data) < 5:
            return WAIT
        return _fixed(name, data, 5 + (data[3] + 256 * data[4]) * (3 if data[2] in (32, 33) else 1))
    if key == b"D":
        end = data.find(b"\x00", 2)
        return WAIT if end < 0 else (Token(name, data[2:end]), end + 1)
    if key == b"(":
        return _extended(name, data)
    return _unknown(data)


def _gs(data: bytes) -> Found:
    key = data[1:2]
    name = f"GS {key.decode('latin-1')}"
    if key in GS_LENGTHS:
        return _fixed(name, data, GS_LENGTHS[key])
    if key == b"V":
        if len(data) < 3:
            return WAIT
        return _fixed(name, data, 4 if data[2] in (65, 66, 97, 98, 103, 104) else 3)
    if key == b"k":
        return _barcode(name, data)
    if key == b"v":
        if len(data) < 8:
            return WAIT
        return _fixed(name, data, 8 + (data[4] + 256 * data[5]) * (data[6] + 256 * data[7]))
    if key == b"(":
        return _extended(name, data)
    if key == b"8":
        # The same as GS ( with a length of four bytes.
        return _fixed(f"GS ({chr(data[2])}", data, 7 + int.from_bytes(data[3:7], "little"), 7) if len(data) >= 7 else WAIT
    return _unknown(data)


def _barcode(name: str, data: bytes) -> Found:
    if len(data) < 4:
        return WAIT
    if data[2] >= 65:
        return _fixed(name, data, 4 + data[3])
    end = data.find(b"\x00", 3)
    return WAIT if end < 0 else (Token(name, data[2:end]), end + 1)


def _extended(name: str, data: bytes) -> Found:
    """ESC ( and GS ( carry their length."""
    if len(data) < 5:
        return WAIT
    return _fixed(f"{name}{chr(data[2])}", data, 5 + data[3] + 256 * data[4], 5)


def _fs(data: bytes) -> Found:
    key = data[1:2]
    name = f"FS {key.decode('latin-1')}"
    if key in FS_LENGTHS:
        return _fixed(name, data, FS_LENGTHS[key])
    if key == b"(":
        return _extended(name, data)
    return _unknown(data)


_PREFIXED: dict[int, Callable[[bytes], Found]] = {DLE: _dle, ESC: _esc, GS: _gs, FS: _fs}
