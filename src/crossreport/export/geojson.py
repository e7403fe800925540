"""Events as GeoJSON (RFC 7946): a point where a place finer than a country is known, else a null geometry.

A point in the middle of a country would show a hot spot where nothing happened. How far a point can be trusted stands in
its properties.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from crossreport.export.fields import some
from crossreport.export.levels import CREDIT, UNREVIEWED, review
from crossreport.export.source import Scope, Source
from crossreport.model.happened import Event, Place

NAME = "events.geojson"
COUNTRY = 6
# UCDP's where_prec in words, and ACLED's geo_precision for it.
TRUST = {
    1: ("exact place", 1),
    2: ("near the place", 2),
    3: ("second-order division", 2),
    4: ("first-order division: the point is only its middle", 3),
    5: ("larger or fuzzy area: the point is only its middle", 3),
    6: ("only the country is known", None),
}
FIELDS = {
    "title": "what it is called",
    "kind": "incident, episode or aggregate",
    "part_of": "id of the episode that it is part of; the dead of an episode are not to be added to those of its incidents",
    "plover": "PLOVER event type",
    "mode": "PLOVER mode",
    "cause": "violence, accident, disaster or unknown",
    "date_from": "first possible day",
    "date_to": "last possible day",
    "date_precision": "day, week, month, year or unknown",
    "date_basis": "stated in a text, or inferred",
    "place_name": "place, finest part first",
    "place_admin1": "first-order division",
    "place_country": "ISO 3166-1 alpha-2",
    "place_geonameid": "id in GeoNames",
    "where_prec": "1 exact place to 6 country, as UCDP has it",
    "where_prec_meaning": "the same in words",
    "geo_precision": "1 to 3, as ACLED has it; absent where only a country is known",
    "killed": "`low`, `best`, `high` (null where there is none), `high_open`, `agreement` and `profile`; absent where nobody"
    " tells a number",
    "injured": "the same of the injured",
    "reports": "how many reports tell of it",
    "origins": "how many origins they have it from",
    "corroboration": "how far independent origins bear it out",
    "responsibility": "who is held responsible, and on whose word",
    "agreement": "whether the origins agree on the dead; absent where nobody tells a number",
    "review": "who has looked at it",
}
DOCS = {f"{NAME} (properties of a feature)": FIELDS}


def files(source: Source, _: Scope) -> dict[str, Iterator[bytes]]:
    """{name of the file: its contents}."""
    return {NAME: _pieces(source)}


def _pieces(source: Source) -> Iterator[bytes]:
    head = {"type": "FeatureCollection", "attribution": CREDIT, "review": UNREVIEWED, "profile": source.derived.profile}
    yield msgspec.json.encode(head)[:-1] + b',"features":['
    for number, event in enumerate(source.derived.events):
        yield (b",\n" if number else b"\n") + msgspec.json.encode(_feature(event, source))
    yield b"\n]}\n"


def point(place: Place | None) -> dict[str, Any] | None:
    """The geometry of a place: longitude first (RFC 7946); None where no more than a country is known."""
    if place is None or place.lat is None or place.lon is None:
        return None
    if place.precision is not None and place.precision >= COUNTRY:
        return None
    return {"type": "Point", "coordinates": [round(place.lon, 6), round(place.lat, 6)]}


def _feature(event: Event, source: Source) -> dict[str, Any]:
    return {"type": "Feature", "id": event.id, "geometry": point(event.place), "properties": _properties(event, source)}


def _properties(event: Event, source: Source) -> dict[str, Any]:
    place, killed = event.place, event.figures.get("killed")
    meaning, geo_precision = TRUST.get(place.precision or 0, (None, None)) if place else (None, None)
    return some(
        title=event.title,
        kind=event.kind,
        part_of=event.part_of,
        plover=event.plover,
        mode=event.mode,
        cause=event.cause,
        date_from=event.date.from_,
        date_to=event.date.to,
        date_precision=event.date.precision,
        date_basis=event.date.basis,
        place_name=place.name if place else None,
        place_admin1=place.admin1 if place else None,
        place_country=place.country if place else None,
        place_geonameid=place.geonameid if place else None,
        where_prec=place.precision if place else None,
        where_prec_meaning=meaning,
        geo_precision=geo_precision,
        killed=_count(event, "killed"),
        injured=_count(event, "injured"),
        reports=len(event.reports),
        origins=len(source.origins_of(event)),
        corroboration=event.corroboration,
        responsibility=event.responsibility,
        agreement=killed.agreement if killed else None,
        review=review(event.review),
    )


def _count(event: Event, outcome: str) -> dict[str, Any] | None:
    figure = event.figures.get(outcome)
    if figure is None:
        return None
    return {
        "low": figure.low,
        "best": figure.best,
        "high": figure.high,
        "high_open": figure.high_open,
        "agreement": figure.agreement,
        "profile": figure.profile,
    }
