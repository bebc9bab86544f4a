"""Hours of the day in which a campaign counts, on the store's clock."""

from odoo import fields, models


def clock(hours):
    minutes = round(hours * 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


class RetailCampaignHours(models.Model):
    _name = "retail.campaign.hours"
    _description = "Hours of a Campaign"
    _order = "hour_from, id"

    campaign_id = fields.Many2one("retail.campaign", required=True, ondelete="cascade", index=True)
    hour_from = fields.Float(string="From", required=True)
    hour_to = fields.Float(string="To", required=True, default=24.0)

    def _offer_hours(self):
        self.ensure_one()
        return [clock(self.hour_from), clock(self.hour_to)]
