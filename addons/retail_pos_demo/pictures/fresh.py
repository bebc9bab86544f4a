"""Pictograms of fresh goods: fruit, vegetables, bread, meat, fish. Each: draw(canvas, color, accent)."""

from .canvas import arc_points, darker, lighter


def apple(c, color, accent):
    c.ellipse(40, 56, 21, 25, color)
    c.ellipse(60, 56, 21, 25, color)
    c.ellipse(38, 48, 6, 9, lighter(color, 0.35))
    c.line([(50, 36), (53, 22)], accent, 3.5)
    c.turned(-30, 62, 27).ellipse(62, 27, 10, 5, "#5aa046")
    c.upright()


def pear(c, color, accent):
    c.ellipse(50, 62, 23, 21, color)
    c.ellipse(50, 40, 13, 18, color)
    c.poly([(38, 44), (62, 44), (72, 58), (28, 58)], color)
    c.ellipse(40, 60, 5, 9, lighter(color, 0.35))
    c.line([(50, 26), (54, 15)], "#6a4a22", 3.5)
    c.turned(-25, 63, 21).ellipse(63, 21, 9, 4.5, accent)
    c.upright()


def banana(c, color, accent):
    for dx, shade in ((8, 0.12), (0, 0)):
        body = darker(color, shade) if shade else color
        c.curve(30 + dx, 22 + dx, 42, 48, 5, 85, body, 15)
    c.line([(72, 24), (72, 17)], accent, 6)
    c.ellipse(34, 70, 5, 5, accent)


def citrus(c, color, accent):
    c.ellipse(45, 52, 27, 27, color)
    c.ellipse(36, 42, 7, 6, lighter(color, 0.4))
    c.turned(-25, 52, 22).ellipse(60, 22, 12, 6, accent)
    c.upright()
    c.ellipse(66, 64, 21, 21, darker(color, 0.12))
    c.ellipse(66, 64, 18.5, 18.5, "#fff8e6")
    for k in range(8):
        a = k * 45 + 4
        c.poly([(66, 64), *arc_points(66, 64, 16, 16, a, a + 37, 8)], lighter(color, 0.15))


def berries(c, color, accent):
    spots = ((34, 58), (54, 46), (52, 68), (72, 60), (40, 40), (66, 38))
    for x, y in spots:
        c.ellipse(x, y, 14, 14, darker(color, 0.25))
        c.ellipse(x, y, 12.5, 12.5, color)
        c.ellipse(x - 4, y - 4, 3.5, 3, lighter(color, 0.45))
    c.turned(20, 80, 30).ellipse(82, 28, 10, 5, accent)
    c.upright()


def strawberry(c, color, accent):
    c.poly([(24, 42), (76, 42), (60, 76), (50, 84), (40, 76)], color)
    c.ellipse(37, 44, 14, 12, color)
    c.ellipse(63, 44, 14, 12, color)
    for x, y in ((38, 50), (50, 54), (62, 50), (44, 64), (56, 64), (50, 74)):
        c.ellipse(x, y, 1.5, 2.2, "#f8dc8a")
    for a in (-60, -30, 0, 30, 60):
        c.turned(a, 50, 30).ellipse(50, 38, 4.5, 10, accent)
    c.upright().line([(50, 30), (52, 18)], accent, 3.5)


def grapes(c, color, accent):
    for row, count in enumerate((4, 4, 3, 2, 1)):
        for k in range(count):
            x, y = 50 + (k - (count - 1) / 2) * 14, 38 + row * 11
            c.ellipse(x, y, 8.5, 8.5, darker(color, 0.2))
            c.ellipse(x, y, 7.5, 7.5, color)
            c.ellipse(x - 2.5, y - 2.5, 2, 2, lighter(color, 0.45))
    c.line([(50, 30), (50, 16)], "#6a4a22", 3.5)
    c.turned(-20, 64, 22).ellipse(64, 22, 13, 7, accent)
    c.upright()


def melon(c, color, accent):
    c.ellipse(50, 36, 38, 42, accent, 0, 180)
    c.ellipse(50, 36, 34, 37, "#eef6dc", 0, 180)
    c.ellipse(50, 36, 31, 33, color, 0, 180)
    for x, y in ((34, 44), (50, 46), (66, 44), (42, 56), (58, 56)):
        c.ellipse(x, y, 1.8, 3, "#2a2a2e")


def pineapple(c, color, accent):
    for a in (-40, -20, 0, 20, 40):
        c.turned(a, 50, 40).ellipse(50, 24, 4.5, 16, accent)
    c.upright().ellipse(50, 62, 20, 26, color)
    for k in range(-2, 3):
        c.line([(38 + k * 8, 44 + abs(k) * 2), (56 + k * 5, 82 - abs(k) * 3)], darker(color, 0.25), 1.6)
        c.line([(62 + k * 8, 44 + abs(k) * 2), (44 + k * 5, 82 - abs(k) * 3)], darker(color, 0.25), 1.6)


