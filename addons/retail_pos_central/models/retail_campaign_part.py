"""One part of a campaign on goods together: so many of these."""

from odoo import fields, models


class RetailCampaignPart(models.Model):
    _name = "retail.campaign.part"
    _inherit = ["retail.campaign.selector"]
    _description = "Part of a Campaign"
    _order = "sequence, id"

    campaign_id = fields.Many2one("retail.campaign", required=True, ondelete="cascade", index=True)
    sequence = fields.Integer(default=10)
    qty = fields.Integer(string="Quantity", default=1, required=True)

    def _offer_part(self):
        self.ensure_one()
        return {"items": self._selector(), "qty": self.qty}
