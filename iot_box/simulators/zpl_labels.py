"""Reads ZPL as a label printer does: formats between ^XA and ^XZ become labels, drawn dot by dot. Own reading, own pictures."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import barcode  # type: ignore[import-untyped]
import qrcode  # type: ignore[import-untyped]
from PIL import Image, ImageChops, ImageDraw, ImageFont

Json = dict[str, Any]
COMMAND = re.compile(r"([\^~])(A[0-9A-Z@]|[A-Z][A-Z0-9])([^\^~]*)", re.S)
HEX = re.compile(r"((?:_[0-9A-Fa-f]{2})+)")
CODES = {"BE": "ean13", "B8": "ean8", "BC": "code128"}
FONTS = ("DejaVuSansCondensed-Bold.ttf", "DejaVuSans-Bold.ttf")
FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
# Font 0 is a narrow face: its letters are about this part of DejaVu's width.
FACE_WIDTH = 0.78


@dataclass
class Printed:
    fields: list[Json] = field(default_factory=list)
    copies: int = 1
    width: int = 832
    height: int = 400
    unknown: list[str] = field(default_factory=list)
    image: Image.Image | None = None


@dataclass
class Field:
    x: int = 0
    y: int = 0
    kind: str = ""
    values: list[str] = field(default_factory=list)
    letter: tuple[int, int] = (30, 30)
    block: tuple[int, str] | None = None
    reverse: bool = False
    hexed: bool = False


def labels(text: str) -> list[Printed]:
    """Every whole format in the text."""
    return [_format(body) for body in re.findall(r"\^XA(.*?)\^XZ", text, re.S)]


def _format(body: str) -> Printed:
    printed, now, module = Printed(), Field(), 2
    drawing: list[tuple[Field, str, int]] = []
    for _mark, name, rest in COMMAND.findall(body):
        values = rest.split(",")
        match name:
            case "PW":
                printed.width = int(values[0])
            case "LL":
                printed.height = int(values[0])
            case "PQ":
                printed.copies = int(values[0])
            case "CI" | "LH":
                pass
            case "FO":
                now = Field(int(values[0]), int(values[1]))
            case "A0":
                now.kind, now.letter = "text", (int(values[1]), int(values[2]))
            case "FB":
                now.block = int(values[0]), values[3]
            case "FR":
                now.reverse = True
            case "FH":
                now.hexed = True
            case "BY":
                module = int(values[0])
            case "BE" | "B8" | "BC" | "BQ":
                now.kind, now.values = name, values
            case "GB":
                now.kind, now.values = "GB", values
                drawing.append((now, "", module))
            case "FD":
                drawing.append((now, _unhexed(rest) if now.hexed else rest, module))
            case "FS":
                pass
            case _:
                printed.unknown.append(name)
    image = Image.new("L", (printed.width, printed.height), 255)
    for each, data, width in drawing:
        image = _draw(image, each, data, width, printed)
    printed.image = image
    return printed


def _unhexed(text: str) -> str:
    return HEX.sub(lambda found: bytes.fromhex(found[1].replace("_", "")).decode("utf-8", "replace"), text)


def _draw(image: Image.Image, each: Field, data: str, module: int, printed: Printed) -> Image.Image:
    layer = Image.new("L", image.size, 255)
    part: Image.Image
    x, y = each.x, each.y
    if each.kind == "GB":
        w, h, thick = (int(value) for value in each.values[:3])
        part = Image.new("L", (max(w, thick), max(h, thick)), 0)
        if thick * 2 < min(part.size):
            part.paste(255, (thick, thick, part.width - thick, part.height - thick))
        printed.fields.append({"type": "box", "x": x, "y": y, "w": part.width, "h": part.height, "filled": thick * 2 >= min(part.size)})
    elif each.kind == "text":
        part = _letters(data, *each.letter)
        room, align = each.block or (part.width, "L")
        x += {"L": 0, "C": (room - part.width) // 2, "R": room - part.width}[align]
        printed.fields.append({"type": "text", "text": data, "x": each.x, "y": y, "height": each.letter[0], "width": part.width, "room": room,
                               "reverse": each.reverse})  # fmt: skip
    elif each.kind == "BQ":
        part = _qr(data[3:], int(each.values[2]))
        printed.fields.append({"type": "qr", "data": data[3:], "module": int(each.values[2])})
    else:
        made = barcode.get(CODES[each.kind], data)
        bits = made.build()[0]
        part = Image.new("L", (len(bits), 1))
        part.putdata([0 if bit == "1" else 255 for bit in bits])
        part = part.resize((len(bits) * module, int(each.values[1])))
        shown = str(made.get_fullcode())
        printed.fields.append(
            {"type": "barcode", "symbology": CODES[each.kind], "data": shown, "module": module, "text": each.values[2] == "Y"}
        )
        if each.values[2] == "Y":
            digits = _letters(shown, 10 * module, 10 * module)
            layer.paste(digits, (x + (part.width - digits.width) // 2, y + part.height + 2))
    layer.paste(part, (x, y))
    if each.reverse:
        return ImageChops.invert(ImageChops.difference(image, layer))
    return ImageChops.darker(image, layer)


def _letters(text: str, height: int, width: int) -> Image.Image:
    path = next((path for name in FONTS for folder in FOLDERS if folder.is_dir() for path in folder.rglob(name)), None)
    font = ImageFont.truetype(str(path), round(height * 0.8)) if path else ImageFont.load_default(height * 0.8)
    natural = max(1, round(font.getlength(text)))
    image = Image.new("L", (natural, height), 255)
    ImageDraw.Draw(image).text((0, round(height * 0.8)), text, font=font, fill=0, anchor="ls")
    return image.resize((max(1, round(natural * FACE_WIDTH * width / height)), height))


def _qr(data: str, module: int) -> Image.Image:
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, box_size=module, border=0)
    code.add_data(data)
    image: Image.Image = code.make_image().get_image()
    return image.convert("L")
