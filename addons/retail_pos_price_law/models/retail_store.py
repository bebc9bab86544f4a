"""A node with new prices, or a clock, of its own: what its goods cost is looked at anew."""

from odoo import api, models


class RetailStore(models.Model):
    _inherit = "retail.store"

    @api.model_create_multi
    def create(self, vals_list):
        stores = super().create(vals_list)
        if stores.pricelist_id:
            stores._retail_mark_prices()
        self._retail_mark_clocks()
        return stores

    def write(self, vals):
        result = super().write(vals)
        if "pricelist_id" in vals:
            self._retail_mark_prices()
        if {"tz", "parent_id", "active"} & vals.keys():
            self._retail_mark_clocks()
        return result

    def _retail_mark_prices(self):
        self.pricelist_id.sudo().item_ids._retail_mark()

    @api.model
    def _retail_mark_clocks(self):
        """There may be stores in another time zone now: goods whose prices go by each store's clock have another history there."""
        self.env["product.pricelist.item"].sudo().search([("retail_clock_tz", "!=", False)])._retail_mark()
