import time

from odoo.tests import BaseCase

from ..tools.campaign_conflicts import Entry, conflicts

OFFER = {"kind": "percent", "combine": "best", "priority": 10}


def entry(key, goods, paths=((1, 2),), **values):
    return Entry(key, {**OFFER, **values}, frozenset(goods) if goods is not None else None, paths)


def codes(*entries, mine=(1,)):
    return [(code, one, other) for code, one, other, _shared in conflicts(list(entries), set(mine))]


class TestCampaignConflicts(BaseCase):
    def test_the_same_goods_in_two_campaigns(self):
        found = conflicts([entry(1, [7, 8]), entry(2, [8, 9]), entry(3, [9])], {1})
        self.assertEqual(found, [("goods", 1, 2, frozenset({8}))])

    def test_each_pair_is_named_once(self):
        self.assertEqual(codes(entry(1, [7]), entry(2, [7]), mine=(1, 2)), [("goods", 1, 2)])

    def test_kinds_of_conflict(self):
        alone = {"combine": "exclusive"}
        price = {"kind": "price"}
        self.assertEqual(codes(entry(1, [7], **alone), entry(2, [7], **alone)), [("exclusive", 1, 2)])
        self.assertEqual(codes(entry(1, [7], price=100, **price), entry(2, [7], price=200, **price)), [("price", 1, 2)])
        self.assertEqual(codes(entry(1, [7], coupon="A"), entry(2, [8], coupon="A")), [("coupon", 1, 2)])

    def test_what_is_meant_together_is_none(self):
        self.assertEqual(codes(entry(1, [7], combine="stack"), entry(2, [7])), [])
        self.assertEqual(codes(entry(1, [7], customer_groups=["ctag:1"]), entry(2, [7])), [])
        self.assertEqual(codes(entry(1, [7], kind="threshold"), entry(2, [7])), [])
        self.assertEqual(codes(entry(1, None), entry(2, [7])), [])
        self.assertEqual(codes(entry(1, None, combine="exclusive"), entry(2, [7], combine="exclusive")), [("exclusive", 1, 2)])

    def test_only_at_the_same_place_and_time(self):
        self.assertEqual(codes(entry(1, [7]), entry(2, [7], paths=((1, 3),))), [])
        self.assertEqual(codes(entry(1, [7], paths=((1,),)), entry(2, [7])), [("goods", 1, 2)])
        self.assertEqual(codes(entry(1, [7], weekdays=[1]), entry(2, [7], weekdays=[2])), [])

    def test_a_thousand_campaigns_are_looked_at_once(self):
        entries = [entry(key, range(key * 10, key * 10 + 10)) for key in range(2000)]
        began = time.process_time()
        self.assertEqual(conflicts(entries, set(range(2000))), [])
        # Not a measurement: pairs of all would take minutes.
        self.assertLess(time.process_time() - began, 30)
