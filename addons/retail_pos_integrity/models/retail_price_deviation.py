"""A line that was sold at a price that was not meant: what was released, what the till held, what was sold."""

from odoo import api, fields, models

CAUSES = [
    ("behind", "The till held an earlier price"),
    ("kept", "An earlier price, though the till held the new one"),
    ("early", "The till was ahead of time"),
    ("elsewhere", "Another store's price"),
    ("campaign", "Campaign not as released"),
    ("unknown", "Unknown"),
]


class RetailPriceDeviation(models.Model):
    _name = "retail.price.deviation"
    _description = "Sale at a Price That Was Not Meant"
    _order = "date desc, id desc"
    _rec_name = "product_id"

    check_id = fields.Many2one("retail.order.check", required=True, readonly=True, ondelete="cascade", index=True)
    order_id = fields.Many2one(related="check_id.order_id", store=True, index=True)
    date = fields.Datetime(related="check_id.date", store=True, index=True)
    company_id = fields.Many2one(related="check_id.company_id", store=True)
    currency_id = fields.Many2one(related="check_id.currency_id")
    store_id = fields.Many2one(related="check_id.store_id", store=True, index=True)
    config_id = fields.Many2one(related="check_id.config_id", store=True, index=True)
    line_id = fields.Many2one("pos.order.line", readonly=True, ondelete="cascade")
    product_id = fields.Many2one("product.product", readonly=True, index=True)
    qty = fields.Float(string="Quantity", readonly=True)
    meant_price = fields.Monetary(string="Released Price", readonly=True, aggregator=None)
    sold_price = fields.Monetary(string="Price at the Till", readonly=True, aggregator=None)
    meant_net = fields.Monetary(string="Should Have Cost", readonly=True)
    sold_net = fields.Monetary(string="Was Sold For", readonly=True)
    difference = fields.Monetary(compute="_compute_difference", store=True, help="Below zero the customer paid too little.")
    cause = fields.Selection(CAUSES, required=True, readonly=True, index=True)
    was_behind = fields.Boolean(
        string="Till Was Behind", readonly=True, help="By its acknowledgements the till did not hold all that was released when it sold."
    )
    held_serial = fields.Integer(string="Held Release", readonly=True, aggregator=None)
    missing_since = fields.Datetime(string="Without Changes Since", readonly=True, help="The till lacked what was changed from then on.")
    wanted_serial = fields.Integer(string="Latest Release", readonly=True, aggregator=None)

    @api.depends("meant_net", "sold_net")
    def _compute_difference(self):
        for deviation in self:
            deviation.difference = deviation.sold_net - deviation.meant_net

    def action_open_order(self):
        self.ensure_one()
        return {"type": "ir.actions.act_window", "res_model": "pos.order", "res_id": self.order_id.id, "views": [(False, "form")]}
