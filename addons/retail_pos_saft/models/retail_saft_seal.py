"""Seals: each sale of a till is signed together with the seal before it, so that none can be changed or taken out unseen."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import split_every

from ..tools import seal

STATES = ("paid", "done")
AT_ONCE = 1000


class RetailSaftSeal(models.Model):
    _name = "retail.saft.seal"
    _description = "Sealed Sale"
    _order = "config_id, number desc"
    _rec_name = "number"

    config_id = fields.Many2one("pos.config", string="Till", required=True, readonly=True, ondelete="restrict")
    store_id = fields.Many2one("retail.store", string="Store", readonly=True, index=True, ondelete="restrict")
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    number = fields.Integer(required=True, readonly=True, help="Counts the till's sales one by one.", aggregator=None)
    order_id = fields.Many2one("pos.order", string="Sale", required=True, readonly=True, ondelete="restrict")
    date = fields.Datetime(required=True, readonly=True, index=True)
    content = fields.Char(string="What Is Sealed", required=True, readonly=True)
    signature = fields.Text(required=True, readonly=True)
    key_id = fields.Many2one("retail.saft.key", string="Key", required=True, readonly=True, ondelete="restrict")

    _number_unique = models.UniqueIndex("(config_id, number)")
    _order_unique = models.UniqueIndex("(order_id)")

    # -- sealing ---------------------------------------------------------------------------

    @api.model
    def _is_due(self, config):
        return bool(config.retail_store_id) and config.company_id.account_fiscal_country_id.code == "NO"

    @api.model
    def _seal(self, orders):
        """Seals what is sold and not sealed yet, in the order in which it was sold."""
        orders = orders.sudo().filtered(lambda order: order.state in STATES)
        known = self.sudo().search([("order_id", "in", orders.ids)]).order_id
        for config, due in (orders - known).grouped("config_id").items():
            if self._is_due(config):
                self._seal_till(config, due.sorted(lambda order: (order.date_order, order.id)))

    @api.model
    def _seal_till(self, config, orders):
        chain = self.env["retail.saft.chain"]
        number, signature = chain._end(config)
        key = self.env["retail.saft.key"]._current(config.company_id)
        values = []
        for order in orders:
            number += 1
            text = self._content(order, number, order.session_id._retail_vat(order))
            signature = seal.sign(key.private_key, signature, text)
            values.append(
                {
                    "config_id": config.id,
                    "store_id": config.retail_store_id.id,
                    "company_id": config.company_id.id,
                    "number": number,
                    "order_id": order.id,
                    "date": order.date_order,
                    "content": text,
                    "signature": signature,
                    "key_id": key.id,
                }
            )
        self.sudo().create(values)
        chain._move(config, number, signature)

    @api.model
    def _content(self, order, number, rates):
        """What a sale's seal covers; `rates` are its sums by VAT rate, in øre."""
        moment = order.config_id.retail_store_id._retail_tz().fromutc(order.date_order)
        return seal.content(moment, number, sum(rate["net"] for rate in rates) / 100, sum(rate["base"] for rate in rates) / 100)

    @api.model
    def _seal_missing(self, configs):
        """Sales of the time before this addon, and what else came past the sealing."""
        for config in configs:
            domain = [("config_id", "=", config.id), ("state", "in", STATES), ("retail_saft_seal_ids", "=", False)]
            orders = self.env["pos.order"].sudo().search(domain)
            for part in split_every(AT_ONCE, orders.ids, self.env["pos.order"].browse):
                self._seal(part)

    # -- checking ----------------------------------------------------------------------------

    def _faults(self, number, signature, rates):
        """What is wrong with this seal, in words: `number` and `signature` of the one before it, the sale's sums as they are now."""
        self.ensure_one()
        names = {"till": self.config_id.name, "number": self.number, "sale": self.order_id.pos_reference or self.order_id.name}
        found = []
        if self.number != number + 1:
            found.append(self.env._("%(till)s: a sale is missing before number %(number)s", **names))
        if not seal.is_genuine(self.key_id.public_key, signature, self.content, self.signature):
            found.append(self.env._("%(till)s: the seal of number %(number)s (%(sale)s) is broken", **names))
        if self._content(self.order_id, self.number, rates) != self.content:
            found.append(self.env._("%(till)s: number %(number)s (%(sale)s) was changed after it was sealed", **names))
        return found

    @api.model
    def _end_faults(self, config):
        """Whether the newest sales of a till are still there."""
        chain = self.env["retail.saft.chain"].sudo().search([("config_id", "=", config.id)])
        newest = self.sudo().search([("config_id", "=", config.id)], limit=1)
        if (chain.number, chain.signature or seal.FIRST) == (newest.number, newest.signature or seal.FIRST):
            return []
        return [self.env._("%(till)s: sales are missing after number %(number)s", till=config.name, number=newest.number)]

    @api.model
    def _before(self, config, number):
        """(number, signature) of the seal before this number."""
        found = self.sudo().search([("config_id", "=", config.id), ("number", "<", number)], limit=1)
        return found.number, found.signature or seal.FIRST

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("A seal can't be changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A seal can't be deleted."))
