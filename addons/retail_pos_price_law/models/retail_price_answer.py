"""What goods cost in a store at a moment, past or coming, and why: labels, checks and questions all ask here."""

from odoo import api, fields, models

from ..tools import claims, timeline


class RetailPriceAnswer(models.AbstractModel):
    _name = "retail.price.answer"
    _description = "Price of Goods in a Store at a Moment"

    @api.model
    def _answers(self, store, products, moment=None, why=True):
        """{product id: answer}; amounts in minor units. Without `why` the reason is left out, which is quicker.

        price, why, since, until    the regular price, where it comes from, and when it began and ends (None: open)
        unit_base, unit_price       what it is compared by
        claim                       the reduction for everybody that holds all day, or None: {name, offer, res_id, price,
                                    unit_price, before, from, to}
        offers                      other open campaigns on the goods: [{name, offer, res_id, from, to}]
        """
        moment = moment or fields.Datetime.now()
        # Prices are the chain's, whoever asks; what the asker may see of the store was checked by who called.
        store, products = store.sudo(), products.sudo()
        digits = store.company_id.currency_id.decimal_places
        courses = self.env["retail.price.point"]._courses(store._retail_pricelist(), products, digits)
        campaigns = self.env["retail.campaign.history"]._of_store(store)
        answers = {product.id: self._answer(product, moment, courses[product.id], campaigns) for product in products}
        for product in products if why else ():
            point = self.env["retail.price.point"]._point_at(store._retail_pricelist(), product, moment)
            answers[product.id]["why"] = point.why if point else ""
        return answers

    def _answer(self, product, moment, course, campaigns):
        price = timeline.at(course, moment)
        segment = next((one for one in course if one[0] <= moment and (one[1] is None or moment < one[1])), (None, None, None))
        mine = self._on(product, campaigns)
        open_now = self.env["retail.campaign.history"]._open_at(mine, moment)
        claim = self._claim(product, price, course, mine, open_now) if price is not None else None
        return {
            "price": price,
            "why": "",
            "since": segment[0],
            "until": segment[1],
            "unit_base": product.retail_unit_base or None,
            "unit_amount": product.retail_unit_amount,
            "unit_price": product._retail_unit_price(price) if price is not None else None,
            "claim": claim,
            "offers": [self._named(one) for one in open_now if not claim or one["offer"]["id"] != claim["offer"]],
        }

    def _on(self, product, campaigns):
        """The campaigns that are about this product."""
        groups = self.env["retail.campaign.goods"]._groups(product)
        key = str(product.id)
        found = []
        for one in campaigns:
            selectors = [one["offer"]["items"]] if "items" in one["offer"] else [part["items"] for part in one["offer"]["parts"]]
            if any(claims.selects(selector, key, groups) for selector in selectors):
                found.append(one)
        return found

    def _claim(self, product, price, course, mine, open_now):
        """The deepest reduction among those that everybody gets at any hour."""
        reductions = [one for one in open_now if claims.claims_reduction(one["offer"]) and claims.is_all_day(one["offer"])]
        best = min(reductions, key=lambda one: claims.reduced(one["offer"], price), default=None)
        if best is None or claims.reduced(best["offer"], price) >= price:
            return None
        reduced = claims.reduced(best["offer"], price)
        return {
            **self._named(best),
            "price": reduced,
            "unit_price": product._retail_unit_price(reduced),
            "before": self._before(course, mine, best),
        }

    def _before(self, course, mine, best):
        """The "before" price: the lowest of the 30 days before the reduction began."""
        out = [(one["offer"], one["from"], one["to"]) for one in mine]
        offer_id = best["offer"]["id"]
        # A new revision of a campaign that goes on is the same reduction.
        begin = best["from"]
        for one in sorted(mine, key=lambda one: one["from"], reverse=True):
            if one["offer"]["id"] == offer_id and one["from"] < begin and one["to"] is not None and one["to"] >= begin:
                begin = one["from"]
        return claims.lowest(course, out, begin, except_offer=offer_id)

    def _named(self, one):
        names = one["offer"].get("names") or {}
        return {
            "offer": one["offer"]["id"],
            "name": names.get(self.env.lang) or one["offer"]["name"],
            "res_id": one["res_id"],
            "from": one["from"],
            "to": one["to"],
        }

    # -- goods of an offer -----------------------------------------------------------------------

    @api.model
    def _goods_of(self, offer, limit=None, among=None):
        """Ids of the goods that an offer names, sorted; with a limit perhaps not all of them. `among`: of these ids alone."""
        selectors = [offer["items"]] if "items" in offer else [part["items"] for part in offer["parts"]]
        ids = set()
        for selector in selectors:
            domain = [("available_in_pos", "=", True), ("sale_ok", "=", True), *self._selector_domain(selector)]
            if among is not None:
                domain.append(("id", "in", among))
            ids |= set(self.env["product.product"].sudo()._search(domain, limit=limit))
        return sorted(ids)

    @staticmethod
    def _selector_domain(selector):
        """As the till selects: by category with those below it, by tag of the article, by product."""
        fields_by_prefix = {
            "categ": ("categ_id", "child_of"),
            "poscateg": ("pos_categ_ids", "child_of"),
            "tag": ("product_tag_ids", "in"),
        }

        def leaf(group):
            prefix, number = group.split(":")
            field, operator = fields_by_prefix[prefix]
            return (field, operator, [int(number)])

        domain = []
        if not selector.get("all"):
            choices = [leaf(group) for group in selector.get("groups", ())]
            choices.append(("id", "in", [int(one) for one in selector.get("products", ())]))
            domain += ["|"] * (len(choices) - 1) + choices
        domain.append(("id", "not in", [int(one) for one in selector.get("except_products", ())]))
        for group in selector.get("except_groups", ()):
            domain += ["!", leaf(group)]
        return domain
