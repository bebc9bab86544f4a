"""The database's own keys, with which it signs the tokens that tills show to boxes."""

import secrets

from odoo import api, fields, models
from odoo.orm.models import NO_ACCESS

from ..tools import ed25519, token

# A key that was replaced stays known to the boxes for as long as a token signed with it may live.
RETIRED_LIFE_H = 24


class RetailSigningKey(models.Model):
    _name = "retail.signing.key"
    _description = "Signing Key of the Database"
    _order = "id desc"
    _rec_name = "kid"

    kid = fields.Char("Key ID", required=True, readonly=True, index=True)
    public_key = fields.Char(required=True, readonly=True)
    private_key = fields.Char(required=True, readonly=True, groups=NO_ACCESS)
    retired_at = fields.Datetime(readonly=True, help="Since then nothing is signed with this key.")

    _unique_kid = models.Constraint("unique (kid)", "A key with this ID already exists")

    @api.model
    def _retail_new(self):
        private_key, public_key = ed25519.new_key_pair()
        return self.sudo().create(
            {
                "kid": secrets.token_hex(8),
                "public_key": public_key,
                "private_key": private_key,
            }
        )

    @api.model
    def _retail_current(self):
        return self.sudo().search([("retired_at", "=", False)], limit=1) or self._retail_new()

    @api.model
    def _retail_public_keys(self):
        """The keys that boxes accept, as the sync sends them."""
        self._retail_current()
        oldest = fields.Datetime.subtract(fields.Datetime.now(), hours=RETIRED_LIFE_H)
        keys = self.sudo().search(["|", ("retired_at", "=", False), ("retired_at", ">", oldest)])
        return [{"kid": key.kid, "public_key": key.public_key} for key in keys]

    @api.model
    def _retail_sign_token(self, claims):
        key = self._retail_current()
        return token.make_token(claims, key.kid, key.private_key)

    @api.model
    def _retail_rotate(self):
        """Take a new key into use. Boxes learn it with their next sync, so tokens signed with it work from then."""
        old = self.sudo().search([("retired_at", "=", False)])
        new = self._retail_new()
        old.write({"retired_at": fields.Datetime.now()})
        return new

    @api.autovacuum
    def _gc_retired(self):
        oldest = fields.Datetime.subtract(fields.Datetime.now(), hours=RETIRED_LIFE_H)
        self.sudo().search([("retired_at", "<", oldest)]).unlink()
