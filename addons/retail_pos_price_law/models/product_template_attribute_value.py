"""An attribute's extra price is part of what a variant costs."""

from odoo import models


class ProductTemplateAttributeValue(models.Model):
    _inherit = "product.template.attribute.value"

    def write(self, vals):
        result = super().write(vals)
        if "price_extra" in vals:
            self.env["retail.price.change"]._mark(self.ptav_product_variant_ids)
        return result
