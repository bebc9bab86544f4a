"""Reads the answers that a till sent with an order; pure.

Entry: {"prompt": uuid, "kind", "name", "question", "value", "at": ISO 8601, "cashier", "print"}.
"""

from datetime import UTC, datetime

# Shown, not answered: they come along only so that the till shows them once.
UNANSWERED = ("information", "tip")
LIMITS = {"prompt": 64, "kind": 20, "name": 200, "question": 2000, "value": 500, "cashier": 200}


def parse(entries):
    """Entries worth keeping, with texts cut to size and `at` as a naive UTC moment or None. ValueError when unreadable."""
    if not entries:
        return []
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ValueError("answers are not a list of objects")
    return [_read(entry) for entry in entries if entry.get("kind") not in UNANSWERED]


def _read(entry):
    texts = {name: entry.get(name) or "" for name in LIMITS}
    if any(not isinstance(text, str) for text in texts.values()):
        raise ValueError("an answer holds something else than text")
    return {**{name: text[: LIMITS[name]] for name, text in texts.items()}, "at": _moment(entry.get("at"))}


def _moment(text):
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0) if moment.tzinfo else None
    except (TypeError, ValueError, OverflowError):
        return None
