"""A database with as many tills as wanted: the demo chain, its first till copied into stores of eight."""

import json
from dataclasses import dataclass
from typing import Any

from devkit import databases, paths, postgres, setup

TILLS_PER_STORE = 8

#: Tills are copied as rows: a thousand through the ORM take minutes. Sessions are made as a log-in makes them.
SCRIPT = """
import json
from odoo.http import root, get_default_session
from odoo.service import security
count, per_store = %(count)d, %(per_store)d
first = env["pos.config"].search([("retail_store_id", "!=", False)], order="id", limit=1)
chain = env["retail.store"].search([("kind", "=", "chain"), ("company_id", "=", first.company_id.id)], limit=1)
have = env["pos.config"].search_count([("name", "=like", "Bench %%")])
missing = max(0, count - have)
stores = env["retail.store"].create([
    {"name": f"Bench {have // per_store + n}", "kind": "store", "parent_id": chain.id, "company_id": chain.company_id.id}
    for n in range(-(-missing // per_store))])
env.flush_all()
columns = [name for name, field in env["pos.config"]._fields.items() if field.store and field.column_type]
copied = [c for c in columns if c not in ("id", "name", "retail_uuid", "retail_store_id", "access_token")]
env.cr.execute(
    f"INSERT INTO pos_config (name, retail_uuid, retail_store_id, access_token, {', '.join(copied)}) "
    f"SELECT 'Bench ' || n, gen_random_uuid(), (%%s::int[])[1 + (n - %%s) / %%s], substr(gen_random_uuid()::text, 1, 16), {', '.join(copied)} "
    "FROM pos_config, generate_series(%%s, %%s) n WHERE id = %%s",
    (stores.ids, have, per_store, have, have + missing - 1, first.id))
for field in env["pos.config"]._fields.values():
    if field.type == "many2many" and field.store and field.relation:
        env.cr.execute(
            f"INSERT INTO {field.relation} ({field.column1}, {field.column2}) "
            f"SELECT n.id, r.{field.column2} FROM pos_config n, {field.relation} r WHERE n.name LIKE 'Bench %%%%' AND r.{field.column1} = %%s "
            "ON CONFLICT DO NOTHING", (first.id,))
env.invalidate_all()
tills = env["pos.config"].search([("name", "=like", "Bench %%")], order="id", limit=count)
env["retail.till.state"].with_context(tracking_disable=True)._ensure_for(tills)
user = env["res.users"].search([("login", "=", %(login)r)])
sids = []
for _till in tills:
    session = root.session_store.new()
    session.update(get_default_session(), db=env.cr.dbname, login=user.login, uid=user.id, context=dict(user.with_user(user).context_get()))
    session.session_token = security.compute_session_token(session, env)
    root.session_store.save(session)
    sids.append(session.sid)
env["ir.cron"].search([]).active = False
env.cr.commit()
print("\\nTILLS " + json.dumps({
    "tills": [{"config_id": till.id, "sid": sid} for till, sid in zip(tills, sids)],
    "doorbell": env["retail.doorbell"]._channel(),
    "layout": env["retail.assignment"].search([("res_model", "=", "retail.till.layout"), ("node_store_id", "=", chain.id)]).res_id,
    "products": env["product.template"].search([("available_in_pos", "=", True), ("list_price", ">", 1), ("barcode", "!=", False)], limit=500).ids,
    "company": first.company_id.id, "chain": chain.id}))
"""


@dataclass(frozen=True)
class BenchChain:
    """What the programs need to know of the database."""

    database: str
    tills: list[dict[str, Any]]
    doorbell: str
    layout: int
    products: list[int]
    company: int
    chain: int


def prepare(database: str, count: int, login: str = "kari", keep: bool = False) -> BenchChain:
    """Copy the demo chain (unless an earlier copy of the same is kept) and give it that many tills, each with a session."""
    setup.chain()
    key = databases.ensure_chain()
    stamp = paths.STATE / "stamps" / f"bench-{database}"
    if not (keep and postgres.exists(database) and stamp.exists() and stamp.read_text() == key):
        stamp.unlink(missing_ok=True)
        databases.fresh_copy(databases.CHAIN, database)
        stamp.write_text(key)
    script = SCRIPT % {"count": count, "per_store": TILLS_PER_STORE, "login": login}
    output = databases.shell(database, script, log=f"bench-{database}", what="Making the tills")
    return BenchChain(database=database, **json.loads(output.rsplit("TILLS ", 1)[1].splitlines()[0]))
