"""Devices: what is asked of a shop manager, and that a secret goes in and never out."""

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form

from ..models.retail_device import PASSPHRASE_SET
from .common import DevicesCase


class TestDevice(DevicesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.box = cls._make_box()
        cls._make_devices(cls.box, cls.till)

    def test_what_is_missing_is_said(self):
        device = self.env["retail.device"]
        for driver, values, words in [
            ("serial_scanner", {}, "scanner's port"),
            ("serial_scanner", {"serial_port": "the usb one"}, "scanner's port"),
            ("escpos_tcp", {"port": 9100}, "IP address"),
            ("escpos_tcp", {"host": "192.168.1.50", "port": 0}, "network port"),
            ("escpos_tcp", {"host": "192.168.1.50", "port": 9100, "columns": 7}, "24 to 64"),
            ("nexo_terminal", {"host": "192.168.1.60", "port": 8443}, "terminal ID"),
        ]:
            with self.assertRaisesRegex(ValidationError, words, msg=driver), self.cr.savepoint():
                device.create({"name": "X", "box_id": self.box.id, "driver": driver, **values})

    def test_terminal_without_key_is_kept_but_not_sent(self):
        self.terminal.passphrase = False
        self.assertIn("passphrase", self.terminal.missing)
        self.assertNotIn(self.terminal.uid, [device["id"] for device in self.box._retail_config()["devices"]])

    def test_form_proposes_the_usual_port(self):
        form = Form(self.env["retail.device"].with_context(default_box_id=self.box.id))
        form.name = "Skriver 2"
        form.driver = "escpos_tcp"
        self.assertEqual(form.port, 9100)
        form.host = "printer.local"
        form.save()

    def test_till_of_another_store_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "another store"):
            self.printer.config_ids = self.other_till
        with self.assertRaisesRegex(ValidationError, "Kasse 1"):
            self.box.store_id = self.other_store

    def test_passphrase_is_written_and_never_read(self):
        terminal = self.terminal.with_user(self.chain_manager)
        self.assertEqual(terminal.passphrase, PASSPHRASE_SET)
        terminal.passphrase = PASSPHRASE_SET
        self.assertEqual(self.terminal.sudo().passphrase_stored, "hemmelig-passord")
        terminal.passphrase = "ny-hemmelighet"
        self.assertEqual(self.terminal.sudo().passphrase_stored, "ny-hemmelighet")
        for user in (self.chain_manager, self.env.ref("base.user_admin"), self.manager):
            with self.assertRaises(AccessError):
                self.terminal.with_user(user).read(["passphrase_stored"])
        with self.assertRaises(AccessError):
            self.terminal.with_user(self.manager).write({"passphrase": "mitt"})
        history = " ".join(message.body for message in self.box.message_ids)
        self.assertIn("was replaced", history)
        self.assertNotIn("hemmelig", history + str(self.terminal.message_ids.tracking_value_ids.mapped("new_value_char")))

    def test_copy_takes_no_secret_along(self):
        self.assertFalse(self.terminal.copy().sudo().passphrase_stored)
