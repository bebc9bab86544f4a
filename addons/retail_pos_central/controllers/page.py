"""The page of a till in the tree, without what the web POS has no use for."""

from odoo import http
from odoo.http import request

from odoo.addons.point_of_sale.controllers.main import PosController

from .till import integer


class RetailPageController(PosController):
    @http.route()
    def pos_web(self, config_id=False, from_backend=False, subpath=None, **k):
        digits = str(config_id)
        till = integer(int(digits), 0, 2**31 - 1) if digits.isdecimal() and len(digits) <= 10 else None
        if till and request.env.user._is_internal() and (page := request.env["retail.page"]._of(till)):
            request.update_context(retail_till_page=page)
        return super().pos_web(config_id, from_backend, subpath, **k)
