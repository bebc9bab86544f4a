"""Turns the rows of a receipt document into ESC/POS bytes for one printer model.

One code page is pinned for each printer: hopping between pages in a line is what makes other drivers print
wrong letters. A line that the page can't hold goes as dots; all else is text and native codes, which are
short enough to print in a moment on a slow line.
"""

from collections.abc import Collection, Sequence

from PIL import Image

from . import raster
from .codes import qr_size
from .document import Barcode, Cut, Picture, Qr, Row, Space, Style, Text
from .drivers.base import Misfit
from .escpos_models import Model
from .logos import Logo

ESC, GS, FS = b"\x1b", b"\x1d", b"\x1c"
STRIP_ROWS = 255
ALIGN = {"left": b"\x1ba\x00", "center": b"\x1ba\x01", "right": b"\x1ba\x02"}
SIZE = {"normal": 0x00, "wide": 0x10, "tall": 0x01, "double": 0x11}
BARCODES = {"ean13": b"C", "ean8": b"D", "code128": b"I"}
BARCODE_MODULES = {"ean13": 95, "ean8": 67}
FENCE = GS + b"r\x01"
DRAWER_FENCE = GS + b"r\x02"
FRESH_SHEET = b"\n" + GS + b"VB\x00"
DRAWER_PINS = {2: 0, 5: 1}
# How long the drawer's coil is fed, and the pause after it, in steps of 2 ms.
PULSE = bytes([25, 250])


class Encoder:
    """Collects the bytes of one receipt and sends a style only when it changes."""

    def __init__(self, model: Model, codepage: str, columns: int, font: str | None = None, stored: Collection[str] = ()) -> None:
        """`stored` names the pictures that the printer keeps itself."""
        self.model = model
        self.codepage = codepage
        self.columns = columns
        self.dots = columns * raster.CELL[0]
        self.font = font
        self.pictures: list[Logo] = []
        self._stored = stored
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
        if row.symbology in BARCODE_MODULES:
            payload, modules = row.data[:-1].encode(), BARCODE_MODULES[row.symbology]
        else:
            payload, modules = _code128(row.data)
        width = next((w for w in (3, 2) if modules * w <= self.dots), None)
        if width is None or len(payload) > 255:
            raise Misfit("invalid", f"row {row.number}: the barcode is wider than the paper", f"document.rows[{row.number}].data")
        self._set_align("center")
        self._set_style(Style())
        height = min(255, max(1, round(row.height_mm * self.model.dots_per_mm)))
        self._out += GS + b"h" + bytes([height]) + GS + b"w" + bytes([width]) + GS + b"H" + (b"\x02" if row.text else b"\x00")
        self._out += GS + b"k" + BARCODES[row.symbology] + bytes([len(payload)]) + payload

    def _qr(self, row: Qr) -> None:
        if qr_size(row.data) * row.size > self.dots:
            raise Misfit("invalid", f"row {row.number}: the code is wider than the paper", f"document.rows[{row.number}].size")
        self._set_align("center")
        self._set_style(Style())
        data = row.data.encode()
        # Model 2, size of a module, error correction M, the data, print.
        for function in (b"A2\x00", b"C" + bytes([row.size]), b"E1", b"P0" + data, b"Q0"):
            self._out += GS + b"(k" + (len(function) + 1).to_bytes(2, "little") + b"1" + function
        self._out += b"\n"

    def _picture(self, row: Picture) -> None:
        if row.image.width > self.dots:
            raise Misfit(
                "invalid",
                f"row {row.number}: the picture is {row.image.width} dots wide, the paper {self.dots}",
                f"document.rows[{row.number}].width_px",
            )
        self._set_align(row.align)
        self._image(row.image)

    def _image(self, image: Image.Image) -> None:
        logo = Logo.of(image)
        self.pictures.append(logo)
        self._out += logo.print_stored() if logo.key in self._stored else raster_image(image)


def raster_image(image: Image.Image) -> bytes:
    """GS v 0 in strips, since printers hold only so many rows at once."""
    out = b""
    for top in range(0, image.height, STRIP_ROWS):
        strip = image.crop((0, top, image.width, min(top + STRIP_ROWS, image.height)))
        across, data = raster.bits(strip)
        out += GS + b"v0\x00" + across.to_bytes(2, "little") + strip.height.to_bytes(2, "little") + data
    return out


def kick(pin: int) -> bytes:
    """Open the drawer in the order of printing, and ask for its state."""
    return ESC + b"p" + bytes([DRAWER_PINS[pin]]) + PULSE + DRAWER_FENCE


def kick_now(pin: int) -> bytes:
    """Open the drawer at once, which works while the printer waits for paper."""
    return b"\x10\x14\x01" + bytes([DRAWER_PINS[pin], 2])


def _code128(data: str) -> tuple[bytes, int]:
    """The bytes for GS k and how many modules wide the symbol is. Digits go in pairs where that is shorter."""
    if data.isdigit() and len(data) % 2 == 0 and len(data) >= 4:
        pairs = bytes(int(data[n : n + 2]) for n in range(0, len(data), 2))
        return b"{C" + pairs, 11 * (len(pairs) + 2) + 13
    return b"{B" + data.replace("{", "{{").encode("ascii"), 11 * (len(data) + 2) + 13
