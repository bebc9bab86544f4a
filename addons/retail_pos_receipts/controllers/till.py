"""What tills tell and ask about their day: journal, X report, sales by receipt number, receipts by mail."""

from odoo import http
from odoo.http import request

from odoo.addons.retail_pos_central.controllers.till import RetailTillController, integer, text


class RetailReceiptController(RetailTillController):
    @http.route("/retail_pos/till/events", type="jsonrpc", auth="user", methods=["POST"])
    def events(self, config_id=None, events=None):
        """Takes the till's journal; what was taken before is taken again without harm."""
        config = self._config(config_id)
        return {"taken": request.env["retail.till.event"]._take(config, events if isinstance(events, list) else [])}

    @http.route("/retail_pos/till/x_report", type="jsonrpc", auth="user", methods=["POST"])
    def x_report(self, config_id=None, unsent=0):
        config = self._config(config_id)
        report = request.env["retail.till.report"]._take_x(config, integer(unsent, 0, 10**6) or 0)
        return report._for_till() if report else False

    @http.route("/retail_pos/till/z_report", type="jsonrpc", auth="user", methods=["POST"], readonly=True)
    def z_report(self, config_id=None, session_id=None):
        config = self._config(config_id)
        report = request.env["retail.till.report"]._z_of(config, integer(session_id, 0, 2**31 - 1) or 0)
        return report._for_till() if report else False

    @http.route("/retail_pos/till/find_sale", type="jsonrpc", auth="user", methods=["POST"], readonly=True)
    def find_sale(self, config_id=None, number=None):
        """The sale with this receipt number, of any till of the company."""
        config = self._config(config_id)
        return request.env["pos.order"]._retail_find_sale(config, text(number) or "")

    @http.route("/retail_pos/till/send_receipt", type="jsonrpc", auth="user", methods=["POST"])
    def send_receipt(self, config_id=None, order_id=None, email=None, document=None):
        config = self._config(config_id)
        order = request.env["pos.order"].search(
            [("id", "=", integer(order_id, 0, 2**31 - 1) or 0), ("company_id", "=", config.company_id.id)]
        )
        return order._retail_send_receipt(text(email) or "", document) if order else {"error": "unknown_order"}
