"""The chain's rules for releases, in the general settings."""

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    retail_four_eyes = fields.Boolean(related="company_id.retail_four_eyes", readonly=False)
    retail_behind_after_min = fields.Integer(related="company_id.retail_behind_after_min", readonly=False)
    retail_intranet_hosts = fields.Char(related="company_id.retail_intranet_hosts", readonly=False)
    retail_campaign_most_days = fields.Integer(related="company_id.retail_campaign_most_days", readonly=False)
