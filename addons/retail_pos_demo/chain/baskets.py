"""What the demo's customers took, and what it cost them: priced by the tills' own campaign engine.

Without Node there is no engine; then nobody took goods that a campaign was on.
"""

from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from odoo.addons.retail_pos_campaign_reports.tools import recheck
from odoo.addons.retail_pos_central.tools import campaign_engine

from . import goods
from .campaigns import COFFEE, COUPON, SODA, SWEETS, starts_at
from .records import get
from .weeks import midnight, to_utc

ORDERS_A_DAY = 4
CASH_SHARE, MEMBER_SHARE, COUPON_SHARE = 0.25, 0.2, 0.6
CENT = Decimal("0.01")
# How often goods of a category are in a basket; what isn't named counts 2.
POPULAR = {"fruit": 5, "dairy": 6, "kiosk": 4, "drinks": 3, "meat": 3, "leisure": 1, "health": 1, "culture": 1}
# A campaign draws, partly at the cost of what stands beside its goods.
DRAWN, PASSED_BY = 3, 0.6
# How many of it at once: who knows "2 for 50" takes two.
USUAL, BY_TWO, BY_THREE = (1, 1, 1, 2, 3), (1, 2, 2, 4), (1, 3, 3, 6)


def week_of(chance, first):
    """The baskets of a store's week from a day on, in the order of their payment; it is closed on Sundays."""
    rows = goods.read()
    weights = [_weight(row, first) for row in rows]
    days = [day for day in (first + timedelta(days=number) for number in range(7)) if day.isoweekday() < 7]
    moments = sorted(_moment(chance, day) for day in days for _number in range(ORDERS_A_DAY))
    return [_basket(chance, moment, chance.choices(rows, weights, k=chance.randint(1, 8))) for moment in moments]


def _weight(row, first):
    weight = POPULAR.get(row["category"], 2)
    if midnight(first) < starts_at():
        return weight
    reduced = row["code"] in SODA + SWEETS + COFFEE or row["category"] == "bakery"
    if reduced and not campaign_engine.node():
        return 0
    beside = row["category"] in ("drinks", "snacks")
    return weight * (DRAWN if reduced else PASSED_BY if beside else 1)


def _moment(chance, day):
    """A time on a store's opening hours, more often in the afternoon."""
    hour = chance.choices(range(9, 19), (2, 2, 3, 4, 3, 4, 6, 8, 7, 4))[0]
    return to_utc(datetime(day.year, day.month, day.day, hour, chance.randint(0, 59), chance.randint(0, 59)))


def _basket(chance, moment, rows):
    units = {}
    for row in rows:
        if row["weighed"] == "1":
            quantity = Decimal(chance.randint(20, 180)) / 100
        else:
            quantity = Decimal(chance.choice(_numbers(row["code"], moment)))
        units.setdefault(row["code"], {"row": row, "qty": Decimal(0)})["qty"] += quantity
    drinks_coffee = moment >= starts_at() and any(code in COFFEE for code in units)
    return {
        "moment": moment,
        "lines": list(units.values()),
        "in_cash": chance.random() < CASH_SHARE,
        "member": chance.randint(1, 12) if chance.random() < MEMBER_SHARE else None,
        "coupons": [COUPON] if drinks_coffee and chance.random() < COUPON_SHARE else [],
    }


def _numbers(code, moment):
    if moment < starts_at():
        return USUAL
    return BY_TWO if code in SODA else BY_THREE if code in SWEETS else USUAL


def price(env, till, baskets):
    """Note on each line what it came to, and by which campaigns."""
    for basket in baskets:
        for line in basket["lines"]:
            gross = (Decimal(line["row"]["price"]) * line["qty"]).quantize(CENT, ROUND_HALF_UP)
            line.update(total=gross, savings=[])
    open_baskets = [basket for basket in baskets if basket["moment"] >= starts_at()]
    if not campaign_engine.node():
        return
    lines = env["retail.manifest"]._effective(till, past=True).get("campaign", [])
    offers = {offer["id"]: offer for offer in (line.revision_id._document() for line in lines)}
    cases = [{"book": "till", "basket": _case(env, till, basket)} for basket in open_baskets]
    for basket, result in zip(open_baskets, campaign_engine.evaluate({"till": list(offers.values())}, cases), strict=True):
        for line, priced in zip(basket["lines"], result["lines"], strict=True):
            line["total"] = Decimal(priced["net"]) / 100
            line["savings"] = [
                {"offer": one["offer"], "name": offers[one["offer"]]["names"]["nb_NO"], "amount": one["amount"]}
                for one in priced["applied"]
            ]


def _case(env, till, basket):
    """As the till sees the basket when it is paid."""
    now = basket["moment"].replace(tzinfo=UTC).isoformat()
    return {
        "now": now,
        "store": till.retail_store_id.code,
        "timezone": str(till.retail_store_id._retail_tz()),
        "customer": {"groups": []},
        "coupons": basket["coupons"],
        "tender": f"pm:{method_of(till, basket['in_cash']).id}",
        "lines": [_case_line(env, str(number), line, now) for number, line in enumerate(basket["lines"])],
    }


def _case_line(env, key, line, at):
    row, product = line["row"], goods.variant(env, line["row"]["code"])
    return recheck.basket_line(
        {
            "id": key,
            "product": str(product.id),
            "groups": env["retail.campaign.goods"]._groups(product),
            "price": int(Decimal(row["price"]) * 100),
            "qty": float(line["qty"]),
            "to_weight": product.to_weight,
            "vat": row["vat"],
            "at": at,
        }
    )


def method_of(till, in_cash):
    methods = till.payment_method_ids
    return methods.filtered("is_cash_count" if in_cash else lambda one: one.type == "bank")[:1]


def member_of(env, basket):
    return get(env, f"member_{basket['member']}") if basket["member"] else env["res.partner"]
