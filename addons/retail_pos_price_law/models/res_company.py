"""Whether campaigns that claim too much are only flagged, or refused."""

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    retail_refuse_claims = fields.Boolean(
        string="Refuse False Reductions",
        help="A campaign that claims a reduction from another price than the lowest of the last 30 days can't be released.",
    )
