import base64
import io
import zipfile
from unittest.mock import patch

from openpyxl import Workbook

from odoo.exceptions import UserError
from odoo.tests import BaseCase, TransactionCase

from ..tools import table

ROWS = [["EAN", "Varetekst", "Pris"], [7038010000010, "Blåbær", 24.9], [7038010000027.0, "Rømme", "19,90"]]
# Each of the thousand is ten of the one before.
LAUGHS = (
    b"<!DOCTYPE a [<!ENTITY b0 'ha'>%s]><worksheet><sheetData><row><c t='str'><v>&b9;</v></c></row></sheetData></worksheet>"
    % b"".join(b"<!ENTITY b%d '%s'>" % (level, b"&b%d;" % (level - 1) * 10) for level in range(1, 10))
)


def workbook():
    book, data = Workbook(), io.BytesIO()
    for row in ROWS:
        book.active.append(row)
    book.save(data)
    return data.getvalue()


def rewritten(data, part, change):
    """The workbook with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name.endswith(part) else old.read(name))
    return out.getvalue()


class TestTable(BaseCase):
    def test_files(self):
        self.assertEqual(table.read_file(workbook()), ROWS)
        text = "strekkode;vare\n7038010000010;Blåbær\n"
        for encoding in ("utf-8", "utf-8-sig", "cp1252", "utf-16"):
            self.assertEqual(table.read_file(text.encode(encoding)), [["strekkode", "vare"], ["7038010000010", "Blåbær"]], encoding)

    def test_lines_end_as_any_system_ends_them(self):
        for end in ("\n", "\r\n", "\r"):
            self.assertEqual(table.read_text(f"A1;10,50{end}A2;9{end}"), [["A1", "10,50"], ["A2", "9"]], repr(end))

    def test_what_the_database_cannot_keep_is_left_out(self):
        self.assertEqual(table.read_text("A1\0;10"), [["A1", "10"]])

    def test_broken_files_are_unreadable(self):
        good = workbook()
        broken = {
            "no zip": b"PK\x03\x04 no zip at all",
            "half a sheet": rewritten(good, "sheet1.xml", lambda part: part[: len(part) // 2]),
            "no workbook": rewritten(good, "xl/workbook.xml", lambda _part: b"<x"),
            "a picture": b"\x89PNG\r\n\x1a\n\x81\x8d",
            "entities of entities": rewritten(good, "sheet1.xml", lambda _part: LAUGHS),
            "bits": good[:70] + bytes(byte ^ 255 for byte in good[70:900]) + good[900:],
        }
        for what, data in broken.items():
            with self.subTest(what), self.assertRaises(table.UnreadableFile):
                table.read_file(data)

    def test_more_than_anybody_means_is_refused_before_it_is_unpacked(self):
        bomb = rewritten(workbook(), "sheet1.xml", lambda part: part + b" " * (table.MAX_UNPACKED + 1))
        self.assertLess(len(bomb), 1_000_000)
        with self.assertRaises(table.TooLong), patch("openpyxl.load_workbook", side_effect=AssertionError("unpacked")):
            table.read_file(bomb)

    def test_lines_are_counted_without_the_empty_ones(self):
        with patch.object(table, "MAX_LINES", 2):
            self.assertEqual(len(table.read_text("a;1\n\n;\nb;2\n\n")), 5)
            with self.assertRaises(table.TooLong):
                table.read_text("a;1\nb;2\nc;3")


class TestTableTold(TransactionCase):
    def test_what_cannot_be_read_is_told(self):
        tables = self.env["retail.table"]
        self.assertEqual(tables._cells(base64.b64encode(b"A1;1"), "A2;2"), [["A1", "1"], ["A2", "2"]])
        self.assertEqual(tables._cells(False, False), [])
        with self.assertRaisesRegex(UserError, "neither a CSV nor an XLSX"):
            tables._cells(base64.b64encode(b"PK\x03\x04"), False)
        with patch.object(table, "MAX_LINES", 1), self.assertRaisesRegex(UserError, "more than 1 lines"):
            tables._cells(False, "a;1\nb;2")
