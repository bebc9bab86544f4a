"""Of several positions in the change feed, the one from which nothing is missed."""

from odoo.addons.retail_pos_central.tools import feed_cursor


def _age(text):
    xmin, xmax, running = feed_cursor.parse(text).snapshot.split(":")
    # The horizons of a PostgreSQL snapshot only ever move on; with equal ones, fewer transactions are still running later.
    return int(xmax), int(xmin), -len(running.split(",")) if running else 0


def oldest(cursors):
    """The cursor that has seen least."""
    return min(cursors, key=_age)
