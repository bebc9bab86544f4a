"""Reads a practice sale as a till sends it. Nothing from a browser is trusted. Pure."""

from datetime import UTC, datetime

from odoo.addons.retail_pos_central.tools.plain import plain

MAX_LINES = 500
MAX_TEXT = 200
#: More than any till sells: øre.
MAX_MINOR = 10**11


def parse(sent):
    """Values of a practice sale; ValueError when it can't be one."""
    if not isinstance(sent, dict):
        raise ValueError("not an object")
    uuid = sent.get("uuid")
    if not (isinstance(uuid, str) and 8 <= len(uuid) <= 64 and uuid == text(uuid)):
        raise ValueError("no uuid")
    lines, payments = (sent.get(name) if isinstance(sent.get(name), list) else [] for name in ("lines", "payments"))
    total = minor(sent.get("total"))
    return {
        "uuid": uuid,
        "name": text(sent.get("name")) or uuid[:8],
        "kind": "return" if total < 0 or sent.get("kind") == "return" else "sale",
        "total_minor": total,
        "date": moment(sent.get("at_ms")),
        "reason": sent.get("reason") if sent.get("reason") in ("till", "cashier", "hand") else "hand",
        "line_count": min(len(lines), MAX_LINES),
        "goods": "\n".join(line_text(line) for line in lines[:MAX_LINES] if isinstance(line, dict)),
        "paid_by": ", ".join(filter(None, (text(one) for one in payments[:20]))),
    }


def text(value):
    return plain(value, MAX_TEXT) if isinstance(value, str) else ""


def minor(value):
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > MAX_MINOR:
        raise ValueError("no amount")
    return value


def line_text(line):
    return f"{text(line.get('qty')) or '?'} × {text(line.get('name')) or '?'}"


def moment(at_ms):
    """Naive UTC; None where the till names no sensible moment."""
    if isinstance(at_ms, bool) or not isinstance(at_ms, int) or not 0 < at_ms < 4102444800000:
        return None
    return datetime.fromtimestamp(at_ms / 1000, UTC).replace(tzinfo=None, microsecond=0)
