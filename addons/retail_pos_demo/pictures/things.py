"""Pictograms of household goods, care, leisure, tickets and print. Each: draw(canvas, color, accent)."""

from .canvas import darker, lighter


def roll(c, color, accent):
    c.rect(22, 34, 62, 82, color, 2)
    c.ellipse(42, 82, 20, 7, color)
    c.ellipse(42, 34, 20, 7, darker(color, 0.1))
    c.ellipse(42, 34, 7, 2.6, accent)
    c.poly([(62, 40), (84, 46), (84, 84), (62, 82)], lighter(color, 0.4))
    c.line([(26, 58), (58, 58)], accent, 3)
    c.line([(64, 60), (82, 63)], accent, 2.4)


def detergent(c, color, accent):
    c.rect(43, 8, 57, 20, darker(color, 0.4), 2)
    c.poly([(42, 20), (58, 20), (68, 36), (66, 88), (34, 88), (32, 36)], color)
    c.ellipse(50, 62, 13, 16, accent)
    c.ellipse(46, 60, 4, 4, lighter(color, 0.2))
    c.ellipse(54, 66, 5, 5, lighter(color, 0.2))


def spray(c, color, accent):
    c.poly([(36, 14), (64, 14), (64, 26), (44, 26), (36, 22)], darker(color, 0.35))
    c.poly([(40, 24), (46, 24), (40, 38), (36, 36)], darker(color, 0.5))
    c.rect(46, 24, 58, 38, darker(color, 0.2), 1)
    c.poly([(44, 38), (60, 38), (70, 54), (70, 90), (34, 90), (34, 54)], color)
    c.rect(34, 60, 70, 80, accent)
    for y in (14, 19, 24):
        c.ellipse(28 - abs(y - 19) * 0.2, y, 2, 2, lighter(color, 0.3))


def brush(c, color, accent):
    c.turned(35)
    c.rect(46, 44, 54, 94, color, 4)
    c.ellipse(50, 34, 20, 14, color)
    for k in range(-3, 4):
        c.line([(50 + k * 5, 26), (50 + k * 6.5, 10)], accent, 4)
    c.upright()


def cloth(c, color, accent):
    for dx, dy, shade in ((0, 16, 0.2), (4, 6, 0.1), (8, -4, 0)):
        c.rect(16 + dx, 40 + dy, 76 + dx, 66 + dy, darker(color, shade) if shade else color, 6)
    for x in (34, 48, 62, 74):
        c.line([(x, 38), (x, 60)], accent, 2)


def candle(c, color, accent):
    for x, top in ((34, 46), (62, 34)):
        c.rect(x - 13, top, x + 13, 86, color, 3)
        c.ellipse(x, top, 13, 4, lighter(color, 0.3))
        c.rect(x - 13, 78, x + 13, 88, accent, 3)
        c.ellipse(x, top - 12, 4.6, 9, "#f4a82a")
        c.ellipse(x, top - 10, 2.2, 5, "#fff4c0")


def match(c, color, accent):
    c.rect(14, 50, 86, 84, accent, 3)
    c.rect(14, 72, 86, 84, darker(accent, 0.4), 2)
    for k in range(5):
        x = 28 + k * 11
        c.rect(x - 2, 24, x + 2, 54, color)
        c.ellipse(x, 22, 4.4, 5.4, "#b8322c")


def toothbrush(c, color, accent):
    c.turned(-35)
    c.rect(8, 46, 92, 55, color, 4)
    c.rect(8, 44, 52, 57, darker(color, 0.15), 6)
    for k in range(5):
        c.rect(68 + k * 5, 34, 71.5 + k * 5, 48, accent if k % 2 else lighter(color, 0.5))
    c.upright()


