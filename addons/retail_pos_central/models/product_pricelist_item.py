"""Dated prices: which batch they came from, by whose clock they count, and which belong to a till, ahead of their time."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..tools import store_clock


class ProductPricelistItem(models.Model):
    _inherit = "product.pricelist.item"

    retail_batch_id = fields.Many2one(
        "retail.price.batch", string="Price Batch", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    retail_clock_tz = fields.Char(
        string="By Each Store's Clock",
        readonly=True,
        index="btree_not_null",
        help="The dates count when a store's own clock shows what the clock of this time zone shows at them. Empty: they are one "
        "moment for all stores.",
    )
    retail_ended_at = fields.Datetime(
        string="Withdrawn", readonly=True, help="Withdrawn at this moment for all stores, whatever their clocks show."
    )

    @api.constrains("date_start", "date_end")
    def _check_date_range(self):
        # What is withdrawn before it began by the clock that it was set by may have begun in a store further east.
        return super(ProductPricelistItem, self.filtered(lambda item: not item.retail_ended_at))._check_date_range()

    def _retail_span(self, zone):
        """(start, end) of the item's time for stores in a zone (pytz; None: as it was set); each None where it is open."""
        start, end = self.date_start or None, self.date_end or None
        if not self.retail_clock_tz or not zone:
            return start, end
        start = start and store_clock.moment_in(start, self.retail_clock_tz, zone)
        return start, self.retail_ended_at or (end and store_clock.moment_in(end, self.retail_clock_tz, zone))

    def _retail_counts(self, moment, zone):
        """Whether the item is in force at a moment for stores in a zone."""
        start, end = self._retail_span(zone)
        return (not start or start <= moment) and (not end or moment <= end)

    def _retail_withdraw(self, now):
        """Prices ahead are taken away; prices in force, or perhaps so in some store by its clock, end now."""
        margin = {item: store_clock.SPREAD if item.retail_clock_tz else timedelta() for item in self}
        begun = self.filtered(lambda item: item.date_start and item.date_start - margin[item] < now)
        # Odoo's end counts as part of the item's time.
        running = begun.filtered(lambda item: not item.date_end or item.date_end + margin[item] > now)
        running.filtered("retail_clock_tz").retail_ended_at = now
        running.filtered(lambda item: not item.date_end or item.date_end > now).date_end = now
        (self - begun).unlink()

    @api.model
    def _retail_not_ended(self, moment):
        """A domain of items that haven't ended at a moment in every store."""
        own_clock = Domain("retail_clock_tz", "!=", False) & Domain("date_end", ">=", moment - store_clock.SPREAD)
        return Domain("date_end", "=", False) | Domain("date_end", ">=", moment) | own_clock

    @api.model
    def _load_pos_data_fields(self, config):
        return [*super()._load_pos_data_fields(config), "retail_clock_tz", "retail_ended_at"]

    @api.model
    def _load_pos_data_domain(self, data, config):
        """Items that start later, or have ended by another clock, are loaded as well: the till evaluates their dates itself."""
        not_ended = self._retail_not_ended(fields.Datetime.now())
        mapped = {"date_start": Domain.TRUE, "date_end": not_ended}
        return Domain(super()._load_pos_data_domain(data, config)).map_conditions(
            lambda one: mapped[one.field_expr] if one.field_expr in mapped and one.operator in ("<=", ">=") else one
        )

    @api.model
    def _retail_feed_domain(self, config):
        ours = Domain("pricelist_id", "any", self.env["product.pricelist"]._retail_feed_domain(config))
        of_template = Domain("product_tmpl_id", "=", False) | Domain(
            "product_tmpl_id", "any", self.env["product.template"]._retail_feed_domain(config)
        )
        of_variant = Domain("product_id", "=", False) | Domain("product_id", "any", self.env["product.product"]._retail_feed_domain(config))
        # An item that has just ended is still sent, so that a till whose clock is behind ends it at its second.
        still = self._retail_not_ended(fields.Datetime.now() - timedelta(days=1))
        return ours & of_template & of_variant & still
