"""The "before" prices that tills keep to tell them without a line: of goods that are reduced now, or will be soon.

One list for all tills with the same prices and campaigns, made when the first of them asks and whenever a price or a
campaign has changed since. It holds MOST_GOODS goods at the most, about 300 kB. Of a campaign on more than there is room for, on
the whole range that is, it holds those that the store has sold most of late; for the others a till asks head office.
"""

import hashlib
import json
from datetime import timedelta

from odoo import api, fields, models

from ..tools import claims, timeline

SOON = timedelta(hours=36)
MOST_GOODS = 5000
CHUNK = 500
# Prices that change all day long are not worked out anew for each till that asks.
MAY_BE_OLD = timedelta(minutes=30)
SOLD_DAYS = 14
KEEP_DAYS = 3


class RetailBeforeList(models.Model):
    _name = "retail.before.list"
    _description = "Before Prices for Tills"
    _log_access = False

    place = fields.Char(required=True, readonly=True, help="Which prices and campaigns.")
    told = fields.Char(required=True, readonly=True, help="Which campaigns it tells of.")
    points = fields.Integer(required=True, readonly=True, help="The latest row of the price history when it was made.")
    sha256 = fields.Char(required=True, readonly=True)
    made_at = fields.Datetime(required=True, readonly=True)
    rows = fields.Json(readonly=True)

    _place_unique = models.UniqueIndex("(place)")

    @api.model
    def _of(self, store):
        """The list for a store's tills; empty while another transaction makes its first one."""
        now, store = fields.Datetime.now(), store.sudo()
        campaigns, pricelist = self._campaigns(store, now), store._retail_pricelist()
        place, told, points = self._place(store, pricelist), self._told(campaigns), self._points()
        found = self.sudo().search([("place", "=", place)])
        if found.told == told and (found.points == points or found.made_at > now - MAY_BE_OLD):
            return found
        self.env.cr.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", (f"retail.before.list-{place}",))
        if not self.env.cr.fetchone()[0]:
            return found
        rows = self._rows(store, pricelist, campaigns, now)
        sha = hashlib.sha256(json.dumps(rows).encode()).hexdigest()
        self.env.cr.execute(
            """INSERT INTO retail_before_list (place, told, points, sha256, made_at, rows) VALUES (%s, %s, %s, %s, %s, %s)
               ON CONFLICT (place) DO UPDATE SET told = excluded.told, points = excluded.points, sha256 = excluded.sha256,
                                                 made_at = excluded.made_at, rows = excluded.rows""",
            (place, told, points, sha, now, json.dumps(rows)),
        )
        self.invalidate_model()
        return self.sudo().search([("place", "=", place)])

    def _place(self, store, pricelist):
        """Stores with the same prices that have had the same campaigns share a list."""
        lines = self.env["retail.campaign"]._campaigns_key(store)
        return hashlib.sha256(f"{store.company_id.id}:{pricelist.id}:{store._retail_tz()}:{lines}".encode()).hexdigest()[:32]

    def _campaigns(self, store, now):
        """Campaigns of the store, and those among them that reduce prices all day, now or soon."""
        found = self.env["retail.campaign.history"]._of_store(store)
        for one in found:
            ahead = one["from"] <= now + SOON and (one["to"] is None or one["to"] > now)
            one["tells"] = ahead and claims.claims_reduction(one["offer"]) and claims.is_all_day(one["offer"])
        return found

    def _told(self, campaigns):
        told = sorted((one["line_id"], str(one["from"]), str(one["to"])) for one in campaigns if one["tells"])
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()

    def _points(self):
        self.env.cr.execute("SELECT coalesce(max(id), 0) FROM retail_price_point")
        return self.env.cr.fetchone()[0]

    def _rows(self, store, pricelist, campaigns, now):
        """[[product id, offer id, before in minor units]] of goods that cost less by the offer than before it."""
        answer, ids = self.env["retail.price.answer"], self._goods(store, campaigns, now)
        digits, found = store.company_id.currency_id.decimal_places, []
        for start in range(0, len(ids), CHUNK):
            products = self.env["product.product"].sudo().browse(ids[start : start + CHUNK])
            courses = self.env["retail.price.point"]._courses(pricelist, products, digits)
            for product in products:
                found += self._rows_of(product, courses[product.id], answer._on(product, campaigns), now)
        return found

    def _goods(self, store, campaigns, now):
        """Ids of the goods that the list is about: all of campaigns on few, then of those on many what is sold most."""
        answer, ids, wide = self.env["retail.price.answer"], set(), []
        for one in campaigns:
            goods = set(answer._goods_of(one["offer"], MOST_GOODS + 1)) if one["tells"] else set()
            if len(ids | goods) <= MOST_GOODS:
                ids |= goods
            else:
                wide.append(one["offer"])
        sold = self._sold_most(store, now) if wide else []
        named = {product_id for offer in wide for product_id in answer._goods_of(offer, among=sold)}
        for product_id in sold:
            if len(ids) < MOST_GOODS and product_id in named:
                ids.add(product_id)
        return sorted(ids)

    def _sold_most(self, store, now):
        """Ids of the goods in the store's sales of late, the most frequent first."""
        self.env.cr.execute(
            """SELECT line.product_id FROM pos_order_line line JOIN pos_order sale ON sale.id = line.order_id
               JOIN pos_config till ON till.id = sale.config_id
               WHERE till.retail_store_id = %s AND sale.date_order > %s AND line.qty > 0
               GROUP BY line.product_id ORDER BY count(*) DESC, line.product_id LIMIT %s""",
            (store.id, now - timedelta(days=SOLD_DAYS), MOST_GOODS),
        )
        return [product_id for (product_id,) in self.env.cr.fetchall()]

    def _rows_of(self, product, course, mine, now):
        for one in mine:
            if not one["tells"]:
                continue
            price = timeline.at(course, max(one["from"], now))
            before = self.env["retail.price.answer"]._before(course, mine, one)
            if price is not None and before is not None and claims.reduced(one["offer"], price) < before:
                yield [product.id, one["offer"]["id"], before]

    @api.autovacuum
    def _gc_lists(self):
        """Of places that no longer are, and that no till has asked for."""
        self.search([("made_at", "<", fields.Datetime.now() - timedelta(days=KEEP_DAYS))]).unlink()
