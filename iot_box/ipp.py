"""The Internet Printing Protocol (RFC 8010): builds requests and reads answers; pure."""

import struct
from typing import Any

VERSION = b"\x01\x01"
GROUPS = {1: "operation", 2: "job", 4: "printer", 5: "unsupported"}
END = 3
INTEGER, BOOLEAN, ENUM, KEYWORD, URI, CHARSET, LANGUAGE, NAME, MIME = 0x21, 0x22, 0x23, 0x44, 0x45, 0x47, 0x48, 0x42, 0x49
NUMBERS = (INTEGER, ENUM)
PRINT_JOB, GET_JOB, GET_PRINTER = 0x0002, 0x0009, 0x000B
Values = dict[str, list[Any]]


class BadAnswer(Exception):
    """Not IPP, or cut off."""


def request(operation: int, number: int, attributes: list[tuple[int, str, Any]]) -> bytes:
    """A request with its operation attributes; a list of values is one attribute with several."""
    head = [(CHARSET, "attributes-charset", "utf-8"), (LANGUAGE, "attributes-natural-language", "en"), *attributes]
    body = b"".join(_attribute(tag, name, value) for tag, name, value in head)
    return VERSION + struct.pack(">HI", operation, number) + b"\x01" + body + bytes([END])


def _attribute(tag: int, name: str, value: Any) -> bytes:
    out = b""
    for each in value if isinstance(value, list) else [value]:
        data = struct.pack(">i", each) if tag in NUMBERS else each.encode()
        own = name.encode() if not out else b""
        out += bytes([tag]) + struct.pack(">H", len(own)) + own + struct.pack(">H", len(data)) + data
    return out


def answer(data: bytes) -> tuple[int, dict[str, Values]]:
    """The status and the attributes by group."""
    if len(data) < 9:
        raise BadAnswer("too short for IPP")
    status = struct.unpack(">H", data[2:4])[0]
    found: dict[str, Values] = {}
    group: Values = {}
    name, at = "", 8
    try:
        while data[at] != END:
            tag = data[at]
            at += 1
            if tag < 0x10:
                group = found.setdefault(GROUPS.get(tag, str(tag)), {})
                continue
            key, at = _field(data, at)
            value, at = _field(data, at)
            name = key.decode() or name
            group.setdefault(name, []).append(_value(tag, value))
    except (IndexError, struct.error, UnicodeDecodeError):
        raise BadAnswer("the answer is cut off") from None
    return status, found


def _field(data: bytes, at: int) -> tuple[bytes, int]:
    size = struct.unpack(">H", data[at : at + 2])[0]
    if at + 2 + size > len(data):
        raise IndexError
    return data[at + 2 : at + 2 + size], at + 2 + size


def _value(tag: int, value: bytes) -> Any:
    if tag in NUMBERS and len(value) == 4:
        return struct.unpack(">i", value)[0]
    if tag == BOOLEAN:
        return value != b"\x00"
    return value.decode("utf-8", "replace")
