"""Label documents as PDF: several on a sheet, or each on a page of its own size. Pure but for reportlab."""

import io
import unicodedata

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode import createBarcodeDrawing
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import HexColor, black, white
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

FONTS = {False: "Helvetica", True: "Helvetica-Bold"}
# Letters stand on their base line; this much of their height is above it.
ASCENT = 0.8
QUIET = 10
MODULE_MM = 0.5
PAGES = {"a4": (210, 297), "a5": (148, 210)}


def measure(text, bold=False):
    """Width of a text whose letters are 1 mm high."""
    return stringWidth(printable(text), FONTS[bool(bold)], 1)


def printable(text):
    """The text in letters that the standard fonts have; ǆ and the like lose their marks."""
    found = []
    for letter in unicodedata.normalize("NFC", text):
        try:
            letter.encode("cp1252")
            found.append(letter)
        except UnicodeEncodeError:
            plain = unicodedata.normalize("NFKD", letter).encode("cp1252", "ignore").decode("cp1252")
            found.append(plain or "?")
    return "".join(found)


def per_sheet(width_mm, height_mm, sheet):
    """(columns, rows) of labels on a sheet."""
    page = PAGES[sheet["page"]]
    columns = int((page[0] - 2 * sheet["margin_x_mm"] + sheet["gap_mm"] + 1e-6) // (width_mm + sheet["gap_mm"]))
    rows = int((page[1] - 2 * sheet["margin_y_mm"] + sheet["gap_mm"] + 1e-6) // (height_mm + sheet["gap_mm"]))
    return columns, rows


def render(documents, sheet=None):
    """PDF bytes. `sheet`: {"page", "margin_x_mm", "margin_y_mm", "gap_mm"}, or None for one page a label."""
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=1)
    canvas.setTitle("Labels")
    canvas.setProducer("Retail POS Central")
    place = 0
    for document in documents:
        for _copy in range(document.get("copies", 1)):
            place = _next(canvas, document, sheet, place)
    if sheet and place:
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _next(canvas, document, sheet, place):
    """Draw one label at its place and tell the next place on the sheet."""
    width, height = document["width_mm"], document["height_mm"]
    columns, rows = per_sheet(width, height, sheet) if sheet else (0, 0)
    if columns < 1 or rows < 1:
        canvas.setPageSize((width * mm, height * mm))
        _draw(canvas, document, 0, height)
        canvas.showPage()
        return 0
    page = PAGES[sheet["page"]]
    if place == 0:
        canvas.setPageSize((page[0] * mm, page[1] * mm))
    column, row = place % columns, place // columns
    x = sheet["margin_x_mm"] + column * (width + sheet["gap_mm"])
    top = page[1] - sheet["margin_y_mm"] - row * (height + sheet["gap_mm"])
    _draw(canvas, document, x, top)
    canvas.setStrokeColor(HexColor("#bbbbbb"))
    canvas.setLineWidth(0.25)
    canvas.rect(x * mm, (top - height) * mm, width * mm, height * mm)
    if place + 1 == columns * rows:
        canvas.showPage()
        return 0
    return place + 1


def _draw(canvas, document, left, top):
    for element in document["elements"]:
        x, y = (left + element["x_mm"]) * mm, (top - element["y_mm"]) * mm
        {"text": _text, "box": _box, "line": _box, "barcode": _barcode, "qr": _qr}[element["type"]](canvas, element, x, y)


def _color(element):
    return HexColor(element["color"]) if element.get("color") else black


def _text(canvas, element, x, y):
    text, font, size = printable(element["text"]), FONTS[bool(element.get("bold"))], element["size_mm"] * mm
    room, width = element["w_mm"] * mm, stringWidth(text, font, size)
    scale = min(1, room / width) if width else 1
    x += {"left": 0, "center": (room - width * scale) / 2, "right": room - width * scale}[element.get("align", "left")]
    base = y - ASCENT * size
    canvas.saveState()
    canvas.setFillColor(white if element.get("invert") else _color(element))
    canvas.translate(x, base)
    canvas.scale(scale, 1)
    canvas.setFont(font, size)
    canvas.drawString(0, 0, text)
    if element.get("strike"):
        canvas.setLineWidth(size * 0.06)
        canvas.line(0, size * 0.28, width, size * 0.28)
    canvas.restoreState()


def _box(canvas, element, x, y):
    width, height = element["w_mm"] * mm, element["h_mm"] * mm
    if element.get("fill", True):
        canvas.setFillColor(_color(element))
        canvas.rect(x, y - height, width, height, stroke=0, fill=1)
        return
    thick = element.get("thickness_mm", 0.3) * mm
    canvas.setStrokeColor(_color(element))
    canvas.setLineWidth(thick)
    canvas.rect(x + thick / 2, y - height + thick / 2, width - thick, height - thick, stroke=1, fill=0)


def _barcode(canvas, element, x, y):
    """Bars within their room, with the quiet zones that scanners need; no module wider than MODULE_MM."""
    height = element["h_mm"] * mm
    digits = min(2.6 * mm, height * 0.3) if element.get("text", True) else 0
    name = {"ean13": "EAN13", "ean8": "EAN8", "code128": "Code128"}[element["symbology"]]
    # With bars 1 point wide the drawing is as many points wide as it has modules.
    drawing = createBarcodeDrawing(name, value=element["data"], humanReadable=False, barHeight=height - digits, barWidth=1, quiet=0)
    module = min(element["w_mm"] * mm / (drawing.width + 2 * QUIET), MODULE_MM * mm)
    canvas.saveState()
    canvas.translate(x + QUIET * module, y - height + digits)
    canvas.scale(module, (height - digits) / drawing.height)
    renderPDF.draw(drawing, canvas, 0, 0)
    canvas.restoreState()
    if digits:
        canvas.setFillColor(black)
        canvas.setFont("Helvetica", digits * 0.95)
        canvas.drawCentredString(x + (QUIET + drawing.width / 2) * module, y - height + digits * 0.15, element["data"])


def _qr(canvas, element, x, y):
    side = element["w_mm"] * mm
    code = QrCodeWidget(element["data"], barLevel="M", barBorder=1)
    x0, y0, x1, y1 = code.getBounds()
    drawing = Drawing(side, side, transform=[side / (x1 - x0), 0, 0, side / (y1 - y0), 0, 0])
    drawing.add(code)
    renderPDF.draw(drawing, canvas, x, y - side)
