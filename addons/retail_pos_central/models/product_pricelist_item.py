"""Dated prices: which batch they came from, and which of them belong to a till, ahead of their time."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain


class ProductPricelistItem(models.Model):
    _inherit = "product.pricelist.item"

    retail_batch_id = fields.Many2one(
        "retail.price.batch", string="Price Batch", readonly=True, index="btree_not_null", ondelete="restrict"
    )

    @api.model
    def _load_pos_data_domain(self, data, config):
        """Items that start later are loaded as well: the till evaluates their dates itself."""
        domain = Domain(super()._load_pos_data_domain(data, config))
        return domain.map_conditions(
            lambda condition: Domain.TRUE if condition.field_expr == "date_start" and condition.operator == "<=" else condition
        )

    @api.model
    def _retail_feed_domain(self, config):
        ours = Domain("pricelist_id", "any", self.env["product.pricelist"]._retail_feed_domain(config))
        of_template = Domain("product_tmpl_id", "=", False) | Domain(
            "product_tmpl_id", "any", self.env["product.template"]._retail_feed_domain(config)
        )
        of_variant = Domain("product_id", "=", False) | Domain("product_id", "any", self.env["product.product"]._retail_feed_domain(config))
        # An item that has just ended is still sent, so that a till whose clock is behind ends it at its second.
        still = Domain("date_end", "=", False) | Domain("date_end", ">=", fields.Datetime.now() - timedelta(days=1))
        return ours & of_template & of_variant & still
