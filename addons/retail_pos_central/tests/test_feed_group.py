import json
from unittest.mock import patch

from odoo.tests import TransactionCase, tagged

from ..models import retail_feed_group
from .common import RetailCase


@tagged("post_install", "-at_install")
class TestFeedGroup(RetailCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpChain()
        cls.groups = cls.env["retail.feed.group"]
        cls.groups.search([]).unlink()
        cls.milk = cls.env["product.template"].create({"name": "Milk", "available_in_pos": True, "list_price": 20})

    def setUp(self):
        super().setUp()
        self.start_over()

    def start_over(self):
        """As if a transaction began: nothing to ring for, nothing written."""
        self.env.flush_all()
        self.env.cr.precommit.clear()
        self.env.cr.execute(
            "DELETE FROM retail_feed WHERE xid = pg_current_xact_id_if_assigned() AND id < (SELECT max(id) FROM retail_feed)"
        )
        self.env.cr.execute("UPDATE retail_feed SET xid = '3' WHERE xid = pg_current_xact_id_if_assigned()")
        self.env.registry.retail_carried_at = 0
        self.last_message = self.env["bus.bus"]._bus_last_id()

    def messages(self):
        """[(channel, type, payload)] that a commit would send now."""
        self.env.flush_all()
        self.env.cr.precommit.run()
        found = self.env["bus.bus"].search([("id", ">", self.last_message), ("channel", "like", "retail_pos_")])
        texts = [(json.loads(one.channel)[1], json.loads(one.message)) for one in found]
        self.start_over()
        return [(channel, message["type"], message["payload"]) for channel, message in texts]

    def test_equal_tills_share_a_group(self):
        first, second = self.groups._of(self.till_oslo_1), self.groups._of(self.till_bergen)
        self.assertEqual(first, second)
        category = self.env["pos.category"].create({"name": "Books"})
        self.till_moss.write({"limit_categories": True, "iface_available_categ_ids": [(6, 0, category.ids)]})
        third = self.groups._of(self.till_moss)
        self.assertNotEqual(first, third)
        self.assertNotEqual(first._channel(), third._channel())
        self.assertNotEqual(first, self.groups._of(self.till_oslo_1.with_context(lang="nb_NO")))

    def test_a_small_change_rides_with_the_ring(self):
        group = self.groups._of(self.till_oslo_1)
        self.start_over()
        self.milk.list_price = 21
        sent = {kind: (channel, payload) for channel, kind, payload in self.messages()}
        self.assertEqual(sent["RETAIL_DOORBELL"][1]["carried"], group.ids)
        channel, changes = sent["RETAIL_CHANGES"]
        self.assertEqual(channel, group._channel())
        rows = {row["id"]: row for row in changes["records"]["product.template"]}
        self.assertEqual(rows[self.milk.id]["list_price"], 21)
        self.assertIn(self.milk.product_variant_id.id, [row["id"] for row in changes["records"]["product.product"]])
        self.assertTrue(changes["xid"].isdigit())
        self.assertEqual(changes["epoch"], self.env["retail.feed"]._epoch())

    def test_what_leaves_rides_as_a_tombstone(self):
        self.groups._of(self.till_oslo_1)
        self.start_over()
        self.milk.available_in_pos = False
        changes = [payload for _channel, kind, payload in self.messages() if kind == "RETAIL_CHANGES"]
        self.assertEqual(changes[0]["deleted"]["product.template"], self.milk.ids)

    def with_own_prices(self, till):
        """Give the till a pricelist of its own, as each store of some chains has; the pricelist."""
        pricelist = self.env["product.pricelist"].create({"name": f"Prices of {till.name}"})
        till.write({"use_pricelist": True, "available_pricelist_ids": [(6, 0, pricelist.ids)], "pricelist_id": pricelist.id})
        return pricelist

    def test_stores_with_prices_of_their_own_share_what_is_the_same_for_all(self):
        tills = self.till_oslo_1 | self.till_oslo_2 | self.till_bergen
        lists = [self.with_own_prices(till) for till in tills]
        groups = [self.groups._of(till) for till in tills]
        self.assertEqual(len(set(groups)), 3)
        self.start_over()
        feed = type(self.env["retail.feed"])
        with patch.object(retail_feed_group, "MAX_VIEWS", 2), patch.object(feed, "_delta", autospec=True, side_effect=feed._delta) as delta:
            self.milk.list_price = 26
            sent = self.messages()
            self.assertEqual(delta.call_count, 1, "a list price is the same for all")
            self.assertEqual({channel for channel, kind, _p in sent if kind == "RETAIL_CHANGES"}, {one._channel() for one in groups})
            item = self.env["product.pricelist.item"].create(
                {"pricelist_id": lists[0].id, "applied_on": "1_product", "product_tmpl_id": self.milk.id, "fixed_price": 19}
            )
            rows = {
                channel: [row["id"] for row in payload["records"]["product.pricelist.item"]]
                for channel, kind, payload in self.messages()
                if kind == "RETAIL_CHANGES"
            }
            self.assertEqual(delta.call_count, 3, "those who have the pricelist, and the rest")
            self.assertEqual(rows, {groups[0]._channel(): item.ids, groups[1]._channel(): [], groups[2]._channel(): []})
            for pricelist in lists:
                pricelist.name = f"{pricelist.name}, new"
            self.assertPlainRing("too many see it differently")

    def test_what_does_not_ride(self):
        self.groups._of(self.till_oslo_1)
        self.start_over()
        self.env["product.template"].create([{"name": f"Goods {number}", "available_in_pos": True} for number in range(60)])
        self.assertPlainRing("too large")
        self.env["res.partner"].create({"name": "Kari Nordmann"})
        self.assertPlainRing("a customer")
        self.milk.list_price = 22
        self.messages()
        self.env.registry.retail_carried_at = float("inf")
        self.milk.list_price = 23
        self.assertPlainRing("right after another")
        self.groups.search([]).used_on = "2020-01-01"
        self.milk.list_price = 24
        self.assertPlainRing("no till in use")

    def assertPlainRing(self, why):
        sent = self.messages()
        self.assertEqual([kind for _channel, kind, _payload in sent], ["RETAIL_DOORBELL"], why)
        self.assertNotIn("carried", sent[0][2])

    def test_a_group_that_its_till_has_left_is_not_told(self):
        self.groups._of(self.till_oslo_1)
        category = self.env["pos.category"].create({"name": "Books"})
        self.till_oslo_1.write({"limit_categories": True, "iface_available_categ_ids": [(6, 0, category.ids)]})
        self.start_over()
        self.milk.list_price = 25
        self.assertPlainRing("the group is not what its till is now")

    def test_the_first_till_of_the_day_notes_the_use(self):
        group = self.groups._of(self.till_oslo_1)
        group.used_on = "2020-01-01"
        group.flush_recordset()
        self.assertEqual(self.groups._of(self.till_oslo_2), group)
        self.assertGreater(group.used_on.year, 2020)
        self.assertEqual(group.config_id, self.till_oslo_2)
        group.used_on = "2020-01-01"
        self.groups._gc_groups()
        self.assertFalse(group.exists())

    def test_a_till_is_told_its_group_when_it_loads_and_when_it_pulls(self):
        told = self.till_oslo_1._retail_load()["group"]
        self.assertEqual(told, self.groups._of(self.till_oslo_1)._told())
        self.assertEqual(self.env["retail.feed"]._pull(self.till_oslo_1)["group"], told)
