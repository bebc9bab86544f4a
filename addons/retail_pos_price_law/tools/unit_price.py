"""The price for a kilogram, litre, metre, square metre or piece; pure, and the same rule as core/unit_price.js."""

from decimal import ROUND_HALF_UP, Decimal

# What a package's content may be given in: (what its price is compared by, how much of that it is).
UNITS = {
    "kg": ("kg", Decimal(1)),
    "hg": ("kg", Decimal("0.1")),
    "g": ("kg", Decimal("0.001")),
    "l": ("l", Decimal(1)),
    "dl": ("l", Decimal("0.1")),
    "cl": ("l", Decimal("0.01")),
    "ml": ("l", Decimal("0.001")),
    "m": ("m", Decimal(1)),
    "cm": ("m", Decimal("0.01")),
    "m2": ("m2", Decimal(1)),
    "piece": ("piece", Decimal(1)),
}


def content_in_base(quantity, unit):
    """(base, amount): 400 g are ("kg", 0.4). A content that isn't known or not above 0 gives None."""
    if unit not in UNITS:
        return None
    amount = Decimal(repr(float(quantity or 0)))
    base, factor = UNITS[unit]
    return (base, amount * factor) if amount > 0 else None


def unit_price(price_minor, amount):
    """Price in minor units for one of the base, half up; None without a content."""
    amount = Decimal(repr(float(amount or 0)))
    if amount <= 0:
        return None
    return int((Decimal(price_minor) / amount).quantize(Decimal(1), ROUND_HALF_UP))
