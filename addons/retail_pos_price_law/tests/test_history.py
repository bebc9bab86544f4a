"""The history follows every way in which a price changes, and tells prices ahead."""

from datetime import timedelta

from odoo.tests import TransactionCase, tagged

from .common import PriceCase


@tagged("post_install", "-at_install")
class TestHistory(PriceCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpPrices()
        cls.product = cls.make_product("Coffee", 50)

    def price(self, store=None, **later):
        return self.answer(store or self.oslo, self.product, self.now + timedelta(**later) if later else None)["price"]

    def points(self):
        self.env["retail.price.point"]._catch_up(self.product)
        return self.env["retail.price.point"].search([("product_id", "=", self.product.id)], order="date_from, id")

    def test_the_products_own_price(self):
        self.assertEqual(self.price(), 5000)
        self.product.lst_price = 60
        self.assertEqual(self.price(), 6000)
        self.assertEqual(self.price(days=-1), 5000)
        self.assertIsNone(self.price(days=-61))
        self.assertEqual(len(self.points()), 2)
        self.product.lst_price = 60
        self.assertEqual(len(self.points()), 2, "the same price is no change")

    def test_a_batch_ahead_and_its_end(self):
        begin, end = self.now + timedelta(days=2), self.now + timedelta(days=4)
        batch = self.batch(self.chain, {self.product: 45}, date_from=begin, date_to=end)
        found = [self.price(days=days) for days in (1, 2, 4, 5)]
        self.assertEqual(found, [5000, 4500, 4500, 5000])
        answer = self.answer(self.oslo, self.product, begin)
        self.assertEqual((answer["since"], answer["until"]), (begin, end + timedelta(seconds=1)))
        self.assertIn(batch.name, answer["why"])
        batch.action_withdraw()
        self.assertEqual([self.price(days=days) for days in (1, 2, 5)], [5000, 5000, 5000])

    def test_a_stores_own_price_lies_over_the_chains(self):
        self.oslo.action_own_pricelist()
        self.batch(self.oslo, {self.product: 40}, date_to=self.now + timedelta(days=3))
        self.assertEqual((self.price(self.oslo), self.price(self.moss)), (4000, 5000))
        self.product.lst_price = 55
        self.assertEqual((self.price(self.oslo), self.price(self.moss)), (4000, 5500))
        self.assertEqual((self.price(self.oslo, days=4), self.price(self.moss, days=4)), (5500, 5500))

    def test_a_withdrawn_price_leaves_its_past(self):
        batch = self.batch(self.chain, {self.product: 45}, date_from=self.now - timedelta(days=1))
        self.assertEqual(self.price(), 4500)
        self.env.cr.execute("UPDATE retail_price_point SET date_from = %s WHERE batch_id = %s", (self.now - timedelta(hours=5), batch.id))
        self.env["retail.price.point"].invalidate_model()
        batch.action_withdraw()
        self.assertEqual(self.price(minutes=1), 5000)
        self.assertEqual(self.price(hours=-4), 4500)

    def test_rules_for_a_category_and_for_all(self):
        item = self.env["product.pricelist.item"].create(
            {
                "pricelist_id": self.chain.pricelist_id.id,
                "applied_on": "2_product_category",
                "categ_id": self.product.categ_id.id or self.env.ref("product.product_category_goods").id,
                "compute_price": "percentage",
                "percent_price": 10,
            }
        )
        self.product.categ_id = item.categ_id
        self.assertEqual(self.price(), 4500)
        item.unlink()
        self.assertEqual(self.price(), 5000)

    def test_the_job_takes_all_that_waits(self):
        self.product.lst_price = 70
        with self.enter_registry_test_mode():
            self.env.ref("retail_pos_price_law.retail_price_history_cron").method_direct_trigger()
        self.assertFalse(self.env["retail.price.change"].search_count([("product_id", "=", self.product.id)]))
        self.assertEqual(self.points()[-1].price, 70)

    def test_two_changes_in_a_row_are_two_prices(self):
        self.product.lst_price = 70
        self.env.flush_all()
        self.env.cr.execute("UPDATE retail_price_change SET at = %s", (self.now - timedelta(minutes=1),))
        self.product.lst_price = 65
        self.assertEqual(self.points().mapped("price"), [50, 70, 65])
