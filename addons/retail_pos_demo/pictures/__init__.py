"""Pictures of the demo's goods, drawn here: a flat pictogram on a tile of the category's colour."""

from . import fresh, packed, things
from .canvas import Canvas, darker, lighter, mix

__all__ = ["draw", "logo"]


def _shape(name):
    for module in (fresh, packed, things):
        shape = getattr(module, name, None)
        if shape:
            return shape
    raise ValueError(f"no pictogram is named {name!r}")


def draw(shape, color, accent, tile):
    """PNG of one product: `shape` names a function of fresh, packed or things."""
    canvas = Canvas(lighter(tile, 0.78))
    canvas.ellipse(50, 50, 46, 46, lighter(tile, 0.6))
    canvas.zoom = 0.78
    canvas.ellipse(50, 91, 30, 4, mix(lighter(tile, 0.6), "#1a1a22", 0.14))
    _shape(shape)(canvas, color, accent)
    return canvas.png()


def logo():
    """PNG of the chain's sign: a finch on a leaf."""
    c = Canvas("#ffffff")
    c.ellipse(50, 50, 48, 48, "#2f6f4f")
    c.turned(-18, 50, 80).ellipse(50, 80, 34, 9, "#8fc35a")
    c.upright().poly([(20, 62), (44, 50), (40, 68)], darker("#d9c83a", 0.15))
    c.ellipse(50, 52, 22, 18, "#d9c83a")
    c.ellipse(66, 38, 13, 12, "#e6d75a")
    c.poly([(77, 34), (90, 39), (77, 43)], "#f08a24")
    c.turned(20, 44, 52).ellipse(44, 52, 17, 9, "#5a8a2c")
    c.upright().ellipse(70, 36, 2.6, 2.6, "#1a1a22")
    return c.png()
