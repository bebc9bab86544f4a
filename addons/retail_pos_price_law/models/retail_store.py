"""A node with new prices of its own: what its goods cost is looked at anew."""

from odoo import api, models


class RetailStore(models.Model):
    _inherit = "retail.store"

    @api.model_create_multi
    def create(self, vals_list):
        stores = super().create(vals_list)
        if stores.pricelist_id:
            stores._retail_mark_prices()
        return stores

    def write(self, vals):
        result = super().write(vals)
        if "pricelist_id" in vals:
            self._retail_mark_prices()
        return result

    def _retail_mark_prices(self):
        self.pricelist_id.sudo().item_ids._retail_mark()
