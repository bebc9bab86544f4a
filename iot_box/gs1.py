"""What a GS1 code says: element strings (GS1-128, DataBar, DataMatrix, QR) and Digital Link addresses, taken apart by
their application identifiers (AI). Pure; a code that breaks the rules is no GS1 code and is left as it is.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

Json = dict[str, Any]
GS = "\x1d"
# AIM identifiers of symbols that carry FNC1 in front, the mark of GS1.
AIM_GS1 = ("]C1", "]e0", "]e1", "]e2", "]d2", "]Q3", "]J1")
TEXT = r"[!-\"%-?A-Z_a-z]"  # GS1's character set 82


@dataclass(frozen=True)
class Ai:
    """How the value behind an identifier looks, and whether it ends by its length alone."""

    value: re.Pattern[str]
    fixed: int | None


def _digits(least: int, most: int | None = None) -> Ai:
    """Numbers of a fixed length need no separator only where the standard says so; asking for one is always safe."""
    return Ai(re.compile(rf"\d{{{least},{most or least}}}"), least if most is None else None)


def _text(most: int) -> Ai:
    return Ai(re.compile(rf"{TEXT}{{1,{most}}}"), None)


AIS: dict[str, Ai] = {
    "00": _digits(18), **{ai: _digits(14) for ai in ("01", "02", "03")}, "10": _text(20), "20": _digits(2), "21": _text(20), "22": _text(20),
    **{ai: _digits(6) for ai in ("11", "12", "13", "15", "16", "17")},
    "235": _text(28), **{ai: _text(30) for ai in ("240", "241", "250", "251", "400", "403")}, "242": _digits(1, 6), "243": _text(20),
    "253": Ai(re.compile(rf"\d{{13}}{TEXT}{{0,17}}"), None), "254": _text(20), "255": _digits(13, 25),
    "30": _digits(1, 8), "37": _digits(1, 8),
    **{f"3{n}": _digits(6) for n in range(100, 370) if n % 100 // 10 <= 7 and n % 10 <= 5},
    **{f"39{kind}{n}": length for kind, length in (("0", _digits(1, 15)), ("1", _digits(4, 18)), ("2", _digits(1, 15)), ("3", _digits(4, 18)))
       for n in range(10)},
    **{f"394{n}": _digits(4) for n in range(4)}, **{f"395{n}": _digits(6) for n in range(6)},
    "401": _text(30), "402": _digits(17), **{f"41{n}": _digits(13) for n in range(8)}, "420": _text(20), "421": Ai(re.compile(rf"\d{{3}}{TEXT}{{1,9}}"), None),
    **{ai: _digits(3) for ai in ("422", "424", "426")}, "423": _digits(3, 15), "425": _digits(3, 15),
    "427": _text(3), **{str(n): _text(35) for n in (4300, 4301, 4310, 4311, 4320)},
    **{str(n): _text(70) for n in (*range(4302, 4307), *range(4312, 4317))}, **{ai: _text(2) for ai in ("4307", "4317")},
    **{ai: _text(20) for ai in ("4308", "4318", "4319")}, "4309": _digits(20),
    **{ai: _digits(1) for ai in ("4321", "4322", "4323")}, **{ai: _digits(10) for ai in ("4324", "4325")}, "4326": _digits(6),
    **{ai: Ai(re.compile(r"\d{6}-?"), None) for ai in ("4330", "4331", "4332", "4333")},
    "7001": _digits(13), "7002": _text(30), "7003": _digits(10), "7004": _digits(1, 4), "7005": _text(12), "7006": _digits(6), "7007": _digits(6, 12),
    "7008": _text(3), "7009": _text(10), "7010": _text(2), "7011": _digits(6, 10), **{ai: _text(20) for ai in ("7020", "7021", "7022")}, "7023": _text(30),
    **{f"703{n}": Ai(re.compile(rf"\d{{3}}{TEXT}{{1,27}}"), None) for n in range(10)}, "7040": _text(4), "7041": _text(4),
    **{f"71{n}": _text(20) for n in range(8)}, **{f"723{n}": _text(30) for n in range(10)}, "7240": _text(20), "7241": _digits(2), "7242": _text(25),
    "8001": _digits(14), "8002": _text(20), "8003": Ai(re.compile(rf"\d{{14}}{TEXT}{{0,16}}"), None),
    "8004": _text(30), "8005": _digits(6), "8006": _digits(18), "8007": _text(34), "8009": _text(50),
    "8008": _digits(8, 12), "8010": _text(30), "8011": _digits(1, 12), "8012": _text(20), "8013": _text(25),
    **{ai: _digits(18) for ai in ("8017", "8018", "8026")}, "8019": _digits(1, 10), "8020": _text(25), "8030": _text(90),
    "8110": _text(70), "8111": _digits(4), "8112": _text(70), "8200": _text(70), **{str(n): _text(90) for n in range(90, 100)},
}  # fmt: skip
# Values of these have the length that the standard fixes for good: no separator need follow.
NEVER_SEPARATED = (
    "00",
    "01",
    "02",
    "03",
    "04",
    "11",
    "12",
    "13",
    "14",
    "15",
    "16",
    "17",
    "18",
    "19",
    "20",
    "31",
    "32",
    "33",
    "34",
    "35",
    "36",
    "41",
)


def read(data: str, aim: str | None = None, today: date | None = None) -> Json | None:
    """What the code says in the till's words, or None when it is no GS1 code."""
    if aim is not None and aim not in AIM_GS1 and not data.lower().startswith("http"):
        return None
    elements = _link(data) if data.lower().startswith(("http://", "https://")) else _elements(data, sure=aim is not None)
    if elements is None:
        return None
    try:
        return _meaning(elements, today or date.today())
    except ValueError:
        return None


