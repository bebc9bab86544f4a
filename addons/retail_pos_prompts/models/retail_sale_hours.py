"""Hours in which goods may be sold, as a municipality has decided them: beer in Norway, for one."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.retail_pos_central.models.retail_campaign_hours import clock

DAYS = {"weekdays": (1, 2, 3, 4, 5), "saturday": (6,), "sunday": (7,)}


class RetailSaleHours(models.Model):
    _name = "retail.sale.hours"
    _description = "Sale Hours of a Municipality"
    _order = "name, id"

    name = fields.Char(string="Municipality", required=True, translate=True)
    number = fields.Char(string="Municipality Number")
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    active = fields.Boolean(default=True)
    store_ids = fields.Many2many(
        "retail.store", string="Stores", help="Stores of the municipality, or regions. None: all stores that stand in no other hours."
    )
    day_ids = fields.One2many("retail.sale.hours.day", "hours_id", string="Days", copy=True)

    @api.constrains("day_ids")
    def _check_days(self):
        for hours in self:
            names = [(day.day, day.date) for day in hours.day_ids]
            if len(names) != len(set(names)):
                raise ValidationError(self.env._("%s has the same day twice.", hours.name))

    def _retail_hours(self):
        """The hours as tills get them. A day that isn't there has no sale."""
        self.ensure_one()
        stores = self.env["retail.store"].with_context(active_test=False).search([("id", "child_of", self.store_ids.ids)])
        days, dates = {}, {}
        for row in self.day_ids:
            span = [clock(row.hour_from), clock(row.hour_to)] if row.is_open else []
            if row.day == "date":
                dates[row.date.isoformat()] = span
            elif span:
                days.update({str(number): span for number in DAYS[row.day]})
        return {
            "rest": not self.store_ids,
            "stores": sorted(stores.mapped("retail_uuid")),
            "days": days,
            "dates": dates,
        }

    @api.model
    def _retail_texts(self, record, name):
        """{language: text} of a translated field, in all languages that are installed."""
        texts = {code: record.with_context(lang=code)[name] or "" for code, _label in self.env["res.lang"].get_installed()}
        return {code: text for code, text in texts.items() if text}
