"""Structure of a receipt template: pure checks. The list of fields is that of core/receipt/fields.js."""

import re

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
FIELDS = {
    "store.name",
    "store.code",
    "store.address",
    "store.phone",
    "store.email",
    "store.website",
    "company.name",
    "company.org_number",
    "company.address",
    "company.phone",
    "company.email",
    "company.website",
    "till.name",
    "cashier.name",
    "order.number",
    "order.barcode",
    "order.date",
    "order.time",
    "order.reference",
    "order.note",
    "totals.to_pay",
    "totals.discount",
    "totals.savings",
    "copy.number",
    "customer.name",
    "customer.number",
    "customer.address",
    "customer.email",
}
# "{{" is a brace as such.
FIELD = re.compile(r"\{\{|\{([^{}]*)\}")


def check(document):
    """Problems of a template: [{"level", "code", "path", "name"}]."""
    try:
        return list(_check(document))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        return [_problem("shape", "", repr(error))]


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
        yield from _check_texts(block, path)
    for needed, level in (("lines", "error"), ("totals", "error"), ("vat", "warning")):
        if needed not in kinds:
            yield _problem(f"no_{needed}", "/blocks", level=level)
    if "header" not in kinds and "company.org_number" not in str(document["blocks"]):
        yield _problem("no_org_number", "/blocks", level="warning")


def _check_texts(block, path):
    texts = block.get("text")
    texts = list(texts.values()) if isinstance(texts, dict) else [texts] if texts else []
    if block["type"] == "text" and not any(texts):
        yield _problem("no_text", path, level="warning")
    for text in texts + [block.get("data") or ""]:
        for match in FIELD.finditer(text):
            if match[1] is not None and match[1].strip() not in FIELDS:
                yield _problem("unknown_field", path, match[1])
        if "{" in FIELD.sub("", text):
            yield _problem("open_brace", path, text, level="warning")
