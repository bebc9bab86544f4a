"""What stands on a receipt: blocks of text and figures; the till makes the receipt document from it."""

from odoo import fields, models

from ..tools import receipt_check, receipt_diff
from ..tools.canonical import integral


def plain_receipt():
    return {
        "version": 1,
        "paper": {"columns": 42},
        "blocks": [
            {"type": "text", "text": {"en_US": "{store.name}"}, "align": "center", "size": "double", "bold": True},
            {"type": "text", "text": {"en_US": "{store.address}"}, "align": "center"},
            {
                "type": "text",
                "text": {"en_US": "Org. no. {company.org_number}", "nb_NO": "Org.nr. {company.org_number}"},
                "align": "center",
            },
            {"type": "header"},
            {"type": "rule"},
            {"type": "lines"},
            {"type": "rule"},
            {"type": "totals"},
            {"type": "payments"},
            {"type": "vat"},
            {"type": "savings"},
            {"type": "signature", "if": {"kind": ["return", "exchange", "cash_in", "cash_out"]}},
            {"type": "barcode", "data": "{order.number}"},
            {"type": "cut"},
        ],
    }


class RetailReceiptTemplate(models.Model):
    _name = "retail.receipt.template"
    _inherit = ["retail.document.guard", "retail.content.mixin"]
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
            "shape": lambda name: self.env._("The template is damaged: %s", name),
            "unknown_block": lambda name: self.env._("Unknown block “%s”.", name),
            "unknown_field": lambda name: self.env._("Unknown field {%s}.", name),
            "open_brace": lambda name: self.env._("A brace isn't closed in “%s”.", name),
            "no_lines": lambda name: self.env._("The receipt shows no goods."),
            "no_totals": lambda name: self.env._("The receipt shows no total."),
            "no_vat": lambda name: self.env._("The receipt shows no VAT."),
            "no_org_number": lambda name: self.env._("The receipt shows no organisation number."),
            "columns": lambda name: self.env._("The paper must have 24 to 64 columns, not %s.", name),
            "no_text": lambda name: self.env._("A text block is empty."),
            "no_data": lambda name: self.env._("The content of the code is missing."),
            "condition": lambda name: self.env._("The condition can't be met: %s", name),
            "choice": lambda name: self.env._("This can't be chosen: %s", name),
            "number": lambda name: self.env._("The number is out of bounds: %s", name),
            "long_word": lambda name: self.env._("“%s” is wider than the paper and is broken.", name),
            "wrapped": lambda name: self.env._("“%s” is wider than the paper and goes on over more rows.", name),
        }
        return [
            {**problem, "message": self._at_place(document, problem["path"], texts[problem["code"]](problem["name"]))}
            for problem in receipt_check.check(document)
        ]

    def _at_place(self, document, path, message):
        """The message with the block that it is about, counted as the designer shows them."""
        index = receipt_check.block_of(path)
        if index is None:
            return message
        name = self._block_text({"type": document["blocks"][index].get("type")})
        return self.env._("Block %(number)s, %(block)s: %(problem)s", number=index + 1, block=name, problem=message)

    # -- differences in words -------------------------------------------------------

    def _retail_describe(self, old, new):
        texts = []
        for code, before, after in receipt_diff.changes(old, new):
            if code == "columns":
                texts.append(self.env._("The paper changes from %(before)s to %(after)s columns", before=before, after=after))
            elif code == "added":
                texts.append(self.env._("Added: %s", self._block_text(after)))
            elif code == "removed":
                texts.append(self.env._("Removed: %s", self._block_text(before)))
            else:
                texts.append(self.env._("%(before)s → %(after)s", before=self._block_text(before), after=self._block_text(after)))
        return texts

    def _block_text(self, block):
        name = {
            "logo": self.env._("Logo"),
            "text": self.env._("Text"),
            "rule": self.env._("Line"),
            "space": self.env._("Space"),
            "header": self.env._("Head"),
            "lines": self.env._("Goods"),
            "totals": self.env._("Totals"),
            "vat": self.env._("VAT"),
            "payments": self.env._("Payments"),
            "savings": self.env._("Savings"),
            "customer": self.env._("Customer"),
            "barcode": self.env._("Barcode"),
            "qr": self.env._("QR code"),
            "return_terms": self.env._("Terms of return"),
            "signature": self.env._("Signature"),
            "cut": self.env._("Cut"),
        }.get(block.get("type"), str(block.get("type")))
        text = receipt_diff.text_of(block)
        return f"{name} “{text}”" if text else name
