"""What must not harm a till's prices and content: a server killed in the middle, a browser that forgets, a database restored."""

import subprocess
import threading
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from devkit import paths, postgres
from devkit.processes import wait_for
from devkit.steps import Failure
from devkit.system import postgres_bin

from .shop import Till

# Goods come into memory as they are sold: asked for as a button would.
MILK_PRICE = """async id => {
    await window.posmodel.retailBringGoods({ templates: [id] });
    return window.posmodel.models["product.template"].get(id)?.list_price ?? null;
}"""
# How much of the set-up a till has, of models that are loaded before the goods and after them.
SET_UP = """() => {
    const models = ["pos.payment.method", "account.tax", "product.category", "uom.uom", "decimal.precision", "res.currency", "res.country"];
    return Object.fromEntries(models.map(model => [model, window.posmodel.models[model].length]));
}"""


@contextmanager
def locked(stack, table):
    """Somebody holds a table; yields a function that waits until another transaction waits for it."""
    psql = subprocess.Popen(
        [str((postgres_bin() or paths.ROOT) / "psql"), "-h", str(paths.SOCKETS), "-U", postgres.ROLE, "-d", stack.database, "-qAt"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    psql.stdin.write(f"BEGIN; LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE; SELECT 'held';\n")
    psql.stdin.flush()
    assert psql.stdout.readline().strip() == "held"
    waiting = f"SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = '{table}'::regclass"
    try:
        yield lambda: wait_for("somebody who waits", lambda: postgres.sql(waiting, stack.database) != "0", 30)
    finally:
        psql.stdin.close()
        psql.wait(timeout=10)


@pytest.fixture
def milk(office):
    """An article on every till: {id, list_price}."""
    return office.find("product.template", [("available_in_pos", "=", True), ("barcode", "!=", False)], ["list_price", "barcode"], limit=1)[
        0
    ]


def price_on(till, product):
    """What the open till takes for an article, as its models have it."""
    return till.page.evaluate(MILK_PRICE, product)


def wait_for_price(till, product, price, timeout_s=60):
    """Until the open till has that price."""
    wait_for(f"the price {price} on the till", lambda: price_on(till, product) == price, timeout_s)


def new_layout(office, till, title):
    """A draft of the till's layout whose first page is called so, in a release; the release's id."""
    layout = int(till.page.evaluate("window.posmodel.retail.content.running.content.layout.id").split(",")[1])
    document = office.find("retail.till.layout", [("id", "=", layout)], ["document"])[0]["document"]
    document["pages"][0]["name"] = {"en_US": title, "nb_NO": title}
    office.write("retail.till.layout", layout, {"document": document})
    release = office.session.execute("retail.release", "create", [{"name": title}])
    office.session.execute("retail.release", "action_propose", release)
    return release[0]


def released(office, release):
    """A release's state."""
    return office.find("retail.release", [("id", "=", release)], ["state", "serial"])[0]


def runs(till, title):
    """Whether the layout of that name is on the till's screen."""
    return till.page.evaluate("title => JSON.stringify(window.posmodel.retail.contents.layout || null).includes(title)", title)


def test_server_killed_in_mid_release(stack, office, till):
    release = new_layout(office, till, "Side A")

    def press():
        with pytest.raises((Failure, OSError)):
            office.session.execute("retail.release", "action_release", [release])

    with locked(stack, "retail_manifest") as somebody_waits:
        presser = threading.Thread(target=press)
        presser.start()
        somebody_waits()
        stack.kill("odoo")
        presser.join(20)
    stack.start_odoo()
    assert released(office, release)["serial"] == 0, "nothing is half out"
    assert not runs(till, "Side A")
    office.session.execute("retail.release", "action_release", [release])
    wait_for("the release on the till", lambda: runs(till, "Side A"), 90)
    wait_for("its acknowledgement", lambda: _applied(office, till) >= released(office, release)["serial"], 30)


def _applied(office, till):
    return office.find("retail.till.state", [("config_id", "=", till.config)], ["applied_serial"])[0]["applied_serial"]


def test_server_killed_in_mid_pull(stack, office, till, milk):
    goods = office.find("product.template", [("available_in_pos", "=", True)], ["list_price"], limit=60)
    price = milk["list_price"] + 1
    # More than rides with a ring, so that the till asks; its answer is held back.
    with locked(stack, "retail_feed_group") as somebody_waits:
        office.session.execute("product.template", "write", [one["id"] for one in goods], {"list_price": price})
        somebody_waits()
        stack.kill("odoo")
    assert price_on(till, milk["id"]) == milk["list_price"]
    stack.start_odoo()
    wait_for_price(till, milk["id"], price)


def test_evicted(till, milk):
    """The browser threw away what the till had stored: it comes up from the server, whole."""
    till.page.evaluate(
        """async () => {
            for (const { name } of await indexedDB.databases()) {
                indexedDB.deleteDatabase(name);
            }
        }"""
    )
    till.page.reload(timeout=90_000)
    expect(till.page.locator(".product-screen")).to_be_visible(timeout=90_000)
    wait_for("the goods", lambda: price_on(till, milk["id"]) is not None, 60)
    wait_for("released content", lambda: till.page.evaluate("Boolean(window.posmodel.retail.contents.layout)"), 30)


def test_reload_while_the_cache_is_being_written(stack, chain, browser, till, milk):
    """Stock Odoo stays broken after this."""
    context = browser.new_context(storage_state=till.page.context.storage_state(), locale="nb-NO")
    page = context.new_page()
    whole = till.page.evaluate(SET_UP)
    page.add_init_script(
        """const put = IDBObjectStore.prototype.put;
        let count = 0;
        IDBObjectStore.prototype.put = function (...args) {
            if (this.name.startsWith("product.") && ++count === 20 && !sessionStorage.getItem("cut")) {
                sessionStorage.setItem("cut", "yes");
                // The page ends here: nothing more is written.
                IDBDatabase.prototype.transaction = () => { throw new DOMException("gone", "InvalidStateError"); };
                this.transaction.abort();
                location.reload();
            }
            return put.apply(this, args);
        };"""
    )
    page.goto(f"{stack.url}/pos/ui/{chain.till['id']}", timeout=90_000)
    page.wait_for_function("sessionStorage.getItem('cut')", timeout=90_000)
    other = Till(page, stack, chain.till["id"], chain.people["cashier"])
    for again in (False, True):
        if again:
            page.reload(timeout=90_000)
        expect(page.locator(".product-screen, .open-register-btn").first).to_be_visible(timeout=90_000)
        wait_for("the goods", lambda: other.knows(milk["barcode"]), 60)
        assert page.evaluate(SET_UP) == whole
    context.close()


def test_database_restored_to_an_earlier_state(stack, office, till, milk):
    """The till is ahead of its server: it gives up what the server no longer knows."""
    saved = f"{stack.database}_saved"
    stack.kill("odoo")
    postgres.copy(stack.database, saved)
    stack.start_odoo()
    before = office.find("product.template", [("id", "=", milk["id"])], ["list_price"])[0]["list_price"]
    office.write("product.template", milk["id"], {"list_price": before + 7})
    wait_for_price(till, milk["id"], before + 7)
    stack.kill("odoo")
    postgres.copy(saved, stack.database)
    postgres.drop(saved)
    stack.start_odoo()
    wait_for_price(till, milk["id"], before, 90)
    assert till.page.evaluate("window.posmodel.retailState.error") is None
