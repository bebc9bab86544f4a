"""Structure of a receipt template: pure checks. The list of fields is that of core/receipt/fields.js."""

import re
import unicodedata

BLOCKS = {
    "logo",
    "text",
    "rule",
    "space",
    "header",
    "lines",
    "totals",
    "vat",
    "payments",
    "savings",
    "customer",
    "barcode",
    "qr",
    "return_terms",
    "signature",
    "cut",
}
# The longest that a field usually has: what texts are measured with.
FIELDS = {
    "store.name": "Solbakken Torgata",
    "store.code": "OSL-01",
    "store.address": "Torgata 12, 0181 Oslo",
    "store.phone": "22 33 44 55",
    "store.email": "torgata@solbakken.example",
    "store.website": "solbakken.example/torgata",
    "company.name": "Solbakken Handel AS",
    "company.org_number": "NO 987 654 325 MVA",
    "company.address": "Storgata 1, 0155 Oslo",
    "company.phone": "22 00 00 00",
    "company.email": "post@solbakken.example",
    "company.website": "solbakken.example",
    "till.name": "Kasse 1",
    "cashier.name": "Kari Nordmann",
    "order.number": "2601-1-000042",
    "order.barcode": "2601-1-000042",
    "order.date": "21.11.2026",
    "order.time": "17:05",
    "order.reference": "Torgata/0042",
    "order.original": "2601-1-000017",
    "report.number": "214",
    "order.note": "Gave",
    "totals.to_pay": "1 249,00",
    "totals.discount": "257,70",
    "totals.savings": "120,00",
    "copy.number": "1",
    "customer.name": "Ola Bjørnstad",
    "customer.number": "10042",
    "customer.address": "Ålesundgata 3",
    "customer.email": "ola@example.com",
}
KINDS = ("sale", "return", "exchange", "copy", "gift", "parked", "payment_slip", "cash_in", "cash_out", "x_report", "z_report")
CONDITIONS = {
    "kind": lambda value: isinstance(value, list) and all(kind in KINDS for kind in value),
    "customer": lambda value: isinstance(value, bool),
    "saved": lambda value: isinstance(value, bool),
    "min_total": lambda value: _whole(value, 0, 10**9),
}
CHOICES = {
    "align": ("left", "center", "right"),
    "size": ("normal", "wide", "tall", "double"),
    "symbology": ("code128", "ean13"),
    "mode": ("partial", "full"),
}
# "{{" is a brace as such.
FIELD = re.compile(r"\{\{|\{([^{}]*)\}")


def check(document):
    """Problems of a template: [{"level", "code", "path", "name"}]."""
    try:
        return list(_check(document))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        return [_problem("shape", "", repr(error))]


def block_of(path):
    """The number of the block that a problem's path leads to, or None."""
    parts = path.split("/")
    return int(parts[2]) if parts[1:2] == ["blocks"] and len(parts) > 2 else None


def _problem(code, path, name="", level="error"):
    return {"level": level, "code": code, "path": path, "name": name}


def _check(document):
    columns = document["paper"]["columns"]
    if not 24 <= int(columns) <= 64:
        yield _problem("columns", "/paper/columns", str(columns))
    kinds = [block["type"] for block in document["blocks"]]
    for index, block in enumerate(document["blocks"]):
        path = f"/blocks/{index}"
        if block["type"] not in BLOCKS:
            yield _problem("unknown_block", path, block["type"])
            continue
        yield from _check_look(block, path)
        yield from _check_texts(block, path, int(columns))
    for needed, level in (("lines", "error"), ("totals", "error"), ("vat", "warning")):
        if needed not in kinds:
            yield _problem(f"no_{needed}", "/blocks", level=level)
    if "header" not in kinds and "company.org_number" not in str(document["blocks"]):
        yield _problem("no_org_number", "/blocks", level="warning")


def _check_look(block, path):
    """Conditions, choices and sizes: what a till could not draw."""
    for name, value in (block.get("if") or {}).items():
        if name not in CONDITIONS or not CONDITIONS[name](value):
            yield _problem("condition", f"{path}/if/{name}", f"{name}: {value}")
    for name, choices in CHOICES.items():
        if name == "size" and block["type"] == "qr":
            continue
        if block.get(name) is not None and block[name] not in choices:
            yield _problem("choice", f"{path}/{name}", f"{name}: {block[name]}")
    bounds = {"qr": ("size", 1, 16), "space": ("rows", 1, 10), "barcode": ("height_mm", 1, 30)}.get(block["type"])
    if bounds and block.get(bounds[0]) is not None and not _whole(block[bounds[0]], *bounds[1:]):
        yield _problem("number", f"{path}/{bounds[0]}", f"{bounds[0]}: {block[bounds[0]]}")


def _whole(value, low, high):
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _check_texts(block, path, columns):
    texts = block.get("text") if block["type"] in ("text", "return_terms") else None
    texts = list(texts.values()) if isinstance(texts, dict) else [texts] if texts else []
    if block["type"] in ("text", "return_terms") and not any(texts):
        yield _problem("no_text", path, level="warning")
    data = block.get("data") or ""
    if block["type"] == "qr" and not data.strip():
        yield _problem("no_data", f"{path}/data")
    for text in [*texts, data]:
        for match in FIELD.finditer(text):
            if match[1] is not None and match[1].strip() not in FIELDS:
                yield _problem("unknown_field", path, match[1])
        if "{" in FIELD.sub("", text):
            yield _problem("open_brace", path, text, level="warning")
    room = columns // 2 if block.get("size") in ("wide", "double") else columns
    yield from (problem for text in texts for problem in _check_width(block, path, text, room))


def _check_width(block, path, text, room):
    """Tills wrap what is too long between words; whoever writes it should know, and where."""
    filled = FIELD.sub(lambda match: "{" if match[1] is None else FIELDS.get(match[1].strip(), ""), text)
    for line in filled.splitlines():
        longest = max(line.split(), key=_width, default="")
        if _width(longest) > room:
            yield _problem("long_word", path, longest, level="warning")
        elif block["type"] == "text" and _width(line) > room:
            yield _problem("wrapped", path, line, level="warning")


def _width(text):
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
