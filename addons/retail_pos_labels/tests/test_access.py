"""Who may see and change labels, designs, gateways and their secret."""

from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, tagged

from .common import LabelCase

CHAIN = "retail_pos_central.group_retail_chain_manager"
STORE = "retail_pos_central.group_retail_store_manager"
ALL = "read write create unlink"


@tagged("post_install", "-at_install")
class TestAccess(LabelCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpLabels()
        cls.chain_manager = cls.make_user("label_chain", CHAIN)
        cls.oslo_manager = cls.make_user("label_oslo", STORE, cls.oslo)
        cls.bergen_manager = cls.make_user("label_bergen", STORE, cls.bergen)
        cls.cashier = cls.make_user("label_cashier", "point_of_sale.group_pos_user")
        cls.gateway = cls.env["retail.esl.gateway"].create(
            {"name": "ESL", "store_id": cls.oslo.id, "url": "http://127.0.0.1:1", "design_id": cls.shelf.id, "secret": "0123456789abcdef"}
        )
        cls.esl = cls.env["retail.esl.label"].create({"gateway_id": cls.gateway.id, "code": "A1", "product_id": cls.coffee.id})

    def assertRights(self, record, user, operations):
        found = {one for one in ALL.split() if record.with_user(user).has_access(one)}
        self.assertEqual(found, set(operations.split()), f"{record} for {user.login}")

    def test_a_cashier_has_no_rights_on_any_model(self):
        for name, model in self.env.registry.items():
            if name.startswith("retail.") and model._module == "retail_pos_labels":
                for operation in ALL.split():
                    self.assertFalse(self.env[name].with_user(self.cashier).has_access(operation), f"{operation} {name}")

    def test_labels_are_read_in_the_own_stores(self):
        label = self.env["retail.label"]._ask(self.oslo, self.coffee)
        self.assertRights(label, self.oslo_manager, "read")
        self.assertRights(label, self.bergen_manager, "")
        self.assertRights(label, self.chain_manager, "read")
        with self.assertRaises(AccessError):
            label.with_user(self.bergen_manager).action_skip()
        with self.assertRaises(AccessError):
            self.env["retail.label"].with_user(self.bergen_manager)._ask(self.oslo, self.coffee)
        label.with_user(self.oslo_manager).action_skip()
        self.assertFalse(label.exists())

    def test_a_store_manager_prints_in_the_own_store(self):
        wizard = self.env["retail.label.print"].with_user(self.oslo_manager)
        values = {"store_id": self.oslo.id, "product_ids": [(6, 0, self.coffee.ids)]}
        action = wizard.create(values).action_print()
        self.assertIn("/web/content/", action["url"])
        self.assertTrue(action["close"], "the dialog has done its work")
        with self.assertRaises(AccessError):
            wizard.create({**values, "store_id": self.bergen.id}).action_print()

    def test_designs_are_the_chains(self):
        self.assertRights(self.shelf, self.oslo_manager, "read")
        self.assertRights(self.shelf, self.chain_manager, ALL)
        with self.assertRaises(AccessError):
            self.env["retail.label.design"].with_user(self.oslo_manager).create({"name": "Mine"})

    def test_what_was_queued_is_the_servers(self):
        """Who could take such a row away would have a campaign's labels printed again."""
        for user in (self.oslo_manager, self.chain_manager):
            self.assertRights(self.env["retail.label.event"], user, "")

    def test_gateways_and_electronic_labels(self):
        self.assertRights(self.gateway, self.oslo_manager, "read")
        self.assertRights(self.gateway, self.bergen_manager, "")
        self.assertRights(self.gateway, self.chain_manager, ALL)
        self.assertRights(self.esl, self.oslo_manager, ALL)
        self.assertRights(self.esl, self.bergen_manager, "")

    def test_the_secret_is_never_read(self):
        self.assertNotIn("0123456789abcdef", str(self.gateway.with_user(self.chain_manager).read()))
        with self.assertRaises(AccessError):
            self.gateway.with_user(self.chain_manager).read(["secret_stored"])
        with self.assertRaises(AccessError):
            self.gateway.with_user(self.oslo_manager).read(["secret"])

    def test_what_a_label_shows_is_not_entered(self):
        with self.assertRaises(AccessError):
            self.esl.with_user(self.oslo_manager).write({"state": "shown"})
