"""When a store is open: by day of the week, and on dates that differ."""

from odoo import api, fields, models
from odoo.tools import format_date

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

    @api.depends("store_id", "day", "date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        days = dict(self._fields["day"]._description_selection(self.env))
        for row in self:
            when = format_date(self.env, row.date) if row.date else days.get(row.day)
            row.display_name = ", ".join(part for part in (row.store_id.name, when) if part) or self.env._("Opening Hours")
