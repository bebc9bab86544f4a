"""How long ahead stores get the labels of prices to come."""

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    retail_label_lead_h = fields.Integer(
        string="Labels Ahead (h)", default=24, help="So many hours before a price or campaign begins its labels are in the stores' queues."
    )