def check_digit(digits: str) -> int:
    """GS1's check digit for the digits in front of it."""
    return -sum(int(digit) * (3 if n % 2 == 0 else 1) for n, digit in enumerate(reversed(digits))) % 10


def _elements(data: str, *, sure: bool) -> dict[str, str] | None:
    """Identifier by identifier. Without the scanner's word that it is GS1, a code must look like it beyond doubt."""
    looks = data.startswith(GS) or re.match(r"0[12]\d{14}", data) is not None or (re.match(r"\d{2}", data) is not None and GS in data)
    if not sure and not looks:
        return None
    found: dict[str, str] = {}
    rest = data.lstrip(GS)
    while rest:
        name = next((rest[:size] for size in (2, 3, 4) if rest[:size] in AIS), None)
        if name is None:
            return None
        ai, rest = AIS[name], rest[len(name) :]
        end = ai.fixed if ai.fixed is not None and name[:2] in NEVER_SEPARATED else None
        value = rest[:end] if end is not None else rest.partition(GS)[0]
        if not ai.value.fullmatch(value) or found.get(name, value) != value:
            return None
        found[name] = value
        rest = rest[len(value) :].removeprefix(GS)
    return found or None


def _link(data: str) -> dict[str, str] | None:
    """A GS1 Digital Link: https://example.no/01/07038010000010/10/AB12?17=261130."""
    address = urlsplit(data)
    parts = [unquote(part) for part in address.path.split("/") if part]
    start = next((n for n, part in enumerate(parts) if part == "01" and n + 1 < len(parts)), None)
    if start is None:
        return None
    parts[start + 1] = parts[start + 1].zfill(14)
    pairs = list(zip(parts[start::2], parts[start + 1 :: 2], strict=False)) + parse_qsl(address.query)
    found = {name: value for name, value in pairs if name in AIS}
    return found if all(AIS[name].value.fullmatch(value) for name, value in found.items()) else None


def _meaning(elements: dict[str, str], today: date) -> Json:
    """ValueError where a value can't be, such as a wrong check digit or the 32nd of a month."""
    said: Json = {"kind": "gs1", "elements": elements}
    for name, value in elements.items():
        match name[:3] if name[:2] in ("31", "39") else name:
            case "01" | "02":
                if check_digit(value[:-1]) != int(value[-1]):
                    raise ValueError("wrong check digit")
                said["gtin" if name == "01" else "content_gtin"] = value
            case "310":
                said["weight_kg"] = _decimal(value, name)
            case "392":
                said["price"] = _decimal(value, name)
            case "393":
                said["price"], said["currency"] = _decimal(value[3:], name), value[:3]
            case "11" | "13" | "15" | "16" | "17":
                said[DATES[name]] = _date(value, today)
            case "10":
                said["batch"] = value
            case "21":
                said["serial"] = value
            case "30" | "37":
                said["count"] = int(value)
    return said


DATES = {"11": "produced", "13": "packed", "15": "best_before", "16": "sell_by", "17": "expires"}


def _decimal(digits: str, name: str) -> str:
    """The identifier's last digit says how many decimals the value has."""
    return str(Decimal(int(digits)).scaleb(-int(name[-1])))


def _date(value: str, today: date) -> str:
    """YYMMDD within fifty years; the day 00 is the month's last."""
    year, month, day = int(value[:2]), int(value[2:4]), int(value[4:])
    year += today.year // 100 * 100
    if year - today.year >= 51:
        year -= 100
    elif today.year - year >= 50:
        year += 100
    if not 1 <= month <= 12:
        raise ValueError("no such month")
    return date(year, month, day or calendar.monthrange(year, month)[1]).isoformat()
