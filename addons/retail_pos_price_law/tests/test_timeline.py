"""The course of a price."""

from datetime import datetime

from odoo.tests import BaseCase

from ..tools import timeline


def day(number):
    return datetime(2026, 11, number)


class TestTimeline(BaseCase):
    def test_segments_join_equal_prices(self):
        found = timeline.segments([(day(1), 100), (day(2), 100), (day(3), 90), (day(5), None)])
        self.assertEqual(found, [(day(1), day(3), 100), (day(3), day(5), 90), (day(5), None, None)])

    def test_an_own_price_lies_over_the_base(self):
        base = timeline.segments([(day(1), 100), (day(10), 120)])
        own = timeline.segments([(day(5), 80), (day(12), None)])
        found = timeline.over(own, base)
        self.assertEqual(found, [(day(1), day(5), 100), (day(5), day(12), 80), (day(12), None, 120)])
        self.assertEqual([timeline.at(found, day(number)) for number in (4, 5, 11, 12)], [100, 80, 80, 120])
        self.assertIsNone(timeline.at(found, datetime(2026, 10, 1)))

    def test_within(self):
        course = timeline.segments([(day(1), 100), (day(5), 80), (day(8), 120)])
        self.assertEqual(timeline.within(course, day(4), day(8)), [(day(4), day(5), 100), (day(5), day(8), 80)])
        self.assertEqual(timeline.within(course, day(20), day(21)), [(day(20), day(21), 120)])
