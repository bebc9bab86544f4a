"""Whether a customer may go without a receipt on paper, and how many copies there may be."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError


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
    copy_limit = fields.Integer(
        string="Copies of a Receipt", default=1, help="Norwegian rules allow one copy of a sale's receipt. 0: as many as are asked for."
    )

    @api.constrains("copy_limit")
    def _check_copy_limit(self):
        for settings in self:
            if settings.copy_limit < 0:
                raise ValidationError(self.env._("%s: the copies of a receipt can't be fewer than none.", settings.name))

    def _retail_document(self):
        return {**super()._retail_document(), "receipt_choice": self.receipt_choice, "copy_limit": self.copy_limit}
