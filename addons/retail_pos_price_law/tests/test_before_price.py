"""A till asks for the "before" price: only a POS user of its company, and only where a campaign has reduced the price."""

from datetime import timedelta
from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import HttpCase, TransactionCase, tagged

from ..models import retail_before_list
from .common import PriceCase


@tagged("post_install", "-at_install")
class TestBeforePrice(PriceCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpPrices()
        cls.coffee = cls.make_product("Coffee", 50)
        cls.tea = cls.make_product("Tea", 30)
        cls.release(cls.make_campaign("Week", cls.oslo, all_goods=False, product_ids=[Command.set(cls.coffee.ids)], percent=20))
        cls.make_user("before_cashier", "point_of_sale.group_pos_user")
        cls.make_user("before_office", "base.group_user")

    def ask(self, product, till=None):
        params = {"config_id": (till or self.till_oslo_1).id, "product_id": product.id}
        answer = self.url_open("/retail_pos/till/before_price", json={"jsonrpc": "2.0", "params": params}).json()
        # An answer of nothing has no result in Odoo's JSON-RPC.
        return answer["error"]["data"]["name"] if "error" in answer else answer.get("result")

    def test_before_price(self):
        self.authenticate("before_cashier", "before_cashier")
        self.assertEqual(self.ask(self.coffee), {"price": 40, "before": 50})
        self.assertIsNone(self.ask(self.tea))
        self.assertIsNone(self.ask(self.coffee, self.till_bergen), "no campaign there")
        self.assertIsNone(self.ask(self.coffee.browse(0)))

    def test_nobody_else_is_answered(self):
        self.authenticate("before_office", "before_office")
        self.assertIn("Forbidden", self.ask(self.coffee))

    def ask_list(self, till=None, known=None):
        params = {"config_id": (till or self.till_oslo_1).id, "known": known}
        answer = self.url_open("/retail_pos/till/before_list", json={"jsonrpc": "2.0", "params": params}).json()
        return answer["error"]["data"]["name"] if "error" in answer else answer["result"]

    def test_the_list_that_a_till_keeps(self):
        self.authenticate("before_cashier", "before_cashier")
        found = self.ask_list()
        offer = self.env["retail.campaign"].search([("name", "=", "Week")]).retail_uuid
        self.assertEqual(found["rows"], [[self.coffee.id, offer, 5000]])
        self.assertEqual(self.ask_list(known=found["sha256"]), {"sha256": found["sha256"]}, "the till has it")
        self.assertEqual(self.ask_list(self.till_bergen)["rows"], [])
        self.authenticate("before_office", "before_office")
        self.assertIn("Forbidden", self.ask_list())


@tagged("post_install", "-at_install")
class TestBeforeList(PriceCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpPrices()
        cls.coffee = cls.make_product("Coffee", 50)
        cls.tea = cls.make_product("Tea", 30)

    def campaign(self, name, products, **values):
        goods = {"all_goods": False, "product_ids": [Command.set(products.ids)]}
        campaign = self.make_campaign(name, self.oslo, **{"percent": 20, **goods, **values})
        self.release(campaign)
        return campaign.retail_uuid

    def rows(self, store=None):
        return self.env["retail.before.list"]._of(store or self.oslo).rows

    def in_hours(self, hours):
        return self.now + timedelta(hours=hours)

    def test_reductions_for_everybody_now_or_soon(self):
        now = self.campaign("Now", self.coffee)
        soon = self.campaign("Soon", self.coffee, percent=30, date_from=self.in_hours(20))
        self.campaign("Later", self.coffee, date_from=self.in_hours(90))
        self.campaign("With a code", self.tea, coupon="TEA")
        self.campaign("Half an hour a day", self.tea, hours_ids=[Command.create({"hour_from": 10, "hour_to": 10.5})])
        self.assertEqual(sorted(self.rows()), sorted([[self.coffee.id, now, 5000], [self.coffee.id, soon, 4000]]))

    def test_the_lowest_of_thirty_days(self):
        for product, lowest in ((self.coffee, 45), (self.tea, 24)):
            self.past(product, 40, lowest)
            self.past(product, 5, product.lst_price)
        offer = self.campaign("Now", self.coffee | self.tea)
        self.assertEqual(self.rows(), [[self.coffee.id, offer, 4500]], "for tea it is no reduction: 24 as it was")

    def test_made_once_until_campaigns_change(self):
        self.campaign("Now", self.coffee)
        first = self.env["retail.before.list"]._of(self.oslo)
        made_at, sha = first.made_at, first.sha256
        first.made_at = made_at - timedelta(minutes=10)
        self.assertEqual(self.env["retail.before.list"]._of(self.oslo), first)
        self.assertEqual(first.made_at, made_at - timedelta(minutes=10))
        self.campaign("More", self.tea)
        self.assertNotEqual(self.env["retail.before.list"]._of(self.oslo).sha256, sha)

    def test_made_anew_when_prices_have_changed_for_a_while(self):
        self.campaign("Now", self.coffee, date_from=self.in_hours(2))
        found = self.env["retail.before.list"]._of(self.oslo)
        self.coffee.lst_price = 45
        self.env["retail.price.point"]._catch_up(self.coffee)
        self.assertEqual(self.rows()[0][2], 5000, "not for each till that asks")
        found.made_at -= timedelta(hours=1)
        self.assertEqual(self.rows()[0][2], 4500)

    def sell(self, *products):
        self.till_oslo_1.open_ui()
        lines = [
            {"product_id": product.id, "qty": 1, "price_unit": 10, "price_subtotal": 10, "price_subtotal_incl": 10} for product in products
        ]
        total = 10 * len(products)
        amounts = {"amount_total": total, "amount_paid": total, "amount_tax": 0, "amount_return": 0}
        values = {"session_id": self.till_oslo_1.current_session_id.id, "lines": [Command.create(line) for line in lines], **amounts}
        self.env["pos.order"].create(values).flush_recordset()

    def test_of_a_campaign_on_the_whole_range_what_is_sold_most(self):
        cocoa, salt = self.make_product("Cocoa", 40), self.make_product("Salt", 20)
        self.campaign("Now", self.coffee)
        self.campaign("Nearly everything", self.tea, all_goods=True, product_ids=False, except_product_ids=[Command.set(salt.ids)])
        with patch.object(retail_before_list, "MOST_GOODS", 2):
            self.assertEqual({row[0] for row in self.rows()}, {self.coffee.id}, "nothing is sold yet")
            self.sell(salt, self.tea)
            self.sell(salt, cocoa, self.tea)
            self.env["retail.before.list"].search([]).unlink()
            self.assertEqual({row[0] for row in self.rows()}, {self.coffee.id, self.tea.id})
        self.env["retail.before.list"].search([]).unlink()
        self.assertLessEqual({self.tea.id, cocoa.id}, {row[0] for row in self.rows()})
