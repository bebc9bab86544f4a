from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    retail_check_share = fields.Integer(related="company_id.retail_check_share", readonly=False)
