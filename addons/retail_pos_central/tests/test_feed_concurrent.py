"""The feed under concurrent transactions: real cursors, real commits, no wrapper around the test."""

from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.sql_db import db_connect
from odoo.tests import BaseCase, get_db_name, tagged

from .common import RetailCase


@tagged("post_install", "-at_install")
class TestFeedConcurrent(BaseCase):
    def setUp(self):
        super().setUp()
        self.database = db_connect(get_db_name())
        self.registry = Registry(get_db_name())
        self.addCleanup(self.clean_up)
        with self.database.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            self.created = {}
            if not env["pos.config"].search([("active", "=", True)], limit=1):
                self.created["pos.config"] = RetailCase.make_till.__func__(self.holder(env), "Till", env["retail.store"]).ids
            self.config_id = env["pos.config"].search([("active", "=", True)], limit=1).id
            products = env["product.template"].create(
                [{"name": f"Feed test {name}", "available_in_pos": True, "list_price": 1} for name in "AB"]
            )
            self.a, self.b = products.ids
            self.created["product.template"] = products.ids

    @staticmethod
    def holder(env):
        return type("Holder", (), {"env": env})

    def clean_up(self):
        with self.database.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            for model, ids in self.created.items():
                records = env[model].browse(ids).exists()
                if model == "product.template":
                    records.available_in_pos = False
                records.unlink()

    def pull(self, position):
        """What a till gets in a transaction of its own: (position, {template id: price})."""
        with self.database.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            answer = env["retail.feed"]._pull(env["pos.config"].browse(self.config_id), **position)
        self.assertFalse(answer["reset"])
        rows = answer["records"].get("product.template", [])
        prices = {row["id"]: row["list_price"] for row in rows if row["id"] in (self.a, self.b)}
        return {"epoch": answer["epoch"], "cursor": answer["cursor"]}, prices

    def position(self):
        with self.database.cursor() as cr:
            return api.Environment(cr, SUPERUSER_ID, {})["retail.feed"]._position()

    def set_price(self, cr, product_id, price):
        cr.execute("UPDATE product_template SET list_price = %s WHERE id = %s", (price, product_id))
        cr.execute("SELECT max(id), pg_current_xact_id()::text::bigint FROM retail_feed WHERE xid = pg_current_xact_id()")
        return cr.fetchone()

    def test_a_transaction_that_commits_late_is_not_missed(self):
        position = self.position()
        early, late = self.database.cursor(), self.database.cursor()
        self.addCleanup(early.close)
        self.addCleanup(late.close)
        # `late` writes first, and so has the lower feed id and the lower transaction id …
        late_id, late_xid = self.set_price(late, self.a, 10)
        early_id, early_xid = self.set_price(early, self.b, 20)
        self.assertLess(late_id, early_id)
        self.assertLess(late_xid, early_xid)
        early.commit()
        position, prices = self.pull(position)
        self.assertEqual(prices, {self.b: 20})
        # … and commits after a till has already pulled past both numbers.
        late.commit()
        position, prices = self.pull(position)
        self.assertEqual(prices, {self.a: 10})
        position, prices = self.pull(position)
        self.assertEqual(prices, {})

    def test_the_same_changes_are_worked_out_once_for_all_tills(self):
        position = self.position()
        with self.database.cursor() as cr:
            self.set_price(cr, self.a, 12)
        self.pull(position)
        with patch.object(self.registry["retail.feed"], "_delta", side_effect=AssertionError("worked out again")):
            _position, prices = self.pull(position)
        self.assertEqual(prices, {self.a: 12})

    def test_parts_that_were_made_since_this_transaction_began_are_not_made_again(self):
        change = [(1, "product.template", self.a)]
        self.pull(self.position())  # its group is known from here on

        def parts(cr):
            env = api.Environment(cr, SUPERUSER_ID, {})
            config = env["pos.config"].browse(self.config_id)
            return env["retail.feed.part"]._of(config, env["retail.feed.group"]._of(config), "test-concurrent", change)

        with self.database.cursor() as late:
            late.execute("SELECT 1 FROM retail_feed_part LIMIT 1")  # what it sees is settled from here on
            with self.database.cursor() as early:
                made = parts(early)
                self.created["retail.feed.part"] = (
                    api.Environment(early, SUPERUSER_ID, {})["retail.feed.part"].search([("delta", "like", "test-concurrent")]).ids
                )
            self.assertTrue(made)
            self.assertIsNone(parts(late), "the till is asked to come again")
        with self.database.cursor() as later:
            self.assertEqual(parts(later), made)

    def test_what_is_rolled_back_never_arrives(self):
        position = self.position()
        with self.database.cursor() as cr:
            self.set_price(cr, self.a, 99)
            cr.rollback()
        _position, prices = self.pull(position)
        self.assertEqual(prices, {})

    def test_a_pull_that_is_cut_off_can_be_repeated(self):
        position = self.position()
        with self.database.cursor() as cr:
            self.set_price(cr, self.a, 11)
        _lost, first = self.pull(position)
        _position, second = self.pull(position)
        self.assertEqual(first, second)
        self.assertEqual(first, {self.a: 11})

    def test_many_writers_none_missed(self):
        """Commits in another order than the writes, with a pull after each commit."""
        position, seen = self.position(), {}
        cursors = [self.database.cursor() for _ in range(2)]
        try:
            for number in range(6):
                first, second = cursors if number % 2 else reversed(cursors)
                self.set_price(first, self.a, 100 + number)
                self.set_price(second, self.b, 200 + number)
                for cr in (second, first):
                    cr.commit()  # pylint: disable=invalid-commit
                    position, prices = self.pull(position)
                    seen.update(prices)
                self.assertEqual(seen, {self.a: 100 + number, self.b: 200 + number})
        finally:
            for cr in cursors:
                cr.close()
