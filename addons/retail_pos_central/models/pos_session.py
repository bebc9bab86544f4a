"""A session may be closed elsewhere than on its till, while the till still holds sales: never in silence."""

from odoo import models


class PosSession(models.Model):
    _inherit = "pos.session"

    def write(self, vals):
        closing = self.filtered(lambda session: session.state != "closed") if vals.get("state") == "closed" else self.browse()
        result = super().write(vals)
        closing._retail_tell_unsent()
        return result

    def _retail_tell_unsent(self):
        """Say so in the log and to the responsible; the sales themselves come later, into a session of their own."""
        for session in self.sudo():
            till = self.env["retail.till.state"].sudo().search([("config_id", "=", session.config_id.id), ("unsent_orders", ">", 0)])
            if not till:
                continue
            message = self.env._(
                "Session %(session)s was closed while its till holds %(count)s sales that are not at head office yet. "
                "They come in when the till sends them.",
                session=session.name,
                count=till.unsent_orders,
            )
            self.env["retail.audit"]._log("closed_unsent", message, record=session.config_id, store=till.store_id)
            till.activity_schedule(
                "retail_pos_central.retail_activity_behind",
                user_id=(till.store_id._retail_responsible() or self.env.user).id,
                note=message,
            )
