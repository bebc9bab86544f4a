"""What goes wrong at the counter, seen from the till: a box that dies while a customer pays, paper that ends in mid-receipt."""

import re

from playwright.sync_api import expect

from devkit.processes import wait_for

from .shop import CARD, CASH, said

BREAD = "Kneippbrød"


def _sell(office, devices, till):
    """One loaf in the sale, and what it costs in øre."""
    bread = office.find("product.product", [("name", "=", BREAD)], ["barcode"], limit=1, context={"lang": "nb_NO"})[0]
    devices.scan(bread["barcode"])
    expect(till.lines()).to_have_count(1)
    return round(till.total() * 100)


def _last_order(office, config):
    found = office.find("pos.order", [("config_id", "=", config)], ["amount_total", "state", "payment_ids"], order="id desc", limit=1)
    return found[0] if found and found[0]["state"] in ("paid", "done") else None


def test_the_box_dies_while_a_customer_pays(stack, office, devices, till):
    """The till says that nobody knows, nobody is charged twice, and till, terminal and books agree in the end."""
    due = _sell(office, devices, till)
    last = _last_order(office, till.config)
    till.pay()
    till.choose_payment(CARD)
    devices.wait_for_card_request()
    before = devices.captured()
    stack.kill("box")
    devices.press("approve")
    note = said(
        "The box can't be reached, so it is not known whether the money was taken. The till asks again by itself as soon as the box is"
        " there. Do not take the payment again; if it lasts, a manager decides."
    )
    expect(till.page.get_by_text(note)).to_be_visible(timeout=20_000)
    wait_for("the terminal's capture", lambda: devices.captured() == before + due, 20)
    stack.start_box()
    expect(till.page.locator(".product-screen")).to_be_visible(timeout=40_000)
    assert devices.captured() == before + due, "charged once"
    order = wait_for("the order in Odoo", lambda: (o := _last_order(office, till.config)) and (not last or o["id"] != last["id"]) and o, 20)
    paid = office.find("pos.payment", [("id", "in", order["payment_ids"])], ["amount", "transaction_id"])
    assert round(order["amount_total"] * 100) == due
    assert [round(one["amount"] * 100) for one in paid] == [due] and paid[0]["transaction_id"]


def test_paper_that_ends_in_mid_receipt_is_told_and_all_of_it_printed_again(stack, office, devices, till):
    wait_for("the box's devices", stack.devices_ready, 30)
    _sell(office, devices, till)
    till.pay()
    till.choose_payment(CASH)
    devices.fault(rows_left=6)
    till.validate()
    told = said(
        "The paper ran out in the middle of a receipt. Put in a new roll: the whole receipt is then printed again, marked as a copy."
    )
    expect(till.page.get_by_text(told)).to_be_visible(timeout=20_000)
    expect(till.page.locator(".modal")).to_have_count(0)
    devices.fault(paper_out=False)
    rows = wait_for(
        "the copy", lambda: (paper := devices.paper()) and any(re.fullmatch("KOPI", row.strip()) for row in paper) and paper, 20
    )
    at = next(number for number, row in enumerate(rows) if row.strip() == "KOPI")
    assert any(BREAD in row for row in rows[at:])
    expect(till.page.get_by_text(told)).to_have_count(0)
