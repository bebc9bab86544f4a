"""What a box is told of each device: its own settings, those of its driver, and the profile in force."""

from odoo import models

from ..tools import device_config, device_drivers


class RetailDevice(models.Model):
    _inherit = "retail.device"

    def _retail_profile(self, found=None):
        """The document of the profile in force for this device; `found` keeps those that were looked up."""
        self.ensure_one()
        place = self.config_ids.sorted("id")[:1] or self.store_id
        found = {} if found is None else found
        if place not in found:
            lines = self.env["retail.manifest"]._effective(place).get("devices")
            found[place] = lines[0].revision_id._document() if lines else None
        return found[place]

    def _retail_box_entry(self, profile):
        """This device as the box is told of it; secrets included, so for the box alone."""
        self.ensure_one()
        device = self.sudo()
        own = getattr(device, f"_retail_own_{device.driver}")()
        return {
            "id": device.uid,
            "name": device.name,
            "driver": device.driver,
            "tills": sorted(device.config_ids.mapped("retail_uuid")),
            "config": device_drivers.fitted(device.driver, device_config.merged(device._retail_driver().profile, profile, own)),
        }

    def _retail_in_store_rules(self):
        """Weight and price barcodes as the tills of this company read them."""
        rules = self.company_id.sudo().nomenclature_id.rule_ids
        return device_drivers.in_store_rules([(rule.type, rule.encoding, rule.pattern) for rule in rules])

    def _retail_own_line(self):
        return {"port": self.serial_port, "baudrate": int(self.baudrate), **device_config.line_settings(self.line_format)}

    def _retail_own_serial_scanner(self):
        return {**self._retail_own_line(), **self._retail_own_scanner()}

    def _retail_own_scanner(self):
        return {"suffix": self.suffix or None, "in_store": self._retail_in_store_rules()}

    def _retail_own_evdev_scanner(self):
        return {"port": self.serial_port, "layout": self.keyboard_layout, **self._retail_own_scanner()}

    def _retail_own_hid_scanner(self):
        return {"port": self.serial_port, **self._retail_own_scanner()}

    def _retail_own_escpos_serial(self):
        return {**self._retail_own_line(), "flow": self.flow, **self._retail_own_paper()}

    def _retail_own_escpos_usb(self):
        return {"port": self.serial_port, **self._retail_own_paper()}

    def _retail_own_cups_printer(self):
        return {"uri": self.printer_uri, "columns": self.columns or None}

    def _retail_own_zpl_tcp(self):
        return {"host": self.host, "port": self.port, "dpi": self.label_dpi}

    def _retail_own_zpl_usb(self):
        return {"port": self.serial_port, "dpi": self.label_dpi}

    def _retail_own_serial_drawer(self):
        own = {"how": self.drawer_how, "open_bytes": self.drawer_bytes or None, "switch": self.drawer_switch}
        return {**self._retail_own_line(), **own}

    def _retail_own_web_display(self):
        return {"key": self.display_key}

    def _retail_own_toledo8217(self):
        return self._retail_own_line()

    def _retail_own_mt_sics(self):
        return self._retail_own_line()

    def _retail_own_cas(self):
        return self._retail_own_line()

    def _retail_own_dialog06(self):
        return {**self._retail_own_line(), "checksum_generator": self.passphrase_stored or None}

    def _retail_own_pole_display(self):
        return {**self._retail_own_line(), "columns": self.columns or None, "codepage": self.codepage or None}

    def _retail_own_escpos_tcp(self):
        return {
            "host": self.host,
            "port": self.port,
            **self._retail_own_paper(),
        }

    def _retail_own_paper(self):
        return {
            "profile": self.printer_profile or None,
            "columns": self.columns or None,
            "codepage": self.codepage or None,
            "drawer_pin": int(self.drawer_pin) if self.drawer_pin else None,
            "label_end": "mark" if self.label_end == "mark" else None,
        }

    def _retail_own_nexo_terminal(self):
        return {
            "host": self.host,
            "port": self.port,
            "tls": self.tls,
            "sale_id": self.sale_id or self.uid,
            "poi_id": self.poi_id,
            "key_identifier": self.key_identifier or "",
            "key_version": self.key_version,
            "passphrase": self.passphrase_stored or "",
            "currency": self.company_id.currency_id.name or "NOK",
        }

    def _retail_own_zvt_terminal(self):
        return {
            "host": self.host,
            "port": self.port,
            "password": self.passphrase_stored or None,
            "currency": self.company_id.currency_id.name or "NOK",
        }
