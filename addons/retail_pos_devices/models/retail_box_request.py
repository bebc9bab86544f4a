"""Boxes that ask to be paired: what each says of itself, kept while it shows its code."""

import hmac
from datetime import timedelta

from odoo import api, fields, models
from odoo.orm.models import NO_ACCESS

from odoo.addons.retail_pos_central.tools.plain import plain

from ..tools import box_address, ed25519, pairing


class RetailBoxRequest(models.Model):
    _name = "retail.box.request"
    _description = "Pairing Request of a Box"
    _order = "seen_at desc"

    box_uuid = fields.Char("Box ID", required=True, readonly=True, index=True)
    public_key = fields.Char(required=True, readonly=True)
    # The code is on the box's own page alone; here is what tells that one who types it has read it there.
    code_start = fields.Char(required=True, readonly=True, index=True, groups=NO_ACCESS)
    proof = fields.Char(required=True, readonly=True, groups=NO_ACCESS)
    secret = fields.Char(readonly=True, groups=NO_ACCESS, help="Of the code, once somebody has typed it.")
    name = fields.Char(required=True, readonly=True)
    version = fields.Char(readonly=True)
    address = fields.Char(readonly=True)
    remote_address = fields.Char(readonly=True)
    first_seen_at = fields.Datetime(required=True, readonly=True)
    seen_at = fields.Datetime(required=True, readonly=True)

    _unique_box_key = models.Constraint("unique (box_uuid, public_key)", "This box already asks to be paired")

    @api.model
    def _retail_values(self, body, remote_address):
        """What the box says of itself, checked; ValueError names the field."""
        box_uuid = pairing.clean_uuid(body.get("box"))
        if not box_uuid:
            raise ValueError("box")
        try:
            public_key = ed25519.check_public_key(body.get("public_key"))
        except ValueError:
            raise ValueError("public_key") from None
        code_start = pairing.clean(pairing.CODE_START, body.get("code_start"))
        if not code_start:
            raise ValueError("code_start")
        proof = pairing.clean(pairing.PROOF, body.get("proof"))
        if not proof:
            raise ValueError("proof")
        address = body.get("address")
        if address and not box_address.clean_url(address):
            raise ValueError("address")
        return {
            "box_uuid": box_uuid,
            "public_key": public_key,
            "code_start": code_start,
            "proof": proof,
            "name": plain(body.get("name"), 80) or box_uuid[:8],
            "version": plain(body.get("version"), 40),
            "address": box_address.clean_url(address) if address else False,
            "remote_address": remote_address,
        }

    @api.model
    def _retail_ask(self, values):
        """Keep or renew a request. False: too many from this address, or in all."""
        now = fields.Datetime.now()
        self._retail_forget_silent(now)
        known = self.search(
            [
                ("box_uuid", "=", values["box_uuid"]),
                ("public_key", "=", values["public_key"]),
            ],
            limit=1,
        )
        if known:
            if known.proof != values["proof"]:
                known.write({**values, "secret": False, "first_seen_at": now, "seen_at": now})
            elif known.seen_at <= now - timedelta(seconds=pairing.REPEAT_S):
                known.write({**values, "seen_at": now})
            return True
        from_there = self.search_count([("remote_address", "=", values["remote_address"])])
        if from_there >= pairing.BOXES_PER_ADDRESS or self.search_count([]) >= pairing.BOXES_WAITING:
            return False
        self.create({**values, "first_seen_at": now, "seen_at": now})
        return True

    @api.model
    def _retail_find(self, code):
        """(request, problem): the one box that shows this code now; problem is unknown, expired or twice."""
        now = fields.Datetime.now()
        shown = self.sudo().search([("code_start", "=", code[: pairing.START])]).filtered(lambda request: request._retail_shows(code))
        fresh = shown.filtered(lambda request: request._retail_is_fresh(now))
        if len(fresh) == 1:
            return fresh, None
        none = self.browse()
        return none, "twice" if fresh else "expired" if shown else "unknown"

    def _retail_shows(self, code):
        """Does the box show this code? If so its secret is kept, to prove to the box that somebody typed it."""
        self.ensure_one()
        secret = pairing.stretched(code, self.box_uuid, self.public_key)
        if not hmac.compare_digest(self.proof, pairing.box_proof(secret, self.box_uuid, self.public_key)):
            return False
        self.secret = ed25519.b64url_encode(secret)
        return True

    def _retail_is_fresh(self, now):
        self.ensure_one()
        code_lives = self.first_seen_at > now - timedelta(seconds=pairing.CODE_LIFE_S)
        return code_lives and self.seen_at > now - timedelta(seconds=pairing.SILENT_AFTER_S)

    @api.model
    def _retail_forget_silent(self, now):
        """A code is told to be expired for a while longer; then nothing is left of it."""
        long_ago = now - timedelta(seconds=2 * pairing.CODE_LIFE_S)
        self.search([("seen_at", "<", long_ago)]).unlink()
