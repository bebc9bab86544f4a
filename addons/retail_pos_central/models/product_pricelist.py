"""Prices as they are in a store: what counts by each store's own clock, the server evaluates as the store's tills do.

Whoever asks for a store's prices asks a pricelist `_retail_for(store)`. Without that, as in Odoo's own screens and
reports, prices count at the moment at which they were set.
"""

import pytz

from odoo import fields, models
from odoo.fields import Domain

from ..tools.store_clock import SPREAD


class ProductPricelist(models.Model):
    _inherit = "product.pricelist"

    def _retail_for(self, store):
        """These pricelists, by a store's clock."""
        return self._retail_in_zone(store._retail_tz())

    def _retail_in_zone(self, zone):
        return self.with_context(retail_tz=str(zone))

    def _retail_zone(self):
        """The clock by which these pricelists are read (pytz), or None."""
        name = self.env.context.get("retail_tz")
        return pytz.timezone(name) if name else None

    def _get_applicable_rules(self, products, date, **kwargs):
        rules = super()._get_applicable_rules(products, date, **kwargs)
        zone = self._retail_zone()
        if not zone:
            return rules
        moment = fields.Datetime.to_datetime(date)
        return rules.filtered(lambda rule: not rule.retail_clock_tz or rule._retail_counts(moment, zone))

    def _get_applicable_rules_domain(self, products, date, **kwargs):
        domain = super()._get_applicable_rules_domain(products, date, **kwargs)
        if not self._retail_zone():
            return domain
        moment = fields.Datetime.to_datetime(date)
        # By the store's clock a rule may begin earlier or end later than it does by the one that it was set by.
        wider = {"date_start": Domain("date_start", "<=", moment + SPREAD), "date_end": Domain("date_end", ">=", moment - SPREAD)}
        own_clock = Domain("retail_clock_tz", "!=", False)
        return Domain(domain).map_conditions(
            lambda one: one | (own_clock & wider[one.field_expr]) if one.field_expr in wider and one.value else one
        )
