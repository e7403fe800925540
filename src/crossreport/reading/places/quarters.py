"""Quarters: places that are parts of a town which the report names, as it says so or as the town's police look into them.

A gazetteer has villages and far towns of a quarter's name, and some quarters as towns of their own. A quarter keeps its own
point where it has one near its town, and its town's behind its name: what happened there happened in the town.
"""

from collections.abc import Callable, Sequence

from crossreport.reading.places.gazetteer import Entry
from crossreport.reading.places.spotting import Found, near
from crossreport.vocabulary.compile_gazetteer import TOWN
from crossreport.vocabulary.load import words

# Degrees within which a known place can be a quarter of a town.
BESIDE_TOWN = 0.25
# A town's police are called to the next towns too; beyond so many degrees a report says in which state a town lies.
FAR = 1.5
# A town so many times larger than a place can have it for a quarter, and has police of its own from so many people on.
LARGER, POLICED = 10, 50_000
# How many times larger, where the place lies in another state of which the report says nothing.
LARGER_AWAY = 5

Towns = Callable[[Sequence[Found]], list[Found]]


def settle_quarters(found: Sequence[Found], chief: Towns) -> None:
    """Set for each quarter the town that it is part of; a namesake of it far away is none of the report's places.

    `chief` orders a report's towns by how much it is set there.
    """
    named = {one.key for one in found if "quarter" in one.marks and one.held_by is None and one.holds is None}
    told = {one.key for one in found if "part" in one.marks or (one.kind == "road" and one.key in named)}
    others = [one for one in found if one.key not in named]
    town = _first_town(chief([one for one in others if one.role in ("event", "authority")]))
    if town is None and told:  # "the Alder section of Sarn"
        town = _first_town(chief([one for one in others if one.role == "other" and not one.institution]))
    if named and town is not None:
        for one in (each for each in found if each.key in named and each.kind == "name" and each.chosen is not None):
            _settle(one, town, one.key in told)
    held = {one.key: one.held_by.chosen for one in found if one.kind == "name" and one.held_by is not None}
    for one in found:
        home = held.get(one.key)
        if home is not None and home.kind == TOWN and one.kind == "name" and _may_hold(home, one.chosen):
            one.part_of = home  # "in Alder Hill, Sarn": wherever the report names it
    policing = policing_town(found, chief)
    filed = policing or filing_town(found, chief)
    if filed is not None:
        for one in _policed(found, filed, policing is not None):
            _settle(one, filed, True)
    abroad = filed or _of_own_police(_first_town(chief([one for one in found if one.role != "event" and not one.home])))
    if abroad is not None:
        for one in _from_nowhere(found, abroad):
            _settle(one, abroad, True)


def policing_town(found: Sequence[Found], chief: Towns) -> Entry | None:
    """The town whose police speak, where it is large enough to have its own and police are a town's."""
    return _of_own_police(_first_town(chief([one for one in found if one.role == "authority" and one.chosen is not None])))


def filing_town(found: Sequence[Found], chief: Towns) -> Entry | None:
    """The large town that a report's paragraphs open with ("SARN — Six people were shot in Alder")."""
    return _of_own_police(_first_town(chief([one for one in found if one.dateline and one.chosen is not None])))


def _of_own_police(town: Entry | None) -> Entry | None:
    is_so = town is not None and (town.country or "").lower() in words("place_words", "municipal_police")
    return town if town is not None and is_so and town.population >= POLICED else None


def _may_hold(town: Entry, entry: Entry | None) -> bool:
    """Can a known place be a quarter of a town: next by, in the same division, and far smaller?"""
    if entry is None or entry.kind != TOWN or (entry.country, entry.admin1) != (town.country, town.admin1):
        return False
    return entry.population * LARGER <= town.population and near(entry, town, BESIDE_TOWN)


def _first_town(towns: Sequence[Found]) -> Entry | None:
    return next((one.chosen for one in towns if one.chosen is not None and one.chosen.kind == TOWN), None)


def _settle(one: Found, town: Entry, is_part: bool) -> None:
    if one.chosen is None or one.chosen.id == town.id:
        return
    if not near(one.chosen, town, BESIDE_TOWN):
        one.detail, one.chosen, one.rivals = one.text, None, ()
    elif is_part and one.chosen.population * 2 < town.population:
        one.part_of = town


def _policed(found: Sequence[Found], town: Entry, speaks: bool) -> list[Found]:
    """The places of events that a town's police speak of (or its reporters), and that have none of their own nor a state.

    Next by, or far away: a small namesake there would stand with its state. Who writes from a town writes of the next towns
    and of its state too.
    """
    made = []
    for one in _events_in_towns(found):
        entry = one.chosen
        if entry is None or entry.country != town.country:
            continue
        larger = LARGER if entry.admin1 == town.admin1 else LARGER_AWAY
        is_far = not near(entry, town, FAR) and (speaks or entry.admin1 != town.admin1)
        if (is_far and entry.population * larger <= town.population) or (speaks and _may_hold(town, entry)):
            made.append(one)
    return made


def _from_nowhere(found: Sequence[Found], town: Entry) -> list[Found]:
    """The places of events that only a country has of which the report names nothing else: it would name the country."""
    countries: dict[str | None, set[str]] = {}
    for one in found:
        if one.chosen is not None:
            countries.setdefault(one.chosen.country, set()).add(one.key)
    return [
        one for one in _events_in_towns(found)
        if one.chosen is not None and one.chosen.country != town.country and len(countries[one.chosen.country]) == 1
    ]  # fmt: skip


def _events_in_towns(found: Sequence[Found]) -> list[Found]:
    """The names of towns where something happens, and of which the report says no more."""
    own = {one.key for one in found if one.kind == "name" and _stands_alone(one)}
    return [
        one for one in found
        if one.kind == "name" and one.key not in own and not one.home and one.part_of is None
        and (one.role == "event" or (one.holds is not None and one.holds.role == "event"))
        and one.chosen is not None and one.chosen.kind == TOWN
    ]  # fmt: skip


def _stands_alone(one: Found) -> bool:
    """Does a report tell where a town lies, who serves there, or who is from there? Then it is a town of its own."""
    is_told = one.held_by is not None or (one.holds is not None and one.holds.kind == "name")
    return is_told or one.dateline or one.institution or one.role in ("authority", "origin")
