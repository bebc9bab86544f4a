"""Finds drivers by name: the built-in ones, then those that other packages offer as entry points."""

from importlib import import_module, metadata
from typing import Any

from .base import ConfigError, Driver

ENTRY_POINT_GROUP = "iot_box.drivers"

BUILT_IN = {
    "serial_scanner": "iot_box.drivers.serial_scanner:SerialScanner",
    "evdev_scanner": "iot_box.drivers.evdev_scanner:EvdevScanner",
    "hid_scanner": "iot_box.drivers.hid_scanner:HidScanner",
    "escpos_tcp": "iot_box.drivers.escpos_tcp:EscposTcp",
    "escpos_serial": "iot_box.drivers.escpos_serial:EscposSerial",
    "escpos_usb": "iot_box.drivers.escpos_usb:EscposUsb",
    "zpl_tcp": "iot_box.drivers.zpl_printer:ZplTcp",
    "zpl_usb": "iot_box.drivers.zpl_printer:ZplUsb",
    "cups_printer": "iot_box.drivers.cups_printer:CupsPrinter",
    "serial_drawer": "iot_box.drivers.serial_drawer:SerialDrawer",
    "nexo_terminal": "iot_box.drivers.nexo_terminal:NexoTerminal",
    "pole_display": "iot_box.drivers.pole_display:PoleDisplay",
    "web_display": "iot_box.drivers.web_display:WebDisplay",
    "toledo8217": "iot_box.drivers.serial_scale:Toledo8217Scale",
    "mt_sics": "iot_box.drivers.serial_scale:MtSicsScale",
    "cas": "iot_box.drivers.serial_scale:CasScale",
    "dialog06": "iot_box.drivers.serial_scale:Dialog06Scale",
    "zvt_terminal": "iot_box.drivers.zvt_terminal:ZvtTerminal",
}


def names() -> list[str]:
    """All drivers that this box could use."""
    return sorted({*BUILT_IN, *(point.name for point in _entry_points())})


def load(name: str) -> type[Driver[Any]]:
    """The driver's class. Loaded on demand, so that a box only holds what its devices need."""
    target = BUILT_IN.get(name)
    if target is None:
        point = next((p for p in _entry_points() if p.name == name), None)
        if point is None:
            raise ConfigError("driver", f"{name!r} is unknown; known are {', '.join(names())}")
        found = point.load()
    else:
        module, _, attribute = target.partition(":")
        found = getattr(import_module(module), attribute)
    if not (isinstance(found, type) and issubclass(found, Driver)):
        raise ConfigError("driver", f"{name!r} is not a driver class")
    return found


def _entry_points() -> metadata.EntryPoints:
    return metadata.entry_points(group=ENTRY_POINT_GROUP)
