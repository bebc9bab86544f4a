"""Between which moments and on which days of the week something counts at the tills."""

import pytz

from odoo import fields, models

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class RetailWhen(models.AbstractModel):
    _name = "retail.when"
    _description = "Dates and Days of the Week"

    date_from = fields.Datetime(string="From")
    date_to = fields.Datetime(string="To", help="It has ended at this moment.")
    monday = fields.Boolean(default=True)
    tuesday = fields.Boolean(default=True)
    wednesday = fields.Boolean(default=True)
    thursday = fields.Boolean(default=True)
    friday = fields.Boolean(default=True)
    saturday = fields.Boolean(default=True)
    sunday = fields.Boolean(default=True)

    def _weekdays(self):
        """The chosen days as tills count them: Monday is 1."""
        return [number for number, day in enumerate(WEEKDAYS, start=1) if self[day]]

    def _dates(self):
        """{"from", "to"} as ISO 8601, each where it is set."""
        moments = {"from": self.date_from, "to": self.date_to}
        return {key: pytz.utc.localize(moment).isoformat(timespec="seconds") for key, moment in moments.items() if moment}
