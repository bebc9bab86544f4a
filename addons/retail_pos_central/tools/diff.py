"""Differences of two JSON documents, by place; lists of things with an id are compared by id. Pure."""


def changes(old, new, place=()):
    """[(code, place, before, after)] with code "added", "removed" or "changed"."""
    if old is None and new is None:
        return []
    if isinstance(old, dict) and isinstance(new, dict):
        return _of_dicts(old, new, place)
    if isinstance(old, list) and isinstance(new, list) and _have_ids(old + new):
        return _of_dicts(_by_id(old), _by_id(new), place)
    if old == new:
        return []
    return [("changed" if old is not None and new is not None else "added" if old is None else "removed", place, brief(old), brief(new))]


def _of_dicts(old, new, place):
    found = []
    for key in [*old, *(key for key in new if key not in old)]:
        found += changes(old.get(key), new.get(key), (*place, key))
    return found


def _have_ids(items):
    return bool(items) and all(isinstance(item, dict) and "id" in item for item in items)


def _by_id(items):
    return {name_of(item): item for item in items}


def name_of(item):
    """What people call a thing: its label or name, else its id."""
    for key in ("label", "name"):
        text = item.get(key)
        if isinstance(text, dict):
            text = next((one for one in text.values() if one), None)
        if text:
            return str(text)
    return str(item["id"])


def brief(value):
    if isinstance(value, dict):
        return ", ".join(f"{key} {brief(item)}" for key, item in value.items())
    if isinstance(value, list):
        return ", ".join(brief(item) for item in value)
    return str(value)


def flat_changes(old, new):
    """[(key, before, after)] of the top level only."""
    keys = [*old, *(key for key in new if key not in old)]
    return [(key, old.get(key), new.get(key)) for key in keys if old.get(key) != new.get(key)]
