"""Is a place inside an area that a report names? By name, division and country; contested parts by the choice on file."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from crossreport.linking.words import fold
from crossreport.model.happened import Place
from crossreport.reading.places.gazetteer import country_codes
from crossreport.vocabulary.load import vocabulary

ARTICLES = ("the ", "in ", "occupied ", "all of ", "across ")
DIRECTIONS = ("southern ", "northern ", "eastern ", "western ", "central ", "south ", "north ", "east ", "west ")


@dataclass(frozen=True)
class Area:
    """An area as words name it: its parts, folded, and the places that its words mean, where they could be told."""

    parts: tuple[str, ...]
    places: tuple[Place, ...] = ()

    @property
    def key(self) -> frozenset[str]:
        """For telling whether two areas are the same by name."""
        return frozenset(self.parts)


def plain(name: str) -> str:
    """A name folded, without articles and the like before it."""
    name = " ".join(fold(name).replace("’", "'").split()).strip(" .,;")
    while found := next((word for word in ARTICLES if name.startswith(word)), None):
        name = name[len(found) :]
    return name


def area(words: str, places: Sequence[Place] = ()) -> Area:
    """The area that words like "West Bank and East Jerusalem" name; `places` are those that the report's words mean."""
    for joint in (" and ", " or ", " as well as ", ";", ","):
        words = words.replace(joint, "\n")
    parts = tuple(dict.fromkeys(part for line in words.split("\n") if (part := plain(line))))
    return Area(parts, tuple(places))


@cache
def _contested() -> list[dict[str, Any]]:
    return list(vocabulary("areas")["areas"].values())


@lru_cache(maxsize=65_536)
def contains(outer: Area, place: Place | None) -> tuple[bool, str | None]:
    """(whether the place lies in the area, the choice that decided it where the area's extent is contested)."""
    if place is None:
        return False, None
    names = _names(place)
    for entry in _contested():
        if not any(part in entry["names"] for part in outer.parts):
            continue
        for choice in entry["contested"].values():
            if names & set(choice["names"]) and not outer.key & set(choice["names"]):
                said = "counted in" if choice["counted"] else "not counted in"
                return choice["counted"], f"{choice['names'][0].title()} is {said} {entry['title']} (areas.yaml)"
        if names & {*entry["names"], *entry["contains"]}:
            return True, None
    if names & outer.key or any(place.country and _country_names().get(part) == place.country for part in outer.parts):
        return True, None
    return any(_inside(inner, place) for inner in outer.places), None


@cache
def _country_names() -> dict[str, str]:
    """{folded name: ISO 3166 alpha-2} of countries, by GeoNames' English names and those of countries.yaml."""
    found = {fold(country.name): code for code, country in country_codes().items()}
    for code, row in vocabulary("countries")["countries"].items():
        found.update({plain(str(name)): str(code) for name in row.get("names", ())})
    return found


@lru_cache(maxsize=100_000)
def _names(place: Place) -> frozenset[str]:
    found = {plain(part) for part in place.name.split(",")}
    for name in list(found):
        for word in DIRECTIONS:
            # "southern West Bank" lies in the West Bank; East Jerusalem is a name of its own and is listed as such.
            if name.startswith(word) and word.strip().endswith("ern"):
                found.add(name[len(word) :])
    if place.admin1:
        found.add(plain(place.admin1))
    found |= {plain(name[len(word) :]) for name in found for word in ("central ",) if name.startswith(word)}
    return frozenset(name for name in found if name)


def _inside(outer: Place, inner: Place) -> bool:
    """Does the finer place lie in the coarser one, by the divisions of the gazetteer?"""
    if outer.geonameid is not None and outer.geonameid == inner.geonameid:
        return True
    if not outer.country or outer.country != inner.country:
        return False
    if (outer.precision or 0) >= 6:
        return True
    if outer.admin1 and (outer.precision or 0) >= 4:
        return outer.admin1 == inner.admin1
    return False
