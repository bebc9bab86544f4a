"""Structure of a till layout: pure checks that need no records. Problems carry a code, not a text."""

ACTIONS = {
    "open_drawer",
    "price_check",
    "customer",
    "return",
    "park",
    "resume",
    "discount",
    "coupon",
    "reprint",
    "cash_move",
}
MAX_COLUMNS, MAX_ROWS = 16, 12


def actions(document):
    """(path, action) of every button."""
    for page_index, page in enumerate(document.get("pages") or []):
        for index, button in enumerate(page.get("buttons") or []):
            yield f"/pages/{page_index}/buttons/{index}", button.get("action") or {}


def label_of(button):
    label = button.get("label")
    if isinstance(label, dict):
        return next((text for text in label.values() if text), "") or str(button.get("id", ""))
    return str(label or button.get("id", ""))


def check(document):
    """Problems of a layout document: [{"level", "code", "path", "name"}]."""
    try:
        return list(_check(document))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        return [_problem("shape", "", repr(error))]


def _problem(code, path, name="", level="error"):
    return {"level": level, "code": code, "path": path, "name": name}


def _check(document):
    columns, rows = int(document["grid"]["columns"]), int(document["grid"]["rows"])
    if not (1 <= columns <= MAX_COLUMNS and 1 <= rows <= MAX_ROWS):
        yield _problem("grid", "/grid", f"{columns} × {rows}")
    pages = document["pages"]
    if not pages:
        yield _problem("no_pages", "/pages")
    page_ids = [page["id"] for page in pages]
    button_ids = [button["id"] for page in pages for button in page["buttons"]]
    for ids in (page_ids, button_ids):
        for double in sorted({one for one in ids if ids.count(one) > 1}):
            yield _problem("double_id", "/pages", str(double))
    for page_index, page in enumerate(pages):
        taken = set()
        for index, button in enumerate(page["buttons"]):
            path = f"/pages/{page_index}/buttons/{index}"
            cells = {(x, y) for x in range(button["x"], button["x"] + button["w"]) for y in range(button["y"], button["y"] + button["h"])}
            if not cells or any(x < 0 or y < 0 or x >= columns or y >= rows for x, y in cells):
                yield _problem("outside", path, label_of(button))
            if cells & taken:
                yield _problem("overlap", path, label_of(button))
            taken |= cells
            yield from _check_action(button, path, page_ids)


def _check_action(button, path, page_ids):
    action = button.get("action") or {}
    if not action.get("type"):
        yield _problem("no_action", path, label_of(button))
    elif action["type"] == "page" and action.get("page") not in page_ids:
        yield _problem("no_page", path, label_of(button))
    elif action["type"] == "action" and action.get("name") not in ACTIONS:
        yield _problem("unknown_action", path, str(action.get("name")))
    if action.get("type") in ("category", "page") and not any((button.get("label") or {}).values()):
        yield _problem("no_label", path)
