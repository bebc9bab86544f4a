"""Pictograms of packed goods and drinks: cartons, bottles, tins, bags. Each: draw(canvas, color, accent)."""

from .canvas import darker, lighter, mix


def carton(c, color, accent):
    c.poly([(30, 34), (40, 18), (66, 18), (70, 34)], darker(color, 0.15))
    c.rect(38, 13, 68, 20, darker(color, 0.3), 2)
    c.rect(30, 34, 70, 88, color, 2)
    c.poly([(58, 34), (70, 34), (70, 88), (58, 88)], darker(color, 0.12))
    c.ellipse(44, 60, 11, 13, accent)
    c.ellipse(44, 64, 6, 7, mix(color, accent, 0.45))


def tub(c, color, accent):
    c.poly([(24, 36), (76, 36), (68, 84), (32, 84)], color)
    c.poly([(26, 48), (74, 48), (70, 72), (30, 72)], accent)
    c.rect(20, 27, 80, 38, darker(accent, 0.2), 4)
    c.ellipse(50, 60, 9, 8, lighter(accent, 0.55))


def icetub(c, color, accent):
    c.rect(14, 40, 86, 82, accent, 8)
    c.rect(10, 32, 90, 44, darker(accent, 0.25), 5)
    c.ellipse(40, 62, 13, 13, color)
    c.ellipse(60, 62, 13, 13, darker(color, 0.08))
    c.ellipse(50, 56, 13, 13, lighter(color, 0.2))


def block(c, color, accent):
    c.poly([(12, 46), (62, 34), (90, 46), (40, 60)], lighter(color, 0.3))
    c.poly([(12, 46), (40, 60), (40, 82), (12, 66)], darker(color, 0.15))
    c.poly([(40, 60), (90, 46), (90, 66), (40, 82)], color)
    c.poly([(52, 56.6), (76, 49.8), (76, 70), (52, 77.4)], accent)


def wedge(c, color, accent):
    c.poly([(10, 62), (70, 28), (90, 50)], lighter(color, 0.25))
    c.poly([(10, 62), (90, 50), (90, 72), (10, 82)], color)
    for x, y, r in ((34, 70, 5), (58, 64, 4), (76, 64, 5), (48, 76, 3)):
        c.ellipse(x, y, r, r * 0.9, accent)


def bottle(c, color, accent):
    c.rect(43, 10, 57, 20, darker(color, 0.4), 2)
    c.poly([(44, 20), (56, 20), (66, 40), (34, 40)], color)
    c.rect(34, 38, 66, 90, color, 7)
    c.rect(34, 52, 66, 74, accent, 0)
    c.ellipse(50, 63, 8, 8, color)
    c.line([(39, 44), (39, 84)], lighter(color, 0.45), 2.6)


def beer(c, color, accent):
    c.rect(44, 8, 56, 15, accent, 1.5)
    c.poly([(44.5, 15), (55.5, 15), (56, 30), (65, 44), (35, 44), (44, 30)], color)
    c.rect(35, 42, 65, 90, color, 6)
    c.rect(35, 54, 65, 76, accent, 0)
    c.line([(42, 65), (58, 65)], color, 4)
    c.line([(40, 47), (40, 84)], lighter(color, 0.35), 2.4)


def drinkcan(c, color, accent):
    c.poly([(36, 16), (64, 16), (70, 25), (30, 25)], "#c0c8d0")
    c.rect(30, 24, 70, 80, color, 0)
    c.poly([(30, 80), (70, 80), (64, 89), (36, 89)], "#a8b0b8")
    c.poly([(30, 62), (70, 36), (70, 52), (30, 78)], accent)
    c.line([(36, 28), (36, 56)], lighter(color, 0.45), 2.6)


def can(c, color, accent):
    c.rect(26, 24, 74, 84, "#b8c0c8", 5)
    c.rect(26, 34, 74, 76, color, 0)
    c.ellipse(50, 25, 24, 7, "#d4dade")
    c.ellipse(50, 25, 19, 4.6, "#aab2ba")
    c.ellipse(50, 55, 14, 14, accent)
    c.ellipse(50, 55, 8, 8, mix(color, accent, 0.45))


