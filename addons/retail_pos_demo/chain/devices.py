"""The first store's box: scanner, printers, card terminal and customer display for its two tills."""

from odoo.addons.retail_pos_devices.tools import pairing

from . import labels
from .records import MODULE, ensure, find, get

STORE = "store_lokka"
TILLS = ("store_lokka_till_1", "store_lokka_till_2")


def load_profile(env):
    ensure(env, "retail.device.profile", {"device_profile": {"name": "80 mm, 42 tegn", "printer_columns": 42}})


def pair(env, code, ports):
    """As a person does: type the code, see which box it is, confirm. Returns the box's id, or False."""
    clean = pairing.clean_code(code)
    # Asked first, since a code typed too early counts as a wrong one.
    _request, problem = env["retail.box.request"]._retail_find(clean)
    if problem:
        return False
    wizard = env["retail.box.pair"].create({"code": code, "store_id": get(env, STORE).id, "name": "Boks Løkka"})
    box = find(env, "box")
    if box:
        wizard.box_id = box
    wizard.action_find()
    box = env["retail.box"].browse(wizard.action_pair()["res_id"])
    _remember(env, "box", box)
    box.write({"extra_origins": ports["origin"], **({} if box.address == ports["box_url"] else {"own_address": ports["box_url"]})})
    attach(env, box, ports)
    if "esl" in ports:
        labels.attach(env, ports["esl"])
    return box.id


def attach(env, box, ports):
    """Scanner, printer and terminal at the places that `ports` names; existing ones are moved there."""
    tills = [(6, 0, [get(env, till).id for till in TILLS])]
    rows = {
        "device_scanner": {"name": "Skanner", "driver": "serial_scanner", "serial_port": ports["scanner"]["port"]},
        "device_printer": {"name": "Kvitteringsskriver", "driver": "escpos_tcp", **_address(ports["printer"])},
        "device_terminal": {"name": "Kortterminal", "driver": "nexo_terminal", **_address(ports["terminal"]), **_keys(ports["terminal"])},
        **_extras(ports),
    }
    devices = env["retail.device"]
    for sequence, (name, values) in enumerate(rows.items(), start=1):
        values.update(box_id=box.id, config_ids=tills, sequence=sequence)
        device = find(env, name)
        if device:
            device.write(values)
        else:
            device = env["retail.device"].create(values)
            _remember(env, name, device)
        devices |= device
    return devices


def _extras(ports):
    """Devices that not every counter has."""
    rows = {}
    if "labelprinter" in ports:
        rows["device_label_printer"] = {"name": "Etikettskriver", "driver": "zpl_tcp", **_address(ports["labelprinter"])}
    if "display" in ports:
        rows["device_display"] = {"name": "Kundeskjerm", "driver": "pole_display", "serial_port": ports["display"]["port"]}
    return rows


def _address(place):
    return {"host": place["host"], "port": place["port"]}


def _keys(place):
    return {
        "poi_id": place["poi_id"],
        "sale_id": place["sale_id"],
        "key_identifier": place["key_identifier"],
        "key_version": place["key_version"],
        "passphrase": place["passphrase"],
    }


def _remember(env, name, record):
    env["ir.model.data"].sudo()._update_xmlids([{"xml_id": f"{MODULE}.{name}", "record": record, "noupdate": True}])
