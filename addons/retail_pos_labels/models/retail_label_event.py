"""When what stands on labels changes: prices from the price history, campaigns from what is released.

Found a while ahead, so that a store can print on the evening before. Each is taken once; what is moved or
withdrawn before its time takes its labels out of the queues again.
"""

from datetime import timedelta

from odoo import api, fields, models

from odoo.addons.retail_pos_central.models.retail_release_line import LIVE_STATES
from odoo.addons.retail_pos_price_law.models.retail_campaign_history import moment_of, utc
from odoo.addons.retail_pos_price_law.tools import released, timeline

# A campaign that began longer ago than this when it was first seen is on the shelves already.
LATE = timedelta(days=2)
# These say something on the label of goods; a sum over the whole order doesn't.
ON_GOODS = ("percent", "amount", "price", "multibuy", "cheapest_free", "bundle")
POINTS_AT_ONCE = 5000


class RetailLabelEvent(models.Model):
    _name = "retail.label.event"
    _description = "Campaign that Starts or Ends on Labels"
    _log_access = False

    line_id = fields.Many2one("retail.release.line", required=True, ondelete="cascade", index=True)
    kind = fields.Selection([("campaign_start", "Campaign starts"), ("campaign_end", "Campaign ends")], required=True)
    at = fields.Datetime(required=True)

    _once = models.UniqueIndex("(line_id, kind, at)")

    # -- prices ------------------------------------------------------------------------------

    @api.model
    def _due_prices(self):
        """[(store id, product id, due, reason, point id, None)] of prices not yet queued; marks them as queued."""
        lead = max(self.env["res.company"].sudo().search([]).mapped("retail_label_lead_h") or [24])
        now = fields.Datetime.now()
        search = self.env["retail.price.point"].sudo().search
        domain = [("label_queued", "!=", True), ("date_from", "<=", now + timedelta(hours=lead))]
        # What is still to be written down would take rows away under our hands.
        self.env["retail.price.point"]._catch_up(search(domain, limit=POINTS_AT_ONCE).product_id)
        points = search(domain, order="date_from, id", limit=POINTS_AT_ONCE)
        if not points:
            return []
        points.label_queued = True
        found = []
        stores = self.env["retail.store"].sudo().search([("kind", "=", "store")])
        for (pricelist, zone), in_zone in stores.grouped(lambda store: (store._retail_pricelist(), store._retail_tz())).items():
            pricelist = pricelist._retail_in_zone(zone)
            found += self._due_in_zone(pricelist, in_zone, points, now)
        return found

    def _due_in_zone(self, pricelist, stores, points, now):
        digits = stores[0].company_id.currency_id.decimal_places
        courses = self.env["retail.price.point"]._courses(pricelist, points.product_id, digits)
        for point in points:
            course = courses[point.product_id.id]
            price = timeline.at(course, point.date_from)
            before = timeline.at(course, point.date_from - timedelta(seconds=1))
            is_new = before is None and point.product_id.create_date >= now - LATE
            if price is not None and price != before and (before is not None or is_new) and point.product_id.active:
                for store in stores:
                    yield store.id, point.product_id.id, point.date_from, "new" if is_new else "price", point.id, None

    # -- campaigns -----------------------------------------------------------------------------

    @api.model
    def _campaign_changes(self):
        """{(line id, kind, moment): (node, offer)} of all campaigns that are out or will be."""
        found = {}
        intervals = released.intervals(self._lines())
        begins = {(line.node, line.content, begin) for line, begin, _end in intervals}
        for line, begin, end in intervals:
            offer = self.env["retail.revision"].sudo().browse(line.revision)._document()
            if offer["kind"] not in ON_GOODS or offer.get("coupon"):
                continue
            replaced = end is not None and (line.node, line.content, end) in begins
            begin, end = moment_of(begin), moment_of(end)
            opens, closes = utc(offer.get("from")), utc(offer.get("to"))
            begin = max(begin, opens) if opens else begin
            last = min(filter(None, (end, closes)), default=None)
            if last is not None and begin >= last:
                continue
            found[line.ref, "campaign_start", begin] = (line.node, offer)
            if last is not None and not (replaced and last == end):
                found[line.ref, "campaign_end", last] = (line.node, offer)
        return found

    def _lines(self):
        history = self.env["retail.campaign.history"]
        lines = (
            self.env["retail.release.line"]
            .sudo()
            .search(
                [
                    ("res_model", "=", "retail.campaign"),
                    ("store_id", "!=", False),
                    ("state", "in", [*LIVE_STATES, "withdrawn"]),
                    ("release_id.serial", ">", 0),
                ]
            )
        )
        withdrawn = history._withdrawn_at(lines.release_id.filtered(lambda one: one.state == "withdrawn"))
        return [
            released.Line(
                node=line.store_id,
                content=line._content_key,
                revision=None if line.withdraw else line.revision_id.id,
                at=at,
                order=line.release_id.serial,
                withdrawn_at=withdrawn.get(line.release_id.id),
                ref=line.id,
            )
            for line in lines
            if (at := line.release_id._begins_ms(line.store_id._retail_tz())) is not None
        ]

    @api.model
    def _due_campaigns(self):
        """[(store ids, product ids, due, reason, release line id)] of campaigns that start or end; also forgets what no longer comes."""
        changes = self._campaign_changes()
        now = fields.Datetime.now()
        known = {(one.line_id.id, one.kind, one.at): one for one in self.sudo().search([])}
        self._forget([one for key, one in known.items() if key not in changes and key[2] > now])
        found = []
        for key, (node, offer) in changes.items():
            line_id, kind, at = key
            if key in known or at > now + timedelta(hours=node.company_id.retail_label_lead_h):
                continue
            self.sudo().create({"line_id": line_id, "kind": kind, "at": at})
            if at < now - LATE:
                continue
            stores = self.env["retail.store"].sudo().search([("id", "child_of", node.id), ("kind", "=", "store")])
            found.append((stores.ids, self.env["retail.price.answer"]._goods_of(offer), at, kind, line_id))
        return found

    def _forget(self, events):
        for event in events:
            self.env["retail.label"].sudo().search(
                [
                    ("line_id", "=", event.line_id.id),
                    ("due_at", "=", event.at),
                    ("reason", "=", event.kind),
                    ("state", "=", "waiting"),
                ]
            ).unlink()
            event.unlink()
