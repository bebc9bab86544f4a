"""Immutable bytes, named by the SHA-256 of their content, stored compressed and once only."""

import base64

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import hmac

from ..tools import canonical


class RetailBlob(models.Model):
    _name = "retail.blob"
    _description = "Immutable Blob"
    _rec_name = "sha256"

    sha256 = fields.Char(required=True, readonly=True)
    body = fields.Binary(required=True, readonly=True, attachment=False, help="gzip of the content")
    size_bytes = fields.Integer(readonly=True)

    _sha256_unique = models.UniqueIndex("(sha256)")

    @api.model
    def _store(self, data):
        """The blob of these bytes, made when it isn't there yet."""
        sha = canonical.sha256_hex(data)
        # ON CONFLICT: two transactions may store the same content at once; both must get the one row.
        self.env.cr.execute(
            """INSERT INTO retail_blob (sha256, body, size_bytes, create_uid, create_date, write_uid, write_date)
               VALUES (%s, %s, %s, %s, now() at time zone 'UTC', %s, now() at time zone 'UTC')
               ON CONFLICT (sha256) DO NOTHING""",
            (sha, base64.b64encode(canonical.pack(data)), len(data), self.env.uid, self.env.uid),
        )
        return self.sudo().search([("sha256", "=", sha)], limit=1)

    def _packed(self):
        self.ensure_one()
        return base64.b64decode(self.with_context(bin_size=False).body)

    def _data(self):
        return canonical.unpack(self._packed())

    @api.model
    def _signature(self, sha):
        """The right to fetch this blob without a session, so that a cache in front of Odoo can serve it."""
        return hmac(self.env(su=True), "retail_pos_central.blob", sha)[:32]

    @api.model
    def _url(self, sha):
        return f"/retail_pos/blob/{sha}/{self._signature(sha)}"

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("Blobs are immutable."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Blobs are immutable."))