def pump(c, color, accent):
    c.rect(46, 12, 54, 30, darker(color, 0.35))
    c.rect(30, 10, 56, 17, darker(color, 0.35), 3)
    c.rect(40, 26, 60, 34, darker(color, 0.25), 2)
    c.rect(30, 34, 70, 88, color, 9)
    c.rect(36, 48, 64, 76, accent, 4)
    c.ellipse(50, 60, 6, 8, color)


def stick(c, color, accent):
    c.ellipse(50, 26, 15, 12, lighter(accent, 0.2))
    c.rect(35, 24, 65, 40, lighter(accent, 0.2))
    c.rect(32, 38, 68, 62, darker(color, 0.2), 2)
    c.rect(30, 58, 70, 88, color, 4)
    c.line([(38, 73), (62, 73)], accent, 5)


def razor(c, color, accent):
    c.turned(30)
    c.rect(45, 30, 55, 92, color, 5)
    c.rect(26, 14, 74, 32, accent, 4)
    c.rect(29, 18, 71, 22, darker(accent, 0.35))
    c.line([(50, 44), (50, 80)], lighter(color, 0.4), 2)
    c.upright()


def plaster(c, color, accent):
    for a, main in ((35, darker(color, 0.12)), (-35, color)):
        c.turned(a).rect(10, 40, 90, 60, main, 10)
        c.rect(38, 42, 62, 58, lighter(color, 0.5), 2)
    for dx in (-5, 0, 5):
        c.ellipse(50 + dx, 50, 1.5, 1.5, accent)
    c.upright()


def pills(c, color, accent):
    c.rect(32, 14, 68, 28, darker(color, 0.3), 3)
    c.rect(28, 28, 72, 72, color, 7)
    c.rect(28, 40, 72, 60, accent)
    c.line([(42, 50), (58, 50)], "#3d8a45", 4)
    c.line([(50, 42), (50, 58)], "#3d8a45", 4)
    for x, y in ((26, 82), (46, 86), (70, 82)):
        c.ellipse(x, y, 8, 5, darker(color, 0.1))
        c.ellipse(x, y - 1, 7, 4, lighter(color, 0.3))


def bulb(c, color, accent):
    c.ellipse(50, 40, 25, 26, color)
    c.poly([(33, 56), (67, 56), (60, 72), (40, 72)], color)
    c.line([(43, 46), (47, 58), (53, 58), (57, 46)], "#d8a020", 2.4)
    for y in (74, 80, 86):
        c.rect(41, y - 3, 59, y + 2, accent, 2)
    c.ellipse(40, 32, 5, 7, lighter(color, 0.6))


def battery(c, color, accent):
    for x in (24, 42, 60):
        c.rect(x + 5, 16, x + 11, 24, "#b8c0c8", 1)
        c.rect(x, 22, x + 16, 46, accent, 2)
        c.rect(x, 44, x + 16, 86, color, 2)
        c.line([(x + 5, 34), (x + 11, 34)], "#ffffff", 2)
        c.line([(x + 8, 31), (x + 8, 37)], "#ffffff", 2)


def torch(c, color, accent):
    c.turned(-30)
    c.poly([(70, 50), (96, 30), (96, 70)], "#fbecb0")
    c.poly([(52, 42), (70, 32), (70, 68), (52, 58)], darker(color, 0.2))
    c.rect(8, 41, 54, 59, color, 4)
    c.rect(30, 46, 42, 51, accent, 2)
    c.upright()


def cable(c, color, accent):
    c.curve(50, 52, 28, 24, 40, 320, color, 5)
    c.curve(50, 52, 18, 15, 0, 360, color, 5)
    c.turned(-20, 74, 36).rect(70, 31, 84, 42, accent, 2)
    c.turned(20, 74, 68).rect(70, 63, 84, 74, accent, 2)
    c.upright()


def plug(c, color, accent):
    c.rect(40, 14, 45, 34, "#a8b0b8", 2)
    c.rect(56, 14, 61, 34, "#a8b0b8", 2)
    c.rect(26, 32, 74, 80, color, 12)
    c.rect(42, 66, 58, 72, accent, 3)
    c.poly([(54, 40), (42, 56), (50, 56), (46, 66), (60, 50), (51, 50)], "#f0b020")


