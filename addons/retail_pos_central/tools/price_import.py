"""Price lists as people have them, as rows of the cells that tools.table has read; pure.

Each row is (line number, code, price as Decimal or None, problem code or None). The code is a barcode or
an internal reference. A header row is recognised by its words; without one the first column is the code
and the second the price.
"""

import re
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

CODE_WORDS = {"barcode", "ean", "gtin", "code", "reference", "sku", "product", "strekkode", "varenummer", "varenr", "vare", "kode"}
PRICE_WORDS = {"price", "new price", "sales price", "pris", "ny pris", "utsalgspris", "salgspris", "veiledende pris"}
MAX_PRICE = Decimal(10_000_000)


class Row(NamedTuple):
    number: int
    code: str
    price: Decimal | None
    problem: str | None


def parse_price(text):
    """Decimal of "1 234,50 kr", "1.234,50", "1,234.50", 79.9 or "79,-"; None when it is no price."""
    if isinstance(text, float):
        text = f"{text:.10g}"
    text = re.sub(r"(?i)kr\.?|nok|[\s\u00a0\u202f]", "", str(text or ""))
    text = re.sub(r",-+$", "", text)
    if "," in text and "." in text:
        # The later of the two is the decimal separator.
        thousands = "." if text.rfind(",") > text.rfind(".") else ","
        text = text.replace(thousands, "")
    text = text.replace(",", ".")
    if not re.fullmatch(r"\d+(\.\d+)?", text):
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _words(cells):
    return [str(cell or "").strip().lower() for cell in cells]


def rows(cells):
    """The rows of a table; empty lines are left out, line numbers stay those of the file."""
    code_at, price_at, found = 0, 1, []
    for number, line in enumerate(cells, start=1):
        words = _words(line)
        if not any(words):
            continue
        if not found and any(word in CODE_WORDS for word in words) and any(word in PRICE_WORDS for word in words):
            code_at = next(index for index, word in enumerate(words) if word in CODE_WORDS)
            price_at = next(index for index, word in enumerate(words) if word in PRICE_WORDS)
            continue
        found.append(_row(number, line, code_at, price_at))
    return found


def _row(number, line, code_at, price_at):
    raw = line[code_at] if len(line) > code_at else ""
    # A spreadsheet keeps a barcode as a number.
    code = f"{raw:.0f}" if isinstance(raw, float) and raw.is_integer() else str(raw if raw is not None else "").strip()
    price = parse_price(line[price_at] if len(line) > price_at else "")
    problem = None
    if not code:
        problem = "no_code"
    elif price is None or price > MAX_PRICE:
        price, problem = None, "no_price"
    return Row(number, code, price, problem)
