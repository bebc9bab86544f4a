"""The company's rule for labels, in the general settings."""

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    retail_label_lead_h = fields.Integer(related="company_id.retail_label_lead_h", readonly=False)
