"""What tills call: the tokens that open their boxes."""

from odoo import http
from odoo.http import request

from odoo.addons.retail_pos_central.controllers.till import RetailTillController


class RetailBoxTokenController(RetailTillController):
    @http.route("/retail_pos/box/token", type="jsonrpc", auth="user")
    def token(self, config_id=None, employee_id=None):
        """For each box of the till: where it is, what it has, and a token for the page that asks."""
        return self._answer_boxes(self._config(config_id), {"employee_id": employee_id})

    def _answers(self):
        return {**super()._answers(), "boxes": self._answer_boxes}

    def _answer_boxes(self, config, words):
        employee_id = words.get("employee_id")
        employee_id = employee_id if isinstance(employee_id, int) and abs(employee_id) < 2**31 else None
        return config._retail_box_tokens(request.httprequest.headers.get("Origin"), employee_id)
