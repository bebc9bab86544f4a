"""Sales priced once more: what is right passes, what a till changed, missed or made up is named."""

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.retail_pos_central.tools import campaign_engine

from ..models import retail_order_check
from .common import SellingCase


@tagged("post_install", "-at_install")
class TestOrderCheck(SellingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.multibuy = cls.make_campaign(
            "2 for 50", cls.oslo, kind="multibuy", size=2, price=50, all_goods=False, product_ids=[Command.set(cls.crisps.ids)]
        )
        cls.release(cls.multibuy)

    def check(self, *orders):
        self.env.flush_all()
        return self.env["retail.order.check"]._check(self.env["pos.order"].union(*orders))

    def test_the_engine_of_the_tills_runs_here(self):
        offers = [self.multibuy._retail_document()]
        line = {"id": "1", "product": str(self.crisps.id), "groups": [], "price": 4000, "qty": "2", "measure": "each", "vat": "25"}
        basket = {"now": "2026-11-21T17:00:00+01:00", "store": "S", "timezone": "Europe/Oslo", "lines": [line]}
        result, broken = campaign_engine.evaluate(
            {"b": offers}, [{"book": "b", "basket": basket}, {"book": "b", "basket": {**basket, "timezone": "Nowhere"}}]
        )
        self.assertEqual((result["total"], result["lines"][0]["discount"]), (5000, 3000))
        self.assertIn("Nowhere", broken["error"])

    def test_a_right_sale(self):
        order = self.sell(self.line(self.crisps, 2, 50.0, savings=[(self.multibuy, 3000)]), self.line(self.nuts))
        check = self.check(order)
        self.assertEqual((check.state, check.reason), ("same", False))
        self.assertEqual((check.expected, check.sold, check.store_id), (80.0, 80.0, self.oslo))

    def test_a_price_that_the_till_made_up(self):
        order = self.sell(self.line(self.crisps, price=10.0))
        check = self.check(order)
        self.assertEqual(check.state, "differs")
        self.assertIn("40.00", check.reason)
        self.assertTrue(check.activity_ids)
        self.assertTrue(self.env["retail.audit"].search([("event", "=", "price_differs"), ("store_id", "=", self.oslo.id)]))

    def test_a_saving_that_no_campaign_gives(self):
        """It adds up, and the campaign exists: only pricing it once more shows it."""
        order = self.sell(self.line(self.crisps, 1, 5.0, savings=[(self.multibuy, 3500)]))
        self.assertFalse(order.retail_price_flag)
        check = self.check(order)
        self.assertEqual((check.state, check.difference), ("differs", -35.0))

    def test_a_saving_that_the_till_kept_from_the_customer(self):
        release = self.env["retail.release"].search([("line_ids.res_id", "=", self.multibuy.id)], limit=1)
        release.sudo().released_at = fields.Datetime.now() - timedelta(days=3)
        check = self.check(self.sell(self.line(self.crisps, 2, 80.0)))
        self.assertEqual((check.state, check.difference), ("differs", 30.0))

    def test_a_till_that_was_behind_is_told_from_one_that_was_changed(self):
        old = fields.Datetime.now() - timedelta(hours=2)
        release = self.env["retail.release"].search([("line_ids.res_id", "=", self.multibuy.id)], limit=1)
        release.sudo().released_at = old - timedelta(hours=1)
        self.multibuy.price = 60
        self.release(self.multibuy)
        order = self.sell(self.line(self.crisps, 2, 50.0, savings=[(self.multibuy, 3000)]), at=fields.Datetime.now() + timedelta(seconds=2))
        check = self.check(order)
        self.assertEqual(check.state, "stale", check.reason)
        self.assertFalse(check.activity_ids)

    def test_a_release_after_the_sale_changes_nothing(self):
        release = self.env["retail.release"].search([("line_ids.res_id", "=", self.multibuy.id)], limit=1)
        release.sudo().released_at = fields.Datetime.now() - timedelta(hours=3)
        order = self.sell(
            self.line(
                self.crisps,
                2,
                50.0,
                savings=[(self.multibuy, 3000)],
                retail_at=self.iso(fields.Datetime.now() - timedelta(hours=1)),
            ),
            at=fields.Datetime.now() - timedelta(hours=1),
        )
        self.multibuy.price = 60
        self.release(self.multibuy)
        self.env["retail.release.line"].sudo().search([("release_id", "=", release.id)]).superseded = True
        self.assertEqual(self.check(order).state, "same")

    def test_a_clock_that_jumps(self):
        later = fields.Datetime.now() + timedelta(days=3)
        order = self.sell(
            self.line(self.crisps, 1, retail_at=self.iso(later)), pricing={"now": self.iso(fields.Datetime.now()), "coupons": []}
        )
        self.assertEqual(self.check(order).state, "differs")

    def test_whatever_a_till_says_is_read_or_left(self):
        for pricing in ("x", 7, [], {"now": 5, "coupons": "A"}, {"now": "yesterday", "coupons": [None, "NO", 5]}):
            check = self.check(self.sell(self.line(self.crisps, retail_at="noon"), pricing=pricing))
            self.assertIn(check.state, ("same", "differs"), pricing)

    def test_a_coupon_nobody_knows(self):
        check = self.check(self.sell(self.line(self.nuts), coupons=["MADE-UP"]))
        self.assertEqual(check.state, "differs")
        self.assertIn("MADE-UP", check.reason)

    def test_a_customer_group_is_the_head_offices(self):
        tag = self.env["res.partner.category"].create({"name": "Club"})
        club = self.make_campaign("Club", self.oslo, percent=10, customer_tag_ids=[Command.set(tag.ids)])
        self.release(club)
        member = self.env["res.partner"].create({"name": "Kari", "category_id": [Command.set(tag.ids)]})
        stranger = self.env["res.partner"].create({"name": "Ola"})
        line = {"qty": 1, "net": 27.0, "savings": [(club, 300)]}
        right = self.sell(self.line(self.nuts, **line), partner_id=member.id)
        wrong = self.sell(self.line(self.nuts, **line), partner_id=stranger.id)
        self.assertEqual(self.check(right, wrong).mapped("state"), ["same", "differs"])

    def test_prices_by_hand_stay_within_the_limit(self):
        settings = self.env["retail.till.settings"].create(
            {
                "name": "Limits",
                "discount_limit_cashier": 10,
                "override_reasons": "Damaged",
                "assignment_ids": [Command.create(self.node_values(self.oslo))],
            }
        )
        self.release(settings)
        discount = {"net": 27.0, "retail_manual_discount": 10.0}
        right = self.sell(self.line(self.nuts, **discount, retail_override_reason="Damaged"))
        silent = self.sell(self.line(self.nuts, **discount))
        large = self.sell(self.line(self.nuts, net=15.0, retail_manual_discount=50.0, retail_override_reason="Damaged"))
        typed = self.sell(self.line(self.nuts, price=1.0, price_type="manual", retail_override_reason="Damaged"))
        checks = self.check(right, silent, large, typed)
        self.assertEqual(checks.mapped("state"), ["same", "differs", "differs", "differs"])

    def test_returns_and_what_no_campaign_touches_pass(self):
        sold = self.sell(self.line(self.crisps, 2, 50.0, savings=[(self.multibuy, 3000)]))
        back = self.sell(self.line(self.crisps, -1, -25.0, refunded_orderline_id=sold.lines.id))
        self.assertEqual(self.check(sold, back).mapped("state"), ["same", "same"])

    def test_more_is_given_back_than_was_paid(self):
        sold = self.sell(self.line(self.crisps, 2, 50.0, savings=[(self.multibuy, 3000)]))
        refund = {"refunded_orderline_id": sold.lines.id}
        first = self.sell(self.line(self.crisps, -1, -25.0, **refund))
        second = self.sell(self.line(self.crisps, -1, -40.0, **refund))
        checks = self.check(sold, first, second)
        self.assertEqual(checks.mapped("state"), ["same", "same", "differs"])
        self.assertIn("65.00 was given back for what was paid 50.00", checks[2].reason)

    def test_what_a_till_calls_a_return_or_a_part_of_a_combo_is_looked_up(self):
        sold = self.sell(self.line(self.crisps))
        as_return = self.sell(self.line(self.crisps, 1, price=1.0, refunded_orderline_id=sold.lines.id))
        as_part = self.sell(self.line(self.crisps, 1, price=1.0, combo_parent_id=sold.lines.id))
        self.assertEqual(self.check(as_return, as_part).mapped("state"), ["differs", "differs"])

    def test_goods_at_less_than_nothing(self):
        check = self.check(self.sell(self.line(self.nuts), self.line(self.crisps, 1, price=-25.0)))
        self.assertEqual(check.state, "differs")
        self.assertIn("Crisps: sold for -25.00, less than nothing", check.reason)
        bottle = self.make_product("Empty bottle", -2.0)
        self.assertEqual(self.check(self.sell(self.line(self.nuts), self.line(bottle))).state, "same")

    def test_the_cron_prices_each_sale_once(self):
        self.env.company.retail_check_share = 100
        order = self.sell(self.line(self.nuts))
        checks = self.env["retail.order.check"]
        self.env.flush_all()
        self.assertIn(order, checks._waiting())
        checks._cron_check()
        self.assertEqual(checks.search_count([("order_id", "=", order.id)]), 1)
        self.assertNotIn(order, checks._waiting())

    def test_old_sales_are_not_looked_through_again_and_again(self):
        old, new = self.sell(self.line(self.nuts)), self.sell(self.line(self.nuts))
        self.env.flush_all()
        self.env.cr.execute("UPDATE pos_order SET create_date = create_date - interval '20 days' WHERE id = %s", (old.id,))
        self.env.invalidate_all()
        checks = self.env["retail.order.check"]
        with patch.object(retail_order_check, "SELDOM_NOTED", 0):
            self.assertEqual(checks._waiting() & (old | new), new)
        self.assertEqual(int(self.env["ir.config_parameter"].get_param(retail_order_check.LOOKED_THROUGH)), old.id)
        self.assertEqual(checks._waiting() & (old | new), new)

    def test_a_sample_takes_about_its_share_and_always_what_looks_wrong(self):
        self.env.company.retail_check_share = 0
        plain = self.sell(self.line(self.nuts))
        odd = self.sell(self.line(self.crisps, 1, 1.0, savings=[(self.multibuy, 100)]))
        self.assertTrue(odd.retail_price_flag)
        waiting = self.env["retail.order.check"]._waiting()
        self.assertNotIn(plain, waiting)
        self.assertIn(odd, waiting)
        self.env.company.retail_check_share = 30
        orders = [self.env["pos.order"].new({"uuid": str(n), "company_id": self.env.company.id}) for n in range(2000)]
        chosen = sum(self.env["retail.order.check"]._is_chosen(order) for order in orders)
        self.assertTrue(500 < chosen < 700, chosen)
