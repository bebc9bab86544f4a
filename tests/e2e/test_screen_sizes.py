"""The till on every size of screen: nothing overlaps or hangs out, and every button of ours can be reached and hit."""

import time

import pytest
from playwright.sync_api import Page, expect

from .shop import Till, said

CHARCOAL = "Grillkull 2,5 kg"
SIZES = [(1024, 768), (1366, 768), (1920, 1080), (390, 844)]

#: Runs in the page, for what is below `root`: what is wrong, in words.
LOOK = """
(root) => {
    const problems = [];
    const name = (one) => (one.innerText || one.ariaLabel || one.className).replace(/\\s+/g, " ").slice(0, 40);
    const wide = document.scrollingElement.scrollWidth;
    if (wide > innerWidth) {
        problems.push(`the page is ${wide} wide`);
    }
    const all = [...document.querySelectorAll(root + " button")].filter((one) => one.offsetParent && one.offsetWidth > 1);
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
    tabs = page.locator(".o_retail_layout_tab[role=tab]")
    for index in reversed(range(tabs.count())):
        tabs.nth(index).click()
        expect(tabs.nth(index)).to_have_attribute("aria-selected", "true")
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
