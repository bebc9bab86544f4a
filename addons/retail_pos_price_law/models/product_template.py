"""The content of goods that have one variant, and the note that a price has changed."""

from odoo import api, fields, models

from .product_product import BASES, CONTENT_UNITS

PRICE_FIELDS = {"list_price", "active", "available_in_pos", "categ_id"}


class ProductTemplate(models.Model):
    _inherit = "product.template"

    retail_content_qty = fields.Float(
        string="Content",
        digits=(12, 4),
        compute="_compute_retail_content_qty",
        inverse="_inverse_retail_content_qty",
        search="_search_retail_content_qty",
        help="How much one package holds, such as 400 for 400 g.",
    )
    retail_content_unit = fields.Selection(
        CONTENT_UNITS,
        compute="_compute_retail_content_unit",
        inverse="_inverse_retail_content_unit",
        search="_search_retail_content_unit",
    )
    retail_unit_base = fields.Selection(BASES, string="Compared per", compute="_compute_retail_unit_price")
    retail_unit_price = fields.Monetary(string="Unit Price", compute="_compute_retail_unit_price")

    @api.depends("product_variant_ids.retail_content_qty")
    def _compute_retail_content_qty(self):
        self._compute_template_field_from_variant_field("retail_content_qty")

    def _inverse_retail_content_qty(self):
        self._set_product_variant_field("retail_content_qty")

    def _search_retail_content_qty(self, operator, value):
        return [("product_variant_ids.retail_content_qty", operator, value)]

    @api.depends("product_variant_ids.retail_content_unit")
    def _compute_retail_content_unit(self):
        self._compute_template_field_from_variant_field("retail_content_unit")

    def _inverse_retail_content_unit(self):
        self._set_product_variant_field("retail_content_unit")

    def _search_retail_content_unit(self, operator, value):
        return [("product_variant_ids.retail_content_unit", operator, value)]

    @api.depends("product_variant_ids.retail_unit_price")
    def _compute_retail_unit_price(self):
        for template in self:
            one = template.product_variant_ids if len(template.product_variant_ids) == 1 else template.product_variant_ids.browse()
            template.retail_unit_base, template.retail_unit_price = one.retail_unit_base, one.retail_unit_price

    def _get_related_fields_variant_template(self):
        return [*super()._get_related_fields_variant_template(), "retail_content_qty", "retail_content_unit"]

    def write(self, vals):
        changed = bool(PRICE_FIELDS & vals.keys())
        if changed:
            # Two changes in a row are two prices: what was noted before is written down first.
            self.env["retail.price.point"]._catch_up_few(self.product_variant_ids)
        result = super().write(vals)
        if changed:
            self.env["retail.price.change"]._mark(self.with_context(active_test=False).product_variant_ids)
        return result