def earphones(c, color, accent):
    c.curve(50, 42, 26, 26, 180, 360, color, 4)
    c.line([(24, 42), (28, 66), (50, 88)], color, 3)
    c.line([(76, 42), (72, 66), (50, 88)], color, 3)
    for x in (24, 76):
        c.ellipse(x, 46, 9, 11, accent)
        c.ellipse(x, 46, 4, 6, darker(accent, 0.3))


def umbrella(c, color, accent):
    c.line([(50, 20), (50, 78)], "#6a4a22", 3.4)
    c.curve(44, 78, 6, 8, 0, 180, "#6a4a22", 3.4)
    c.ellipse(50, 52, 40, 36, color, 180, 360)
    c.ellipse(50, 52, 15, 36, lighter(color, 0.15), 180, 360)
    for x in (23.3, 50, 76.7):
        c.ellipse(x, 53, 13.3, 6, accent, 180, 360)


def shirt(c, color, accent):
    c.poly([(34, 20), (66, 20), (90, 36), (80, 52), (70, 46), (70, 86), (30, 86), (30, 46), (20, 52), (10, 36)], color)
    c.ellipse(50, 20, 11, 8, darker(color, 0.3), 0, 180)
    c.rect(30, 58, 70, 65, accent)
    c.rect(30, 72, 70, 79, accent)


def sock(c, color, accent):
    c.turned(8)
    c.rect(36, 14, 62, 60, color, 3)
    c.poly([(36, 52), (62, 52), (62, 66), (36, 72)], color)
    c.turned(35, 50, 68).ellipse(44, 76, 14, 13, color)
    c.turned(8)
    c.ellipse(34, 76, 20, 11, color)
    c.ellipse(22, 77, 8, 9, accent)
    c.rect(36, 14, 62, 23, accent, 3)
    c.rect(36, 29, 62, 34, lighter(color, 0.5))
    c.upright()


def hat(c, color, accent):
    c.ellipse(50, 22, 11, 11, accent)
    c.ellipse(50, 66, 33, 42, color, 180, 360)
    for x in (34, 50, 66):
        c.poly([(x - 6, 56), (x, 44), (x + 6, 56), (x, 62)], accent)
    c.rect(14, 62, 86, 80, darker(color, 0.2), 6)


def mitten(c, color, accent):
    c.turned(-12)
    c.turned(-45, 72, 52).ellipse(70, 50, 8, 15, darker(color, 0.1))
    c.turned(-12)
    c.rect(32, 18, 64, 72, color, 16)
    for dx, dy in ((0, -8), (-6, 0), (6, 0), (0, 8), (-4, -4), (4, -4), (-4, 4), (4, 4)):
        c.ellipse(48 + dx, 44 + dy, 2.2, 2.2, accent)
    c.rect(30, 70, 66, 88, darker(color, 0.25), 4)
    c.upright()


def grill(c, color, accent):
    for x in (32, 50, 68):
        c.ellipse(x, 34, 6, 14, accent)
        c.ellipse(x, 38, 3, 8, "#f4c02e")
    c.poly([(12, 46), (88, 46), (78, 76), (22, 76)], "#a8b0b8")
    c.rect(8, 42, 92, 50, color, 3)
    for x in range(20, 86, 10):
        c.line([(x, 40), (x, 50)], color, 2)
    c.line([(20, 84), (80, 84)], color, 3)


def logs(c, color, accent):
    for x, y in ((30, 70), (54, 70), (78, 70), (42, 49), (66, 49), (54, 28)):
        c.ellipse(x, y, 13, 12, darker(color, 0.35))
        c.ellipse(x, y, 11, 10, lighter(accent, 0.55))
        c.curve(x, y, 6, 5.4, 0, 360, accent, 1.6)
        c.ellipse(x, y, 1.6, 1.6, accent)


