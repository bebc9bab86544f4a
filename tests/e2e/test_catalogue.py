"""The catalogue on a till in a real browser: goods without asking, and what may go wrong with a disk, a line and a server."""

import json
import time

import pytest
from playwright.sync_api import Page, expect

from devkit.processes import wait_for

from .shop import Till

READY = "() => window.posmodel?.retailState?.catalogue?.ready"
HELD = """async () => {
    const db = await new Promise((resolve, reject) => {
        const request = indexedDB.open(posmodel.retailCatalogue.db.name);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const keys = await new Promise((resolve) => {
        const request = db.transaction('chunks').objectStore('chunks').getAllKeys();
        request.onsuccess = () => resolve(request.result);
    });
    db.close();
    return keys;
}"""


def _ready(page: Page) -> None:
    page.wait_for_function(READY, timeout=60_000)


def _not_in_memory(page: Page, office) -> dict:
    """An article that the till has on disk only, and that is not weighed."""
    goods = office.find(
        "product.product",
        [("barcode", "!=", False), ("available_in_pos", "=", True)],
        ["barcode", "lst_price", "name", "product_tmpl_id"],
        context={"lang": "nb_NO"},
    )
    loaded = set(page.evaluate("posmodel.models['product.product'].getAllIds()"))
    return next(one for one in goods if one["id"] not in loaded and not one["barcode"].startswith("21"))


def _scan(page: Page, barcode: str) -> dict | None:
    """The line of a scanned article, with its price."""
    return page.evaluate(
        """async (code) => {
            await posmodel.barcodeReader.scan(code);
            const line = posmodel.getOrder().lines.at(-1);
            return line && { barcode: line.product_id.barcode, price: line.price_unit };
        }""",
        barcode,
    )


def _reload(page: Page) -> None:
    page.reload(timeout=90_000)
    page.wait_for_selector(".product-screen", timeout=60_000)


def test_any_goods_are_found_while_head_office_is_away(till: Till, office):
    page = till.page
    _ready(page)
    goods = _not_in_memory(page, office)
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "load_product_from_pos" in request.url else None)
    page.context.set_offline(True)
    try:
        assert _scan(page, goods["barcode"])["barcode"] == goods["barcode"]
        wrong = goods["name"][0] + goods["name"][2] + goods["name"][1] + goods["name"][3:]
        found = page.evaluate("word => posmodel.retailCatalogue.finder.search(word)", wrong)
        assert goods["product_tmpl_id"][0] in found, f"{goods['name']} by {wrong}"
    finally:
        page.context.set_offline(False)
    page.get_by_placeholder("Søk etter varer").fill(goods["barcode"])
    expect(page.locator(".product-list .product")).to_have_count(1)
    assert not asked
    page.get_by_placeholder("Søk etter varer").fill("")
    till.cancel_order()


def test_a_change_reaches_goods_that_are_not_in_memory(till: Till, office):
    page = till.page
    _ready(page)
    goods = _not_in_memory(page, office)
    before = page.evaluate("posmodel.retailCatalogue.changes.size")
    office.write("product.product", goods["id"], {"lst_price": 17.5})
    wait_for("the new price", lambda: page.evaluate("posmodel.retailCatalogue.changes.size") > before, 30)
    assert page.evaluate("id => !posmodel.models['product.product'].get(id)", goods["id"])
    _reload(page)
    _ready(page)
    page.context.set_offline(True)
    try:
        assert _scan(page, goods["barcode"])["price"] == 17.5
    finally:
        page.context.set_offline(False)
    till.cancel_order()


def test_a_damaged_part_is_refused_and_fetched_again(till: Till, stack, chain, office):
    """One damaged on its way, one damaged on the disk."""
    page = till.page
    _ready(page)
    goods = _not_in_memory(page, office)
    held = page.evaluate(HELD)
    damage = """async (keys) => {
        const { db } = posmodel.retailCatalogue;
        await db.put('chunks', Object.fromEntries(keys.map((key) => [key, new Uint8Array([123, 34])])));
        posmodel.retailCatalogue.chunks.parsed.clear();
    }"""
    page.evaluate(damage, held)
    times = []

    def harm(route):
        times.append(1)
        if len(times) == 1:
            route.fulfill(body=b"{}", content_type="application/json")
        else:
            route.continue_()

    page.route("**/retail_pos/blob/**", harm)
    assert _scan(page, goods["barcode"])["barcode"] == goods["barcode"]
    page.unroute("**/retail_pos/blob/**")
    assert len(times) >= 2
    till.cancel_order()


