"""When a store is open: by day of the week, and on dates that differ."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

DAYS = [
    ("1", "Monday"),
    ("2", "Tuesday"),
    ("3", "Wednesday"),
    ("4", "Thursday"),
    ("5", "Friday"),
    ("6", "Saturday"),
    ("7", "Sunday"),
    ("date", "On a date"),
]


class RetailStoreOpening(models.Model):
    _name = "retail.store.opening"
    _description = "Opening Hours"
    _order = "store_id, date desc, day, hour_from, id"

    store_id = fields.Many2one("retail.store", required=True, index=True, ondelete="cascade")
    day = fields.Selection(DAYS, required=True, default="1")
    date = fields.Date(help="A holiday or another day that differs; it comes before the day of the week.")
    is_open = fields.Boolean(string="Open", default=True)
    hour_from = fields.Float(string="From", default=9.0)
    hour_to = fields.Float(string="To", default=20.0)

    @api.constrains("day", "date", "is_open", "hour_from", "hour_to")
    def _check_day(self):
        for row in self:
            if (row.day == "date") != bool(row.date):
                raise ValidationError(self.env._("Give the date for “On a date”, and only there."))
            if row.is_open and not 0 <= row.hour_from < row.hour_to <= 24:
                raise ValidationError(self.env._("The hours must go from an earlier to a later time within a day."))
