"""The simulated ZVT terminal's bytes, written apart from the box's own code for ZVT."""

import asyncio
import struct
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs

from .terminal_wire import Line

REGISTRATION, AUTHORISATION, REVERSAL, REFUND = b"\x06\x00", b"\x06\x01", b"\x06\x30", b"\x06\x31"
REPEAT_RECEIPT, END_OF_DAY, ABORT, STATUS_ENQUIRY = b"\x06\x20", b"\x06\x50", b"\x06\xb0", b"\x05\x01"
STATUS, INTERMEDIATE, COMPLETION, ABORTED, PRINT_BLOCK = b"\x04\x0f", b"\x04\xff", b"\x06\x0f", b"\x06\x1e", b"\x06\xd3"
ACK, NACK_BUSY, NACK_UNKNOWN = b"\x80\x00\x00", b"\x84\x9c\x00", b"\x84\x83\x00"
CURRENCIES = {"NOK": "0578", "SEK": "0752", "DKK": "0208", "EUR": "0978"}
ACK_TIMEOUT_S = 5

# Fields that a till sends: tag → bytes.
SIZES = {0x04: 6, 0x49: 2, 0x87: 2, 0x19: 1, 0x03: 1}
# Masked number with 'E', BankAxept as name, authorisation attribute.
CARD = b"\x22\xf1\xf0" + bytes.fromhex("541332EEEEEEEEEE0119") + b"\x8b\xf1\xf0BankAxept\x00" + b"\x3bA1B2C3\x00\x00"


def currency_number(currency: str) -> bytes:
    return bytes.fromhex(CURRENCIES[currency])


def encode(command: bytes, data: bytes) -> bytes:
    size = struct.pack("B", len(data)) if len(data) < 255 else b"\xff" + struct.pack("<H", len(data))
    return command + size + data


def fields(data: bytes) -> dict[int, bytes]:
    found = {}
    while data:
        size = SIZES[data[0]]
        found[data[0]], data = data[1 : 1 + size], data[1 + size :]
    return found


def moment() -> bytes:
    now = datetime.now()
    return b"\x0c" + bytes.fromhex(now.strftime("%H%M%S")) + b"\x0d" + bytes.fromhex(now.strftime("%m%d"))


def _element(tag: bytes, value: bytes) -> bytes:
    size = len(value)
    length = struct.pack("B", size) if size < 128 else b"\x82" + struct.pack(">H", size)
    return tag + length + value


def receipt_block(kind: int, document: Any) -> bytes:
    """A text block: a TLV container with the receipt's type and its lines."""
    lines = document if isinstance(document, list) else _lines(document)
    texts = b"".join(_element(b"\x07", line.encode("cp865", "replace")) for line in lines)
    inner = _element(b"\x1f\x07", bytes([kind])) + _element(b"\x25", texts)
    return _element(b"\x06", inner)


def _lines(document: dict[str, Any]) -> list[str]:
    pairs = (parse_qs(text["Text"]) for text in document["OutputContent"]["OutputText"])
    return [" ".join([*pair.get("name", []), *pair.get("value", [])]) for pair in pairs]


class Talk:
    """One line to a till. Everything said is to be acknowledged."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def receive(self) -> tuple[bytes, bytes]:
        """The next command of the till."""
        head = await self._line.exactly(3)
        size = head[2]
        if size == 255:
            size = struct.unpack("<H", await self._line.exactly(2))[0]
        return head[:2], await self._line.exactly(size)

    async def send(self, data: bytes) -> None:
        await self._line.send(data)

    async def raw(self, data: bytes) -> None:
        await self._line.send(data)

    async def say(self, command: bytes, data: bytes) -> None:
        await self._line.send(encode(command, data))
        await self.acknowledged()

    async def acknowledged(self) -> None:
        """Waits for the till's acknowledgement; a till that sends something else has lost the thread."""
        async with asyncio.timeout(ACK_TIMEOUT_S):
            head = await self._line.exactly(3)
            while head[:2] == ABORT:  # it came too late to stop anything
                await self.send(ACK)
                head = await self._line.exactly(3)
        if head != ACK:
            raise ValueError(f"{head.hex()} instead of an acknowledgement")

    def hang_up(self) -> None:
        self._line.hang_up()
