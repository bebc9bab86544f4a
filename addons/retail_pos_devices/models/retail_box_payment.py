"""Card payments whose outcome a box does not know yet, and how each ended; the box's journal is the truth."""

from datetime import timedelta

from odoo import _, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.misc import formatLang

from odoo.addons.retail_pos_central.tools.plain import plain

OPEN_STATES = ("sending", "in_progress", "unknown")
# What was given back later had been taken.
TAKEN_STATES = ("approved", "partial", "reversed")
STATES = [
    ("sending", "Being sent"),
    ("in_progress", "In progress"),
    ("unknown", "Unknown"),
    ("approved", "Approved"),
    ("partial", "Partly approved"),
    ("declined", "Declined"),
    ("cancelled", "Cancelled"),
    ("failed", "Failed"),
    ("reversed", "Reversed"),
]
KINDS = [("payment", "Payment"), ("refund", "Refund"), ("reversal", "Reversal")]


class RetailBoxPayment(models.Model):
    _name = "retail.box.payment"
    _description = "Card Payment at a Box"
    _order = "id desc"

    uuid = fields.Char("Payment ID", required=True, readonly=True, index=True)
    box_id = fields.Many2one("retail.box", required=True, readonly=True, ondelete="cascade", index=True)
    store_id = fields.Many2one(related="box_id.store_id", store=True, index=True)
    device_id = fields.Many2one("retail.device", readonly=True, ondelete="set null")
    kind = fields.Selection(KINDS, readonly=True, default="payment", required=True)
    state = fields.Selection(STATES, required=True, readonly=True, index=True)
    amount_minor = fields.Integer("Amount (minor units)", readonly=True)
    approved_minor = fields.Integer("Approved (minor units)", readonly=True)
    currency = fields.Char(readonly=True)
    reference = fields.Char(readonly=True)
    message = fields.Char(readonly=True)
    till_uuid = fields.Char(readonly=True, index=True)
    resolved_note = fields.Char("Decided at the till", readonly=True)
    settled_as = fields.Selection(
        [("approved", "The money was taken"), ("declined", "No money was taken")],
        string="Settled by hand as",
        help="Decided by a person who looked it up at the terminal's provider, when the box can't find out.",
    )
    settled_reason = fields.Char("How that is known")
    settled_by_id = fields.Many2one("res.users", string="Settled by", readonly=True)

    is_contradicted = fields.Boolean(
        "Decided otherwise than it was",
        readonly=True,
        index=True,
        help="A person decided what became of this payment, and the terminal found out that it was otherwise.",
    )

    _unique_payment = models.Constraint("unique (box_id, uuid)", "This payment is already known")

    @api.depends("amount_minor", "currency", "reference")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for payment in self:
            amount = f"{formatLang(self.env, payment.amount_minor / 100)} {payment.currency or ''}".strip()
            payment.display_name = f"{amount} ({payment.reference})" if payment.reference else amount

    def write(self, vals):
        if not self.env.su and set(vals) - {"settled_as", "settled_reason"}:
            raise AccessError(_("Only the box reports what became of a payment."))
        if not self.env.su and any(payment.settled_by_id for payment in self):
            raise UserError(_("This payment is settled."))
        return super().write(vals)

    def action_settle(self):
        """Let the till's session be closed although the box never learned the outcome."""
        self.ensure_one()
        self.check_access("write")
        if self.state not in OPEN_STATES:
            raise UserError(_("The outcome of this payment is known: there is nothing to settle."))
        if not self.settled_as or not (self.settled_reason or "").strip():
            raise UserError(_("Say whether the money was taken, and how that is known."))
        self.sudo().settled_by_id = self.env.uid
        self.box_id._retail_note(
            _(
                "Card payment %(payment)s was settled by hand: %(outcome)s. %(reason)s",
                payment=self.display_name,
                outcome=dict(self._fields["settled_as"]._description_selection(self.env))[self.settled_as],
                reason=self.settled_reason,
            )
        )

    def action_put_right(self):
        """Somebody has seen that the sale and the terminal differ, and sees to it."""
        self.ensure_one()
        self.check_access("write")
        self.sudo().is_contradicted = False
        self.box_id._retail_note(_("Card payment %s, which was decided otherwise than it was, has been put right.", self.display_name))

    def _retail_decided(self):
        """What a person decided of it: whether the money was taken, or None."""
        self.ensure_one()
        if self.settled_by_id:
            return self.settled_as == "approved"
        return self.state in TAKEN_STATES if self.resolved_note and self.state not in OPEN_STATES else None

    @api.model
    def _retail_report(self, box, reports):
        """Take over what the box says; a payment that ended well and was never open here is not kept."""
        devices = {device.uid: device for device in box.with_context(active_test=False).device_ids}
        states = dict(STATES)
        for report in reports:
            uuid, state = report.get("id"), report.get("state")
            if not isinstance(uuid, str) or len(uuid) > 64 or not isinstance(state, str) or state not in states:
                continue
            known = self.search([("box_id", "=", box.id), ("uuid", "=", uuid)], limit=1)
            values = self._retail_values(report, devices)
            if known:
                known._retail_change(values)
            elif state in OPEN_STATES or report.get("resolved"):
                self.create({**values, "box_id": box.id, "uuid": uuid})

    def _retail_change(self, values):
        if not any(self[name] != value for name, value in values.items() if name != "device_id"):
            return
        decided = self._retail_decided()
        self.write(values)
        if decided is not None and self.state not in OPEN_STATES and (self.state in TAKEN_STATES) != decided:
            self.is_contradicted = True
            text = self.env._("the money was taken") if self.state in TAKEN_STATES else self.env._("no money was taken")
            self.box_id._retail_note(
                self.env._(
                    "Card payment %(payment)s was decided by a person, and the terminal says otherwise: %(outcome)s.",
                    payment=self.display_name,
                    outcome=text,
                )
            )

    @api.model
    def _retail_values(self, report, devices):
        def number(name):
            value = report.get(name)
            return value if isinstance(value, int) and abs(value) < 2**31 else 0

        def text(name, limit):
            return plain(report.get(name), limit) or False

        device = devices.get(report.get("device"))
        return {
            "device_id": device.id if device else False,
            "kind": report["kind"] if report.get("kind") in dict(KINDS) else "payment",
            "state": report["state"],
            "amount_minor": number("amount"),
            "approved_minor": number("approved_amount"),
            "currency": text("currency", 8),
            "reference": text("reference", 80),
            "message": text("message", 300),
            "till_uuid": text("till", 64),
            "resolved_note": _resolved_note(report),
        }

    @api.autovacuum
    def _gc_old(self):
        long_ago = fields.Datetime.now() - timedelta(days=180)
        self.search([("state", "not in", OPEN_STATES), ("is_contradicted", "=", False), ("write_date", "<", long_ago)]).unlink()


def _resolved_note(report):
    """Who decided a payment at the till, and why, in the box's words."""
    resolved = report.get("resolved")
    if not isinstance(resolved, dict):
        return False
    return plain(f"{resolved.get('by') or '?'}: {resolved.get('reason') or '?'}", 300)
