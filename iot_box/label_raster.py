"""Draws a label as dots, for printers that know no labels of their own."""

from PIL import Image, ImageDraw, ImageOps

from . import codes, raster
from .label import Bars, Box, Label, Qr, Text

DIGITS_PART = 0.22
MOST_DIGITS_MM = 3.0
STRIKE_AT = 0.55
# Letters reach from a fifth above the line's foot to just under its head.
FOOT = 0.8


def draw(label: Label, dots_per_mm: float, extra_font: str | None = None) -> Image.Image:
    """One label, dark on white."""

    def dots(mm: float) -> int:
        return round(mm * dots_per_mm)

    image = Image.new("L", (dots(label.width_mm), dots(label.height_mm)), 255)
    for element in label.elements:
        x, y = dots(element.x), dots(element.y)
        match element:
            case Text():
                part = _text(element, dots(element.width), max(8, dots(element.size)), extra_font)
                if element.invert:
                    image.paste(255, (x, y), ImageOps.invert(part))
                else:
                    image.paste(0, (x, y), ImageOps.invert(part))
            case Box():
                corner = (x + max(dots(element.width), 1) - 1, y + max(dots(element.height), 1) - 1)
                canvas = ImageDraw.Draw(image)
                if element.fill:
                    canvas.rectangle((x, y, *corner), fill=0)
                else:
                    canvas.rectangle((x, y, *corner), outline=0, width=max(1, dots(element.thickness)))
            case Bars():
                part = _bars(element, dots(element.width), dots(element.height), dots(MOST_DIGITS_MM), extra_font)
                image.paste(0, (x, y), ImageOps.invert(part))
            case Qr():
                module = codes.module_dots(codes.qr_size(element.data), dots(element.width), f"{element.where}.w_mm")
                image.paste(0, (x, y), ImageOps.invert(codes.qr_image(element.data, module)))
    return image.point(lambda v: 0 if v < 140 else 255)


def _text(element: Text, room: int, height: int, extra_font: str | None) -> Image.Image:
    """A line of letters within its room; what would be wider is made narrower."""
    line = raster.line(element.text, height, FOOT, bold=element.bold, extra_font=extra_font)
    if line.width > room:
        line = line.resize((room, line.height))
    part = Image.new("L", (room, height), 255)
    left = {"left": 0, "center": (room - line.width) // 2, "right": room - line.width}[element.align]
    part.paste(line, (left, 0))
    if element.strike:
        thick = max(2, height // 14)
        middle = round(height * STRIKE_AT)
        ImageDraw.Draw(part).rectangle((left, middle - thick // 2, left + line.width, middle + thick // 2), fill=0)
    return part


def _bars(element: Bars, room: int, height: int, most_digits: int, extra_font: str | None) -> Image.Image:
    modules = len(codes.bars(element.symbology, element.data))
    module = codes.module_dots(modules, room, f"{element.where}.w_mm")
    digits = min(most_digits, max(10, round(height * DIGITS_PART))) if element.text else 0
    image = Image.new("L", (modules * module, height), 255)
    image.paste(codes.bars_image(element.symbology, element.data, module, height - digits), (0, 0))
    if digits:
        text = raster.line(element.data, digits, FOOT, extra_font=extra_font)
        if text.width > image.width:
            text = text.resize((image.width, text.height))
        image.paste(text, ((image.width - text.width) // 2, height - digits))
    return image
