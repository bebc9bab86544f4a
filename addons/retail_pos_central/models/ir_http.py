"""What a till's page is told of its user's language and of what it holds already.

Where cashiers share a log-in, the language chosen on the till holds for the session instead of the user.
"""

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
        if page := self.env.context.get("retail_till_page"):
            config = self.env["pos.config"].sudo().browse(page.till)
            info["retail_params"] = self._retail_params_sha(config)
            info["retail_pictures"] = self._retail_pictures(config)
            if self.env.user.has_group("point_of_sale.group_pos_user"):
                info["retail_barcodes"] = self.env["retail.load"]._barcode_rules(config)
        return info

    def _retail_pictures(self, config):
        """By what browsers know that the pictures which each start shows are those they have: they stand with the partners."""
        partners = {"company": config.company_id.partner_id, "user": self.env.user.sudo().partner_id}
        return {name: partner.write_date.isoformat() for name, partner in partners.items()}

    def _retail_params_sha(self, config):
        """The hash of what this till's `load_data_params` would answer."""
        session = config.current_session_id.with_user(self.env.user).with_context(allowed_company_ids=config.company_id.ids)
        return session._retail_params()[1] if session else None
