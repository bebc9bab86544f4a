"""Takes the language that a cashier chose on the till."""

from odoo import http
from odoo.http import request

from .till import RetailTillController


class RetailLanguageController(RetailTillController):
    @http.route("/retail_pos/till/language", type="jsonrpc", auth="user", methods=["POST"])
    def language(self, config_id=None, lang=None):
        """The cashier's language, from the next load of the page: kept with the user, or for this session where cashiers share one."""
        config = self._config(config_id)
        if not isinstance(lang, str) or lang not in dict(request.env["res.lang"].get_installed()):
            return {"ok": False}
        if config.module_pos_hr:
            request.session["retail_lang"] = lang
        else:
            request.session.pop("retail_lang", None)
            request.env.user.lang = lang
        return {"ok": True}
