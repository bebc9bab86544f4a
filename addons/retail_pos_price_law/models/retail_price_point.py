"""What every product costs in each price zone, past, present and as far as it is decided: the price history.

A zone is a pricelist of the tree, or none for the product's own price. A row says from when on which price
counts. Rows of the past stay; those ahead are written anew whenever a price of the product changes. A zone
whose pricelist only takes over the one above has rows where it differs.

Goods with a price that begins or ends by each store's own clock have rows by clock besides: for each time zone
with stores in which that is another moment than where it was set.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.retail_pos_central.tools import offer
from odoo.addons.retail_pos_central.tools.store_clock import SPREAD

from ..tools import timeline

CHUNK = 1000
FEW = 200
AT_ONCE = 50


class RetailPricePoint(models.Model):
    _name = "retail.price.point"
    _description = "Price History"
    _order = "date_from desc, id desc"
    _log_access = False
    _rec_name = "product_id"

    product_id = fields.Many2one("product.product", required=True, readonly=True, ondelete="cascade")
    pricelist_id = fields.Many2one("product.pricelist", string="Price Zone", readonly=True, ondelete="cascade", index=True)
    tz = fields.Char(string="Stores' Clock", readonly=True, help="Only for stores in this time zone.")
    date_from = fields.Datetime(string="From", required=True, readonly=True, index=True)
    inherits = fields.Boolean(string="As Above", readonly=True, help="The price of the pricelist above counts again.")
    price = fields.Monetary(readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    batch_id = fields.Many2one("retail.price.batch", string="Price Batch", readonly=True, ondelete="set null", index="btree_not_null")
    by_rule = fields.Boolean(readonly=True)
    why = fields.Char(compute="_compute_why")
    is_ahead = fields.Boolean(compute="_compute_is_ahead")

    _zone_index = models.Index("(product_id, pricelist_id, date_from)")
    _clock_index = models.Index("(product_id, tz) WHERE tz IS NOT NULL")

    @api.depends("by_rule", "inherits", "batch_id", "pricelist_id")
    def _compute_why(self):
        for point in self:
            if point.inherits:
                point.why = self.env._("As above")
            elif point.batch_id:
                point.why = self.env._("Price batch “%s”", point.sudo().batch_id.name)
            elif point.by_rule:
                point.why = self.env._("Pricelist “%s”", point.sudo().pricelist_id.name)
            else:
                point.why = self.env._("The product's own price")

    def _compute_is_ahead(self):
        now = fields.Datetime.now()
        for point in self:
            point.is_ahead = point.date_from > now

    # -- zones ---------------------------------------------------------------------------

    @api.model
    def _pricelists(self):
        """Pricelists of the tree's nodes, and those they take prices over from."""
        found = self.env["retail.store"].sudo().search([("pricelist_id", "!=", False)]).pricelist_id
        seen = found
        while seen:
            # By search: a pricelist's rules are as many as its goods.
            rules = self.env["product.pricelist.item"].sudo().search([("pricelist_id", "in", seen.ids), ("base_pricelist_id", "!=", False)])
            seen = rules.base_pricelist_id - found
            found |= seen
        return found

    @api.model
    def _base_of(self, pricelist):
        """The zone whose price counts where a zone has none of its own; empty: the products' own prices."""
        return self._wide_rules(pricelist).filtered(lambda item: item._retail_inherits())[:1].base_pricelist_id

    @api.model
    def _wide_rules(self, pricelist):
        """Rules for all goods or for categories."""
        rules = self.env["product.pricelist.item"].sudo()
        return rules.search([("pricelist_id", "=", pricelist.id), ("product_id", "=", False), ("product_tmpl_id", "=", False)])

    # -- writing down ------------------------------------------------------------------------

    @api.model
    def _cron_catch_up(self):
        changes = self.env["retail.price.change"].sudo()
        while taken := changes._take(limit=CHUNK):
            self._write_down(taken)
            self.env["ir.cron"]._commit_progress(len(taken), remaining=changes.search_count([]))

    @api.model
    def _catch_up(self, products):
        """Before reading: what has changed in these goods is in the history."""
        changes = self.env["retail.price.change"].sudo()
        if changes._is_waiting(products):
            self._write_down(changes._take(products))

    @api.model
    def _catch_up_few(self, products):
        if products and len(products) <= FEW:
            self._catch_up(products)

    @api.model
    def _write_down(self, taken):
        """{product id: since when its price may be another} → rows where it is."""
        products = self.env["product.product"].sudo().with_context(active_test=False)
        products = products.search([("id", "in", list(taken)), ("available_in_pos", "=", True)])
        pricelists = self._pricelists().with_context(retail_tz=None)
        by_clock = self._own_clocks(products, pricelists)
        for tz, goods in by_clock.items():
            # Before the rows of all other stores change: what they were is the past by this clock too.
            self._begin_clock(tz, goods, pricelists)
        moments = self._moments_ahead(products, pricelists)
        for pricelist in [self.env["product.pricelist"], *pricelists]:
            self._write_down_zone(pricelist, products, taken, moments)
        for tz, goods in by_clock.items():
            here = pricelists.with_context(retail_tz=tz)
            moments = self._moments_ahead(goods, here)
            for pricelist in here:
                self._write_down_zone(pricelist, goods, taken, moments)

    def _moments_ahead(self, products, pricelists):
        """{moment ahead: products whose price may change then}; Odoo's end counts as part of a rule's time."""
        now, zone = fields.Datetime.now(), pricelists._retail_zone()
        margin = SPREAD if zone else timedelta()
        ahead = Domain("date_start", ">", now - margin) | Domain("date_end", ">=", now - margin)
        goods = Domain("product_tmpl_id", "=", False) | Domain("product_tmpl_id", "in", products.product_tmpl_id.ids)
        domain = Domain("pricelist_id", "in", pricelists.ids) & ahead & goods
        found = {}
        for item in self.env["product.pricelist.item"].sudo().search(domain):
            about = self._about(item) or products
            start, end = item._retail_span(zone)
            for moment in (start, end and end + timedelta(seconds=1)):
                if moment and moment > now:
                    found.setdefault(moment, set()).update(about.ids)
        return {moment: products.filtered(lambda one, ids=ids: one.id in ids) for moment, ids in sorted(found.items())}

    @staticmethod
    def _about(item):
        """The goods that a rule names; none: it is about categories or all goods."""
        return item.product_id or item.product_tmpl_id.product_variant_ids

    # -- by each store's clock ---------------------------------------------------------------

    def _own_clocks(self, products, pricelists):
        """{time zone: goods whose prices there differ in time from those where they were set}"""
        domain = [("retail_clock_tz", "!=", False), ("pricelist_id", "in", pricelists.ids)]
        goods = Domain("product_tmpl_id", "=", False) | Domain("product_tmpl_id", "in", products.product_tmpl_id.ids)
        ids = {}
        for item in self.env["product.pricelist.item"].sudo().search(Domain(domain) & goods):
            ids.setdefault(item.retail_clock_tz, set()).update((self._about(item) or products).ids)
        self.flush_model()
        self.env.cr.execute(
            "SELECT tz, array_agg(product_id) FROM retail_price_point WHERE product_id = ANY(%s) AND tz IS NOT NULL GROUP BY tz",
            (products.ids,),
        )
        begun = dict(self.env.cr.fetchall())
        if not ids and not begun:
            return {}
        stores = self.env["retail.store"].sudo().search([("kind", "=", "store")])
        found = {}
        for tz in sorted({str(store._retail_tz()) for store in stores}):
            here = set(begun.get(tz, ())).union(*(about for set_in, about in ids.items() if set_in != tz))
            if goods := products.filtered(lambda one, here=here: one.id in here):
                found[tz] = goods
        return found

    def _begin_clock(self, tz, products, pricelists):
        """Goods without a history of their own by this clock have had the one of all stores until now."""
        names = [field.name for field in self._fields.values() if field.store and field.column_type and field.name not in ("id", "tz")]
        columns = ", ".join(f'"{name}"' for name in names)
        self.env.cr.execute(
            f"""INSERT INTO retail_price_point ({columns}, tz)
                SELECT {columns}, %(tz)s FROM retail_price_point
                 WHERE product_id = ANY(%(products)s) AND pricelist_id = ANY(%(pricelists)s) AND tz IS NULL AND date_from <= %(now)s
                   AND product_id NOT IN (SELECT product_id FROM retail_price_point WHERE product_id = ANY(%(products)s) AND tz = %(tz)s)
                 ORDER BY id""",
            {"tz": tz, "products": products.ids, "pricelists": pricelists.ids, "now": fields.Datetime.now()},
        )
        self.invalidate_model()

    @staticmethod
    def _clock_of(pricelist):
        """Whose clock a pricelist's rows go by; None: they are everybody's, as the goods' own prices are."""
        return (pricelist.env.context.get("retail_tz") or None) if pricelist else None

    # -- a zone ------------------------------------------------------------------------------

    def _write_down_zone(self, pricelist, products, taken, moments):
        products = self._differing(pricelist, products)
        before = self._before(pricelist, products)
        since = {one.id: max(taken[one.id], before[one.id][0]) if one.id in before else taken[one.id] for one in products}
        self.flush_model()
        for product_id, start in since.items():
            if before.get(product_id, (None,))[0] == start:
                before[product_id] = self._before(pricelist, products.browse(product_id), strictly=start).get(product_id)
        rows, latest = [], {key: value[1] for key, value in before.items() if value}
        # By a clock of its own a zone has rows even where it has no price: else the rows of the others would count there.
        unknown = None if pricelist and not pricelist._retail_zone() else "unknown"
        for moment, goods in [(None, products), *moments.items()]:
            for product, price in self._prices(pricelist, goods & products, moment):
                if price[0] != latest.get(product.id, unknown):
                    rows.append((product.id, moment or since[product.id], *price))
                    latest[product.id] = price[0]
        self._replace(pricelist, since, rows)

    def _differing(self, pricelist, products):
        """Of a zone that takes over prices only the goods with rules, or a history, of their own."""
        if not pricelist or any(not item._retail_inherits() for item in self._wide_rules(pricelist)):
            return products
        ruled = (
            self.env["product.pricelist.item"]
            .sudo()
            .search(
                [
                    ("pricelist_id", "=", pricelist.id),
                    "|",
                    ("product_id", "in", products.ids),
                    "&",
                    ("product_id", "=", False),
                    ("product_tmpl_id", "in", products.product_tmpl_id.ids),
                ]
            )
        )
        known = self.sudo()._read_group([("pricelist_id", "=", pricelist.id), ("product_id", "in", products.ids)], ["product_id"])
        ours = ruled.product_id | ruled.filtered(lambda item: not item.product_id).product_tmpl_id.product_variant_ids
        return products & (ours | self.env["product.product"].union(*(one for (one,) in known)))

    def _before(self, pricelist, products, strictly=None):
        """{product id: (moment, price or None)} of the latest row that has begun (before `strictly`)."""
        self.flush_model()
        limit = strictly - timedelta(seconds=1) if strictly else fields.Datetime.now()
        self.env.cr.execute(
            """SELECT DISTINCT ON (product_id) product_id, date_from, inherits, price FROM retail_price_point
                WHERE product_id = ANY(%s) AND pricelist_id IS NOT DISTINCT FROM %s AND tz IS NOT DISTINCT FROM %s AND date_from <= %s
                ORDER BY product_id, date_from DESC, id DESC""",
            (products.ids, pricelist.id or None, self._clock_of(pricelist), limit),
        )
        return {row[0]: (row[1], None if row[2] else float(row[3])) for row in self.env.cr.fetchall()}

    def _replace(self, pricelist, since, rows):
        """The rows from `since` on are these; equal ones stay what they are, for whoever refers to them."""
        self.env.cr.execute(
            """SELECT point.id, point.product_id, point.date_from, point.price::float8, point.batch_id, point.by_rule
                 FROM retail_price_point point
                 JOIN unnest(%s::int[], %s::timestamp[]) AS known(product_id, since) ON known.product_id = point.product_id
                WHERE point.date_from >= known.since AND point.pricelist_id IS NOT DISTINCT FROM %s AND point.tz IS NOT DISTINCT FROM %s""",
            (list(since), list(since.values()), pricelist.id or None, self._clock_of(pricelist)),
        )
        known = {row[1:]: row[0] for row in self.env.cr.fetchall()}
        wanted = set(rows)
        gone = [point_id for row, point_id in known.items() if row not in wanted]
        self.env.cr.execute("DELETE FROM retail_price_point WHERE id = ANY(%s)", (gone,))
        self.invalidate_model()
        self._insert(pricelist, [row for row in rows if row not in known])

    def _prices(self, pricelist, products, moment):
        """(product, (price or None, rule's batch id, whether a rule made it)) at a moment (None: now)."""
        if not pricelist:
            # Not `lst_price`: while that is being written the variant has the new price already.
            for product in products:
                yield product, (round(product.product_tmpl_id.list_price + product.price_extra, 6), None, False)
            return
        found = {}
        # Odoo tries every rule on every product: few products at once have few rules.
        for start in range(0, len(products), AT_ONCE):
            found |= pricelist._compute_price_rule(products[start : start + AT_ONCE], 1.0, date=moment or fields.Datetime.now())
        items = self.env["product.pricelist.item"].sudo().browse({rule for _price, rule in found.values() if rule})
        inheriting = {item.id for item in items if item._retail_inherits()}
        batches = {item.id: item.retail_batch_id.id for item in items}
        for product in products:
            price, rule = found[product.id]
            own = rule and rule not in inheriting
            yield product, (round(price, 6) if own else None, batches.get(rule) or None if own else None, bool(own))

    def _insert(self, pricelist, rows):
        if not rows:
            return
        currency, tz = (pricelist.currency_id or self.env.company.currency_id).id, self._clock_of(pricelist)
        self.env.cr.execute_values(
            """INSERT INTO retail_price_point
                      (product_id, date_from, price, inherits, batch_id, by_rule, pricelist_id, tz, currency_id) VALUES %s""",
            [
                (product, at, price, price is None, batch, rule, pricelist.id or None, tz, currency)
                for product, at, price, batch, rule in rows
            ],
            page_size=5000,
        )

    # -- reading --------------------------------------------------------------------------------

    @api.model
    def _courses(self, pricelist, products, digits):
        """{product id: the course of its price (see tools/timeline.py)} in a zone by the pricelist's clock, in minor units."""
        self._catch_up(products)
        self.flush_model()
        tz = self._clock_of(pricelist)
        chain, zone = [pricelist], pricelist
        while zone:
            zone = self._base_of(zone)
            if zone in chain:
                break
            chain.append(zone)
        points = {}
        for point in self.sudo().search(
            [("product_id", "in", products.ids), ("pricelist_id", "in", [one.id for one in chain]), ("tz", "in", [False, tz])],
            order="date_from, id",
        ):
            price = None if point.inherits else offer.minor(point.price, digits)
            points.setdefault((point.product_id.id, point.pricelist_id.id, point.tz or None), []).append((point.date_from, price))
        courses = {}
        for product in products:
            course = []
            for zone in reversed(chain):
                own = timeline.segments(points.get((product.id, zone.id, tz)) or points.get((product.id, zone.id, None), []))
                course = timeline.over(own, course) if course else own
            courses[product.id] = course
        return courses

    @api.model
    def _point_at(self, pricelist, product, moment):
        """The row that set the price of a moment, for the question why."""
        zone, seen, tz = pricelist, self.env["product.pricelist"], self._clock_of(pricelist)
        while True:
            rows = Domain("product_id", "=", product.id) & Domain("pricelist_id", "=", zone.id)
            by_clock = tz and self.sudo().search_count(rows & Domain("tz", "=", tz), limit=1)
            rows &= Domain("tz", "=", tz if by_clock else False) & Domain("date_from", "<=", moment)
            point = self.sudo().search(rows, order="date_from desc, id desc", limit=1)
            if not zone or (point and not point.inherits):
                return point
            seen |= zone
            zone = self._base_of(zone)
            if zone in seen:
                return point
