"""Which stores a store manager may see and edit."""

from odoo import fields, models


class ResUsers(models.Model):
    _inherit = "res.users"

    retail_store_ids = fields.Many2many(
        "retail.store",
        "retail_store_user_rel",
        "user_id",
        "store_id",
        string="Own Stores",
        help="A store manager sees and edits only what hangs on these nodes and below.",
    )
