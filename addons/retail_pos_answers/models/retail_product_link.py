"""How goods belong together: what fits, what is needed, what took whose place."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

KINDS = [
    ("needs", "Needs"),
    ("fits", "Fits with"),
    ("accessory", "Accessory"),
    ("alternative", "Alternative"),
    ("replaced_by", "Replaced by"),
]


class RetailProductLink(models.Model):
    _name = "retail.product.link"
    _description = "Goods That Belong Together"
    _inherit = ["retail.feed.source"]
    _order = "product_tmpl_id, sequence, id"
    _rec_name = "target_id"

    product_tmpl_id = fields.Many2one("product.template", string="Goods", required=True, index=True, ondelete="cascade")
    kind = fields.Selection(KINDS, string="Relation", required=True, default="accessory")
    target_id = fields.Many2one("product.template", string="Other Goods", required=True, index=True, ondelete="cascade")
    note = fields.Char(translate=True, help="What the cashier should know, such as “for models from 2019”.")
    sequence = fields.Integer(default=10)

    _once = models.UniqueIndex("(product_tmpl_id, kind, target_id)", "The same goods stand twice in the same relation.")

    @api.constrains("product_tmpl_id", "target_id")
    def _check_other(self):
        for link in self:
            if link.product_tmpl_id == link.target_id:
                raise ValidationError(self.env._("%s can't go with itself.", link.target_id.display_name))
