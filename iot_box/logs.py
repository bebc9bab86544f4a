"""Structured logs: one JSON object a line, without secrets, the latest also kept for head office to ask for."""

import json
import logging
import re
import sys
from collections import deque
from typing import Any

from .clock import iso

KEPT_LINES = 500
STANDARD = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
SECRET_NAMES = re.compile(r"pass(word|phrase)?|secret|token|authorization|key$|pan$|cvv", re.IGNORECASE)
# Tokens (three dotted base64 parts) and card numbers (13 to 19 digits that pass the Luhn check).
TOKEN = re.compile(r"\beyJ[\w-]+\.[\w-]+\.[\w-]*")
DIGITS = re.compile(r"(?<![\dA-Fa-f-])\d(?:[ -]?\d){12,18}(?![\dA-Fa-f-])")


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": iso(record.created),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": scrub(record.getMessage()),
        }
        for name, value in vars(record).items():
            if name not in STANDARD:
                line[name] = "***" if SECRET_NAMES.search(name) else scrub_value(value)
        if record.exc_info:
            line["trace"] = scrub(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False, default=str)


class Recent(logging.Handler):
    """The latest lines in memory, for `send_log`."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: deque[str] = deque(maxlen=KEPT_LINES)
        self.setFormatter(JsonFormatter())

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


def set_up(level: str = "INFO") -> Recent:
    """Log to stderr (the journal, under systemd) and to memory."""
    root = logging.getLogger()
    for handler in list(root.handlers):
        root.removeHandler(handler)
    out = logging.StreamHandler(sys.stderr)
    out.setFormatter(JsonFormatter())
    recent = Recent()
    root.addHandler(out)
    root.addHandler(recent)
    root.setLevel(level)
    logging.getLogger("aiohttp.access").setLevel(logging.WARNING)
    return recent


def scrub(text: str) -> str:
    """The text without tokens and full card numbers."""
    text = TOKEN.sub("***", text)
    return DIGITS.sub(lambda match: "***" if _luhn(match.group()) and not _gtin(match.group()) else match.group(), text)


def scrub_value(value: Any) -> Any:
    if isinstance(value, str):
        return scrub(value)
    if isinstance(value, dict):
        return {str(k): "***" if SECRET_NAMES.search(str(k)) else scrub_value(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [scrub_value(item) for item in value]
    return value


def _luhn(text: str) -> bool:
    digits = [int(c) for c in text if c.isdigit()]
    total = sum(d if n % 2 == 0 else (d * 2 - 9 if d > 4 else d * 2) for n, d in enumerate(reversed(digits)))
    return total % 10 == 0


def _gtin(text: str) -> bool:
    """Barcodes of 13 or 14 digits are worth reading in a log; they carry a check digit of another kind."""
    if len(text) not in (13, 14) or not text.isdigit():
        return False
    total = sum(int(c) * (3 if n % 2 else 1) for n, c in enumerate(reversed(text)))
    return total % 10 == 0
