"""What goods cost in a store at any moment, and why."""

from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import TransactionCase, tagged

from odoo.addons.retail_pos_price_law.tests.common import PriceCase


@tagged("post_install", "-at_install")
class TestQuestion(PriceCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpPrices()
        cls.coffee = cls.make_product("Coffee", 50)

    def iso(self, **later):
        return f"{(self.now + timedelta(**later)).isoformat()}Z"

    def goods(self, store=None, **later):
        found = self.env["retail.campaign.simulator"].get_goods(self.coffee.ids, (store or self.oslo).id, self.iso(**later))
        return found[0]

    def offers(self, **later):
        found = self.env["retail.campaign.simulator"].get_offers(self.oslo.id, self.iso(**later), "released")
        return [one["offer"]["name"] for one in found]

    def test_past_present_and_future_with_the_reason(self):
        self.past(self.coffee, 10, 45)
        self.coffee.lst_price = 45
        self.batch(self.chain, {self.coffee: 60}, date_from=self.now + timedelta(days=2))
        now, then, ahead = self.goods(), self.goods(days=-20), self.goods(days=3)
        self.assertEqual((then["price"], now["price"], ahead["price"]), (5000, 4500, 6000))
        self.assertIn("New prices", ahead["why"])
        self.assertIn("own price", then["why"])
        self.assertEqual(now["until"], ahead["since"])
        older = self.goods(days=-90)
        self.assertIn("Older", older["why"])

    def test_campaigns_of_the_past_that_were_replaced_or_withdrawn(self):
        campaign = self.make_campaign("Then", self.oslo, all_goods=False, product_ids=[Command.set(self.coffee.ids)])
        release = self.release(campaign)
        self.env.flush_all()
        self.env.cr.execute("UPDATE retail_release SET released_at = %s WHERE id = %s", (self.now - timedelta(days=5), release.id))
        release.invalidate_recordset()
        release.action_withdraw()
        self.assertEqual((self.offers(days=-6), self.offers(days=-2), self.offers(minutes=1)), ([], ["Then"], []))

    def test_campaigns_ahead(self):
        self.release(self.make_campaign("Soon", self.chain, date_from=self.now + timedelta(days=2)))
        self.assertEqual((self.offers(days=1), self.offers(days=3)), ([], ["Soon"]))

    def test_another_store_is_not_asked_about(self):
        manager = self.make_user("question_bergen", "retail_pos_central.group_retail_store_manager", self.bergen)
        with self.assertRaises(AccessError):
            self.env["retail.campaign.simulator"].with_user(manager).get_goods(self.coffee.ids, self.oslo.id, self.iso())
