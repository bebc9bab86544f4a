"""What a buyer is told of a campaign before it goes out: goods nobody sells, prices below cost, reductions without end."""

from odoo import fields, models

from ..tools import offer

#: More goods than this are not gone through while somebody waits.
MOST_GOODS = 2000
MOST_NAMED = 5
REDUCTIONS = ("percent", "amount", "price")


class RetailCampaign(models.Model):
    _inherit = "retail.campaign"

    def _check_goods(self, document):
        """Problems of the goods as they are sold today."""
        problems = self._check_products()
        for number, selector in enumerate(self.part_ids if self.kind == "bundle" else [self], start=1):
            if selector.all_goods:  # a chain that has no goods yet may have a campaign
                continue
            domain = self.env["retail.campaign.goods"]._selected_domain(selector)
            if not domain or self.env["product.product"].search_count(domain, limit=1):
                continue
            text = (
                self.env._("Part %(number)s (%(goods)s): nothing of it is sold on tills.", number=number, goods=selector.goods_text)
                if self.kind == "bundle"
                else self.env._("None of the goods is sold on tills.")
            )
            problems.append({"level": "error", "path": f"/parts/{number - 1}" if self.kind == "bundle" else "/items", "message": text})
        return problems + self._check_cost(document) + self._check_together(document) + self._check_length(document)

    def _check_products(self):
        """Goods chosen by name that aren't sold on tills, and campaign prices that aren't lower."""
        problems = []
        for product in self.product_ids:
            at = {"path": "/items", "model": "product.product", "res_id": product.id}
            if not product.active or not product.available_in_pos:
                problems.append({"level": "warning", "message": self.env._("“%s” isn't sold on tills.", product.display_name), **at})
            elif self.kind == "price" and self.price >= product.lst_price:
                problems.append(
                    {
                        "level": "warning",
                        **at,
                        "message": self.env._("The campaign price isn't lower than the price of “%s”.", product.display_name),
                    }
                )
        return problems

    def _check_cost(self, document):
        """Goods that the campaign sells for less, without VAT, than they cost."""
        domain = self.env["retail.campaign.goods"]._selected_domain(self)
        if not domain or self.kind not in (*REDUCTIONS, "multibuy", "cheapest_free"):
            return []
        places = self.currency_id.decimal_places
        scale = 10**places
        found = []
        for product in self.env["product.product"].with_company(self.company_id).search(domain, limit=MOST_GOODS):
            lowest = offer.lowest_unit(document, offer.minor(product.lst_price, places))
            rate = float(self.env["retail.campaign.goods"]._vat(product))
            net = lowest / scale / (1 + rate / 100)
            if product.standard_price > 0 and net < product.standard_price - 0.005:
                found.append((net - product.standard_price, product, lowest / scale, net))
        found.sort(key=lambda entry: entry[0])
        problems = [
            {
                "level": "warning",
                "path": "/items",
                "model": "product.product",
                "res_id": product.id,
                "message": self.env._(
                    "“%(product)s” is sold below cost: for %(price)s, without VAT %(net)s; it costs %(cost)s.",
                    product=product.display_name,
                    price=self._money(price),
                    net=self._money(net),
                    cost=self._money(product.standard_price),
                ),
            }
            for _loss, product, price, net in found[:MOST_NAMED]
        ]
        if len(found) > MOST_NAMED:
            text = self.env._("%s more goods are sold below cost.", len(found) - MOST_NAMED)
            problems.append({"level": "warning", "path": "/items", "message": text})
        return problems

    def _check_length(self, document):
        """A price that is reduced for too long is the regular price, and no reduction."""
        limit = self.company_id.retail_campaign_most_days
        if not limit or self.kind not in REDUCTIONS or self.coupon or self.customer_tag_ids:
            return []
        if not self.date_to:
            text = self.env._("The campaign has no end. A reduced price may be advertised for at most %s days.", limit)
        else:
            days = (self.date_to - max(self.date_from or fields.Datetime.now(), self.create_date or fields.Datetime.now())).days
            if days <= limit:
                return []
            text = self.env._(
                "The campaign lasts %(days)s days. A reduced price may be advertised for at most %(limit)s days.", days=days, limit=limit
            )
        return [{"level": "warning", "path": "/to", "message": text}]
