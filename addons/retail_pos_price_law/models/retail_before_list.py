"""The "before" prices that tills keep to tell them without a line: of goods that are reduced now, or will be soon.

One list for all tills with the same prices and campaigns, made when the first of them asks and whenever a price or a
campaign has changed since. It holds goods by name or category up to a number; of a campaign on more than that, on the
whole range that is, a till asks head office.
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
        answer, ids = self.env["retail.price.answer"], set()
        for one in campaigns:
            goods = answer._goods_of(one["offer"], MOST_GOODS + 1) if one["tells"] else []
            if len(ids | set(goods)) <= MOST_GOODS:
                ids |= set(goods)
        digits, found, ids = store.company_id.currency_id.decimal_places, [], sorted(ids)
        for start in range(0, len(ids), CHUNK):
            products = self.env["product.product"].sudo().browse(ids[start : start + CHUNK])
            courses = self.env["retail.price.point"]._courses(pricelist, products, digits)
            for product in products:
                found += self._rows_of(product, courses[product.id], answer._on(product, campaigns), now)
        return found

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
