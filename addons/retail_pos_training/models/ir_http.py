"""Tells a till's page, before it loads anything, whether it is in training: its data are kept apart."""

from odoo import models


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    def session_info(self):
        info = super().session_info()
        user = self.env.user
        if user and user.has_group("point_of_sale.group_pos_user"):
            page = self.env.context.get("retail_till_page")
            info["retail_training"] = page.answers["training"] if page else self._retail_training(user)
        return info

    def _retail_training(self, user):
        tills = self.env["pos.config"].sudo().search([("retail_training", "=", True), ("company_id", "in", user._get_company_ids())])
        return {"cashier": user._retail_in_training(), "tills": tills.ids}
