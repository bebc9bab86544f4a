"""What stands on a receipt: blocks of text and figures; the till makes the receipt document from it."""

from odoo import _, fields, models

from ..tools import receipt_check
from ..tools.canonical import integral


def plain_receipt():
    return {"version": 1, "paper": {"columns": 42}, "blocks": [
        {"type": "text", "text": {"en_US": "{store.name}"}, "align": "center", "size": "double", "bold": True},
        {"type": "text", "text": {"en_US": "{store.address}"}, "align": "center"},
        {"type": "text", "text": {"en_US": "Org. no. {company.org_number}", "nb_NO": "Org.nr. {company.org_number}"},
         "align": "center"},
        {"type": "header"}, {"type": "rule"}, {"type": "lines"}, {"type": "rule"}, {"type": "totals"},
        {"type": "payments"}, {"type": "vat"}, {"type": "savings"}, {"type": "barcode", "data": "{order.number}"},
        {"type": "cut"},
    ]}


class RetailReceiptTemplate(models.Model):
    _name = "retail.receipt.template"
    _inherit = ["retail.content.mixin"]
    _description = "Receipt Template"
    _order = "name, id"

    _retail_kind = "receipt"
    _retail_resolve = "nearest"

    document = fields.Json(required=True, default=lambda self: plain_receipt())

    def _retail_document(self):
        self.ensure_one()
        return integral(self.document or plain_receipt())

    def _retail_check(self, document):
        texts = {
            "shape": lambda name: _("The template is damaged: %s", name),
            "unknown_block": lambda name: _("Unknown block “%s”.", name),
            "unknown_field": lambda name: _("Unknown field {%s}.", name),
            "open_brace": lambda name: _("A brace isn't closed in “%s”.", name),
            "no_lines": lambda name: _("The receipt shows no goods."),
            "no_totals": lambda name: _("The receipt shows no total."),
            "no_vat": lambda name: _("The receipt shows no VAT."),
            "no_org_number": lambda name: _("The receipt shows no organisation number."),
            "columns": lambda name: _("The paper must have 24 to 64 columns, not %s.", name),
            "no_text": lambda name: _("A text block is empty."),
        }
        return [{**problem, "message": texts[problem["code"]](problem["name"])} for problem in receipt_check.check(document)]
