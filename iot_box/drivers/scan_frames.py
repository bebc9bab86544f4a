"""Cuts a scanner's byte stream into scans; pure, so every odd way of arriving is tested without a port.

Scanners end a scan with a suffix, or with nothing but a pause. Bytes may dribble in or two scans may come
in one read. A scanner that has sent its suffix once will send it again, so from then on a short pause
is no end and a slow line can't break a scan in two.
"""

import re
from dataclasses import dataclass

SUFFIXES = {"cr": b"\r", "lf": b"\n", "crlf": b"\r\n", "tab": b"\t", "none": b""}
LONGEST_SCAN = 8192
# A suffix is set but was never seen: the scanner may lack it, so a pause ends the scan after all.
UNPROVEN_QUIET_S = 0.25
PROVEN_QUIET_S = 1.0
AIM = re.compile(r"^\][A-Za-z][0-9A-Za-z]")
# GS1 separators and the frame marks of ISO 15434 are data; other control characters are line noise.
NOISE = re.compile(r"[^\x1d\x1e\x04\x20-\x7e\x80-\U0010ffff]|[\x80-\x9f]|\ufffd")


@dataclass(frozen=True)
class Read:
    """One scan as the till gets it."""

    data: str
    raw_aim: str | None


@dataclass(frozen=True)
class Rejected:
    """Something was scanned that can't be sold; the till is told why, since the cashier heard the beep."""

    reason: str


class Splitter:
    def __init__(self, suffix: str, idle_s: float) -> None:
        self._suffix = SUFFIXES[suffix]
        self._idle_s = idle_s
        self._buffer = bytearray()
        self._proven = False
        self._skipping = False
        self.overflows = 0

    @property
    def pending(self) -> bool:
        """Something that a pause would end."""
        return bool(self._buffer) or self._skipping

    @property
    def quiet_s(self) -> float:
        """How long a pause ends a scan that has no suffix yet."""
        if not self._suffix:
            return self._idle_s
        return max(self._idle_s, PROVEN_QUIET_S if self._proven else UNPROVEN_QUIET_S)

    def feed(self, data: bytes) -> list[bytes]:
        """Scans that these bytes complete."""
        self._buffer += data
        done: list[bytes] = []
        if self._suffix:
            *parts, rest = bytes(self._buffer).split(self._suffix)
            self._buffer[:] = rest
            self._proven = self._proven or bool(parts)
            if parts and self._skipping:
                parts, self._skipping = parts[1:], False
            done = [part for part in (p.strip(b"\r\n\t") for p in parts) if part]
        if len(self._buffer) > LONGEST_SCAN:
            # No barcode is that long: noise. What follows up to the next suffix is its tail.
            self.skip()
            self.overflows += 1
        return done

    def skip(self) -> None:
        """Some bytes were lost: what is there, and what comes up to the next end, is part of a code only."""
        self._buffer.clear()
        self._skipping = True

    def flush(self) -> list[bytes]:
        """The line has been quiet for `quiet_s`: what is there is a scan."""
        data = bytes(self._buffer)
        self._buffer.clear()
        if self._skipping:
            self._skipping = False
            return []
        # A scanner that is set to another suffix than the box: what stands at the end stands between its scans too.
        ends = data[-1:] if data[-1:] in (b"\r", b"\n", b"\t") else b""
        parts = data.split(ends) if ends else [data]
        return [part for part in (p.strip(b"\r\n\t") for p in parts) if part]


def decode(data: bytes, aim: bool) -> Read | Rejected:
    """The scan's text and symbology mark, or why it can't be one."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    text = text.strip(" ")
    if not text:
        return Rejected("empty")
    if NOISE.search(text):
        return Rejected("control_characters")
    match = AIM.match(text) if aim else None
    if match is None:
        return Read(text, None)
    return Read(text[3:], match.group()) if len(text) > 3 else Rejected("empty")
