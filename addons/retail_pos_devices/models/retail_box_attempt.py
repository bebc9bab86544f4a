"""Wrong pairing codes that users typed, so that nobody guesses one."""

from datetime import timedelta

from odoo import api, fields, models

from ..tools import pairing


class RetailBoxAttempt(models.Model):
    _name = "retail.box.attempt"
    _description = "Wrong Pairing Code"
    _log_access = False

    user_id = fields.Many2one("res.users", required=True, readonly=True, ondelete="cascade", index=True)
    at = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)

    @api.model
    def _retail_note(self):
        self.sudo().create({"user_id": self.env.uid})

    @api.model
    def _retail_may_try(self):
        since = fields.Datetime.now() - timedelta(seconds=pairing.TRIES_WINDOW_S)
        # Two windows of one user must not try at the same time.
        self.env.cr.execute("SELECT id FROM res_users WHERE id = %s FOR NO KEY UPDATE", [self.env.uid])
        return self.sudo().search_count([("user_id", "=", self.env.uid), ("at", ">", since)]) < pairing.TRIES

    @api.autovacuum
    def _gc_old(self):
        since = fields.Datetime.now() - timedelta(seconds=2 * pairing.TRIES_WINDOW_S)
        self.sudo().search([("at", "<", since)]).unlink()
