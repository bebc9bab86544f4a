"""Weight and price inside a store's own EAN-13."""

import pytest

from iot_box.gs1 import check_digit
from iot_box.in_store_codes import USUAL, Rule, check_rules, read
from iot_box.schema import ConfigError


def ean(digits: str) -> str:
    return digits + str(check_digit(digits))


def test_weight_and_price() -> None:
    assert read(ean("211234501234"), USUAL) == {"kind": "weight", "code": ean("211234500000"), "weight_kg": "1.234"}
    assert read(ean("231234504990"), USUAL) == {"kind": "price", "code": ean("231234500000"), "price": "49.90"}


def test_the_chain_says_which_digits_mean_what() -> None:
    rules = (Rule("20......{NNDD}", "price"), Rule("23......{NDDD}", "weight"), Rule("22......{NNNN}", "price"))
    check_rules(rules)
    assert read(ean("201234561990"), rules) == {"kind": "price", "code": ean("201234560000"), "price": "19.90"}
    assert read(ean("231234560754"), rules) == {"kind": "weight", "code": ean("231234560000"), "weight_kg": "0.754"}
    assert read(ean("221234560149"), rules) == {"kind": "price", "code": ean("221234560000"), "price": "149"}


def test_other_codes_are_left_alone() -> None:
    for data in ("7038010000010", ean("211234501234")[:-1] + "0", "2112345012", ean("291234501234"), "21123450123x6"):
        assert read(data, USUAL) is None


@pytest.mark.parametrize(
    "pattern", ["21.....{NNDD}", "21.....{}.....", "70.....{NNDDD}", "21.....NNDDD", "21....x{NNDDD}", "21.....{DDNNN}"]
)
def test_a_pattern_that_can_not_be_is_named(pattern: str) -> None:
    with pytest.raises(ConfigError, match=r"in_store\[0\]"):
        check_rules((Rule(pattern, "weight"),))
