"""An acknowledgement is kept, so that a sale can be held against what its till held then."""

from odoo import api, fields, models


class RetailTillState(models.Model):
    _inherit = "retail.till.state"

    held_ids = fields.One2many("retail.till.held", compute="_compute_held_ids", string="What It Held When")

    def _compute_held_ids(self):
        for till in self:
            till.held_ids = self.env["retail.till.held"].search([("config_id", "=", till.config_id.id)], limit=50)

    @api.model
    def _acknowledge(self, config, ack):
        till = super()._acknowledge(config, ack)
        if ack["state"] == "applied":
            self.env["retail.till.held"]._note_content(config, ack.get("serial") or 0)
        return till
