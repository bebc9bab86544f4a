"""The "before" prices that tills keep to tell them without a line: of all goods that are reduced now, or will be soon.

One list for all tills with the same prices and campaigns, made when the first of them asks and whenever a price or a
campaign has changed since; a long one in the background. Tills fetch it as a blob, which any cache may keep: columns of
product ids (each less the one before it) and prices by offer. 100,000 goods are 0.8 MB before compression and 1.2 MB in a till.
"""

import hashlib
import json
from datetime import timedelta

from odoo import api, fields, models, tools

from ..tools import claims, timeline

SOON = timedelta(hours=36)
CHUNK = 500
# A list of so many goods is made while the first till waits for it.
AT_ONCE = 2000
# Prices that change all day long are not worked out anew for each till that asks.
MAY_BE_OLD = timedelta(minutes=30)
KEEP_DAYS = 3


class RetailBeforeList(models.Model):
    _name = "retail.before.list"
    _description = "Before Prices for Tills"
    _log_access = False

    place = fields.Char(required=True, readonly=True, help="Which prices and campaigns.")
    store_id = fields.Many2one("retail.store", readonly=True, ondelete="cascade", help="A store that has these.")
    told = fields.Char(readonly=True, help="Which campaigns it tells of.")
    points = fields.Integer(readonly=True, help="The latest row of the price history when it was made.")
    sha256 = fields.Char(readonly=True, help="The blob; empty while the first one is being made.")
    made_at = fields.Datetime(required=True, readonly=True)
    wanted = fields.Boolean(readonly=True, index="btree_not_null", help="It is to be made anew.")
    replaced_at = fields.Datetime(readonly=True, index="btree_not_null")

    _place_unique = models.UniqueIndex("(place) WHERE replaced_at IS NULL")

    @api.model
    def _of(self, store):
        """The list for a store's tills; empty, or without a blob, while its first one is being made."""
        now, store = fields.Datetime.now(), store.sudo()
        place = self._place(store)
        found = self._found(place)
        if found.wanted or self._is_right(found, store, place, now):
            return found
        self.env.cr.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", (f"retail.before.list-{place}",))
        if not self.env.cr.fetchone()[0]:
            return found
        campaigns = self._campaigns(store, now)
        ids = self._goods(campaigns)
        if len(ids) <= AT_ONCE:
            return self._make(found, store, campaigns, ids, now)
        values = {"place": place, "store_id": store.id, "made_at": now, "wanted": True}
        if found:
            found.write({"store_id": store.id, "wanted": True})
        self.env.ref("retail_pos_price_law.retail_before_list_cron")._trigger()
        return found or self.sudo().create(values)

    @api.model
    def _kept_for(self, config):
        """The list for a till when it is there and right, and else none: nothing is made while the till waits for other answers."""
        config = config.sudo()
        store = config.retail_store_id
        place = self.env["retail.till.place"]._kept(config, "before list", lambda: self._place(store))
        found = self._found(place)
        return found if found.wanted or self._is_right(found, store, place, fields.Datetime.now()) else found.browse()

    def _found(self, place):
        # No more fields than answers need: a fleet asks often.
        return self.sudo().search_fetch(
            [("place", "=", place), ("replaced_at", "=", False)], ["told", "points", "sha256", "made_at", "wanted"], order="id"
        )

    def _is_right(self, found, store, place, now):
        if not found:
            return False
        told, points = self._told(store, place, now)
        return found.told == told and (found.points == points or found.made_at > now - MAY_BE_OLD)

    @api.model
    def _cron_make(self):
        """The long lists that tills have asked for."""
        wanted = self.search([("wanted", "=", True), ("replaced_at", "=", False)])
        for number, found in enumerate(wanted, start=1):
            now, store = fields.Datetime.now(), found.store_id
            if store and self._place(store) == found.place:
                campaigns = self._campaigns(store, now)
                self._make(found, store, campaigns, self._goods(campaigns), now)
            else:
                # Its store has other prices or campaigns by now; whoever has these asks again.
                found.unlink()
            self.env["ir.cron"]._commit_progress(1, remaining=len(wanted) - number)

    def _make(self, found, store, campaigns, ids, now):
        """Let the list be made of these goods stand in the place of another (or none)."""
        place = self._place(store)
        told, points = self._told(store, place, now)
        values = {"place": place, "store_id": store.id, "told": told, "points": points}
        columns = self._columns(self._rows(store, campaigns, ids, now))
        blob = self.env["retail.blob"].sudo()._store(json.dumps(columns, sort_keys=True, separators=(",", ":")).encode())
        if found.sha256 in (False, blob.sha256):
            found.write({**values, "sha256": blob.sha256, "made_at": now, "wanted": False})
        else:
            found.write({"replaced_at": now, "wanted": False})
            found.flush_recordset()
        current = found.filtered(lambda one: not one.replaced_at)
        return current or self.sudo().create({**values, "sha256": blob.sha256, "made_at": now})

    def _place(self, store):
        """Stores with the same prices that have had the same campaigns share a list."""
        lines = self.env["retail.campaign"]._campaigns_key(store)
        key = f"columns:{store.company_id.id}:{store._retail_pricelist().id}:{store._retail_tz()}:{lines}"
        return hashlib.sha256(key.encode()).hexdigest()[:32]

    def _campaigns(self, store, now):
        """Campaigns of the store, and those among them that reduce prices all day, now or soon."""
        found = self.env["retail.campaign.history"]._of_store(store)
        for one in found:
            one["tells"] = self._is_ahead(one["from"], one["to"], now) and self._reduces_all_day(one["offer"])
        return found

    def _told(self, store, place, now):
        """(which campaigns a list of this moment tells of, the latest row of the price history)"""
        self.env.cr.execute(
            """SELECT serial, (SELECT coalesce(max(id), 0) FROM retail_audit), (SELECT coalesce(max(id), 0) FROM retail_price_point)
                 FROM retail_manifest"""
        )
        serial, audited, points = self.env.cr.fetchone()
        spans = self._spans(store, place, serial, audited)
        told = [(line_id, str(begin), str(end)) for line_id, begin, end in spans if self._is_ahead(begin, end, now)]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest(), points

    @tools.ormcache("place", "serial", "audited")
    def _spans(self, store, place, serial, audited):
        """((line id, from, to), ...) of all campaigns that reduce prices all day. A thousand campaigns are a thousand
        documents to read, and each till asks: they are what they were until something is released or withdrawn."""
        found = self.env["retail.campaign.history"]._of_store(store)
        mine = [(one["line_id"], one["from"], one["to"]) for one in found if self._reduces_all_day(one["offer"])]
        return tuple(sorted(mine, key=str))

    @staticmethod
    def _is_ahead(begin, end, now):
        return begin <= now + SOON and (end is None or end > now)

    @staticmethod
    def _reduces_all_day(offer):
        return claims.claims_reduction(offer) and claims.is_all_day(offer)

    def _rows(self, store, campaigns, ids, now):
        """[[product id, offer id, before in minor units]] of goods that cost less by the offer than before it."""
        answer, pricelist = self.env["retail.price.answer"], store._retail_pricelist()
        digits, found = store.company_id.currency_id.decimal_places, []
        for start in range(0, len(ids), CHUNK):
            products = self.env["product.product"].sudo().browse(ids[start : start + CHUNK])
            courses = self.env["retail.price.point"]._courses(pricelist, products, digits)
            for product in products:
                found += self._rows_of(product, courses[product.id], answer._on(product, campaigns), now)
        return found

    @staticmethod
    def _columns(rows):
        """{offer id: [product ids, each less the one before it, prices]}"""
        found, last = {}, {}
        for product_id, offer_id, before in sorted(rows):
            ids, prices = found.setdefault(offer_id, [[], []])
            ids.append(product_id - last.get(offer_id, 0))
            prices.append(before)
            last[offer_id] = product_id
        return found

    def _goods(self, campaigns):
        """Ids of the goods that the list is about."""
        answer = self.env["retail.price.answer"]
        return sorted({product_id for one in campaigns if one["tells"] for product_id in answer._goods_of(one["offer"])})

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
        """Of places that no longer are and that no till has asked for, and what was replaced: tills have fetched it by now."""
        old = fields.Datetime.now() - timedelta(days=KEEP_DAYS)
        gone = self.search(["|", ("made_at", "<", old), ("replaced_at", "<", old)])
        hashes = set(gone.mapped("sha256"))
        gone.unlink()
        self.flush_model()
        # By SQL as for the catalogue: blobs refuse the ORM, since releases live on them, and these are made anew from records.
        self.env.cr.execute(
            """DELETE FROM retail_blob b WHERE sha256 = ANY(%s)
                  AND NOT EXISTS (SELECT 1 FROM retail_before_list l WHERE l.sha256 = b.sha256)
                  AND NOT EXISTS (SELECT 1 FROM retail_revision r WHERE r.sha256 = b.sha256)""",
            (list(filter(None, hashes)),),
        )
        self.env["retail.blob"].invalidate_model()
