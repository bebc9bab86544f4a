"""Reads the reports of HID-POS barcode scanners (USB usage page 0x8C); pure.

A report of 64 bytes: its number, how many bytes follow, the AIM identifier, up to 56 bytes of data, and whether the
next report goes on with the same code.
"""

from dataclasses import dataclass

from .scan_frames import LONGEST_SCAN

REPORT_BYTES = 64
AIM = slice(2, 5)
DATA_START, DATA_MOST = 5, 56
CONTINUED = 63


@dataclass(frozen=True)
class Form:
    """Where a maker puts what: the report's number, the first byte of data, how many, and whether AIM and `continued` exist."""

    report: int
    start: int
    most: int
    aim: bool


FORMS = {"hid_pos": Form(2, DATA_START, DATA_MOST, True), "plain": Form(1, 2, 62, False)}


@dataclass(frozen=True)
class Code:
    data: bytes
    aim: str | None


class Reports:
    def __init__(self, form: Form) -> None:
        self._form = form
        self._rest = b""
        self._begun = b""
        self.broken = 0

    @property
    def pending(self) -> bool:
        return bool(self._begun or self._rest)

    def feed(self, data: bytes) -> list[Code]:
        """The codes that these bytes complete. A node gives whole reports; a line may give parts of them."""
        self._rest += data
        codes: list[Code] = []
        while len(self._rest) >= REPORT_BYTES:
            report, self._rest = self._rest[:REPORT_BYTES], self._rest[REPORT_BYTES:]
            if report[0] == self._form.report:
                codes += self._report(report)
        return codes

    def flush(self) -> bool:
        """Nothing came for a while: what is begun will not be finished. True where something was."""
        was, self._begun, self._rest = self.pending, b"", b""
        return was

    def _report(self, report: bytes) -> list[Code]:
        form, size = self._form, report[1]
        if size > form.most:
            self.broken += 1
            self._begun = b""
            return []
        self._begun += report[form.start : form.start + size]
        if form.aim and report[CONTINUED] & 1:
            if len(self._begun) > LONGEST_SCAN:
                self.broken += 1
                self._begun = b""
            return []
        data, self._begun = self._begun, b""
        mark = report[AIM] if form.aim else b""
        return [Code(data, mark.decode("ascii") if mark[:1] == b"]" and mark.isascii() else None)]
