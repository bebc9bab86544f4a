"""One answer to choose."""

from odoo import fields, models


class RetailPromptChoice(models.Model):
    _name = "retail.prompt.choice"
    _description = "Choice of a Prompt"
    _order = "sequence, id"

    prompt_id = fields.Many2one("retail.prompt", required=True, ondelete="cascade", index=True)
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Answer", required=True, translate=True)

    def _retail_texts(self):
        return self.env["retail.sale.hours"]._retail_texts(self, "name")
