"""What a till says of its moments and coupons, read with care."""

from datetime import UTC, datetime, timedelta

from odoo.tests import BaseCase, tagged

from ..tools import recheck

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@tagged("post_install", "-at_install")
class TestRecheck(BaseCase):
    def test_quantities_as_the_till_writes_them(self):
        self.assertEqual([recheck.qty_text(qty) for qty in (3.0, 1.235, 0.1 + 0.2, -0.0)], ["3", "1.235", "0.3", "0"])

    def test_moments(self):
        self.assertEqual(recheck.read_moment("2026-11-21T13:00:00+01:00"), NOON)
        for text in (None, 5, "noon", "2026-11-21T13:00:00"):
            self.assertIsNone(recheck.read_moment(text))

    def test_a_clock_that_cannot_be(self):
        ok = recheck.clock_problem(NOON, [NOON - timedelta(hours=2)], NOON, NOON + timedelta(days=2))
        self.assertIsNone(ok)
        for moment, ats, received in (
            (NOON, [NOON + timedelta(hours=1)], NOON),
            (NOON + timedelta(hours=1), [], NOON + timedelta(hours=2)),
            (NOON, [NOON - timedelta(days=2)], NOON),
            (NOON - timedelta(days=2), [], NOON),
        ):
            self.assertEqual(recheck.clock_problem(moment, ats, NOON, received), "clock")

    def test_coupons(self):
        self.assertEqual(recheck.coupons_of({"coupons": ["A", 5, None, "", "B"]}), ["A", "B"])
        self.assertEqual(recheck.coupons_of({"coupons": "A"}), [])
        self.assertEqual(recheck.coupons_of(None), [])

    def test_discounts_by_hand_round_as_the_till_does(self):
        self.assertEqual(recheck.after_manual(8000, 10), 7200)
        self.assertEqual(recheck.after_manual(333, 50), 166)
        self.assertFalse(recheck.differs(166, recheck.net_of(3.33, 1, 100 * (1 - 1.66 / 3.33))))
        self.assertTrue(recheck.differs(166, 167))
