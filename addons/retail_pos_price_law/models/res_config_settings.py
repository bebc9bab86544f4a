"""The company's rule for price claims, in the general settings."""

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    retail_refuse_claims = fields.Boolean(related="company_id.retail_refuse_claims", readonly=False)
