"""When a store is open: by day of the week, and on dates that differ."""

from odoo import fields, models

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
    _inherit = ["retail.day.hours"]
    _order = "store_id, date desc, day, hour_from, id"

    store_id = fields.Many2one("retail.store", required=True, index=True, ondelete="cascade")
    day = fields.Selection(DAYS, required=True, default="1")
    is_open = fields.Boolean(string="Open")
    hour_from = fields.Float(default=9.0)
