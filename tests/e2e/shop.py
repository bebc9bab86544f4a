"""What people and devices do in the end-to-end tests: the till, the back office, the simulated devices."""

import functools
import json
import re
import urllib.request
from typing import Any

import polib
from playwright.sync_api import Locator, Page, expect

from devkit import paths
from devkit.processes import wait_for
from devkit.rpc import Session
from devkit.stack import Account, Stack

CARD = "Kort"
CASH = "Kontant"


@functools.cache
def _texts(lang: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in sorted(paths.ADDONS.glob(f"*/i18n/{lang}.po")):
        found.update({entry.msgid: entry.msgstr for entry in polib.pofile(str(path))})
    return found


def said(english: str, lang: str = "nb_NO") -> str:
    """How a text of ours reads in the cashier's language; a text that is not translated fails the test."""
    text = _texts(lang).get(english)
    assert text, f"not translated: {english}"
    return text


def _post(url: str, body: dict[str, Any] | None = None, method: str = "POST") -> Any:
    data = json.dumps(body or {}).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request, timeout=20) as answer:
        text = answer.read()
    return json.loads(text) if text else None


def _get(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=20) as answer:
        return json.load(answer)


class Devices:
    """The simulated devices, by the buttons on their pages."""

    def __init__(self, stack: Stack) -> None:
        self.scanner = stack.http("scanner_http")
        self.printer = stack.http("printer_http")
        self.terminal = stack.http("terminal_http")

    def reset(self) -> None:
        """No paper out, no faults, nobody deciding at the terminal by itself."""
        _post(f"{self.printer}/clear")
        _post(f"{self.printer}/faults", {"paper_out": False, "paper_low": False, "cover_open": False})
        _post(f"{self.terminal}/faults", method="DELETE")
        _post(f"{self.terminal}/mode", {"auto": "off"})

    def scan(self, barcode: str) -> None:
        """Somebody pulls the scanner's trigger."""
        _post(f"{self.scanner}/scan", {"data": barcode})

    def press(self, button: str) -> None:
        """A customer (or a fault) at the terminal: approve, decline, cancel, no_answer, lose_power, power_on."""
        _post(f"{self.terminal}/press", {"button": button})

    def wait_for_card_request(self) -> dict[str, Any]:
        """The terminal asks the customer for a card."""
        return wait_for("a payment on the terminal", lambda: (s := _get(f"{self.terminal}/state")).get("amount") and s, 20)

    def captured(self) -> int:
        """What the terminal has charged in all, in øre."""
        return _get(f"{self.terminal}/journal")["captured"]

    def paper(self) -> list[str]:
        """The rows of text on the paper, receipts that were cut off first."""
        paper = _get(f"{self.printer}/paper")
        rows = [row for receipt in paper["receipts"] for row in receipt["rows"]] + paper["current"]["rows"]
        return [row["text"] for row in rows if row["type"] == "text"]

    def fault(self, **faults: Any) -> None:
        """Printer troubles: paper_out, cover_open …"""
        _post(f"{self.printer}/faults", faults)


class BackOffice:
    """The ERP as one of its users, by Odoo's own web API."""

    def __init__(self, stack: Stack, account: Account) -> None:
        self.session = Session(stack.url, stack.database, account.login, account.password)

    def find(self, model: str, domain: list[Any], fields: list[str], **options: Any) -> list[dict[str, Any]]:
        """search_read."""
        return self.session.execute(model, "search_read", domain, fields, **options)

    def write(self, model: str, record: int, values: dict[str, Any]) -> None:
        """Change one record."""
        self.session.execute(model, "write", [record], values)

    def product(self, barcode: str) -> dict[str, Any]:
        """The product with that barcode."""
        return self.find("product.product", [("barcode", "=", barcode)], ["name", "lst_price", "product_tmpl_id"])[0]


