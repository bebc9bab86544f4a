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
            ("escpos_tcp", {"host": "192.168.1.50", "port": 9100, "columns": 7}, "24 to 48"),
            ("escpos_tcp", {"host": "192.168.1.50", "port": 9100, "columns": 42, "printer_profile": "epson58"}, "24 to 32"),
            ("toledo8217", {}, "device's port"),
            ("pole_display", {"serial_port": "/dev/ttyUSB0", "columns": 60}, "8 to 40"),
            ("zvt_terminal", {"port": 20007}, "IP address"),
            ("zvt_terminal", {"host": "192.168.1.61", "port": 20007, "passphrase": "abc"}, "six digits"),
            ("dialog06", {"serial_port": "/dev/ttyUSB0", "passphrase": "hemmelig"}, "checksum key"),
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
        form = Form(self.env["retail.device"].with_context(default_box_id=self.box.id))
        form.name = "Vekt"
        form.driver = "mt_sics"
        form.serial_port = "/dev/ttyUSB0"
        form.line_format = "7E1"
        form.save()

    def told(self, driver, **values):
        """What the box is told of a device."""
        device = self.env["retail.device"].create({"name": "X", "box_id": self.box.id, "driver": driver, **values})
        (entry,) = [entry for entry in self.box._retail_config()["devices"] if entry["id"] == device.uid]
        self.assertEqual(entry["driver"], driver)
        return device.kind, entry["config"]

    def test_scales_are_told_their_line(self):
        kind, config = self.told("toledo8217", serial_port="/dev/ttyUSB0")
        self.assertEqual((kind, config), ("scale", {"port": "/dev/ttyUSB0", "baudrate": 9600}))
        for driver in ("mt_sics", "cas"):
            config = self.told(driver, serial_port="/dev/ttyUSB0", baudrate="4800", line_format="7E1")[1]
            self.assertEqual(config, {"port": "/dev/ttyUSB0", "baudrate": 4800, "bytesize": 7, "parity": "E", "stopbits": 1})
        config = self.told("dialog06", serial_port="/dev/ttyUSB0", passphrase="1A2B3")[1]
        self.assertEqual(config, {"port": "/dev/ttyUSB0", "baudrate": 9600, "checksum_generator": "1A2B3"})

    def test_a_till_with_a_scale_weighs(self):
        def weighs():
            return self.till._load_pos_data_read(self.till, self.till)[0]["iface_electronic_scale"]

        self.assertFalse(weighs())
        self.told("cas", serial_port="/dev/ttyUSB0", config_ids=self.till.ids)
        self.assertTrue(weighs())
        self.assertFalse(self.till.iface_electronic_scale)

    def test_display_and_zvt_terminal_are_told_what_their_drivers_need(self):
        kind, config = self.told("pole_display", serial_port="/dev/ttyUSB1", columns=16, codepage="cp865")
        self.assertEqual((kind, config), ("display", {"port": "/dev/ttyUSB1", "baudrate": 9600, "columns": 16, "codepage": "cp865"}))
        kind, config = self.told("zvt_terminal", host="192.168.1.61", port=20007, passphrase="123456")
        self.assertEqual(kind, "terminal")
        self.assertEqual((config["host"], config["port"], config["password"]), ("192.168.1.61", 20007, "123456"))
        self.assertEqual((config["currency"], config["timeout_s"]), (self.env.company.currency_id.name, 150))
        self.assertNotIn("password", self.told("zvt_terminal", host="192.168.1.62", port=20007)[1])

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
