"""Whether new prices make sense: pure, on plain numbers. Problems are (level, code)."""


def margin_percent(price, vat_percent, cost):
    """Margin of a price with VAT included, in percent of the price without VAT; None without a price."""
    net = price / (1 + vat_percent / 100)
    return None if not net else 100 * (net - cost) / net


def change_percent(old, new):
    return None if not old else 100 * (new - old) / old


def problems(old, new, vat_percent, cost, max_change_percent):
    """[(level, code)] of one line's new price."""
    found = []
    if new == 0:
        found.append(("warning", "free"))
    elif cost and new / (1 + vat_percent / 100) < cost:
        found.append(("warning", "below_cost"))
    change = change_percent(old, new)
    if change is not None and max_change_percent and abs(change) > max_change_percent:
        found.append(("warning", "large_change"))
    if old == new:
        found.append(("info", "unchanged"))
    return found
