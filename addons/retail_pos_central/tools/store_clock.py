"""One time on each store's own clock: entered in one time zone, it is another moment in each; pure.

The till does the same (static/src/core/store_clock.js); both are held to tests/store_clock_cases.json.
"""

from datetime import timedelta

import pytz

# From the first clock on earth that shows a time to the last one.
SPREAD = timedelta(hours=26)


def moment_in(moment, tz, zone):
    """When the clock of `zone` shows what that of `tz` shows at `moment`; naive moments are UTC, `zone` is pytz's.

    Where both show the same at `moment`, that is it. Else a time that comes twice means its first coming, and one
    that is skipped means as much later as the clock was put forward.
    """
    at = pytz.utc.localize(moment)
    wall = at.astimezone(pytz.timezone(tz)).replace(tzinfo=None)
    if at.astimezone(zone).replace(tzinfo=None) == wall:
        return moment
    readings = {zone.localize(wall, is_dst=is_dst).astimezone(pytz.utc).replace(tzinfo=None) for is_dst in (True, False)}
    shown = [one for one in readings if pytz.utc.localize(one).astimezone(zone).replace(tzinfo=None) == wall]
    return min(shown) if shown else max(readings)
