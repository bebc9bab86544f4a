"""The feed's cursor as a text: a PostgreSQL snapshot and an anchor, the newest feed row then visible.

The snapshot tells exactly which transactions a till has seen. The anchor proves that this server's
history is the one that the cursor came from: after a restore that row is missing or another's.
"""

import re
from typing import NamedTuple

PATTERN = re.compile(r"(\d{1,20}:\d{1,20}:(?:\d{1,20}(?:,\d{1,20}){0,4000})?)/(\d{1,18})-(\d{1,20})")

# Of PostgreSQL's numbers of 64 bits.
LIMIT = 2**63


class Cursor(NamedTuple):
    snapshot: str
    anchor_id: int
    anchor_xid: int

    def __str__(self):
        return f"{self.snapshot}/{self.anchor_id}-{self.anchor_xid}"


def parse(text):
    """The cursor, or None when the text isn't one: what this gives, PostgreSQL can read."""
    match = PATTERN.fullmatch(text) if isinstance(text, str) else None
    if not match or not _is_snapshot(match[1]) or max(int(match[2]), int(match[3])) >= LIMIT:
        return None
    return Cursor(match[1], int(match[2]), int(match[3]))


def _is_snapshot(text):
    """Whether the numbers are those of a snapshot: xmin up to xmax, and those in progress between them in order."""
    xmin, xmax, running = text.split(":")
    running = [int(xid) for xid in running.split(",")] if running else []
    return 0 < int(xmin) <= int(xmax) < LIMIT and running == sorted(running) and all(int(xmin) <= xid < int(xmax) for xid in running)