def avocado(c, color, accent):
    c.turned(25)
    c.ellipse(50, 60, 24, 23, color)
    c.ellipse(50, 38, 14, 20, color)
    c.ellipse(50, 60, 19, 18, accent)
    c.ellipse(50, 40, 9.5, 15, accent)
    c.ellipse(50, 61, 10, 10, "#7a4a26")
    c.ellipse(47, 58, 3, 3, "#a8703f")
    c.upright()


def carrot(c, color, accent):
    c.turned(38)
    for a in (-22, 0, 22):
        c.line([(50, 28), (50 + a * 0.7, 10)], accent, 6)
    c.poly([(36, 32), (64, 32), (54, 84), (50, 90), (46, 84)], color)
    c.ellipse(50, 32, 14, 8, color)
    for y, w in ((46, 8), (58, 6), (70, 4)):
        c.line([(50, y), (50 + w, y - 1)], darker(color, 0.2), 1.8)
    c.upright()


def potato(c, color, accent):
    c.turned(-15).ellipse(40, 56, 24, 18, darker(color, 0.15))
    c.turned(20).ellipse(58, 54, 26, 19, color)
    c.upright()
    for x, y in ((50, 48), (64, 62), (46, 62), (70, 52)):
        c.ellipse(x, y, 2.2, 1.5, accent)


def onion(c, color, accent):
    c.ellipse(50, 58, 27, 24, color)
    c.poly([(40, 40), (60, 40), (53, 16), (48, 16)], color)
    for w in (24, 14, 5):
        c.curve(50, 50, w, 32, 20, 160, accent, 1.4)
    c.line([(46, 82), (43, 87)], accent, 1.6)
    c.line([(54, 82), (57, 87)], accent, 1.6)


def leek(c, color, accent):
    c.turned(35)
    c.rect(43, 44, 57, 92, accent, 6)
    c.poly([(43, 52), (57, 52), (72, 8), (60, 8), (50, 36), (40, 8), (28, 8)], color)
    c.line([(50, 40), (50, 56)], darker(color), 2)
    c.upright()


def cucumber(c, color, accent):
    c.turned(-30)
    c.rect(12, 40, 72, 62, color, 11)
    c.line([(20, 46), (60, 46)], lighter(color), 2)
    c.ellipse(72, 51, 13, 15, darker(color, 0.2))
    c.ellipse(72, 51, 11, 13, accent)
    c.ellipse(72, 51, 6, 8, lighter(accent, 0.4))
    c.upright()


def tomato(c, color, accent):
    c.ellipse(50, 56, 29, 26, color)
    c.ellipse(38, 48, 7, 6, lighter(color, 0.35))
    for a in (-80, -40, 0, 40, 80):
        c.turned(a, 50, 32).ellipse(50, 40, 3, 9, accent)
    c.upright().line([(50, 33), (52, 22)], accent, 3)


def pepper(c, color, accent):
    c.ellipse(36, 54, 15, 26, color)
    c.ellipse(64, 54, 15, 26, color)
    c.ellipse(50, 56, 14, 28, lighter(color, 0.12))
    c.ellipse(34, 46, 4, 9, lighter(color, 0.4))
    c.line([(50, 32), (50, 26), (57, 16)], accent, 6)


def broccoli(c, color, accent):
    c.rect(43, 50, 57, 86, accent, 5)
    c.poly([(45, 62), (30, 52), (34, 46), (50, 54)], accent)
    c.poly([(55, 62), (70, 52), (66, 46), (50, 54)], accent)
    for x, y, r in ((30, 44, 13), (70, 44, 13), (50, 32, 16), (40, 44, 13), (60, 44, 13)):
        c.ellipse(x, y, r, r, color)
    for x, y in ((30, 40), (48, 26), (66, 40), (52, 42), (40, 36)):
        c.ellipse(x, y, 4, 4, lighter(color, 0.25))


def salad(c, color, accent):
    for x, y, r in ((32, 52, 18), (68, 52, 18), (50, 38, 20), (50, 60, 24)):
        c.ellipse(x, y, r, r * 0.9, accent)
        c.ellipse(x, y - 2, r - 3, r * 0.9 - 3, color)
    for x in (40, 50, 60):
        c.line([(50, 80), (x, 48)], lighter(color, 0.4), 1.8)


