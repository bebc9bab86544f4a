"""A receipt document as a PDF: one long page as wide as the paper, letters as text, codes as vectors."""

import io

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode import createBarcodeDrawing
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen import canvas

from .receipt_rows import SIZES, row_text

MARGIN = 5 * mm
ROLL_MM = {True: 58, False: 80}
#: Letters of a monospaced font are this much of the size wide.
LETTER = 0.602
LEADING = 1.3
TRUETYPE = [
    ("/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf", "/usr/share/fonts/truetype/dejavu/DejaVuSansMono-Bold.ttf"),
    ("/usr/share/fonts/truetype/liberation/LiberationMono-Regular.ttf", "/usr/share/fonts/truetype/liberation/LiberationMono-Bold.ttf"),
]


def fonts():
    """(regular, bold): a system font that has every letter, or the PDF's own, which has those of Western Europe."""
    for number, (regular, bold) in enumerate(TRUETYPE):
        names = f"Receipt{number}", f"ReceiptBold{number}"
        if names[0] in pdfmetrics.getRegisteredFontNames():
            return names
        try:
            pdfmetrics.registerFont(TTFont(names[0], regular))
            pdfmetrics.registerFont(TTFont(names[1], bold))
        except (OSError, TTFError):
            continue
        return names
    return "Courier", "Courier-Bold"


def to_pdf(document, title="", logo=None):
    """The bytes of the PDF. `logo` is a picture's bytes, shown where the document has one."""
    paper = _Paper(document, logo)
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer, pagesize=(paper.width, paper.height()), lang=document["lang"].replace("_", "-"))
    page.setTitle(title)
    paper.draw(page)
    page.save()
    return buffer.getvalue()


class _Paper:
    def __init__(self, document, logo):
        self.columns = document["columns"]
        self.rows = document["rows"]
        self.width = ROLL_MM[self.columns <= 32] * mm
        self.room = self.width - 2 * MARGIN
        self.size = self.room / self.columns / LETTER
        self.logo = ImageReader(io.BytesIO(logo)) if logo else None
        self.regular, self.bold = fonts()

    def height(self):
        return 2 * MARGIN + sum(self.height_of(row) for row in self.rows)

    def height_of(self, row):
        line = self.size * LEADING
        if row["type"] in ("text", "columns"):
            return line * SIZES[row["size"]][1]
        if row["type"] == "line":
            return line
        if row["type"] == "space":
            return line * row["rows"]
        if row["type"] == "barcode":
            return row["height_mm"] * mm + 2 * line
        if row["type"] == "qr":
            return self.qr_side(row) + line
        if row["type"] == "image" and self.logo:
            return self.logo_size(row)[1] + line
        return 0

    def qr_side(self, row):
        return min(self.room, row["size"] * 5 * mm)

    def logo_size(self, row):
        width, height = self.logo.getSize()
        wide = min(self.room, self.room * row["width_px"] / (self.columns * 12))
        return wide, wide * height / width

    def draw(self, page):
        top = self.height() - MARGIN
        for row in self.rows:
            bottom = top - self.height_of(row)
            drawer = getattr(self, f"draw_{row['type']}", None)
            if drawer:
                drawer(page, row, top, bottom)
            top = bottom

    def draw_text(self, page, row, top, bottom):
        wide, tall = SIZES[row["size"]]
        page.saveState()
        page.translate(MARGIN, bottom + self.size * 0.3 * tall)
        page.scale(wide, tall)
        page.setFont(self.bold if row["bold"] else self.regular, self.size)
        text = row_text(row, self.columns)
        page.drawString(0, 0, text)
        if row["underline"]:
            shown = text.rstrip()
            start = len(shown) - len(shown.lstrip())
            page.line(start * self.size * LETTER, -1, len(shown) * self.size * LETTER, -1)
        page.restoreState()

    draw_columns = draw_text

    def draw_line(self, page, row, top, bottom):
        if row["char"] == "_":
            page.line(MARGIN, bottom + 2, MARGIN + self.room, bottom + 2)
        else:
            page.setFont(self.regular, self.size)
            page.drawString(MARGIN, bottom + self.size * 0.3, row["char"] * self.columns)

    def draw_barcode(self, page, row, top, bottom):
        line = self.size * LEADING
        name = {"code128": "Code128", "ean13": "EAN13"}[row["symbology"]]
        options = {"value": row["data"], "barHeight": row["height_mm"] * mm, "humanReadable": False}
        drawing = createBarcodeDrawing(name, **options)
        scale = min(1, self.room / drawing.width)
        page.saveState()
        page.translate(MARGIN + (self.room - drawing.width * scale) / 2, bottom + line * 1.2)
        page.scale(scale, 1)
        renderPDF.draw(drawing, page, 0, 0)
        page.restoreState()
        if row["text"]:
            page.setFont(self.regular, self.size)
            page.drawCentredString(self.width / 2, bottom + self.size * 0.3, row["data"])

    def draw_qr(self, page, row, top, bottom):
        side = self.qr_side(row)
        drawing = createBarcodeDrawing("QR", value=row["data"], width=side, height=side, barBorder=0)
        renderPDF.draw(drawing, page, (self.width - side) / 2, bottom + self.size * LEADING / 2)

    def draw_image(self, page, row, top, bottom):
        if self.logo:
            wide, high = self.logo_size(row)
            left = {"left": 0, "center": (self.room - wide) / 2, "right": self.room - wide}[row["align"]]
            page.drawImage(self.logo, MARGIN + left, top - high, wide, high, mask="auto")
