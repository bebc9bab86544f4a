"""Sales of the last weeks, so that reports have something to tell: one closed session a store and week.

Orders have the days and hours at which they were sold; Odoo books a session on the day it is closed, so
the books have them on the day of loading.
"""

import random
from datetime import UTC, timedelta
from decimal import ROUND_HALF_UP, Decimal

from . import baskets, goods
from .records import ensure, get
from .stores import STORES
from .weeks import weeks_ago

# Campaigns of the last one are compared with those before.
WEEKS = 5
OPENING_CASH = 1000.0
CENT, KRONE = Decimal("0.01"), Decimal(1)


def load(env, checkpoint):
    for key in STORES:
        # A store's weeks are one transaction: a till that has been open has its past already.
        till = get(env, f"{key}_till_1")
        if till.session_ids:
            continue
        weeks = {}
        for week in range(WEEKS, 0, -1):
            chance = random.Random(f"{key}-{week}")  # noqa: S311 the same sales in every demo
            weeks[week] = baskets.week_of(chance, weeks_ago(week))
        baskets.price(env, till, [basket for sold in weeks.values() for basket in sold])
        for week, sold in weeks.items():
            _session(env, f"{key}_session_{week}", till, sold)
        checkpoint(f"sales of {get(env, key).name}")
    env["retail.campaign.effect"]._cron_refresh()


def _session(env, name, till, sold):
    session = ensure(env, "pos.session", {name: {"config_id": till.id, "user_id": get(env, "user_cashier").id}})[name]
    # The shelves are counted as they are after these sales, so the sales move nothing.
    session.update_stock_at_closing = False
    session.set_opening_control(OPENING_CASH, "")
    orders = env["pos.order"].create([_order(env, session, basket) for basket in sold])
    for order in orders:
        order.action_pos_order_paid()
        order._retail_record_savings()
    orders._compute_total_cost_in_real_time()
    cash = orders.payment_ids.filtered("payment_method_id.is_cash_count")
    session.post_closing_cash_details(OPENING_CASH + sum(cash.mapped("amount")))
    # The Z report keeps the names in the language of whoever closes.
    session.with_context(lang="nb_NO").action_pos_session_closing_control()
    if session.state != "closed":
        raise RuntimeError(f"The session {session.name} of {till.name} doesn't close: its sums differ from its orders'.")
    opened, closed = sold[0]["moment"] - timedelta(minutes=20), sold[-1]["moment"] + timedelta(minutes=30)
    session.write({"start_at": opened, "stop_at": closed})


def _order(env, session, basket):
    moment = basket["moment"].replace(tzinfo=UTC).isoformat()
    lines = [_line(env, line, moment) for line in basket["lines"]]
    total = sum((line["total"] for line in basket["lines"]), Decimal(0))
    paid = total.quantize(KRONE, ROUND_HALF_UP) if basket["in_cash"] else total
    method = baskets.method_of(session.config_id, basket["in_cash"])
    return {
        "session_id": session.id,
        "date_order": basket["moment"],
        "partner_id": baskets.member_of(env, basket).id,
        "user_id": session.user_id.id,
        "amount_total": float(total),
        "amount_tax": float(total - sum((untaxed for untaxed, _values in lines), Decimal(0))),
        "amount_paid": float(paid),
        "amount_return": 0.0,
        "retail_pricing": {"now": moment, "coupons": basket["coupons"]},
        "lines": [(0, 0, values) for _untaxed, values in lines],
        "payment_ids": [(0, 0, {"payment_method_id": method.id, "amount": float(paid), "payment_date": basket["moment"]})],
    }


def _line(env, line, moment):
    """(price without VAT, values)"""
    row, total = line["row"], line["total"]
    product = goods.variant(env, row["code"])
    gross = float(row["price"]) * float(line["qty"])
    untaxed = (total * 100 / (100 + Decimal(row["vat"]))).quantize(CENT, ROUND_HALF_UP)
    return untaxed, {
        "product_id": product.id,
        "full_product_name": product.name,
        "qty": float(line["qty"]),
        "price_unit": float(row["price"]),
        # As the till writes it: the price less this comes to the øre that was paid.
        "discount": 100 * (1 - float(total) / gross) if line["savings"] else 0.0,
        "retail_savings": line["savings"] or False,
        "retail_at": moment,
        "tax_ids": [(6, 0, product.taxes_id.ids)],
        "price_subtotal": float(untaxed),
        "price_subtotal_incl": float(total),
    }
