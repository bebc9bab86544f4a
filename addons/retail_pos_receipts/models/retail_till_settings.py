"""Whether a customer may go without a receipt on paper."""

from odoo import fields, models


class RetailTillSettings(models.Model):
    _inherit = "retail.till.settings"

    receipt_choice = fields.Selection(
        [
            ("paper", "On paper"),
            ("digital", "On paper or by mail, as the customer wants"),
            ("none", "On paper, by mail or not at all, as the customer wants"),
        ],
        string="Receipt",
        required=True,
        default="paper",
        help="Where the customer chooses, nothing is printed before the choice is made.",
    )

    def _retail_document(self):
        return {**super()._retail_document(), "receipt_choice": self.receipt_choice}
