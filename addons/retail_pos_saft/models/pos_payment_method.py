"""What kind of payment a method is, in the tax administration's list."""

from odoo import fields, models

MEANS = [
    ("12001", "Cash"),
    ("12002", "Debit card"),
    ("12003", "Credit card"),
    ("12004", "Bank account"),
    ("12005", "Gift token"),
    ("12006", "Customer card"),
    ("12007", "Loyalty, stamps"),
    ("12008", "Bottle deposit"),
    ("12009", "Check"),
    ("12010", "Credit note"),
    ("12011", "Mobile phone apps"),
    ("12999", "Other"),
]
USUAL = {"cash": "12001", "bank": "12002", "pay_later": "12006"}


class PosPaymentMethod(models.Model):
    _inherit = "pos.payment.method"

    retail_saft_means = fields.Selection(
        MEANS, string="SAF-T Payment", help="For the cash register file. Empty: cash, debit card or customer card, by the kind of method."
    )

    def _retail_saft_means(self):
        self.ensure_one()
        return self.retail_saft_means or USUAL.get(self.type, "12999")