class Till:
    """The web POS as a cashier uses it."""

    def __init__(self, page: Page, stack: Stack, config: int, cashier: Account) -> None:
        self.page = page
        self.stack = stack
        self.config = config
        self.cashier = cashier

    def open(self) -> None:
        """Log in and open the register."""
        page = self.page
        page.goto(f"{self.stack.url}/web/login?redirect=/pos/ui/{self.config}", timeout=90_000)
        page.fill("input[name=login]", self.cashier.login)
        page.fill("input[name=password]", self.cashier.password)
        page.click(".oe_login_form button[type=submit]")
        page.wait_for_selector(".open-register-btn, .product-screen", timeout=90_000)
        if page.locator(".open-register-btn").count():
            page.click(".open-register-btn")
        page.wait_for_selector(".modal .opening-cash-section, .modal .opening-header, .product-screen")
        opening = page.locator(".modal .modal-footer .btn-primary")
        if opening.count():
            opening.first.click()
        expect(page.locator(".product-screen")).to_be_visible()

    def layout_button(self, label: str) -> Locator:
        """A button of the layout's open page."""
        return self.page.locator(".o_retail_layout_page:not([inert]) .o_retail_layout_button", has_text=label)

    def lines(self) -> Locator:
        """The lines of the order under way."""
        return self.page.locator(".order-container .orderline")

    def total(self) -> float:
        """What the order costs, in kroner."""
        return kroner(self.page.locator(".order-summary .total, .pay-order-button .total").first.inner_text())

    def pay(self) -> None:
        """To the payment screen."""
        self.page.click(".pay-order-button")
        expect(self.page.locator(".payment-screen")).to_be_visible()

    def choose_payment(self, name: str) -> None:
        """Choose a way of paying."""
        self.page.locator(".paymentmethods .paymentmethod", has_text=name).first.click()

    def validate(self) -> None:
        """Finish the order."""
        self.page.locator(".payment-screen .validation-button.next").first.click()

    def knows(self, barcode: str) -> bool:
        """Whether the till finds the goods with that code by itself."""
        script = "code => window.posmodel.retailCatalogue.finder?.byBarcode(code).length > 0"
        return self.page.evaluate(script, barcode)

    def close_dialogs(self) -> None:
        """Read and close what pops up."""
        close = self.page.locator(".modal .btn-primary, .modal .btn-close, .modal .btn-secondary")
        while close.count():
            close.first.click()
            self.page.wait_for_timeout(300)

    def cancel_order(self) -> None:
        """Take away every line."""
        while self.lines().count():
            self.lines().first.click()
            self.page.keyboard.press("Backspace")
            self.page.keyboard.press("Backspace")
            self.page.wait_for_timeout(300)

    def ready_for_the_next(self) -> None:
        """The receipt printed by itself; the till shows an empty order again."""
        expect(self.page.locator(".product-screen")).to_be_visible()
        expect(self.lines()).to_have_count(0)


def log_in(page: Page, stack: Stack, account: Account) -> None:
    """Into the back office."""
    page.goto(f"{stack.url}/web/login", timeout=90_000)
    page.fill("input[name=login]", account.login)
    page.fill("input[name=password]", account.password)
    page.click(".oe_login_form button[type=submit]")
    page.wait_for_url("**/odoo**", timeout=90_000)


def release(page: Page, stack: Stack, name: str) -> None:
    """As a person who is logged in: new release, propose, check, release."""
    page.goto(f"{stack.url}/odoo/action-retail_pos_central.retail_release_action/new", timeout=90_000)
    page.locator("[name=name] input").fill(name)
    page.click("button[name=action_propose]")
    expect(page.locator(".o_field_widget[name=line_ids] .o_data_row")).not_to_have_count(0)
    page.click("button[name=action_check]")
    page.wait_for_selector("button[name=action_release]")
    page.click("button[name=action_release]")
    expect(page.locator(".o_statusbar_status .o_arrow_button_current")).to_have_text(re.compile("Running|Done"), timeout=20_000)


def kroner(text: str) -> float:
    """1 234,50 kr → 1234.5"""
    found = re.search(r"-?[\d\s\u00a0\u202f]+(?:[,.]\d+)?", text)
    assert found, f"no amount in {text!r}"
    return float(re.sub(r"[\s\u00a0\u202f]", "", found.group()).replace(",", "."))
