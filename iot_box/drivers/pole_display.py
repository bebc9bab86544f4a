"""Customer displays of two lines on a serial port, in the ESC/POS form that most of them understand."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..display_document import parse, two_lines
from ..lines import is_line
from .base import Context, Driver, JobFailed, Json, Kind, Misfit, option
from .device_node import Line
from .serial_port import Exchange, SerialPort

CODE_PAGES = {"cp437": 0, "cp850": 2, "cp865": 5, "cp1252": 16, "cp858": 19}


@dataclass(frozen=True)
class DisplayConfig(Line):
    columns: int = option(20, minimum=8, maximum=40)
    codepage: str = option("cp858", choices=tuple(CODE_PAGES))


class PoleDisplay(Driver[DisplayConfig]):
    name = "pole_display"
    kind = Kind.DISPLAY
    config_class = DisplayConfig
    check_every_s = 1.0

    def __init__(self, context: Context, config: DisplayConfig) -> None:
        super().__init__(context, config)
        self._port = SerialPort(config, "display")
        self._lines = ["", ""]

    def path(self) -> str | None:
        return self.config.port

    async def setup(self) -> None:
        await self._port.open()
        # What stood there before the cable was pulled stands there again.
        await self._show()

    async def check(self) -> None:
        self._port.check()

    async def unload(self) -> None:
        self._port.close()

    def snapshot(self) -> Json:
        return {"lines": self._lines, "columns": self.config.columns}

    async def execute(self, job: Mapping[str, Any]) -> Json:
        """{"lines": [upper, lower]}, where a line that is too long is refused, since half a price misleads; or {"document": {…}}."""
        if "document" in job:
            lines = two_lines(parse(job["document"]), self.config.columns)
        else:
            lines = [str(line) for line in job.get("lines", [])]
        if len(lines) != 2:
            raise JobFailed("invalid", "a display has two lines", "lines")
        for number, line in enumerate(lines):
            if len(self._bytes(line)) > self.config.columns:
                raise Misfit("invalid", f"line {number} is longer than {self.config.columns} characters", f"lines[{number}]")
        self._lines = lines
        await self._show()
        self.ctx.changed()
        return {"lines": lines}

    async def _show(self) -> None:
        """ESC @ starts over, ESC t sets the code page, FF clears; the second line follows the full first one."""
        text = b"".join(self._bytes(line).ljust(self.config.columns) for line in self._lines)
        page = bytes([CODE_PAGES[self.config.codepage]])
        await self._port.exchange(Exchange(b"\x1b@\x1bt" + page + b"\x0c" + text, None))

    def _bytes(self, line: str) -> bytes:
        """In the display's code page; letters that it lacks lose their marks before they become a question mark."""
        out = b""
        for char in unicodedata.normalize("NFC", line).replace("\u00a0", " ").replace("\u202f", " ").replace("\u2212", "-"):
            if not is_line(char):
                raise JobFailed("invalid", "a line has a control character", "lines")
            try:
                out += char.encode(self.config.codepage)
            except UnicodeEncodeError:
                out += unicodedata.normalize("NFD", char)[0].encode(self.config.codepage, "replace")
        return out
