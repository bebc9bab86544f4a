"""Which stores a store manager may see and edit."""

from odoo import api, fields, models


class ResUsers(models.Model):
    _inherit = "res.users"

    retail_store_ids = fields.Many2many(
        "retail.store",
        "retail_store_user_rel",
        "user_id",
        "store_id",
        string="Own Stores",
        help="A store manager sees and edits only what hangs on these nodes and below. A cashier who has any works on their tills alone.",
    )

    @api.model
    def _get_invalidation_fields(self):
        # The record rules are kept as they were worked out for a user.
        return super()._get_invalidation_fields() | {"retail_store_ids"}
