"""Databases, each made from the one before: stock Odoo, our addons installed, the demo chain."""

import datetime
import json
import shutil
from pathlib import Path

from . import odoo_source, paths, postgres
from .steps import digest, run, say, tree_digest

STOCK = "stock"
TEST = "test"
CHAIN = "chain"
DEMO = "demo"
STOCK_MODULES = ("point_of_sale", "l10n_no", "stock_account")

#: A Norwegian company before any of our addons: chart of accounts, VAT, language.
PREPARE = """
company = env.company
company.write({"country_id": env.ref("base.no").id, "tax_calculation_rounding_method": "round_globally"})
env["account.chart.template"].try_loading("no", company=company, install_demo=False)
company.account_price_include = "tax_included"
env["res.lang"]._activate_lang("nb_NO")
env["ir.module.module"].search([("state", "=", "installed")])._update_translations(["nb_NO"])
# Debian's package leaves out this file, which is not free; without the row every back-office page logs an error
import odoo.tools
path = "mail/static/lib/selfie_segmentation/selfie_segmentation.js"
try:
    odoo.tools.file_path(path)
except FileNotFoundError:
    env["ir.asset"].create({"name": "without selfie segmentation", "bundle": "web.assets_backend", "directive": "remove", "path": path})
env.cr.commit()
print("prepared")
"""
LOAD_CHAIN = """
import json
accounts = env["retail.demo"].load()
env.cr.commit()
print("\\nACCOUNTS " + json.dumps(accounts))
"""


def data_dir(database: str) -> Path:
    """Odoo's file store for a database; one for each, so that copies stand alone."""
    return paths.STATE / "data" / database


def command(database: str, *words: str, subcommand: str = "server") -> list[str | Path]:
    """The command line of an Odoo on a database."""
    odoo = odoo_source.ensure()
    addons = ",".join(str(path) for path in (*odoo.addons, paths.ADDONS))
    return [
        paths.VENV_ODOO / "bin/python",
        odoo.launcher,
        subcommand,
        "-d",
        database,
        f"--db_host={paths.SOCKETS}",
        f"--db_user={postgres.ROLE}",
        f"--addons-path={addons}",
        f"--data-dir={data_dir(database)}",
        *words,
    ]


def environment() -> dict[str, str]:
    """The environment Odoo runs in."""
    return {"PYTHONPATH": str(odoo_source.ensure().pythonpath), "PYTHONDONTWRITEBYTECODE": "1"}


def write_config(database: str) -> Path:
    """A configuration file with the same as `command`, for programs that take a file (pytest-odoo)."""
    odoo = odoo_source.ensure()
    addons = ",".join(str(path) for path in (*odoo.addons, paths.ADDONS))
    path = paths.STATE / f"{database}.conf"
    path.write_text(
        f"[options]\ndb_host = {paths.SOCKETS}\ndb_user = {postgres.ROLE}\ndb_name = {database}\naddons_path = {addons}\n"
        f"data_dir = {data_dir(database)}\nhttp_interface = 127.0.0.1\nlist_db = False\n"
    )
    return path


def odoo(database: str, *words: str, log: str, what: str) -> str:
    """Run Odoo to its end."""
    return run(command(database, "--stop-after-init", "--no-http", *words), env=environment(), log=log, what=what)


def shell(database: str, script: str, log: str, what: str) -> str:
    """Run Python in Odoo's shell; an exception there is a failure here."""
    guarded = (
        "import sys, traceback\ntry:\n    exec(compile("
        + json.dumps(script)
        + ", 'script', 'exec'))\nexcept BaseException:\n    traceback.print_exc()\n    sys.stdout.flush()\n    import os; os._exit(1)\n"
    )
    return run(command(database, "--no-http", subcommand="shell"), env=environment(), stdin=guarded, log=log, what=what)


def fresh_copy(source: str, target: str) -> None:
    """Make `target` a copy of `source`: rows and file store."""
    postgres.copy(source, target)
    shutil.rmtree(data_dir(target), ignore_errors=True)
    if (data_dir(source) / "filestore" / source).exists():
        shutil.copytree(data_dir(source) / "filestore" / source, data_dir(target) / "filestore" / target)


