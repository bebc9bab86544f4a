"""What goes wrong in a shop: each has a clear message in the cashier's language, and nothing is lost."""

import re
import time

from playwright.sync_api import expect

from devkit.processes import wait_for

from .shop import CARD, CASH, said

MILK = "Lettmelk 1 l"


def _barcode(office, name=MILK):
    return office.find("product.product", [("name", "=", name)], ["barcode"], limit=1, context={"lang": "nb_NO"})[0]["barcode"]


def _orders(office, till):
    return {o["id"] for o in office.find("pos.order", [("config_id", "=", till.config), ("state", "in", ("paid", "done"))], ["id"])}


def test_unknown_barcode(office, devices, till):
    devices.scan(_barcode(office))
    expect(till.lines()).to_have_count(1)
    devices.scan("7099999999992")
    expect(till.page.get_by_text("7099999999992").first).to_be_visible()
    expect(till.page.locator("body")).to_contain_text(said("Unknown barcode %(code)s").replace("%(code)s", "7099999999992"))
    till.close_dialogs()
    expect(till.lines()).to_have_count(1)
    devices.scan(_barcode(office))
    expect(till.lines()).to_contain_text(re.compile("2"))
    till.cancel_order()


def test_product_without_price(office, devices, till):
    barcode = f"UTEN-PRIS-{int(time.time())}"
    values = {"name": "Vare uten pris", "barcode": barcode, "list_price": 0, "available_in_pos": True, "type": "consu"}
    office.session.execute("product.template", "create", [values])
    # the open till learns of it by itself; until then the code is unknown
    wait_for("the new goods at the till", lambda: till.knows(barcode), 20)
    devices.scan(barcode)
    question = said("%(name)s has no price. Type the price for this sale.").replace("%(name)s", "Vare uten pris")
    expect(till.page.locator(".modal")).to_contain_text(question)
    assert till.lines().count() == 0, "never sold for nothing"
    for key in "125":
        till.page.locator(".modal .numpad button", has_text=re.compile(rf"^{key}$")).click()
    till.page.locator(".modal .btn-primary").last.click()
    expect(till.lines()).to_have_count(1)
    assert till.total() == 125
    till.cancel_order()


def test_declined_card_then_approved(office, devices, till):
    before, captured = _orders(office, till), devices.captured()
    devices.scan(_barcode(office))
    expect(till.lines()).to_have_count(1)
    due = round(till.total() * 100)
    till.pay()
    till.choose_payment(CARD)
    devices.wait_for_card_request()
    devices.press("decline")
    expect(till.page.locator("body")).to_contain_text(said("The card was declined. Try another card or another way to pay."))
    till.close_dialogs()
    assert _orders(office, till) == before and devices.captured() == captured
    till.page.locator(".send_payment_request, .retry-payment, .paymentline .btn-primary").first.click()
    devices.wait_for_card_request()
    devices.press("approve")
    till.ready_for_the_next()
    assert devices.captured() - captured == due
    wait_for("one more order in Odoo", lambda: len(_orders(office, till) - before) == 1, 20)


def test_printer_without_paper(office, devices, till):
    devices.fault(paper_out=True)
    devices.scan(_barcode(office))
    expect(till.lines()).to_have_count(1)
    till.pay()
    till.choose_payment(CASH)
    till.validate()
    expect(till.page.locator("body")).to_contain_text(said("The printer is out of paper. Put in a new roll."), timeout=40_000)
    devices.fault(paper_out=False)
    paper = wait_for("the receipt on paper", lambda: any(MILK in row for row in devices.paper()) and devices.paper(), 40)
    assert sum(MILK in row for row in paper) == 1, "printed once"
    till.close_dialogs()


def test_odoo_stops_in_mid_sale(stack, office, devices, till):
    barcode, before = _barcode(office), _orders(office, till)
    devices.scan(barcode)
    expect(till.lines()).to_have_count(1)
    stack.kill("odoo")
    try:
        devices.scan(barcode)
        expect(till.lines()).to_contain_text(re.compile("2"))
        till.pay()
        till.choose_payment(CARD)
        asked = devices.wait_for_card_request()
        devices.press("approve")
        wait_for("the receipt on paper", lambda: any(MILK in row for row in devices.paper()), 40)
        till.close_dialogs()
        expect(till.page.locator(".o_retail_status")).to_contain_text("1")
    finally:
        stack.start_odoo()
    wait_for("the sale at head office", lambda: len(_orders(office, till) - before) == 1, 90)
    order = office.find("pos.order", [("id", "in", list(_orders(office, till) - before))], ["amount_total"])[0]
    assert round(order["amount_total"] * 100) == asked["amount"]


def test_box_unreachable(stack, office, devices, till):
    stack.kill("box")
    try:
        till.layout_button("Bananer").or_(till.layout_button("Kaffe stor")).first.click()
        expect(till.lines()).to_have_count(1)
        till.pay()
        till.choose_payment(CARD)
        expect(till.page.locator("body")).to_contain_text(said("The box can't be reached. Is it switched on, and is its network cable in?"))
        till.close_dialogs()
    finally:
        stack.start_box()
        wait_for("the box's devices", stack.devices_ready, 60)
    expect(till.page.locator(".payment-screen")).to_be_visible()
