"""Stock of a store and its neighbours, as tills keep it for when head office can't be asked.

A snapshot serves all tills of a store and is made anew at most every half hour, and only when a till asks. It is
replaced, not kept like released content: nobody asks for yesterday's. {"at": ISO time, "stores": [{…, see retail.store}], "goods": {bucket: {variant id: [quantity by store]}}}.
The buckets are what a till keeps and reads apart, so that a look at one product doesn't read the whole.
"""

import base64
from datetime import UTC, timedelta

from odoo import api, fields, models

from odoo.addons.retail_pos_central.tools import canonical

FRESH = timedelta(minutes=30)
BUCKETS = 64


class RetailStockSnapshot(models.Model):
    _name = "retail.stock.snapshot"
    _description = "Stock as Tills Keep It"
    _rec_name = "store_id"

    store_id = fields.Many2one("retail.store", required=True, index=True, ondelete="cascade")
    at = fields.Datetime(required=True)
    sha256 = fields.Char(required=True)
    body = fields.Binary(required=True, attachment=False, help="gzip of the document")

    _store_unique = models.UniqueIndex("(store_id)")

    @api.model
    def _of(self, store):
        """The store's snapshot, made anew when it is old. Tills that ask meanwhile get the one before."""
        found = self._found(store)
        if found._is_fresh():
            return found
        self.env.cr.execute("SELECT pg_try_advisory_xact_lock(hashtext('retail_stock_snapshot'), %s)", (store.id,))
        if not self.env.cr.fetchone()[0] and found:
            return found
        data = canonical.canonical_bytes(self._document(store))
        values = {
            "at": fields.Datetime.now(),
            "sha256": canonical.sha256_hex(data),
            "body": base64.b64encode(canonical.pack(data)),
        }
        if found:
            found.write(values)
            return found
        return self.create({"store_id": store.id, **values})

    def _found(self, store):
        # No more fields than answers need: a fleet asks often.
        return self.search_fetch([("store_id", "=", store.id)], ["at", "sha256"])

    def _is_fresh(self):
        return bool(self) and self.at > fields.Datetime.now() - FRESH

    @api.model
    def _document(self, store):
        neighbours = store._retail_neighbours()
        stock = self._stock([node for node, _distance in neighbours])
        buckets = {}
        for variant, quantities in stock.items():
            buckets.setdefault(str(variant % BUCKETS), {})[str(variant)] = [_text(quantity) for quantity in quantities]
        return {
            "version": 1,
            "at": fields.Datetime.now().replace(tzinfo=UTC).isoformat().replace("+00:00", "Z"),
            "stores": [_plain(node._retail_described(distance)) for node, distance in neighbours],
            "goods": buckets,
        }

    @api.model
    def _stock(self, stores, variants=None):
        """{variant id: [free quantity in each of the stores]}; what no store has is left out unless it was asked for."""
        found = {variant: [0.0] * len(stores) for variant in variants or ()}
        domain = [("location_id.usage", "=", "internal"), ("product_id.available_in_pos", "=", True)]
        domain += [("product_id", "in", variants)] if variants is not None else []
        for place, store in enumerate(stores):
            if not store.warehouse_id:
                continue
            here = [*domain, ("location_id", "child_of", store.warehouse_id.view_location_id.ids)]
            rows = self.env["stock.quant"]._read_group(here, ["product_id"], ["quantity:sum", "reserved_quantity:sum"])
            for product, quantity, reserved in rows:
                found.setdefault(product.id, [0.0] * len(stores))[place] = quantity - reserved
        return found


def _text(quantity):
    """A quantity without a float's noise, as documents have them."""
    return f"{quantity:.3f}".rstrip("0").rstrip(".") or "0"


def _plain(described):
    distance = described["distance_km"]
    return {**described, "distance_km": None if distance is None else f"{distance:.1f}"}
