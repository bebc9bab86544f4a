"""What the check before a release found, each with the way to where it is mended."""

from odoo import fields, models


class RetailReleaseProblem(models.Model):
    _name = "retail.release.problem"
    _description = "Problem in a Release"
    _order = "level, id"
    _rec_name = "message"

    release_id = fields.Many2one("retail.release", required=True, ondelete="cascade", index=True)
    line_id = fields.Many2one("retail.release.line", ondelete="cascade")
    level = fields.Selection([("error", "Error"), ("warning", "Warning")], required=True)
    message = fields.Char(required=True)
    path = fields.Char()
    content_model = fields.Char()
    content_id = fields.Many2oneReference(model_field="content_model")
    content_name = fields.Char()
    res_model = fields.Char()
    res_id = fields.Many2oneReference(model_field="res_model")

    def _open(self, model, res_id):
        return {"type": "ir.actions.act_window", "res_model": model, "res_id": res_id, "views": [(False, "form")]}

    def action_open_content(self):
        self.ensure_one()
        return self._open(self.content_model, self.content_id)

    def action_open_record(self):
        """The record that is wrong, else the content that is."""
        self.ensure_one()
        return self._open(self.res_model or self.content_model, self.res_id or self.content_id)
