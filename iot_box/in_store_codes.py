"""Codes that a store's own scale prints: article and weight or price in one EAN-13 of the range 20 to 29. Pure.

Which digits mean what is the chain's own choice, so it is configured, in the form that Odoo's barcode rules have:
`21.....{NNDDD}` is 21, five digits of the article, then two whole digits and three decimals.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from .gs1 import check_digit
from .schema import ConfigError, option

Json = dict[str, Any]
PATTERN = re.compile(r"2\d[\d.]*\{N*D*\}")
VALUE_NAMES = {"weight": "weight_kg", "price": "price"}


@dataclass(frozen=True)
class Rule:
    pattern: str
    kind: str = option(choices=tuple(VALUE_NAMES))


# What Odoo's own rules for the point of sale say.
USUAL = (Rule("21.....{NNDDD}", "weight"), Rule("23.....{NNNDD}", "price"))


def check_rules(rules: Sequence[Rule]) -> None:
    for number, rule in enumerate(rules):
        if not PATTERN.fullmatch(rule.pattern) or len(rule.pattern) != 14 or "{}" in rule.pattern:
            raise ConfigError(f"in_store[{number}].pattern", "must be 2, a digit, dots and {NNDDD}: 12 places in all")


def read(data: str, rules: Sequence[Rule]) -> Json | None:
    """Weight or price, and the code by which the article is known: the same with zeros for the value."""
    if not re.fullmatch(r"2\d{12}", data) or check_digit(data[:12]) != int(data[12]):
        return None
    for rule in rules:
        form, start, whole, decimals = _compiled(rule.pattern)
        if form.match(data):
            end = start + whole + decimals
            bare = data[:start] + "0" * (whole + decimals) + data[end:12]
            value = Decimal(int(data[start:end])).scaleb(-decimals)
            return {"kind": rule.kind, "code": bare + str(check_digit(bare)), VALUE_NAMES[rule.kind]: str(value)}
    return None


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> tuple[re.Pattern[str], int, int, int]:
    start, value = pattern.index("{"), pattern[pattern.index("{") + 1 : -1]
    form = pattern[:start].replace(".", r"\d") + r"\d" * len(value)
    return re.compile(form), start, value.count("N"), value.count("D")
