"""Offers of the campaign engine as the server makes and checks them; pure. Problems carry codes."""

from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

ITEM_KINDS_THAT_STACK = ("percent", "amount")
#: The most that tills reckon with, as their engine refuses more: minor units of money, and counts.
MOST = {"amount": 10**9, "price": 10**9, "min": 10**9, "size": 1000, "priority": 10**6, "max_per_order": 10**6}
MOST_IN_A_PART = 1000


def minor(amount, decimals=2):
    """An amount of money in minor units (øre), half up on the magnitude."""
    scaled = Decimal(repr(float(amount))).scaleb(decimals)
    return int(scaled.quantize(Decimal(1), ROUND_HALF_UP))


def decimal(value, places):
    """A number as an int when it is whole, else as a decimal text: canonical JSON has no floats."""
    number = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP).normalize()
    return int(number) if number == number.to_integral_value() else str(number)


def check(document):
    """Problems of an offer: [{"level", "code", "path"}]."""
    problems = [*_check_effect(document), *_check_conditions(document), *_check_size(document)]
    return [{"level": "error", "code": code, "path": path} for code, path in problems]


def _check_effect(document):
    kind = document["kind"]
    if not (document.get("name") or "").strip():
        yield "name", "/name"
    if "percent" in document and not 0 < Decimal(str(document["percent"])) <= 100:
        yield "percent", "/percent"
    if "amount" in document and document["amount"] <= 0:
        yield "amount", "/amount"
    if "price" in document and document["price"] < 0:
        yield "price", "/price"
    if kind == "multibuy" and document["size"] < 2:
        yield "size", "/size"
    if kind == "cheapest_free":
        if document["size"] < 2:
            yield "size", "/size"
        elif not 1 <= document["free"] < document["size"]:
            yield "free", "/free"
    if kind == "threshold" and (document["min"] < 0 or not document["min"] and not document.get("coupon")):
        yield "min", "/min"
    if kind == "threshold" and not ("percent" in document or "amount" in document):
        yield "reward", "/kind"
    if kind == "bundle":
        if not any(field in document for field in ("price", "percent", "amount")):
            yield "reward", "/kind"
        parts = document["parts"]
        if (
            len(parts) < 2
            and sum(part["qty"] for part in parts) < 2
            or any(part["qty"] < 1 or not has_goods(part["items"]) for part in parts)
        ):
            yield "parts", "/parts"
    elif not has_goods(document["items"]):
        yield "no_goods", "/items"
    if document["combine"] == "stack" and kind not in ITEM_KINDS_THAT_STACK:
        yield "stack", "/combine"


def _check_conditions(document):
    if document["priority"] < 1:
        yield "priority", "/priority"
    if document.get("from") and document.get("to"):
        if datetime.fromisoformat(document["to"]) <= datetime.fromisoformat(document["from"]):
            yield "dates", "/to"
    if document.get("weekdays") == []:
        yield "weekdays", "/weekdays"
    for start, end in document.get("hours", ()):
        if not "00:00" <= start < end <= "24:00":
            yield "hours", "/hours"
    if document.get("coupon") == "":
        yield "coupon", "/coupon"
    if document.get("max_per_order", 0) < 0:
        yield "max_per_order", "/max_per_order"
    if Decimal(str(document.get("min_qty", 0))) < 0:
        yield "min_qty", "/min_qty"


def _check_size(document):
    for field, most in MOST.items():
        if document.get(field, 0) > most:
            yield "too_large", f"/{field}"
    for number, part in enumerate(document.get("parts", ())):
        if part["qty"] > MOST_IN_A_PART:
            yield "too_large", f"/parts/{number}"


def lowest_unit(document, price):
    """What a unit of this regular price costs at the least with an offer on single units or groups, in minor units."""
    kind = document["kind"]
    if kind == "percent":
        return float(price * (100 - Decimal(str(document["percent"]))) / 100)
    if kind == "amount":
        return max(0, price - document["amount"])
    if kind == "price":
        return min(price, document["price"])
    if kind == "multibuy":
        return min(price, document["price"] / document["size"])
    if kind == "cheapest_free":
        return price * (document["size"] - document["free"]) / document["size"]
    return price


def group_price(document, listed):
    """What units that are `listed` together at so much cost as a bundle, in minor units; a Decimal."""
    if "price" in document:
        return Decimal(document["price"])
    if "percent" in document:
        return listed * (100 - Decimal(str(document["percent"]))) / 100
    return max(Decimal(0), listed - document["amount"])


def has_goods(selector):
    return bool(selector.get("all") or selector.get("products") or selector.get("groups"))


def overlap_in_time(one, other):
    """Whether two offers can count at the same moment, as far as dates and weekdays tell."""
    for first, second in ((one, other), (other, one)):
        if first.get("to") and second.get("from"):
            if datetime.fromisoformat(first["to"]) <= datetime.fromisoformat(second["from"]):
                return False
    days = [set(document.get("weekdays") or range(1, 8)) for document in (one, other)]
    return bool(days[0] & days[1])
