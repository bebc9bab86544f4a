"""Records of which tills are told with the change feed although the web POS doesn't load them: changes ring the doorbell."""

from odoo import api, models


class RetailFeedSource(models.AbstractModel):
    _name = "retail.feed.source"
    _description = "Record That Tills Hear Of"

    @api.model_create_multi
    def create(self, vals_list):
        self.env["retail.doorbell"]._ring_for_feed()
        return super().create(vals_list)

    def write(self, vals):
        self.env["retail.doorbell"]._ring_for_feed()
        return super().write(vals)

    def unlink(self):
        self.env["retail.doorbell"]._ring_for_feed()
        return super().unlink()
