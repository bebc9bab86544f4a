"""The label document (docs/box.md): elements at their places in millimetres, checked before anything is printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .codes import SYMBOLOGIES, WrongCheckDigit, checked
from .document import ALIGNS, MAX_QR_BYTES, clean
from .drivers.base import JobFailed, Misfit
from .lines import is_line

MOST_ELEMENTS = 500
LEAST_MM, MOST_MM = 10.0, 450.0
MOST_COPIES = 200
SLACK_MM = 0.05


@dataclass(frozen=True)
class Text:
    x: float
    y: float
    width: float
    size: float
    text: str
    align: str
    bold: bool
    invert: bool
    strike: bool


@dataclass(frozen=True)
class Box:
    x: float
    y: float
    width: float
    height: float
    fill: bool
    thickness: float


@dataclass(frozen=True)
class Bars:
    x: float
    y: float
    width: float
    height: float
    symbology: str
    data: str
    text: bool
    where: str


@dataclass(frozen=True)
class Qr:
    x: float
    y: float
    width: float
    data: str
    where: str


Element = Text | Box | Bars | Qr


@dataclass(frozen=True)
class Label:
    width_mm: float
    height_mm: float
    copies: int
    elements: tuple[Element, ...]


def wrong(field: str, message: str) -> JobFailed:
    return JobFailed("invalid", f"{field}: {message}", f"document.{field}")


def misfit(field: str, message: str) -> Misfit:
    return Misfit("invalid", f"{field}: {message}", f"document.{field}")


def parse(document: Any) -> Label:
    """The label, or JobFailed naming the element that can't be printed. What is malformed is told before what does not fit."""
    if not isinstance(document, Mapping) or document.get("version") != 1:
        raise wrong("version", "the document must be an object of version 1")
    misfits: list[Misfit] = []
    read = _Reader(document, "", misfits)
    width, height = read.number("width_mm", LEAST_MM, MOST_MM), read.number("height_mm", LEAST_MM, MOST_MM)
    copies = read.number("copies", 1, MOST_COPIES, 1)
    if not isinstance(copies, int):
        raise wrong("copies", "must be a whole number")
    elements = document.get("elements")
    if not isinstance(elements, list) or len(elements) > MOST_ELEMENTS:
        raise wrong("elements", f"must be a list of at most {MOST_ELEMENTS}")
    found = tuple(_element(_Reader(each, f"elements[{n}]", misfits), width, height) for n, each in enumerate(elements))
    if misfits:
        raise misfits[0]
    return Label(width, height, copies, found)


class _Reader:
    def __init__(self, holder: Any, where: str, misfits: list[Misfit]) -> None:
        self.where = where
        self.misfits = misfits
        if not isinstance(holder, Mapping):
            raise wrong(where, "must be an object")
        self.holder = holder

    def misfit(self, name: str, message: str) -> None:
        """Noted; the rest is read first."""
        self.misfits.append(misfit(self.field(name), message))

    def field(self, name: str) -> str:
        return f"{self.where}.{name}" if self.where else name

    def number(self, name: str, low: float, high: float, default: float | None = None) -> float:
        value = self.holder.get(name, default)
        if not isinstance(value, (int, float)) or isinstance(value, bool) or not low <= value <= high:
            raise wrong(self.field(name), f"must be a number from {low:g} to {high:g}")
        return value

    def within(self, name: str, low: float, edge: float) -> float:
        """A number that any label may have, and that must be within the edges of this one."""
        value = self.number(name, low, MOST_MM)
        if value > edge:
            self.misfit(name, f"must be a number from {low:g} to {edge:g}, or it reaches over the label's edge")
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        value = self.holder.get(name, default)
        if not isinstance(value, bool):
            raise wrong(self.field(name), "must be true or false")
        return value

    def choice(self, name: str, choices: tuple[str, ...], default: str = "") -> str:
        value = self.holder.get(name, default)
        if not isinstance(value, str) or value not in choices:
            raise wrong(self.field(name), f"must be one of {', '.join(choices)}")
        return value

    def text(self, name: str) -> str:
        value = self.holder.get(name)
        if not isinstance(value, str):
            raise wrong(self.field(name), "must be a text")
        if not is_line(value):
            raise wrong(self.field(name), "has a control character or line break")
        return clean(value)


def _element(read: _Reader, width: float, height: float) -> Element:
    kind = read.choice("type", ("text", "line", "box", "barcode", "qr"))
    x, y = read.within("x_mm", 0, width), read.within("y_mm", 0, height)
    w = read.within("w_mm", 0.1, width - x + SLACK_MM)
    if kind == "text":
        size = read.within("size_mm", 1, height - y + SLACK_MM)
        flags = (read.flag(name) for name in ("bold", "invert", "strike"))
        return Text(x, y, w, size, read.text("text"), read.choice("align", ALIGNS, "left"), *flags)
    if kind == "qr":
        if w > height - y + SLACK_MM:
            read.misfit("w_mm", "the code reaches over the label's edge")
        data = read.text("data")
        if not 1 <= len(data) <= MAX_QR_BYTES:
            raise wrong(read.field("data"), f"must be 1 to {MAX_QR_BYTES} characters")
        if len(data.encode()) > MAX_QR_BYTES:
            read.misfit("data", f"must be at most {MAX_QR_BYTES} bytes")
        return Qr(x, y, w, data, f"document.{read.where}")
    h = read.within("h_mm", 0.1, height - y + SLACK_MM)
    if kind in ("line", "box"):
        return Box(x, y, w, h, read.flag("fill", True), read.number("thickness_mm", 0.1, 10, 0.3))
    symbology = read.choice("symbology", SYMBOLOGIES)
    try:
        data = checked(symbology, read.text("data"))
    except WrongCheckDigit as error:
        data = ""
        read.misfit("data", str(error))
    except ValueError as error:
        raise wrong(read.field("data"), str(error)) from None
    return Bars(x, y, w, h, symbology, data, read.flag("text", True), f"document.{read.where}")
