"""Ready label designs: shelf, posters A6 to A4, jewellery; pure. Sizes in millimetres."""

SIZES = {
    "shelf": (60, 40),
    "shelf_small": (40, 25),
    "poster_a6": (105, 148),
    "poster_a5": (148, 210),
    "poster_a4": (210, 297),
    "jewellery": (30, 15),
}
CAMPAIGN_COLOR = "#ffd60a"


def preset(kind):
    """{"width_mm", "height_mm", "elements"} of a ready design."""
    width, height = SIZES[kind]
    makers = {"shelf": _shelf, "shelf_small": _shelf_small, "jewellery": _jewellery}
    elements = makers[kind]() if kind in makers else _poster(width, height)
    return {"version": 1, "width_mm": width, "height_mm": height, "elements": elements}


def _text(text, x, y, w, size, **more):
    return {"type": "text", "text": text, "x_mm": x, "y_mm": y, "w_mm": w, "size_mm": size, **more}


def _shelf():
    return [
        {
            "type": "box",
            "x_mm": 0,
            "y_mm": 9.5,
            "w_mm": 60,
            "h_mm": 19,
            "fill": True,
            "color": CAMPAIGN_COLOR,
            "show": "campaign",
        },
        _text("{name}", 2, 1.5, 56, 3.6, bold=True, lines=2),
        _text("{offer}", 2, 10, 25, 3.2, bold=True, lines=2),
        _text("{before}", 2, 18, 24, 3.2),
        _text("{valid}", 2, 23.5, 26, 2.3),
        {"type": "price", "text": "{price}", "x_mm": 24, "y_mm": 10, "w_mm": 34, "h_mm": 17, "align": "right"},
        _text("{unit_price}", 26, 29, 32, 3, align="right"),
        _text("{content}", 38, 32.5, 20, 2.6, align="right"),
        _text("{code}", 38, 36, 20, 2.2, align="right"),
        {"type": "barcode", "text": "{barcode}", "x_mm": 2, "y_mm": 29, "w_mm": 33, "h_mm": 10, "digits": True},
    ]


def _shelf_small():
    return [
        _text("{name}", 1.5, 1, 37, 2.8, bold=True, lines=2),
        _text("{before}", 1.5, 8, 16, 2.4),
        {"type": "price", "text": "{price}", "x_mm": 14, "y_mm": 7.5, "w_mm": 24.5, "h_mm": 9, "align": "right"},
        _text("{unit_price}", 18, 17, 20.5, 2.2, align="right"),
        _text("{code}", 22, 21.5, 16.5, 2, align="right"),
        {"type": "barcode", "text": "{barcode}", "x_mm": 1.5, "y_mm": 17, "w_mm": 20, "h_mm": 7, "digits": False},
    ]


def _jewellery():
    return [
        _text("{name}", 1, 0.8, 28, 2, lines=1),
        {"type": "price", "text": "{price}", "x_mm": 1, "y_mm": 3.2, "w_mm": 17, "h_mm": 5.5, "align": "left"},
        _text("{before}", 1, 9, 17, 1.8),
        _text("{code}", 1, 12, 17, 1.8),
        {"type": "qr", "text": "{barcode}", "x_mm": 19, "y_mm": 4, "w_mm": 10},
    ]


def _poster(width, height):
    """One poster for all sizes: everything is a share of the sheet."""
    unit, margin = height / 100, width * 0.07
    room = width - 2 * margin
    return [
        {
            "type": "box",
            "x_mm": 0,
            "y_mm": 0,
            "w_mm": width,
            "h_mm": round(16 * unit, 1),
            "fill": True,
            "color": CAMPAIGN_COLOR,
            "show": "campaign",
        },
        _text("{offer}", margin, round(3 * unit, 1), room, round(5 * unit, 1), bold=True, lines=2, align="center", show="campaign"),
        _text("{name}", margin, round(20 * unit, 1), room, round(6.5 * unit, 1), bold=True, lines=3, align="center"),
        _text("{content}", margin, round(42 * unit, 1), room, round(3 * unit, 1), align="center"),
        {
            "type": "price",
            "text": "{price}",
            "x_mm": margin,
            "y_mm": round(47 * unit, 1),
            "w_mm": room,
            "h_mm": round(24 * unit, 1),
            "align": "center",
        },
        _text("{before}", margin, round(73 * unit, 1), room, round(4.5 * unit, 1), align="center"),
        _text("{unit_price}", margin, round(79 * unit, 1), room, round(3 * unit, 1), align="center"),
        _text("{valid}", margin, round(84 * unit, 1), room, round(2.6 * unit, 1), align="center"),
        {
            "type": "barcode",
            "text": "{barcode}",
            "x_mm": margin,
            "y_mm": round(89 * unit, 1),
            "w_mm": round(width * 0.35, 1),
            "h_mm": round(7 * unit, 1),
            "digits": True,
        },
        _text("{store}", round(width / 2, 1), round(94 * unit, 1), round(width / 2 - margin, 1), round(2 * unit, 1), align="right"),
    ]
