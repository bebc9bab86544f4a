"""Goods as lines of the campaign engine: what examples and the simulator price."""

from odoo import api, models

from ..tools import offer


class RetailCampaignGoods(models.AbstractModel):
    _name = "retail.campaign.goods"
    _description = "Goods as the Campaign Engine Sees Them"

    @api.model
    def _goods(self, products, pricelist=None, moment=None):
        """[{id, name, price, groups, vat, measure}] with prices in minor units, VAT included, at a moment (UTC)."""
        prices = pricelist._get_products_price(products, 1.0, date=moment or False) if pricelist else {}
        currency = self.env.company.currency_id
        return [
            {
                "id": str(product.id),
                "name": product.display_name,
                "price": offer.minor(prices.get(product.id, product.lst_price), currency.decimal_places),
                "groups": self._groups(product),
                "vat": self._vat(product),
                "measure": "weight" if product.to_weight else "each",
            }
            for product in products.with_company(self.env.company)
        ]

    @api.model
    def _groups(self, product):
        """Codes of the product's categories with those above them, and of its tags."""
        codes = [f"categ:{one}" for one in self._with_above(product.categ_id)]
        codes += [f"poscateg:{one}" for category in product.pos_categ_ids for one in self._with_above(category)]
        codes += [f"tag:{tag.id}" for tag in product.product_tag_ids]
        return list(dict.fromkeys(codes))

    @staticmethod
    def _with_above(category):
        ids = []
        while category:
            ids.append(category.id)
            category = category.parent_id
        return ids

    @api.model
    def _vat(self, product):
        taxes = product.taxes_id.filtered(lambda tax: tax.company_id == self.env.company and tax.amount_type == "percent")
        return offer.decimal(sum(taxes.mapped("amount")), 4)

    @api.model
    def _selected_domain(self, selector):
        """Goods sold on tills that a campaign's choice of goods is about; None when it chooses none."""
        domain = [("available_in_pos", "=", True), ("sale_ok", "=", True), ("list_price", ">", 0)]
        domain += self._exceptions_domain(selector)
        if selector.all_goods:
            return domain
        choices = [
            [("id", "in", selector.product_ids.ids)] if selector.product_ids else None,
            [("categ_id", "child_of", selector.categ_ids.ids)] if selector.categ_ids else None,
            [("pos_categ_ids", "child_of", selector.pos_categ_ids.ids)] if selector.pos_categ_ids else None,
            [("product_tag_ids", "in", selector.tag_ids.ids)] if selector.tag_ids else None,
        ]
        chosen = [choice for choice in choices if choice]
        if not chosen:
            return None
        return domain + ["|"] * (len(chosen) - 1) + [leaf for choice in chosen for leaf in choice]

    @api.model
    def _exceptions_domain(self, selector):
        """Only a campaign as a whole has exceptions, its parts have none."""
        if "except_product_ids" not in selector._fields:
            return []
        return [
            ("id", "not in", selector.except_product_ids.ids),
            "!",
            ("categ_id", "child_of", selector.except_categ_ids.ids),
            "!",
            ("product_tag_ids", "in", selector.except_tag_ids.ids),
        ]

    @api.model
    def _samples(self, selector, limit=3):
        """A few goods that a campaign, or a part of it, is about."""
        domain = self._selected_domain(selector)
        products = self.env["product.product"]
        return self._goods(products.search(domain, limit=limit)) if domain else []
