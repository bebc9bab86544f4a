"""ZVT's bytes: messages (APDUs), packed decimals, bitmaps and TLV containers; pure.

A message is a two-byte command, a length and data. The data begin with fields of fixed places (told
by the command) and go on with bitmaps: a tag byte and a value whose length the tag implies.
"""

from collections.abc import Iterator
from dataclasses import dataclass

LONG_LENGTH = 0xFF

# Tag → length in bytes, or how the value tells its own length.
BITMAPS: dict[int, int | str] = {
    0x01: 1, 0x02: 1, 0x03: 1, 0x04: 6, 0x05: 1, 0x06: "TLV", 0x0B: 3, 0x0C: 3, 0x0D: 2, 0x0E: 2, 0x17: 2, 0x19: 1,
    0x22: "LL", 0x23: "LL", 0x24: "LLL", 0x27: 1, 0x29: 4, 0x2A: 15, 0x2D: "LL", 0x2E: "LLL", 0x37: 3, 0x3A: 2,
    0x3B: 8, 0x3C: "LLL", 0x3D: 3, 0x49: 2, 0x60: "LLL", 0x87: 2, 0x88: 3, 0x8A: 1, 0x8B: "LL", 0x8C: 1, 0x92: "LLL",
    0x9A: "LLL", 0xA0: 1, 0xA7: "LL", 0xAA: 3, 0xAF: "LLL", 0xBA: 5, 0xD0: 1, 0xD1: "LL", 0xD2: 1, 0xD3: 1, 0xF0: "LLL",
}  # fmt: skip


class ZvtError(ValueError):
    """Bytes that are no ZVT."""


@dataclass(frozen=True)
class Apdu:
    command: bytes
    data: bytes = b""

    def encode(self) -> bytes:
        size = len(self.data)
        length = bytes([size]) if size < LONG_LENGTH else bytes([LONG_LENGTH]) + size.to_bytes(2, "little")
        return self.command + length + self.data

    def __str__(self) -> str:
        return self.command.hex(" ")


def bcd(number: int, size: int) -> bytes:
    """Packed decimal of `size` bytes."""
    text = f"{number:0{size * 2}d}"
    if number < 0 or len(text) > size * 2:
        raise ZvtError(f"{number} does not fit in {size} bytes")
    return bytes.fromhex(text)


def from_bcd(data: bytes) -> int:
    text = data.hex()
    if not text.isdigit():
        raise ZvtError(f"not a packed decimal: {text}")
    return int(text)


def bitmaps(data: bytes) -> dict[int, bytes]:
    """The bitmaps of a data block. Strict: a tag of unknown length leaves the rest unreadable."""
    found: dict[int, bytes] = {}
    at = 0
    while at < len(data):
        tag = data[at]
        rule = BITMAPS.get(tag)
        if rule is None:
            raise ZvtError(f"unknown bitmap {tag:02X}")
        at += 1
        if rule == "TLV":
            size, skip = _tlv_length(data, at)
        elif isinstance(rule, str):
            size, skip = _var_length(data, at, len(rule)), len(rule)
        else:
            size, skip = rule, 0
        at += skip
        if at + size > len(data):
            raise ZvtError(f"bitmap {tag:02X} is cut short")
        found[tag] = data[at : at + size]
        at += size
    return found


def _var_length(data: bytes, at: int, digits: int) -> int:
    """LLVAR and LLLVAR: one decimal digit a byte, F0 to F9."""
    raw = data[at : at + digits]
    if len(raw) < digits or any(byte >> 4 != 0xF or byte & 0xF > 9 for byte in raw):
        raise ZvtError("a length is not readable")
    return int("".join(str(byte & 0xF) for byte in raw))


def var(tag: int, value: bytes) -> bytes:
    """A bitmap with LLVAR or LLLVAR length."""
    digits = len(str(BITMAPS[tag]))
    return bytes([tag]) + bytes(0xF0 | int(digit) for digit in f"{len(value):0{digits}d}") + value


def _tlv_length(data: bytes, at: int) -> tuple[int, int]:
    """The length at `at` and how many bytes it takes."""
    if at >= len(data):
        raise ZvtError("a TLV length is missing")
    first = data[at]
    if first < 0x80:
        return first, 1
    count = first & 0x7F
    if not 1 <= count <= 2 or at + 1 + count > len(data):
        raise ZvtError("a TLV length is not readable")
    return int.from_bytes(data[at + 1 : at + 1 + count], "big"), 1 + count


def walk_tlv(data: bytes) -> Iterator[tuple[str, bytes]]:
    """All elements, outer before inner, tags in hexadecimal."""
    at = 0
    while at < len(data):
        end = at + 1
        if data[at] & 0x1F == 0x1F:
            while end < len(data) and data[end] & 0x80:
                end += 1
            end += 1
        tag = data[at:end].hex().upper()
        size, skip = _tlv_length(data, end)
        start = end + skip
        if start + size > len(data):
            raise ZvtError(f"TLV element {tag} is cut short")
        value = data[start : start + size]
        yield tag, value
        if data[at] & 0x20:  # constructed: its value is elements again
            yield from walk_tlv(value)
        at = start + size
