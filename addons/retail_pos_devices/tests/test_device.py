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
            ("evdev_scanner", {"serial_port": "COM3"}, "where the scanner is"),
            ("hid_scanner", {"serial_port": "usb:honeywell"}, "where the device is"),
            ("escpos_usb", {}, "where the device is"),
            ("cups_printer", {"printer_uri": "http://localhost"}, "print server"),
            ("zpl_tcp", {"port": 9100}, "IP address"),
            ("serial_drawer", {"serial_port": "/dev/ttyUSB0", "drawer_bytes": "open!"}, "pairs of digits"),
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

    def test_scanners_of_every_kind(self):
        rules = self.env.company.nomenclature_id.rule_ids.filtered(lambda rule: rule.type in ("weight", "price"))
        self.assertNotIn("in_store", self.told("serial_scanner", serial_port="/dev/ttyACM1")[1], "every box knows Odoo's own")
        rules.filtered(lambda rule: rule.type == "price").pattern = "20......{NNDD}"
        kind, config = self.told("evdev_scanner", serial_port="/dev/input/by-id/s-event-kbd", keyboard_layout="nb", suffix="crlf")
        self.assertEqual((kind, config["layout"], config["suffix"]), ("scanner", "nb", "cr"))
        self.assertIn({"pattern": "20......{NNDD}", "kind": "price"}, config["in_store"])
        config = self.told("hid_scanner", serial_port="usb:0c2e:0b61")[1]
        self.assertEqual(config["port"], "usb:0c2e:0b61")
        self.assertNotIn("suffix", config)

    def test_printers_of_every_wiring(self):
        kind, config = self.told("escpos_serial", serial_port="/dev/ttyUSB0", baudrate="38400", printer_profile="epson_tm_t20", columns=48)
        self.assertEqual((kind, config["flow"], config["profile"], config["columns"]), ("printer", "rtscts", "epson_tm_t20", 48))
        config = self.told("escpos_usb", serial_port="usb:04b8:0e15", label_end="mark")[1]
        self.assertEqual((config["port"], config["label_end"], config["codepage"]), ("usb:04b8:0e15", "mark", "cp1252"))
        config = self.told("cups_printer", printer_uri="ipp://localhost:631/printers/kvittering")[1]
        self.assertEqual(config, {"uri": "ipp://localhost:631/printers/kvittering"})
        kind, config = self.told("zpl_tcp", host="192.168.1.70", port=9100)
        self.assertEqual((kind, config), ("label_printer", {"host": "192.168.1.70", "port": 9100, "dpi": "203"}))

    def test_a_drawer_of_its_own(self):
        kind, config = self.told("serial_drawer", serial_port="/dev/ttyUSB1", drawer_bytes="07", drawer_switch="cts")
        self.assertEqual((kind, config["open_bytes"], config["switch"], config["how"]), ("drawer", "07", "cts", "bytes"))

    def test_a_tablet_gets_an_address_with_a_key(self):
        self.box.own_address = "http://192.168.1.20:8910"
        device = self.env["retail.device"].create({"name": "Kundeskjerm", "box_id": self.box.id, "driver": "web_display"})
        key = device.sudo().display_key
        self.assertGreaterEqual(len(key), 24)
        self.assertEqual(device.display_url, f"http://192.168.1.20:8910/display/{device.uid}?key={key}")
        (entry,) = [entry for entry in self.box._retail_config()["devices"] if entry["id"] == device.uid]
        self.assertEqual(entry["config"], {"key": key})
        with self.assertRaises(AccessError):
            device.with_user(self.manager).read(["display_key"])
        self.assertNotEqual(device.copy().sudo().display_key, key)

    def test_a_till_with_a_scale_weighs(self):
        self.till.open_ui()

        def weighs():
            self.env.flush_all()
            self.env.invalidate_all()
            [row] = self.till.current_session_id.load_data(["pos.config"])["pos.config"]
            self.assertEqual(
                row["iface_electronic_scale"], self.till._load_pos_data_read(self.till, self.till)[0]["iface_electronic_scale"]
            )
            return row["iface_electronic_scale"]

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
