"""Only chain managers see seals, keys and files; nobody changes seals and keys, nobody reads a private key."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.retail_pos_central.tests.common import CASHIER, CHAIN, STORE

from .common import NorwegianCase


@tagged("post_install", "-at_install")
class TestAccess(NorwegianCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chain_manager = cls.make_user("saft_chain", CHAIN)
        cls.store_manager = cls.make_user("saft_store", STORE, cls.oslo)
        cls.cashier = cls.make_user("saft_cashier", CASHIER)

    def records(self):
        self.sell(self.open(), (self.milk, 1, 0))
        chain = self.env["retail.saft.chain"].sudo().search([("config_id", "=", self.config.id)])
        return self.seals(), self.seals().key_id, self.env["retail.saft.export"].create({}), chain

    def test_rights(self):
        seal, key, export, chain = self.records()
        for record in (seal, key, export, chain):
            self.assertRights(record, self.cashier, "")
            self.assertRights(record, self.store_manager, "")
        self.assertRights(seal, self.chain_manager, "read")
        self.assertRights(key, self.chain_manager, "read")
        self.assertRights(export, self.chain_manager, "read write create unlink")
        self.assertRights(chain, self.chain_manager, "")

    def test_private_key_is_nobodys(self):
        _seal, key, _export, _chain = self.records()
        with self.assertRaises(AccessError):
            key.with_user(self.chain_manager).read(["private_key"])
        self.assertNotIn("private_key", key.with_user(self.env.ref("base.user_admin")).fields_get())

    def test_nothing_that_was_sealed_is_changed(self):
        seal, key, _export, _chain = self.records()
        for record, values in ((seal, {"content": "x"}), (key, {"version": 9})):
            with self.assertRaises(UserError):
                record.write(values)
            with self.assertRaises(UserError):
                record.unlink()

    def test_cashier_sells_and_sees_no_seal(self):
        self.open()
        self.env = self.env(user=self.cashier)
        order = self.sell(self.config.current_session_id, (self.milk, 1, 0))
        self.assertNotIn("retail_saft_seal_ids", order.with_user(self.cashier).read()[0])
        self.assertEqual(self.seals().order_id.ids, order.ids)

    def test_store_manager_makes_no_file(self):
        export = self.env["retail.saft.export"].create({})
        with self.assertRaises(AccessError):
            export.with_user(self.store_manager).action_make()
        with self.assertRaises(AccessError):
            self.env["retail.saft.key"].with_user(self.store_manager).action_new()

    def test_what_was_found_is_not_written_over(self):
        self.sell(self.open(), (self.milk, 1, 0))
        export = self.export().with_user(self.chain_manager)
        for values in ({"faults": False}, {"user_id": self.chain_manager.id}, {"attachment_id": False}, {"state": "draft"}):
            with self.assertRaises(AccessError):
                export.write(values)
        with self.assertRaises(UserError):
            export.date_to = "2026-12-31"
        with self.assertRaises(AccessError):
            export.create({"state": "done"})

    def test_every_model_is_covered_here(self):
        own = {
            name for name, model in self.env.registry.items() if name.startswith("retail.") and model._original_module == "retail_pos_saft"
        }
        self.assertEqual(own, {"retail.saft.chain", "retail.saft.export", "retail.saft.key", "retail.saft.seal"})
