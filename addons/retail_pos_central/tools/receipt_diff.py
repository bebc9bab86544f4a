"""What a person sees differ between two receipt templates: blocks have an order and no ids. Pure, coded."""

import json
from difflib import SequenceMatcher


def changes(old, new):
    """[(code, before block or None, after block or None)]; ("columns", before, after) for the paper."""
    found = []
    before, after = (document.get("paper", {}).get("columns") for document in (old, new))
    if before != after:
        found.append(("columns", before, after))
    old_blocks, new_blocks = old.get("blocks", []), new.get("blocks", [])
    keys = [[json.dumps(block, sort_keys=True) for block in blocks] for blocks in (old_blocks, new_blocks)]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if tag != "equal":
            found += _pairs(old_blocks[i1:i2], new_blocks[j1:j2])
    return found


def _pairs(gone, come):
    """Blocks of the same type at the same place are one block that was changed."""
    found, come = [], list(come)
    for block in gone:
        same = next((other for other in come if other["type"] == block["type"]), None)
        if same is None:
            found.append(("removed", block, None))
        else:
            come.remove(same)
            found.append(("changed", block, same))
    return found + [("added", None, block) for block in come]


def text_of(block):
    """The words of a block that has some, in the first language that has any."""
    texts = block.get("text") or block.get("data") or ""
    return next((text for text in texts.values() if text), "") if isinstance(texts, dict) else str(texts)
