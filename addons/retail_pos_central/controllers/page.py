"""The page of a till in the tree, without what the web POS has no use for."""

from odoo import http
from odoo.exceptions import MissingError
from odoo.http import request

from odoo.addons.point_of_sale.controllers.main import PosController

from .till import integer


class RetailPageController(PosController):
    @http.route()
    def pos_web(self, config_id=False, from_backend=False, subpath=None, **k):
        till = self._till_in_tree(config_id)
        if till and request.env.user._is_internal():
            request.update_context(retail_till_page=till)
        return super().pos_web(config_id, from_backend, subpath, **k)

    def _till_in_tree(self, config_id):
        """The id of the till when it is one of the tree, read together with what the page needs of it anyway."""
        digits = str(config_id)
        number = integer(int(digits), 0, 2**31 - 1) if digits.isdecimal() and len(digits) <= 10 else None
        try:
            return number if number and request.env["pos.config"].sudo().browse(number).retail_store_id else None
        except MissingError:
            return None
