"""A till asks for the "before" price: only a POS user of its company, and only where a campaign has reduced the price."""

import json
from datetime import timedelta
from itertools import accumulate
from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import HttpCase, TransactionCase, tagged

from ..controllers.till import WAIT_S
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
        self.assertEqual(self.url_open(found["url"]).json(), {offer: [[self.coffee.id], [5000]]})
        self.assertEqual(self.ask_list(known=found["sha256"]), {"sha256": found["sha256"]}, "the till has it")
        self.assertEqual(self.url_open(self.ask_list(self.till_bergen)["url"]).json(), {})
        self.assertEqual(self.ask_among_others(self.till_oslo_1, found["sha256"]), {"sha256": found["sha256"]})
        self.assertEqual(self.ask_among_others(self.till_oslo_1, {"a": 1}), found)
        self.authenticate("before_office", "before_office")
        self.assertIn("Forbidden", self.ask_list())

    def ask_among_others(self, till, known=None):
        params = {"config_id": till.id, "questions": {"before_list": {"known": known}}}
        return self.url_open("/retail_pos/till/ask", json={"jsonrpc": "2.0", "params": params}).json()["result"]["before_list"]

    def test_nothing_is_made_for_a_till_that_asks_with_its_other_questions(self):
        self.authenticate("before_cashier", "before_cashier")
        lists = self.env["retail.before.list"]
        lists.search([]).unlink()
        self.assertEqual(self.ask_among_others(self.till_oslo_1), {"wait_s": WAIT_S})
        self.assertFalse(lists.search_count([]))
        found = self.ask_list()
        self.assertEqual(self.ask_among_others(self.till_oslo_1, found["sha256"]), {"sha256": found["sha256"]})
        self.release(self.make_campaign("Tea", self.oslo, all_goods=False, product_ids=[Command.set(self.tea.ids)], percent=20))
        self.assertEqual(self.ask_among_others(self.till_oslo_1, found["sha256"]), {"wait_s": WAIT_S}, "it is another now")
        self.till_oslo_1.retail_store_id = False
        self.assertEqual(self.ask_among_others(self.till_oslo_1), {"sha256": ""})


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
        """[[product id, offer id, before]] of what tills get."""
        found = self.env["retail.before.list"]._of(store or self.oslo)
        columns = json.loads(self.env["retail.blob"].sudo().search([("sha256", "=", found.sha256)])._data())
        rows = []
        for offer, (steps, prices) in columns.items():
            rows += [[product, offer, price] for product, price in zip(accumulate(steps), prices, strict=True)]
        return sorted(rows)

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

    def test_no_campaign_is_read_for_tills_that_ask_until_one_is_released_or_withdrawn(self):
        release = self.release(self.make_campaign("Now", self.oslo, all_goods=False, product_ids=self.coffee.ids, percent=20))
        lists = self.env["retail.before.list"]
        first = lists._of(self.oslo)
        with patch.object(type(self.env["retail.campaign.history"]), "_of_store", side_effect=AssertionError("read again")):
            self.assertEqual(lists._of(self.oslo), first)
        release.action_withdraw()
        self.assertNotIn(self.coffee.id, [product for product, _offer, _price in self.rows()])

    def test_made_anew_when_prices_have_changed_for_a_while(self):
        self.campaign("Now", self.coffee, date_from=self.in_hours(2))
        found = self.env["retail.before.list"]._of(self.oslo)
        self.coffee.lst_price = 45
        self.env["retail.price.point"]._catch_up(self.coffee)
        self.assertEqual(self.rows()[0][2], 5000, "not for each till that asks")
        found.made_at -= timedelta(hours=1)
        self.assertEqual(self.rows()[0][2], 4500)

    def make_wanted(self):
        with patch.object(self.registry["ir.cron"], "_commit_progress"):
            self.env["retail.before.list"]._cron_make()

    def test_a_long_list_is_made_in_the_background(self):
        lists, cron = self.env["retail.before.list"], self.env.ref("retail_pos_price_law.retail_before_list_cron")
        salt = self.make_product("Salt", 20)
        with patch.object(retail_before_list, "AT_ONCE", 1):
            all_but_salt = {"all_goods": True, "product_ids": False, "except_product_ids": [Command.set(salt.ids)]}
            self.campaign("Nearly everything", self.tea, date_from=self.in_hours(2), **all_but_salt)
            found = lists._of(self.oslo)
            self.assertTrue(found.wanted and not found.sha256)
            self.assertEqual(lists._of(self.oslo), found, "asked for once")
            self.assertTrue(self.env["ir.cron.trigger"].search_count([("cron_id", "=", cron.id)]))
            self.make_wanted()
            self.assertFalse(found.wanted)
            goods = {row[0] for row in self.rows()}
            self.assertLessEqual({self.coffee.id, self.tea.id}, goods)
            self.assertNotIn(salt.id, goods)
            found.made_at -= timedelta(hours=1)
            self.tea.lst_price = 25
            self.env["retail.price.point"]._catch_up(self.tea)
            sha = found.sha256
            self.assertEqual(lists._of(self.oslo), found, "tills keep what they hold until the next one is made")
            self.assertTrue(found.wanted)
            self.make_wanted()
        self.assertNotEqual(lists._of(self.oslo).sha256, sha)

    def test_a_list_wanted_for_prices_that_its_store_no_longer_has_is_forgotten(self):
        lists = self.env["retail.before.list"]
        lists.create({"place": "elsewhere", "store_id": self.oslo.id, "made_at": self.now, "wanted": True})
        self.make_wanted()
        self.assertFalse(lists.search_count([("place", "=", "elsewhere")]))

    def test_what_was_replaced_is_kept_for_a_while(self):
        lists, blobs = self.env["retail.before.list"], self.env["retail.blob"]
        self.campaign("Now", self.coffee, date_from=self.in_hours(2))
        first = lists._of(self.oslo)
        self.coffee.lst_price = 45
        self.env["retail.price.point"]._catch_up(self.coffee)
        first.made_at -= timedelta(hours=1)
        second = lists._of(self.oslo)
        self.assertTrue(first.replaced_at and first != second)
        old = first.sha256
        lists._gc_lists()
        self.assertTrue(blobs.search_count([("sha256", "=", old)]), "a till may be fetching it")
        first.replaced_at -= timedelta(days=4)
        lists._gc_lists()
        self.assertFalse(first.exists() or blobs.search_count([("sha256", "=", old)]))
        self.assertTrue(second.exists() and blobs.search_count([("sha256", "=", second.sha256)]))
