"""Goods whose price may have changed since it was last written down; short-lived.

Rows are only added and taken: a unique row a product would make two price changes at once wait for each
other, and could lose one that is made while another is being written down.
"""

from odoo import api, fields, models


class RetailPriceChange(models.Model):
    _name = "retail.price.change"
    _description = "Price to Write Down"
    _log_access = False

    product_id = fields.Many2one("product.product", required=True, index=True, ondelete="cascade")
    at = fields.Datetime(required=True)

    @api.model
    def _mark(self, products):
        if products:
            self.env["product.product"].flush_model(["product_tmpl_id"])
            self.env.cr.execute(
                "INSERT INTO retail_price_change (product_id, at) SELECT id, %s FROM product_product WHERE id = ANY(%s)",
                (fields.Datetime.now(), products.ids),
            )

    @api.model
    def _take(self, products=None, limit=None):
        """{product id: since when}: takes rows away, so that two that write down don't do the same."""
        if products is not None:
            where, params = "product_id = ANY(%s)", [products.ids]
        else:
            where, params = "product_id IN (SELECT product_id FROM retail_price_change ORDER BY id LIMIT %s)", [limit]
        self.env.cr.execute(f"DELETE FROM retail_price_change WHERE {where} RETURNING product_id, at", params)
        taken = {}
        for product_id, at in self.env.cr.fetchall():
            taken[product_id] = min(at, taken.get(product_id, at))
        return taken

    @api.model
    def _is_waiting(self, products):
        self.env.cr.execute("SELECT 1 FROM retail_price_change WHERE product_id = ANY(%s) LIMIT 1", (products.ids,))
        return bool(self.env.cr.fetchone())
