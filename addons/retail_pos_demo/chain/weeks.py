"""The chain's weeks begin on Monday at midnight by its clock; Odoo keeps moments in UTC."""

from datetime import datetime, time, timedelta

import pytz

from odoo import fields

ZONE = pytz.timezone("Europe/Oslo")


def to_utc(wall):
    """A moment on the chain's clock as Odoo keeps it."""
    return ZONE.localize(wall).astimezone(pytz.utc).replace(tzinfo=None)


def monday(weeks):
    """The day on which a week begins: 0 this one, 1 the next, -1 the last."""
    today = fields.Date.today()
    return today + timedelta(days=7 * weeks - today.weekday())


def midnight(day):
    return to_utc(datetime.combine(day, time()))
