"""Price batches by each store's own clock: Bergen's store stands on the Faroes here, an hour behind Oslo, Moss's in Helsinki."""

from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged

from .common import RetailCase

SIX = datetime(2026, 11, 21, 5)  # 06:00 in Oslo
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


@tagged("post_install", "-at_install")
class TestPriceBatchClock(RetailCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time("2026-11-20 10:00:00"))
        cls.setUpChain()
        cls.chain.action_own_pricelist()
        cls.bergen.tz, cls.moss.tz = "Atlantic/Faroe", "Europe/Helsinki"
        cls.milk = cls.env["product.product"].create(
            {"name": "Milk", "barcode": "9938010000010", "list_price": 20, "available_in_pos": True, "taxes_id": False}
        )

    def batch(self, price=15, **values):
        batch = self.env["retail.price.batch"].create(
            {
                "name": "Week 48",
                "store_id": self.chain.id,
                "import_text": f"9938010000010\t{price}",
                "clock": "store",
                "tz": "Europe/Oslo",
                "date_from": SIX,
                **values,
            }
        )
        batch.action_import()
        return batch

    def prices(self, at):
        """In Helsinki, Oslo and on the Faroes."""
        stores = (self.moss, self.oslo, self.bergen)
        return [store._retail_pricelist()._get_product_price(self.milk, 1.0, date=at) for store in stores]

    def test_each_store_switches_when_its_own_clock_shows_the_time(self):
        self.batch(date_to=SIX + timedelta(days=1)).action_release()
        self.assertEqual(self.prices(SIX - HOUR - SECOND), [20, 20, 20])
        self.assertEqual(self.prices(SIX - HOUR), [15, 20, 20])
        self.assertEqual(self.prices(SIX), [15, 15, 20])
        self.assertEqual(self.prices(SIX + HOUR), [15, 15, 15])
        end = SIX + timedelta(days=1)
        self.assertEqual(self.prices(end - HOUR + SECOND), [20, 15, 15])
        self.assertEqual(self.prices(end + SECOND), [20, 20, 15])
        self.assertEqual(self.prices(end + HOUR), [20, 20, 15])
        self.assertEqual(self.prices(end + HOUR + SECOND), [20, 20, 20])
        # Whoever asks for no store is told by the clock that it was set by, as Odoo's own screens and reports.
        price = self.chain.pricelist_id._get_product_price
        self.assertEqual([price(self.milk, 1.0, date=at) for at in (SIX - SECOND, SIX, end + SECOND)], [20, 15, 20])

    def test_one_moment_for_all_unless_chosen(self):
        batch = self.env["retail.price.batch"].create({"name": "Week 48", "store_id": self.chain.id})
        self.assertEqual(batch.clock, "same")
        self.batch(clock="same").action_release()
        self.assertEqual(self.prices(SIX - SECOND), [20, 20, 20])
        self.assertEqual(self.prices(SIX), [15, 15, 15])

    def test_over_both_changes_to_and_from_summer_time(self):
        # Set by a clock that is never turned: 02:30 comes twice in Oslo, Helsinki's clock is turned at another time of day.
        autumn, spring = datetime(2026, 10, 25, 2, 30), datetime(2027, 3, 28, 2, 30)
        for at, oslo in ((autumn, datetime(2026, 10, 25, 0, 30)), (spring, datetime(2027, 3, 28, 1, 30))):
            with freeze_time(at - timedelta(days=3)):
                batch = self.batch(tz="Atlantic/Reykjavik", date_from=at)
                batch.action_release()
                self.assertEqual([self.prices(oslo - SECOND)[1], self.prices(oslo)[1]], [20, 15])
                batch.action_withdraw()

    def test_prices_that_take_over_the_chains_go_by_the_stores_clock_too(self):
        self.bergen.action_own_pricelist()
        self.batch().action_release()
        self.assertEqual(self.prices(SIX), [15, 15, 20])
        self.assertEqual(self.prices(SIX + HOUR), [15, 15, 15])

    def test_withdrawn_while_it_has_begun_in_some_stores(self):
        batch = self.batch()
        batch.action_release()
        with freeze_time(SIX - HOUR / 2):  # in Helsinki alone
            batch.action_withdraw()
            self.assertEqual(self.prices(SIX - HOUR), [15, 20, 20], "what was in force was in force")
        self.assertEqual(self.prices(SIX - HOUR / 2 + SECOND), [20, 20, 20])
        self.assertEqual(self.prices(SIX + 2 * HOUR), [20, 20, 20], "no clock brings it later")
        batch = self.batch(date_to=SIX + 12 * HOUR)
        batch.action_release()
        with freeze_time(SIX + 12 * HOUR + HOUR / 2):  # ended in Oslo, not on the Faroes
            self.assertEqual(self.prices(datetime.now()), [20, 20, 15])
            batch.action_withdraw()
            self.assertEqual(self.prices(datetime.now() + SECOND), [20, 20, 20])

    def test_withdrawn_long_before(self):
        batch = self.batch(date_from=SIX + timedelta(days=7))
        batch.action_release()
        batch.action_withdraw()
        self.assertFalse(batch.item_ids)

    def test_what_is_looked_at_before_it_goes(self):
        self.batch(18, clock="same", date_from=SIX - HOUR / 2).action_release()
        # The chain's own clock is Oslo's.
        self.assertEqual(self.batch().line_ids.old_price, 18)
        self.assertEqual(self.batch(tz="Europe/Helsinki", date_from=SIX - HOUR).line_ids.old_price, 18)
        lines = self.batch(date_to=SIX + HOUR).with_context(tz="Europe/Oslo", lang="en_US").clock_text.split("\n")
        self.assertEqual([line.split(" (")[0] for line in lines], ["Atlantic/Faroe", "Europe/Helsinki", "Europe/Oslo"])
        # In the words and by the clock of who reads it.
        self.assertEqual(lines[0].replace("\u202f", " "), "Atlantic/Faroe (stores: 1): from 11/21/26, 7:00 AM, to 11/21/26, 8:00 AM")
        self.assertIn("5:00", lines[1])
        self.assertFalse(self.batch(clock="same").clock_text)
        self.assertFalse(self.batch(store_id=self.bergen.id).clock_text, "one clock needs no table")

    def test_nobody_changes_the_clock_of_what_was_checked_or_is_out(self):
        batch = self.batch()
        self.assertEqual(batch.state, "checked")
        batch.clock = "same"
        self.assertEqual(batch.state, "draft")
        batch.action_release()
        for change in ({"clock": "store"}, {"tz": "Europe/Helsinki"}):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                batch.write(change)
        self.assertEqual((batch.copy().clock, batch.copy().tz), ("same", "Europe/Oslo"))

    def test_ended_only_when_the_last_clock_says_so(self):
        batch = self.batch(date_to=SIX + 12 * HOUR)
        with freeze_time(SIX + 12 * HOUR + HOUR / 2):
            batch.action_release()
        late = self.batch(date_to=SIX + 12 * HOUR)
        with freeze_time(SIX + 14 * HOUR), self.assertRaises(UserError):
            late.action_release()

    def test_tills_have_it_from_before_its_time_until_after_it(self):
        batch = self.batch(date_to=SIX + 12 * HOUR)
        batch.action_release()
        items = self.env["product.pricelist.item"]
        data = {
            "product.product": [{"id": self.milk.id, "product_tmpl_id": self.milk.product_tmpl_id.id}],
            "product.category": [],
            "product.pricelist": [{"id": self.chain.pricelist_id.id}],
        }
        for at in (SIX - timedelta(days=1), SIX + 12 * HOUR + HOUR / 2):
            with freeze_time(at):
                found = items.search(items._load_pos_data_domain(data, self.till_bergen))
                self.assertIn(batch.item_ids, found)
                self.assertIn(batch.item_ids, items.search(items._retail_feed_domain(self.till_bergen)))
                row = items._load_pos_data_read(found & batch.item_ids, self.till_bergen)[0]
                self.assertEqual((row["retail_clock_tz"], row["retail_ended_at"]), ("Europe/Oslo", False))

    def test_where_else_a_stores_price_is_told(self):
        self.batch().action_release()
        told = {}
        for store in (self.oslo, self.bergen):
            (goods,) = self.env["retail.campaign.simulator"].get_goods(self.milk.ids, store.id, (SIX + HOUR / 2).isoformat() + "Z")
            told[store] = goods["price"]
        self.assertEqual(told, {self.oslo: 1500, self.bergen: 2000})
        with freeze_time(SIX + HOUR / 2):
            ahead = [
                bool([row for row in self.env["retail.effective"]._price_rows(one) if row["pending"]]) for one in (self.oslo, self.bergen)
            ]
        self.assertEqual(ahead, [False, True])
