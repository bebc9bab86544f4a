"""At the start a till of the tree gets only the goods that it can't do without; all others stand in its catalogue."""

from odoo import api, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    @api.model
    def _load_pos_data_search_read(self, data, config):
        if not config._retail_has_catalogue():
            return super()._load_pos_data_search_read(data, config)
        company = self.env.company
        special = (config._get_special_products() | config.tip_product_id).filtered(
            lambda product: product.sudo().company_id in (company, company.browse())
        )
        on_orders = self.env["product.product"].browse([line["product_id"] for line in data.get("pos.order.line", [])])
        products = (special | on_orders).with_context(display_default_code=False).product_tmpl_id
        products |= products.combo_ids.combo_item_ids.product_id.product_tmpl_id
        return self._load_pos_data_read(products, config)
