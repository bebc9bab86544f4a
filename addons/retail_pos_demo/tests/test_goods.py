"""The goods' file and the pictures drawn for it."""

from decimal import Decimal

from odoo.tests import BaseCase, tagged

from odoo.addons.retail_pos_demo import pictures
from odoo.addons.retail_pos_demo.chain import goods


def check_digit(twelve):
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(twelve))
    return str(-total % 10)


@tagged("post_install", "-at_install")
class TestGoods(BaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rows = goods.read()

    def test_there_are_about_300_in_every_category(self):
        self.assertGreaterEqual(len(self.rows), 300)
        self.assertEqual({row["category"] for row in self.rows}, set(goods.CATEGORIES))

    def test_barcodes_are_valid_and_no_real_products(self):
        for row in self.rows:
            code = row["barcode"]
            self.assertEqual((len(code), code[-1]), (13, check_digit(code[:12])), row["name_nb"])
            # 21 carries the weight in Odoo's own nomenclature; both are for use inside a store.
            self.assertEqual(code[:2], "21" if row["weighed"] == "1" else "20", row["name_nb"])

    def test_nothing_is_there_twice(self):
        for column in ("code", "barcode", "name_nb", "name_en"):
            values = [row[column] for row in self.rows]
            self.assertEqual(len(values), len(set(values)), column)

    def test_prices_leave_a_margin(self):
        for row in self.rows:
            untaxed = Decimal(row["price"]) * 100 / (100 + int(row["vat"]))
            self.assertLess(Decimal(row["cost"]), untaxed, row["name_nb"])
        self.assertEqual({row["vat"] for row in self.rows}, {"25", "15", "12", "0"})

    def test_pictures_are_small_and_each_is_its_own(self):
        drawn = {}
        for row in self.rows:
            png = pictures.draw(row["shape"], row["color"], row["accent"], goods.CATEGORIES[row["category"]][2])
            self.assertLessEqual(len(png), 8192, row["name_nb"])
            self.assertTrue(png.startswith(b"\x89PNG"))
            self.assertNotIn(png, drawn, f"{row['name_nb']} looks like {drawn.get(png)}")
            drawn[png] = row["name_nb"]

    def test_an_unknown_pictogram_is_named(self):
        with self.assertRaisesRegex(ValueError, "spaceship"):
            pictures.draw("spaceship", "#000", "#fff", "#aaa")
