"""A session can't be closed while a card payment of its till has no known outcome.

The till asks its boxes itself; this also covers closing from elsewhere and while a box is away.
"""

from odoo import _, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import formatLang

from odoo.addons.retail_pos_central.tools.plain import plain

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

    def retail_note_settled(self, payment, outcome, reason, employee_id=None):
        """A manager decided at the till what became of a card payment: kept with the session and in the audit log."""
        self.ensure_one()
        self.check_access("read")
        name, role = self.config_id._retail_box_cashier(employee_id)
        if role != "manager":
            raise AccessError(_("Only a manager may decide what became of a card payment."))
        words = {"approved": _("the money was taken"), "declined": _("no money was taken")}
        reason, amount = plain(reason, 400).strip(), payment.get("amount") if isinstance(payment, dict) else None
        if outcome not in words or not reason or not isinstance(amount, int) or abs(amount) >= 10**12:
            raise UserError(_("Say whether the money was taken, and how that is known."))
        amount = amount / 10**self.currency_id.decimal_places
        text = _(
            "Card payment %(payment)s of %(amount)s, sale %(sale)s, was settled by hand: %(outcome)s.",
            payment=plain(payment.get("id"), 64),
            amount=formatLang(self.env, amount, currency_obj=self.currency_id),
            sale=plain(payment.get("reference"), 64) or "?",
            outcome=words[outcome],
        )
        reason = f"{reason} ({name})" if employee_id else reason
        self.sudo().message_post(body=" ".join((text, reason)), author_id=self.env.user.partner_id.id)
        self.env["retail.audit"]._log("payment_settled", text, record=self.sudo(), store=self.sudo().config_id.retail_store_id, note=reason)
        return True

    def retail_note_weight(self, product, weight, reason, employee_id=None):
        """A manager entered a weight by hand while the scale was broken: kept with the session and in the audit log."""
        self.ensure_one()
        self.check_access("read")
        name, role = self.config_id._retail_box_cashier(employee_id)
        if role != "manager":
            raise AccessError(_("Only a manager may enter a weight by hand."))
        reason = plain(reason, 400).strip()
        if not isinstance(weight, int | float) or not 0 < weight < 10_000 or not reason:
            raise UserError(_("A weight that is entered by hand needs a reason."))
        text = _("%(product)s was sold by a weight entered by hand: %(weight)s kg.", product=plain(product, 100), weight=f"{weight:.3f}")
        reason = f"{reason} ({name})"
        self.sudo().message_post(body=" ".join((text, reason)), author_id=self.env.user.partner_id.id)
        self.env["retail.audit"]._log("manual_weight", text, record=self.sudo(), store=self.sudo().config_id.retail_store_id, note=reason)
        return True

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
            "by hand under Devices › Card Payments, before the session is closed.",
            ", ".join(payments.mapped("display_name")),
        )
