"""Whether a user is a cashier in training."""

from odoo import fields, models


class ResUsers(models.Model):
    _inherit = "res.users"

    def _retail_in_training(self):
        self.ensure_one()
        today = fields.Date.context_today(self)
        domain = [("user_id", "=", self.id), "|", ("until", "=", False), ("until", ">=", today)]
        return bool(self.env["retail.trainee"].sudo().search_count(domain, limit=1))
