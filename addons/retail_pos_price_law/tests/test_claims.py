"""The lowest price before a reduction, and claims that break the rule."""

from datetime import datetime, timedelta

from odoo.tests import BaseCase

from ..tools import claims, timeline

START = datetime(2026, 11, 30)


def ago(days):
    return START - timedelta(days=days)


def offer(kind="percent", **values):
    values = values or {"percent": 20}
    return {"id": "now", "kind": kind, **values}


class TestClaims(BaseCase):
    def lowest(self, points, reductions=(), **options):
        return claims.lowest(timeline.segments(points), list(reductions), START, **options)

    def test_which_offers_are_a_price_for_everybody(self):
        self.assertTrue(claims.claims_reduction(offer()))
        for values in ({"coupon": "A"}, {"customer_groups": ["ctag:1"]}, {"min_qty": 2}, {"min_qty": "1.5"}):
            self.assertFalse(claims.claims_reduction({**offer(), **values}), values)
        self.assertFalse(claims.claims_reduction(offer("cheapest_free", size=3, free=1)))

    def test_lowest_regular_price_of_thirty_days(self):
        self.assertEqual(self.lowest([(ago(60), 10000)]), 10000)
        self.assertEqual(self.lowest([(ago(60), 8000), (ago(31), 10000)]), 10000, "31 days ago doesn't count")
        self.assertEqual(self.lowest([(ago(60), 8000), (ago(29), 10000)]), 8000, "it ended within the 30 days")
        self.assertEqual(self.lowest([(ago(3), 12000)]), 12000, "new goods: as long as they were sold")
        self.assertIsNone(self.lowest([(START + timedelta(days=1), 12000)]))

    def test_earlier_campaigns_count(self):
        earlier = {"id": "earlier", "kind": "price", "price": 5900}
        self.assertEqual(self.lowest([(ago(60), 10000)], [(earlier, ago(20), ago(15))]), 5900)
        self.assertEqual(self.lowest([(ago(60), 10000)], [(earlier, ago(50), ago(31))]), 10000)
        self.assertEqual(self.lowest([(ago(60), 10000)], [({**earlier, "coupon": "A"}, ago(20), ago(15))]), 10000)

    def test_the_same_reduction_going_on_keeps_its_before_price(self):
        self.assertEqual(self.lowest([(ago(60), 10000)], [(offer(), ago(10), None)], except_offer="now"), 10000)
        self.assertEqual(self.lowest([(ago(60), 10000)], [(offer(), ago(10), ago(5))], except_offer="now"), 8000, "it was interrupted")

    def test_weekdays_that_did_not_come(self):
        # START is a Monday; from Tuesday to Wednesday five days ago no Saturday came.
        saturdays = {**offer(), "id": "earlier", "weekdays": [6]}
        self.assertEqual(self.lowest([(ago(60), 10000)], [(saturdays, ago(6), ago(5))]), 10000)
        self.assertEqual(self.lowest([(ago(60), 10000)], [(saturdays, ago(10), ago(1))]), 8000)

    def test_breaches(self):
        self.assertIsNone(claims.breach(offer(), 10000, 10000))
        self.assertIsNone(claims.breach(offer(), 10000, None), "never sold before")
        self.assertEqual(claims.breach(offer(), 10000, 8000), "not_lower")
        self.assertEqual(claims.breach(offer(), 10000, 9000), "less_than_said")
        self.assertEqual(claims.breach(offer("amount", amount=2000), 10000, 9000), "less_than_said")
        self.assertIsNone(claims.breach(offer("price", price=7900), 10000, 9000))
        self.assertEqual(claims.breach(offer("price", price=9900), 12000, 9900), "not_lower")
        self.assertIsNone(claims.breach(offer("price", price=9900), 9900, 9900), "no reduction claimed")

    def test_reduced(self):
        self.assertEqual(claims.reduced(offer(percent="12.5"), 999), 874)
        self.assertEqual(claims.reduced(offer("amount", amount=500), 300), 0)
        self.assertEqual(claims.reduced(offer("price", price=500), 300), 300)

    def test_selects(self):
        selector = {"groups": ["categ:1"], "except_products": ["7"], "except_groups": ["tag:3"]}
        self.assertTrue(claims.selects(selector, "5", ["categ:1"]))
        self.assertFalse(claims.selects(selector, "7", ["categ:1"]))
        self.assertFalse(claims.selects(selector, "5", ["categ:1", "tag:3"]))
        self.assertFalse(claims.selects(selector, "5", ["categ:2"]))
        self.assertTrue(claims.selects({"all": True}, "5", []))
        self.assertTrue(claims.selects({"products": ["5"]}, "5", []))
