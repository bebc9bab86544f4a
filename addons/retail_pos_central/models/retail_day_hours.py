"""Hours of a day of the week, or of one date that differs: what opening hours and sale hours have in common.

Each says which days it knows in its field `day`; "date" is the one date.
"""

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class RetailDayHours(models.AbstractModel):
    _name = "retail.day.hours"
    _description = "Hours of a Day"

    date = fields.Date(help="A holiday or another day that differs; it comes before the day of the week.")
    is_open = fields.Boolean(default=True)
    hour_from = fields.Float(string="From", default=8.0, aggregator=None)
    hour_to = fields.Float(string="To", default=20.0, aggregator=None)

    @api.constrains("day", "date", "is_open", "hour_from", "hour_to")
    def _check_day(self):
        for row in self:
            if (row.day == "date") != bool(row.date):
                raise ValidationError(self.env._("Give the date for “On a date”, and only there."))
            if row.is_open and not 0 <= row.hour_from < row.hour_to <= 24:
                raise ValidationError(self.env._("The hours must go from an earlier to a later time within a day."))
