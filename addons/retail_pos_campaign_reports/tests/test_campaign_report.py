"""Sales by campaign: sums, returns, coupons."""

from odoo.tests import tagged

from .common import SellingCase


@tagged("post_install", "-at_install")
class TestCampaignReport(SellingCase):
    def test_sales_units_discount_margin_and_baskets(self):
        campaign = self.make_campaign("20 %", self.oslo, percent=20)
        coupon = self.make_campaign("Coupon", self.oslo, kind="amount", amount=5, coupon="FIVE")
        self.release(campaign, coupon)
        sold = self.sell(
            self.line(self.crisps, 2, 64.0, savings=[(campaign, 1600)]), self.line(self.nuts, 1, 24.0, savings=[(campaign, 600)])
        )
        self.sell(self.line(self.crisps, 1, 32.0, savings=[(campaign, 800)]))
        self.sell(self.line(self.nuts, 1, 25.0, savings=[(coupon, 500)]), coupons=["FIVE"])
        back = self.line(self.crisps, -1, -32.0, refunded_orderline_id=sold.lines[0].id)
        self.sell(back)
        self.env.flush_all()
        report = self.env["retail.campaign.report"]
        measures = ["units:sum", "sales:sum", "discount:sum", "margin:sum", "baskets:count_distinct"]
        ((units, sales, discount, margin, baskets),) = report._read_group([("campaign_id", "=", campaign.id)], [], measures)
        self.assertEqual((units, sales, discount, baskets), (3, 88, 22, 2))
        self.assertEqual(margin, 88 - 2 * 20 - 15)
        rows = report._read_group([("coupon", "!=", False)], ["coupon"], ["baskets:count_distinct"])
        self.assertEqual(rows, [("FIVE", 1)])
        by_product = dict(report._read_group([("campaign_id", "=", campaign.id)], ["product_id"], ["discount:sum"]))
        self.assertEqual(by_product, {self.crisps: 16, self.nuts: 6})
