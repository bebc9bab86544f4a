"""Four eyes: what goes out to stores may need the approval of somebody other than who made or checked it."""

from odoo import fields, models
from odoo.exceptions import UserError


class RetailApproval(models.AbstractModel):
    _name = "retail.approval"
    _description = "What Another User May Have to Approve"

    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    four_eyes = fields.Boolean(related="company_id.retail_four_eyes")
    checker_id = fields.Many2one("res.users", readonly=True, copy=False, help="Who checked what goes out.")
    approver_id = fields.Many2one("res.users", readonly=True, copy=False)

    def action_approve(self):
        for record in self:
            record.check_access("write")
            if record.state != "checked":
                raise UserError(self.env._("Only what is checked and hasn't gone out can be approved."))
            if record.four_eyes and self.env.user in record._retail_authors() | record.checker_id:
                raise UserError(self.env._("Another user than the author must approve."))
            record.sudo().approver_id = self.env.user
            record._retail_log_approval()
        return True

    def _refuse_unapproved(self):
        if self.four_eyes and not self.approver_id:
            raise UserError(self.env._("Another user must approve this first."))

    def _retail_authors(self):
        return self.create_uid

    def _retail_log_approval(self):
        """Each kind of record says it in the log in its own way."""
        raise NotImplementedError
