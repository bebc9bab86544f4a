"""The feed's cursor as a text: a PostgreSQL snapshot and an anchor, the newest feed row then visible.

The snapshot tells exactly which transactions a till has seen. The anchor proves that this server's
history is the one that the cursor came from: after a restore that row is missing or another's.
"""

import re
from typing import NamedTuple

PATTERN = re.compile(r"(\d{1,20}:\d{1,20}:[\d,]{0,20000})/(\d{1,18})-(\d{1,20})")


class Cursor(NamedTuple):
    snapshot: str
    anchor_id: int
    anchor_xid: int

    def __str__(self):
        return f"{self.snapshot}/{self.anchor_id}-{self.anchor_xid}"


def parse(text):
    """The cursor, or None when the text isn't one."""
    match = PATTERN.fullmatch(text) if isinstance(text, str) else None
    return Cursor(match[1], int(match[2]), int(match[3])) if match else None
