"""Turns a label document into ZPL: the printer's own letters and codes, UTF-8, a few hundred bytes a label."""

from . import codes
from .label import Bars, Box, Label, Qr, Text

# How wide the printer's own letters (font 0) come at most, in parts of their height.
NARROW, WIDE, USUAL, CAPITAL = 0.33, 0.95, 0.56, 0.72
NARROW_LETTERS = frozenset("ijltfrI1.,:;'|!()[] /-")
WIDE_LETTERS = frozenset("MWmw@%ÆæŒœ—…")
ALIGN = {"left": "L", "center": "C", "right": "R"}
SPECIAL = {ord(char): f"_{ord(char):02X}" for char in "^~_"}
STRIKE_AT = 0.45


def encode(label: Label, dots_per_mm: float) -> bytes:
    def dots(mm: float) -> int:
        return round(mm * dots_per_mm)

    out = ["^XA", "^CI28", "^LH0,0", f"^PW{dots(label.width_mm)}", f"^LL{dots(label.height_mm)}"]
    for element in label.elements:
        at = f"^FO{dots(element.x)},{dots(element.y)}"
        match element:
            case Text():
                out += _text(element, at, dots(element.x), dots(element.y), dots(element.width), dots(element.size))
            case Box():
                w, h = max(1, dots(element.width)), max(1, dots(element.height))
                thick = min(w, h) if element.fill else max(1, dots(element.thickness))
                out.append(f"{at}^GB{w},{h},{thick}^FS")
            case Bars():
                out.append(at + _bars(element, dots(element.width), dots(element.height)))
            case Qr():
                module = min(10, codes.module_dots(codes.qr_size(element.data), dots(element.width), f"{element.where}.w_mm"))
                out.append(f"{at}^BQN,2,{module}^FH^FDMA,{_data(element.data)}^FS")
    out += [f"^PQ{label.copies}", "^XZ"]
    return "".join(out).encode()


def width_of(text: str, height: int) -> int:
    """How many dots a line takes at most, in letters as wide as the font is made."""
    return round(sum(_part(char) for char in text) * height)


def _part(char: str) -> float:
    if char in NARROW_LETTERS:
        return NARROW
    if char in WIDE_LETTERS:
        return WIDE
    return CAPITAL if char.isupper() else USUAL


def _text(element: Text, at: str, x: int, y: int, room: int, height: int) -> list[str]:
    natural = width_of(element.text, height)
    letter = height if natural <= room else max(1, height * room // natural)
    reverse = "^FR" if element.invert else ""
    # A field block of one line aligns; what is too wide was made narrow above, since a block would print lines over each other.
    field = f"^A0N,{height},{letter}^FB{room},1,0,{ALIGN[element.align]}{reverse}^FH^FD{_data(element.text)}^FS"
    lines = [at + field]
    if element.bold and not element.invert:
        # The font has one weight; printed a dot to the side once more it is heavier.
        lines.append(f"^FO{x + 1},{y}{field}")
    if element.strike:
        width = min(natural, room)
        left = x + {"left": 0, "center": (room - width) // 2, "right": room - width}[element.align]
        thick = max(2, height // 14)
        lines.append(f"^FO{left},{y + round(height * STRIKE_AT)}{reverse}^GB{width},{thick},{thick}^FS")
    return lines


def _bars(element: Bars, room: int, height: int) -> str:
    module = min(10, codes.module_dots(len(codes.bars(element.symbology, element.data)), room, f"{element.where}.w_mm"))
    # The digits beneath grow with the module.
    high = max(10, height - (10 * module + 6 if element.text else 0))
    shown = "Y" if element.text else "N"
    command, data = {
        "ean13": (f"^BEN,{high},{shown},N", element.data[:-1]),
        "ean8": (f"^B8N,{high},{shown},N", element.data[:-1]),
        "code128": (f"^BCN,{high},{shown},N,N,A", element.data),
    }[element.symbology]
    return f"^BY{module}{command}^FH^FD{_data(data)}^FS"


def _data(text: str) -> str:
    return text.translate(SPECIAL)
