"""From when to when goods may be sold on a kind of day, or on one date."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class RetailSaleHoursDay(models.Model):
    _name = "retail.sale.hours.day"
    _description = "Sale Hours of a Day"
    _order = "hours_id, date desc, id"

    hours_id = fields.Many2one("retail.sale.hours", required=True, ondelete="cascade", index=True)
    day = fields.Selection(
        [("weekdays", "Monday to Friday"), ("saturday", "Saturday"), ("sunday", "Sunday"), ("date", "On a date")],
        required=True,
        default="weekdays",
    )
    date = fields.Date(help="Holidays and the days before them; a date comes before the day of the week.")
    is_open = fields.Boolean(string="Sale", default=True)
    hour_from = fields.Float(string="From", default=8.0)
    hour_to = fields.Float(string="To", default=20.0)

    @api.constrains("day", "date", "is_open", "hour_from", "hour_to")
    def _check_day(self):
        for row in self:
            if (row.day == "date") != bool(row.date):
                raise ValidationError(self.env._("Give the date for “On a date”, and only there."))
            if row.is_open and not 0 <= row.hour_from < row.hour_to <= 24:
                raise ValidationError(self.env._("The hours must go from an earlier to a later time within a day."))
