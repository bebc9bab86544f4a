"""A till asks for the "before" price: only a POS user of its company, and only where a campaign has reduced the price."""

from odoo.fields import Command
from odoo.tests import HttpCase, tagged

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
