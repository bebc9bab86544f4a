from odoo import fields, models

from .retail_order_check import TROUBLE


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    retail_check_share = fields.Integer(related="company_id.retail_check_share", readonly=False)
    retail_engine_trouble = fields.Char(compute="_compute_retail_engine_trouble")

    def _compute_retail_engine_trouble(self):
        self.retail_engine_trouble = self.env["ir.config_parameter"].sudo().get_param(TROUBLE)
