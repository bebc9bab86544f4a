"""Rights of each model: own store, other store, cashier; and tables that nobody but the server touches."""

from odoo.exceptions import AccessError

from .common import DevicesCase, SimulatedBox


class TestRights(DevicesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.box = cls._make_box()
        cls._make_devices(cls.box, cls.till)
        cls.foreign = cls._make_box("Boks 9", store=cls.other_store, simulated=SimulatedBox("11111111-2222-4333-8444-555555555555"))
        cls.foreign_device = cls.env["retail.device"].create(
            {"name": "Skriver 9", "box_id": cls.foreign.id, "driver": "escpos_tcp", "host": "h", "port": 9100}
        )

    def assert_refused(self, user, record, operation):
        self.assertFalse(record.with_user(user).has_access(operation), f"{user.login} {operation} {record._name}")

    def test_store_manager_keeps_the_own_store_s_boxes_and_devices(self):
        box, device = self.box.with_user(self.manager), self.printer.with_user(self.manager)
        box.name = "Boks ved inngangen"
        device.host = "192.168.1.52"
        self.assertEqual(self.env["retail.box"].with_user(self.manager).search([]), self.box)
        self.assertNotIn(self.foreign_device, self.env["retail.device"].with_user(self.manager).search([]))
        for operation in ("read", "write", "unlink"):
            self.assert_refused(self.manager, self.foreign, operation)
            self.assert_refused(self.manager, self.foreign_device, operation)
        self.printer.config_ids = False
        with self.assertRaises(AccessError):
            device.box_id = self.foreign

    def test_keys_and_pairing_can_not_be_written_by_hand(self):
        """Fields that decide whom the server trusts are the server's."""
        for values in ({"public_key": "x"}, {"box_uuid": "x"}, {"state": "paired"}):
            with self.assertRaises(AccessError, msg=str(values)):
                self.box.with_user(self.manager).write(values)
            with self.assertRaises(AccessError, msg=str(values)):
                self.box.with_user(self.chain_manager).write(values)
        with self.assertRaises(AccessError):
            self.env["retail.box"].with_user(self.manager).create(
                {"name": "X", "store_id": self.store.id, "public_key": "x", "state": "paired"}
            )

    def test_commands_and_payments_of_other_stores_are_out_of_reach(self):
        with self.assertRaises(AccessError):
            self.foreign.with_user(self.manager).action_ask_log()
        with self.assertRaises(AccessError):
            self.foreign.with_user(self.manager).action_unpair()
        self.foreign._retail_command("send_log")
        self.assertFalse(self.env["retail.box.command"].with_user(self.manager).search([]))

    def test_cashier_has_no_business_here(self):
        self.box._retail_command("send_log")
        self.env["retail.signing.key"]._retail_new()
        for name in (
            "retail.box",
            "retail.device",
            "retail.device.profile",
            "retail.box.command",
            "retail.box.payment",
            "retail.box.request",
            "retail.box.nonce",
            "retail.box.attempt",
            "retail.signing.key",
            "retail.box.pair",
            "retail.box.program",
        ):
            for operation in ("read", "write", "create", "unlink"):
                self.assertFalse(self.env[name].with_user(self.cashier).has_access(operation), f"{name} {operation}")

    def test_programs_are_the_administrators(self):
        """What every box of the chain runs is put there by who keeps the server."""
        programs = self.env["retail.box.program"]
        for user in (self.manager, self.chain_manager):
            self.assertTrue(programs.with_user(user).has_access("read"))
            for operation in ("write", "create", "unlink"):
                self.assert_refused(user, programs, operation)

    def test_what_guards_the_pairing_is_nobody_s(self):
        """Attempts and used numbers keep others out: who could delete them could try again."""
        for name in ("retail.box.nonce", "retail.box.attempt"):
            for user in (self.manager, self.chain_manager):
                for operation in ("read", "write", "create", "unlink"):
                    self.assert_refused(user, self.env[name], operation)

    def test_private_keys_are_read_by_nobody(self):
        key = self.env["retail.signing.key"]._retail_new()
        for user in (self.env.ref("base.user_admin"), self.chain_manager):
            with self.assertRaises(AccessError):
                key.with_user(user).read(["private_key"])
            self.assert_refused(user, key, "write")
        self.assertNotIn("private_key", key.with_user(self.env.ref("base.user_admin")).read()[0])

    def test_boxes_speak_for_themselves(self):
        """What a box says when it asks to be paired, and what it was told to do, are no text for people to change."""
        for name in ("retail.box.request", "retail.box.command"):
            for user in (self.manager, self.chain_manager):
                self.assertTrue(self.env[name].with_user(user).has_access("read"), name)
                for operation in ("write", "create", "unlink"):
                    self.assert_refused(user, self.env[name], operation)

    def test_pairing_is_for_those_who_run_a_store(self):
        for user in (self.manager, self.chain_manager):
            self.assertTrue(self.env["retail.box.pair"].with_user(user).has_access("create"))

    def test_a_profile_is_changed_where_it_counts(self):
        """A store's manager changes what counts in the own store alone, not what other stores have too."""
        profiles = {}
        for store in (self.store, self.other_store, self.chain):
            profiles[store] = self.env["retail.device.profile"].create({"name": store.name})
            self.env["retail.assignment"].create({"res_model": "retail.device.profile", "res_id": profiles[store].id, "store_id": store.id})
        profiles[self.store].with_user(self.manager).printer_columns = 44
        found = self.env["retail.device.profile"].with_user(self.manager).search([("id", "in", [one.id for one in profiles.values()])])
        self.assertNotIn(profiles[self.other_store], found)
        for store in (self.other_store, self.chain):
            for operation in ("write", "unlink"):
                self.assert_refused(self.manager, profiles[store], operation)
            self.assertTrue(profiles[store].with_user(self.chain_manager).has_access("write"))

    def test_payments_of_other_stores_are_not_seen(self):
        payments = self.env["retail.box.payment"]
        own, foreign = (
            payments.create({"uuid": box.name, "box_id": box.id, "state": "unknown", "kind": "payment"}) for box in (self.box, self.foreign)
        )
        self.assertEqual(payments.with_user(self.manager).search([("id", "in", (own | foreign).ids)]), own)
        self.assertEqual(payments.with_user(self.chain_manager).search([("id", "in", (own | foreign).ids)]), own | foreign)
        for operation in ("read", "write"):
            self.assert_refused(self.manager, foreign, operation)

    def test_payments_are_reported_by_boxes_only(self):
        payment = self.env["retail.box.payment"].create({"uuid": "a", "box_id": self.box.id, "state": "unknown", "kind": "payment"})
        for name in ("create", "unlink"):
            self.assert_refused(self.chain_manager, payment, name)
        with self.assertRaises(AccessError):
            payment.with_user(self.manager).write({"state": "approved"})
