"""Practice sales, for reports only: no stock, no accounting, no sale hangs on them."""

import logging
import re

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import practice

_logger = logging.getLogger(__name__)
AT_ONCE = 200


class RetailTrainingOrder(models.Model):
    _name = "retail.training.order"
    _description = "Practice Sale"
    _order = "date desc, id desc"

    name = fields.Char(string="Number", required=True, readonly=True)
    uuid = fields.Char(required=True, readonly=True)
    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    kind = fields.Selection([("sale", "Sale"), ("return", "Return")], required=True, readonly=True)
    reason = fields.Selection(
        [("till", "Till in training"), ("cashier", "Cashier in training"), ("hand", "Started by hand")],
        string="Why Training",
        required=True,
        readonly=True,
    )
    config_id = fields.Many2one("pos.config", string="Till", required=True, readonly=True, index=True, ondelete="cascade")
    store_id = fields.Many2one("retail.store", readonly=True, index="btree_not_null")
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    session_id = fields.Many2one("pos.session", readonly=True, index="btree_not_null", ondelete="set null")
    user_id = fields.Many2one("res.users", string="Cashier", required=True, readonly=True, index=True)
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    amount_total = fields.Monetary(string="Total", readonly=True)
    line_count = fields.Integer(string="Lines", readonly=True)
    goods = fields.Text(readonly=True)
    paid_by = fields.Char(readonly=True)

    _uuid_unique = models.UniqueIndex("(uuid)")

    @api.model
    def _receive(self, config, sent):
        """Keep what a till sold in training. Returns the uuids that needs not come again."""
        config.ensure_one()
        taken, session, currency = [], config.sudo().current_session_id, config.currency_id
        for order in sent[:AT_ONCE]:
            try:
                values = practice.parse(order)
            except ValueError as error:
                # Practice is worth no till that tries for ever.
                _logger.info("Practice sale of %s left out: %s", config.display_name, error)
                if isinstance(order, dict) and isinstance(order.get("uuid"), str):
                    taken.append(order["uuid"])
                continue
            taken.append(values["uuid"])
            if not self.sudo().search_count([("uuid", "=", values["uuid"])], limit=1):
                self.sudo().create(self._values(values, config, session, currency))
        return taken

    def _values(self, values, config, session, currency):
        total = values.pop("total_minor") / 10**currency.decimal_places
        return {
            **values,
            "date": values["date"] or fields.Datetime.now(),
            "config_id": config.id,
            "store_id": config.sudo().retail_store_id.id,
            "company_id": config.company_id.id,
            "session_id": session.id,
            "user_id": self.env.uid,
            "currency_id": currency.id,
            "amount_total": total,
        }

    @api.model
    def _last_number(self, config):
        """The number of the till's last practice sale, so that a new browser goes on counting."""
        found = self.search([("config_id", "=", config.id)], order="id desc", limit=200).mapped("name")
        return max((int(match[1]) for match in (re.search(r"-(\d{1,9})$", name) for name in found) if match), default=0)

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("Practice sales can't be changed."))
