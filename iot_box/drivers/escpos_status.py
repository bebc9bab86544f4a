"""Reads what an ESC/POS printer answers: real-time status, answers in buffer order, automatic status."""

from dataclasses import dataclass, replace

from .base import Problem

ASB_BYTES = 4
BLOCK_START = 0x37


@dataclass(frozen=True)
class Status:
    """The printer's state, from the answers to DLE EOT 1 to 4."""

    online: bool = True
    cover_open: bool = False
    paper_out: bool = False
    paper_low: bool = False
    failed: bool = False
    drawer_high: bool = False

    def problem(self) -> Problem | None:
        if self.cover_open:
            return Problem("cover_open", "the printer's cover is open")
        if self.paper_out:
            return Problem("paper_out", "the printer has no paper")
        if self.failed:
            return Problem("printer_error", "the printer reports an error (cutter or head)")
        if not self.online:
            return Problem("printer_offline", "the printer is offline")
        return None

    def with_answer(self, question: int, byte: int) -> "Status":
        """The state after the answer to DLE EOT `question`."""
        if question == 1:
            return replace(self, drawer_high=bool(byte & 0x04), online=not byte & 0x08)
        if question == 2:
            return replace(self, cover_open=bool(byte & 0x04), failed=bool(byte & 0x40))
        if question == 4:
            return replace(self, paper_low=bool(byte & 0x0C), paper_out=bool(byte & 0x60))
        return self


class Answers:
    """Sorts incoming bytes. Fixed bits tell the kinds apart: DLE EOT 0xx1xx10, ASB 0xx1xx00, others 0xx0xxxx."""

    def __init__(self) -> None:
        self._skip = 0
        self._expects_block = False
        self._block = bytearray()

    def expect_block(self, expected: bool = True) -> None:
        """A block, 37h … 00h, was asked for; unasked those bytes could be anything."""
        self._expects_block = expected
        self._block.clear()

    def feed(self, data: bytes) -> list[tuple[str, bytes]]:
        """("status", byte) answers DLE EOT, ("ordered", byte) answers GS r, ("block", bytes) a question for a list."""
        found: list[tuple[str, bytes]] = []
        for byte in data:
            if self._block or (self._expects_block and byte == BLOCK_START):
                self._block.append(byte)
                if byte == 0:
                    found.append(("block", bytes(self._block)))
                    self._block.clear()
            elif self._skip:
                self._skip -= 1
            elif byte & 0x93 == 0x12:
                found.append(("status", bytes([byte])))
            elif byte & 0x93 == 0x10:
                # Automatic status that somebody else switched on; asked for again by us, so skipped.
                self._skip = ASB_BYTES - 1
            elif byte & 0x90 == 0:
                found.append(("ordered", bytes([byte])))
        return found
