"""When each revision of a campaign was, is and will be out on a node: pure, from released lines.

A line: from `at` on this node has this revision of this content, or with revision None no longer has it.
A release that was withdrawn counts until then.
"""

from typing import NamedTuple


class Line(NamedTuple):
    node: str
    content: str
    revision: int | None
    at: int  # ms since the epoch
    order: int
    withdrawn_at: int | None = None
    ref: int = 0


def intervals(lines):
    """[(line, from_ms, to_ms | None)]: the times in which each line counted, node and content by themselves."""
    grouped = {}
    for line in lines:
        grouped.setdefault((line.node, line.content), []).append(line)
    found = []
    for group in grouped.values():
        found += _of_one(group)
    return found


def _of_one(lines):
    moments = sorted({line.at for line in lines} | {line.withdrawn_at for line in lines if line.withdrawn_at})
    found, current, since = [], None, None
    for moment in moments:
        out = [line for line in lines if line.at <= moment and not (line.withdrawn_at and line.withdrawn_at <= moment)]
        latest = max(out, key=lambda line: (line.at, line.order), default=None)
        if latest is not None and latest.revision is None:
            latest = None
        if latest is current:
            continue
        if current is not None:
            found.append((current, since, moment))
        current, since = latest, moment
    if current is not None:
        found.append((current, since, None))
    return found
