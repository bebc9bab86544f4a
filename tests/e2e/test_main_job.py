"""The main job: the back office changes layout, price, campaign and receipt; the open till follows; a sale runs through all devices."""

import re
import time

from playwright.sync_api import expect

from devkit.processes import wait_for

from .shop import CARD, log_in, release

MILK = "Lettmelk 1 l"
BREAD = "Kneippbrød"


def _goods(office, name):
    fields = ["name", "barcode", "lst_price", "product_tmpl_id"]
    return office.find("product.product", [("name", "=", name)], fields, limit=1, context={"lang": "nb_NO"})[0]


def _change_layout(office, till_id, label, product_id):
    """Give the first page of the till's layout a wide button in place of its last row's first."""
    config = office.find("pos.config", [("id", "=", till_id)], ["retail_store_id"])[0]
    path = [
        int(part)
        for part in office.find("retail.store", [("id", "=", config["retail_store_id"][0])], ["parent_path"])[0]["parent_path"].split("/")
        if part
    ]
    found = office.find("retail.assignment", [("kind", "=", "layout"), ("store_id", "in", path)], ["res_id", "store_id"])
    nearest = max(found, key=lambda one: path.index(one["store_id"][0]))
    layout = office.find("retail.till.layout", [("id", "=", nearest["res_id"])], ["document"])[0]
    button = layout["document"]["pages"][0]["buttons"][-1]
    button.update(label={"en_US": label, "nb_NO": label}, action={"type": "product", "product_id": product_id, "qty": "1"})
    office.write("retail.till.layout", layout["id"], {"document": layout["document"]})
    return layout["id"]


def test_main_job(stack, chain, office, devices, till, browser):
    milk, bread = _goods(office, MILK), _goods(office, BREAD)
    page = till.page
    page.evaluate("window.notReloaded = true")
    mark = str(int(time.time()))[-5:]
    label, release_name, greeting = f"Ukens melk {mark}", f"Helgekampanje æøå {mark}", f"God jul på Løkka – æøåÆØÅ {mark}"
    expect(till.layout_button(label)).to_have_count(0)

    # -- the back office changes four things and releases them
    _change_layout(office, till.config, label, milk["id"])
    office.write("product.product", milk["id"], {"lst_price": 19.5})
    campaign = office.find("retail.campaign", [("kind", "=", "percent")], ["percent"], limit=1)[0]
    percent = 50 if campaign["percent"] != 50 else 40
    office.write("retail.campaign", campaign["id"], {"percent": percent})
    template = office.find("retail.receipt.template", [], ["document"], limit=1)[0]
    template["document"]["blocks"].insert(-1, {"type": "text", "text": {"en_US": "Merry Christmas", "nb_NO": greeting}, "align": "center"})
    office.write("retail.receipt.template", template["id"], {"document": template["document"]})
    desk = browser.new_page(viewport={"width": 1366, "height": 900})
    log_in(desk, stack, chain.people["chain_manager"])
    release(desk, stack, release_name)

    # -- the open till follows without a reload
    expect(till.layout_button(label)).to_be_visible(timeout=15_000)
    expect(till.layout_button(label)).to_contain_text("19,50", timeout=15_000)
    assert page.evaluate("window.notReloaded")

    # -- the cashier presses the new button, then scans with the box's scanner
    till.layout_button(label).click()
    expect(till.lines()).to_have_count(1)
    devices.scan(bread["barcode"])
    expect(till.lines()).to_have_count(2)
    expect(till.lines().filter(has_text=BREAD)).to_contain_text(re.compile("−|-"))
    saved = round(bread["lst_price"] * percent / 100 + 1e-9, 2)
    due = round(19.5 + bread["lst_price"] - saved, 2)
    assert till.total() == due

    # -- the customer pays on the terminal
    till.pay()
    till.choose_payment(CARD)
    asked = devices.wait_for_card_request()
    assert asked["amount"] == round(due * 100)
    before = devices.captured()
    devices.press("approve")
    till.ready_for_the_next()
    assert devices.captured() - before == round(due * 100)

    # -- the box prints the receipt as text, from the template that was just released
    paper = wait_for("the receipt on paper", lambda: (rows := devices.paper()) and any(greeting in row for row in rows) and rows, 20)
    text = "\n".join(paper)
    assert greeting in text
    assert MILK in text and BREAD in text
    assert "19,50" in text

    # -- order, stock and books are in Odoo
    order = wait_for("the order in Odoo", lambda: _last_order(office, till.config), 20)
    assert order["amount_total"] == due and order["state"] in ("paid", "done")
    lines = office.find("pos.order.line", [("order_id", "=", order["id"])], ["product_id", "price_subtotal_incl", "qty"])
    assert {line["product_id"][0]: line["price_subtotal_incl"] for line in lines} == {milk["id"]: 19.5, bread["id"]: round(due - 19.5, 2)}
    savings = office.find("retail.order.saving", [("order_id", "=", order["id"])], ["campaign_id", "amount"])
    assert [(one["campaign_id"][0], one["amount"]) for one in savings] == [(campaign["id"], saved)]
    moves = office.find("stock.move", [("picking_id.pos_order_id", "=", order["id"])], ["product_id", "quantity", "state"])
    assert {move["product_id"][0] for move in moves if move["state"] == "done"} == {milk["id"], bread["id"]}

    # -- the fleet screen shows that this till runs the release
    released = office.find("retail.release", [("name", "=", release_name)], ["serial"])[0]
    # what came in the middle of the sale is taken into use when it ends
    runs = [("config_id", "=", till.config), ("state", "=", "applied"), ("applied_serial", ">=", released["serial"])]
    wait_for("the release on the till", lambda: office.find("retail.till.state", runs, ["id"]), 20)
    desk.goto(f"{stack.url}/odoo/action-retail_pos_central.retail_till_state_action", timeout=60_000)
    desk.locator(".o_switch_view.o_kanban").click()
    card = desk.locator(".o_kanban_record", has_text=chain.till["name"]).first
    expect(card).to_be_visible()
    desk.close()


def _last_order(office, config):
    found = office.find(
        "pos.order",
        [("config_id", "=", config), ("state", "in", ("paid", "done"))],
        ["amount_total", "state", "date_order"],
        order="id desc",
        limit=1,
    )
    return found[0] if found else None
