"""What was answered at a till: written when an order reaches head office."""

from odoo import fields, models


class RetailPromptAnswer(models.Model):
    _name = "retail.prompt.answer"
    _description = "Answer at a Till"
    _order = "date desc, id desc"

    order_id = fields.Many2one("pos.order", required=True, readonly=True, ondelete="cascade", index=True)
    line_id = fields.Many2one("pos.order.line", readonly=True, ondelete="cascade", index="btree_not_null")
    date = fields.Datetime(readonly=True, index=True)
    company_id = fields.Many2one("res.company", readonly=True, index=True)
    config_id = fields.Many2one("pos.config", string="Till", readonly=True)
    # The till's store when it was answered: a till that moves leaves its history where it was.
    store_id = fields.Many2one("retail.store", string="Store", readonly=True, index=True)
    product_id = fields.Many2one("product.product", readonly=True)
    prompt_id = fields.Many2one("retail.prompt", readonly=True, ondelete="set null", index="btree_not_null")
    name = fields.Char(string="Prompt's Name", readonly=True)
    question = fields.Text(readonly=True)
    value = fields.Char(string="Answer", readonly=True)
    cashier = fields.Char(readonly=True)
