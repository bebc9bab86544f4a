from datetime import datetime

from odoo.tests import BaseCase

from ..tools import practice

GOOD = {
    "uuid": "0f9b2c1e-1111",
    "name": "TREN26-1-000042",
    "kind": "sale",
    "reason": "cashier",
    "at_ms": 1764000000123,
    "total": 6870,
    "lines": [{"name": "Lettmelk 1 l", "qty": "3"}],
    "payments": ["Kort"],
}


class TestPractice(BaseCase):
    def test_a_sale(self):
        found = practice.parse(GOOD)
        self.assertEqual(found["total_minor"], 6870)
        self.assertEqual(found["goods"], "3 × Lettmelk 1 l")
        self.assertEqual((found["kind"], found["reason"], found["paid_by"]), ("sale", "cashier", "Kort"))
        self.assertEqual(found["date"], datetime(2025, 11, 24, 16, 0))

    def test_a_return(self):
        self.assertEqual(practice.parse({**GOOD, "total": -6870})["kind"], "return")
        self.assertEqual(practice.parse({**GOOD, "total": 0, "kind": "return"})["kind"], "return")

    def test_what_a_browser_makes_up(self):
        for bad in (
            None,
            [],
            "x",
            {},
            {**GOOD, "uuid": 7},
            {**GOOD, "total": 1.5},
            {**GOOD, "total": True},
            {**GOOD, "total": 10**12},
            {**GOOD, "uuid": "0f9b2c1e\0"},
        ):
            with self.assertRaises(ValueError):
                practice.parse(bad)
        wild = practice.parse(
            {**GOOD, "name": "x" * 999, "reason": "king", "at_ms": -5, "lines": [1, {"name": 3}], "payments": [None, "Kort"]}
        )
        self.assertEqual((len(wild["name"]), wild["reason"], wild["date"]), (200, "hand", None))
        self.assertEqual((wild["goods"], wild["paid_by"]), ("? × ?", "Kort"))
        odd = practice.parse({**GOOD, "name": "a\0\ud800b", "payments": {"a": 1}, "lines": 7})
        self.assertEqual((odd["name"], odd["paid_by"], odd["line_count"]), ("ab", "", 0))
