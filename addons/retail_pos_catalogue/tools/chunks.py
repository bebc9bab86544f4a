"""Rows of the catalogue as chunks: a range of template ids each, as columns, so that equal values stand once.

static/src/core/catalogue/chunk.js reads them.
"""

import json

# Templates a chunk: few enough to be read for one article, many enough that a catalogue is some hundred files.
# Prices take a tenth of the room.
SPANS = {"goods": 1024, "prices": 4096}


def number_of(template_id, span):
    return template_id // span


def numbers_of(template_ids, span):
    return sorted({number_of(one, span) for one in template_ids})


def id_range(number, span):
    """The first id of a chunk, and the first that is no longer in it."""
    # No record has the id 0, and a domain would take it for "none".
    return max(1, number * span), (number + 1) * span


def columns(rows):
    """{"same": {field: value}, "fields": [field], "rows": [[value]]}: what all rows share stands in "same"."""
    if not rows:
        return None
    first = rows[0]
    same = {field: value for field, value in first.items() if field != "id" and all(row.get(field, ...) == value for row in rows)}
    # Python holds 1, 1.0 and True to be equal; JSON does not.
    same = {field: value for field, value in same.items() if len({type(row[field]) for row in rows}) == 1}
    fields = sorted(first.keys() - same.keys())
    return {"same": same, "fields": fields, "rows": [[row[field] for field in fields] for row in rows]}


def encode(by_model, default):
    """The bytes of a chunk: {model: rows} with equal bytes for equal rows. None when there are no rows."""
    packed = {model: columns(sorted(rows, key=lambda row: row["id"])) for model, rows in by_model.items() if rows}
    if not packed:
        return None
    return json.dumps(packed, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=default).encode()
