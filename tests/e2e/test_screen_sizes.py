"""The till on every size of screen: nothing overlaps or hangs out, and every button of ours can be reached and hit."""

import os
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .shop import CASH, Till, said

CHARCOAL = "Grillkull 2,5 kg"
ROLLS = "Skolebolle"
MILK = "Lettmelk"
SIZES = [(1024, 768), (1366, 768), (1920, 1080), (390, 844)]

TAB = ".o_retail_layout_tab[role=tab]"

#: Runs in the page, for what is below `root`: what is wrong, in words.
LOOK = """
(root) => {
    const problems = [];
    const name = (one) => (one.innerText || one.ariaLabel || one.className).replace(/\\s+/g, " ").slice(0, 40);
    const wide = document.scrollingElement.scrollWidth;
    if (wide > innerWidth) {
        problems.push(`the page is ${wide} wide`);
    }
    const all = [...document.querySelectorAll(root + " button, " + root + " .btn-switchpane")].filter(
        (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && one.offsetWidth > 1
    );
    for (const one of all) {
        one.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
        const box = one.getBoundingClientRect();
        if (box.width < 44 || box.height < 44) {
            problems.push(`${name(one)}: ${box.width} × ${box.height}`);
        }
        const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
        if (!one.contains(hit) && !hit?.contains(one)) {
            problems.push(`${name(one)} can't be hit, ${hit ? name(hit) : "nothing"} is there`);
        }
        const cut = [one, ...one.querySelectorAll("span")].find(
            (part) => part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 1 && getComputedStyle(part).overflowX !== "visible"
        );
        if (cut) {
            problems.push(`${name(one)} is cut: ${cut.scrollWidth} in ${cut.clientWidth}`);
        }
        if (box.left < 0 || box.right > innerWidth + 0.5) {
            problems.push(`${name(one)} hangs out`);
        }
    }
    return all.length ? problems : ["no buttons at all"];
}
"""


#: Leaves nothing of the sale, so that what is asked once a sale is asked again.
FORGET = """
() => {
    const order = window.posmodel.getOrder();
    [...order.lines].forEach((line) => line.delete());
    order.retail_answers = [];
}
"""


@pytest.fixture(scope="module")
def shown(browser, stack, chain, devices, office):
    """One till for all sizes, and goods about which the chain has something to say."""
    devices.reset()
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="nb-NO", timezone_id="Europe/Oslo")
    page = context.new_page()
    page.set_default_timeout(20_000)
    till = Till(page, stack, chain.till["id"], chain.people["cashier"])
    till.open()
    goods = office.find("product.product", [("name", "=", CHARCOAL)], ["barcode"], context={"lang": "nb_NO"})
    yield till, goods[0]["barcode"]
    context.close()


def _look(page: Page, root: str) -> None:
    # a dialog slides in
    end = time.monotonic() + 5
    while (problems := page.evaluate(LOOK, root)) and time.monotonic() < end:
        page.wait_for_timeout(200)
    assert problems == []


@pytest.mark.parametrize(("width", "height"), SIZES, ids=[f"{width}x{height}" for width, height in SIZES])
def test_all_can_be_reached(shown, devices, width, height):
    till, barcode = shown
    page = till.page
    page.set_viewport_size({"width": width, "height": height})
    expect(page.locator(".o_retail_layout_small")).to_have_count(int(width < 500))
    for index in reversed(range(page.locator(TAB).count())):
        _open_page(page, index)
        _look(page, ".o_retail_layout")

    # what pops up: what is known of the goods, and a prompt
    till.layout_button(said("Price check")).first.click()
    page.fill(".o_retail_price_check input", barcode)
    page.keyboard.press("Enter")
    expect(page.locator(".o_retail_price_check_answer")).to_be_visible()
    _look(page, ".modal")
    page.locator(".modal-footer .btn-secondary").last.click()
    devices.scan(barcode)
    expect(page.locator(".o_retail_prompt")).to_be_visible()
    _look(page, ".modal")
    page.locator(".o_retail_prompt_ok").click()
    expect(page.locator(".modal")).to_have_count(0)
    page.wait_for_function("() => window.posmodel.getOrder().lines.length === 1")
    page.evaluate(FORGET)


#: As a chain whose customers are asked: the receipt shows, and nothing prints by itself.
SHOW_RECEIPTS = "() => Object.assign(window.posmodel.config, { iface_print_auto: false, iface_print_skip_screen: false })"


@pytest.mark.parametrize(("width", "height"), SIZES, ids=[f"{width}x{height}" for width, height in SIZES])
def test_a_sale(shown, width, height):
    till, _barcode = shown
    page = till.page
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate(SHOW_RECEIPTS)
    is_small = width < 500

    # from a button of another page, and by a word
    _open_page(page, 2)
    till.layout_button(ROLLS).click()
    page.wait_for_function("() => window.posmodel.getOrder().lines.length === 1")
    _search(page, MILK, is_small)
    page.locator("article.product", has_text=MILK).first.click()
    page.wait_for_function("() => window.posmodel.getOrder().lines.length === 2")
    _picture(page, f"{width}-goods")
    _look(page, ".pos")
    page.locator(".o_retail_back_to_layout").click()
    _picture(page, f"{width}-buttons")
    _look(page, ".pos")

    # three of the first, with the keys on the screen
    if is_small:
        page.locator(".review-button").click()
    line = page.locator(".order-container .orderline", has_text=ROLLS)
    line.click()
    page.locator(".numpad button[value='3']").click()
    expect(line.locator(".qty")).to_contain_text("3")
    _picture(page, f"{width}-order")
    _look(page, ".pos")

    # what is known of goods, by a long press
    line.click(delay=1200)
    expect(page.locator(".o_retail_panel")).to_be_visible()
    _picture(page, f"{width}-panel")
    _look(page, ".modal")
    page.locator(".modal-footer .btn, .modal-header .btn-close").last.click()
    expect(page.locator(".modal")).to_have_count(0)

    # paid in cash, and the receipt
    page.locator(".pay-order-button").click()
    _picture(page, f"{width}-payment")
    _look(page, ".pos")
    till.choose_payment(CASH)
    expect(page.locator(".paymentline")).to_have_count(1)
    _picture(page, f"{width}-paid")
    _look(page, ".pos")
    till.validate()
    expect(page.locator(".o_retail_order_receipt")).to_be_visible()
    expect(page.locator(".o_retail_order_receipt")).to_contain_text(ROLLS)
    _picture(page, f"{width}-receipt")
    _look(page, ".pos")
    page.locator("[name=done]:visible").click()
    expect(page.locator(".o_retail_layout")).to_be_visible()


def _open_page(page: Page, index: int) -> None:
    tab = page.locator(TAB).nth(index)
    tab.click()
    expect(tab).to_have_attribute("aria-selected", "true")


def _search(page: Page, word: str, is_small: bool) -> None:
    if is_small:
        page.locator(".pos-rightheader .fa-search").click()
    page.locator(".pos-rightheader input").fill(word)


def _picture(page: Page, name: str) -> None:
    """For who wants to look: RETAIL_POS_PICTURES names a folder."""
    folder = os.environ.get("RETAIL_POS_PICTURES")
    if folder:
        page.wait_for_timeout(600)
        page.screenshot(path=Path(folder) / f"{name}.png")
