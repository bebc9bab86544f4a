from datetime import time, timedelta
from decimal import Decimal

from odoo.tests import BaseCase

from ..tools import price_check, price_import, table


def parsed(cells):
    return [(row.number, row.code, row.price, row.problem) for row in price_import.rows(cells)]


class TestPriceImport(BaseCase):
    def test_prices_as_people_write_them(self):
        for text, price in (
            ("24,90", "24.90"),
            ("24.90", "24.90"),
            ("1 234,50 kr", "1234.50"),
            ("1.234,50", "1234.50"),
            ("1,234.50", "1234.50"),
            ("kr 79,-", "79"),
            (79.9, "79.9"),
            (5, "5"),
            ("NOK\u00a0120", "120"),
            ("0", "0"),
        ):
            self.assertEqual(price_import.parse_price(text), Decimal(price), text)
        for text in ("", None, "free", "-5", "1e5", "12,3,4", "26:00", True):
            self.assertIsNone(price_import.parse_price(text), text)

    def test_pasted_cells(self):
        text = "Strekkode\tVare\tNy pris\n7038010000010\tMelk\t24,90\n\n7038010000027\tBrød\t39,-\n"
        self.assertEqual(
            parsed(table.read_text(text)),
            [
                (2, "7038010000010", Decimal("24.90"), None),
                (4, "7038010000027", Decimal(39), None),
            ],
        )

    def test_cells_of_a_spreadsheet(self):
        rows = [[7038010000010.0, 24.9], [7038010000027, time(2)], ["A1", timedelta(hours=26)], ["A2", 10**400], ["A3", float("nan")]]
        found = parsed(rows)
        self.assertEqual(found[0], (1, "7038010000010", Decimal("24.9"), None))
        self.assertEqual([row[1] for row in found[1:]], ["7038010000027", "A1", "A2", "A3"])
        self.assertEqual({row[2:] for row in found[1:]}, {(None, "no_price")})

    def test_without_a_header(self):
        self.assertEqual(
            parsed(table.read_text("A1;10,50\nA2;x\n;5\n")),
            [
                (1, "A1", Decimal("10.50"), None),
                (2, "A2", None, "no_price"),
                (3, "", Decimal(5), "no_code"),
            ],
        )


class TestPriceCheck(BaseCase):
    def test_margin_is_without_vat(self):
        self.assertAlmostEqual(price_check.margin_percent(125, 25, 60), 40)
        self.assertIsNone(price_check.margin_percent(0, 25, 60))

    def test_problems(self):
        codes = lambda *args: [code for _level, code in price_check.problems(*args)]  # noqa: E731
        self.assertEqual(codes(100, 99, 25, 50, 30), [])
        self.assertEqual(codes(100, 90, 25, 80, 30), ["below_cost"])
        self.assertEqual(codes(100, 10, 25, 0, 30), ["large_change"])
        self.assertEqual(codes(100, 0, 25, 50, 0), ["free"])
        self.assertEqual(codes(0, 10, 25, 0, 30), [])
        self.assertEqual(codes(10, 10, 25, 0, 30), ["unchanged"])
