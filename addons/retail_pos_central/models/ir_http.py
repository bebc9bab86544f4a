"""Where cashiers share a log-in, the language chosen on the till holds for the session instead of the user."""

from odoo import models
from odoo.http import request


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    def session_info(self):
        info = super().session_info()
        lang = request.session.uid and request.session.get("retail_lang")
        if lang and lang in dict(self.env["res.lang"].get_installed()):
            info["user_context"] = {**info["user_context"], "lang": lang}
            # What the page asks later on comes in this language too.
            request.session.context = info["user_context"]
        return info
