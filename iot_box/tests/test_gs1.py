"""GS1 codes as scanners give them."""

from datetime import date
from typing import Any

import pytest

from iot_box import gs1

TODAY = date(2026, 11, 22)
GTIN = "07038010000010"


def read(data: str, aim: str | None = None) -> dict[str, Any]:
    found = gs1.read(data, aim, TODAY)
    assert found is not None
    return found


def test_a_weighed_piece_of_cheese() -> None:
    found = read(f"01{GTIN}310300125015261130\x1d10AB12\x1d21S-1", "]d2")
    assert {name: found[name] for name in ("gtin", "weight_kg", "best_before", "batch", "serial")} == {
        "gtin": GTIN, "weight_kg": "1.250", "best_before": "2026-11-30", "batch": "AB12", "serial": "S-1",
    }  # fmt: skip


@pytest.mark.parametrize(("decimals", "weight"), [("0", "1250"), ("1", "125.0"), ("2", "12.50"), ("5", "0.01250")])
def test_decimals_of_a_weight(decimals: str, weight: str) -> None:
    assert read(f"01{GTIN}310{decimals}001250")["weight_kg"] == weight


def test_prices_with_and_without_currency() -> None:
    assert read(f"01{GTIN}39224990")["price"] == "49.90"
    found = read(f"01{GTIN}39325784990\x1d10A")
    assert (found["price"], found["currency"], found["batch"]) == ("49.90", "578", "A")


def test_pounds_are_no_kilograms() -> None:
    assert "weight_kg" not in read(f"01{GTIN}3202001250")


@pytest.mark.parametrize(
    ("ai", "value", "name", "day"),
    [("15", "260200", "best_before", "2026-02-28"), ("17", "280200", "expires", "2028-02-29"), ("17", "991231", "expires", "1999-12-31"),
     ("11", "750101", "produced", "2075-01-01"), ("17", "770101", "expires", "1977-01-01")],
)  # fmt: skip
def test_dates(ai: str, value: str, name: str, day: str) -> None:
    assert read(f"01{GTIN}{ai}{value}")[name] == day


def test_without_the_scanners_word_only_what_is_beyond_doubt() -> None:
    assert gs1.read("7038010000010", None, TODAY) is None
    assert gs1.read("10AB12", None, TODAY) is None
    assert read("10AB12", "]C1")["batch"] == "AB12"
    assert read("\x1d10AB12")["batch"] == "AB12"
    assert gs1.read(f"01{GTIN}", "]C0", TODAY) is None


@pytest.mark.parametrize(
    "data",
    ["0107038010000011", f"01{GTIN}17261332", f"01{GTIN}15260230", f"01{GTIN}3103001", f"01{GTIN}0500", f"01{GTIN}10æ", f"01{GTIN}10", "\x1d", f"01{GTIN}10A\x1d10B"],
)  # fmt: skip
def test_what_breaks_the_rules_is_no_gs1_code(data: str) -> None:
    assert gs1.read(data, "]d2", TODAY) is None


def test_separator_after_a_fixed_length_does_no_harm() -> None:
    assert read(f"\x1d01{GTIN}\x1d17261130\x1d10A\x1d")["batch"] == "A"


@pytest.mark.parametrize(
    ("name", "value"),
    [("03", "07038010000010"), ("427", "NO1"), ("4330", "001850-"), ("7005", "NSEA1"), ("7030", "578SLAKTERI7"), ("710", "NHRN1"), ("7230", "EM123"), ("8007", "NO9386011117947"), ("8200", "example.no")],
)  # fmt: skip
def test_rare_identifiers_keep_the_code_readable(name: str, value: str) -> None:
    found = read(f"01{GTIN}{name}{value}\x1d10A", "]d2")
    assert (found["elements"][name], found["batch"]) == (value, "A")


def test_digital_link() -> None:
    found = read("https://id.gs1.org/01/7038010000010/10/AB%2F1?17=261130&utm=x", "]Q1")
    assert (found["gtin"], found["batch"], found["expires"]) == (GTIN, "AB/1", "2026-11-30")
    assert gs1.read("https://www.example.no/kampanje/01", None, TODAY) is None
