"""What the packages hold, two months of price history, labels in the queues, and electronic labels in one store."""

from datetime import timedelta

from odoo import fields

from . import goods
from .records import ensure, find, get

UNITS = {"stk": "piece"}
LEAD_H = 7 * 24
HISTORY = timedelta(days=60)
ELECTRONIC_STORE = "store_lillehammer"
ELECTRONIC = ("10001", "10002", "10003", "10004", "10005", "11001", "18021", "18020", "17001", "17002")
# Labels that somebody in the first store asked for.
ASKED = ("11020", "13001", "18004", "18005")


def load_contents(env):
    """How much a package holds, where it isn't known yet; goods by weight are priced by the kilogram anyway."""
    by_content = {}
    for row in goods.read():
        product = goods.variant(env, row["code"])
        if row["weighed"] != "1" and not product.retail_content_unit:
            key = float(row["content"]), UNITS.get(row["unit"], row["unit"])
            by_content[key] = by_content.get(key, env["product.product"]) | product
    for (quantity, unit), products in by_content.items():
        products.write({"retail_content_qty": quantity, "retail_content_unit": unit})


def load(env):
    if find(env, "esl_gateway"):
        return
    _history(env)
    labels = env["retail.label"]
    env["retail.label.design"]._ensure_presets(env.company)
    # Next week's prices are in the queues already, whatever day it is.
    env.company.retail_label_lead_h = LEAD_H
    labels._take_as_hung()
    labels._fill()
    labels._ask(get(env, "store_lokka"), env["product.product"].union(*(goods.variant(env, code) for code in ASKED)))
    _electronic(env)


def _history(env):
    """The goods have cost what they cost now since before the first sale of the demo."""
    points = env["retail.price.point"]
    products = env["product.product"].union(*(goods.variant(env, row["code"]) for row in goods.read()))
    points._catch_up(products)
    points.flush_model()
    env.cr.execute(
        "UPDATE retail_price_point SET date_from = %s WHERE product_id = ANY(%s) AND date_from <= %s",
        (fields.Datetime.now() - HISTORY, products.ids, fields.Datetime.now()),
    )
    points.invalidate_model()


def _electronic(env):
    """A gateway that is archived until one answers: `attach` brings it to life."""
    design = env["retail.label.design"].search([("company_id", "=", env.company.id), ("kind", "=", "shelf")], limit=1)
    gateway = ensure(
        env,
        "retail.esl.gateway",
        {
            "esl_gateway": {
                "name": "Elektroniske etiketter Lillehammer",
                "store_id": get(env, ELECTRONIC_STORE).id,
                "url": "http://127.0.0.1:8925",
                "design_id": design.id,
                "active": False,
            }
        },
    )["esl_gateway"]
    ensure(
        env,
        "retail.esl.label",
        {
            f"esl_label_{code}": {"gateway_id": gateway.id, "code": f"LH{number:04d}", "product_id": goods.variant(env, code).id}
            for number, code in enumerate(ELECTRONIC, start=1)
        },
    )


def attach(env, place):
    """The gateway at the address and with the secret that `place` names."""
    get(env, "esl_gateway").write({"url": place["url"], "secret": place["secret"], "active": True})
