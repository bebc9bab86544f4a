"""A session can't be closed while a card payment of its till has no known outcome.

The till asks its boxes itself; this also covers closing from elsewhere and while a box is away.
"""

from odoo import _, models
from odoo.exceptions import UserError

from .retail_box_payment import OPEN_STATES


class PosSession(models.Model):
    _inherit = "pos.session"

    def _cannot_close_session(self, bank_payment_method_diffs=None):
        unresolved = self._retail_unresolved_payments()
        if unresolved:
            return {"successful": False, "message": self._retail_unresolved_message(unresolved), "redirect": False}
        return super()._cannot_close_session(bank_payment_method_diffs)

    def action_pos_session_closing_control(self, *args, **kwargs):
        for session in self:
            unresolved = session._retail_unresolved_payments()
            if unresolved:
                raise UserError(session._retail_unresolved_message(unresolved))
        return super().action_pos_session_closing_control(*args, **kwargs)

    def _retail_unresolved_payments(self):
        return (
            self.env["retail.box.payment"]
            .sudo()
            .search(
                [
                    ("till_uuid", "in", self.config_id.mapped("retail_uuid")),
                    ("state", "in", OPEN_STATES),
                    ("settled_as", "=", False),
                ]
            )
        )

    def _retail_unresolved_message(self, payments):
        return _(
            "The outcome of these card payments is not known yet: %s. Resolve them at the till, or settle them "
            "by hand under Boxes › Card payments, before the session is closed.",
            ", ".join(payments.mapped("display_name")),
        )
