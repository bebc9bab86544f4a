"""What changes goes into the queues of the stores that it is about, ahead of its time and once."""

from datetime import timedelta

from odoo.fields import Command
from odoo.tests import TransactionCase, tagged

from .common import LabelCase


@tagged("post_install", "-at_install")
class TestQueue(LabelCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpLabels()

    def campaign(self, *nodes, **values):
        return self.make_campaign("Kaffeuke", *nodes, all_goods=False, product_ids=[Command.set(self.coffee.ids)], percent=20, **values)

    def test_what_hangs_already_is_no_work(self):
        self.assertFalse(self.queue())

    def test_a_new_price_fills_every_store_once(self):
        self.coffee.lst_price = 55
        labels = self.queue()
        self.assertEqual(labels.product_id, self.coffee)
        self.assertEqual(labels.store_id, self.oslo | self.moss | self.bergen)
        self.assertEqual(set(labels.mapped("reason")), {"price"})
        self.assertEqual(len(self.queue()), 3, "the job again adds nothing")

    def test_a_stores_own_price_fills_that_store_only(self):
        self.oslo.action_own_pricelist()
        self.batch(self.oslo, {self.coffee: 44})
        self.assertEqual(self.queue().store_id, self.oslo)
        self.queue().action_skip()
        # Two changes of the same second are one moment.
        self.env.cr.execute("UPDATE retail_price_point SET date_from = date_from - interval '5 s' WHERE product_id = %s", (self.coffee.id,))
        self.env["retail.price.point"].invalidate_model()
        self.coffee.lst_price = 60
        self.assertEqual(self.queue().store_id, self.moss | self.bergen, "Oslo's own price hides the change")

    def test_prices_ahead_come_a_day_before_and_go_when_withdrawn(self):
        begin = self.now + timedelta(hours=30)
        batch = self.batch(self.chain, {self.coffee: 45}, date_from=begin)
        self.assertFalse(self.queue())
        self.env.company.retail_label_lead_h = 48
        labels = self.queue(self.oslo)
        self.assertEqual((labels.due_at, labels.is_due), (begin, False))
        batch.action_withdraw()
        self.assertFalse(self.queue())

    def test_a_price_by_each_stores_clock_is_due_when_the_stores_own_shows_it(self):
        self.bergen.tz = "Atlantic/Faroe"
        begin = self.now + timedelta(hours=2)
        batch = self.batch(self.chain, {self.coffee: 45}, date_from=begin, clock="store", tz="Europe/Oslo")
        due = {label.store_id: label.due_at for label in self.queue()}
        self.assertEqual(due, {self.oslo: begin, self.moss: begin, self.bergen: begin + timedelta(hours=1)})
        batch.action_withdraw()
        self.assertFalse(self.queue())

    def test_a_price_that_ends(self):
        begin, end = self.now + timedelta(hours=2), self.now + timedelta(hours=5)
        self.batch(self.chain, {self.coffee: 45}, date_from=begin, date_to=end)
        self.assertEqual([due for _product, _reason, due in self.rows(self.oslo)], [begin, end + timedelta(seconds=1)])

    def test_a_campaign_starts_and_ends_in_its_stores(self):
        end = self.now + timedelta(hours=10)
        self.release(self.campaign(self.east, date_to=end))
        labels = self.queue()
        self.assertEqual(labels.store_id, self.oslo | self.moss)
        found = [(label.reason, label.due_at) for label in labels.filtered(lambda one: one.store_id == self.oslo)]
        self.assertEqual([reason for reason, _due in found], ["campaign_start", "campaign_end"])
        self.assertEqual(found[1][1], end)
        self.assertEqual(labels[0].campaign_name, "Kaffeuke")
        self.assertEqual(len(self.queue()), len(labels), "once")

    def test_a_campaign_withdrawn_before_it_starts_leaves_the_queue(self):
        release = self.release(self.campaign(self.oslo, date_from=self.now + timedelta(hours=3)))
        self.assertEqual(len(self.queue()), 1)
        release.action_withdraw()
        self.assertFalse(self.queue())

    def test_a_campaign_of_a_category_and_its_exceptions(self):
        category = self.env["product.category"].create({"name": "Varme drikker"})
        (self.coffee | self.tea).categ_id = category
        campaign = self.make_campaign(
            "Varmt", self.oslo, all_goods=False, categ_ids=[Command.set(category.ids)], except_product_ids=[Command.set(self.tea.ids)]
        )
        self.release(campaign)
        self.assertEqual(self.queue().filtered(lambda one: one.reason == "campaign_start").product_id, self.coffee)

    def test_of_several_that_are_due_the_last_stays(self):
        self.coffee.lst_price = 55
        self.queue()
        self.env.cr.execute("UPDATE retail_label SET due_at = due_at - interval '1 hour'")
        self.env["retail.label"].invalidate_model()
        self.release(self.campaign(self.oslo))
        self.assertEqual([reason for _product, reason, _due in self.rows(self.oslo)], ["campaign_start"])

    def test_new_goods_get_a_label(self):
        cocoa = self.env["product.product"].create({"name": "Kakao", "lst_price": 40, "available_in_pos": True})
        self.env["retail.price.point"]._catch_up(cocoa)
        labels = self.queue(self.oslo)
        self.assertEqual((labels.product_id, labels.reason), (cocoa, "new"))
