"""What the chain knows of its goods beyond name and price, for the till's product panel."""

from odoo import fields, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    retail_care = fields.Text(
        string="Care and Maintenance",
        translate=True,
        help="What a customer should know to keep the goods well. Cashiers read it at the till.",
    )
    retail_warranty_months = fields.Integer(string="Warranty (months)", help="What the chain or maker promises beyond the law. 0: nothing.")
    retail_warranty = fields.Text(string="Warranty Terms", translate=True, help="What is covered, and what the customer has to bring.")
    retail_link_ids = fields.One2many("retail.product.link", "product_tmpl_id", string="Goes With", copy=True)
