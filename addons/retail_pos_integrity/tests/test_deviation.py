"""Every sale at a price that was not meant is reported, by line and with its cause; the others are not."""

import unittest
from datetime import timedelta

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.retail_pos_central.tools import campaign_engine

from .common import DeviationCase


@unittest.skipUnless(campaign_engine.node(), "Node.js is not installed")
@tagged("post_install", "-at_install")
class TestDeviation(DeviationCase):
    def test_right_sales_are_not_reported(self):
        self.sell(self.line(self.crisps, 2), self.line(self.nuts))
        self.assertFalse(self.night())
        self.assertFalse(self.env["retail.order.check"]._unchecked(1000).filtered(lambda order: order.config_id == self.config))

    def test_a_sale_before_the_price_changed_was_right(self):
        self.sell(self.line(self.crisps))
        self.raise_price(0)
        self.env.cr.execute("UPDATE retail_price_point SET date_from = date_from + interval '1 minute' WHERE price = 55")
        self.assertFalse(self.night(), "the price counts from later on")

    def test_a_till_that_held_the_earlier_price(self):
        self.raise_price(2)
        self.sell(self.line(self.crisps, 2, price=40.0), self.line(self.nuts))
        deviation = self.night()
        self.assertEqual((deviation.product_id, deviation.cause), (self.crisps, "behind"))
        self.assertEqual((deviation.meant_price, deviation.sold_price, deviation.difference), (55, 40, -30))
        self.assertEqual(deviation.store_id, self.oslo)

    def test_a_price_by_the_stores_own_clock(self):
        self.oslo.tz = "Atlantic/Faroe"
        self.chain.action_own_pricelist()
        pricelist = self.chain.pricelist_id
        # Half an hour ago where it was set; in half an hour on the store's clock.
        pricelist.item_ids = [
            Command.create(
                {
                    "applied_on": "0_product_variant",
                    "product_id": product.id,
                    "compute_price": "fixed",
                    "fixed_price": 55,
                    "date_start": self.now - timedelta(minutes=30),
                    "retail_clock_tz": zone,
                }
            )
            for product, zone in ((self.crisps, "Europe/Oslo"), (self.nuts, False))
        ]
        self.env["retail.price.point"]._catch_up(self.crisps | self.nuts)
        self.env["retail.price.point"].flush_model()
        self.env.cr.execute(
            "UPDATE retail_price_point SET date_from = %s WHERE price = 55 AND tz IS NULL", (self.now - timedelta(minutes=30),)
        )
        self.env["retail.price.point"].invalidate_model()
        self.sell(self.line(self.crisps), self.line(self.nuts, price=55.0), pricelist_id=pricelist.id)
        self.assertFalse(self.night(), "sold as the store's clock has it")
        self.sell(self.line(self.crisps, price=55.0), self.line(self.nuts, price=55.0), pricelist_id=pricelist.id)
        deviation = self.night()
        self.assertEqual((deviation.product_id, deviation.cause), (self.crisps, "early"))

    def test_a_price_of_another_zone(self):
        pricelist = self.env["product.pricelist"].create({"name": "Bergen"})
        self.bergen.pricelist_id = pricelist
        pricelist.item_ids = [
            Command.create({"applied_on": "0_product_variant", "product_id": self.crisps.id, "compute_price": "fixed", "fixed_price": 33})
        ]
        self.env["retail.price.point"]._catch_up(self.crisps)
        self.env.flush_all()
        self.env.cr.execute("UPDATE retail_price_point SET date_from = %s WHERE price = 33", (self.now - timedelta(days=1),))
        self.env["retail.price.point"].invalidate_model()
        self.sell(self.line(self.crisps, price=33.0))
        self.assertEqual(self.night().cause, "elsewhere")

    def test_a_made_up_price(self):
        self.sell(self.line(self.crisps, price=12.0))
        deviation = self.night()
        self.assertEqual((deviation.cause, deviation.difference), ("unknown", -28))

    def test_goods_sold_for_less_than_nothing(self):
        self.sell(self.line(self.nuts), self.line(self.crisps, price=-25.0))
        deviation = self.night()
        self.assertEqual((deviation.product_id, deviation.cause), (self.crisps, "unknown"))
        self.assertEqual((deviation.meant_price, deviation.sold_price, deviation.difference), (40, -25, -65))

    def test_a_price_hidden_as_a_return(self):
        sold = self.sell(self.line(self.crisps))
        self.sell(self.line(self.crisps, price=1.0, refunded_orderline_id=sold.lines.id))
        deviation = self.night()
        self.assertEqual((deviation.meant_price, deviation.sold_price), (40, 1))

    def test_a_campaign_that_the_customer_did_not_get(self):
        campaign = self.make_campaign("Crisps week", self.oslo, percent=25, all_goods=False, product_ids=[Command.set(self.crisps.ids)])
        release = self.release(campaign)
        release.sudo().released_at = self.now - timedelta(days=3)
        self.sell(self.line(self.crisps))
        deviation = self.night()
        self.assertEqual((deviation.cause, deviation.meant_net, deviation.difference), ("campaign", 30, 10))

    def test_a_campaign_as_released_is_right(self):
        campaign = self.make_campaign("Crisps week", self.oslo, percent=25, all_goods=False, product_ids=[Command.set(self.crisps.ids)])
        release = self.release(campaign)
        release.sudo().released_at = self.now - timedelta(days=3)
        self.sell(self.line(self.crisps, 1, 30.0, savings=[(campaign, 1000)]))
        self.assertFalse(self.night())

    def test_what_the_till_had_acknowledged_is_told(self):
        self.release(self.make_campaign("Crisps week", self.oslo, percent=25, all_goods=False, product_ids=[Command.set(self.crisps.ids)]))
        self.env.flush_all()
        self.env.cr.execute("UPDATE retail_till_target SET wanted_at = %s", (self.now - timedelta(days=1),))
        self.env.invalidate_all()
        self.sell(self.line(self.crisps, price=12.0))
        deviation = self.night()
        self.assertTrue(deviation.was_behind)
        self.assertGreater(deviation.wanted_serial, deviation.held_serial)
