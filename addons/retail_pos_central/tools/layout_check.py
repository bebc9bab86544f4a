"""What is wrong in a till layout: pure checks that need no records. Problems carry a code, not a text.

The layout editor says the same (static/src/core/layout/check.js); `tests/layout_check_cases.json` holds both together.
"""

import json
import re
from datetime import datetime

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
    "x_report",
    "parked_slip",
    "gift_receipt",
    "payment_slip",
    "text_entry",
    "training",
}
ROLES = {"manager", "cashier", "minimal"}
KEYS = {"F1", "F2", "F3", "F4", "F6", "F7", "F8", "F9", "F10"}
MAX_COLUMNS, MAX_ROWS = 16, 12
MAX_STEPS = 10
MAX_TEXT = 80
MAX_IMAGE_KB = 60
MAX_LAYOUT_MB = 4
COLOR = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})", re.I)
ICON = re.compile(r"fa-[a-z0-9-]+")
IMAGE = re.compile(r"data:image/(png|jpeg|webp);base64,[A-Za-z0-9+/]+={0,2}")
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")
WEB_ADDRESS = re.compile(r"https?://(?P<host>[^\s/?#@\\:]+)(:\d+)?([/?#]\S*)?", re.I)


def steps_of(action):
    """What a button does, one after another."""
    action = action or {}
    return action.get("steps") or [] if action.get("type") == "sequence" else [action]


def actions(document):
    """(path, action) of every button's steps."""
    for page_index, page in enumerate(document.get("pages") or []):
        for index, button in enumerate(page.get("buttons") or []):
            for step in steps_of(button.get("action")):
                yield f"/pages/{page_index}/buttons/{index}", step or {}


def label_of(button, lang=None):
    return _words(button.get("label"), lang) or str(button.get("id", ""))


def page_name(page, lang=None):
    return _words(page.get("name"), lang) or str(page.get("id", ""))


def _words(texts, lang):
    """In that language, else in any."""
    if isinstance(texts, dict):
        return texts.get(lang) or next((text for text in texts.values() if text), "")
    return str(texts or "")


def host_of(url):
    match = WEB_ADDRESS.fullmatch(str(url or ""))
    return match and match["host"].lower()


def check(document):
    """Problems of a whole layout document: [{"level", "code", "path", "name"}]."""
    if not _is_whole(document):
        return [_problem("not_object", "")]
    try:
        return list(_check(document))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        return [_problem("not_object", "", repr(error))]


def _problem(code, path, name="", level="error"):
    return {"level": level, "code": code, "path": path, "name": name}


def _is_whole(document):
    pages = document.get("pages") if isinstance(document, dict) else None
    return (
        isinstance(pages, list)
        and bool(pages)
        and isinstance(document.get("grid"), dict)
        and all(isinstance(page, dict) and isinstance(page.get("buttons"), list) for page in pages)
        and all(
            isinstance(button, dict) and all(type(button.get(key)) is int for key in ("x", "y", "w", "h"))
            for page in pages
            for button in page["buttons"]
        )
    )


def _check(document):
    size = len(json.dumps(document, ensure_ascii=False, separators=(",", ":"))) / 1e6
    if size > MAX_LAYOUT_MB:
        yield _problem("too_large", "", f"{size:.1f}")
    columns, rows = document["grid"].get("columns"), document["grid"].get("rows")
    if type(columns) is not int or type(rows) is not int or not (1 <= columns <= MAX_COLUMNS and 1 <= rows <= MAX_ROWS):
        yield _problem("grid", "/grid", f"{columns} × {rows}")
        columns, rows = MAX_COLUMNS, MAX_ROWS
    page_ids, seen, keys = [page.get("id") for page in document["pages"]], set(), {}
    for index, page_id in enumerate(page_ids):
        if not page_id or page_id in page_ids[:index]:
            yield _problem("duplicate_page", f"/pages/{index}", str(page_id))
    for page_index, page in enumerate(document["pages"]):
        for index, button in enumerate(page["buttons"]):
            path, name = f"/pages/{page_index}/buttons/{index}", label_of(button)
            if not button.get("id") or button["id"] in seen:
                yield _problem("duplicate_button", path, str(button.get("id")))
            seen.add(button.get("id"))
            if not _is_inside(button, columns, rows):
                yield _problem("outside", path, name)
            under = next((other for other in page["buttons"][:index] if _overlap(button, other)), None)
            if under:
                yield {**_problem("overlap", path, name), "other": under}
            for code in (*_look(button), *_key(button, keys), *_condition(button), *_action(button.get("action"), page_ids)):
                yield _problem(code, path, name)


