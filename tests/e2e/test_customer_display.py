"""The customer's tablet: the newest lines whole, what to do now, and nobody's old sale once the till is gone."""

import json
import urllib.request

import pytest
from playwright.sync_api import expect

from devkit.processes import wait_for
from devkit.stack import http_get
from iot_box.tests.support import BoxProcess, Signer

KEY = "kundeskjerm2026nokkel"
CLAIMS = {"devices": ["display-1"]}
SALE = {
    "state": "sale",
    "lang": "nb_NO",
    "total_text": "Å betale",
    "total": "1 496,70",
    "lines": [{"text": f"Økologisk blåbærsyltetøy {n} g", "detail": "2 × 24,95", "amount": "49,90"} for n in range(1, 31)],
}


@pytest.fixture
def box(tmp_path):
    """A box as its own process, with a tablet for the customer."""
    started = BoxProcess(tmp_path, Signer(), [{"id": "display-1", "driver": "web_display", "config": {"key": KEY}}])

    def up():
        started.launch()
        wait_for("the box", lambda: http_get(f"{started.url}/healthz"), 30, tmp_path / "box.log")
        started.id = json.loads((tmp_path / "data" / "identity.json").read_text(encoding="utf-8"))["box"]

    started.up_again = up
    up()
    yield started
    started.stop()


def show(box, **document):
    """As a till does."""
    headers = {**box.headers(**CLAIMS), "Content-Type": "application/json"}
    body = json.dumps({"document": document}).encode()
    urllib.request.urlopen(urllib.request.Request(f"{box.url}/v1/displays/display-1/sale", body, headers), timeout=10).close()


@pytest.mark.parametrize("size", [(1024, 768), (800, 480), (600, 1024)])
def test_lines_are_whole_and_the_newest_ones(page, box, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{box.url}/display/display-1?key={KEY}")
    expect(page.locator("#big h1")).to_have_text("Velkommen")
    show(box, **SALE, title="Følg bankterminalen")
    expect(page.locator("#lines li").last).to_contain_text("syltetøy 30 g")
    expect(page.locator("#now")).to_have_text("Følg bankterminalen")
    expect(page.locator("#sum .amount")).to_have_text("1 496,70")
    edges = page.evaluate("""() => {
        const list = document.querySelector("#lines").getBoundingClientRect();
        const rows = [...document.querySelectorAll("#lines li")].map((row) => row.getBoundingClientRect());
        return { over: rows.filter((row) => row.top < list.top || row.bottom > list.bottom + 1).length, rows: rows.length };
    }""")
    assert edges["over"] == 0 and edges["rows"] >= 3, edges
    expect(page.locator("#lines .earlier")).to_have_text(f"… og {30 - (edges['rows'] - 1)} linjer før disse")


def test_nobodys_old_sale_stays_when_the_till_is_gone(page, box):
    page.clock.install()
    page.goto(f"{box.url}/display/display-1?key={KEY}")
    show(box, **SALE)
    expect(page.locator("#sum .amount")).to_have_text("1 496,70")
    box.kill()
    expect(page.locator("#gone")).to_contain_text("mistet forbindelsen")
    expect(page.locator("#sum .amount")).to_have_text("1 496,70")
    page.clock.fast_forward(21_000)
    expect(page.locator("#big h1")).to_have_text("Et øyeblikk, takk")
    expect(page.locator("#sum")).to_be_hidden()
    box.up_again()
    page.clock.fast_forward(9_000)
    expect(page.locator("#gone")).to_be_hidden()
    expect(page.locator("#big h1")).to_have_text("Velkommen")
