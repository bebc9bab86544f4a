"""What a package holds, and from it the unit price; a change of what goods cost is noted for the history."""

from odoo import api, fields, models

from odoo.addons.retail_pos_central.tools import offer

from ..tools import unit_price

CONTENT_UNITS = [
    ("kg", "kg"),
    ("hg", "hg"),
    ("g", "g"),
    ("l", "l"),
    ("dl", "dl"),
    ("cl", "cl"),
    ("ml", "ml"),
    ("m", "m"),
    ("cm", "cm"),
    ("m2", "m²"),
    ("piece", "pieces"),
]
BASES = [("kg", "kg"), ("l", "l"), ("m", "m"), ("m2", "m²"), ("piece", "piece")]
# Goods without a content that are sold by one of these are compared by it.
COMPARED_BY = {"kg": "uom.product_uom_kgm", "l": "uom.product_uom_litre", "m": "uom.product_uom_meter"}


class ProductProduct(models.Model):
    _inherit = "product.product"

    retail_content_qty = fields.Float(string="Content", digits=(12, 4), help="How much one package holds, such as 400 for 400 g.")
    retail_content_unit = fields.Selection(CONTENT_UNITS, string="Content Unit")
    retail_unit_base = fields.Selection(BASES, string="Compared per", compute="_compute_retail_unit", store=True)
    retail_unit_amount = fields.Float(
        string="Content per Comparison Unit", digits=(16, 7), compute="_compute_retail_unit", store=True, aggregator=None
    )
    retail_unit_price = fields.Monetary(string="Unit Price", compute="_compute_retail_unit_price", help="At the product's own price.")

    _retail_content_not_negative = models.Constraint("CHECK (retail_content_qty >= 0)", "The content can't be below 0.")

    @api.depends("retail_content_qty", "retail_content_unit", "uom_id")
    def _compute_retail_unit(self):
        references = {base: self.env.ref(name, raise_if_not_found=False) for base, name in COMPARED_BY.items()}
        for product in self:
            found = unit_price.content_in_base(product.retail_content_qty, product.retail_content_unit)
            found = found or product._retail_content_of_uom(references)
            product.retail_unit_base, product.retail_unit_amount = (found[0], float(found[1])) if found else (False, 0.0)

    def _retail_content_of_uom(self, references):
        """Goods sold by the kilogram hold one kilogram."""
        for base, reference in references.items():
            if reference and self.uom_id and self.uom_id._has_common_reference(reference):
                return base, self.uom_id.factor / reference.factor
        return None

    @api.depends("retail_unit_amount", "lst_price")
    def _compute_retail_unit_price(self):
        for product in self:
            digits = product.currency_id.decimal_places
            found = product._retail_unit_price(offer.minor(product.lst_price, digits))
            product.retail_unit_price = found / 10**digits if found else 0.0

    def _retail_unit_price(self, price_minor):
        """The unit price in minor units at some price; None where the content isn't known."""
        self.ensure_one()
        return unit_price.unit_price(price_minor, self.retail_unit_amount)

    @api.model
    def _load_pos_data_fields(self, config):
        return [*super()._load_pos_data_fields(config), "retail_unit_base", "retail_unit_amount"]

    @api.model_create_multi
    def create(self, vals_list):
        products = super().create(vals_list)
        self.env["retail.price.change"]._mark(products)
        return products

    def write(self, vals):
        result = super().write(vals)
        if "active" in vals:
            self.env["retail.price.change"]._mark(self)
        return result
