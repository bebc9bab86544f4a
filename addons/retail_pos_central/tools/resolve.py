"""What a till gets: pure resolving of released lines along the path from the till up to the root.

A line says: from `at` on, this node has (or, with sha None, no longer has) this content. For each
node and content the latest line in force counts. Kinds that are "nearest" take the first node on the
path that has content; kinds that are "all" take the union along the path.
"""

from typing import NamedTuple


class Line(NamedTuple):
    """One released line as this till sees it. `at` is in ms since the epoch, 0 = since ever."""

    order: int  # later released lines have a greater order; decides between equal times
    node: str
    kind: str
    content: str
    sha: str | None
    at: int
    ref: int = 0  # whatever the caller wants to find again (the release line's id)


def in_force(lines, at_ms):
    """{(node, content): line}: the latest line in force at a moment; withdrawn ones are left out."""
    latest = {}
    for line in lines:
        if line.at > at_ms:
            continue
        key = (line.node, line.content)
        held = latest.get(key)
        if held is None or (line.at, line.order) > (held.at, held.order):
            latest[key] = line
    return {key: line for key, line in latest.items() if line.sha}


def resolve(lines, path, kinds, at_ms):
    """{kind: [line, …]} at a moment; `path` goes from the till up, `kinds` is {kind: "nearest"|"all"}."""
    by_node = {}
    for (node, _content), line in in_force(lines, at_ms).items():
        by_node.setdefault((node, line.kind), []).append(line)
    result = {}
    for kind, mode in kinds.items():
        found = []
        for node in path:
            here = sorted(by_node.get((node, kind), ()), key=lambda line: (line.at, line.order))
            if mode == "nearest" and here:
                found = [here[-1]]
                break
            found += here
        if mode == "all":
            found = _once_per_content(found)
        result[kind] = found
    return result


def _once_per_content(found):
    """Content that hangs on two nodes of the path counts once; the nearer node's revision wins."""
    seen = {}
    for line in found:
        seen.setdefault(line.content, line)
    return sorted(seen.values(), key=lambda line: line.content)


def switches(lines, path, kinds, now_ms):
    """[(at | None, {kind: [line]})]: what holds now, then each later moment at which it changes."""
    result = [(None, resolve(lines, path, kinds, now_ms))]
    for at_ms in sorted({line.at for line in lines if line.at > now_ms}):
        content = resolve(lines, path, kinds, at_ms)
        if _shas(content) != _shas(result[-1][1]):
            result.append((at_ms, content))
    return result


def _shas(content):
    return {kind: [(line.content, line.sha) for line in lines] for kind, lines in content.items()}