def test_a_reload_while_the_catalogue_is_written(till: Till, office):
    """The page goes away in mid-download; what was written counts, the rest is fetched, and the till is whole."""
    page = till.page
    _ready(page)
    goods = _not_in_memory(page, office)
    page.evaluate(
        "async () => { const { db } = posmodel.retailCatalogue; await db.put('state', { index: undefined }); const keys = await db.keys('chunks'); const gone = keys.filter((key) => key.split('/')[0] !== keys[0].split('/')[0]); await db.put('chunks', Object.fromEntries(gone.map((key) => [key, undefined]))); }"
    )
    kept = page.evaluate(HELD)
    (chunk,) = {key.split("/")[0] for key in kept}
    page.route("**/retail_pos/blob/**", lambda route: None)
    page.evaluate("() => { posmodel.retailCatalogue.finder = null; posmodel.retailCatalogue.wake(); }")
    page.wait_for_function("posmodel.retailCatalogue.state.total > 0")
    page.unroute("**/retail_pos/blob/**")
    fetched = []
    page.on("request", lambda request: fetched.append(request.url) if "/retail_pos/blob/" in request.url else None)
    _reload(page)
    _ready(page)
    assert not [url for url in fetched if chunk in url], "what was there is not fetched again"
    assert set(kept) < set(page.evaluate(HELD))
    assert _scan(page, goods["barcode"])["barcode"] == goods["barcode"]
    till.cancel_order()


@pytest.mark.parametrize("loss", ["evicted", "full"])
def test_a_disk_that_is_full_or_was_emptied(till: Till, office, loss):
    page = till.page
    _ready(page)
    goods = _not_in_memory(page, office)
    empty = "async () => { const { db } = posmodel.retailCatalogue; for (const store of db.stores) { const keys = await db.keys(store); await db.put(store, Object.fromEntries(keys.map((key) => [key, undefined]))); } }"
    page.evaluate(empty)
    if loss == "full":
        page.add_init_script(
            """const put = IDBObjectStore.prototype.put;
            IDBObjectStore.prototype.put = function (value, key) {
                if (this.transaction.db.name.startsWith('retail-catalogue')) {
                    throw new DOMException('no room', 'QuotaExceededError');
                }
                return put.call(this, value, key);
            };"""
        )
    _reload(page)
    _ready(page)
    assert page.evaluate("posmodel.retailState.catalogue.full") is (loss == "full")
    page.context.set_offline(True)
    try:
        assert _scan(page, goods["barcode"])["barcode"] == goods["barcode"]
    finally:
        page.context.set_offline(False)
    assert bool(page.evaluate(HELD)) is (loss == "evicted")
    till.cancel_order()


def test_the_server_is_killed_while_a_till_fetches(till: Till, stack, office):
    page = till.page
    _ready(page)
    goods = _not_in_memory(page, office)
    page.evaluate(
        "async () => { const { db } = posmodel.retailCatalogue; await db.put('state', { index: undefined }); const keys = await db.keys('chunks'); await db.put('chunks', Object.fromEntries(keys.map((key) => [key, undefined]))); }"
    )
    killed = []

    def kill(route):
        if not killed:
            killed.append(time.monotonic())
            stack.kill("odoo")
        route.continue_()

    page.route("**/retail_pos/blob/**", kill)
    page.evaluate("() => { posmodel.retailCatalogue.finder = null; posmodel.retailCatalogue.wake(); }")
    wait_for("the kill", lambda: killed or page.wait_for_timeout(100), 30)
    page.unroute("**/retail_pos/blob/**")
    page.wait_for_function("() => posmodel.retailCatalogue.retryMs > 2000", timeout=60_000)
    stack.start_odoo()
    page.wait_for_function("() => posmodel.retailCatalogue.isReady", timeout=60_000)
    assert _scan(page, goods["barcode"])["barcode"] == goods["barcode"]
    assert json.dumps(page.evaluate(HELD))
    till.cancel_order()
