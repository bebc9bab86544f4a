from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from .common import RetailCase


@tagged("post_install", "-at_install")
class TestStore(RetailCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpChain()

    def test_path_goes_from_the_till_to_the_root(self):
        nodes = [f"c{self.till_oslo_1.id}", f"s{self.oslo.id}", f"s{self.east.id}", f"s{self.chain.id}"]
        self.assertEqual(self.till_oslo_1._retail_nodes(), nodes)

    def test_tills_of_a_node(self):
        self.assertEqual(self.east._retail_tills(), self.till_oslo_1 | self.till_oslo_2 | self.till_moss)
        self.assertEqual(self.chain.till_count, 4)

    def test_time_zone_and_responsible_come_from_above(self):
        self.assertEqual(str(self.oslo._retail_tz()), "Europe/Oslo")
        self.bergen.tz = "Atlantic/Faroe"
        self.assertEqual(str(self.bergen._retail_tz()), "Atlantic/Faroe")
        self.east.responsible_id = self.env.user
        self.assertEqual(self.moss._retail_responsible(), self.env.user)
        self.assertFalse(self.bergen._retail_responsible())

    def test_tree_stays_a_tree(self):
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.chain.write({"kind": "region", "parent_id": self.oslo.id})
        with self.assertRaises(ValidationError):
            self.env["retail.store"].create({"name": "In a store", "parent_id": self.oslo.id})
        with self.assertRaises(ValidationError):
            self.chain.parent_id = self.env["retail.store"].create({"name": "Above", "kind": "chain"})
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.east.parent_id = self.east
        with self.assertRaisesRegex(ValidationError, "East is a store"), self.env.cr.savepoint():
            self.east.kind = "store"

    @mute_logger("odoo.sql_db")
    def test_code_is_unique(self):
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.moss.code = "TEST-OSL"

    def test_every_till_has_its_own_uuid(self):
        self.assertEqual(len(set(self.tills.mapped("retail_uuid"))), 4)
        self.assertNotEqual(self.till_oslo_1.copy().retail_uuid, self.till_oslo_1.retail_uuid)

    def test_what_has_tills_is_not_archived(self):
        for node in (self.moss, self.east):
            with self.assertRaisesRegex(ValidationError, "Moss 1.* Archive or move them first"), self.env.cr.savepoint():
                node.active = False
        self.till_moss.active = False
        self.moss.active = False
        self.assertFalse(self.moss.active)
        north, tromso = self.env["retail.store"].create({"name": "North", "kind": "region", "parent_id": self.chain.id}), self.bergen
        north.active = False
        with self.assertRaisesRegex(ValidationError, "North is archived"), self.env.cr.savepoint():
            tromso.parent_id = north
        with self.assertRaisesRegex(ValidationError, "Moss is archived"), self.env.cr.savepoint():
            self.till_oslo_1.retail_store_id = self.moss
        with self.assertRaisesRegex(ValidationError, "Moss is archived"), self.env.cr.savepoint():
            self.till_moss.active = True

    def test_a_store_without_tills_and_names_of_any_kind(self):
        name = "Skøyerbukta 🛶 " + "lang " * 100
        store = self.env["retail.store"].create({"name": name, "kind": "store", "parent_id": self.east.id})
        release = self.release(self.make_layout(name, store))
        self.assertEqual((release.state, release.till_count, release.progress), ("running", 0, 0))
        self.env["retail.release"]._cron_progress()
        self.assertEqual(release.state, "done", "nobody is waited for")
        self.assertIn("🛶", store.effective_html)
        store.parent_id = self.west
        self.assertTrue(store.complete_name.endswith(name))

    def test_a_moved_store_gets_the_new_regions_content(self):
        layout = self.make_layout("West", self.west)
        self.release(layout)
        self.assertFalse(self.content_of(self.till_moss))
        before = self.env["retail.till.state"]._of(self.till_moss).wanted_serial
        self.moss.parent_id = self.west
        self.assertEqual(self.content_of(self.till_moss), self.key(layout))
        self.assertGreater(self.env["retail.till.state"]._of(self.till_moss).wanted_serial, before)
        self.assertEqual(self.env["retail.audit"].search([], limit=1).store_id, self.moss)

    def test_a_moved_till_gets_the_new_stores_content(self):
        layout = self.make_layout("Bergen", self.bergen)
        self.release(layout)
        self.till_oslo_2.retail_store_id = self.bergen
        self.assertEqual(self.content_of(self.till_oslo_2), self.key(layout))

    def test_who_moves_gets_the_prices_of_the_new_place(self):
        goods = self.env["product.product"].create({"name": "Milk", "list_price": 20, "available_in_pos": True})

        def price_at(node, price):
            node.action_own_pricelist()
            values = {"applied_on": "0_product_variant", "product_id": goods.id, "compute_price": "fixed", "fixed_price": price}
            node.pricelist_id.item_ids = [Command.create({**values, "product_tmpl_id": goods.product_tmpl_id.id})]

        def prices():
            return [till.pricelist_id._get_product_price(goods, 1.0) for till in (self.till_oslo_1, self.till_moss, self.till_bergen)]

        self.moss.action_own_pricelist()
        price_at(self.chain, 19)
        self.assertEqual(prices(), [19, 19, 19], "what a store has of its own follows a chain that comes later")
        price_at(self.east, 18)
        price_at(self.west, 17)
        self.assertEqual(prices(), [18, 18, 17])
        (self.oslo | self.moss).parent_id = self.west
        self.assertEqual(prices(), [17, 17, 17])
        self.assertEqual(self.till_oslo_1.available_pricelist_ids, self.west.pricelist_id | self.chain.pricelist_id)
        self.assertNotIn(self.east.pricelist_id, self.till_moss.available_pricelist_ids)
        self.till_bergen.retail_store_id = self.east
        self.assertEqual(self.till_bergen.pricelist_id, self.east.pricelist_id)
        self.assertEqual(self.make_till("Oslo 3", self.oslo).pricelist_id, self.west.pricelist_id)
        self.west.pricelist_id = False
        self.assertEqual(prices(), [19, 19, 18])

    def test_a_pricelist_chosen_by_hand_stays(self):
        staff = self.env["product.pricelist"].create({"name": "Staff shop", "currency_id": self.env.company.currency_id.id})
        self.till_oslo_1.write({"use_pricelist": True, "available_pricelist_ids": [Command.link(staff.id)], "pricelist_id": staff.id})
        self.west.action_own_pricelist()
        self.oslo.parent_id = self.west
        self.assertEqual(self.till_oslo_1.pricelist_id, staff)
        self.assertEqual(self.till_oslo_2.pricelist_id, self.west.pricelist_id)
        self.oslo.parent_id = self.east
        self.assertEqual((self.till_oslo_1.pricelist_id, self.till_oslo_2.use_pricelist), (staff, False))

    def test_nothing_secret_reaches_the_till(self):
        """All fields of pos.config are loaded: none of ours may name a key, token or password."""
        ours = [name for name in self.env["pos.config"]._fields if name.startswith("retail_")]
        self.assertFalse([name for name in ours if any(word in name for word in ("key", "token", "secret", "password"))])
        loaded = self.env["pos.config"]._load_pos_data_read(self.till_oslo_1, self.till_oslo_1)[0]
        self.assertEqual(loaded["_retail"]["till"], self.till_oslo_1.retail_uuid)
        self.assertEqual(loaded["_retail"]["store"]["code"], "TEST-OSL")
        self.assertNotIn("database.secret", str(loaded))