def _is_inside(one, columns, rows):
    sized = one["w"] >= 1 and one["h"] >= 1
    return sized and one["x"] >= 0 and one["y"] >= 0 and one["x"] + one["w"] <= columns and one["y"] + one["h"] <= rows


def _overlap(one, other):
    return (
        one["x"] < other["x"] + other["w"]
        and other["x"] < one["x"] + one["w"]
        and one["y"] < other["y"] + other["h"]
        and other["y"] < one["y"] + one["h"]
    )


def _look(button):
    if button.get("color") and not COLOR.fullmatch(button["color"]):
        yield "color"
    if button.get("icon") and not ICON.fullmatch(button["icon"]):
        yield "icon"
    if button.get("image"):
        if round(len(button["image"]) / 1365) > MAX_IMAGE_KB:
            yield "image_size"
        elif not IMAGE.fullmatch(button["image"]):
            yield "image"
    texts = [text for text in (button.get("label") or {}).values() if text]
    if (button.get("action") or {}).get("type") in ("category", "page", "sequence", "url") and not texts:
        yield "no_label"
    if any(len(text) > MAX_TEXT for text in texts):
        yield "text"


def _key(button, keys):
    """One key leads to one button, on whichever page that is."""
    key = button.get("key")
    if key and key not in KEYS:
        yield "key"
    elif key and key in keys:
        yield "duplicate_key"
    if key:
        keys[key] = True


def _condition(button):
    if not set(button.get("roles") or []) | set(button.get("use_roles") or []) <= ROLES:
        yield "role"
    if button.get("if") and not _is_condition(button["if"]):
        yield "condition"


def _is_condition(condition):
    try:
        for name in ("from", "to"):
            if condition.get(name):
                datetime.fromisoformat(condition[name])
        hours = all(CLOCK.fullmatch(start) and CLOCK.fullmatch(end) and start < end for start, end in condition.get("hours") or [])
        days = all(type(day) is int and 1 <= day <= 7 for day in condition.get("weekdays") or [])
    except (AttributeError, TypeError, ValueError):
        return False
    return hours and days and condition.get("training") in (None, True, False)


def _action(action, page_ids):
    """Codes of what is wrong in an action."""
    kind = action.get("type") if isinstance(action, dict) else None
    if kind == "product":
        if type(action.get("product_id")) is not int:
            yield "no_product"
        if "qty" in action and not _is_quantity(action["qty"]):
            yield "qty"
    elif kind == "category":
        if type(action.get("category_id")) is not int:
            yield "no_category"
    elif kind == "page":
        if action.get("page") not in page_ids:
            yield "no_page"
    elif kind == "action":
        if action.get("name") not in ACTIONS:
            yield "unknown_action"
        for percent in (action.get("percent"), *(action.get("limits") or {}).values()):
            if percent is not None and not (type(percent) is int and 1 <= percent <= 100):
                yield "percent"
    elif kind == "url":
        if not host_of(action.get("url")):
            yield "url"
    elif kind == "sequence":
        yield from _sequence(action, page_ids)
    else:
        yield "no_action"


def _sequence(action, page_ids):
    steps = action.get("steps") if isinstance(action.get("steps"), list) else []
    if not 1 <= len(steps) <= MAX_STEPS or any(isinstance(step, dict) and step.get("type") == "sequence" for step in steps):
        yield "steps"
        return
    for step in steps:
        yield from _action(step, page_ids)


def _is_quantity(text):
    try:
        return float(text) > 0
    except (TypeError, ValueError):
        return False
