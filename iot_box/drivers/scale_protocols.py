"""How four families of scales talk. Pure: a conversation yields what to send and gets the answer back.

A weight is a decimal and a stable flag. Whatever is not a weight raises: nothing here ever answers 0 for
an error.
"""

import re
import secrets
from abc import ABC, abstractmethod
from collections.abc import Callable, Generator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from .serial_port import Exchange

EOT, ENQ, ACK, NAK, STX, ETX, ESC, DC1 = b"\x04", b"\x05", b"\x06", b"\x15", b"\x02", b"\x03", b"\x1b", b"\x11"
GRAMS = {"g": Decimal(1), "kg": Decimal(1000), "lb": Decimal("453.59237"), "oz": Decimal("28.349523125")}


@dataclass(frozen=True)
class Ask:
    """What a weighing needs to know; the price goes to scales that show it to the customer."""

    unit_price: int | None = None
    tare_g: int = 0
    text: str = ""


@dataclass(frozen=True)
class Reading:
    weight_g: Decimal
    stable: bool
    net: bool = False
    unit_price: int | None = None
    price: int | None = None


class ScaleError(Exception):
    """The scale says why it can't weigh; `code` is translated by the till."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Moving(Exception):
    """The scale has not come to rest; asking again will help."""


Talk = Generator[Exchange, bytes, Reading]
Command = Generator[Exchange, bytes, None]


class Protocol(ABC):
    """`read` weighs; `hello` only shows that the scale is there; the rest where the family has it."""

    @abstractmethod
    def read(self, ask: Ask) -> Talk: ...

    @abstractmethod
    def hello(self) -> Command: ...

    def tare(self) -> Command:
        raise ScaleError("not_supported", "this scale can't be tared from the till")

    def zero(self) -> Command:
        raise ScaleError("not_supported", "this scale can't be set to zero from the till")


def ends_with(*marks: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.endswith(marks)


def grams(number: str, unit: str) -> Decimal:
    try:
        return Decimal(number.replace(" ", "")) * GRAMS[unit.lower().strip()]
    except (InvalidOperation, KeyError):
        raise ScaleError("scale_error", f"the scale sent {number!r} {unit!r} for a weight") from None


def garbled(data: bytes) -> ScaleError:
    return ScaleError("scale_error", f"the scale sent something unexpected: {data[:40].hex()}")


def minus_tare(weight_g: Decimal, ask: Ask) -> Decimal:
    """Net of a known tare, for families that take none from the till."""
    net = weight_g - ask.tare_g
    if net < 0:
        raise ScaleError("scale_underload", "there is less on the scale than the packaging weighs")
    return net


class Toledo8217(Protocol):
    """W: STX weight CR when at rest, else STX ? and one byte of reasons."""

    def read(self, ask: Ask) -> Talk:
        data = yield Exchange(b"W", ends_with(b"\r"))
        match = re.fullmatch(rb"\x02 *(\d{1,4}(?:\.\d{1,4})?)(N?)\r", data)
        if match:
            return Reading(minus_tare(grams(match[1].decode(), "kg"), ask), stable=True, net=bool(match[2]) or ask.tare_g > 0)
        reasons = re.fullmatch(rb"\x02 *\?(.)\r", data, re.DOTALL)
        if not reasons:
            raise garbled(data)
        bits = reasons[1][0]
        if bits & 0x02:
            raise ScaleError("scale_overload", "there is too much on the scale")
        if bits & 0x04:
            raise ScaleError("scale_underload", "the scale is below zero; empty it and set it to zero")
        if bits & 0x01:
            raise Moving
        raise ScaleError("scale_error", f"the scale can't weigh (status {bits:#04x})")

    def hello(self) -> Command:
        yield Exchange(b"W", ends_with(b"\r"))

    def tare(self) -> Command:
        yield Exchange(b"T", None)

    def zero(self) -> Command:
        yield Exchange(b"Z", None)


class MtSics(Protocol):
    """Lines of text; SI is answered at once with S for stable and D for moving."""

    def read(self, ask: Ask) -> Talk:
        data = yield Exchange(b"SI\r\n", ends_with(b"\r\n"))
        line = data.decode("ascii", "replace").strip()
        match = re.fullmatch(r"S ([SD]) +(-?[\d.]+) (g|kg|lb|oz)", line)
        if match:
            weight = grams(match[2], match[3])
            if weight < 0:
                raise ScaleError("scale_underload", "the scale is below zero; empty it and set it to zero")
            return Reading(minus_tare(weight, ask), stable=match[1] == "S", net=ask.tare_g > 0)
        raise self._refused(line, data)

    def hello(self) -> Command:
        yield Exchange(b"SI\r\n", ends_with(b"\r\n"))

    def tare(self) -> Command:
        data = yield Exchange(b"T\r\n", ends_with(b"\r\n"), 5.0)
        if not data.startswith(b"T S"):
            raise self._refused(data.decode("ascii", "replace").strip(), data)

    def zero(self) -> Command:
        data = yield Exchange(b"Z\r\n", ends_with(b"\r\n"), 5.0)
        if not data.startswith(b"Z A"):
            raise self._refused(data.decode("ascii", "replace").strip(), data)

    @staticmethod
    def _refused(line: str, data: bytes) -> Exception:
        reason = line[2:3] if len(line) == 3 else ""
        if reason == "+":
            return ScaleError("scale_overload", "there is too much on the scale")
        if reason == "-":
            return ScaleError("scale_underload", "the scale is below zero; empty it and set it to zero")
        return Moving() if reason == "I" else garbled(data)


class Cas(Protocol):
    """ENQ, ACK, DC1, then a frame with S or U for stable, and an exclusive-or over it."""

    def read(self, ask: Ask) -> Talk:
        yield from self._knock()
        data = yield Exchange(DC1, ends_with(EOT, NAK))
        match = re.fullmatch(rb"\x01\x02(([SU])([ \-F])([\d ]{2,4}\.[\d]{1,3})([a-zA-Z]{2}))(.)\x03\x04", data, re.DOTALL)
        if not match or exclusive_or(match[1]) != match[6][0]:
            raise garbled(data)
        if match[3] == b"F":
            raise ScaleError("scale_overload", "there is too much on the scale")
        if match[3] == b"-":
            raise ScaleError("scale_underload", "the scale is below zero; empty it and set it to zero")
        weight = grams(match[4].decode(), match[5].decode())
        return Reading(minus_tare(weight, ask), stable=match[2] == b"S", net=ask.tare_g > 0)

    def hello(self) -> Command:
        data = yield Exchange(ENQ, ends_with(ACK, NAK))
        if data[-1:] not in (ACK, NAK):
            raise garbled(data)

    def _knock(self) -> Command:
        data = yield Exchange(ENQ, ends_with(ACK, NAK))
        if data[-1:] == NAK:
            raise Moving


class Dialog06(Protocol):
    """Unit price to the scale, weight and price back; now and then the scale checks the till by a checksum.

    The checksum's generator is given by the scale's maker under agreement, so it is a setting.
    """

    ERRORS = {
        "11": ("invalid", "the scale refuses the unit price"),
        "12": ("invalid", "the scale refuses the tare"),
        "13": ("invalid", "the scale refuses the text"),
        "21": ("scale_unchanged", "nothing has moved on the scale since the last weighing"),
        "30": ("scale_minimum", "there is too little on the scale"),
        "31": ("scale_underload", "the scale is below zero; empty it and set it to zero"),
        "32": ("scale_overload", "there is too much on the scale"),
    }
    MOVING = ("20", "22")

    def __init__(self, generator: int | None = None) -> None:
        self._generator = generator

    def read(self, ask: Ask) -> Talk:
        answer = yield self._price(ask)
        if answer[-1:] == ETX:
            yield from self._prove(answer)
            answer = yield self._price(ask)
        if answer[-1:] != ACK:
            yield from self._explain()
        answer = yield Exchange(EOT + ENQ, ends_with(ETX, NAK), 3.0)
        match = re.fullmatch(rb"\x0202\x1b([0-3])\x1b(\d{5})\x1b(\d{5,6})\x1b(\d{6})\x03", answer)
        if not match:
            if answer[-1:] == NAK:
                yield from self._explain()
            raise garbled(answer)
        yield Exchange(EOT, None)
        if match[1] != b"3":
            raise ScaleError("scale_error", "the scale does not weigh in kilograms")
        return Reading(Decimal(int(match[2])), True, ask.tare_g > 0, int(match[3]), int(match[4]))

    def hello(self) -> Command:
        yield Exchange(EOT + STX + b"08" + ETX, ends_with(ETX, NAK))
        yield Exchange(EOT, None)

    def _price(self, ask: Ask) -> Exchange:
        record, body = "01", f"{ask.unit_price or 1:06d}"
        if not ask.tare_g and not ask.text:
            body += "\x1b"
        if ask.tare_g:
            record, body = "03", f"{body}\x1b{ask.tare_g:04d}"
        if ask.text:
            record, body = "05" if ask.tare_g else "04", f"{body}\x1b{ask.text[:13]:13}"
        data = EOT + STX + record.encode() + ESC + body.encode("cp850", "replace") + ETX
        return Exchange(data, ends_with(ACK, NAK, ETX))

    def _explain(self) -> Command:
        """Ask for the reason of a NAK, and raise it."""
        answer = yield Exchange(EOT + STX + b"08" + ETX, ends_with(ETX, NAK))
        match = re.fullmatch(rb"\x0209\x1b(\d\d)\x03", answer)
        yield Exchange(EOT, None)
        if not match:
            raise garbled(answer)
        status = match[1].decode()
        if status in self.MOVING:
            raise Moving
        raise ScaleError(*self.ERRORS.get(status, ("scale_error", f"the scale reports error {status}")))

    def _prove(self, answer: bytes) -> Command:
        """Record 11 asks for a checksum, scrambled by the number that comes with it."""
        match = re.fullmatch(rb"\x0211\x1b2([0-9A-F]{2})\x03", answer)
        if not match:
            raise garbled(answer)
        if self._generator is None:
            raise ScaleError("checksum_needed", "this scale asks for a checksum; set checksum_generator, which its maker gives")
        checksum = secrets.randbits(16)
        left, right = int(match[1][:1], 16), int(match[1][1:], 16)
        body = f"{rotate_left(checksum, left):04X}{rotate_left(remainder(checksum, self._generator), -right):04X}"
        taken = yield Exchange(EOT + STX + b"10" + ESC + body.encode() + ETX, ends_with(ACK, NAK))
        verdict = yield Exchange(EOT + ENQ, ends_with(ETX, NAK))
        if taken != ACK or verdict != STX + b"11" + ESC + b"1" + ETX:
            raise ScaleError("checksum_refused", "the scale refuses the checksum; is checksum_generator right?")


def exclusive_or(data: bytes) -> int:
    value = 0
    for byte in data:
        value ^= byte
    return value


def rotate_left(value: int, bits: int) -> int:
    """16 bits; a negative count rotates to the right."""
    bits %= 16
    return (value << bits | value >> (16 - bits)) & 0xFFFF


def remainder(checksum: int, generator: int) -> int:
    """What is left of the checksum, 16 zeros behind it, divided by a generator of 17 bits."""
    value = checksum << 16
    for bit in range(31, 15, -1):
        if value >> bit & 1:
            value ^= generator << (bit - 16)
    return value
