"""Whether who looks at a record may change it, so that forms say so before somebody has typed in vain."""

from odoo import fields, models


class RetailEditable(models.AbstractModel):
    _name = "retail.editable"
    _description = "Record That Not Everybody Who Sees It May Change"

    may_edit = fields.Boolean(compute="_compute_may_edit")

    def _compute_may_edit(self):
        for record in self:
            record.may_edit = record.has_access("write")
