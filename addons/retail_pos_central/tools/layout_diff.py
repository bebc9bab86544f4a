"""What a person sees differ between two till layouts: pages and buttons, by their ids. Pure, coded."""

from .layout_check import label_of, page_name


def changes(old, new):
    """[(code, {values})] in the order of the new layout, what is gone last."""
    found = []
    if old.get("grid") != new.get("grid"):
        found.append(("grid", {"before": _size(old), "after": _size(new)}))
    old_pages = {page["id"]: page for page in old.get("pages", [])}
    new_pages = {page["id"]: page for page in new.get("pages", [])}
    for page_id, page in new_pages.items():
        if page_id not in old_pages:
            found.append(("page_added", {"page": page_name(page), "count": len(page["buttons"])}))
        else:
            found += _page_changes(old_pages[page_id], page)
    found += [("page_removed", {"page": page_name(page)}) for page_id, page in old_pages.items() if page_id not in new_pages]
    return found


def _size(document):
    grid = document.get("grid") or {}
    return f"{grid.get('columns')} × {grid.get('rows')}"


def _page_changes(old, new):
    found, page = [], page_name(new)
    if old.get("name") != new.get("name"):
        found.append(("page_renamed", {"before": page_name(old), "page": page}))
    old_buttons = {button["id"]: button for button in old["buttons"]}
    new_buttons = {button["id"]: button for button in new["buttons"]}
    for button_id, button in new_buttons.items():
        before = old_buttons.get(button_id)
        if before is None:
            found.append(("button_added", {"page": page, "button": button}))
        else:
            found += _button_changes(before, button, page)
    found += [
        ("button_removed", {"page": page, "button": button}) for button_id, button in old_buttons.items() if button_id not in new_buttons
    ]
    return found


def _button_changes(old, new, page):
    values = {"page": page, "button": new, "before": old}
    place = ("x", "y", "w", "h")
    if old.get("action") != new.get("action"):
        yield "button_action", values
    if old.get("label") != new.get("label"):
        yield "button_label", {**values, "old_label": label_of(old), "new_label": label_of(new)}
    if [old.get(key) for key in place] != [new.get(key) for key in place]:
        yield "button_moved", values
    known = {"id", "action", "label", *place}
    looks = {key: value for key, value in new.items() if key not in known}
    if looks != {key: value for key, value in old.items() if key not in known}:
        yield "button_looks", values
