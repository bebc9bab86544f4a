"""Campaigns that meet on the same goods at the same place and time; pure. A pair is found by an index, so that a
thousand campaigns on different goods cost no more than a look at each."""

from typing import NamedTuple

from . import offer

ORDER_KINDS = ("threshold", "tender")


class Entry(NamedTuple):
    """A campaign as it would hold. `goods` are product ids, None for all (or too many to tell)."""

    key: int
    offer: dict
    goods: frozenset | None
    paths: tuple  # of each node that has it, from the root down


def conflicts(entries, mine):
    """[(code, key, other key, shared goods)] of pairs of which one at least is in `mine`.

    Codes: "coupon" the same code, "exclusive" both alone with the same priority, "price" two prices for the same
    goods, "goods" both on the same goods, of which the better deal counts.
    """
    by_key = {entry.key: entry for entry in entries}
    found = []
    for one, other in sorted(_pairs(entries, mine)):
        code, shared = _conflict(by_key[one], by_key[other])
        if code:
            first, second = (one, other) if one in mine else (other, one)
            found.append((code, first, second, shared))
    return found


def _pairs(entries, mine):
    """Pairs that have goods or a coupon in common: (smaller key, greater key)."""
    places = {}
    for entry in entries:
        for product in entry.goods or ():
            places.setdefault(product, []).append(entry.key)
        if entry.offer.get("coupon"):
            places.setdefault(entry.offer["coupon"], []).append(entry.key)
    wide = [entry.key for entry in entries if entry.goods is None]
    pairs = {(one, entry.key) for one in wide for entry in entries}
    for keys in places.values():
        own = [key for key in keys if key in mine]
        pairs.update((one, other) for one in own for other in keys)
    return {(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1] and (pair[0] in mine or pair[1] in mine)}


def _conflict(one, other):
    nothing = (None, frozenset())
    if not meet(one.paths, other.paths) or not offer.overlap_in_time(one.offer, other.offer):
        return nothing
    a, b = one.offer, other.offer
    if a.get("coupon") and a.get("coupon") == b.get("coupon"):
        return "coupon", frozenset()
    if a["kind"] in ORDER_KINDS or b["kind"] in ORDER_KINDS:
        return nothing
    shared = _shared(one.goods, other.goods)
    if shared is not None and not shared:
        return nothing
    alike = a["combine"] == b["combine"]
    if alike and a["combine"] == "exclusive" and a["priority"] == b["priority"]:
        return "exclusive", shared or frozenset()
    if alike and a["combine"] == "best" and a["kind"] == b["kind"] == "price" and a["price"] != b["price"]:
        return "price", shared or frozenset()
    plain = all(one["combine"] != "stack" and not one.get("coupon") and not one.get("customer_groups") for one in (a, b))
    # An offer on everything is on the same goods as any other: nobody needs to be told.
    return ("goods", shared) if plain and shared and one.goods and other.goods else nothing


def _shared(one, other):
    """Goods that both have; None where it can't be told which."""
    if one is None or other is None:
        return one if other is None else other
    return one & other


def meet(paths, others):
    """Whether some till is below nodes of both."""
    return any(one[: len(other)] == other[: len(one)] for one in paths for other in others)
