"""What a till's page is told of how its user has set up the web client: nothing of that shows on a till."""

from odoo import models


class ResUsersSettings(models.Model):
    _inherit = "res.users.settings"

    def _res_users_settings_format(self, fields_to_format=None):
        if self.env.context.get("retail_till_page"):
            fields_to_format = ["id"]
        return super()._res_users_settings_format(fields_to_format)
