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
    policing = _first_town(chief([one for one in found if one.role == "authority" and one.chosen is not None]))
    if policing is not None and policing.population >= POLICED:
        for one in _policed(found, policing):
            _settle(one, policing, True)


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


def _policed(found: Sequence[Found], town: Entry) -> list[Found]:
    """The places of events that a town's police speak of and that have none of their own, nor stand with a state.

    Next by, or far away: a small namesake there would stand with its state. Only in countries where police are a town's.
    """
    if (town.country or "").lower() not in words("place_words", "municipal_police"):
        return []
    own = {one.key for one in found if one.kind == "name" and _stands_alone(one)}
    made = []
    for one in found:
        entry = one.chosen
        is_event = one.role == "event" or (one.holds is not None and one.holds.role == "event")
        if one.kind != "name" or not is_event or one.key in own or one.home or one.part_of is not None:
            continue
        if entry is None or entry.kind != TOWN or entry.country != town.country:
            continue
        if entry.population * LARGER <= town.population and (_may_hold(town, entry) or not near(entry, town, FAR)):
            made.append(one)
    return made


def _stands_alone(one: Found) -> bool:
    """Does a report tell where a town lies, who serves there, or who is from there? Then it is a town of its own."""
    is_told = one.held_by is not None or (one.holds is not None and one.holds.kind == "name")
    return is_told or one.dateline or one.institution or one.role in ("authority", "origin")
