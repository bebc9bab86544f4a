"""From when to when goods may be sold on a kind of day, or on one date."""

from odoo import fields, models


class RetailSaleHoursDay(models.Model):
    _name = "retail.sale.hours.day"
    _description = "Sale Hours of a Day"
    _inherit = ["retail.day.hours"]
    _order = "hours_id, date desc, id"

    hours_id = fields.Many2one("retail.sale.hours", required=True, ondelete="cascade", index=True)
    day = fields.Selection(
        [("weekdays", "Monday to Friday"), ("saturday", "Saturday"), ("sunday", "Sunday"), ("date", "On a date")],
        required=True,
        default="weekdays",
    )
    date = fields.Date(help="Holidays and the days before them; a date comes before the day of the week.")
    is_open = fields.Boolean(string="Sale", default=True)
