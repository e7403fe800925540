"""How far apart two places are, and whether they may be one."""

from math import asin, cos, radians, sin, sqrt

from crossreport.model.happened import Place

EARTH_KM = 6371.0
# Places farther apart than this are two places; a town's outskirts and its centre are not.
APART_KM = 40.0


def is_near(a: Place, b: Place) -> bool:
    """Are two places the same town, or within its reach?"""
    if a.geonameid is not None and a.geonameid == b.geonameid:
        return True
    if set(parts_of(a)) & set(parts_of(b)):
        return True
    km = kilometres(a, b)
    return km is not None and km <= 15 and max(a.precision or 9, b.precision or 9) <= 3


def parts_of(place: Place) -> tuple[str, ...]:
    """The parts of a place's name, finest first, in lower case."""
    return tuple(part.strip().lower() for part in place.name.split(",") if part.strip())


def is_known(place: Place) -> bool:
    """Does the gazetteer know where a place lies?"""
    return place.lat is not None or (place.precision or 0) >= 6


def is_apart(a: Place, b: Place) -> bool:
    """Do two places exclude each other: other countries or divisions, towns too far apart, unknown towns of two names?"""
    if not is_known(a) or not is_known(b):
        return max(a.precision or 9, b.precision or 9) <= 2 and not is_near(a, b)
    if a.country and b.country and a.country != b.country:
        return True
    if max(a.precision or 9, b.precision or 9) >= 6:
        return False
    if a.admin1 and b.admin1 and a.admin1 != b.admin1:
        return True
    km = kilometres(a, b)
    return km is not None and km > APART_KM and max(a.precision or 9, b.precision or 9) <= 3


def kilometres(a: Place, b: Place) -> float | None:
    """The distance between two places along the ground; None where one has no position."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    lat, lon = radians(b.lat - a.lat), radians(b.lon - a.lon)
    h = sin(lat / 2) ** 2 + cos(radians(a.lat)) * cos(radians(b.lat)) * sin(lon / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, h)))
