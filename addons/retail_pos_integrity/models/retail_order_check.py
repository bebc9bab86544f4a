"""Every night all sales of the days before are compared with what was released and held, line by line."""

from datetime import UTC, datetime

from odoo import api, fields, models
from odoo.fields import Command

from odoo.addons.retail_pos_central.models.retail_manifest import to_ms

from .retail_till_held import ON_ITS_WAY

NIGHT_BATCH = 200


class RetailOrderCheck(models.Model):
    _inherit = "retail.order.check"

    deviation_ids = fields.One2many("retail.price.deviation", "check_id", readonly=True)

    @api.model
    def _cron_night(self):
        """All paid sales that no check has looked at yet, until none is left."""
        if not self._engine_runs():
            return
        last = 0
        while orders := self._unchecked(NIGHT_BATCH, last):
            last = orders[-1].id
            self._check(orders)
            self.env["ir.cron"]._commit_progress(len(orders))

    def _unchecked(self, limit, after=0):
        """The next sales; those of each night are many, so that a batch begins where the one before it ended."""
        self.env.flush_all()
        return self.env["pos.order"].sudo().search([*self._unchecked_domain(), ("id", ">", after)], order="id", limit=limit)

    def _check_of_company(self, orders):
        """With the prices of all their goods read at once: one by one they are most of the night's work."""
        checks = super(RetailOrderCheck, self.with_context(retail_courses=self._courses_of(orders)))._check_of_company(orders)
        return checks.with_env(self.env)

    def _courses_of(self, orders):
        """{(pricelist id, time zone, product id): course}."""
        found = {}
        zone_of = self.env["retail.order.pricing"]._zone_of
        for (pricelist, zone, currency), own in orders.grouped(lambda one: (one.pricelist_id, zone_of(one), one.currency_id)).items():
            here = pricelist._retail_in_zone(zone)
            courses = self.env["retail.price.point"]._courses(here, own.lines.product_id, currency.decimal_places)
            found.update({(pricelist.id, zone, product): course for product, course in courses.items()})
        return found

    def _row(self, sale):
        if sale.get("stale") and self._held_campaigns(sale):
            sale["stale"], sale["kept"] = False, True
            sale["problems"].insert(0, self.env._("By its acknowledgements the till held the campaigns that had replaced them."))
        values = super()._row(sale)
        if values["state"] == "same":
            return values
        held = self._held(sale)
        pricing = self.env["retail.order.pricing"]
        found = [pricing._deviation_of(sale, key, line) for key, line in sale["lines"].items()]
        found += [pricing._deviation_below_zero(sale, line) for line in sale["negative"]]
        return {**values, "deviation_ids": [Command.create({**one, **held}) for one in found if one]}

    def _began(self, sale):
        """When the sale began: until its end a till keeps to the campaigns that held then."""
        scans = [datetime.fromisoformat(line["at"]) for line in sale["basket"]["lines"]]
        return min((at.astimezone(UTC).replace(tzinfo=None) for at in scans), default=sale["now"])

    def _wanted_serial(self, config, moment):
        """The latest release of campaigns that was in force for a till at a moment."""
        lines = self.env["retail.manifest"]._lines(config._retail_nodes(), config.retail_store_id, config, past=True)
        refs = [line.ref for line in lines if line.kind == "campaign" and line.at <= to_ms(moment)]
        return max(self.env["retail.release.line"].sudo().browse(refs).release_id.mapped("serial"), default=0)

    def _held_campaigns(self, sale):
        """Whether the till had acknowledged, when the sale began, the campaigns that it didn't sell at."""
        config, began = sale["order"].config_id, self._began(sale)
        held = self.env["retail.till.held"]._held_serial(config, began)
        return held is not None and began >= sale["replaced_at"] + ON_ITS_WAY and held >= self._wanted_serial(config, began)

    def _held(self, sale):
        """What the till had acknowledged when the sale began."""
        config, began = sale["order"].config_id, self._began(sale)
        row = self.env["retail.till.held"]._latest(config, "records", began)
        serial, wanted = self.env["retail.till.held"]._held_serial(config, began), self._wanted_serial(config, began)
        if serial is None:
            # From before acknowledgements were kept: what it says now.
            serial = self.env["retail.till.state"].sudo().search([("config_id", "=", config.id)], limit=1).applied_serial
        return {
            "held_serial": serial,
            "wanted_serial": wanted,
            "missing_since": row.missing_since,
            "was_behind": serial < wanted or bool(row.missing_since),
        }
