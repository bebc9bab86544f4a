"""A sale as a basket of the campaign engine, and how what the till sold compares with it; pure, amounts in øre.

Mirrors the till's order_basket.js, from head office's own records: of what the till says only quantities, means of
payment, the moments and the codes presented are taken, and these are checked where they can be.
"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from odoo.addons.retail_pos_central.tools.savings import exact, half_up

#: Clocks of till and server, and the time between the last change of a basket and its payment.
CLOCK_PLAY = timedelta(minutes=5)
LONGEST_SALE = timedelta(hours=24)
MAX_COUPONS = 50


def read_moment(text):
    """A moment with offset as UTC, or None."""
    try:
        moment = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment and moment.tzinfo else None


def qty_text(qty):
    """3.0 → "3", 1.235 → "1.235": as the till writes it."""
    text = f"{qty:.6f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def basket_line(line):
    """A line of the engine. `line` has id, product, groups, price (øre), qty, to_weight, vat and at."""
    return {
        "id": line["id"],
        "product": line["product"],
        "groups": line["groups"],
        "price": line["price"],
        "qty": qty_text(line["qty"]),
        "measure": "weight" if line["to_weight"] or line["qty"] != int(line["qty"]) else "each",
        "vat": str(line["vat"]),
        "at": line["at"],
    }


def coupons_of(pricing):
    coupons = pricing.get("coupons") if isinstance(pricing, dict) else None
    if not isinstance(coupons, list):
        return []
    return [code[:64] for code in coupons if isinstance(code, str) and code][:MAX_COUPONS]


def clock_problem(moment, ats, sold_at, received_at):
    """Whether the moments that a till claims can be: "clock" or None. All are UTC."""
    moments = [one for one in (moment, *ats) if one]
    if any(one > received_at + CLOCK_PLAY for one in moments):
        return "clock"
    if moment and not sold_at - LONGEST_SALE <= moment <= sold_at + CLOCK_PLAY:
        return "clock"
    # A line is scanned before it is paid for.
    if any(one > (moment or sold_at) + CLOCK_PLAY or one < sold_at - LONGEST_SALE for one in ats):
        return "clock"
    return None


def net_of(price, qty, discount, decimals=2):
    """What a line was sold for, in øre with what is beyond them (a Decimal)."""
    return exact(price).scaleb(decimals) * exact(qty) * (1 - Decimal(repr(discount or 0.0)) / 100)


def after_manual(net, percent):
    """What a cashier's own discount leaves of a net."""
    percent = min(max(exact(percent or 0), Decimal(0)), Decimal(100))
    return net - half_up(net * percent / 100)


def differs(expected, actual):
    """Half an øre of play: a discount is a double that the till chose to give exactly the net."""
    return abs(Decimal(expected) - Decimal(actual)) > Decimal("0.5")