def tin(c, color, accent):
    c.rect(12, 46, 88, 74, darker(color, 0.25), 14)
    c.rect(12, 36, 88, 66, color, 14)
    c.rect(20, 41, 80, 61, accent, 9)
    c.ellipse(70, 51, 6, 4, "#c8d0d8")
    c.line([(32, 51), (56, 51)], darker(color), 3)


def jar(c, color, accent):
    c.rect(28, 16, 72, 28, darker(color, 0.35), 3)
    c.rect(24, 28, 76, 88, color, 10)
    c.rect(24, 46, 76, 72, accent, 0)
    c.ellipse(50, 59, 9, 9, color)
    c.line([(31, 34), (31, 42)], lighter(color, 0.5), 3)


def packet(c, color, accent):
    c.rect(26, 16, 74, 88, color, 3)
    c.poly([(66, 16), (74, 16), (74, 88), (66, 88)], darker(color, 0.18))
    c.ellipse(46, 60, 15, 18, accent)
    c.ellipse(46, 64, 8, 9, mix(color, accent, 0.45))
    c.line([(34, 28), (58, 28)], accent, 5)


def pouch(c, color, accent):
    c.poly([(24, 20), (76, 20), (80, 84), (20, 84)], color)
    c.rect(22, 14, 78, 24, darker(color, 0.2), 2)
    c.rect(18, 80, 82, 88, darker(color, 0.2), 2)
    c.ellipse(50, 54, 19, 17, accent)
    c.ellipse(50, 56, 10, 8, mix(color, accent, 0.45))


def chips(c, color, accent):
    c.poly([(24, 18), (76, 18), (82, 86), (18, 86)], color)
    for x in range(24, 78, 8):
        c.poly([(x, 18), (x + 8, 18), (x + 4, 12)], color)
    c.poly([(24, 24), (76, 24), (77, 32), (23, 32)], lighter(color, 0.3))
    for x, y, a in ((40, 60, 20), (60, 66, -25), (52, 50, 5)):
        c.turned(a, x, y).ellipse(x, y, 14, 8, darker(accent, 0.2))
        c.ellipse(x, y - 1.5, 13, 7, accent)
    c.upright()


def nuts(c, color, accent):
    c.rect(20, 44, 80, 86, accent, 8)
    for x, y, a in ((34, 40, 20), (52, 34, -30), (68, 42, 45), (44, 52, -10), (60, 54, 15)):
        c.turned(a, x, y).ellipse(x, y, 11, 7, darker(color, 0.2))
        c.ellipse(x - 0.5, y - 1, 9.5, 5.6, color)
    c.upright().rect(20, 62, 80, 72, lighter(accent, 0.4))


def popcorn(c, color, accent):
    for x, y in ((32, 38), (46, 30), (60, 32), (70, 40), (40, 44), (56, 44)):
        c.ellipse(x, y, 10, 10, accent)
        c.ellipse(x - 2, y - 2, 4, 4, "#fffdf4")
    c.poly([(22, 46), (78, 46), (70, 88), (30, 88)], color)
    for k in range(3):
        x = 32 + k * 14
        c.poly([(x, 46), (x + 7, 46), (x + 6, 88), (x + 1, 88)], "#ffffff")


def bar(c, color, accent):
    c.turned(-20)
    c.rect(16, 34, 84, 66, accent, 3)
    for k in range(4):
        c.rect(19 + k * 16, 38, 32 + k * 16, 62, lighter(accent, 0.12), 2)
    c.rect(36, 32, 86, 68, color, 3)
    c.line([(46, 50), (76, 50)], accent, 7)
    c.upright()


