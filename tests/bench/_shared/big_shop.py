"""A chain with a large shop's goods, and a stock Odoo with some: databases that are made once and copied for each run."""

import json
from pathlib import Path

from devkit import databases, paths, postgres
from devkit.steps import digest, run, say
from devkit.system import postgres_bin

GOODS = Path(__file__).with_name("goods.sql")

#: The till's cashier in her language, whose catalogue is made beforehand as the scheduled action does at night.
MAKE_CATALOGUE = """
import time
config = env["pos.config"].browse(TILL)
user = env["res.users"].search([("login", "=", LOGIN)])
config = config.with_user(user).with_context(lang=user.lang).with_company(config.company_id)
layers = config.env["retail.catalogue"]._layers(config)
began = time.process_time()
layers._build()
env.cr.commit()
print("\\nRESULT %.1f" % (time.process_time() - began))
"""

STOCK_TILL = """
env = env(user=env.ref("base.user_admin"))
config = env["pos.config"].create({"name": "Bench"})
env["ir.config_parameter"].set_param("point_of_sale.limited_product_count", 1000000)
goods = env["product.template"].create({"name": "Pattern", "available_in_pos": True, "list_price": 10, "is_storable": True})
config.open_ui()
config.current_session_id.set_opening_control(0, "")
env.cr.commit()
print("\\nRESULT %s" % config.id)
"""


def _fill(database: str, count: int, pricelist: int) -> None:
    psql = (postgres_bin() or Path()) / "psql"
    words = ["-v", "ON_ERROR_STOP=1", "-v", f"count={count}", "-v", f"pricelist={pricelist}", "-qf", GOODS]
    run([psql, "-h", paths.SOCKETS, "-U", postgres.ROLE, "-d", database, *words], what="Filling a database with goods")


def _made_once(database: str, key: str, make) -> object:
    """What `make` gave when it made this database, made anew when what it is made of changed."""
    stamp = paths.STATE / "stamps" / f"bench-{database}"
    if stamp.exists() and postgres.exists(database):
        known = json.loads(stamp.read_text())
        if known["key"] == key:
            return known["result"]
    stamp.unlink(missing_ok=True)
    result = make()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(json.dumps({"key": key, "result": result}))
    return result


def chain_shop(count: int, till: int, login: str) -> tuple[str, float]:
    """(database of the demo chain with so many goods, CPU seconds that making their catalogue took)."""
    database = f"bench_chain_{count}"
    key = digest(databases.ensure_chain(), GOODS.read_text(), str(count), MAKE_CATALOGUE)

    def make() -> float:
        say(f"• {count:,} goods in a copy of the demo chain …")
        databases.fresh_copy(databases.CHAIN, database)
        pricelist = postgres.sql(f"SELECT pricelist_id FROM pos_config WHERE id = {till}", database)
        _fill(database, count, int(pricelist))
        return make_catalogue(database, till, login)

    return database, _made_once(database, key, make)


def make_catalogue(database: str, till: int, login: str) -> float:
    """Make (again) the catalogue that a cashier's till asks for; the CPU seconds it took Odoo."""
    script = MAKE_CATALOGUE.replace("TILL", str(till)).replace("LOGIN", repr(login))
    output = databases.shell(database, script, log=f"db-{database}", what="Making the catalogue")
    return float(output.rsplit("RESULT ", 1)[1].split()[0])


def stock_shop(count: int) -> tuple[str, int]:
    """(database of stock Odoo with so many goods, its till)."""
    database = f"bench_stock_{count}"
    key = digest(databases.ensure_stock(), GOODS.read_text(), str(count), STOCK_TILL)

    def make() -> int:
        say(f"• {count:,} goods in a copy of stock Odoo …")
        databases.fresh_copy(databases.STOCK, database)
        output = databases.shell(database, STOCK_TILL, log=f"db-{database}", what="Opening a till in stock Odoo")
        _fill(database, count, 0)
        return int(output.rsplit("RESULT ", 1)[1].split()[0])

    return database, _made_once(database, key, make)


def barcode(number: int) -> str:
    """The EAN-13 of the goods of that number, as goods.sql makes it."""
    digits = "709" + str(number * 17).zfill(9)
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return digits + str((10 - total % 10) % 10)
