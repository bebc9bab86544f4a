"""What a customer sees: the sale's lines, its sum and a hint, as the till words them; the same for two lines or a tablet. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from .document import clean
from .drivers.base import JobFailed
from .lines import is_line

Json = dict[str, Any]
STATES = ("welcome", "sale", "paid", "closed")
MOST_LINES = 300
MOST_CHARS = 200


@dataclass(frozen=True)
class Line:
    text: str
    detail: str = ""
    amount: str = ""


@dataclass(frozen=True)
class Shown:
    state: str = "welcome"
    title: str = ""
    lines: tuple[Line, ...] = ()
    total_text: str = ""
    total: str = ""
    hint: str = ""
    lang: str = ""

    def as_json(self) -> Json:
        return asdict(self)


def parse(document: Any) -> Shown:
    """The document, or JobFailed naming the field that is wrong."""
    if not isinstance(document, Mapping):
        raise JobFailed("invalid", "the document must be an object", "document")
    unknown = sorted(set(document) - {"state", "title", "lines", "total_text", "total", "hint", "lang"})
    if unknown:
        raise JobFailed("invalid", f"{unknown[0]} is unknown", f"document.{unknown[0]}")
    state = document.get("state")
    if state not in STATES:
        raise JobFailed("invalid", f"state must be one of {', '.join(STATES)}", "document.state")
    lines = document.get("lines", [])
    if not isinstance(lines, list) or len(lines) > MOST_LINES:
        raise JobFailed("invalid", f"lines must be a list of at most {MOST_LINES}", "document.lines")
    words = {name: _text(document, name, name) for name in ("title", "total_text", "total", "hint", "lang")}
    return Shown(state=str(state), lines=tuple(_line(line, f"lines[{n}]") for n, line in enumerate(lines)), **words)


def two_lines(shown: Shown, columns: int) -> list[str]:
    """For a display of two lines: what was scanned last with its price, or what the customer shall do, and the sum below."""
    last = shown.lines[-1] if shown.lines else None
    if shown.state == "sale" and last is not None:
        first = _middle(shown.title, columns) if shown.title else _pair(last.text, last.amount, columns)
        return [first, _pair(shown.total_text, shown.total, columns)]
    if shown.state == "paid":
        return [_pair(shown.total_text, shown.total, columns), _middle(shown.hint or shown.title, columns)]
    return [_middle(shown.title, columns), _middle(shown.hint, columns)]


def _pair(text: str, amount: str, columns: int) -> str:
    """The amount is never cut; the words are."""
    if not amount:
        return text[:columns]
    room = columns - len(amount) - 1
    if room < 1:
        return amount.rjust(columns) if len(amount) <= columns else ""
    return f"{text[:room].rstrip():<{room}} {amount}"


def _middle(text: str, columns: int) -> str:
    return text[:columns].center(columns).rstrip()


def _line(line: Any, where: str) -> Line:
    if not isinstance(line, Mapping) or set(line) - {"text", "detail", "amount"}:
        raise JobFailed("invalid", f"{where} must be an object of text, detail and amount", f"document.{where}")
    return Line(*(_text(line, name, f"{where}.{name}") for name in ("text", "detail", "amount")))


def _text(holder: Mapping[str, Any], name: str, where: str) -> str:
    value = holder.get(name, "")
    if not isinstance(value, str) or len(value) > MOST_CHARS:
        raise JobFailed("invalid", f"{where} must be a text of at most {MOST_CHARS} characters", f"document.{where}")
    if not is_line(value):
        raise JobFailed("invalid", f"{where} has a control character", f"document.{where}")
    return clean(value)
