"""A small drawing surface: flat shapes on a coloured tile, in coordinates from 0 to 100.

Everything becomes a polygon, so a group of shapes can be turned and scaled as one.
Drawn larger than needed and scaled down, which gives smooth edges.
"""

import io
import math

from PIL import Image, ImageDraw

SIZE_PX = 256
OVERSAMPLE = 2
COLORS = 32


def rgb(color):
    """'#rgb' or '#rrggbb' as a triple of 0..255."""
    digits = color.lstrip("#")
    if len(digits) == 3:
        digits = "".join(d * 2 for d in digits)
    return tuple(int(digits[i : i + 2], 16) for i in (0, 2, 4))


def mix(color, other, share):
    """`share` of `other` in `color`; both as '#rrggbb'."""
    pairs = zip(rgb(color), rgb(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def lighter(color, share=0.3):
    return mix(color, "#ffffff", share)


def darker(color, share=0.2):
    return mix(color, "#1a1a22", share)


class Canvas:
    """A square tile; shapes are laid on top of each other in the order they are drawn."""

    def __init__(self, background):
        edge = SIZE_PX * OVERSAMPLE
        self._scale = edge / 100
        self._image = Image.new("RGB", (edge, edge), rgb(background))
        self._draw = ImageDraw.Draw(self._image)
        self._turn = (0, 50, 50, 1)
        # How much of the tile the shapes fill: tills crop tiles to a landscape format.
        self.zoom = 1

    def turned(self, degrees, cx=50, cy=50, scale=1):
        """Turn and scale what is drawn from here on around a point; without arguments: back to upright."""
        self._turn = (math.radians(degrees), cx, cy, scale)
        return self

    def upright(self):
        return self.turned(0)

    def _place(self, points):
        angle, cx, cy, scale = self._turn
        cos, sin = math.cos(angle) * scale, math.sin(angle) * scale
        for x, y in points:
            dx, dy = x - cx, y - cy
            px, py = cx + dx * cos - dy * sin, cy + dx * sin + dy * cos
            yield ((50 + (px - 50) * self.zoom) * self._scale, (50 + (py - 50) * self.zoom) * self._scale)

    def poly(self, points, color):
        self._draw.polygon(list(self._place(points)), fill=rgb(color))

    def ellipse(self, cx, cy, rx, ry, color, start=0, end=360):
        """A whole ellipse, or the closed segment between two angles (0 = right, clockwise)."""
        self.poly(arc_points(cx, cy, rx, ry, start, end), color)

    def rect(self, x0, y0, x1, y1, color, radius=0):
        r = min(radius, (x1 - x0) / 2, (y1 - y0) / 2)
        if r <= 0:
            self.poly([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], color)
            return
        corners = ((x1 - r, y0 + r, -90), (x1 - r, y1 - r, 0), (x0 + r, y1 - r, 90), (x0 + r, y0 + r, 180))
        points = [p for cx, cy, a in corners for p in arc_points(cx, cy, r, r, a, a + 90, 8)]
        self.poly(points, color)

    def line(self, points, color, width=2):
        """A line with round ends and joints."""
        for (x0, y0), (x1, y1) in zip(points, points[1:], strict=False):
            length = math.hypot(x1 - x0, y1 - y0) or 1
            nx, ny = (y0 - y1) / length * width / 2, (x1 - x0) / length * width / 2
            self.poly([(x0 + nx, y0 + ny), (x1 + nx, y1 + ny), (x1 - nx, y1 - ny), (x0 - nx, y0 - ny)], color)
        for x, y in points:
            self.ellipse(x, y, width / 2, width / 2, color)

    def curve(self, cx, cy, rx, ry, start, end, color, width=2):
        self.line(arc_points(cx, cy, rx, ry, start, end, 24), color, width)

    def png(self):
        """The tile as a small PNG: few colours, one file of a few kB."""
        image = self._image.resize((SIZE_PX, SIZE_PX), Image.Resampling.LANCZOS)
        image = image.quantize(COLORS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        stream = io.BytesIO()
        image.save(stream, "PNG", optimize=True)
        return stream.getvalue()


def arc_points(cx, cy, rx, ry, start=0, end=360, steps=48):
    angles = (math.radians(start + (end - start) * i / steps) for i in range(steps + 1))
    return [(cx + rx * math.cos(a), cy + ry * math.sin(a)) for a in angles]
