"""Labels travel to a printer as a command to its box; the labels follow what becomes of it."""

from odoo import fields, models


class RetailBoxCommand(models.Model):
    _inherit = "retail.box.command"

    type = fields.Selection(selection_add=[("print_labels", "Print labels")], ondelete={"print_labels": "cascade"})
    documents = fields.Json(readonly=True, string="Label Documents")
    label_ids = fields.One2many("retail.label", "command_id", readonly=True)

    def _retail_payload(self):
        found = super()._retail_payload()
        for entry, command in zip(found, self, strict=True):
            if command.type == "print_labels":
                entry["documents"] = command.documents
        return found

    def write(self, vals):
        result = super().write(vals)
        if vals.get("state") in ("done", "failed", "expired"):
            for command in self.filtered(lambda one: one.type == "print_labels"):
                command._retail_labels_answered()
        return result

    def _retail_labels_answered(self):
        labels = self.sudo().label_ids.filtered(lambda one: one.state == "sent")
        if self.state == "done":
            labels.write({"state": "printed", "printed_at": fields.Datetime.now(), "error": False})
            return
        reason = self.result or self.env._("The box didn't fetch the labels in time.")
        labels.action_requeue()
        labels.write({"error": reason[:500]})
