"""The receipt document: what a till sends to be printed, checked row by row.

A document is independent of the device: rows of text, columns, lines, barcodes, codes, images and cuts,
already wrapped. A row that does not fit is refused by its number and never cut off in silence.
"""

import base64
import binascii
import io
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PIL import Image

from .codes import SYMBOLOGIES, WrongCheckDigit, checked
from .drivers.base import JobFailed, Misfit
from .lines import is_line, is_rule

Json = dict[str, Any]
MAX_ROWS = 2000
MAX_COLUMNS = 96
MAX_QR_BYTES = 1200
MAX_IMAGE_PIXELS = 4_000_000
ALIGNS = ("left", "center", "right")
SIZES = {"normal": (1, 1), "wide": (2, 1), "tall": (1, 2), "double": (2, 2)}
# Looks alike on paper, but no printer's code page has them; number formats produce them all the time.
SAME_ON_PAPER = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u2009": " ", "\u2212": "-", "\u2011": "-"})
# Before the first combining mark every character is one cell wide.
FIRST_UNUSUAL = "\u0300"


@dataclass(frozen=True)
class Style:
    size: str = "normal"
    bold: bool = False
    underline: bool = False

    @property
    def width(self) -> int:
        return SIZES[self.size][0]

    @property
    def height(self) -> int:
        return SIZES[self.size][1]


@dataclass(frozen=True)
class Text:
    """One line of text; columns and rules are lines too, once they are padded."""

    number: int
    text: str
    align: str
    style: Style


@dataclass(frozen=True)
class Space:
    rows: int


@dataclass(frozen=True)
class Barcode:
    number: int
    symbology: str
    data: str
    height_mm: float
    text: bool


@dataclass(frozen=True)
class Qr:
    number: int
    data: str
    size: int


@dataclass(frozen=True)
class Picture:
    number: int
    image: Image.Image
    align: str


@dataclass(frozen=True)
class Cut:
    mode: str


Row = Text | Space | Barcode | Qr | Picture | Cut


def parse(document: Any, columns: int) -> list[Row]:
    """The rows of a document for paper of this width, or JobFailed naming the row. What is malformed is told before what does not fit."""
    if not isinstance(document, Mapping) or document.get("version") != 1:
        raise JobFailed("invalid", "the document must be an object of version 1", "document.version")
    wanted = document.get("columns", columns)
    if not isinstance(wanted, int) or isinstance(wanted, bool) or not 1 <= wanted <= MAX_COLUMNS:
        raise JobFailed("invalid", f"columns must be a whole number from 1 to {MAX_COLUMNS}", "document.columns")
    rows = document.get("rows")
    if not isinstance(rows, list) or len(rows) > MAX_ROWS:
        raise JobFailed("invalid", f"rows must be a list of at most {MAX_ROWS}", "document.rows")
    misfits: list[Misfit] = []
    if wanted > columns:
        misfits.append(Misfit("invalid", f"the document needs {wanted} columns, the paper has {columns}", "document.columns"))
    found = [_row(_Reader(row, number, misfits), columns) for number, row in enumerate(rows)]
    if misfits:
        raise misfits[0]
    return found


def copy_mark(document: Mapping[str, Any]) -> Text | None:
    """The line that says that this is not the original; None where the till has put its own."""
    if document.get("copy") is True:
        return None
    norwegian = str(document.get("lang", "")).lower()[:2] in ("nb", "nn", "no")
    return Text(-1, "KOPI" if norwegian else "COPY", "center", Style("double", bold=True))


def clean(text: str) -> str:
    """The text in the form that code pages know."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", text).translate(SAME_ON_PAPER)


def columns_of(text: str) -> int:
    """How many character cells a text takes; wide Asian characters take two, combining marks none."""
    if text.isascii() or max(text) < FIRST_UNUSUAL:
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


class _Reader:
    """Reads one row's fields and names the row in every complaint."""

    def __init__(self, row: Any, number: int, misfits: list[Misfit]) -> None:
        self.number = number
        self.misfits = misfits
        self.where = f"document.rows[{number}]"
        if not isinstance(row, Mapping):
            raise self.wrong("must be an object")
        self.row = row

    def wrong(self, message: str, field: str = "") -> JobFailed:
        return JobFailed(*self._complaint(message, field))

    def misfit(self, message: str, field: str) -> None:
        """Noted; the rest is read first."""
        self.misfits.append(Misfit(*self._complaint(message, field)))

    def _complaint(self, message: str, field: str) -> tuple[str, str, str]:
        where = f"{self.where}.{field}" if field else self.where
        return "invalid", f"row {self.number}: {field + ' ' if field else ''}{message}", where

    def text(self, name: str, holder: Mapping[str, Any] | None = None) -> str:
        value = (self.row if holder is None else holder).get(name)
        if not isinstance(value, str):
            raise self.wrong("must be a text", name)
        if not is_line(value):
            raise self.wrong("has a control character or line break", name)
        return clean(value)

    def choice(self, name: str, choices: Any, default: str, holder: Mapping[str, Any] | None = None) -> str:
        value = (self.row if holder is None else holder).get(name, default)
        if not isinstance(value, str) or value not in choices:
            raise self.wrong(f"must be one of {', '.join(choices)}", name)
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        value = self.row.get(name, default)
        if not isinstance(value, bool):
            raise self.wrong("must be true or false", name)
        return value

    def number_in(self, name: str, low: float, high: float, default: float | None = None, holder: Any = None) -> float:
        value = (self.row if holder is None else holder).get(name, default)
        if not isinstance(value, (int, float)) or isinstance(value, bool) or not low <= value <= high:
            raise self.wrong(f"must be a number from {low:g} to {high:g}", name)
        return value

    def whole(self, name: str, low: int, high: int, default: int | None = None, holder: Any = None) -> int:
        value = self.number_in(name, low, high, default, holder)
        if not isinstance(value, int):
            raise self.wrong("must be a whole number", name)
        return value

    def style(self) -> Style:
        return Style(self.choice("size", SIZES, "normal"), self.flag("bold"), self.flag("underline"))


