"""The Z report names the practice sales of its session, as cash register rules ask for."""

from odoo import models


class PosSession(models.Model):
    _inherit = "pos.session"

    def _retail_counters(self, orders):
        groups = (
            self.env["retail.training.order"].sudo()._read_group([("session_id", "=", self.id)], aggregates=["__count", "amount_total:sum"])
        )
        count, amount = groups[0]
        return {**super()._retail_counters(orders), "training": {"count": count, "amount": self._retail_minor(amount or 0)}}
