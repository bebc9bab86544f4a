"""Packagings' barcodes come with their goods."""

from odoo import api, models
from odoo.fields import Domain


class ProductUom(models.Model):
    _inherit = "product.uom"

    @api.model
    def _load_pos_data_domain(self, data, config):
        domain = Domain(super()._load_pos_data_domain(data, config))
        if config._retail_has_catalogue():
            domain &= Domain("product_id", "in", [product["id"] for product in data["product.product"]])
        return domain
