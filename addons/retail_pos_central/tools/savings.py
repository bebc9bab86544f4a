"""Whether what a till says a customer saved adds up to what the line costs; pure, amounts in øre."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

MAX_SAVINGS = 50
#: More than any till sells: øre.
MAX_MINOR = 10**12


def half_up(value):
    return int(Decimal(value).quantize(Decimal(1), ROUND_HALF_UP))


def exact(number):
    """A float as the decimal that people see, without binary noise beyond 12 digits."""
    return Decimal(f"{number:.12g}")


def parse(savings):
    """The savings of a line as [(offer, name, amount)]; ValueError when they have another form."""
    if savings in (None, False, []):
        return []
    if not isinstance(savings, list) or len(savings) > MAX_SAVINGS:
        raise ValueError("not a list of savings")
    found = []
    for saving in savings:
        if not isinstance(saving, dict) or not isinstance(saving.get("offer"), str) or not saving["offer"]:
            raise ValueError("a saving names no offer")
        amount = saving.get("amount")
        if isinstance(amount, float) and amount.is_integer():
            amount = int(amount)
        if isinstance(amount, bool) or not isinstance(amount, int) or abs(amount) > MAX_MINOR:
            raise ValueError(f"the saving of {saving['offer'][:40]} is no whole amount")
        found.append((saving["offer"][:64], str(saving.get("name") or "")[:200], amount))
    return found


def line_problem(price, qty, discount, savings, manual_percent, decimals=2):
    """None, or (code, expected, actual) when the line's net isn't what price and savings give.

    Half an øre of play: the discount is a double that the till chose to give exactly the net.
    """
    try:
        unit = exact(price).scaleb(decimals)
        gross = half_up(half_up(unit) * exact(qty))
        actual = exact(price).scaleb(decimals) * exact(qty) * (1 - Decimal(repr(discount)) / 100)
    except (InvalidOperation, ValueError, OverflowError):
        return ("malformed", 0, 0)
    if not actual.is_finite():
        return ("malformed", 0, 0)
    if any(amount < 0 for _offer, _name, amount in savings):
        return ("negative", 0, 0)
    net = gross - sum(amount for _offer, _name, amount in savings)
    if net < 0:
        return ("too_much", gross, gross - net)
    percent = min(max(exact(manual_percent or 0), Decimal(0)), Decimal(100))
    expected = net - half_up(net * percent / 100)
    if abs(actual - expected) > Decimal("0.5"):
        return ("sum", expected, half_up(actual))
    return None


def share_of_return(amount, qty, before, after):
    """What of a sale's saving a return takes back, when `before` of `qty` had been returned earlier.

    Worked out on running totals, so that all returns together take back exactly the whole saving.
    """
    if not qty:
        return 0
    whole = exact(qty)
    return half_up(amount * exact(after) / whole) - half_up(amount * exact(before) / whole)
