"""A chain with prices of its own, and goods whose price has a past."""

from datetime import timedelta

from odoo import fields

from odoo.addons.retail_pos_central.tests.common import RetailCase


class PriceCase(RetailCase):
    @classmethod
    def setUpPrices(cls):
        cls.setUpChain()
        cls.chain.action_own_pricelist()
        cls.now = fields.Datetime.now()

    @classmethod
    def make_product(cls, name, price, **values):
        product = cls.env["product.product"].create(
            {"name": name, "lst_price": price, "available_in_pos": True, "taxes_id": False, **values}
        )
        cls.settle(product)
        return product

    @classmethod
    def settle(cls, products):
        """Write down what has changed, as if it had been so for sixty days."""
        points = cls.env["retail.price.point"]
        points._catch_up(products)
        points.flush_model()
        cls.env.cr.execute(
            "UPDATE retail_price_point SET date_from = %s WHERE product_id = ANY(%s) AND date_from <= %s",
            (cls.now - timedelta(days=60), products.ids, fields.Datetime.now()),
        )
        points.invalidate_model()

    @classmethod
    def past(cls, product, days, price, pricelist=None):
        """The price was this from so many days ago on."""
        cls.env["retail.price.point"].flush_model()
        cls.env.cr.execute(
            """INSERT INTO retail_price_point (product_id, date_from, price, inherits, pricelist_id, currency_id, by_rule)
               VALUES (%s, %s, %s, false, %s, %s, false)""",
            (product.id, cls.now - timedelta(days=days), price, pricelist.id if pricelist else None, cls.env.company.currency_id.id),
        )
        cls.env["retail.price.point"].invalidate_model()

    @classmethod
    def batch(cls, store, prices, **values):
        batch = cls.env["retail.price.batch"].create(
            {
                "name": "New prices",
                "store_id": store.id,
                "line_ids": [fields.Command.create({"product_id": product.id, "new_price": price}) for product, price in prices.items()],
                **values,
            }
        )
        batch.action_release()
        return batch

    @classmethod
    def answer(cls, store, product, moment=None):
        return cls.env["retail.price.answer"]._answers(store, product, moment)[product.id]
