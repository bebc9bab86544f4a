"""Devices at a box: which, for which tills, and the few things a shop has to know about each."""

import ipaddress
import re
import secrets

from odoo import _, api, fields, models
from odoo.exceptions import ValidationError
from odoo.orm.models import NO_ACCESS

from odoo.addons.retail_pos_central.tools.plain import plain

from ..tools import device_config, device_drivers

HOST_NAME = re.compile(r"(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,62}[A-Za-z0-9])?(\.[A-Za-z0-9-]{1,63})*\.?")
PASSPHRASE_SET = "••••••••"


class RetailDevice(models.Model):
    _name = "retail.device"
    _description = "Device at a Box"
    _inherit = ["mail.thread"]
    _order = "store_id, box_id, sequence, id"

    name = fields.Char(required=True, tracking=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True, tracking=True)
    box_id = fields.Many2one("retail.box", required=True, ondelete="cascade", index=True, tracking=True)
    store_id = fields.Many2one(related="box_id.store_id", store=True, index=True)
    company_id = fields.Many2one(related="box_id.company_id", store=True)
    driver = fields.Selection(
        [
            ("serial_scanner", "Barcode scanner (serial or USB serial)"),
            ("evdev_scanner", "Barcode scanner (as a keyboard on USB)"),
            ("hid_scanner", "Barcode scanner (HID-POS on USB)"),
            ("escpos_tcp", "Receipt printer (ESC/POS on the network)"),
            ("escpos_usb", "Receipt printer (ESC/POS on USB)"),
            ("escpos_serial", "Receipt printer (ESC/POS on a serial port)"),
            ("cups_printer", "Printer behind a print server (CUPS, IPP)"),
            ("zpl_tcp", "Label printer (ZPL on the network)"),
            ("zpl_usb", "Label printer (ZPL on USB)"),
            ("serial_drawer", "Cash drawer without a printer (serial or USB serial)"),
            ("nexo_terminal", "Card terminal (nexo, such as Adyen)"),
            ("zvt_terminal", "Card terminal (ZVT on the network)"),
            ("toledo8217", "Scale (Toledo 8217)"),
            ("mt_sics", "Scale (Mettler Toledo MT-SICS)"),
            ("cas", "Scale (CAS)"),
            ("dialog06", "Scale (Dialog 06)"),
            ("pole_display", "Customer display (two lines)"),
            ("web_display", "Customer display (web page on a tablet)"),
        ],
        string="What it is",
        required=True,
        tracking=True,
    )
    kind = fields.Selection(
        [
            ("scanner", "Scanner"),
            ("printer", "Receipt printer"),
            ("label_printer", "Label printer"),
            ("terminal", "Card terminal"),
            ("scale", "Scale"),
            ("display", "Customer display"),
            ("drawer", "Cash drawer"),
        ],
        compute="_compute_kind",
        store=True,
    )
    wiring = fields.Char(compute="_compute_wiring")
    uid = fields.Char("Device ID", compute="_compute_uid", help="How the box and the tills call this device.")
    config_ids = fields.Many2many(
        "pos.config",
        "retail_device_pos_config_rel",
        "device_id",
        "config_id",
        string="Tills",
        help="The tills that use this device. A scan goes to the till that was used last.",
        domain="[('retail_store_id', '=', store_id)]",
        tracking=True,
    )

    # Where it is
    serial_port = fields.Char(
        "Port",
        tracking=True,
        help="The device's port on the box. Names under /dev/serial/by-id stay the same when cables are moved.",
    )
    baudrate = fields.Selection([(str(rate), str(rate)) for rate in device_config.BAUDRATES], string="Speed", default="9600", required=True)
    line_format = fields.Selection(
        [(name, name) for name in device_config.LINE_FORMATS],
        string="Data bits, parity, stop bits",
        help="As in the device's manual, beside the speed. Empty: what is usual for this kind of device.",
    )
    host = fields.Char("Address", tracking=True, help="The device's IP address or name in the store's network.")
    port = fields.Integer("Network port", tracking=True)

    # Different from the profile
    suffix = fields.Selection(
        [("cr", "Enter (CR)"), ("lf", "Line feed (LF)"), ("crlf", "CR + LF"), ("tab", "Tab"), ("none", "Nothing")],
        string="Ends a barcode with",
        help="Empty: as the device profile says.",
    )
    printer_profile = fields.Selection(
        [
            ("epson80", "80 mm paper"),
            ("epson80_512", "80 mm paper, narrower print (512 dots)"),
            ("epson58", "58 mm paper"),
            *[(name, label) for name, (label, _columns) in device_config.PRINTER_MODELS.items()],
        ],
        string="Paper or model",
        help="Empty: as the device profile says.",
    )
    columns = fields.Integer("Characters a line", help="0: as the device profile says.")
    codepage = fields.Selection(
        [(page, page.upper()) for page in device_config.CODEPAGES],
        string="Character set",
        help="Empty: as the device profile says. CP1252 has the Norwegian letters.",
    )
    drawer_pin = fields.Selection(
        [("2", "Pin 2 (usual)"), ("5", "Pin 5")], string="Drawer cable", help="Empty: as the device profile says."
    )

    keyboard_layout = fields.Selection(
        [("us", "American"), ("nb", "Norwegian")],
        string="Scanner's keyboard",
        default="us",
        required=True,
        help="The country that the scanner is set to, as its manual's barcodes set it. Wrong, and - becomes + or /.",
    )
    flow = fields.Selection(
        [("rtscts", "By its lines (RTS/CTS)"), ("xonxoff", "By signs (XON/XOFF)"), ("none", "None")],
        string="Flow control",
        default="rtscts",
        required=True,
        help="How the printer says that its memory is full. As in its manual or on its self-test.",
    )
    label_end = fields.Selection(
        [("cut", "A cut"), ("mark", "The next mark of label paper")], string="After a label", default="cut", required=True
    )
    printer_uri = fields.Char("Printer at the server", tracking=True, help="Such as ipp://localhost:631/printers/receipts")
    label_dpi = fields.Selection([("203", "203 dpi"), ("300", "300 dpi"), ("600", "600 dpi")], "Dots", default="203", required=True)
    drawer_how = fields.Selection(
        [("bytes", "Bytes on the line"), ("dtr", "A pulse on DTR"), ("rts", "A pulse on RTS")],
        string="Opened by",
        default="bytes",
        required=True,
    )
    drawer_bytes = fields.Char("Bytes that open it", help="Empty: 1B70001919, which most drawers understand. Some take 07.")
    drawer_switch = fields.Selection(
        [("none", "Not connected"), ("cts", "CTS"), ("dsr", "DSR"), ("cd", "CD"), ("ri", "RI")],
        string="Switch in the drawer",
        default="none",
        required=True,
        help="The line by which the drawer tells whether it is open.",
    )
    display_key = fields.Char(groups=NO_ACCESS, copy=False)
    display_url = fields.Char(
        "Page for the tablet",
        compute="_compute_display_url",
        groups="base.group_system,retail_pos_central.group_retail_chain_manager,retail_pos_central.group_retail_store_manager",
        help="Open this address on the tablet that stands towards the customer. Whoever has it can see the sale.",
    )

    # Card terminal
    poi_id = fields.Char("Terminal ID (POIID)", tracking=True, help="The terminal's name at the provider, such as V400m-324688179.")
    sale_id = fields.Char("Sale ID", help="How this terminal's till is named towards the provider. Empty: the device ID.")
    tls = fields.Boolean("Encrypted line (TLS)", tracking=True)
    key_identifier = fields.Char("Key name", tracking=True)
    key_version = fields.Integer("Key version", default=1, tracking=True)
    passphrase_stored = fields.Char(groups=NO_ACCESS, copy=False)
    passphrase = fields.Char(
        "Secret",
        compute="_compute_passphrase",
        inverse="_inverse_passphrase",
        groups="base.group_system,retail_pos_central.group_retail_chain_manager",
        help="Goes to the box over a signed line and nowhere else. It can be replaced here, never read.",
    )

    missing = fields.Char("Still missing", compute="_compute_missing")

    # What the box says of it
    state = fields.Selection(
        [("unknown", "Not heard of"), ("ready", "Ready"), ("starting", "Starting"), ("error", "Error"), ("disconnected", "Not connected")],
        default="unknown",
        required=True,
        readonly=True,
        copy=False,
    )
    error_code = fields.Char(readonly=True, copy=False)
    error_message = fields.Char("In the box's own words", readonly=True, copy=False)
    snapshot = fields.Json("Details from the device", readonly=True, copy=False)
    state_at = fields.Datetime("Since", readonly=True, copy=False)

    @api.depends("driver")
    def _compute_kind(self):
        for device in self:
            device.kind = device._retail_driver().kind or False

    @api.depends("driver")
    def _compute_wiring(self):
        for device in self:
            device.wiring = device._retail_driver().wiring

    def _retail_driver(self):
        return device_drivers.DRIVERS.get(self.driver, device_drivers.UNKNOWN)

    @api.depends("kind")
    def _compute_uid(self):
        for device in self:
            device.uid = f"{device.kind}-{device._origin.id}" if device.kind and device._origin.id else False

    @api.depends("driver", "key_identifier", "passphrase_stored")
    def _compute_missing(self):
        for device in self:
            device.missing = device._retail_missing()

    @api.depends("passphrase_stored")
    def _compute_passphrase(self):
        for device in self:
            device.passphrase = PASSPHRASE_SET if device.sudo().passphrase_stored else False

    @api.depends("driver", "display_key", "box_id.address")
    def _compute_display_url(self):
        for device in self:
            key, address = device.sudo().display_key, device.box_id.address
            ready = device.driver == "web_display" and key and address
            device.display_url = f"{address.rstrip('/')}/display/{device.uid}?key={key}" if ready else False

    @api.model_create_multi
    def create(self, vals_list):
        devices = super().create(vals_list)
        devices._retail_make_display_key()
        return devices

    def _retail_make_display_key(self):
        for device in self.sudo().filtered(lambda device: device.driver == "web_display" and not device.display_key):
            device.display_key = secrets.token_hex(12)

    def _inverse_passphrase(self):
        for device in self.filtered(lambda device: device.passphrase != PASSPHRASE_SET):
            problem = device._retail_secret_problem()
            if problem:
                raise ValidationError(": ".join((device.name, problem)))
            device.sudo().passphrase_stored = device.passphrase or False
            device.box_id._retail_note(_("The passphrase of %s was replaced.", device.name))

    def write(self, vals):
        result = super().write(vals)
        if "driver" in vals:
            self._retail_make_display_key()
        if "box_id" in vals:
            # The rules look at where a record was; where it goes has to be the user's too.
            self.check_access("write")
        return result

    @api.onchange("driver")
    def _onchange_driver(self):
        self.port = self._retail_driver().usual_port

    @api.constrains("driver", "serial_port", "host", "port", "poi_id", "columns", "printer_profile", "printer_uri", "drawer_bytes")
    def _check_settings(self):
        for device in self:
            problem = device._retail_problem()
            if problem:
                raise ValidationError(": ".join((device.name, problem)))

    @api.constrains("config_ids", "box_id")
    def _check_tills(self):
        for device in self:
            foreign = device.config_ids.filtered(lambda till, device=device: till.retail_store_id != device.store_id)
            if foreign:
                raise ValidationError(
                    _(
                        "%(device)s stands in %(store)s; these tills are in another store: %(tills)s",
                        device=device.name,
                        store=device.store_id.display_name,
                        tills=", ".join(foreign.mapped("name")),
                    )
                )

    def _retail_problem(self):
        """What a person must mend before the box could use this device, or nothing."""
        self.ensure_one()
        wiring = self._retail_driver().wiring
        if wiring in ("serial", "node"):
            return self._retail_port_problem(wiring) or self._retail_columns_problem() or self._retail_drawer_problem()
        if wiring == "uri" and not device_drivers.PRINTER_URI.fullmatch(self.printer_uri or ""):
            return _("enter the printer's address at the print server, such as ipp://localhost:631/printers/receipts")
        if wiring != "network":
            return None
        if not _is_host(self.host):
            return _("enter the device's IP address or name, such as 192.168.1.50")
        if not 1 <= self.port <= 65535:
            return _("the network port is a number from 1 to 65535")
        if self.driver == "nexo_terminal" and not self.poi_id:
            return _("enter the terminal ID; it stands on the terminal and at the provider")
        return self._retail_columns_problem()

    def _retail_port_problem(self, wiring):
        if device_drivers.is_port(wiring, self.serial_port or ""):
            return None
        if self.driver == "serial_scanner":
            return _("enter the scanner's port, such as /dev/ttyACM0")
        if self.driver == "evdev_scanner":
            return _("enter where the scanner is, such as /dev/input/by-id/usb-Honeywell-event-kbd")
        if wiring == "node":
            return _("enter where the device is: usb: with the numbers of maker and model, such as usb:04b8:0e15")
        return _("enter the device's port, such as /dev/ttyUSB0")

    def _retail_columns_problem(self):
        least, most = device_config.LEAST_COLUMNS, 96
        if self._retail_driver().profile == "printer":
            most = device_config.MOST_COLUMNS[self.printer_profile or "epson80"]
        elif self.driver == "pole_display":
            least, most = 8, 40
        elif self.driver != "cups_printer":
            return None
        if self.columns and not least <= self.columns <= most:
            return _("a line has %(least)s to %(most)s characters", least=least, most=most)
        return None

    def _retail_drawer_problem(self):
        if self.driver == "serial_drawer" and self.drawer_bytes and not device_drivers.OPEN_BYTES.fullmatch(self.drawer_bytes):
            return _("the bytes that open the drawer are written as pairs of digits and letters A to F, such as 1B70001919")
        return None

    def _retail_secret_problem(self):
        """What is wrong with the secret just entered; the box would refuse the device for it."""
        self.ensure_one()
        secret = self.passphrase or ""
        if self.driver == "zvt_terminal" and secret and not re.fullmatch(r"[0-9]{6}", secret):
            return _("the terminal's password has six digits")
        if self.driver == "dialog06" and secret and not re.fullmatch(r"1[0-9A-Fa-f]{4}", secret):
            return _("the checksum key is 1 and four more digits or letters A to F, as the scale's maker gave it")
        return None

    def _retail_missing(self):
        """What a stored device still lacks; without it the box would refuse the device, so it is not told of it."""
        self.ensure_one()
        if self.driver == "nexo_terminal" and not (self.key_identifier and self.sudo().passphrase_stored):
            return _("The key name and passphrase that the provider gave are still missing.")
        return None

    def _retail_is_complete(self):
        return not self._retail_problem() and not self._retail_missing()

    def _retail_for_till(self):
        """What a till may know of its devices: names, nothing of how they are reached."""
        return [
            {
                "id": device.uid,
                "kind": device.kind,
                "name": device.name,
            }
            for device in self
        ]

    def _retail_report(self, report):
        """Keep what the box says of this device; written only when it changed."""
        self.ensure_one()
        error = report.get("error") if isinstance(report.get("error"), dict) else {}
        state = report.get("state")
        values = {
            "state": state if state in dict(self._fields["state"].selection) else "unknown",
            "error_code": plain(error.get("code"), 60) or False,
            "error_message": plain(error.get("message"), 300) or False,
            "snapshot": report.get("snapshot") if isinstance(report.get("snapshot"), dict) else False,
        }
        changed = {name: value for name, value in values.items() if (self[name] or False) != (value or False)}
        if "state" in changed or "error_code" in changed:
            changed["state_at"] = fields.Datetime.now()
        if changed:
            self.write(changed)

    def action_test_print(self):
        return self.box_id._retail_command("test_print", self)

    def action_restart(self):
        return self.box_id._retail_command("restart_device", self)


def _is_host(text):
    try:
        ipaddress.ip_address(text or "")
    except ValueError:
        return bool(HOST_NAME.fullmatch(text or ""))
    return True
