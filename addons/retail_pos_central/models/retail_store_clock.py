"""What counts from a time on: at one moment for all stores, or when each store's own clock shows that time."""

from odoo import fields, models

from odoo.addons.base.models.res_partner import _tz_get

from ..tools import store_clock


class RetailStoreClock(models.AbstractModel):
    _name = "retail.store.clock"
    _description = "Time by One Clock or by Each Store's Own"

    clock = fields.Selection(
        [("same", "The same moment everywhere"), ("store", "That time on each store's clock")],
        required=True,
        default="same",
        help="Matters where stores have different time zones: 06:00 in Oslo is 05:00 in London at the same moment, "
        "or it is 06:00 in London an hour later, on the store's own clock.",
    )
    tz = fields.Selection(
        _tz_get, string="Set in", default=lambda self: self.env.user.tz or "Europe/Oslo", help="The time zone in which the time was set."
    )

    def _retail_on_clock(self, moment, zone):
        """When a time of this record (UTC) has come for stores in a zone (pytz; None: in no zone of their own)."""
        if not moment or not zone or self.clock != "store":
            return moment
        return store_clock.moment_in(moment, self.tz or "UTC", zone)
