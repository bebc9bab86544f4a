"""PDF sheets: as many labels a page as fit, letters of Norwegian, and readable codes."""

import io

from PyPDF2 import PdfReader

from odoo.tests import BaseCase

from ..tools import label_layout, label_pdf, label_presets

SHEET = {"page": "a4", "margin_x_mm": 8, "margin_y_mm": 10, "gap_mm": 2}
WORDS = {"name": "Blåbærsyltetøy", "price": "39,90", "barcode": "2117001000003", "code": "17001"}


def documents(kind, count, **values):
    design = label_presets.preset(kind)
    return [{**label_layout.layout(design, WORDS, True, label_pdf.measure), **values} for _number in range(count)]


class TestPdf(BaseCase):
    def pages(self, *args):
        return PdfReader(io.BytesIO(label_pdf.render(*args))).pages

    def test_as_many_as_fit_on_a_sheet(self):
        self.assertEqual(label_pdf.per_sheet(60, 40, SHEET), (3, 6))
        self.assertEqual(len(self.pages(documents("shelf", 18), SHEET)), 1)
        pages = self.pages(documents("shelf", 19), SHEET)
        self.assertEqual(len(pages), 2)
        self.assertEqual(pages[0].extract_text().count("Blåbærsyltetøy"), 18)
        self.assertEqual(len(self.pages(documents("shelf", 10, copies=2), SHEET)), 2)

    def test_a_poster_has_a_page_of_its_size(self):
        (page,) = self.pages(documents("poster_a4", 1), None)
        self.assertEqual((round(float(page.mediabox.width)), round(float(page.mediabox.height))), (595, 842))
        (page,) = self.pages(documents("poster_a4", 1), {**SHEET, "page": "a5"})
        self.assertEqual(round(float(page.mediabox.width)), 595, "larger than the sheet: a page of its own")

    def test_letters_that_the_font_lacks(self):
        self.assertEqual(label_pdf.printable("Æøå – “€” Ģǎ"), "Æøå – “€” Ga")
        self.assertNotIn("?", label_pdf.printable("Pålegg à la carte, 1½ kg"))
