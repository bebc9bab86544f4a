"""The unit price rule, on the cases that the till's module is held to as well."""

import json
from decimal import Decimal

from odoo.tests import BaseCase
from odoo.tools import file_path

from ..tools.unit_price import content_in_base, unit_price


class TestUnitPrice(BaseCase):
    def test_cases(self):
        with open(file_path("retail_pos_price_law/tests/unit_prices.json")) as stream:
            cases = json.load(stream)
        for case in cases:
            with self.subTest(case):
                base, amount = content_in_base(case["quantity"], case["unit"])
                self.assertEqual(base, case["base"])
                self.assertEqual(unit_price(case["price"], amount), case["unit_price"])

    def test_no_content_has_no_unit_price(self):
        self.assertIsNone(content_in_base(0, "kg"))
        self.assertIsNone(content_in_base(3, False))
        self.assertIsNone(content_in_base(-1, "g"))
        self.assertIsNone(unit_price(1000, 0))
        self.assertEqual(content_in_base(0.1, "g"), ("kg", Decimal("0.0001")))
