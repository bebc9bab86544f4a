"""Who did what, when and why, in releases and in the tree. Rows are only ever added."""

from odoo import api, fields, models
from odoo.exceptions import UserError


class RetailAudit(models.Model):
    _name = "retail.audit"
    _description = "Audit Log"
    _order = "id desc"
    _rec_name = "message"

    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now, index=True)
    user_id = fields.Many2one("res.users", required=True, readonly=True, default=lambda self: self.env.uid)
    event = fields.Char(required=True, readonly=True, index=True)
    message = fields.Char(required=True, readonly=True)
    note = fields.Text(string="Why", readonly=True)
    res_model = fields.Char(readonly=True)
    res_id = fields.Many2oneReference(model_field="res_model", readonly=True)
    release_id = fields.Many2one("retail.release", readonly=True, index=True, ondelete="restrict")
    store_id = fields.Many2one("retail.store", readonly=True, index=True, ondelete="set null")
    company_id = fields.Many2one("res.company", readonly=True, required=True, default=lambda self: self.env.company)

    @api.model
    def _log(self, event, message, record=None, release=None, store=None, note=None):
        return self.sudo().create(
            {
                "event": event,
                "message": message,
                "note": note or False,
                "user_id": self.env.uid,
                "res_model": record._name if record else False,
                "res_id": record.id if record else False,
                "release_id": release.id if release else False,
                "store_id": store.id if store else False,
            }
        )

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("The audit log can't be changed."))

    @api.ondelete(at_uninstall=True)
    def _unlink_never(self):
        if not self.env.context.get("_force_unlink"):
            raise UserError(self.env._("The audit log can't be deleted."))
