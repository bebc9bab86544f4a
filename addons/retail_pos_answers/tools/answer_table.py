"""Tables of what is known of goods, as people have them in spreadsheets, as rows; pure.

The first row names the columns, in English or Norwegian, in any order. A cell of other goods holds their codes, apart by
space, comma or semicolon.
"""

import re
from typing import NamedTuple

COLUMNS = {
    "code": {"barcode", "ean", "gtin", "code", "reference", "sku", "strekkode", "varenummer", "varenr", "kode"},
    "care": {"care", "care and maintenance", "stell", "vedlikehold", "stell og vedlikehold", "pleie"},
    "warranty_months": {"warranty months", "warranty (months)", "garanti måneder", "garanti (måneder)", "garantimåneder"},
    "warranty": {"warranty", "warranty terms", "garanti", "garantivilkår"},
    "needs": {"needs", "trenger"},
    "fits": {"fits", "fits with", "passer", "passer til", "passer sammen med"},
    "accessory": {"accessory", "accessories", "tilbehør"},
    "alternative": {"alternative", "alternatives", "alternativ", "alternativer"},
    "replaced_by": {"replaced by", "erstattes av", "erstattet av"},
}
LINKS = ("needs", "fits", "accessory", "alternative", "replaced_by")


class Row(NamedTuple):
    """`values` holds care, warranty and warranty_months as far as given; `links` (kind, code) pairs; `problems` (code, detail) pairs."""

    number: int
    code: str
    values: dict
    links: list
    problems: list


class NoHeader(ValueError):
    """The first row doesn't say which column holds the codes."""


def rows(cells):
    """The rows of a table, empty lines left out; line numbers are those of the file."""
    table = [(number, line) for number, line in enumerate(cells, start=1) if any(_text(cell) for cell in line)]
    if not table:
        return []
    columns = _columns(table[0][1])
    if "code" not in columns.values() or len(columns) < 2:
        raise NoHeader
    return [_row(number, line, columns) for number, line in table[1:]]


def _columns(header):
    found = {}
    for place, cell in enumerate(header):
        words = _text(cell).lower()
        for name, spellings in COLUMNS.items():
            if words in spellings:
                found[place] = name
    return found


def _row(number, line, columns):
    code, values, links, problems = "", {}, [], []
    for place, name in columns.items():
        text = _text(line[place]) if place < len(line) else ""
        if name == "code":
            code = text
        elif not text:
            continue
        elif name in LINKS:
            links += [(name, one) for one in re.split(r"[\s,;]+", text) if one]
        elif name == "warranty_months":
            if text.isdigit() and int(text) <= 600:
                values[name] = int(text)
            else:
                problems.append(("months", text))
        else:
            values[name] = text
    if not code:
        problems.append(("no_code", ""))
    elif not values and not links and not problems:
        problems.append(("nothing", ""))
    return Row(number, code, values, links, problems)


def _text(cell):
    """A cell's text; a spreadsheet keeps a barcode as a number."""
    if isinstance(cell, float) and cell.is_integer():
        return f"{cell:.0f}"
    return str(cell if cell is not None else "").strip()
