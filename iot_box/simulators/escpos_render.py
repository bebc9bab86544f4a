"""Draws the paper as a picture at the printer's own dots, with real barcodes and codes."""

import base64
import io
from functools import lru_cache
from pathlib import Path
from typing import Any

import barcode  # type: ignore[import-untyped]
import qrcode  # type: ignore[import-untyped]
from PIL import Image, ImageDraw, ImageFont

Json = dict[str, Any]
CELL = (12, 24)
LINE = 30
EDGE = 32
SHADE = 255
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def picture(rows: list[Json], dots: int) -> bytes:
    """A PNG of one receipt."""
    heights = [_height(row) for row in rows]
    image = Image.new("L", (dots + 2 * EDGE, sum(heights) + 3 * EDGE), SHADE)
    y = EDGE
    for row, height in zip(rows, heights, strict=True):
        _draw(image, row, y, dots)
        y += height
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _height(row: Json) -> int:
    match row["type"]:
        case "text":
            return max(int(s["height"]) for s in row["segments"]) * CELL[1] + LINE - CELL[1]
        case "space":
            return int(row["rows"]) * LINE
        case "barcode":
            return int(row["height"]) + (LINE if row["text"] else 6)
        case "image":
            return int(row["height"])
        case "qr":
            return _qr(row).height
        case _:
            return 0


def _draw(image: Image.Image, row: Json, y: int, dots: int) -> None:
    if row["type"] == "space":
        return
    part = {"text": _text, "barcode": _barcode, "qr": _qr, "image": _image}[row["type"]](row)
    area = row.get("area") or dots
    free = area - part.width
    x = EDGE + int(row.get("margin") or 0) + {"left": 0, "center": free // 2, "right": free}[row["align"]]
    image.paste(part, (x, y))


def _text(row: Json) -> Image.Image:
    segments = row["segments"]
    width = sum(len(s["text"]) * CELL[0] * s["width"] for s in segments)
    height = max(s["height"] for s in segments) * CELL[1]
    image = Image.new("L", (max(width, 1), height), SHADE)
    x = 0
    for s in segments:
        for char in s["text"]:
            glyph = _glyph(char, s["bold"]).resize((CELL[0] * s["width"], CELL[1] * s["height"]))
            image.paste(glyph, (x, height - glyph.height))
            x += glyph.width
        if s["underline"]:
            span = len(s["text"]) * CELL[0] * s["width"]
            ImageDraw.Draw(image).line((x - span, height - 2, x, height - 2), fill=0, width=2)
    return image


@lru_cache(maxsize=1024)
def _glyph(char: str, bold: bool) -> Image.Image:
    image = Image.new("L", CELL, SHADE)
    # A thermal head has no half dots, but people read a softer edge more easily on a screen.
    ImageDraw.Draw(image).text((0, CELL[1] - 6), char, font=_font(bold), fill=20, anchor="ls")
    return image


@lru_cache(maxsize=2)
def _font(bold: bool) -> Font:
    for name in ("DejaVuSansMono-Bold.ttf" if bold else "DejaVuSansMono.ttf", "LiberationMono-Regular.ttf", "DejaVuSansMono.ttf"):
        for folder in FONT_FOLDERS:
            for path in Path(folder).rglob(name):
                return ImageFont.truetype(str(path), 19)
    return ImageFont.load_default(18)


def _barcode(row: Json) -> Image.Image:
    modules = _modules(row)
    unit, height = int(row["module"]), int(row["height"])
    image = Image.new("L", (len(modules) * unit, height + (LINE if row["text"] else 6)), SHADE)
    canvas = ImageDraw.Draw(image)
    for n, bar in enumerate(modules):
        if bar == "1":
            canvas.rectangle((n * unit, 0, (n + 1) * unit - 1, height - 1), fill=0)
    if row["text"]:
        canvas.text((image.width // 2, height + 2), row["data"], font=_font(False), fill=0, anchor="mt")
    return image


def _modules(row: Json) -> str:
    """The bars as ones and zeros; a code that the symbology can't hold prints nothing, as in a printer."""
    try:
        name = {"upca": "upc", "codabar": "nw-7"}.get(row["symbology"], row["symbology"])
        return str(barcode.get(name, row["data"]).build()[0]).replace("G", "1")
    except (barcode.errors.BarcodeError, KeyError, ValueError):
        return "0" * 50


def _qr(row: Json) -> Image.Image:
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, box_size=max(1, int(row["size"])), border=2)
    code.add_data(row["data"])
    code.make(fit=True)
    made: Image.Image = code.make_image().get_image().convert("L")
    return made


def _image(row: Json) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(row["png"]))).convert("L")
