"""Every night all sales of the days before are compared with what was released and held, line by line."""

import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

from odoo.addons.retail_pos_central.tools import campaign_engine

_logger = logging.getLogger(__name__)
NIGHT_BATCH = 200
# A sale that came late, from a till that was away, is still looked at.
LOOK_BACK = timedelta(days=7)


class RetailOrderCheck(models.Model):
    _inherit = "retail.order.check"

    deviation_ids = fields.One2many("retail.price.deviation", "check_id", readonly=True)

    @api.model
    def _cron_night(self):
        """All paid sales that no check has looked at yet, until none is left."""
        if not campaign_engine.node():
            _logger.error("Sales can't be compared with released prices: Node.js is not installed on the server.")
            return
        while orders := self._unchecked(NIGHT_BATCH):
            self._check(orders)
            self.env["ir.cron"]._commit_progress(len(orders))

    def _unchecked(self, limit):
        self.flush_model()
        self.env["pos.order"].flush_model()
        self.env.cr.execute(
            """SELECT o.id FROM pos_order o JOIN pos_config c ON c.id = o.config_id
                WHERE o.state IN ('paid', 'done') AND c.retail_store_id IS NOT NULL AND o.create_date >= %s
                  AND NOT EXISTS (SELECT 1 FROM retail_order_check k WHERE k.order_id = o.id)
                ORDER BY o.id LIMIT %s""",
            (fields.Datetime.now() - LOOK_BACK, limit),
        )
        return self.env["pos.order"].sudo().browse([row[0] for row in self.env.cr.fetchall()])

    def _row(self, sale):
        values = super()._row(sale)
        if values["state"] == "same":
            return values
        held = self._held(sale)
        pricing = self.env["retail.order.pricing"]
        found = [pricing._deviation_of(sale, key, line) for key, line in sale["lines"].items()]
        return {**values, "deviation_ids": [Command.create({**one, **held}) for one in found if one]}

    def _held(self, sale):
        """What the till had acknowledged when it sold."""
        config = sale["order"].config_id
        state = self.env["retail.till.state"].sudo().search([("config_id", "=", config.id)], limit=1)
        applied_later = bool(state.applied_at and state.applied_at > sale["now"])
        wanted_before = bool(state.wanted_at and state.wanted_at <= sale["now"])
        return {
            "held_serial": state.applied_serial,
            "wanted_serial": state.wanted_serial,
            "was_behind": wanted_before and (state.behind or applied_later),
        }
