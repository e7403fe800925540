"""Toponyms: the place names of a report, the places that they mean, and which of them are where something happened.

Precision follows UCDP's where_prec (1 exact place, 2 near it, 3 and 4 second- and first-order division, 5 larger or fuzzy,
6 country).
"""

from collections.abc import Sequence

import msgspec

from crossreport.model.happened import Place, Toponym
from crossreport.reading.layout import Document
from crossreport.reading.places.borders import keep_to_borders
from crossreport.reading.places.gazetteer import Entry, division_name, find
from crossreport.reading.places.masthead import cued_countries, masthead
from crossreport.reading.places.quarters import filing_town, policing_town, settle_quarters
from crossreport.reading.places.resolution import Scene, best, resolve_all
from crossreport.reading.places.roles import role_of
from crossreport.reading.places.spotting import Found, Role, is_within
from crossreport.reading.places.unlisted import find_unlisted
from crossreport.reading.places.unlisted_where import NEAR, unlisted_places
from crossreport.reading.places.weighing import ACCEPTED, spot
from crossreport.vocabulary.compile_gazetteer import COUNTY, TOWN, fold_name
from crossreport.vocabulary.load import words

# How far a place of each role is where the report is set; a county less than its towns.
SET_THERE: dict[Role, float] = {
    "event": 1.0, "authority": 0.9, "other": 0.5, "origin": 0.3, "actor": 0.3, "outlet": 0.2,
}  # fmt: skip
COUNTY_SHARE = 0.6


def read_places(document: Document) -> tuple[Toponym, ...]:
    """The toponyms of a report in the order of its text; peoples and governments have the role actor."""
    homes = masthead(document)
    spotted = spot(document)
    for one in spotted:
        one.home = _is_in(document, one, homes)
    found = _accepted(document, spotted)
    resolve_all(found, document.report.outlet, cued_countries(document.plain))
    between = keep_to_borders(document, found)
    unlisted = [one for one in find_unlisted(document, found) if not _is_in(document, one, homes)]
    found = sorted([*found, *unlisted], key=lambda one: one.start)
    _set_roles(document, found)
    settle_quarters(found, _chief_towns)
    towns = _chief_towns(found)
    without = unlisted_places(document, found)
    filed = policing_town(found, _chief_towns) or filing_town(found, _chief_towns)
    made = []
    for one in found:
        place = _place(document, one, found, towns) or without.get(one.start)
        if place is None:
            continue
        if one.unlisted and one.role == "event" and filed is not None:
            place = _part_of(place, filed, document.doc[one.end].lower_ if one.end < len(document.doc) else "")
        if one.key in between and place.lat is None and place.country is None:
            place = msgspec.structs.replace(place, ambiguous=tuple(_described(side) for side in between[one.key]))
        end = _site_end(document, one)
        tokens = document.doc[one.start : end]
        if end > one.end:
            name = f"{' '.join(tokens.text.split())}, {place.name}"
            place = msgspec.structs.replace(place, name=name, geonameid=None, precision=1)
        made.append(Toponym(document.of(tokens), place, one.role, one.sentence))
    return tuple(made)


def _is_in(document: Document, one: Found, ranges: Sequence[tuple[int, int]]) -> bool:
    at = document.doc[one.start].idx
    return any(start <= at < end for start, end in ranges)


def _site_end(document: Document, one: Found) -> int:
    """The token after a site that has a town's name ("Sarn refugee camp"); that after the name itself where it is none."""
    is_town = one.unlisted == 1 or (one.chosen is not None and one.chosen.kind == TOWN)
    if one.kind != "name" or not is_town:
        return one.end
    limit = document.sentences[one.sentence].tokens.end
    for end in (one.end + 2, one.end + 1):
        if end <= limit and document.doc[one.end : end].text in words("place_words", "sites"):
            return end
    return one.end