def _stamp(database: str) -> Path:
    return paths.STATE / "stamps" / f"db-{database}"


def _current(database: str, key: str) -> bool:
    return _stamp(database).exists() and _stamp(database).read_text() == key and postgres.exists(database)


def _mark(database: str, key: str) -> None:
    _stamp(database).parent.mkdir(parents=True, exist_ok=True)
    _stamp(database).write_text(key)


def ensure_stock() -> str:
    """Stock Odoo with point of sale and a Norwegian company. Returns its key."""
    key = digest(PREPARE, STOCK_MODULES, odoo_source.ensure().launcher)
    if not _current(STOCK, key):
        say("• database of stock Odoo: point of sale, Norwegian accounts (about a minute) …")
        _stamp(STOCK).unlink(missing_ok=True)
        postgres.drop(STOCK)
        odoo(STOCK, "--without-demo", "-i", ",".join(STOCK_MODULES), log="db-stock", what="Installing stock Odoo")
        shell(STOCK, PREPARE, log="db-stock-prepare", what="Preparing the company")
        _mark(STOCK, key)
    return key


def ensure_test() -> str:
    """Our addons installed on a copy of stock, for the tests. Returns its key."""
    key = digest(ensure_stock(), tree_digest(_addon_folders()))
    if not _current(TEST, key):
        say("• database for tests: our addons installed …")
        _stamp(TEST).unlink(missing_ok=True)
        fresh_copy(STOCK, TEST)
        odoo(TEST, "--without-demo", "-i", ",".join(paths.our_addons()), log="db-test", what="Installing our addons")
        _mark(TEST, key)
    return key


def ensure_chain() -> str:
    """A fresh demo chain that nobody works in: what the demo and the end-to-end tests copy. Returns its key."""
    # the demo's campaigns and sales are about these weeks
    week = "{}-{}".format(*datetime.date.today().isocalendar())
    key = digest(ensure_stock(), tree_digest(_addon_folders()), week)
    if not _current(CHAIN, key):
        say("• demo chain: installing our addons, then goods, stores, stock and campaigns …")
        _stamp(CHAIN).unlink(missing_ok=True)
        fresh_copy(STOCK, CHAIN)
        odoo(CHAIN, "--without-demo", "-i", ",".join(paths.our_addons()), log="db-chain", what="Installing our addons")
        _load_chain(CHAIN)
        _mark(CHAIN, key)
    return key


def _load_chain(database: str) -> None:
    output = shell(database, LOAD_CHAIN, log=f"db-{database}-load", what="Loading the demo chain")
    accounts_file().write_text(output.rsplit("ACCOUNTS ", 1)[1].splitlines()[0])


def accounts_file() -> Path:
    """Log-ins of the demo chain, as its loader gave them: {role: {title, login, password}}, and `till` {id, name}."""
    return paths.STATE / "chain.json"


def ensure_demo() -> None:
    """The demo's own database. An existing one keeps its data and is migrated when code changed."""
    key = ensure_chain()
    if _current(DEMO, key):
        return
    if _stamp(DEMO).exists() and postgres.exists(DEMO):
        say("• demo: migrating its database to the addons as they are now …")
        modules = ",".join(paths.our_addons())
        odoo(DEMO, "-u", modules, "-i", modules, log="db-demo", what="Migrating the demo's database")
        _load_chain(DEMO)
    else:
        fresh_copy(CHAIN, DEMO)
    _mark(DEMO, key)


def demo_is_current() -> bool:
    """Whether the demo's database is of the addons as they are now."""
    return _current(DEMO, digest(ensure_stock(), tree_digest(_addon_folders())))


def forget(database: str) -> None:
    """Drop a database, its files and the memory of it."""
    postgres.drop(database)
    shutil.rmtree(data_dir(database), ignore_errors=True)
    _stamp(database).unlink(missing_ok=True)


def _addon_folders() -> list[Path]:
    return [paths.ADDONS / name for name in paths.our_addons()]
