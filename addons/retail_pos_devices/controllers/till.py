"""What tills call: the tokens that open their boxes."""

from werkzeug.exceptions import NotFound

from odoo import http
from odoo.exceptions import AccessError
from odoo.http import request


class RetailBoxTokenController(http.Controller):
    @http.route("/retail_pos/box/token", type="jsonrpc", auth="user")
    def token(self, config_id, employee_id=None):
        """For each box of the till: where it is, what it has, and a token for the page that asks."""
        if not request.env.user.has_group("point_of_sale.group_pos_user"):
            raise AccessError(request.env._("Only tills may use boxes."))
        config = request.env["pos.config"].browse(config_id if isinstance(config_id, int) else 0).exists()
        if not config:
            raise NotFound()
        config.check_access("read")
        employee_id = employee_id if isinstance(employee_id, int) else None
        return config._retail_box_tokens(request.httprequest.headers.get("Origin"), employee_id)
