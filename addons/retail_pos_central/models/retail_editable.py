"""Whether who looks at a record may change it, so that forms say so before somebody has typed in vain."""

from odoo import api, fields, models
from odoo.fields import Domain


class RetailEditable(models.AbstractModel):
    _name = "retail.editable"
    _description = "Record That Not Everybody Who Sees It May Change"

    may_edit = fields.Boolean(compute="_compute_may_edit")

    @api.depends_context("uid")
    def _compute_may_edit(self):
        # Asked of the database: what a form has read of the record's lines before, the user's own alone, would answer for all.
        allowed = self.browse().has_access("write")
        domain = Domain("id", "in", self.ids) & Domain(self.env["ir.rule"]._compute_domain(self._name, "write"))
        writable = set(self.sudo().with_context(active_test=False).search(domain).ids)
        for record in self:
            record.may_edit = allowed and (not record._origin or record._origin.id in writable)
