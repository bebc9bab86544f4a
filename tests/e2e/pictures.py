"""Makes the pictures of the README's tour from a running demo: ./dev pictures."""

import json
import sys
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from devkit import paths, system
from devkit.stack import Stack, load_accounts

from .shop import CARD, BackOffice, Devices, Till, log_in

FOLDER = paths.ROOT / "docs/pictures"
DESK = {"width": 1366, "height": 768}


def _take(page: Page, name: str, wait_ms: int = 1200) -> None:
    page.wait_for_timeout(wait_ms)
    page.screenshot(path=FOLDER / f"{name}.png")
    print(f"  docs/pictures/{name}.png", flush=True)


def _till(browser, stack: Stack, chain, office: BackOffice) -> None:
    devices = Devices(stack)
    devices.reset()
    page = browser.new_page(viewport=DESK, locale="nb-NO", timezone_id="Europe/Oslo")
    till = Till(page, stack, chain.till["id"], chain.people["cashier"])
    till.open()
    names = ("Lettmelk 1 l", "Kneippbrød", "Skolebolle")
    goods = office.find("product.product", [("name", "in", names)], ["barcode"], context={"lang": "nb_NO"})
    for one in goods:
        devices.scan(one["barcode"])
        page.wait_for_timeout(500)
    _take(page, "till")
    # what is known of goods comes in the background; the picture waits for it
    page.evaluate("() => window.posmodel.retailAnswers.refresh()")
    till.layout_button("Prissjekk").click()
    page.fill(".o_retail_price_check input", "23005")
    page.keyboard.press("Enter")
    page.wait_for_selector(".o_retail_panel_stock")
    _take(page, "product-panel")
    till.close_dialogs()
    till.pay()
    till.choose_payment(CARD)
    devices.wait_for_card_request()
    counter = browser.new_page(viewport={"width": 1366, "height": 900})
    counter.goto(stack.counter_url)
    _take(page, "till-payment")
    devices.press("approve")
    till.ready_for_the_next()
    _take(counter, "counter", 4000)
    page.close()
    counter.close()


def _desk(browser, stack: Stack, chain, office: BackOffice) -> None:
    page = browser.new_page(viewport=DESK)
    log_in(page, stack, chain.people["chain_manager"])
    screens = {
        "fleet": "retail_pos_central.retail_fleet_action",
        "releases": "retail_pos_central.retail_release_action",
        "labels": "retail_pos_labels.retail_label_action",
    }
    for name, action in screens.items():
        page.goto(f"{stack.url}/odoo/action-{action}", timeout=60_000)
        page.wait_for_selector(".o_view_controller")
        _take(page, name)
    for name, model, action in (
        ("layout-editor", "retail.till.layout", "retail_till_layout_action"),
        ("receipt-designer", "retail.receipt.template", "retail_receipt_template_action"),
        ("campaign", "retail.campaign", "retail_campaign_action"),
        ("label-designer", "retail.label.design", "retail_label_design_action"),
    ):
        record = office.find(model, [], ["id"], limit=1, order="id")[0]["id"]
        addon = "retail_pos_labels" if "label" in model else "retail_pos_central"
        page.goto(f"{stack.url}/odoo/action-{addon}.{action}/{record}", timeout=60_000)
        page.wait_for_selector(".o_form_view")
        _take(page, name, 2500)
    page.close()


def main() -> int:
    """Take every picture."""
    expect.set_options(timeout=30_000)
    FOLDER.mkdir(parents=True, exist_ok=True)
    folder = paths.STATE / "demo"
    database = json.loads((Path(folder) / "box.json").read_text())["odoo"]["database"]
    stack, chain = Stack(folder, database, fixed_ports=True), load_accounts()
    office = BackOffice(stack, chain.people["chain_manager"])
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage"]
        browser = playwright.chromium.launch(executable_path=system.chromium(), args=flags)
        _till(browser, stack, chain, office)
        _desk(browser, stack, chain, office)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