def _accepted(document: Document, found: list[Found]) -> list[Found]:
    """Names that are likely enough, and those weaker ones whose name the report elsewhere clearly uses for a place."""
    doc = document.doc
    upstate: set[str] = set()
    for one in found:
        after = doc[one.end].lower_ if one.end < len(doc) else ""
        before = doc[one.start - 1].lower_ if one.start else ""
        if after in ("state", "province", "governorate", "region", "oblast"):
            one.marks |= {"wide"}
        if before in words("place_words", "wide_before"):
            upstate.add(one.key)
    for one in found:
        if one.key in upstate:
            one.marks |= {"wide"}
    sure = {one.key for one in found if one.score >= ACCEPTED + 0.5 and one.kind == "name"}
    # An outlet's name has its home without the words that set something there.
    kept = [one for one in found if one.score + (1.5 if one.key in sure or one.home else 0.0) >= ACCEPTED]
    rest = {id(one) for one in kept}
    for one in kept:
        if one.held_by is not None and id(one.held_by) not in rest:
            one.held_by = None
        if one.holds is not None and id(one.holds) not in rest:
            one.holds = None
        one.beside = [other for other in one.beside if id(other) in rest and other.entries]
    return kept


def _chief_towns(found: Sequence[Found]) -> list[Found]:
    """Towns, and counties after them, by how much the report is set there: told first, told often, told of its events."""
    count: dict[int, float] = {}
    first: dict[int, Found] = {}
    for order, one in enumerate(found):
        if one.chosen is None or one.chosen.kind not in (TOWN, COUNTY) or one.kind != "name":
            continue
        # The town of a hospital or a court is where somebody was brought.
        if one.role == "other" and (one.institution or "hospital" in one.marks):
            continue
        share = SET_THERE[one.role] * (COUNTY_SHARE if one.chosen.kind == COUNTY else 1.0)
        count[one.chosen.id] = count.get(one.chosen.id, 0.0) + share * (1 + 2 / (1 + order))
        first.setdefault(one.chosen.id, one)
    return [first[key] for key in sorted(count, key=lambda each: (-count[each], each))]


def _place(document: Document, one: Found, found: Sequence[Found], towns: Sequence[Found]) -> Place | None:
    if one.detail is not None:
        # Of a road where nothing happens it is no news that it lies somewhere in a county.
        homes = towns if one.role == "event" else [each for each in towns if each.chosen and each.chosen.kind == TOWN]
        return _within_town(one, found, homes)
    if one.unlisted:
        return None
    entry = one.chosen
    if entry is None:
        return _unlisted(one, found)
    precision = entry.precision if not one.home else max(5, entry.precision)
    before = document.doc[one.start - 1].lower_ if one.start else ""
    if entry.kind == TOWN and before in NEAR:
        precision = 2
    return _in_town(as_place(entry, one.text, precision, one.rivals), one)


def _in_town(place: Place, one: Found) -> Place:
    """A place with the name of the town behind its own, where it is a quarter of that ("Alder Hill, Sarn")."""
    return msgspec.structs.replace(place, name=f"{place.name}, {one.part_of.name}") if one.part_of is not None else place


def _part_of(place: Place, town: Entry, after: str) -> Place:
    """A place that the gazetteer lacks, in the town whose police or reporters tell of it, if the text says no more."""
    is_quarter = (place.precision or 9) <= 2 or after == "district"
    if place.country is not None or place.lat is not None or not is_quarter:
        return place
    admin1 = division_name(town.country, town.admin1)
    return Place(f"{place.name}, {town.name}", admin1, town.country, None, town.lat, town.lon, place.precision)


def _unlisted(one: Found, found: Sequence[Found]) -> Place | None:
    """A town that the gazetteer lacks, at the point of the county that the report names in its state, else of the state."""
    state = one.held_by.chosen if one.held_by is not None else None
    if state is None:
        return None
    beside = [
        other.chosen for other in found
        if other.chosen is not None and other.chosen.kind == COUNTY and is_within(other.chosen, state)
    ]  # fmt: skip
    at = beside[0] if beside else state
    name = " ".join(one.text.split())
    shown = name.title() if name.isupper() else name
    return Place(
        shown,
        division_name(state.country, state.admin1),
        state.country,
        None,
        at.lat,
        at.lon,
        at.precision,
    )