def mushroom(c, color, accent):
    for x, y, s in ((36, 46, 0.8), (62, 56, 1)):
        c.rect(x - 8 * s, y, x + 8 * s, y + 26 * s, lighter(color, 0.4), 5)
        c.ellipse(x, y + 3, 25 * s, 24 * s, accent, 180, 360)
        c.ellipse(x, y + 1, 25 * s, 24 * s, color, 180, 360)


def loaf(c, color, accent):
    c.rect(14, 40, 86, 74, color, 14)
    c.ellipse(50, 46, 36, 18, color)
    for x in (30, 46, 62):
        c.line([(x, 50), (x + 9, 36)], accent, 4.5)
    c.line([(22, 70), (78, 70)], darker(color), 2)


def bun(c, color, accent):
    c.ellipse(50, 62, 33, 16, darker(color, 0.15))
    c.ellipse(50, 58, 33, 28, color, 180, 360)
    c.rect(17, 56, 83, 63, accent, 3)
    for x, y in ((38, 44), (50, 38), (62, 45), (46, 50), (57, 52)):
        c.turned(25, x, y).ellipse(x, y, 2.6, 1.5, accent)
    c.upright()


def baguette(c, color, accent):
    c.turned(-32).rect(10, 38, 90, 62, color, 12)
    for x in (26, 42, 58, 74):
        c.line([(x - 4, 58), (x + 4, 43)], accent, 4)
    c.upright()


def croissant(c, color, accent):
    for a, r in ((-64, 9), (64, 9), (-34, 13), (34, 13), (0, 16)):
        c.turned(a, 50, 76)
        c.ellipse(50, 42, r, 15, accent)
        c.ellipse(50, 41, r - 2, 13.5, color)
    c.upright()


def swirl(c, color, accent):
    c.ellipse(50, 56, 33, 30, darker(color, 0.12))
    c.ellipse(50, 53, 32, 28, color)
    for r in (23, 15, 7):
        c.curve(50, 53, r, r * 0.85, 20, 330, accent, 4)


def flatbread(c, color, accent):
    c.ellipse(50, 66, 36, 14, darker(color, 0.15))
    c.ellipse(50, 58, 36, 16, darker(color, 0.05))
    c.ellipse(50, 50, 36, 18, color)
    for x, y in ((34, 46), (48, 54), (62, 45), (70, 54), (44, 42)):
        c.ellipse(x, y, 3.6, 1.8, accent)


def crisp(c, color, accent):
    for dx, dy, shade in ((8, 8, 0.15), (0, 0, 0)):
        c.rect(20 + dx, 22 + dy, 70 + dx, 72 + dy, darker(color, shade) if shade else color, 4)
    for x in range(28, 68, 9):
        for y in range(30, 70, 9):
            c.ellipse(x, y, 1.7, 1.7, accent)


def cake(c, color, accent):
    c.poly([(16, 46), (62, 30), (86, 46), (40, 62)], color)
    c.poly([(16, 46), (40, 62), (40, 82), (16, 66)], darker(color, 0.15))
    c.poly([(40, 62), (86, 46), (86, 66), (40, 82)], lighter(color, 0.3))
    c.line([(40, 72), (86, 56)], accent, 3)
    c.line([(16, 56), (40, 72)], darker(accent), 3)
    c.ellipse(54, 38, 6, 6, accent)


def mince(c, color, accent):
    c.rect(14, 40, 86, 78, "#d8dde2", 8)
    c.rect(19, 36, 81, 70, accent, 7)
    for k in range(6):
        c.curve(29 + k * 8.5, 53, 6, 12, 150, 390, color if k % 2 else lighter(color, 0.18), 6)


def steak(c, color, accent):
    c.ellipse(44, 50, 28, 26, accent)
    c.ellipse(62, 60, 22, 19, accent)
    c.ellipse(44, 50, 24, 22, color)
    c.ellipse(61, 60, 18, 15, color)
    c.line([(32, 44), (44, 50), (54, 62)], accent, 3)
    c.ellipse(40, 58, 5, 4, accent)


def drumstick(c, color, accent):
    c.turned(-40)
    c.line([(50, 60), (50, 88)], accent, 8)
    c.ellipse(46, 89, 6, 6, accent)
    c.ellipse(54, 89, 6, 6, accent)
    c.ellipse(50, 40, 23, 29, color)
    c.ellipse(42, 34, 6, 11, lighter(color, 0.3))
    c.upright()


def sausage(c, color, accent):
    for dy in (-14, 2, 18):
        c.curve(50, 26 + dy, 34, 28, 25, 155, accent, 14)
        c.curve(50, 25 + dy, 34, 28, 27, 153, color, 11)


