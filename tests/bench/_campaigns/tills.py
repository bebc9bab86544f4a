"""Databases with a till and its goods – stock Odoo, with pos_loyalty, with our addons – and a till's page on each.

All get the same goods and the same kind of till, so that only the programs and campaigns differ.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page, sync_playwright

from devkit import databases, paths, system
from devkit.processes import Processes, free_port, http_get, wait_for

GOODS = 300
#: The largest basket has 200 of them, and 42 more are scanned into it; campaigns that don't touch it are on those behind.
NEVER_SCANNED = 250
START_TIMEOUT_MS = 240_000

#: A till with cash, its goods with barcodes at 25 and 15 % VAT, and whoever may use it.
MAKE_TILL = """
company = env.company
method = env["pos.payment.method"].create({"name": "Bench", "company_id": company.id})
category = env["product.category"].create({"name": "Bench"})
taxes = [env["account.tax"].search([("type_tax_use", "=", "sale"), ("amount", "=", rate), ("price_include", "=", True),
         ("company_id", "=", company.id)], limit=1) or company.account_sale_tax_id for rate in (25, 15)]
for tax in set(taxes):
    tax.price_include_override = "tax_included"
env["product.template"].search([("available_in_pos", "=", True)]).available_in_pos = False
goods = env["product.product"].create([{
    "name": f"Bench {n}", "barcode": f"9{n:012d}", "lst_price": 10 + n %% 40 * 5 - 0.1, "available_in_pos": True, "type": "consu",
    "categ_id": category.id, "taxes_id": [(6, 0, taxes[n %% 2].ids)]} for n in range(%(goods)d)])
config = env["pos.config"].create({"name": "Bench", "payment_method_ids": [(6, 0, method.ids)], "iface_tax_included": "total"})
if "retail.store" in env:
    chain = env["retail.store"].create({"name": "Chain", "kind": "chain", "tz": "Europe/Oslo"})
    config.retail_store_id = env["retail.store"].create({"name": "Store", "kind": "store", "parent_id": chain.id, "code": "S1"})
env["ir.cron"].search([]).active = False
admin = env.ref("base.user_admin")
admin.group_ids += env.ref("point_of_sale.group_pos_manager")
config = config.with_user(admin)
config.open_ui()
config.current_session_id.set_opening_control(0, "")
env.cr.commit()
print("\\nTILL " + json.dumps({"config": config.id, "goods": goods.ids}))
"""

#: Programs of pos_loyalty on goods that the till has and the basket has not.
MAKE_PROGRAMS = """
config = env["pos.config"].search([("name", "=", "Bench")])
goods = env["product.product"].search([("name", "=like", "Bench %%")], order="id")[100:]
have = env["loyalty.program"].search_count([("name", "=like", "Bench %%")])
for n in range(have, %(count)d):
    env["loyalty.program"].create({
        "name": f"Bench {n}", "program_type": "promotion", "trigger": "auto", "applies_on": "current",
        "rule_ids": [(5,), (0, 0, {"product_ids": [(6, 0, [goods[n %% 200].id, goods[(n + 7) %% 200].id])], "minimum_qty": 2})],
        "reward_ids": [(5,), (0, 0, {"reward_type": "discount", "discount": 10, "discount_applicability": "order"})],
        "pos_config_ids": [(6, 0, config.ids)]})
env.cr.commit()
"""

#: Campaigns of the chain, released as a buyer does: some on goods of the basket, the others on goods that aren't in it.
MAKE_CAMPAIGNS = """
import random
random.seed(5)
store = env["retail.store"].search([("name", "=", "Store")], limit=1)
goods = env["product.product"].search([("name", "=like", "Bench %%")], order="id")
kinds = [{"kind": "percent", "percent": 20}, {"kind": "price", "price": 9.9}, {"kind": "multibuy", "size": 2, "price": 50},
         {"kind": "cheapest_free", "size": 3, "free": 1}]
campaigns = env["retail.campaign"].create([{
    "name": f"Bench {n}", **kinds[n %% 4],
    "product_ids": [(6, 0, [p.id for p in random.sample(list(goods[:60] if n < %(touching)d else goods[%(never)d:]), 3)])],
    "assignment_ids": [(0, 0, {"store_id": store.id})]} for n in range(%(count)d)])
release = env["retail.release"].create({"name": "Bench"})
release._propose([(campaign._name, campaign.id) for campaign in campaigns])
release.action_release()
env.cr.commit()
"""


def make_till(database: str) -> dict[str, Any]:
    """The till and the ids of its goods."""
    script = "import json\n" + MAKE_TILL % {"goods": GOODS}
    output = databases.shell(database, script, log=f"bench-{database}", what="Making the till")
    return json.loads(output.rsplit("TILL ", 1)[1].splitlines()[0])


def make_programs(database: str, count: int) -> None:
    databases.shell(database, MAKE_PROGRAMS % {"count": count}, log=f"bench-{database}", what="Making the programs")


def make_campaigns(database: str, count: int, touching: int) -> None:
    script = MAKE_CAMPAIGNS % {"count": count, "touching": touching, "never": NEVER_SCANNED}
    databases.shell(database, script, log=f"bench-{database}", what="Releasing the campaigns")


@contextmanager
def serving(database: str) -> Iterator[str]:
    """An Odoo on a database; gives its address."""
    processes = Processes(paths.STATE / f"bench-{database}")
    port = free_port()
    command = databases.command(
        database,
        "--http-interface=127.0.0.1",
        f"--http-port={port}",
        "--max-cron-threads=0",
        f"--db-filter=^{database}$",
        "--log-level=warn",
    )
    processes.start("odoo", command, databases.environment())
    try:
        wait_for("odoo", lambda: http_get(f"http://127.0.0.1:{port}/web/health"), 120, processes.log("odoo"))
        yield f"http://127.0.0.1:{port}"
    finally:
        processes.stop_all()


@contextmanager
def till_page(url: str, database: str, config: int) -> Iterator[Page]:
    """The web POS, started and on its product screen."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=system.chromium(), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1024, "height": 768})
        # Logged in without the back office, whose first page takes longer than the till's.
        params = {"db": database, "login": "admin", "password": "admin"}
        page.request.post(f"{url}/web/session/authenticate", data={"jsonrpc": "2.0", "method": "call", "params": params})
        page.goto(f"{url}/pos/ui/{config}", timeout=START_TIMEOUT_MS)
        page.locator(".open-register-btn").click(timeout=START_TIMEOUT_MS)
        page.wait_for_function("window.posmodel?.router?.state.current === 'ProductScreen'", timeout=START_TIMEOUT_MS)
        yield page
        browser.close()
