"""A layout, a receipt and a prompt are edited by hand in the back office, released together, and seen on a till that stays open."""

import time

from playwright.sync_api import Page, expect

from devkit.processes import wait_for

from .shop import Till, log_in, release

CHARCOAL = "Charcoal 2.5 kg"
#: Texts that the chain's demo begins with; the editors are opened where they stand.
THANKS = "Thank you"


def _open_form(page: Page, stack, action: str, record: int) -> None:
    page.goto(f"{stack.url}/odoo/action-{action}/{record}", timeout=90_000)
    expect(page.locator(".o_form_view")).to_be_visible(timeout=60_000)


def _save(page: Page) -> None:
    page.locator(".o_form_button_save").click()
    expect(page.locator(".o_form_saved")).to_be_attached()


def _edit_layout(page: Page, stack, layout: int, button: str, label: str) -> None:
    _open_form(page, stack, "retail_pos_central.retail_till_layout_action", layout)
    page.locator(f".o_retail_editor_button[data-button={button}]").click()
    page.locator("input[name=label_en_US]").fill(label)
    expect(page.locator(f".o_retail_editor_button[data-button={button}]")).to_contain_text(label)
    _save(page)


def _edit_receipt(page: Page, stack, template: int, text: str) -> None:
    _open_form(page, stack, "retail_pos_central.retail_receipt_template_action", template)
    page.locator(".o_retail_block[data-type=text] .o_retail_block_name", has_text=THANKS).click()
    page.locator("textarea[name=block_text_en_US]").fill(text)
    expect(page.locator(".o_retail_receipt_preview")).to_contain_text(text)
    _save(page)


def _edit_prompt(page: Page, stack, prompt: int, text: str) -> None:
    _open_form(page, stack, "retail_pos_prompts.retail_prompt_action", prompt)
    page.locator(".o_field_widget[name=text] textarea").fill(text)
    _save(page)


def test_edited_released_and_seen_on_an_open_till(stack, chain, office, devices, browser, page):
    devices.reset()
    till = Till(page, stack, chain.till["id"], chain.people["cashier_english"])
    till.open()
    page.evaluate("window.notReloaded = true")
    mark = str(time.time_ns())[-8:]
    label, thanks, warning = f"Bread {mark}", f"{THANKS} æøå {mark}", f"Charcoal: outdoors only {mark}"
    prompt = office.find("retail.prompt", [("kind", "=", "information"), ("moment", "=", "product")], ["id"], limit=1)[0]["id"]
    template = office.find("retail.receipt.template", [], ["id"], limit=1)[0]["id"]
    layout = office.find("retail.till.layout", [("name", "=", "Supermarket")], ["id"])[0]["id"]
    charcoal = office.find("product.product", [("name", "=", CHARCOAL)], ["barcode"])[0]["barcode"]

    # -- the back office, by hand
    desk = browser.new_page(viewport={"width": 1366, "height": 900})
    desk.set_default_timeout(20_000)
    log_in(desk, stack, chain.people["chain_manager"])
    _edit_layout(desk, stack, layout, "quick-2", label)
    _edit_receipt(desk, stack, template, thanks)
    _edit_prompt(desk, stack, prompt, warning)
    assert till.layout_button(label).count() == 0, "nothing changes before it is released"
    release(desk, stack, f"What the cashier sees {mark}")
    desk.close()

    # -- the till that was open all the time: button, prompt, receipt
    expect(till.layout_button(label)).to_be_visible()
    devices.scan(charcoal)
    expect(page.locator(".o_retail_prompt")).to_contain_text(warning)
    page.locator(".o_retail_prompt_ok").click()
    expect(till.lines()).to_have_count(1)
    till.pay()
    till.choose_payment("Cash")
    till.validate()
    wait_for("the receipt on paper", lambda: any(thanks in row for row in devices.paper()), 20)
    assert page.evaluate("window.notReloaded")
