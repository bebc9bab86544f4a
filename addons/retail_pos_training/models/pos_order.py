"""A practice sale never becomes an order: head office keeps it apart, and the database refuses it."""

from odoo import api, fields, models


class PosOrder(models.Model):
    _inherit = "pos.order"

    retail_training = fields.Boolean(string="Practice", copy=False, help="Set by tills in training; such an order is never kept here.")

    _retail_no_training = models.Constraint("CHECK (retail_training IS NOT TRUE)", "A practice sale can't be kept as an order.")

    @api.model
    def sync_from_ui(self, orders):
        """Tills in training send their sales elsewhere; should one come here, it is kept as what it is."""
        practice = [order for order in orders if order.get("retail_training")]
        for order in practice:
            config = self.env["pos.session"].browse(order.get("session_id") or 0).exists().config_id
            if config:
                self.env["retail.training.order"]._receive(config, [self._retail_as_practice(order)])
        return super().sync_from_ui([order for order in orders if not order.get("retail_training")])

    @staticmethod
    def _retail_as_practice(order):
        lines = [command[2] for command in order.get("lines") or [] if len(command) == 3]
        return {
            "uuid": order.get("uuid"),
            "name": order.get("pos_reference"),
            "total": round((order.get("amount_total") or 0) * 100),
            "lines": [{"name": line.get("full_product_name") or "", "qty": str(line.get("qty") or 0), "total": 0} for line in lines],
        }
