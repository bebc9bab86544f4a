"""Tills get to know a new content as they do a new price."""

from odoo import api, models

from odoo.addons.retail_pos_central.tools.feed_sql import Track


class RetailFeed(models.AbstractModel):
    _inherit = "retail.feed"

    @api.model
    def _tracked(self):
        columns = ("retail_unit_base", "retail_unit_amount")
        return (*super()._tracked(), Track("product_product", "product.product", columns))
