"""How far two places are apart; pure."""

from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0


def distance_km(here, there):
    """Kilometres along the earth's surface between (latitude, longitude) pairs in degrees (haversine formula); None if unknown."""
    if not here or not there:
        return None
    lat_1, lon_1, lat_2, lon_2 = (radians(value) for value in (*here, *there))
    half = sin((lat_2 - lat_1) / 2) ** 2 + cos(lat_1) * cos(lat_2) * sin((lon_2 - lon_1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(half))