def _row(read: _Reader, columns: int) -> Row:
    kind = read.row.get("type")
    maker = _MAKERS.get(kind) if isinstance(kind, str) else None
    if maker is None:
        raise read.wrong(f"must be one of {', '.join(_MAKERS)}", "type")
    return maker(read, columns)


def _text(read: _Reader, columns: int) -> Row:
    style, text = read.style(), read.text("text")
    room = columns // style.width
    if columns_of(text) > room:
        read.misfit(f"is {columns_of(text)} characters wide, the paper holds {room} at this size", "text")
    return Text(read.number, text, read.choice("align", ALIGNS, "left"), style)


def _columns(read: _Reader, columns: int) -> Row:
    style, cells = read.style(), read.row.get("cells")
    if not isinstance(cells, list) or not cells:
        raise read.wrong("must be a list of cells", "cells")
    room, used, line = columns // style.width, 0, ""
    for number, cell in enumerate(cells):
        if not isinstance(cell, Mapping):
            raise read.wrong("must be an object", f"cells[{number}]")
        text = read.text("text", cell)
        width = read.whole("width", 1, MAX_COLUMNS, None, cell)
        used += width
        gap = width - columns_of(text)
        if gap < 0:
            read.misfit(f"is {columns_of(text)} characters wide, the cell holds {width}", f"cells[{number}].text")
        align = read.choice("align", ALIGNS, "left", cell)
        left = {"left": 0, "right": gap, "center": gap // 2}[align]
        line += " " * left + text + " " * (gap - left)
    if used > room:
        read.misfit(f"are {used} characters wide, the paper holds {room} at this size", "cells")
    return Text(read.number, line.rstrip(" "), "left", style)


def _line(read: _Reader, columns: int) -> Row:
    char = read.row.get("char", "-")
    if not isinstance(char, str) or not is_rule(char):
        raise read.wrong("must be one sign that lines are made of", "char")
    return Text(read.number, clean(char) * columns, "left", Style(bold=read.flag("bold")))


def _space(read: _Reader, columns: int) -> Row:
    return Space(read.whole("rows", 1, 50, 1))


def _barcode(read: _Reader, columns: int) -> Row:
    symbology, data = read.choice("symbology", SYMBOLOGIES, ""), read.text("data")
    try:
        data = checked(symbology, data)
    except WrongCheckDigit as error:
        read.misfit(str(error), "data")
    except ValueError as error:
        raise read.wrong(str(error), "data") from None
    return Barcode(read.number, symbology, data, read.number_in("height_mm", 1, 30, 10), read.flag("text", True))


def _qr(read: _Reader, columns: int) -> Row:
    data = read.text("data")
    if not 1 <= len(data) <= MAX_QR_BYTES:
        raise read.wrong(f"must be 1 to {MAX_QR_BYTES} characters", "data")
    if len(data.encode()) > MAX_QR_BYTES:
        read.misfit(f"must be at most {MAX_QR_BYTES} bytes", "data")
    return Qr(read.number, data, read.whole("size", 1, 16, 6))


def _image(read: _Reader, columns: int) -> Row:
    data = read.row.get("data")
    if not isinstance(data, str):
        raise read.wrong("must be a text", "data")
    image: Image.Image = Image.new("L", (8, 8))
    try:
        picture = Image.open(io.BytesIO(base64.b64decode(data, validate=True)), formats=("PNG",))
        if picture.width * picture.height > MAX_IMAGE_PIXELS:
            raise ValueError(f"has more than {MAX_IMAGE_PIXELS} pixels")
        picture.load()
        image = picture
    except (binascii.Error, ValueError, OSError, SyntaxError, Image.DecompressionBombError):
        read.misfit(f"must be a PNG picture in base64 of at most {MAX_IMAGE_PIXELS} pixels", "data")
    width = read.whole("width_px", 8, 4096, min(image.width, 4096))
    height = max(1, round(image.height * width / image.width))
    if height > 4000:
        read.misfit("makes the picture too tall", "width_px")
        height = 1
    return Picture(read.number, image.convert("RGBA").resize((width, height)), read.choice("align", ALIGNS, "center"))


def _cut(read: _Reader, columns: int) -> Row:
    return Cut(read.choice("mode", ("full", "partial"), "full"))


_MAKERS = {
    "text": _text,
    "columns": _columns,
    "line": _line,
    "space": _space,
    "barcode": _barcode,
    "qr": _qr,
    "image": _image,
    "cut": _cut,
}
