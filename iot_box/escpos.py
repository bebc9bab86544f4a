"""Turns the rows of a receipt document into ESC/POS bytes for one printer model.

One code page is pinned for each printer: hopping between pages in a line is what makes other drivers print
wrong letters. A line that the page can't hold goes as dots; all else is text and native codes, which are
short enough to print in a moment on a slow line.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from . import raster
from .document import Barcode, Cut, Picture, Qr, Row, Space, Style, Text
from .drivers.base import JobFailed

# The library's own list of printer models takes a quarter of a second and 10 MB to load; ours is short.
os.environ.setdefault("ESCPOS_CAPABILITIES_FILE", str(Path(__file__).with_name("escpos_models.json")))
from escpos.constants import QR_ECLEVEL_M  # type: ignore[import-untyped]  # noqa: E402
from escpos.printer import Dummy  # type: ignore[import-untyped]  # noqa: E402

ESC, GS, FS = b"\x1b", b"\x1d", b"\x1c"
STRIP_ROWS = 255
ALIGN = {"left": b"\x1ba\x00", "center": b"\x1ba\x01", "right": b"\x1ba\x02"}
SIZE = {"normal": 0x00, "wide": 0x10, "tall": 0x01, "double": 0x11}
FENCE = GS + b"r\x01"
DRAWER_FENCE = GS + b"r\x02"
FRESH_SHEET = b"\n" + GS + b"VB\x00"
DRAWER_PINS = {2: 0, 5: 1}


@dataclass(frozen=True)
class Model:
    """What a printer model can do."""

    escpos_name: str
    dots: int
    dots_per_mm: float
    code_pages: dict[str, int]

    @property
    def columns(self) -> int:
        return self.dots // raster.CELL[0]


EPSON_PAGES = {"cp437": 0, "cp850": 2, "cp865": 5, "cp1252": 16, "cp858": 19}
MODELS = {
    "epson80": Model("epson80", 576, 8.0, EPSON_PAGES),
    "epson80_512": Model("epson80_512", 512, 7.1, EPSON_PAGES),
    "epson58": Model("epson58", 384, 8.0, EPSON_PAGES),
}


class Encoder:
    """Collects the bytes of one receipt and sends a style only when it changes."""

    def __init__(self, model: Model, codepage: str, columns: int, font: str | None = None) -> None:
        self.model = model
        self.codepage = codepage
        self.columns = columns
        self.dots = columns * raster.CELL[0]
        self.font = font
        self._out = bytearray()
        self._align = "left"
        self._style = Style()

    def encode(self, rows: Sequence[Row], *, cut_at_end: bool) -> bytes:
        self._begin()
        for row in rows:
            self._row(row)
        if cut_at_end and not any(isinstance(row, Cut) for row in rows):
            self._row(Cut("partial"))
        return bytes(self._out)

    def _begin(self) -> None:
        # ESC @ forgets what another program left behind; FS . keeps Asian models from joining two bytes of
        # Norwegian letters into one sign; ESC R 0 keeps brackets from turning into national letters.
        page = self.model.code_pages[self.codepage]
        self._out += ESC + b"@" + FS + b"." + ESC + b"R\x00" + ESC + b"t" + bytes([page])
        margin = (self.model.dots - self.dots) // 2
        if margin:
            # Fewer columns than the paper could hold: keep them in its middle.
            self._out += GS + b"L" + margin.to_bytes(2, "little") + GS + b"W" + self.dots.to_bytes(2, "little")

    def _row(self, row: Row) -> None:
        match row:
            case Text():
                self._text(row)
            case Space():
                self._out += ESC + b"d" + bytes([row.rows])
            case Barcode():
                self._barcode(row)
            case Qr():
                self._qr(row)
            case Picture():
                self._picture(row)
            case Cut():
                self._out += GS + b"V" + (b"A" if row.mode == "full" else b"B") + b"\x00"

    def _text(self, row: Text) -> None:
        try:
            data = row.text.encode(self.codepage)
        except UnicodeEncodeError:
            image = raster.draw(row, self.columns, self.font)
            self._set_align("left")
            self._image(image)
            return
        self._set_align(row.align)
        self._set_style(row.style)
        self._out += data + b"\n"

    def _set_align(self, align: str) -> None:
        if align != self._align:
            self._out += ALIGN[align]
            self._align = align

    def _set_style(self, style: Style) -> None:
        if style.size != self._style.size:
            self._out += GS + b"!" + bytes([SIZE[style.size]])
        if style.bold != self._style.bold:
            self._out += ESC + b"E" + bytes([style.bold])
        if style.underline != self._style.underline:
            self._out += ESC + b"-" + bytes([style.underline])
        self._style = style

    def _barcode(self, row: Barcode) -> None:
        payload, modules = (row.data[:12].encode(), 95) if row.symbology == "ean13" else _code128(row.data)
        width = next((w for w in (3, 2) if modules * w <= self.dots), None)
        if width is None or len(payload) > 255:
            raise JobFailed("invalid", f"row {row.number}: the barcode is wider than the paper", f"document.rows[{row.number}].data")
        self._set_align("center")
        self._set_style(Style())
        height = min(255, max(1, round(row.height_mm * self.model.dots_per_mm)))
        self._out += GS + b"h" + bytes([height]) + GS + b"w" + bytes([width]) + GS + b"H" + (b"\x02" if row.text else b"\x00")
        self._out += GS + b"k" + (b"C" if row.symbology == "ean13" else b"I") + bytes([len(payload)]) + payload

    def _qr(self, row: Qr) -> None:
        if _qr_modules(row.data) * row.size > self.dots:
            raise JobFailed("invalid", f"row {row.number}: the code is wider than the paper", f"document.rows[{row.number}].size")
        self._set_align("center")
        self._set_style(Style())
        device = self._device()
        device.qr(row.data, ec=QR_ECLEVEL_M, size=row.size, native=True)
        self._out += device.output + b"\n"

    def _picture(self, row: Picture) -> None:
        if row.image.width > self.dots:
            raise JobFailed(
                "invalid",
                f"row {row.number}: the picture is {row.image.width} dots wide, the paper {self.dots}",
                f"document.rows[{row.number}].width_px",
            )
        self._set_align(row.align)
        self._image(row.image)

    def _image(self, image: Image.Image) -> None:
        device = self._device()
        device.image(image, impl="bitImageRaster", fragment_height=STRIP_ROWS)
        self._out += device.output

    def _device(self) -> Dummy:
        return Dummy(profile=self.model.escpos_name)


def kick(pin: int) -> bytes:
    """Open the drawer in the order of printing, and ask for its state."""
    device = Dummy()
    device.cashdraw(pin)
    return bytes(device.output) + DRAWER_FENCE


def kick_now(pin: int) -> bytes:
    """Open the drawer at once, which works while the printer waits for paper."""
    return b"\x10\x14\x01" + bytes([DRAWER_PINS[pin], 2])


def _code128(data: str) -> tuple[bytes, int]:
    """The bytes for GS k and how many modules wide the symbol is. Digits go in pairs where that is shorter."""
    if data.isdigit() and len(data) % 2 == 0 and len(data) >= 4:
        pairs = bytes(int(data[n : n + 2]) for n in range(0, len(data), 2))
        return b"{C" + pairs, 11 * (len(pairs) + 2) + 13
    return b"{B" + data.replace("{", "{{").encode("ascii"), 11 * (len(data) + 2) + 13


def _qr_modules(data: str) -> int:
    import qrcode  # type: ignore[import-untyped]  # only receipts with a code need it

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(data.encode(), optimize=0)
    return 17 + 4 * int(code.best_fit())
