"""Whether a till has ever practised is asked for with the rest of its start."""

from odoo import api, models
from odoo.tools import SQL


class RetailStart(models.AbstractModel):
    _inherit = "retail.start"

    @api.model
    def _questions(self, since):
        practised = SQL("EXISTS (SELECT FROM retail_training_order WHERE config_id = session.config_id)")
        return {**super()._questions(since), "practised": practised}