def cards(c, color, accent):
    for a, suit in ((-22, "#1a1a22"), (0, "#1a1a22"), (22, accent)):
        c.turned(a, 50, 88).rect(33, 18, 67, 70, darker("#f4f6fa", 0.18), 4)
        c.rect(34.5, 19.5, 65.5, 68.5, color, 3)
        c.poly([(50, 32), (59, 45), (50, 58), (41, 45)], suit)
    c.upright()


def ball(c, color, accent):
    c.ellipse(50, 52, 33, 33, darker(color, 0.25))
    c.ellipse(50, 52, 31.5, 31.5, color)
    pentagon = [(50, 40), (61.4, 48.3), (57, 61.7), (43, 61.7), (38.6, 48.3)]
    c.poly(pentagon, accent)
    for (x, y), (ex, ey) in zip(pentagon, ((50, 22), (79, 43), (68, 76), (32, 76), (21, 43)), strict=True):
        c.line([(x, y), (ex, ey)], accent, 2)
        c.ellipse(ex, ey, 5, 5, accent)


def pencils(c, color, accent):
    for k, main in enumerate((accent, color, "#3d8a45", "#2f6fc8", "#8e44a8")):
        x = 22 + k * 12
        c.poly([(x, 30), (x + 10, 30), (x + 5, 14)], "#f0d8b0")
        c.poly([(x + 3.4, 19), (x + 6.6, 19), (x + 5, 14)], main)
        c.rect(x, 30, x + 10, 66, main)
    c.rect(16, 52, 86, 88, darker(color, 0.1), 4)
    c.rect(16, 64, 86, 74, "#ffffff")


def book(c, color, accent):
    c.rect(26, 14, 78, 88, darker(color, 0.3), 3)
    c.rect(28, 78, 78, 86, "#fdfaf0")
    c.rect(22, 12, 76, 80, color, 3)
    c.rect(22, 12, 30, 80, darker(color, 0.2), 2)
    c.rect(38, 24, 68, 34, accent, 1)
    c.ellipse(53, 56, 11, 11, accent)


def paper(c, color, accent):
    c.rect(22, 16, 82, 86, darker(color, 0.2), 2)
    c.rect(18, 12, 78, 84, color, 2)
    c.rect(24, 18, 72, 27, accent, 1)
    c.rect(24, 33, 46, 54, lighter(accent, 0.5))
    for y in (35, 41, 47, 53):
        c.line([(52, y), (71, y)], lighter(accent, 0.45), 2)
    for y in (62, 68, 74):
        c.line([(25, y), (71, y)], lighter(accent, 0.45), 2)


def ticket(c, color, accent):
    c.turned(-18)
    c.rect(10, 32, 90, 70, color, 5)
    c.rect(14, 36, 62, 66, lighter(color, 0.14), 3)
    for y in range(36, 70, 6):
        c.ellipse(68, y, 1.5, 1.5, accent)
    c.line([(22, 46), (52, 46)], accent, 5)
    c.line([(22, 56), (42, 56)], accent, 3.4)
    for k, w in enumerate((2, 1, 2.4, 1, 1.6)):
        c.rect(74 + k * 3, 42, 74 + k * 3 + w, 60, accent)
    c.upright()


def envelope(c, color, accent):
    c.rect(12, 28, 88, 78, darker(color, 0.25), 4)
    c.rect(13.5, 29.5, 86.5, 76.5, color, 3)
    c.line([(15, 32), (50, 58), (85, 32)], darker(color, 0.3), 2.6)
    c.ellipse(45, 54, 6.5, 6.5, accent)
    c.ellipse(55, 54, 6.5, 6.5, accent)
    c.poly([(39.5, 57), (60.5, 57), (50, 70)], accent)
