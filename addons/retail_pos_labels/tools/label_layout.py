"""A design and the words → a label document (docs/box.md): everything placed, wrapped and measured; pure.

`measure(text, bold)` gives the width of a text whose letters are 1 mm high. A text that has too many words is
set smaller, down to SMALLEST of its size; what is still too much ends in "…". An element of which all
fields are empty is left out, so that "before" stands only where there is one.
"""

import re

from . import label_fields

SMALLEST = 0.7
FIELD = re.compile(r"\{(\w+)\}")
SHOWN = ("always", "campaign", "regular")
TYPES = ("text", "price", "box", "line", "barcode", "qr")
# The øre beside the kroner.
CENTS = 0.48
FRAME_MM = 0.5


def layout(design, fields, campaign, measure, lang="nb_NO", copies=1):
    """The label document of one label."""
    elements = []
    for element in design["elements"]:
        if element.get("show", "always") in ("always", "campaign" if campaign else "regular"):
            elements += _place(element, fields, measure)
    return {
        "version": 1,
        "width_mm": design["width_mm"],
        "height_mm": design["height_mm"],
        "copies": copies,
        "lang": lang,
        "elements": elements,
    }


def _place(element, fields, measure):
    kind = element["type"]
    if kind in ("box", "line"):
        return [_only(element, "type", "x_mm", "y_mm", "w_mm", "h_mm", "fill", "thickness_mm", "color")]
    text = filled(element.get("text", ""), fields)
    if not text:
        return []
    if kind == "text":
        return list(_lines(element, text, measure))
    if kind == "price":
        return list(_price(element, text, measure))
    return _code(element, text)


def filled(text, fields):
    """The text with its fields; empty when it has fields and all of them are."""
    names = FIELD.findall(text)
    if names and not any(fields.get(name) for name in names):
        return ""
    return re.sub(r"\s+", " ", FIELD.sub(lambda found: fields.get(found.group(1)) or "", text)).strip()


def _only(element, *names):
    return {name: element[name] for name in names if name in element}


def _lines(element, text, measure):
    bold, room = element.get("bold", False), element["w_mm"]
    size, lines = fit(text, room, element["size_mm"], element.get("lines", 1), lambda part: measure(part, bold))
    for number, line in enumerate(lines):
        yield {
            **_only(element, "x_mm", "w_mm", "bold", "align", "invert", "strike", "color"),
            "type": "text",
            "y_mm": round(element["y_mm"] + number * size * 1.15, 2),
            "size_mm": round(size, 2),
            "text": line,
        }


def fit(text, room, size, most, width):
    """(size, lines): as large as possible, at most so many lines."""
    for step in range(7):
        scaled = size * (1 - step * (1 - SMALLEST) / 6)
        lines = wrap(text, room / scaled, width)
        if len(lines) <= most and all(width(line) * scaled <= room + 1e-6 for line in lines):
            return scaled, lines
    scaled = size * SMALLEST
    lines = wrap(text, room / scaled, width)
    kept = lines[:most]
    last = kept[-1] if len(lines) <= most else f"{kept[-1]}…"
    while len(last) > 1 and width(last) * scaled > room:
        last = last[:-2].rstrip() + "…"
    return scaled, [*kept[:-1], last]


def wrap(text, room, width):
    lines = []
    for word in text.split(" "):
        if lines and width(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _price(element, text, measure):
    """Kroner as large as the box allows, øre raised beside them."""
    kroner, cents = re.fullmatch(r"(.*?)(?:[,.](\d+))?", text).groups()
    room, height = element["w_mm"], element["h_mm"]
    wide = measure(kroner, True) + CENTS * measure(cents, True) + 0.08 if cents else measure(kroner, True)
    size = min(height / 0.95, room / wide)
    total = wide * size
    x = element["x_mm"] + {"left": 0, "center": (room - total) / 2, "right": room - total}[element.get("align", "left")]
    y = element["y_mm"] + (height - size) / 2
    common = {"type": "text", "bold": True, **_only(element, "color", "invert")}
    first = measure(kroner, True) * size
    yield {**common, "x_mm": round(x, 2), "y_mm": round(y, 2), "w_mm": round(first + 0.05, 2), "size_mm": round(size, 2), "text": kroner}
    if cents:
        yield {
            **common,
            "x_mm": round(x + first + 0.08 * size, 2),
            "y_mm": round(y + 0.1 * size, 2),
            "w_mm": round(CENTS * measure(cents, True) * size + 0.05, 2),
            "size_mm": round(CENTS * size, 2),
            "text": cents,
        }


def _code(element, data):
    if element["type"] == "qr":
        return [{"type": "qr", "data": data, **_only(element, "x_mm", "y_mm", "w_mm")}]
    symbology = label_fields.symbology(data)
    if not symbology:
        return []
    return [
        {
            "type": "barcode",
            "symbology": symbology,
            "data": data,
            "text": bool(element.get("digits", True)),
            **_only(element, "x_mm", "y_mm", "w_mm", "h_mm"),
        }
    ]


def for_black_device(document):
    """The document for a device without colours: what is filled with a colour is a frame there."""
    elements = []
    for element in document["elements"]:
        plain = {name: value for name, value in element.items() if name != "color"}
        if element["type"] == "box" and element.get("color") and element.get("fill", True):
            plain |= {"fill": False, "thickness_mm": FRAME_MM}
        elements.append(plain)
    return {**document, "elements": elements}


def problems(design):
    """What is wrong in a design: [(code, place in elements or None, value)]."""
    width, height = design.get("width_mm"), design.get("height_mm")
    if not all(isinstance(side, (int, float)) and 10 <= side <= 450 for side in (width, height)):
        return [("size", None, None)]
    elements = design.get("elements")
    if not isinstance(elements, list) or not elements:
        return [("empty", None, None)]
    found = []
    for place, element in enumerate(elements):
        found += [(code, place, value) for code, value in _element_problems(element, width, height)]
    return found


def _element_problems(element, width, height):
    if not isinstance(element, dict) or element.get("type") not in TYPES:
        yield "type", str(element)[:40]
        return
    sides = [element.get(name) for name in _needed(element["type"])]
    if not all(isinstance(side, (int, float)) and not isinstance(side, bool) and side >= 0 for side in sides):
        yield "numbers", element["type"]
        return
    x, y, w = sides[:3]
    h = element.get("h_mm") or element.get("size_mm") or (w if element["type"] == "qr" else 0)
    if x + w > width + 0.01 or y + h > height + 0.01 or w <= 0:
        yield "outside", element.get("text") or element["type"]
    for name in FIELD.findall(str(element.get("text", ""))):
        if name not in label_fields.NAMES:
            yield "field", name
    if element["type"] not in ("box", "line") and not str(element.get("text", "")).strip():
        yield "no_text", element["type"]
    if element.get("show", "always") not in SHOWN:
        yield "type", str(element.get("show"))


def _needed(kind):
    return {
        "text": ("x_mm", "y_mm", "w_mm", "size_mm"),
        "price": ("x_mm", "y_mm", "w_mm", "h_mm"),
        "box": ("x_mm", "y_mm", "w_mm", "h_mm"),
        "line": ("x_mm", "y_mm", "w_mm", "h_mm"),
        "barcode": ("x_mm", "y_mm", "w_mm", "h_mm"),
        "qr": ("x_mm", "y_mm", "w_mm"),
    }[kind]
