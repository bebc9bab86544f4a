"""Sales are held against the price history: a price that has changed since the sale proves nothing no longer."""

from datetime import UTC, datetime

from odoo import api, models

from odoo.addons.retail_pos_central.tools import offer
from odoo.addons.retail_pos_price_law.tools import timeline


class RetailOrderPricing(models.AbstractModel):
    _inherit = "retail.order.pricing"

    def _regular_price(self, order, line, at):
        """The price of the store at the scan as it was written down then; a rule for a quantity needs the rules."""
        price = self._price_then(order, line.product_id, at.replace(tzinfo=None))
        if price is None or self._has_quantity_rules(order, line):
            return super()._regular_price(order, line, at)
        return price / 10**order.currency_id.decimal_places

    def _price_then(self, order, product, moment):
        course = self._course(order, product)
        return timeline.at(course, moment)

    def _course(self, order, product):
        read = self.env.context.get("retail_courses", {})
        key = (order.pricelist_id.id, self._zone_of(order), product.id)
        if key in read:
            return read[key]
        digits = order.currency_id.decimal_places
        return self.env["retail.price.point"]._courses(self._pricelist_of(order), product, digits)[product.id]

    def _has_quantity_rules(self, order, line):
        if line.qty == 1 or not order.pricelist_id:
            return False
        rules = self._rules_on(order.pricelist_id, line.product_id, [("min_quantity", ">", 0)])
        return bool(self.env["product.pricelist.item"].sudo().search_count(rules, limit=1))

    def _changed_since(self, order, lines):
        """Prices are no guesswork where the history reaches back to the sale; categories, tags and customers still are."""
        lines = list(lines)
        known = all(self._price_then(order, line.product_id, order.date_order) is not None for line in lines)
        changed = super()._changed_since(order, lines)
        if known:
            changed = [name for name in changed if name != order.pricelist_id.display_name]
            goods = {line.product_id.display_name for line in lines if self._only_price_changed(order, line.product_id)}
            changed = [name for name in changed if name not in goods]
        return changed

    def _only_price_changed(self, order, product):
        """Whether a price change explains why the product was written to since."""
        course = self._course(order, product)
        return any(start > order.date_order for start, _end, _price in course)

    @api.model
    def _compare(self, sale, result):
        found = super()._compare(sale, result)
        # The first pricing is by what held; later ones try earlier states.
        sale.setdefault("nets", {line["id"]: line["net"] for line in result.get("lines", ())})
        return found

    @api.model
    def _deviation_of(self, sale, key, line):
        """Values of a deviation when this line was sold at a price that was not meant, else None."""
        order, digits = sale["order"], line.currency_id.decimal_places
        if key not in sale["open"]:
            return None
        meant = offer.minor(self._regular_price(order, line, self._scanned_at(sale, key)), digits)
        sold = offer.minor(line.price_unit, digits)
        meant_net = sale.get("nets", {}).get(key)
        sold_net = offer.minor(line.price_unit * line.qty * (1 - line.discount / 100), digits)
        if meant == sold:
            expected = meant_net
        else:
            # Campaigns were priced on what the till sold at; scaled they tell what the customer should have paid.
            expected = (
                round((meant_net if meant_net is not None else sold_net) * meant / sold) if sold else offer.minor(meant * line.qty, 0)
            )
        manual = line.retail_manual_discount or 0
        if expected is not None and manual:
            expected = round(expected * (1 - manual / 100))
        if expected is None or (meant == sold and abs(expected - sold_net) <= 1):
            return None
        return {
            "line_id": line.id,
            "product_id": line.product_id.id,
            "qty": line.qty,
            "meant_price": meant / 10**digits,
            "sold_price": sold / 10**digits,
            "meant_net": expected / 10**digits,
            "sold_net": sold_net / 10**digits,
            "cause": self._cause(sale, key, line, meant, sold),
        }

    @api.model
    def _deviation_below_zero(self, sale, line):
        """Values of a deviation of goods that a till sold for less than nothing."""
        meant = self._regular_price(sale["order"], line, sale["now"].replace(tzinfo=UTC))
        return {
            "line_id": line.id,
            "product_id": line.product_id.id,
            "qty": line.qty,
            "meant_price": meant,
            "sold_price": line.price_unit,
            "meant_net": meant * line.qty,
            "sold_net": line.price_unit * line.qty * (1 - line.discount / 100),
            "cause": "unknown",
        }

    def _scanned_at(self, sale, key):
        at = next((one["at"] for one in sale["basket"]["lines"] if one["id"] == key), None)
        return datetime.fromisoformat(at or sale["basket"]["now"]).astimezone(UTC)

    def _cause(self, sale, key, line, meant, sold):
        if meant == sold:
            return "behind" if sale.get("stale") else "kept" if sale.get("kept") else "campaign"
        course = self._course(sale["order"], line.product_id)
        place = next((n for n, (start, _end, _price) in enumerate(course) if start > sale["now"]), len(course)) - 1
        earlier = [end for _start, end, price in course[max(0, place - 2) : place] if price == sold]
        if earlier:
            scanned = self._scanned_at(sale, key).replace(tzinfo=None)
            held = self.env["retail.till.held"]._held_change(sale["order"].config_id, earlier[-1], scanned)
            return "kept" if held else "behind"
        if any(price == sold for _start, _end, price in course[place + 1 : place + 3]):
            return "early"
        return "elsewhere" if self._is_elsewhere(sale, line, sold) else "unknown"

    def _is_elsewhere(self, sale, line, sold):
        """Whether another price zone of the chain had this price then."""
        order, points = sale["order"], self.env["retail.price.point"]
        digits = order.currency_id.decimal_places
        zones = (points._pricelists() - order.pricelist_id)._retail_in_zone(self._zone_of(order))
        return any(timeline.at(points._courses(zone, line.product_id, digits)[line.product_id.id], sale["now"]) == sold for zone in zones)
