"""Prices by each store's own clock in the history: Bergen's store stands on the Faroes here, an hour behind Oslo."""

from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.tests import TransactionCase, tagged

from .common import PriceCase

NOW, SIX = datetime(2026, 11, 20, 10), datetime(2026, 11, 21, 5)  # 06:00 in Oslo
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


@tagged("post_install", "-at_install")
class TestHistoryClock(PriceCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(NOW))
        cls.setUpPrices()
        cls.coffee, cls.tea = cls.make_product("Coffee", 50), cls.make_product("Tea", 30)

    def setUp(self):
        super().setUp()
        self.bergen.tz = "Atlantic/Faroe"

    def by_clock(self, price=45, **values):
        return self.batch(self.chain, {self.coffee: price}, clock="store", tz="Europe/Oslo", **{"date_from": SIX, **values})

    def prices(self, at):
        """In Oslo and on the Faroes."""
        return [self.answer(store, self.coffee, at)["price"] for store in (self.oslo, self.bergen)]

    def rows(self, product, **values):
        return self.env["retail.price.point"].search(
            [("product_id", "=", product.id), *((key, "=", value) for key, value in values.items())]
        )

    def test_ahead_and_its_end(self):
        batch = self.by_clock(date_to=SIX + 12 * HOUR)
        end = SIX + 12 * HOUR + SECOND
        self.assertEqual(self.prices(SIX - SECOND), [5000, 5000])
        self.assertEqual(self.prices(SIX), [4500, 5000])
        self.assertEqual(self.prices(SIX + HOUR), [4500, 4500])
        self.assertEqual(self.prices(end), [5000, 4500])
        self.assertEqual(self.prices(end + HOUR), [5000, 5000])
        answer = self.answer(self.bergen, self.coffee, SIX + 2 * HOUR)
        self.assertEqual((answer["since"], answer["until"]), (SIX + HOUR, end + HOUR))
        self.assertIn(batch.name, answer["why"])
        self.assertEqual(self.answer(self.bergen, self.coffee, SIX)["why"], "The product's own price")

    def test_only_goods_and_zones_that_need_it_have_rows_by_clock(self):
        self.by_clock()
        self.prices(SIX)
        self.assertEqual(set(self.rows(self.coffee).mapped("tz")), {False, "Atlantic/Faroe"})
        self.assertEqual(set(self.rows(self.tea).mapped("tz")), {False})
        self.bergen.tz = False
        self.batch(self.chain, {self.tea: 20}, clock="store", tz="Europe/Oslo", date_from=SIX)
        self.answer(self.oslo, self.tea)
        self.assertEqual(set(self.rows(self.tea).mapped("tz")), {False}, "all stores have the clock that it was set by")

    def test_an_earlier_price_of_all_is_the_past_by_this_clock_too(self):
        self.batch(self.chain, {self.coffee: 40}, date_from=NOW - timedelta(hours=2))
        self.settle(self.coffee)
        self.by_clock()
        self.assertEqual(self.prices(NOW - timedelta(days=30)), [4000, 4000])
        self.assertEqual(self.prices(SIX), [4500, 4000])

    def test_a_price_by_one_moment_in_between(self):
        self.by_clock()
        self.batch(self.chain, {self.coffee: 42}, date_from=SIX + HOUR / 2)
        # The newer one wins where both count: on the Faroes the other never shows.
        self.assertEqual(self.prices(SIX + HOUR / 4), [4500, 5000])
        self.assertEqual(self.prices(SIX + HOUR / 2), [4200, 4200])
        self.assertEqual(self.prices(SIX + HOUR), [4200, 4200])

    def test_withdrawn_before_a_stores_clock_came_to_it_it_never_counted_there(self):
        batch = self.by_clock()
        self.prices(SIX)
        with freeze_time(SIX + HOUR / 2):
            batch.action_withdraw()
            self.assertEqual(self.prices(SIX + HOUR / 4), [4500, 5000])
            self.assertEqual(self.prices(SIX + HOUR), [5000, 5000])
            self.assertEqual(self.prices(SIX + 3 * HOUR), [5000, 5000])

    def test_a_store_that_moves_to_another_zone(self):
        self.bergen.tz = False
        self.by_clock()
        self.assertEqual(self.prices(SIX), [4500, 4500])
        self.bergen.tz = "Atlantic/Faroe"
        self.assertEqual(self.prices(SIX), [4500, 5000])
        self.assertEqual(self.prices(SIX + HOUR), [4500, 4500])

    def test_the_before_price_of_a_campaign_by_the_stores_clock(self):
        self.by_clock(date_to=SIX + HOUR / 2)
        campaign = self.make_campaign("Ten off", self.chain)
        # In Oslo the low price has counted when it begins, on the Faroes it is still to come.
        self.release(campaign, effective_at=SIX + 3 * HOUR / 4)
        with freeze_time(SIX + 3 * HOUR / 4 + SECOND):
            claims = [self.answer(store, self.coffee)["claim"] for store in (self.oslo, self.bergen)]
        self.assertEqual([claim["before"] for claim in claims], [4500, 5000])
        stores = campaign._claim_stores()
        self.assertIn(self.bergen, stores, "a clock of its own is a zone of its own in the check")
