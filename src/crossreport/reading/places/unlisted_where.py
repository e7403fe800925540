"""Where a place lies that the gazetteer does not have: what the text says beside its name, and nothing more."""

import re
from collections.abc import Mapping, Sequence
from math import cos, radians

import msgspec

from crossreport.model.happened import Place
from crossreport.reading.figures.numbers import value_of
from crossreport.reading.layout import Document
from crossreport.reading.places.gazetteer import Entry, division_name
from crossreport.reading.places.spotting import Found
from crossreport.vocabulary.compile_gazetteer import COUNTRY, COUNTY, DIVISION, TOWN
from crossreport.vocabulary.load import words

NEAR = frozenset({"near", "outside", "off", "around", "beyond", "surrounding"})
# Kilometres within which UCDP's precision 2 ("near a known place") holds; farther off, distance and direction must be told.
REACH = 25
DEGREE = 111.2
BEARINGS = {"north": (1.0, 0.0), "south": (-1.0, 0.0), "east": (0.0, 1.0), "west": (0.0, -1.0)}
DISTANCE = re.compile(
    r"\s?,\s(?:which is |lying |located |situated )?(?:about |some |around |roughly |nearly |just |only )?"
    r"(?P<number>\d[\d,.]{0,6}|[a-z]+(?:-[a-z]+)?)[\s-]?(?P<unit>km|kms|kilomet(?:re|er)s?|miles?|mi)\b"
    r"(?:\s?\([^)\n]{1,20}\))?\s(?:to the )?(?P<way>(?:north|south)?-?(?:east|west)?|away)?\s?(?:of|from)\s",
    re.I,
)
INSIDE = re.compile(r"(?:\s[a-z]+)?\s?(?:,|,? in|\(|, an? (?:[a-z]+ ){1,2}in)\s?(?:the )?(?:[a-z]+ ){0,3}(?:of )?")


def unlisted_places(document: Document, found: Sequence[Found]) -> dict[int, Place]:
    """{first token: place} of the names without an entry; what one sentence says of where a place lies holds for all."""
    known = {one.start: one for one in found if one.chosen is not None}
    places = {one.start: _unlisted_place(document, one, known) for one in found if one.unlisted}
    best: dict[str, Place] = {}
    for place in places.values():
        if place.country and not (place.name in best and best[place.name].admin1):
            best[place.name] = place
    at = {place.name: place for place in reversed(places.values()) if place.lat is not None}
    filled = {start: _filled(place, best.get(place.name), at.get(place.name)) for start, place in places.items()}
    held = {one.key: county for one in found if one.unlisted == 1 and (county := _county_beside(one, found)) is not None}
    for one in found:
        known_as = filled.get(one.start)
        if known_as is not None and one.key in held and known_as.lat is None and (known_as.precision or 9) <= 2:
            filled[one.start] = _in_county(known_as, held[one.key])
    return filled


def _county_beside(one: Found, found: Sequence[Found]) -> Entry | None:
    """The county whose officials, or whose own name, stand in the sentence of a name without an entry."""
    near = [each.chosen for each in found if each.sentence == one.sentence and each.chosen is not None and not each.home]
    counties = [entry for entry in near if entry.kind == COUNTY]
    towns = any(entry.kind == TOWN for entry in near)
    return counties[0] if counties and not towns and len({entry.id for entry in counties}) == 1 else None


def _in_county(place: Place, county: Entry) -> Place:
    """The same place at the middle of its county, with the precision of one; unless the text says that it lies elsewhere."""
    admin1 = division_name(county.country, county.admin1)
    if place.country not in (None, county.country) or place.admin1 not in (None, admin1):
        return place
    return Place(place.name, admin1, county.country, None, county.lat, county.lon, 3)


def _filled(place: Place, within: Place | None, at: Place | None) -> Place:
    if within is not None and not place.country:
        place = msgspec.structs.replace(place, country=within.country, admin1=within.admin1)
    if at is not None and place.lat is None and (place.precision or 9) <= 2:
        place = msgspec.structs.replace(place, lat=at.lat, lon=at.lon, precision=2)
    return place


def _unlisted_place(document: Document, one: Found, known: Mapping[int, Found]) -> Place:
    """The place of a name without an entry. `known` are the resolved names of the report by their first token.

    Country and division are those that the text puts after the name; the position comes from a told distance to a town.
    """
    name = " ".join(one.text.split())
    shown = name.title() if name.isupper() else name
    before = document.doc[one.start - 1].lower_ if one.start else ""
    precision = 2 if one.unlisted == 1 and before in NEAR else one.unlisted
    around = _around(document, one, known)
    country = around.country if around else None
    admin1 = division_name(country, around.admin1) if around and around.kind in (DIVISION, COUNTY) else None
    position = _position(document, one, known)
    if position is None or one.unlisted > 2:
        return Place(shown, admin1, country, precision=precision)
    return Place(shown, admin1, country, None, *position, 2)


def _around(document: Document, one: Found, known: Mapping[int, Found]) -> Entry | None:
    """The country, division or county that stands after the name and holds it ("Kelmar, in eastern Orvel")."""
    end = document.doc[one.end - 1].idx + len(document.doc[one.end - 1])
    stop = document.sentences[one.sentence].end
    found = INSIDE.match(document.plain, end, stop)
    if found is None:
        return None
    for at in range(one.end, min(one.end + 7, len(document.doc))):
        if at in known:
            other = known[at]
            entry = other.chosen
            told = document.plain[end : document.doc[at].idx]
            fits = other.kind == "name" and INSIDE.fullmatch(told) is not None
            return entry if fits and entry is not None and entry.kind in (COUNTRY, DIVISION, COUNTY) else None
    return None


def _position(document: Document, one: Found, known: Mapping[int, Found]) -> tuple[float, float] | None:
    """The position that "Kelmar, 40 kilometres north of Sarn" gives; Sarn's own where it is near and no way is told."""
    end = document.doc[one.end - 1].idx + len(document.doc[one.end - 1])
    told = DISTANCE.match(document.plain, end, document.sentences[one.sentence].end)
    number = value_of(told["number"]) if told else None
    if told is None or number is None:
        return None
    town = _town_at(document, told.end(), one, known)
    if town is None or town.lat is None or town.lon is None:
        return None
    km = number * (1.609 if told["unit"].lower().startswith("mi") else 1.0)
    ways = [BEARINGS[way] for way in re.findall("north|south|east|west", (told["way"] or "").lower())]
    if not ways:
        return (town.lat, town.lon) if km <= REACH else None
    if km > 10 * REACH:
        return None
    each = km / len(ways) ** 0.5 / DEGREE
    lat = town.lat + each * sum(way[0] for way in ways)
    lon = town.lon + each * sum(way[1] for way in ways) / max(cos(radians(town.lat)), 0.1)
    return (round(lat, 3), round(lon, 3)) if abs(lat) <= 90 and abs(lon) <= 180 else None


def _town_at(document: Document, offset: int, one: Found, known: Mapping[int, Found]) -> Entry | None:
    """The town whose name begins at an offset, after an article and a noun perhaps ("the city of Sarn")."""
    for at in range(one.end, min(one.end + 16, len(document.doc))):
        token = document.doc[at]
        if token.idx < offset:
            continue
        if at in known:
            entry = known[at].chosen
            return entry if entry is not None and entry.kind == TOWN else None
        if token.lower_ not in ("the", "of") and token.lower_ not in words("place_words", "kinds") | {"capital"}:
            return None
    return None
