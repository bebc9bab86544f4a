"""How many sales head office prices once more."""

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    retail_check_share = fields.Integer(
        string="Sales Priced Once More (%)",
        default=100,
        help="Chosen in a way that no till can foresee. 0: none but those that look wrong.",
    )
