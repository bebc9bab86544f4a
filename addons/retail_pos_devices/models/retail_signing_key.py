"""The database's own keys, with which it signs the tokens that tills show to boxes, and its answers to boxes."""

import secrets

from odoo import _, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.orm.models import NO_ACCESS

from ..tools import ed25519, token

# A key that was replaced stays known to the boxes for as long as a token signed with it may live.
RETIRED_LIFE_H = 24
# A new key is known to the boxes for this long before it signs.
OVERLAP_H = 24
# A box that comes back after so long still learns the new key from a holder of the one that it knows.
KEPT_D = 400


class RetailSigningKey(models.Model):
    _name = "retail.signing.key"
    _description = "Signing Key of the Database"
    _order = "id desc"
    _rec_name = "kid"

    kid = fields.Char("Key ID", required=True, readonly=True, index=True)
    public_key = fields.Char(required=True, readonly=True)
    private_key = fields.Char(required=True, readonly=True, groups=NO_ACCESS)
    use_from = fields.Datetime("Signs from", required=True, readonly=True, default=fields.Datetime.now)
    retired_at = fields.Datetime("Signs until", readonly=True, help="Boxes accept what it signed for another day.")
    withdrawn = fields.Boolean("Replaced at once", readonly=True, help="No pass that it signed opens a box any more.")
    state = fields.Selection(
        [("coming", "Coming"), ("in_use", "In use"), ("retired", "Retired"), ("withdrawn", "Withdrawn")], compute="_compute_state"
    )

    _unique_kid = models.Constraint("unique (kid)", "A key with this ID already exists")

    @api.depends("use_from", "retired_at", "withdrawn")
    def _compute_state(self):
        now = fields.Datetime.now()
        for key in self:
            retired = key.retired_at and key.retired_at <= now
            key.state = "withdrawn" if key.withdrawn else "retired" if retired else "coming" if key.use_from > now else "in_use"

    @api.model
    def _retail_new(self, use_from=None):
        private_key, public_key = ed25519.new_key_pair()
        return self.sudo().create(
            {
                "kid": secrets.token_hex(8),
                "public_key": public_key,
                "private_key": private_key,
                "use_from": use_from or fields.Datetime.now(),
            }
        )

    @api.model
    def _retail_current(self):
        now = fields.Datetime.now()
        return (
            self.sudo().search([("use_from", "<=", now), ("withdrawn", "=", False)], order="use_from desc, id desc", limit=1)
            or self._retail_new()
        )

    @api.model
    def _retail_public_keys(self):
        """The keys that boxes accept, as the sync sends them; one that is coming is there before it signs."""
        self._retail_current()
        oldest = fields.Datetime.subtract(fields.Datetime.now(), hours=RETIRED_LIFE_H)
        keys = self.sudo().search([("withdrawn", "=", False), "|", ("retired_at", "=", False), ("retired_at", ">", oldest)])
        return [{"kid": key.kid, "public_key": key.public_key} for key in keys]

    @api.model
    def _retail_known_to(self, kids):
        """The newest key of those that a box says it knows, also one that signs nothing else any more."""
        kids = [kid for kid in kids if isinstance(kid, str)] if isinstance(kids, list) else []
        return self.sudo().search([("kid", "in", kids)], order="withdrawn, use_from desc, id desc", limit=1) or self._retail_current()

    @api.model
    def _retail_sign_token(self, claims):
        key = self._retail_current()
        return token.make_token(claims, key.kid, key.private_key)

    @api.model
    def _retail_rotate(self, at_once=False):
        """Take a new key into use: a day later, so that every box has heard of it before the first token is signed with it.
        `at_once` is for a key that leaked: what it signed opens no box from the next sync on."""
        now = fields.Datetime.now()
        old = self.sudo().search([("withdrawn", "=", False)] if at_once else [("retired_at", "=", False)])
        new = self._retail_new(now if at_once else fields.Datetime.add(now, hours=OVERLAP_H))
        if at_once:
            old.write({"withdrawn": True, "retired_at": now})
        else:
            old.write({"retired_at": new.use_from})
        return new

    @api.model
    def action_rotate(self):
        return self._retail_asked_to_rotate(at_once=False)

    @api.model
    def action_replace(self):
        return self._retail_asked_to_rotate(at_once=True)

    def _retail_asked_to_rotate(self, at_once):
        if not self.env.user.has_group("base.group_system"):
            raise AccessError(_("Only an administrator changes the keys."))
        if not at_once and self.sudo().search_count([("use_from", ">", fields.Datetime.now())]):
            raise UserError(_("A new key is coming already."))
        new = self._retail_rotate(at_once)
        text = _("Signing key replaced at once by %s.", new.kid) if at_once else _("New signing key %s, in use from tomorrow.", new.kid)
        self.env["retail.audit"]._log("signing_key", text, record=new)
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    @api.autovacuum
    def _gc_retired(self):
        oldest = fields.Datetime.subtract(fields.Datetime.now(), days=KEPT_D)
        self.sudo().search([("retired_at", "<", oldest)]).unlink()
