"""What a buyer is told of goods that are sold together: below cost, or no cheaper than one by one."""

from odoo import models

from ..tools import offer
from .retail_campaign_check import MOST_GOODS


class RetailCampaign(models.Model):
    _inherit = "retail.campaign"

    def _check_together(self, document):
        """Of a bundle the goods that earn least; of a bundle or multibuy at one price whether it saves anything at all."""
        if self.kind not in ("bundle", "multibuy"):
            return []
        selectors = self.part_ids if self.kind == "bundle" else [self]
        goods = [self._goods_sold(selector) for selector in selectors]
        if not all(goods):
            return []
        return self._check_saves(document, goods) + (self._check_bundle_cost(document, goods) if self.kind == "bundle" else [])

    def _goods_sold(self, selector):
        domain = self.env["retail.campaign.goods"]._selected_domain(selector)
        products = self.env["product.product"].with_company(self.company_id)
        return products.search(domain, limit=MOST_GOODS) if domain else products

    def _check_saves(self, document, goods):
        if "price" not in document:
            return []
        counts = self.part_ids.mapped("qty") if self.kind == "bundle" else [self.size]
        dearest = sum(max(products.mapped("lst_price")) * count for products, count in zip(goods, counts, strict=True))
        if offer.minor(dearest, self.currency_id.decimal_places) > document["price"]:
            return []
        text = self.env._("Nobody saves: bought one by one, even the dearest of these goods cost %s.", self._money(dearest))
        return [{"level": "warning", "path": "/price", "message": text}]

    def _check_bundle_cost(self, document, goods):
        """The part's goods that leave least, at their share of the price and without VAT, against what they cost."""
        places, vat = self.currency_id.decimal_places, self.env["retail.campaign.goods"]._vat
        by_price = "price" in document
        picked = []
        for products, part in zip(goods, self.part_ids, strict=True):
            rates = {product: 1 + float(vat(product)) / 100 for product in products}
            leaves = {one: (0 if by_price else one.lst_price / rates[one]) - one.standard_price for one in products}
            product = min(products, key=leaves.get)
            picked.append((product, part.qty, rates[product]))
        listed = sum(product.lst_price * qty for product, qty, _rate in picked)
        cost = sum(product.standard_price * qty for product, qty, _rate in picked)
        price = float(offer.group_price(document, offer.minor(listed, places))) / 10**places
        if not listed or price > listed or not all(product.standard_price > 0 for product, _qty, _rate in picked):
            return []
        net = sum(product.lst_price * qty * price / listed / rate for product, qty, rate in picked)
        if net >= cost - 0.005:
            return []
        text = self.env._(
            "Sold together below cost: %(products)s for %(price)s, without VAT %(net)s; they cost %(cost)s.",
            products=" + ".join(f"{qty} × {product.display_name}" for product, qty, _rate in picked),
            price=self._money(price),
            net=self._money(net),
            cost=self._money(cost),
        )
        return [{"level": "warning", "path": "/parts", "message": text}]