def candy(c, color, accent):
    c.turned(-25)
    c.poly([(10, 36), (34, 50), (10, 64)], accent)
    c.poly([(90, 36), (66, 50), (90, 64)], accent)
    c.ellipse(50, 50, 24, 20, color)
    for x in (40, 52, 64):
        c.line([(x - 6, 62), (x + 2, 38)], lighter(color, 0.5), 4)
    c.upright()


def gum(c, color, accent):
    for k, dy in enumerate((0, 14, 28)):
        c.turned(-12 + k * 6, 50, 36 + dy).rect(18, 30 + dy, 82, 42 + dy, color, 2)
        c.rect(34, 30 + dy, 66, 42 + dy, accent, 0)
    c.upright()


def cookie(c, color, accent):
    for x, y in ((38, 44), (60, 58)):
        c.ellipse(x, y, 25, 25, darker(color, 0.2))
        c.ellipse(x, y - 1.5, 24, 23, color)
        for dx, dy in ((-10, -6), (6, -10), (10, 6), (-4, 9), (0, -1)):
            c.ellipse(x + dx, y + dy, 3.2, 3, accent)


def coffee(c, color, accent):
    c.poly([(28, 24), (72, 24), (76, 88), (24, 88)], color)
    c.rect(30, 14, 70, 26, darker(color, 0.25), 2)
    c.rect(27, 46, 73.5, 78, lighter(color, 0.8), 2)
    c.turned(30, 50, 62).ellipse(50, 62, 9, 13, accent)
    c.line([(50, 51), (48, 58), (52, 66), (50, 73)], lighter(accent, 0.35), 2)
    c.upright()


def jug(c, color, accent):
    c.rect(42, 10, 58, 22, darker(color, 0.35), 2)
    c.poly([(40, 22), (60, 22), (74, 40), (74, 88), (26, 88), (26, 40)], color)
    c.rect(58, 36, 66, 58, darker(color, 0.4), 4)
    c.rect(26, 60, 74, 80, accent, 0)
    c.ellipse(46, 70, 10, 7, color)


def sauce(c, color, accent):
    c.poly([(46, 8), (54, 8), (57, 22), (43, 22)], accent)
    c.rect(38, 22, 62, 30, darker(color, 0.25), 2)
    c.rect(32, 30, 68, 90, color, 10)
    c.rect(32, 48, 68, 74, accent if accent != "#ffffff" else "#fff8f0", 0)
    c.ellipse(50, 61, 9, 9, color)


def tube(c, color, accent):
    c.turned(25)
    c.poly([(32, 14), (68, 14), (60, 74), (40, 74)], color)
    c.rect(30, 10, 70, 18, darker(color, 0.15), 1)
    c.poly([(35.5, 36), (64.5, 36), (62, 56), (38, 56)], accent)
    c.rect(43, 74, 57, 88, darker(accent, 0.3), 2)
    c.upright()


def pasta(c, color, accent):
    c.turned(20)
    for k in range(9):
        x = 34 + k * 4
        c.line([(x, 10 + (k % 3) * 2), (x, 90 - (k % 2) * 3)], color if k % 2 else darker(color, 0.12), 2.6)
    c.rect(28, 42, 72, 60, accent, 3)
    c.upright()


def pizza(c, color, accent):
    c.poly([(50, 90), (14, 28), (50, 18), (86, 28)], "#cf9650")
    c.poly([(50, 84), (20, 32), (50, 25), (80, 32)], accent)
    c.ellipse(50, 26, 36, 10, "#c8884a", 180, 360)
    for x, y in ((40, 40), (60, 42), (50, 58), (32, 34), (68, 33)):
        c.ellipse(x, y, 5.5, 5, color)
    c.ellipse(52, 46, 3, 2, "#4d9138")


def lolly(c, color, accent):
    for x, main in ((34, accent), (64, color)):
        c.rect(x - 3, 60, x + 3, 90, "#e0c08a", 3)
        c.rect(x - 13, 16, x + 13, 68, main, 13)
        c.line([(x - 5, 28), (x - 5, 56)], lighter(main, 0.4), 3.4)


