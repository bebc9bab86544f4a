from odoo.tests import BaseCase

from ..tools import offer


def codes(**values):
    document = {"name": "A", "kind": "percent", "percent": 20, "items": {"all": True}, "priority": 10, "combine": "best"}
    return [problem["code"] for problem in offer.check({**document, **values})]


class TestOffer(BaseCase):
    def test_money_is_in_minor_units_half_up(self):
        self.assertEqual([offer.minor(one) for one in (79.9, 0.005, 1.005, 19.99, -0.005)], [7990, 1, 101, 1999, -1])

    def test_numbers_without_floats(self):
        self.assertEqual([offer.decimal(one, 2) for one in (20.0, 12.5, 33.333)], [20, "12.5", "33.33"])

    def test_a_good_offer_has_no_problem(self):
        self.assertEqual(codes(), [])

    def test_contradictions_are_named(self):
        self.assertEqual(codes(percent=120), ["percent"])
        self.assertEqual(codes(percent=0), ["percent"])
        self.assertEqual(codes(items={}), ["no_goods"])
        self.assertEqual(codes(**{"from": "2026-11-21T10:00:00+00:00", "to": "2026-11-20T10:00:00+00:00"}), ["dates"])
        self.assertEqual(codes(weekdays=[]), ["weekdays"])
        self.assertEqual(codes(hours=[["18:00", "16:00"]]), ["hours"])
        self.assertEqual(codes(priority=0), ["priority"])
        self.assertEqual(codes(name=" "), ["name"])

    def test_kinds(self):
        self.assertEqual(codes(kind="multibuy", size=1, price=100, percent=20), ["size"])
        self.assertEqual(codes(kind="cheapest_free", size=3, free=3), ["free"])
        self.assertEqual(codes(kind="threshold", min=0), ["min"])
        self.assertEqual(codes(kind="price", price=100, combine="stack"), ["stack"])
        part = {"items": {"all": True}, "qty": 1}
        self.assertEqual(codes(kind="bundle", parts=[part, part]), [])
        self.assertEqual(codes(kind="bundle", parts=[part]), ["parts"])
        self.assertEqual(codes(kind="bundle", parts=[part, {"items": {}, "qty": 1}]), ["parts"])

    def test_numbers_that_tills_refuse_are_named_before(self):
        part = {"items": {"all": True}, "qty": 1}
        for values in (
            {"kind": "price", "price": 10**9 + 1},
            {"kind": "amount", "amount": 10**15},
            {"kind": "threshold", "min": 10**9 + 1},
            {"kind": "multibuy", "price": 100, "size": 1001},
            {"kind": "bundle", "parts": [part, {**part, "qty": 1001}]},
            {"priority": 10**6 + 1},
            {"max_per_order": 10**6 + 1},
        ):
            self.assertEqual(codes(**values), ["too_large"], values)
        self.assertEqual(codes(kind="price", price=10**9), [])
