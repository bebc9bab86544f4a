"""Sales at a till of the chain, and the nightly comparison of them with what was released and held."""

from datetime import timedelta

from odoo import fields

from odoo.addons.retail_pos_campaign_reports.tests.common import SellingCase


class DeviationCase(SellingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.now = fields.Datetime.now()
        points = cls.env["retail.price.point"]
        points._catch_up(cls.crisps | cls.nuts)
        points.flush_model()
        cls.env.cr.execute(
            "UPDATE retail_price_point SET date_from = %s WHERE product_id = ANY(%s)",
            (cls.now - timedelta(days=20), (cls.crisps | cls.nuts).ids),
        )
        points.invalidate_model()

    def night(self):
        """The nightly job's work on the sales of this test."""
        self.env.flush_all()
        checks = self.env["retail.order.check"]
        orders = checks._unchecked(1000).filtered(lambda order: order.config_id == self.config)
        checks._check(orders)
        return self.env["retail.price.deviation"].search([("config_id", "=", self.config.id)])

    def raise_price(self, hours_ago):
        self.crisps.lst_price = 55
        points = self.env["retail.price.point"]
        points._catch_up(self.crisps)
        points.flush_model()
        self.env.cr.execute(
            "UPDATE retail_price_point SET date_from = %s WHERE product_id = %s AND price = 55",
            (self.now - timedelta(hours=hours_ago), self.crisps.id),
        )
        points.invalidate_model()
