"""Answers about one line, as the till sends them."""

from odoo import api, fields, models


class PosOrderLine(models.Model):
    _inherit = "pos.order.line"

    retail_answers = fields.Json(string="Answers From the Till", readonly=True, copy=False)

    @api.model
    def _load_pos_data_fields(self, config):
        return [*super()._load_pos_data_fields(config), "retail_answers"]