def cone(c, color, accent):
    c.poly([(32, 50), (68, 50), (50, 94)], accent)
    c.line([(40, 54), (56, 80)], darker(accent), 1.8)
    c.line([(60, 54), (44, 80)], darker(accent), 1.8)
    for y, r in ((48, 20), (35, 15), (24, 10)):
        c.ellipse(50, y, r, 9, darker(color, 0.08))
        c.ellipse(50, y - 1.5, r, 8, color)
    c.poly([(44, 20), (56, 20), (53, 9)], color)


def cup(c, color, accent):
    for x in (42, 54):
        c.curve(x, 18, 4, 7, 90, 270, "#c4ccd4", 2.4)
    c.poly([(30, 34), (70, 34), (64, 88), (36, 88)], color)
    c.rect(26, 26, 74, 36, darker(accent, 0.1), 4)
    c.poly([(32, 50), (68, 50), (66, 70), (34, 70)], accent)


def hotdog(c, color, accent):
    c.turned(-22)
    c.rect(12, 46, 88, 72, accent, 13)
    c.rect(6, 40, 94, 56, color, 8)
    c.rect(12, 30, 88, 44, darker(accent, 0.1), 12)
    c.rect(6, 39, 94, 54, color, 8)
    wave = [(14 + k * 6, 46 + (3 if k % 2 else -3)) for k in range(13)]
    c.line(wave, "#f4c02e", 3)
    c.upright()


def burger(c, color, accent):
    c.rect(18, 70, 82, 84, accent, 7)
    c.rect(15, 60, 85, 71, color, 5)
    c.rect(14, 54, 86, 61, "#6ab04a", 3)
    c.poly([(18, 55), (82, 55), (64, 64), (50, 57), (36, 64)], "#f4c542")
    c.ellipse(50, 52, 34, 32, accent, 180, 360)
    for x, y in ((38, 34), (50, 28), (62, 34), (44, 42), (57, 43)):
        c.ellipse(x, y, 2.4, 1.6, "#fbf0d8")


def sandwich(c, color, accent):
    c.poly([(12, 66), (80, 30), (88, 40), (20, 78)], "#cf9650")
    c.poly([(14, 60), (80, 24), (86, 34), (20, 70)], accent)
    c.poly([(12, 54), (80, 18), (86, 28), (20, 64)], color)
    for x, y in ((36, 48), (52, 40), (66, 31)):
        c.ellipse(x, y, 4.5, 3, lighter(color, 0.4))


def fries(c, color, accent):
    for k, h in enumerate((22, 14, 26, 12, 20, 16, 28)):
        x = 30 + k * 6
        c.rect(x, h, x + 5, 60, accent if k % 2 else darker(accent, 0.12), 1)
    c.poly([(24, 46), (76, 46), (68, 88), (32, 88)], color)
    c.ellipse(50, 46, 24, 7, darker(color, 0.3))
    c.rect(33, 56, 67, 62, lighter(color, 0.6))


def waffle(c, color, accent):
    for a in range(0, 360, 72):
        c.turned(a - 90, 50, 52).ellipse(68, 52, 15, 15, darker(color, 0.15))
        c.ellipse(67, 52, 13, 13, color)
    c.upright().ellipse(50, 52, 18, 18, color)
    for k in range(-2, 3):
        c.line([(50 + k * 10, 30), (50 + k * 10, 74)], darker(color, 0.18), 1.8)
        c.line([(28, 52 + k * 9), (72, 52 + k * 9)], darker(color, 0.18), 1.8)
    c.ellipse(50, 52, 11, 8, accent)


def carrier(c, color, accent):
    c.curve(50, 34, 15, 18, 180, 360, accent, 4)
    c.poly([(24, 34), (76, 34), (80, 88), (20, 88)], color)
    c.poly([(66, 34), (76, 34), (80, 88), (70, 88)], darker(color, 0.15))
    c.ellipse(46, 60, 10, 12, lighter(color, 0.55))
