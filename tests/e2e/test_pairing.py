"""A box is paired by the code on its page: a wrong code is told and changes nothing, the right one pairs."""

import json

import pytest
from playwright.sync_api import expect

from devkit.processes import Processes, free_port, wait_for
from devkit.stack import http_get

from .shop import log_in


@pytest.fixture
def new_box(stack, tmp_path):
    """A box out of its carton, as a process of its own. Yields what its page says of its pairing."""
    port = free_port()
    config = tmp_path / "box.json"
    odoo = {"url": stack.url, "database": stack.database, "sync_interval_s": 1}
    config.write_text(
        json.dumps({"listen": {"host": "127.0.0.1", "port": port}, "data_dir": str(tmp_path / "box"), "odoo": odoo, "devices": []})
    )
    processes = Processes(tmp_path)
    stack.start_another_box(processes, config)

    def pairing():
        return json.loads(http_get(f"http://127.0.0.1:{port}/v1/pairing") or b"{}")

    wait_for("the new box's code", lambda: pairing().get("code"), 30, processes.log("box"))
    yield pairing
    processes.stop_all()


def test_wrong_code_then_the_right_one(stack, chain, office, page, new_box):
    boxes = office.find("retail.box", [], ["id"])
    log_in(page, stack, chain.people["chain_manager"])
    page.goto(f"{stack.url}/odoo/action-retail_pos_devices.retail_box_action")
    page.get_by_role("button", name="Devices", exact=True).click()
    page.get_by_role("menuitem", name="Pair a Box").click()
    dialog = page.locator(".modal")

    dialog.locator("[name=code] input").fill("K7QM4-TPD3A")
    dialog.locator("button[name=action_find]").click()
    expect(dialog.locator(".alert-danger")).to_contain_text("No box shows this code. Read it again from the box")
    assert office.find("retail.box", [], ["id"]) == boxes and new_box()["state"] == "unpaired"

    dialog.locator("[name=code] input").fill(new_box()["code"].lower())
    dialog.locator("button[name=action_find]").click()
    dialog.locator("[name=store_id] input").fill("Løkka")
    page.locator(".o-autocomplete--dropdown-item", has_text="Løkka").first.click()
    dialog.locator("[name=name] input").fill("Ny boks")
    dialog.locator("button[name=action_pair]").click()
    wait_for("the new box to know that it is paired", lambda: new_box()["state"] == "paired", 30)
    assert office.find("retail.box", [("name", "=", "Ny boks")], ["store_id"])[0]["store_id"][1].endswith("Løkka")
