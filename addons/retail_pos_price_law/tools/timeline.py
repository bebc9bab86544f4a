"""A price's course through time; pure.

A course is a list of segments (from, to, price) in order of time, half-open, `to` None for "until further
notice", price in minor units or None where there was none. Moments are naive datetimes in UTC.
"""


def segments(points):
    """[(moment, price)] in order of time → segments; equal neighbours become one."""
    found = []
    for moment, price in points:
        if found and found[-1][2] == price:
            continue
        if found:
            found[-1] = (found[-1][0], moment, found[-1][2])
        found.append((moment, None, price))
    return found


def over(own, base):
    """The course of prices that lie over others: where the own one has none, the base's counts."""
    moments = sorted({start for start, _end, _price in own} | {start for start, _end, _price in base})
    points = []
    for moment in moments:
        price = at(own, moment)
        points.append((moment, price if price is not None else at(base, moment)))
    return segments(points)


def at(course, moment):
    for start, end, price in reversed(course):
        if start <= moment and (end is None or moment < end):
            return price
    return None


def within(course, start, end):
    """The parts of a course that lie in [start, end)."""
    return [
        (max(begin, start), end if until is None else min(until, end), price)
        for begin, until, price in course
        if begin < end and (until is None or until > start)
    ]
