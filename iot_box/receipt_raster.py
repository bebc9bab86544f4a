"""Draws a receipt document as one picture, for printers that get pages rather than ESC/POS."""

from collections.abc import Sequence

from PIL import Image

from . import codes, raster
from .document import Barcode, Picture, Qr, Row, Space, Style, Text
from .drivers.base import Misfit

DOTS_PER_MM = 8.0
GAP = 6
EDGE = 24


def draw(rows: Sequence[Row], columns: int, extra_font: str | None = None) -> Image.Image:
    """Dark on white, as wide as so many columns; a cut is where the picture ends."""
    width = columns * raster.CELL[0]
    parts = [part for row in rows if (part := _part(row, columns, width, extra_font)) is not None]
    image = Image.new("L", (width, sum(part.height + GAP for part in parts) + 2 * EDGE), 255)
    y = EDGE
    for part in parts:
        image.paste(part, (0, y))
        y += part.height + GAP
    return image


def _part(row: Row, columns: int, width: int, extra_font: str | None) -> Image.Image | None:
    match row:
        case Text():
            return raster.draw(row, columns, extra_font).convert("L")
        case Space():
            return Image.new("L", (width, row.rows * raster.CELL[1]), 255)
        case Barcode():
            bars = codes.bars(row.symbology, row.data)
            module = min(3, codes.module_dots(len(bars), width, f"document.rows[{row.number}].data"))
            image = codes.bars_image(row.symbology, row.data, module, round(row.height_mm * DOTS_PER_MM))
            if row.text:
                digits = raster.draw(Text(row.number, row.data[:columns], "center", Style()), columns, extra_font).convert("L")
                both = Image.new("L", (width, image.height + digits.height + GAP), 255)
                both.paste(image, ((width - image.width) // 2, 0))
                both.paste(digits, (0, image.height + GAP))
                return both
            return _placed(image, width, "center")
        case Qr():
            if codes.qr_size(row.data) * row.size > width:
                raise Misfit("invalid", f"row {row.number}: the code is wider than the paper", f"document.rows[{row.number}].size")
            return _placed(codes.qr_image(row.data, row.size), width, "center")
        case Picture():
            paper = Image.new("RGBA", row.image.size, "white")
            return _placed(Image.alpha_composite(paper, row.image).convert("L"), width, row.align)
    return None


def _placed(image: Image.Image, width: int, align: str) -> Image.Image:
    if image.width > width:
        raise Misfit("invalid", f"the picture is {image.width} dots wide, the paper {width}", "document.rows")
    line = Image.new("L", (width, image.height), 255)
    free = width - image.width
    line.paste(image, ({"left": 0, "center": free // 2, "right": free}[align], 0))
    return line
