"""How a till starts with 100,000 goods, and how fast it sells any of them offline; stock Odoo with 10,000 beside it.

"Cold" is a browser that has never seen this till; "warm" is the next start. A till has started when its screen takes
a scan and its whole catalogue is on its disk. The heap is measured after a garbage collection.
"""

import os
import random
import statistics
import time
from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Page, sync_playwright

from devkit.stack import load_accounts
from tests.bench._shared.big_shop import barcode, chain_shop, stock_shop
from tests.bench._shared.server import emit, odoo_on

GOODS = int(os.environ.get("RETAIL_POS_GOODS", "100000"))
STOCK_GOODS = int(os.environ.get("RETAIL_POS_STOCK_GOODS", "10000"))
SCANS, LINES_A_SALE, WARM_STARTS = 400, 10, 3
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--enable-precise-memory-info", "--js-flags=--expose-gc"]
LOADED = {
    "catalogue": "() => window.posmodel?.retailState?.catalogue?.ready",
    "stock": "() => window.posmodel?.router?.state?.current && document.querySelector('.product-screen, .login-overlay, .screen-login')",
}
SCAN = """async (codes) => {
    const taken = [];
    for (const code of codes) {
        const began = performance.now();
        await posmodel.barcodeReader.scan(code);
        const line = posmodel.getOrder().lines.at(-1);
        const isPriced = line?.product_id?.barcode === code && line.price_unit > 0 && line.prices.total_included > 0;
        taken.push([performance.now() - began, Boolean(isPriced)]);
    }
    return taken;
}"""


@dataclass
class Shop:
    """A till to start: where, whose, and by what one sees that it has."""

    url: str
    database: str
    till: int
    login: str
    password: str
    loaded: str

    def log_in(self, context: BrowserContext) -> None:
        """By Odoo's web API: the browser's first page is the till."""
        params = {"db": self.database, "login": self.login, "password": self.password}
        answer = context.request.post(f"{self.url}/web/session/authenticate", data={"jsonrpc": "2.0", "params": params}, timeout=120_000)
        assert answer.ok and answer.json()["result"]["uid"]

    def start(self, page: Page) -> tuple[float, float]:
        """(seconds to a screen, seconds until all is loaded)."""
        began = time.perf_counter()
        page.goto(f"{self.url}/pos/ui/{self.till}", timeout=300_000, wait_until="commit")
        page.wait_for_selector(".open-register-btn, .product-screen", timeout=300_000)
        if page.locator(".open-register-btn").count():
            page.click(".open-register-btn")
        page.wait_for_selector(".product-screen", timeout=300_000)
        screen = time.perf_counter() - began
        page.wait_for_function(self.loaded, timeout=300_000)
        loaded = time.perf_counter() - began
        opening = page.locator(".modal .modal-footer .btn-primary")
        if opening.count():
            opening.first.click()
        return screen, loaded


def heap_mb(page: Page) -> float:
    """Of the page, after a garbage collection."""
    client = page.context.new_cdp_session(page)
    client.send("HeapProfiler.enable")
    client.send("HeapProfiler.collectGarbage")
    return client.send("Runtime.getHeapUsage")["usedSize"] / 1e6


def starts(shop: Shop, browser, during=None) -> dict[str, float]:
    """A cold start and some warm ones; `during` measures more on the last page."""
    first = browser.new_context()
    shop.log_in(first)
    shop.start(first.new_page())  # the server makes its assets once; the register is opened
    first.close()
    context: BrowserContext = browser.new_context()
    shop.log_in(context)
    page = context.new_page()
    screen, cold = shop.start(page)
    figures = {"cold_screen_s": screen, "cold_s": cold, "cold_heap_mb": heap_mb(page)}
    page.wait_for_timeout(3000)  # what it writes in the background
    warm = [shop.start(page)[1] for _ in range(WARM_STARTS)]
    figures |= {"warm_s": statistics.median(warm), "heap_mb": heap_mb(page)}
    if during:
        during(context, page)
    context.close()
    return figures


def measure_scans(context: BrowserContext, page: Page) -> None:
    """Goods that this page has not seen, while the line is down."""
    numbers = random.Random(2026).sample(range(1, GOODS + 1), SCANS)
    context.set_offline(True)
    taken = []
    for at in range(0, SCANS, LINES_A_SALE):
        page.evaluate("() => { posmodel.addNewOrder(); }")
        taken += page.evaluate(SCAN, [barcode(number) for number in numbers[at : at + LINES_A_SALE]])
    words = page.evaluate("""() => ['lettmelk', 'sjokolad', 'bringebaer', 'kjødtdeig', 'gilde pølser', 'V0471', 'oppvasktab'].map((word) => {
        const began = performance.now();
        posmodel.retailCatalogue.finder.search(word);
        return performance.now() - began;
    })""")
    heap = heap_mb(page)
    context.set_offline(False)
    times = sorted(ms for ms, _priced in taken)
    wrong = sum(not priced for _ms, priced in taken)
    emit(
        "till-start",
        f"{SCANS} scans offline of {GOODS:,} goods",
        goal={"p99_ms": 50, "wrong": 0},
        p50_ms=times[len(times) // 2],
        p99_ms=times[int(len(times) * 0.99)],
        max_ms=times[-1],
        wrong=wrong,
        search_p50_ms=statistics.median(words),
        search_max_ms=max(words),
        heap_mb=heap,
    )


def main() -> None:
    people = load_accounts()
    cashier = people.people["cashier"]
    chain, build_s = chain_shop(GOODS, people.till["id"], cashier.login)
    stock, stock_till = stock_shop(STOCK_GOODS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=FLAGS)
        with odoo_on(stock, "--max-cron-threads=0") as (url, _processes):
            base = starts(Shop(url, stock, stock_till, "admin", "admin", LOADED["stock"]), browser)
        with odoo_on(chain, "--max-cron-threads=0") as (url, _processes):
            shop = Shop(url, chain, people.till["id"], cashier.login, cashier.password, LOADED["catalogue"])
            ours = starts(shop, browser, measure_scans)
        browser.close()
    emit(
        "till-start",
        f"{GOODS:,} goods; baseline: stock Odoo with {STOCK_GOODS:,}",
        goal={"cold_s": 15, "warm_s": 4, "heap_mb": 250},
        **ours,
        **{f"baseline_{name}": value for name, value in base.items()},
        ratio=ours["cold_s"] / base["cold_s"],
        catalogue_build_cpu_s=build_s,
    )


if __name__ == "__main__":
    main()
