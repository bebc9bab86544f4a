"""Pairing codes as people read and type them, and the limits on asking and guessing."""

import re

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0/O, 1/I
LENGTH = 8
CODE = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

# A box shows a code for 15 minutes and repeats it every 5 s: one not heard of for a minute is gone.
CODE_LIFE_S = 15 * 60
SILENT_AFTER_S = 60
# Guessing: 40 bits against five tries in ten minutes.
TRIES = 5
TRIES_WINDOW_S = 10 * 60
# Asking: a store has a few boxes behind one address, and a repeat within two seconds is no box.
BOXES_PER_ADDRESS = 20
BOXES_WAITING = 500
REPEAT_S = 2


def clean_code(typed: str) -> str | None:
    """`k7qm-4tpd ` → `K7QM4TPD`; None when it can't be a code."""
    code = re.sub(r"[\s-]", "", typed or "").upper()
    return code if CODE.fullmatch(code) else None


def clean_uuid(text) -> str | None:
    value = text.lower() if isinstance(text, str) else ""
    return value if UUID.fullmatch(value) else None
