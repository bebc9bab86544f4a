"""Where a store is and when it is open, for the tills of other stores."""

from odoo import fields, models

from odoo.addons.retail_pos_central.models.retail_campaign_hours import clock

from ..tools.distance import distance_km

#: A cashier sends a customer to a store nearby: those further down the list are of no use.
NEIGHBOURS = 30


class RetailStore(models.Model):
    _inherit = "retail.store"

    retail_opening_ids = fields.One2many("retail.store.opening", "store_id", string="Opening Hours", copy=True)

    def _retail_opening(self):
        """{"days": {"1": [["08:00", "20:00"]]}, "dates": {"2026-12-24": []}}; a day that isn't there is closed."""
        days, dates = {}, {}
        for row in self.retail_opening_ids.sorted("hour_from"):
            spans = dates.setdefault(row.date.isoformat(), []) if row.day == "date" else days.setdefault(row.day, [])
            if row.is_open:
                spans.append([clock(row.hour_from), clock(row.hour_to)])
        return {"days": days, "dates": dates}

    def _retail_neighbours(self):
        """[(store, distance in km or None)]: this store first, then the nearest others that have a warehouse."""
        self.ensure_one()
        others = self.sudo().search(
            [("company_id", "=", self.company_id.id), ("kind", "=", "store"), ("warehouse_id", "!=", False), ("id", "!=", self.id)]
        )
        here = self._retail_position()
        rated = [(other, distance_km(here, other._retail_position())) for other in others]
        rated.sort(key=lambda pair: (pair[1] is None, pair[1] or 0, pair[0].name))
        return [(self, 0.0), *rated[:NEIGHBOURS]]

    def _retail_position(self):
        """(latitude, longitude) of the store's address, or None where nobody has entered it."""
        partner = self.partner_id
        return (partner.partner_latitude, partner.partner_longitude) if partner.partner_latitude or partner.partner_longitude else None

    def _retail_described(self, distance):
        """What a till tells of this store."""
        partner = self.partner_id
        return {
            "id": self.id,
            "name": self.name,
            "street": partner.street or "",
            "city": partner.city or "",
            "phone": partner.phone or "",
            "distance_km": None if distance is None else round(distance, 1),
            "timezone": str(self._retail_tz()),
            "opening": self._retail_opening(),
        }
