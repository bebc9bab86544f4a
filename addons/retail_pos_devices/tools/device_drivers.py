"""The box's drivers as head office sees them: what kind of device each is for, and what has to be known of it."""

import re
from dataclasses import dataclass

USB_NAME = re.compile(r"usb:[0-9A-Fa-f]{4}:[0-9A-Fa-f]{4}(:\S{1,64})?")
NODE = re.compile(r"/\S+")
SERIAL_PORT = re.compile(r"/\S+|COM\d{1,3}")
PRINTER_URI = re.compile(r"ipps?://[^/\s:]+(:\d{1,5})?/\S+")
OPEN_BYTES = re.compile(r"([0-9A-Fa-f]{2} ?){1,32}")


@dataclass(frozen=True)
class Driver:
    kind: str
    #: serial: a port with a speed; node: a path or a USB name; network: address and port; uri; page: the box's own.
    wiring: str
    #: The part of a device profile that is for it.
    profile: str | None = None
    usual_port: int = 0


DRIVERS = {
    "serial_scanner": Driver("scanner", "serial", "scanner"),
    "evdev_scanner": Driver("scanner", "node", "scanner"),
    "hid_scanner": Driver("scanner", "node", "scanner"),
    "escpos_tcp": Driver("printer", "network", "printer", 9100),
    "escpos_serial": Driver("printer", "serial", "printer"),
    "escpos_usb": Driver("printer", "node", "printer"),
    "cups_printer": Driver("printer", "uri"),
    "zpl_tcp": Driver("label_printer", "network", None, 9100),
    "zpl_usb": Driver("label_printer", "node"),
    "serial_drawer": Driver("drawer", "serial"),
    "nexo_terminal": Driver("terminal", "network", "terminal", 8443),
    "zvt_terminal": Driver("terminal", "network", "terminal", 20007),
    "toledo8217": Driver("scale", "serial"),
    "mt_sics": Driver("scale", "serial"),
    "cas": Driver("scale", "serial"),
    "dialog06": Driver("scale", "serial"),
    "pole_display": Driver("display", "serial"),
    "web_display": Driver("display", "page"),
}
UNKNOWN = Driver("", "")
ODOOS_RULES = {("21.....{NNDDD}", "weight"), ("23.....{NNNDD}", "price")}


def is_port(wiring: str, text: str) -> bool:
    if wiring == "node":
        return bool(NODE.fullmatch(text) or USB_NAME.fullmatch(text))
    return bool(SERIAL_PORT.fullmatch(text))


def fitted(driver: str, config: dict) -> dict:
    """Without what a profile says to all scanners and this one can't be told."""
    if driver == "hid_scanner":
        return {name: value for name, value in config.items() if name != "suffix"}
    if driver == "evdev_scanner" and config.get("suffix") in ("lf", "crlf"):
        # A keyboard has one key for them all.
        return {**config, "suffix": "cr"}
    return config


def in_store_rules(rules) -> list[dict] | None:
    """Barcode rules (type, encoding, pattern) by which a box reads weight and price; the others are the till's. Nothing
    where they are Odoo's own, which every box knows."""
    form = re.compile(r"2\d[\d.]*\{(?=N*D*\})[ND]+\}")
    found = [
        {"pattern": pattern, "kind": kind}
        for kind, encoding, pattern in rules
        if kind in ("weight", "price") and encoding in ("ean13", "any") and form.fullmatch(pattern) and len(pattern) == 14
    ]
    return None if {(rule["pattern"], rule["kind"]) for rule in found} in (ODOOS_RULES, set()) else found
