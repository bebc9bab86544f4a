"""Executes printing commands onto paper: rows of text with style, barcodes, codes, pictures and cuts."""

import base64
import io
from dataclasses import dataclass, field
from typing import Any

from PIL import Image

from .escpos_tokens import Token

Json = dict[str, Any]
CODE_PAGES = {
    0: "cp437", 2: "cp850", 3: "cp860", 4: "cp863", 5: "cp865", 13: "cp857", 14: "cp737", 15: "iso8859-7", 16: "cp1252",
    17: "cp866", 18: "cp852", 19: "cp858", 33: "cp775", 34: "cp855", 35: "cp861", 36: "cp862", 38: "cp869",
    39: "iso8859-2", 40: "iso8859-15", 45: "cp1250", 46: "cp1251", 47: "cp1253", 48: "cp1254", 51: "cp1257",
}  # fmt: skip
# Page 1, Katakana, holds the lines that some programs draw with.
KATAKANA_LINES = dict(zip(range(0x90, 0x9C), "┴┬┤├▔─│▕┌┐└┘", strict=True))
# ESC R 9, Norway: these ASCII places print as national letters.
NATIONAL = {9: str.maketrans("$@[\\]^`{|}~", "¤ÉÆØÅÜéæøåü")}
BARCODES_A = {0: "upca", 1: "upce", 2: "ean13", 3: "ean8", 4: "code39", 5: "itf", 6: "codabar"}
BARCODES_B = {65: "upca", 66: "upce", 67: "ean13", 68: "ean8", 69: "code39", 70: "itf", 71: "codabar", 72: "code93", 73: "code128"}
ALIGNS = {0: "left", 1: "center", 2: "right"}
MOST_RECEIPTS = 50


@dataclass
class Mode:
    """What printing commands have switched on."""

    align: str = "left"
    width: int = 1
    height: int = 1
    bold: bool = False
    underline: bool = False
    page: int = 0
    national: int = 0
    asian: bool = False
    margin: int = 0
    area: int = 0
    bar_height: int = 162
    bar_width: int = 3
    bar_text: int = 0
    qr_size: int = 3
    qr_data: bytes = b""
    picture: Json | None = None


def size_name(width: int, height: int) -> str:
    return {(1, 1): "normal", (2, 1): "wide", (1, 2): "tall", (2, 2): "double"}.get((width, height), f"{width}x{height}")


