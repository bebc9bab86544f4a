"""Days and moments by the chain's clock; Odoo keeps moments in UTC."""

from datetime import datetime, time, timedelta

import pytz

ZONE = pytz.timezone("Europe/Oslo")


def to_utc(wall):
    """A moment on the chain's clock as Odoo keeps it."""
    return ZONE.localize(wall).astimezone(pytz.utc).replace(tzinfo=None)


def today():
    return datetime.now(ZONE).date()


def next_monday():
    return today() + timedelta(days=7 - today().weekday())


def weeks_ago(weeks):
    """The same weekday so many weeks ago."""
    return today() - timedelta(weeks=weeks)


def midnight(day):
    return to_utc(datetime.combine(day, time()))
