"""Whatever changes in a price rule of the chain is noted for the goods that it is about."""

from odoo import api, models


class ProductPricelistItem(models.Model):
    _inherit = "product.pricelist.item"

    @api.model_create_multi
    def create(self, vals_list):
        items = super().create(vals_list)
        items._retail_mark()
        return items

    def write(self, vals):
        goods = self._retail_goods()
        self.env["retail.price.point"]._catch_up_few(goods)
        result = super().write(vals)
        self.env["retail.price.change"]._mark(goods | self._retail_goods())
        return result

    def unlink(self):
        goods = self._retail_goods()
        result = super().unlink()
        self.env["retail.price.change"]._mark(goods)
        return result

    def _retail_mark(self):
        self.env["retail.price.change"]._mark(self._retail_goods())

    def _retail_goods(self):
        """Goods sold on tills whose price these rules may set in a store."""
        products = self.env["product.product"].sudo()
        pricelists = self.env["retail.price.point"]._pricelists()
        ours = self.sudo().filtered(lambda item: item.pricelist_id in pricelists)
        single = ours.filtered("product_id")
        found = single.product_id
        of_template = (ours - single).filtered("product_tmpl_id")
        found |= of_template.product_tmpl_id.product_variant_ids
        rest = ours - single - of_template
        if rest:
            domain = [("available_in_pos", "=", True)]
            if all(item.categ_id for item in rest):
                domain.append(("categ_id", "child_of", rest.categ_id.ids))
            found |= products.search(domain)
        return found

    def _retail_inherits(self):
        """Whether the rule only says "as in the pricelist above"."""
        self.ensure_one()
        changed = self.price_discount or self.price_surcharge or self.price_round or self.price_min_margin or self.price_max_margin
        return (
            self.applied_on == "3_global"
            and self.compute_price == "formula"
            and self.base == "pricelist"
            and not (changed or self.date_start or self.date_end or self.min_quantity)
        )
