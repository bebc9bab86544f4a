"""Takes practice sales from tills in training."""

from odoo import http
from odoo.http import request

from odoo.addons.retail_pos_central.controllers.till import RetailTillController


class RetailTrainingController(RetailTillController):
    @http.route("/retail_pos/training/orders", type="jsonrpc", auth="user", methods=["POST"])
    def training_orders(self, config_id=None, orders=None):
        """{"taken": uuids}: what needs not be sent again, also where it could not be read."""
        config = self._config(config_id)
        return {"taken": request.env["retail.training.order"]._receive(config, orders if isinstance(orders, list) else [])}
