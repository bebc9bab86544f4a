"""Uplift and cannibalised sales against the same weekdays before the campaign, by the store's clock."""

from datetime import datetime, time, timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from .common import SellingCase


@tagged("post_install", "-at_install")
class TestCampaignEffect(SellingCase):
    def sold_on(self, day, *lines):
        order = self.sell(*lines)
        moment = datetime.combine(day, time(10))
        order.sudo().date_order = moment
        order.sudo().retail_saving_ids.date = moment
        return order

    def test_a_day_against_the_same_weekday_before(self):
        day = fields.Date.today() - timedelta(days=1)
        campaign = self.make_campaign(
            "Crisps 30,-",
            self.oslo,
            kind="price",
            price=30,
            all_goods=False,
            product_ids=[Command.set(self.crisps.ids)],
            date_from=datetime.combine(day, time(0)),
        )
        self.release(campaign)
        # Four weeks before: 2 crisps and 3 nuts on this weekday (nothing a week ago), and much on the day before it.
        for weeks, crisps, nuts in ((4, 4, 3), (3, 2, 3), (2, 2, 6)):
            self.sold_on(day - timedelta(weeks=weeks), self.line(self.crisps, crisps), self.line(self.nuts, nuts))
        self.sold_on(day - timedelta(days=8), self.line(self.crisps, 50))
        self.sold_on(day, self.line(self.crisps, 5, 150.0, savings=[(campaign, 5000)]), self.line(self.nuts, 1))
        self.env["retail.campaign.effect"]._refresh(campaign)
        rows = self.env["retail.campaign.effect"].search([("campaign_id", "=", campaign.id)])
        own = rows.filtered(lambda row: row.product_id == self.crisps)
        other = rows.filtered(lambda row: row.product_id == self.nuts)
        self.assertEqual((own.day, own.store_id, own.goods), (day, self.oslo, "campaign"))
        self.assertEqual((own.units, own.usual_units, own.uplift_units), (5, 2, 3))
        self.assertEqual((own.sales, own.usual_sales, own.uplift_sales), (150, 80, 70))
        self.assertEqual(own.uplift_margin, (150 - 5 * 20) - (80 - 2 * 20))
        self.assertEqual((other.goods, other.units, other.usual_units), ("others", 1, 3))
        self.assertEqual((other.cannibalised_sales, other.uplift_sales, own.cannibalised_sales), (60, 0, 0))

    def test_goods_of_the_campaign_that_nobody_bought_meanwhile_are_its_own(self):
        day = fields.Date.today() - timedelta(days=1)
        both = self.crisps | self.nuts
        dates = {"date_from": datetime.combine(day, time(0))}
        campaign = self.make_campaign("10 %", self.oslo, all_goods=False, product_ids=[Command.set(both.ids)], **dates)
        self.release(campaign)
        self.sold_on(day - timedelta(weeks=1), self.line(self.nuts, 4))
        self.sold_on(day, self.line(self.crisps, 1, 36.0, savings=[(campaign, 400)]))
        self.env["retail.campaign.effect"]._refresh(campaign)
        nuts = self.env["retail.campaign.effect"].search([("campaign_id", "=", campaign.id), ("product_id", "=", self.nuts.id)])
        self.assertEqual((nuts.goods, nuts.units, nuts.uplift_units, nuts.cannibalised_sales), ("campaign", 0, -1, 0))

    def test_the_night_works_out_running_campaigns_once(self):
        campaign = self.make_campaign("10 %", self.oslo)
        self.release(campaign)
        today = fields.Date.today()
        for day in (today - timedelta(days=1), today):
            self.sold_on(day, self.line(self.crisps, 1, 36.0, savings=[(campaign, 400)]))
        self.env.flush_all()
        effect = self.env["retail.campaign.effect"]
        effect._cron_refresh()
        effect._cron_refresh()
        rows = effect.search([("campaign_id", "=", campaign.id), ("product_id", "=", self.crisps.id)])
        self.assertEqual((len(rows), rows.units), (1, 1), "a day counts when it is over")