def as_place(entry: Entry, text: str, precision: int, rivals: Sequence[Entry] = ()) -> Place:
    """The place of a gazetteer entry, named as the report names it where that is more than a matter of accents."""
    return Place(
        _shown(entry, text), division_name(entry.country, entry.admin1), entry.country, entry.geonameid, entry.lat,
        entry.lon, precision, tuple(_described(rival) for rival in rivals),
    )  # fmt: skip


def _shown(entry: Entry, text: str) -> str:
    if entry.kind != TOWN or text.isupper() or (fold_name(text) == fold_name(entry.name) and entry.name.isascii()):
        return entry.name
    return " ".join(text.split())


def _described(entry: Entry) -> str:
    return ", ".join(part for part in (entry.name, division_name(entry.country, entry.admin1), entry.country) if part)


def _within_town(one: Found, found: Sequence[Found], towns: Sequence[Found]) -> Place | None:
    """A road or quarter lies in the town that its sentence names, nearest after it first, or else in the chief one."""
    if one.held_by is not None and one.held_by.chosen is not None and one.held_by.chosen.kind == TOWN:
        home = one.held_by
    else:
        beside = [
            other for other in found
            if other.sentence == one.sentence and other.chosen and other.chosen.kind == TOWN and other.kind == "name"
            and other.role not in ("origin", "outlet") and (not other.institution or other.role == "authority")
            and other.key != one.key
        ]  # fmt: skip
        beside.sort(key=lambda other: abs(other.start - one.start) + (3 if other.start < one.start else 0))
        others = beside or [other for other in towns if other.key != one.key]
        if not others:
            return None
        home = others[0]
    assert home.chosen is not None
    place = _in_town(as_place(home.chosen, home.text, home.chosen.precision if not home.home else 5, home.rivals), home)
    return msgspec.structs.replace(place, name=f"{one.detail}, {place.name}", geonameid=None)


def _set_roles(document: Document, found: Sequence[Found]) -> None:
    """Roles by the sentence; a dateline is the place of a sentence that names no other, and does not set it elsewhere."""
    for one in found:
        one.role = role_of(document, one)
    set_there = {one.sentence for one in found if one.role == "event" and (one.chosen is None or one.chosen.precision <= 3)}
    for one in found:
        if one.dateline and one.holds is None and one.sentence not in set_there:
            one.role = one.role if _is_set_elsewhere(document, one, found) else "event"


def _is_set_elsewhere(document: Document, filed: Found, found: Sequence[Found]) -> bool:
    """Does the sentence behind a dateline tell of some part of the country, and the text below of another town there?

    "MERRIN — A ferry struck a bridge in western Tarnia": who writes from where it happened does not say so.
    """
    beside = (one for one in found if one.sentence == filed.sentence and one.role == "event" and one.start > filed.end)
    is_part = any(document.doc[one.start - 1].lower_ in words("place_words", "directions") for one in beside)
    return is_part and any(
        one.role == "event" and one.sentence > filed.sentence and not one.dateline and _is_other_town(one, filed)
        for one in found
    )


def _is_other_town(one: Found, filed: Found) -> bool:
    here, there = filed.chosen, one.chosen
    if here is None or there is None or there.kind != TOWN:
        return False
    return there.country == here.country and there.geonameid != here.geonameid


def resolve(name: str, context: Sequence[Toponym] = ()) -> Place | None:
    """The place that a name most likely means beside the toponyms of its report; None where no place has it."""
    entries = find(name)
    if not entries:
        return None
    others = []
    for toponym in context:
        known = [one for one in find(toponym.place.name.rsplit(", ", 1)[-1]) if one.geonameid == toponym.place.geonameid]
        if known:
            others.append(Found(0, 0, toponym.place.name, toponym.sentence, tuple(known), chosen=known[0]))
    one = Found(0, 0, name, -1, entries)
    entry, rivals = best(one, Scene(others))
    return as_place(entry, name, entry.precision, rivals)
