"""Which campaigns claim a reduced price, what they make of a price, and the lowest price before them; pure.

The rule (Norwegian price information regulation): whoever announces a reduction states as "before" the lowest
price at which the goods were sold in the 30 days before it began. Prices that everybody got count, also
those of earlier campaigns. A reduction that goes on without a break keeps its first "before" price. Offers
for several units, for a coupon, or for some customers are no price of the goods.
"""

from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from . import timeline

DAYS = 30
CLAIMING_KINDS = ("percent", "amount", "price")


def claims_reduction(offer):
    """Whether the offer is a lower price of the goods for everybody."""
    return (
        offer["kind"] in CLAIMING_KINDS
        and not offer.get("coupon")
        and not offer.get("customer_groups")
        and Decimal(str(offer.get("min_qty", 0))) <= 1
    )


def is_all_day(offer):
    """Whether its price holds at any hour of its days, so that a label on the shelf may say it."""
    return not offer.get("hours") and not offer.get("weekdays")


def reduced(offer, price):
    """What one unit of this price costs with the offer (minor units)."""
    if offer["kind"] == "percent":
        saved = (Decimal(price) * Decimal(str(offer["percent"])) / 100).quantize(Decimal(1), ROUND_HALF_UP)
        return max(0, price - int(saved))
    if offer["kind"] == "amount":
        return max(0, price - offer["amount"])
    return min(price, offer["price"])


def selects(selector, product, groups):
    """Whether a selector of the engine chooses a product (id as text) with these group codes."""
    groups = set(groups)
    if product in selector.get("except_products", ()) or groups & set(selector.get("except_groups", ())):
        return False
    return bool(selector.get("all") or product in selector.get("products", ()) or groups & set(selector.get("groups", ())))


def lowest(course, reductions, start, except_offer=None, days=DAYS):
    """The lowest price in the days before `start`; None when the goods had no price then.

    `reductions`: [(offer, from, to)] that were out for these goods, `to` None for "still". Those of
    `except_offer` (an id) that go on until `start` are the same reduction and don't count.
    """
    since = start - timedelta(days=days)
    found = [price for _from, _to, price in timeline.within(course, since, start) if price is not None]
    for offer, begin, end in reductions:
        if not claims_reduction(offer):
            continue
        begin, end = max(begin, since), min(end or start, start)
        if begin >= end or (offer["id"] == except_offer and end >= start) or not _open_on_some_day(offer, begin, end):
            continue
        found += [reduced(offer, price) for _from, _to, price in timeline.within(course, begin, end) if price is not None]
    return min(found) if found else None


def _open_on_some_day(offer, begin, end):
    weekdays = offer.get("weekdays")
    if not weekdays or end - begin >= timedelta(days=7):
        return True
    days = (end.date() - begin.date()).days + 1
    return any((begin + timedelta(days=number)).isoweekday() in weekdays for number in range(days))


def breach(offer, price, before):
    """How the claim breaks the rule, given the regular price at its start: None, "not_lower" or "less_than_said"."""
    if before is None:
        return None
    now = reduced(offer, price)
    if now >= price:
        return None  # it reduces nothing, so it claims nothing; the check of goods says so
    if now >= before:
        return "not_lower"
    if offer["kind"] == "percent":
        real = Decimal(before - now) * 100 / before
        # A percent is said in whole figures; half a percent is rounding, not a claim.
        return "less_than_said" if real < Decimal(str(offer["percent"])) - Decimal("0.5") else None
    if offer["kind"] == "amount":
        return "less_than_said" if before - now < offer["amount"] else None
    return None
