"""A store's boxes and devices."""

from odoo import _, fields, models


class RetailStore(models.Model):
    _inherit = "retail.store"

    box_count = fields.Integer(compute="_compute_box_count")

    def _compute_box_count(self):
        for node in self:
            node.box_count = self.env["retail.box"].search_count([("store_id", "child_of", node.id)]) if node.id else 0

    def action_boxes(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("retail_pos_devices.retail_box_action")
        action["domain"] = [("store_id", "child_of", self.id)]
        action["context"] = {"default_store_id": self.id if self.kind == "store" else False}
        return action

    def action_pair_box(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": _("Pair a Box"),
            "res_model": "retail.box.pair",
            "view_mode": "form",
            "target": "new",
            "context": {"default_store_id": self.id},
        }
