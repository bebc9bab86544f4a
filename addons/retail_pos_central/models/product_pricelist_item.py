"""Which price batch a dated price came from."""

from odoo import fields, models


class ProductPricelistItem(models.Model):
    _inherit = "product.pricelist.item"

    retail_batch_id = fields.Many2one("retail.price.batch", string="Price Batch", readonly=True, index="btree_not_null", ondelete="restrict")
