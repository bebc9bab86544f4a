"""A campaign that claims a reduction is held against the lowest price of the 30 days before it."""

from odoo import api, fields, models
from odoo.tools import formatLang

from ..tools import claims, timeline

# More goods than this are not gone through while somebody waits; the check says so.
MOST_GOODS = 5000
MOST_NAMED = 10


class RetailCampaign(models.Model):
    _inherit = "retail.campaign"

    claim_html = fields.Html(compute="_compute_claim_html", sanitize=False, string="Prices before")

    def _retail_check(self, document):
        problems = super()._retail_check(document)
        if not claims.claims_reduction(document) or any(problem["level"] == "error" for problem in problems):
            return problems  # what is wrong with the campaign itself comes first: the prices that follow from it are none
        goods, left_out = self._claim_goods()
        if left_out:
            problems.append(
                {
                    "level": "warning",
                    "path": "/items",
                    "message": self.env._("The price law was checked for %(checked)s of the goods only.", checked=len(goods)),
                }
            )
        level = "error" if self.company_id.retail_refuse_claims else "warning"
        found = [row for row in self._claim_rows(document, goods) if row["breach"]]
        for row in found[:MOST_NAMED]:
            problems.append(
                {
                    "level": level,
                    "path": "/items",
                    "model": "product.product",
                    "res_id": row["product"].id,
                    "message": self._breach_text(row),
                }
            )
        if len(found) > MOST_NAMED:
            problems.append(
                {"level": level, "path": "/items", "message": self.env._("The same holds for %s more goods.", len(found) - MOST_NAMED)}
            )
        return problems

    def _breach_text(self, row):
        values = {
            "product": row["product"].display_name,
            "store": row["store"].name,
            "before": self._minor_text(row["before"]),
            "now": self._minor_text(row["now"]),
        }
        if row["breach"] == "not_lower":
            return self.env._(
                "“%(product)s”, %(store)s: %(now)s is no reduction, it was sold for %(before)s within the last 30 days.", **values
            )
        return self.env._(
            "“%(product)s”, %(store)s: from %(before)s, the lowest price of the last 30 days, to %(now)s is less than the campaign says.",
            **values,
        )

    def _minor_text(self, minor):
        digits = self.currency_id.decimal_places
        return formatLang(self.env, minor / 10**digits, currency_obj=self.currency_id)

    # -- which goods, where, from when -------------------------------------------------------

    def _claim_goods(self):
        """(goods that the campaign is about, whether some were left out)."""
        domain = self.env["retail.campaign.goods"]._selected_domain(self)
        goods = self.env["product.product"].search(domain, limit=MOST_GOODS + 1) if domain else self.env["product.product"]
        return goods[:MOST_GOODS], len(goods) > MOST_GOODS

    def _claim_start(self):
        """When the reduction would begin: its own start, not before it is released."""
        released = self.env.context.get("retail_effective_at") or fields.Datetime.now()
        return max(self.date_from or released, released, fields.Datetime.now())

    def _claim_stores(self):
        """One store for each price zone that the campaign reaches: prices are equal within a zone."""
        stores = self.sudo().assignment_ids.node_store_id
        stores = self.env["retail.store"].sudo().search([("id", "child_of", stores.ids), ("kind", "=", "store")])
        by_zone = {}
        for store in stores:
            by_zone.setdefault((store._retail_pricelist().id, store._retail_tz(), self._campaigns_key(store)), store)
        return list(by_zone.values())

    @api.model
    def _campaigns_key(self, store):
        """Stores with equal keys have had the same campaigns."""
        nodes = [f"s{node.id}" for node in store._retail_path()]
        lines = self.env["retail.release.line"].sudo().search([("node_key", "in", nodes), ("res_model", "=", self._name)])
        return tuple(sorted(lines.ids))

    def _claim_rows(self, document, goods):
        """[{product, store, price, now, before, breach}] for each of the goods in each price zone."""
        self.ensure_one()
        start, digits = self._claim_start(), self.currency_id.decimal_places
        rows = []
        for store in self._claim_stores():
            courses = self.env["retail.price.point"]._courses(store._retail_pricelist(), goods, digits)
            campaigns = self.env["retail.campaign.history"]._of_store(store)
            for product in goods:
                price = timeline.at(courses[product.id], start)
                if price is None:
                    continue
                mine = self.env["retail.price.answer"]._on(product, campaigns) if campaigns else []
                out = [(one["offer"], one["from"], one["to"]) for one in mine]
                before = claims.lowest(courses[product.id], out, start, except_offer=document["id"])
                rows.append(
                    {
                        "product": product,
                        "store": store,
                        "price": price,
                        "now": claims.reduced(document, price),
                        "before": before,
                        "breach": claims.breach(document, price, before),
                    }
                )
        return rows

    @api.depends("kind", "percent", "amount", "price", "date_from")
    def _compute_claim_html(self):
        for campaign in self:
            campaign.claim_html = campaign._claim_table() if campaign._origin.id else False

    def _claim_table(self):
        document = self._retail_document()
        if not claims.claims_reduction(document):
            return False
        goods, _left_out = self._claim_goods()
        rows = self._claim_rows(document, goods[:20])
        texts = {
            None: "",
            "not_lower": self.env._("No reduction"),
            "less_than_said": self.env._("Less than the campaign says"),
        }
        shown = [
            {
                "product": row["product"].display_name,
                "store": row["store"].name,
                "price": self._minor_text(row["price"]),
                "before": self._minor_text(row["before"]) if row["before"] is not None else self.env._("none"),
                "now": self._minor_text(row["now"]),
                "breach": texts[row["breach"]],
            }
            for row in rows
        ]
        return self.env["ir.qweb"]._render("retail_pos_price_law.claim_table", {"rows": shown, "more": len(goods) > 20})
