"""What a session's till loads, and a word when it is closed elsewhere while the till still holds sales."""

import json

from odoo import models


class PosSession(models.Model):
    _inherit = "pos.session"

    def load_data(self, models_to_load):
        start = self.env["retail.start"]._of(self)
        session = self.with_context(retail_start=start) if start else self
        return super(PosSession, session).load_data(models_to_load)

    def load_data_params(self):
        if not self.config_id.sudo().retail_store_id:
            return super().load_data_params()
        text, _sha = self._retail_params()
        return json.loads(text)

    def _retail_params(self):
        return self.env["retail.load"]._params(self.config_id, super().load_data_params)

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
