"""Who counts as a manager at which till: that is what limits, locked buttons and a manager's word go by."""

from odoo.tests import TransactionCase, new_test_user


class TestTillRole(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        store = cls.env["retail.store"]
        chain = store.create({"name": "Fjordmat", "kind": "chain"})
        cls.region = store.create({"name": "Øst", "kind": "region", "parent_id": chain.id})
        cls.store = store.create({"name": "Storgata", "kind": "store", "parent_id": cls.region.id})
        cls.till = cls.env["pos.config"].create({"name": "Kasse 1", "retail_store_id": cls.store.id})
        other = store.create({"name": "Torget", "kind": "store", "parent_id": chain.id})
        cls.other_till = cls.env["pos.config"].create({"name": "Kasse 9", "retail_store_id": other.id})
        cls.loose_till = cls.env["pos.config"].create({"name": "Kasse uten butikk"})

    def roles(self, group, stores=None):
        user = new_test_user(self.env, f"bruker_{group}", f"base.group_user,{group}", retail_store_ids=stores.ids if stores else [])
        tills = (self.till, self.other_till, self.loose_till)
        return [self.env["res.users"].with_user(user)._load_pos_data_read(user.with_user(user), till)[0]["role"] for till in tills]

    def test_a_store_s_manager_is_one_at_the_store_s_tills(self):
        group = "retail_pos_central.group_retail_store_manager"
        self.assertEqual(self.roles(group, self.region), ["manager", "cashier", "cashier"])

    def test_a_store_s_manager_without_a_store_is_one_nowhere(self):
        self.assertEqual(self.roles("retail_pos_central.group_retail_store_manager"), ["cashier"] * 3)

    def test_others_are_what_odoo_says(self):
        self.assertEqual(self.roles("point_of_sale.group_pos_user", self.store), ["cashier"] * 3)
        self.assertEqual(self.roles("retail_pos_central.group_retail_chain_manager"), ["manager"] * 3)