@dataclass
class Paper:
    """All that came out, receipt by receipt; a receipt ends with its cut."""

    dots: int = 576
    mode: Mode = field(default_factory=Mode)
    receipts: list[Json] = field(default_factory=list)
    rows: list[Json] = field(default_factory=list)
    line: list[Json] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    stored: dict[str, Json] = field(default_factory=dict)

    def execute(self, token: Token) -> int:
        """Do one buffered command; returns how many lines the paper moved."""
        before = len(self.rows)
        handler = _HANDLERS.get(token.name)
        if handler is not None:
            handler(self, token.data)
        elif token.name not in _QUIET:
            self.unknown.append(f"{token.name} {token.data[:8].hex()}".strip())
        return max(0, len(self.rows) - before)

    def power_cycle(self) -> None:
        """The buffer is lost; what is on paper stays."""
        self.mode, self.line = Mode(), []

    def json(self) -> Json:
        return {"receipts": self.receipts, "current": {"rows": self.rows}, "unknown": self.unknown}

    # Commands

    def reset(self, data: bytes) -> None:
        self._flush()
        self.mode = Mode()

    def text(self, data: bytes) -> None:
        mode = self.mode
        if mode.asian:
            decoded = data.decode("gb18030", "replace")
        else:
            decoded = decode(data, mode.page).translate(NATIONAL.get(mode.national, {}))
        self.line.append(
            {"text": decoded, "size": size_name(mode.width, mode.height), "width": mode.width, "height": mode.height,
             "bold": mode.bold, "underline": mode.underline}
        )  # fmt: skip

    def move_right(self, data: bytes) -> None:
        """ESC \\: so many dots to the right, as blanks; the simulator's paper has whole characters."""
        dots = int.from_bytes(data[:2], "little", signed=True)
        if dots > 0:
            self._blanks(dots // 12)

    def move_to(self, data: bytes) -> None:
        """ESC $: to a place on the line."""
        used = sum(len(s["text"]) * s["width"] for s in self.line)
        self._blanks(int.from_bytes(data[:2], "little") // 12 - used)

    def _blanks(self, count: int) -> None:
        if count > 0:
            blank = {"text": " " * count, "size": "normal", "width": 1, "height": 1, "bold": False, "underline": False}
            self.line.append(blank)

    def feed(self, data: bytes) -> None:
        if self.line:
            self._flush()
        else:
            self.rows.append({"type": "space", "rows": 1})

    def feed_rows(self, data: bytes) -> None:
        self._flush()
        if data[0]:
            self.rows.append({"type": "space", "rows": data[0]})

    def _flush(self) -> None:
        """End the line; lines wider than the paper wrap, as they do in a printer."""
        if not self.line:
            return
        room = (self.mode.area or self.dots) // 12
        used, part = 0, [*self.line]
        self.line = []
        current: list[Json] = []
        for segment in part:
            for char in segment["text"]:
                if used + segment["width"] > room:
                    self._row(current)
                    current, used = [], 0
                if current and current[-1]["source"] is segment:
                    current[-1]["text"] += char
                else:
                    current.append({**segment, "text": char, "source": segment})
                used += segment["width"]
        if current:
            self._row(current)

    def _row(self, segments: list[Json]) -> None:
        segments = [{k: v for k, v in s.items() if k != "source"} for s in segments]
        first = segments[0]
        self.rows.append(
            {"type": "text", "text": "".join(s["text"] for s in segments), "align": self.mode.align, "size": first["size"],
             "bold": first["bold"], "underline": first["underline"], "margin": self.mode.margin, "area": self.mode.area,
             "segments": segments}
        )  # fmt: skip

    def place(self, row: Json) -> None:
        self._flush()
        self.rows.append({**row, "align": self.mode.align, "margin": self.mode.margin, "area": self.mode.area})

    def barcode(self, data: bytes) -> None:
        kind, payload = (BARCODES_B.get(data[0]), data[2:]) if data[0] >= 65 else (BARCODES_A.get(data[0]), data[1:])
        text = _code128_text(payload) if kind == "code128" else payload.decode("ascii", "replace")
        if kind == "ean13" and len(text) == 12 and text.isdigit():
            text += str(-sum(int(c) * (3 if n % 2 else 1) for n, c in enumerate(text)) % 10)
        mode = self.mode
        self.place({"type": "barcode", "symbology": kind or "unknown", "data": text, "height": mode.bar_height,
                    "module": mode.bar_width, "text": mode.bar_text in (2, 3, 50, 51)})  # fmt: skip

    def symbol(self, data: bytes) -> None:
        """GS ( k, two-dimensional codes; 49 is QR."""
        code, function, rest = data[0], data[1], data[2:]
        if code != 49:
            self.unknown.append(f"GS (k {code}")
        elif function == 67:
            self.mode.qr_size = rest[0]
        elif function == 80:
            self.mode.qr_data = rest[1:]
        elif function == 81:
            self.place({"type": "qr", "data": self.mode.qr_data.decode("utf-8", "replace"), "size": self.mode.qr_size})

    def raster(self, data: bytes) -> None:
        """GS v 0; strips that follow each other are one picture."""
        self.place(_image(data[2] + 256 * data[3], data[4] + 256 * data[5], data[6:]))

    def graphics(self, data: bytes) -> None:
        """GS ( L and GS 8 L: function 112 takes a raster picture, 2 or 50 prints it; 67 keeps one for good, 69 prints it."""
        function = data[1]
        if function == 112:
            across = (data[6] + 256 * data[7] + 7) // 8
            self.mode.picture = _image(across, data[8] + 256 * data[9], data[10:])
        elif function in (2, 50) and self.mode.picture is not None:
            self.place(self.mode.picture)
            self.mode.picture = None
        elif function == 67:
            picture = _image((data[6] + 256 * data[7] + 7) // 8, data[8] + 256 * data[9], data[11:])
            self.stored[data[3:5].decode("ascii", "replace")] = picture
        elif function == 69:
            kept = self.stored.get(data[2:4].decode("ascii", "replace"))
            if kept is None:
                self.unknown.append(f"GS (L prints {data[2:4].decode('ascii', 'replace')}, which is not stored")
            else:
                self.place({**kept, "stored": True})
        elif function == 66:
            self.stored.pop(data[2:4].decode("ascii", "replace"), None)
        elif function not in (2, 50):
            self.unknown.append(f"GS (L function {function}")

    def cut(self, data: bytes) -> None:
        self._flush()
        mode = "full" if data[0] in (0, 48, 65, 97) else "partial"
        if self.rows:
            self.receipts.append({"rows": self.rows, "cut": mode})
            del self.receipts[:-MOST_RECEIPTS]
        self.rows = []

    def next_label(self, data: bytes) -> None:
        """GS FF: on to the next mark of label paper."""
        self.cut(b"\x42")

    def style_bits(self, data: bytes) -> None:
        """ESC !: everything in one byte."""
        bits, mode = data[0], self.mode
        mode.bold, mode.underline = bool(bits & 8), bool(bits & 128)
        mode.height, mode.width = (2 if bits & 16 else 1), (2 if bits & 32 else 1)

    def size(self, data: bytes) -> None:
        self.mode.width, self.mode.height = (data[0] >> 4 & 7) + 1, (data[0] & 7) + 1

    def set_align(self, data: bytes) -> None:
        self.mode.align = ALIGNS.get(data[0] % 48, "left")


def decode(data: bytes, page: int) -> str:
    if page == 1:
        return "".join(KATAKANA_LINES.get(byte) or bytes([byte]).decode("cp932", "replace") for byte in data)
    return data.decode(CODE_PAGES.get(page, "cp437"), "replace")


def _image(across: int, rows: int, dots: bytes) -> Json:
    """Raster bytes, a set bit is black, as a PNG."""
    out = io.BytesIO()
    Image.frombytes("1", (across * 8, rows), bytes(b ^ 0xFF for b in dots)).save(out, "PNG")
    return {"type": "image", "width": across * 8, "height": rows, "png": base64.b64encode(out.getvalue()).decode()}


def _set(name: str, convert: Any = int) -> Any:
    def handler(paper: Paper, data: bytes) -> None:
        setattr(paper.mode, name, convert(data[0]))

    return handler


def _set_word(name: str) -> Any:
    def handler(paper: Paper, data: bytes) -> None:
        setattr(paper.mode, name, data[0] + 256 * data[1])

    return handler


def _asian(on: bool) -> Any:
    def handler(paper: Paper, data: bytes) -> None:
        paper.mode.asian = on

    return handler


def _code128_text(payload: bytes) -> str:
    """GS k 73 names its code set: {A, {B, {C; in set C a byte is two digits."""
    text, pairs, n = "", False, 0
    while n < len(payload):
        if payload[n : n + 1] == b"{" and n + 1 < len(payload):
            mark = payload[n + 1 : n + 2]
            if mark in (b"A", b"B", b"C"):
                pairs = mark == b"C"
            else:
                text += mark.decode("ascii", "replace")
            n += 2
            continue
        text += f"{payload[n]:02d}" if pairs else chr(payload[n])
        n += 1
    return text


def _on(value: int) -> bool:
    return value % 48 != 0


_HANDLERS: dict[str, Any] = {
    "ESC @": Paper.reset,
    "text": Paper.text,
    "LF": Paper.feed,
    "ESC d": Paper.feed_rows,
    "GS k": Paper.barcode,
    "GS (k": Paper.symbol,
    "GS v": Paper.raster,
    "GS (L": Paper.graphics,
    "ESC $": Paper.move_to,
    "ESC \\": Paper.move_right,
    "GS V": Paper.cut,
    "GS \x0c": Paper.next_label,
    "ESC !": Paper.style_bits,
    "GS !": Paper.size,
    "ESC a": Paper.set_align,
    "ESC E": _set("bold", lambda n: bool(n & 1)),
    "ESC G": _set("bold", lambda n: bool(n & 1)),
    "ESC -": _set("underline", _on),
    "ESC t": _set("page"),
    "ESC R": _set("national"),
    "GS h": _set("bar_height"),
    "GS w": _set("bar_width"),
    "GS H": _set("bar_text"),
    "GS L": _set_word("margin"),
    "GS W": _set_word("area"),
    "FS &": _asian(True),
    "FS .": _asian(False),
}
# Known commands that change nothing which this paper shows.
_QUIET = {
    "CR", "HT", "ESC 2", "ESC 3", "ESC  ", "ESC M", "ESC {", "ESC V", "ESC c", "ESC =", "ESC r", "ESC U", "ESC T", "ESC J",
    "ESC D", "ESC S", "FS -", "FS (A", "GS B", "GS f", "GS P", "GS b", "GS (E", "GS (K", "GS (D", "FS C", "FS S", "FS !",
}  # fmt: skip
