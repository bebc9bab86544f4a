"""Reads a label printer's answer to ~HS: three strings between STX and ETX; pure."""

from dataclasses import dataclass

from .base import Problem

QUESTION = b"~HS"
STX, ETX = 0x02, 0x03
STRINGS = 3


@dataclass(frozen=True)
class Status:
    paper_out: bool
    paused: bool
    formats_waiting: int
    buffer_full: bool
    head_up: bool
    ribbon_out: bool
    labels_left: int

    @property
    def busy(self) -> bool:
        return self.formats_waiting > 0 or self.labels_left > 0

    def problem(self) -> Problem | None:
        if self.head_up:
            return Problem("cover_open", "the print head is open")
        if self.paper_out:
            return Problem("paper_out", "the printer has no labels")
        if self.ribbon_out:
            return Problem("ribbon_out", "the printer has no ribbon")
        if self.paused:
            return Problem("printer_paused", "the printer is paused; press its pause key")
        return None


class Replies:
    def __init__(self) -> None:
        self._buffer = bytearray()
        self._strings: list[list[str]] = []

    def feed(self, data: bytes) -> list[Status]:
        """The answers that these bytes complete."""
        self._buffer += data
        found: list[Status] = []
        while (end := self._buffer.find(ETX)) >= 0:
            start = self._buffer.rfind(STX, 0, end)
            fields = bytes(self._buffer[start + 1 : end]).decode("ascii", "replace").split(",")
            del self._buffer[: end + 1]
            # Only the first string has 12 fields; it begins an answer anew, so that half an answer does no harm.
            self._strings = [fields] if len(fields) >= 12 else [*self._strings, fields]
            if len(self._strings) == STRINGS:
                status = _status(*self._strings[:2])
                self._strings = []
                found += [status] if status else []
        del self._buffer[:-512]
        return found


def _status(first: list[str], second: list[str]) -> Status | None:
    try:
        return Status(
            paper_out=first[1] == "1",
            paused=first[2] == "1",
            formats_waiting=int(first[4]),
            buffer_full=first[5] == "1",
            head_up=second[2] == "1",
            ribbon_out=second[3] == "1",
            labels_left=int(second[8]),
        )
    except (IndexError, ValueError):
        return None
