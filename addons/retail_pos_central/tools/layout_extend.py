"""A layout that extends another one, put together with it: the server's side of core/layout/extend.js. Pure."""

#: Of these a null means "none"; any other null in an own button takes the base's value away.
WITH_NONE = {"color", "icon", "action"}
PLACE = ("x", "y", "w", "h")


def compose(base, own):
    """The layout that tills get: the base with what the own document adds, changes and hides."""
    grid = own.get("grid") or base["grid"]
    mine = {page["id"]: page for page in own.get("pages") or []}
    hidden = set(own.get("hidden") or [])
    pages = [_page(page, mine.get(page["id"]) or {}, grid) for page in base["pages"] if page["id"] not in hidden]
    known = {page["id"] for page in base["pages"]}
    pages += [page for page in own.get("pages") or [] if page["id"] not in known and not page.get("follows")]
    return {"version": 1, "grid": grid, "pages": _in_order(pages, own.get("order"))}


def as_own(document, prefix):
    """A whole document as the own part of a layout that begins to extend another: its pages are added."""
    taken = {page["id"]: f"{prefix}{page['id']}" for page in document.get("pages") or []}
    pages = [
        {**page, "id": taken[page["id"]], "buttons": [_renamed(button, prefix, taken) for button in page["buttons"]]}
        for page in document.get("pages") or []
        if page["buttons"]
    ]
    return {"version": 1, "extends": True, "ids": prefix, "pages": pages}


def _renamed(button, prefix, pages):
    action = button.get("action") or {}
    if action.get("type") == "page" and action.get("page") in pages:
        action = {**action, "page": pages[action["page"]]}
    return {**button, "id": f"{prefix}{button['id']}", "action": action or None}


def _page(base, own, grid):
    changes = {button["id"]: button for button in own.get("buttons") or []}
    hidden = set(own.get("hidden") or [])
    followed = [button for button in base["buttons"] if button["id"] not in hidden]
    known = {button["id"] for button in base["buttons"]}
    own_buttons = [button for button in own.get("buttons") or [] if button["id"] not in known and not button.get("follows")]
    merged = [_merge(button, changes.get(button["id"])) for button in followed]
    settled = {button_id for button_id, change in changes.items() if any(key in change for key in PLACE)}
    drawn = _make_room(merged, own_buttons, grid, settled)
    buttons = [drawn[button["id"]] for button in merged if button["id"] in drawn]
    return {**base, **({"name": own["name"]} if own.get("name") else {}), "buttons": buttons + own_buttons}


def _make_room(buttons, own, grid, settled):
    """Own buttons, and those that were given a place here, keep it; those of the base that lie where one of them
    does move to a free cell. What finds none is left out. {id: button}"""
    placed, drawn = list(own), {}
    for button in sorted(buttons, key=lambda button: button["id"] not in settled):
        if _is_free({key: button[key] for key in PLACE}, placed, grid):
            placed.append(button)
            drawn[button["id"]] = button
    for button in buttons:
        if button["id"] not in drawn:
            free = _first_free(button["w"], button["h"], placed, grid) or _first_free(1, 1, placed, grid)
            if free:
                drawn[button["id"]] = {**button, **free}
                placed.append(drawn[button["id"]])
    return drawn


def _merge(base, own):
    if not own:
        return base
    merged = {**base, **own}
    merged.pop("follows", None)
    return {key: value for key, value in merged.items() if value is not None or key in WITH_NONE}


def _first_free(width, height, placed, grid):
    for y in range(grid["rows"] - height + 1):
        for x in range(grid["columns"] - width + 1):
            place = {"x": x, "y": y, "w": width, "h": height}
            if _is_free(place, placed, grid):
                return place
    return None


def _is_free(place, placed, grid):
    x, y, w, h = (place[key] for key in PLACE)
    inside = x >= 0 and y >= 0 and w >= 1 and h >= 1 and x + w <= grid["columns"] and y + h <= grid["rows"]
    return inside and not any(
        x < other["x"] + other["w"] and other["x"] < x + w and y < other["y"] + other["h"] and other["y"] < y + h for other in placed
    )


def _in_order(pages, order):
    if not order:
        return pages
    places = {page_id: index for index, page_id in enumerate(order)}
    result = sorted((page for page in pages if page["id"] in places), key=lambda page: places[page["id"]])
    # A page that the base has got since then stands after the one that it follows there.
    for index, page in enumerate(pages):
        if page["id"] not in places:
            result.insert(result.index(pages[index - 1]) + 1 if index else 0, page)
    return result


def left_out(base, own):
    """(page, button) of the base that found no room beside the own ones."""
    whole = {page["id"]: page for page in compose(base, own)["pages"]}
    mine = {page["id"]: page for page in own.get("pages") or []}
    for page in base["pages"]:
        if page["id"] in whole:
            shown = {button["id"] for button in whole[page["id"]]["buttons"]}
            shown |= set((mine.get(page["id"]) or {}).get("hidden") or [])
            yield from ((page, button) for button in page["buttons"] if button["id"] not in shown)
