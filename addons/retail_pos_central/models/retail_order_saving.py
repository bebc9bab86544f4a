"""What customers saved, by order line and campaign: written when an order reaches head office."""

from odoo import fields, models


class RetailOrderSaving(models.Model):
    _name = "retail.order.saving"
    _description = "Campaign Saving"
    _order = "date desc, id desc"
    _rec_name = "name"

    line_id = fields.Many2one("pos.order.line", required=True, readonly=True, ondelete="cascade", index=True)
    order_id = fields.Many2one("pos.order", required=True, readonly=True, ondelete="cascade", index=True)
    date = fields.Datetime(readonly=True, index=True)
    company_id = fields.Many2one("res.company", readonly=True, index=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    config_id = fields.Many2one("pos.config", string="Till", readonly=True)
    # The till's store when it was sold: a till that moves leaves its history where it was.
    store_id = fields.Many2one("retail.store", string="Store", readonly=True, index=True)
    product_id = fields.Many2one("product.product", readonly=True)
    campaign_id = fields.Many2one("retail.campaign", readonly=True, ondelete="restrict", index=True)
    name = fields.Char(string="On the Receipt", readonly=True)
    amount = fields.Monetary(string="Saved", readonly=True, help="Negative where goods came back.")