def meatballs(c, color, accent):
    c.ellipse(50, 70, 36, 12, "#e4e8ec")
    for x, y in ((34, 60), (66, 60), (50, 64), (42, 44), (58, 44)):
        c.ellipse(x, y, 14, 13, accent)
        c.ellipse(x, y - 1, 12.5, 11.5, color)
        c.ellipse(x - 4, y - 5, 3, 2.4, lighter(color, 0.3))


def bacon(c, color, accent):
    for dy in (-18, 0, 18):
        wave = [(12 + k * 6, 50 + dy + (4 if k % 4 in (1, 2) else -2)) for k in range(13)]
        c.line(wave, color, 12)
        c.line(wave, accent, 3.5)


def ham(c, color, accent):
    for dx, dy in ((-10, -8), (0, 2), (10, 12)):
        c.ellipse(50 + dx, 48 + dy, 28, 20, accent)
        c.ellipse(50 + dx, 48 + dy, 25, 17, color)


def salami(c, color, accent):
    for x, y in ((36, 42), (62, 46), (48, 64)):
        c.ellipse(x, y, 21, 21, darker(color, 0.35))
        c.ellipse(x, y, 18.5, 18.5, color)
        for dx, dy in ((-7, -4), (5, -8), (7, 5), (-3, 8), (0, 0)):
            c.ellipse(x + dx, y + dy, 2.2, 2.2, accent)


def fillet(c, color, accent):
    c.turned(-18)
    c.ellipse(50, 56, 38, 19, darker(color, 0.18))
    c.ellipse(50, 52, 38, 19, color)
    for x in (26, 38, 50, 62, 74):
        c.line([(x - 5, 42), (x + 3, 52), (x - 5, 62)], accent, 2.6)
    c.upright()


def fish(c, color, accent):
    c.poly([(66, 50), (90, 32), (86, 50), (90, 68)], darker(color, 0.15))
    c.ellipse(44, 50, 32, 19, color)
    c.ellipse(44, 57, 26, 11, accent)
    c.poly([(36, 34), (56, 34), (48, 24)], darker(color, 0.15))
    c.curve(26, 50, 7, 13, -70, 70, darker(color, 0.25), 2)
    c.ellipse(22, 46, 3, 3, "#ffffff")
    c.ellipse(22, 46, 1.6, 1.6, "#1a1a22")


def shrimp(c, color, accent):
    c.curve(52, 50, 24, 24, 60, 330, color, 19)
    for a in (100, 145, 190, 235, 280):
        c.turned(a, 52, 50).line([(68, 50), (83, 50)], accent, 2)
    c.upright().poly([(62, 72), (84, 66), (78, 84)], accent)
    c.line([(74, 38), (90, 24)], accent, 2)
    c.line([(72, 36), (82, 16)], accent, 2)
    c.ellipse(66, 35, 2.6, 2.6, "#1a1a22")


def eggs(c, color, accent):
    for x, y in ((32, 44), (50, 42), (68, 44)):
        c.ellipse(x, y, 12, 17, darker(color, 0.12))
        c.ellipse(x - 1, y - 1, 11, 16, color)
    c.rect(12, 52, 88, 76, accent, 8)
    for x in (31, 50, 69):
        c.ellipse(x, 54, 9, 6, darker(accent, 0.25))


def flower(c, color, accent):
    for x, y in ((34, 42), (66, 42), (50, 32)):
        c.line([(50, 86), (x, y)], accent, 3.5)
    c.turned(-35, 42, 66).ellipse(40, 66, 5, 14, accent)
    c.upright()
    for x, y in ((34, 38), (66, 38), (50, 26)):
        c.ellipse(x, y, 10, 12, color)
        c.poly([(x - 10, y), (x - 10, y - 14), (x - 4, y - 7), (x, y - 15), (x + 4, y - 7), (x + 10, y - 14), (x + 10, y)], color)
        c.ellipse(x - 3, y + 1, 3, 5, lighter(color, 0.3))


def plant(c, color, accent):
    c.line([(50, 64), (46, 40), (54, 22)], "#4d7a34", 3)
    for x, y in ((44, 40), (58, 32), (52, 20), (38, 28)):
        for dx, dy in ((-5, 0), (5, 0), (0, -5), (0, 5)):
            c.ellipse(x + dx, y + dy, 5, 5, color)
        c.ellipse(x, y, 2.6, 2.6, "#f4c02e")
    c.turned(-50, 50, 60).ellipse(50, 46, 5, 14, "#4d9138")
    c.turned(50, 50, 60).ellipse(50, 46, 5, 14, "#4d9138")
    c.upright().poly([(34, 62), (66, 62), (61, 88), (39, 88)], accent)
    c.rect(31, 58, 69, 66, darker(accent, 0.15), 2)
