"""Card payments through a terminal at the till's box."""

from odoo import models


class PosPaymentMethod(models.Model):
    _inherit = "pos.payment.method"

    def _get_payment_terminal_selection(self):
        return super()._get_payment_terminal_selection() + [
            ("retail_box", self.env._("Card terminal at the till's box")),
        ]
