"""Texts from browsers and boxes, made fit to be kept: short, and without what neither PostgreSQL nor UTF-8 takes. Pure."""

UNWRITABLE = dict.fromkeys([0, *range(0xD800, 0xE000)])


def plain(value, limit):
    """The value as a text of bounded length; empty for nothing."""
    return str(value)[:limit].translate(UNWRITABLE) if value not in (None, False) else ""
