"""Sales of the last three weeks, so that reports have something to tell: one closed session a store and week.

Orders have the days and hours at which they were sold; Odoo books a session on the day it is closed, so
the books have them on the day of loading. Goods that are in a campaign by now are left out of these
baskets: what campaigns saved belongs to sales that the tills priced.
"""

import random
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytz

from odoo import fields

from . import goods
from .campaigns import SODA, SWEETS
from .records import ensure, get
from .stores import STORES

WEEKS = 3
ORDERS_A_DAY = 4
CASH_SHARE = 0.25
OPENING_CASH = 1000.0
CENT, KRONE = Decimal("0.01"), Decimal(1)
# How often goods of a category are in a basket; what isn't named counts 2.
POPULAR = {"fruit": 5, "dairy": 6, "kiosk": 4, "drinks": 3, "meat": 3, "leisure": 1, "health": 1, "culture": 1}


def load(env, checkpoint):
    rows = [row for row in goods.read() if row["code"] not in SODA + SWEETS and row["category"] != "bakery"]
    weights = [POPULAR.get(row["category"], 2) for row in rows]
    monday = fields.Date.today() - timedelta(days=fields.Date.today().weekday())
    for key in STORES:
        # A store's weeks are one transaction: a till that has been open has its past already.
        if get(env, f"{key}_till_1").session_ids:
            continue
        for week in range(WEEKS, 0, -1):
            _week(env, key, week, monday - timedelta(weeks=week), rows, weights)
        checkpoint(f"sales of {get(env, key).name}")


def _week(env, key, week, monday, rows, weights):
    chance = random.Random(f"{key}-{week}")  # noqa: S311 the same sales in every demo
    till = get(env, f"{key}_till_1")
    session = ensure(
        env,
        "pos.session",
        {
            f"{key}_session_{week}": {
                "config_id": till.id,
                "user_id": get(env, "user_cashier").id,
            }
        },
    )[f"{key}_session_{week}"]
    # The shelves are counted as they are after these sales, so the sales move nothing.
    session.update_stock_at_closing = False
    session.set_opening_control(OPENING_CASH, "")
    moments = sorted(_moment(chance, monday + timedelta(days=day)) for day in range(6) for _number in range(ORDERS_A_DAY))
    orders = env["pos.order"].create(
        [_order(env, chance, session, moment, chance.choices(rows, weights, k=chance.randint(1, 8))) for moment in moments]
    )
    for order in orders:
        order.action_pos_order_paid()
    orders._compute_total_cost_in_real_time()
    cash = orders.payment_ids.filtered("payment_method_id.is_cash_count")
    session.post_closing_cash_details(OPENING_CASH + sum(cash.mapped("amount")))
    session.action_pos_session_closing_control()
    if session.state != "closed":
        raise RuntimeError(f"The session {session.name} of {till.name} doesn't close: its sums differ from its orders'.")
    session.write({"start_at": moments[0] - timedelta(minutes=20), "stop_at": moments[-1] + timedelta(minutes=30)})


def _moment(chance, day):
    """A time on a store's opening hours, more often in the afternoon; in UTC as Odoo keeps it."""
    hour = chance.choices(range(9, 19), (2, 2, 3, 4, 3, 4, 6, 8, 7, 4))[0]
    wall = datetime(day.year, day.month, day.day, hour, chance.randint(0, 59), chance.randint(0, 59))
    return pytz.timezone("Europe/Oslo").localize(wall).astimezone(pytz.utc).replace(tzinfo=None)


def _order(env, chance, session, moment, rows):
    lines = [_line(env, chance, row) for row in rows]
    total = sum((line["total"] for line in lines), Decimal(0))
    in_cash = chance.random() < CASH_SHARE
    paid = total.quantize(KRONE, ROUND_HALF_UP) if in_cash else total
    methods = session.config_id.payment_method_ids
    method = methods.filtered("is_cash_count") if in_cash else methods.filtered(lambda one: one.type == "bank")
    partner = get(env, f"member_{chance.randint(1, 12)}") if chance.random() < 0.2 else env["res.partner"]
    return {
        "session_id": session.id,
        "date_order": moment,
        "partner_id": partner.id,
        "user_id": session.user_id.id,
        "amount_total": float(total),
        "amount_tax": float(total - sum((line["untaxed"] for line in lines), Decimal(0))),
        "amount_paid": float(paid),
        "amount_return": 0.0,
        "lines": [(0, 0, line["values"]) for line in lines],
        "payment_ids": [(0, 0, {"payment_method_id": method[:1].id, "amount": float(paid), "payment_date": moment})],
    }


def _line(env, chance, row):
    product = goods.variant(env, row["code"])
    quantity = Decimal(chance.randint(20, 180)) / 100 if row["weighed"] == "1" else Decimal(chance.choice((1, 1, 1, 2, 3)))
    total = (Decimal(row["price"]) * quantity).quantize(CENT, ROUND_HALF_UP)
    untaxed = (total * 100 / (100 + Decimal(row["vat"]))).quantize(CENT, ROUND_HALF_UP)
    return {
        "total": total,
        "untaxed": untaxed,
        "values": {
            "product_id": product.id,
            "full_product_name": product.name,
            "qty": float(quantity),
            "price_unit": float(row["price"]),
            "tax_ids": [(6, 0, product.taxes_id.ids)],
            "price_subtotal": float(untaxed),
            "price_subtotal_incl": float(total),
        },
    }
