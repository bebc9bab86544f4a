"""Nonces of signed requests that were accepted, so that none is accepted twice."""

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.signed_request import WINDOW_S


class RetailBoxNonce(models.Model):
    _name = "retail.box.nonce"
    _description = "Nonce of a Box's Request"
    _log_access = False

    box_id = fields.Many2one("retail.box", required=True, readonly=True, ondelete="cascade")
    nonce = fields.Char(required=True, readonly=True)
    at = fields.Datetime(required=True, readonly=True, index=True)

    _unique_nonce = models.Constraint("unique (box_id, nonce)", "This request was already received")

    @api.model
    def _retail_use(self, box, nonce):
        """Whether this nonce is new. A request that runs at the same time waits here for the other's commit."""
        self.env.cr.execute(
            SQL(
                "INSERT INTO retail_box_nonce (box_id, nonce, at) VALUES (%s, %s, now() AT TIME ZONE 'UTC')"
                " ON CONFLICT DO NOTHING RETURNING id",
                box.id,
                nonce,
            )
        )
        return bool(self.env.cr.fetchone())

    @api.autovacuum
    def _gc_old(self):
        """Outside twice the window a request is refused for its time alone."""
        self.env.cr.execute(
            SQL(
                "DELETE FROM retail_box_nonce WHERE at < (now() AT TIME ZONE 'UTC') - %s * interval '1 second'",
                2 * WINDOW_S + 60,
            )
        )
