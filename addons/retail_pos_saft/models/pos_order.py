"""A sale is sealed the moment it is paid for."""

from odoo import fields, models


class PosOrder(models.Model):
    _inherit = "pos.order"

    # Of no use to tills, which load every field that their user may see.
    retail_saft_seal_ids = fields.One2many(
        "retail.saft.seal", "order_id", string="Seal", groups="retail_pos_central.group_retail_chain_manager"
    )

    def action_pos_order_paid(self):
        result = super().action_pos_order_paid()
        self.env["retail.saft.seal"]._seal(self)
        return result
