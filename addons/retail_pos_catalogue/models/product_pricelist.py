"""A pricelist at the till names its general rules only: prices of single goods come with the goods."""

from odoo import api, models


class ProductPricelist(models.Model):
    _inherit = "product.pricelist"

    @api.model
    def _load_pos_data_fields(self, config):
        names = super()._load_pos_data_fields(config)
        # Reading a hundred thousand ids for each till would cost more than all the rest of its start.
        return [name for name in names if name != "item_ids"] if self.env.context.get("retail_without_items") else names

    @api.model
    def _load_pos_data_read(self, records, config):
        if not config._retail_has_catalogue():
            return super()._load_pos_data_read(records, config)
        lean = self.with_context(retail_without_items=True)
        rows = super(ProductPricelist, lean)._load_pos_data_read(records.with_env(lean.env), config)
        general = self.env["product.pricelist.item"].search(
            [("pricelist_id", "in", records.ids), ("product_tmpl_id", "=", False), ("product_id", "=", False)]
        )
        by_pricelist = general.grouped("pricelist_id")
        for row in rows:
            row["item_ids"] = by_pricelist.get(records.browse(row["id"]), general.browse()).ids
        return rows
