"""Draws a line of text as dots, for the few lines that hold characters the printer's code page lacks."""

from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from .document import Text, columns_of
from .drivers.base import Misfit

CELL = (12, 24)
FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
FONT_NAMES = (
    "DejaVuSansMono.ttf",
    "LiberationMono-Regular.ttf",
    "NotoSansMono-Regular.ttf",
    "DejaVuSans.ttf",
    "NotoSansCJK-Regular.ttc",
    "NotoSans-Regular.ttf",
)
NO_GLYPH = "\U0010ffff"
Font = ImageFont.FreeTypeFont


def draw(row: Text, columns: int, extra_font: str | None = None) -> Image.Image:
    """The line as a picture of the paper's width, each character in its cell."""
    style = row.style
    cell = CELL[0] * style.width, CELL[1] * style.height
    image = Image.new("L", (columns * CELL[0], cell[1]), 255)
    canvas = ImageDraw.Draw(image)
    free = columns // style.width - columns_of(row.text)
    x = {"left": 0, "center": free // 2, "right": free}[row.align] * cell[0]
    for char in row.text:
        width = columns_of(char) * cell[0]
        if char != " ":
            image.paste(_glyph(char, row, extra_font, (max(width, cell[0]), cell[1])), (x, 0))
        x += width
    if style.underline:
        canvas.line((0, cell[1] - 2, image.width, cell[1] - 2), fill=0, width=2)
    return image.point(lambda v: 0 if v < 140 else 255).convert("1")


def line(text: str, height: int, foot: float, *, bold: bool = False, extra_font: str | None = None) -> Image.Image:
    """A line of letters of this height in proportional type, as wide as it comes."""
    paths = [extra_font] if extra_font else _label_fonts(bold)
    font = ImageFont.truetype(paths[0], round(height * foot)) if paths else ImageFont.load_default(round(height * foot))
    width = max(1, round(font.getlength(text)))
    image = Image.new("L", (width, height), 255)
    ImageDraw.Draw(image).text((0, round(height * foot)), text, font=font, fill=0, anchor="ls")
    return image


@lru_cache(maxsize=2)
def _label_fonts(bold: bool) -> list[str]:
    names = (
        ("DejaVuSans-Bold.ttf", "LiberationSans-Bold.ttf", "DejaVuSans.ttf") if bold else ("DejaVuSans.ttf", "LiberationSans-Regular.ttf")
    )
    folders = [folder for folder in FONT_FOLDERS if folder.is_dir()]
    return [str(path) for name in names for folder in folders for path in sorted(folder.rglob(name))[:1]]


def bits(image: Image.Image) -> tuple[int, bytes]:
    """A picture as printers take it: bytes in a row, and the rows; a set bit is a dark dot."""
    if image.mode not in ("1", "L"):
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image.convert("RGBA")).convert("L")
    dark = image.convert("1")
    return (image.width + 7) // 8, bytes(byte ^ 0xFF for byte in dark.tobytes()) if image.width % 8 == 0 else _padded(dark)


def _padded(image: Image.Image) -> bytes:
    wide = Image.new("1", ((image.width + 7) // 8 * 8, image.height), 1)
    wide.paste(image, (0, 0))
    return bytes(byte ^ 0xFF for byte in wide.tobytes())


def _glyph(char: str, row: Text, extra_font: str | None, size: tuple[int, int]) -> Image.Image:
    font = _font_for(char, extra_font)
    if font is None:
        raise Misfit(
            "not_encodable",
            f"row {row.number}: no code page and no font of this box has the character {char!r} (U+{ord(char):04X})",
            f"document.rows[{row.number}]",
        )
    natural = Image.new("L", (CELL[0] * columns_of(char) or CELL[0], CELL[1]), 255)
    ImageDraw.Draw(natural).text((0, CELL[1] - 6), char, font=font, fill=0, anchor="ls", stroke_width=1 if row.style.bold else 0)
    return natural.resize(size)


@lru_cache(maxsize=2048)
def _font_for(char: str, extra_font: str | None) -> Font | None:
    return next((font for font in _fonts(extra_font) if _has(font, char)), None)


def _has(font: Font, char: str) -> bool:
    """Fonts draw the same box for every character that they lack."""
    mask, missing = font.getmask(char), font.getmask(NO_GLYPH)
    return bytes(mask) != bytes(missing) and mask.getbbox() is not None


@lru_cache(maxsize=4)
def _fonts(extra_font: str | None) -> list[Font]:
    paths = [Path(extra_font)] if extra_font else []
    for name in FONT_NAMES:
        for folder in FONT_FOLDERS:
            paths += sorted(folder.rglob(name))[:1] if folder.is_dir() else []
    fonts = [ImageFont.truetype(str(path), 19) for path in paths]
    built_in = ImageFont.load_default(19)
    return [*fonts, built_in] if isinstance(built_in, Font) else fonts
