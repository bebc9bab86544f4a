"""The server's rendering of receipt documents: pure, and as strict as the paper."""

import io
import re

from odoo.tests import BaseCase
from odoo.tools import file_open
from odoo.tools.pdf import PdfFileReader

from ..tools import receipt_pdf, receipt_rows

ROWS = [
    {"type": "image", "data": "AAAA", "width_px": 256, "align": "center"},
    {"type": "text", "text": "Blåbær & Ål <AS>", "align": "center", "size": "double", "bold": True, "underline": False},
    {
        "type": "columns",
        "cells": [{"text": "Å betale", "width": 30, "align": "left"}, {"text": "49,90", "width": 12, "align": "right"}],
        "bold": False,
        "size": "normal",
    },
    {"type": "line", "char": "-"},
    {"type": "space", "rows": 2},
    {"type": "text", "text": "Høy", "align": "left", "size": "tall", "bold": False, "underline": True},
    {"type": "barcode", "symbology": "code128", "data": "2601-1-000042", "height_mm": 10, "text": True},
    {"type": "qr", "data": "https://example.com/æ", "size": 6},
    {"type": "cut", "mode": "partial"},
]
DOCUMENT = {"version": 1, "columns": 42, "lang": "nb_NO", "rows": ROWS}


class TestReceiptRows(BaseCase):
    def test_what_a_till_sends_is_kept_without_its_picture(self):
        document = receipt_rows.checked(DOCUMENT)
        self.assertEqual(document["rows"][0], {"type": "image", "width_px": 256, "align": "center"})
        self.assertEqual(receipt_rows.checked(document), document)

    def test_what_no_till_sends_is_refused(self):
        for bad in (
            None,
            [],
            {"version": 2},
            {**DOCUMENT, "columns": "42"},
            {**DOCUMENT, "rows": [{"type": "script"}]},
            {**DOCUMENT, "rows": [{"type": ["text"], "text": "x"}]},
            {**DOCUMENT, "rows": ["text"]},
            {**DOCUMENT, "rows": [{"type": "text", "text": 5}]},
            {**DOCUMENT, "rows": [{"type": "text", "text": "\x1b@"}]},
            {**DOCUMENT, "rows": [{"type": "text", "text": "x" * 1000}]},
            {**DOCUMENT, "rows": [{"type": "columns", "cells": [{"text": "x"}]}]},
            {**DOCUMENT, "rows": [{"type": "text", "text": "x", "align": "red;background:url(x)"}]},
            {**DOCUMENT, "rows": [{"type": "space", "rows": 1}] * 5000},
            {**DOCUMENT, "rows": [{"type": "barcode", "symbology": "ean13", "data": "12", "height_mm": 10}]},
            {**DOCUMENT, "rows": [{"type": "barcode", "symbology": "code128", "data": "Bjørn", "height_mm": 10}]},
        ):
            with self.assertRaises(receipt_rows.BadDocument):
                receipt_rows.checked(bad)

    def test_what_is_no_language_becomes_english(self):
        for code in ("nb\0_NO\ud800", "", "x" * 40, None, ["nb_NO"]):
            self.assertEqual(receipt_rows.checked({**DOCUMENT, "lang": code})["lang"], "en_US")
        for code in ("nb_NO", "sr@latin", "es_419"):
            self.assertEqual(receipt_rows.checked({**DOCUMENT, "lang": code})["lang"], code)

    def sent(self, rows, is_return=False, **more):
        document = receipt_rows.electronic(receipt_rows.checked({**DOCUMENT, "rows": rows, **more}), is_return)
        return [row["text"] for row in document["rows"] if row["type"] == "text"]

    def test_a_receipt_that_is_sent_says_so_in_its_title_and_paper_does_not(self):
        title = {"type": "text", "text": "Salgskvittering", "align": "center", "bold": True}
        shop, goods = {"type": "text", "text": "Grønnfink"}, {"type": "text", "text": "Salgskvittering i ramme"}
        self.assertEqual(self.sent([shop, title, goods]), ["Grønnfink", "Elektronisk salgskvittering", "Salgskvittering i ramme"])
        self.assertEqual(title["text"], "Salgskvittering")
        # large by law, and still within the paper
        large = {**title, "text": "Returkvittering", "size": "double"}
        self.assertEqual(self.sent([large], is_return=True), ["Elektronisk", "returkvittering"])
        both = {**title, "text": "Salgskvittering/Returkvittering"}
        self.assertEqual(self.sent([both]), ["Elektronisk", "salgskvittering/returkvittering"])
        # a template without a title
        self.assertEqual(self.sent([shop]), ["Elektronisk salgskvittering", "Grønnfink"])
        self.assertEqual(self.sent([shop], is_return=True), ["Elektronisk returkvittering", "Grønnfink"])
        self.assertEqual(self.sent([shop], lang="en_US")[0], "Electronic sales receipt")

    def test_every_title_that_tills_write_over_goods_has_its_electronic_one(self):
        with file_open("retail_pos_central/static/src/core/texts.js") as file:
            titles = re.findall(r'"title\.(?:sale|return|exchange)": "([^"]+)"', file.read())
        self.assertEqual(set(titles), set(receipt_rows.ELECTRONIC))

    def test_text_stands_as_on_paper(self):
        text = receipt_rows.to_text(receipt_rows.checked(DOCUMENT)).splitlines()
        self.assertEqual(text[0], "  Blåbær & Ål <AS>")
        self.assertEqual(text[1], "Å betale" + " " * 29 + "49,90")
        self.assertEqual(text[2], "-" * 42)
        self.assertEqual(text[3:6], ["", "", "Høy"])

    def test_html_escapes(self):
        found = receipt_rows.to_html(receipt_rows.checked(DOCUMENT))
        self.assertIn("Blåbær &amp; Ål &lt;AS&gt;", found)
        self.assertNotIn("<AS>", found)
        self.assertIn("2601-1-000042", found)

    def test_pdf_has_the_letters_as_text(self):
        document = receipt_rows.checked(DOCUMENT)
        pdf = PdfFileReader(io.BytesIO(receipt_pdf.to_pdf(document, title="Kvittering")))
        self.assertEqual(len(pdf.pages), 1)
        text = pdf.pages[0].extract_text() if hasattr(pdf.pages[0], "extract_text") else pdf.pages[0].extractText()
        for expected in ("Blåbær", "Å betale", "49,90", "2601-1-000042"):
            self.assertIn(expected, text)
        narrow = PdfFileReader(io.BytesIO(receipt_pdf.to_pdf({**document, "columns": 32})))
        box = narrow.pages[0].mediabox if hasattr(narrow.pages[0], "mediabox") else narrow.pages[0].mediaBox
        self.assertAlmostEqual(float(box[2]) / 72 * 25.4, 58, delta=0.5)
