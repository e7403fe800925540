"""Which row of a spreadsheet is which event of a record: by days, place, parties and numbers, with the evidence for each.

A row and an event go together where their days can be the same, their places do not exclude each other, and what else is
told speaks for it. Each is matched once, the likeliest first; a row that is left tells of the event it was nearest to.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache

import msgspec

from crossreport.compare.rows import Range, Row
from crossreport.linking.words import fold, stem
from crossreport.model.happened import Event, Place
from crossreport.model.judged import Estimate, Evidence
from crossreport.reading.places.distances import kilometres
from crossreport.reconcile.areas import Area, area, contains
from crossreport.vocabulary.load import words as vocabulary_words

# Days by which two tellings of one event lie apart: the day it was reported on, and a night that two days share.
APART = 1
# Kilometres between two places that may be one, are near, or cannot be one event.
SAME, NEAR, FAR = 5, 25, 100
# A day that fits and a place that fits are needed; anything else speaks for or against.
ENOUGH = 3.0
COARSE = 4  # UCDP where_prec from which a place is a province or more
LONGEST = 400  # days; what is told of a longer time is no event


class Match(msgspec.Struct, frozen=True):
    """A row and an event, with the rows of evidence whose weights add up to the score."""

    row: Row
    event: str
    score: float
    evidence: tuple[Evidence, ...]


def match(rows: Sequence[Row], events: Iterable[Event]) -> tuple[list[Match], dict[int, Match]]:
    """(matches, by line the nearest event of each row that is left), each row and event in one match at most."""
    by_day: dict[int, list[Event]] = defaultdict(list)
    for event in events:
        for day in _days(event):
            by_day[day].append(event)
    found: list[Match] = []
    for row in rows:
        near = {event.id: event for day in _window(row) for event in by_day.get(day, ())}
        for event in near.values():
            evidence = tuple(_evidence(row, event))
            score = sum(one.weight for one in evidence)
            if evidence and score >= ENOUGH:
                found.append(Match(row, event.id, round(score, 2), evidence))
    found.sort(key=lambda one: (-one.score, one.row.line, one.event))
    chosen: dict[int, Match] = {}
    taken: set[str] = set()
    for one in found:
        if one.row.line not in chosen and one.event not in taken:
            chosen[one.row.line] = one
            taken.add(one.event)
    left: dict[int, Match] = {}
    for one in found:
        if one.row.line not in chosen:
            left.setdefault(one.row.line, one)
    return [chosen[line] for line in sorted(chosen)], left


def _days(event: Event) -> Iterator[int]:
    if event.date.from_ and event.date.to:
        first, last = (date.fromisoformat(day[:10]).toordinal() for day in (event.date.from_, event.date.to))
        yield from range(first, min(last, first + LONGEST) + 1)


def _window(row: Row) -> Iterator[int]:
    first, last = (date.fromisoformat(day).toordinal() for day in (row.first, row.last))
    slack = row.slack + APART
    yield from range(max(1, first - slack), min(last, first + LONGEST) + slack + 1)


def _evidence(row: Row, event: Event) -> Iterator[Evidence]:
    """What speaks for and against; nothing where the two cannot be one."""
    place = _place(row, event.place)
    if place is None:
        return
    yield _day(row, event)
    yield place
    yield from _parties(row, event)
    for outcome, told in (("killed", row.killed), ("injured", row.injured)):
        if told is not None and outcome in event.figures:
            yield _number(outcome, told, event.figures[outcome])


def _day(row: Row, event: Event) -> Evidence:
    first, last = event.date.from_ or "", event.date.to or ""
    told = f"{span(row.first, row.last)} and {span(first, last)}"
    if (row.first, row.last) == (first, last) and not row.slack:
        return Evidence("day", told, 2.0)
    if row.first <= last and first <= row.last:
        return Evidence("days overlap", told, 1.5 if row.first == row.last or first == last else 1.0)
    return Evidence("days near", told, 0.5)


def span(first: str, last: str) -> str:
    """A day, or the first and the last."""
    return first if first == last else f"{first} to {last}"


def _place(row: Row, place: Place | None) -> Evidence | None:
    """None where the two places cannot be one."""
    if place is None:
        return Evidence("place", "the record does not state one", 0.0)
    if row.country and place.country and not is_in(row.country, place):
        return None
    told = f"{row.place or row.admin1 or row.country or 'degrees'} and {place.name}"
    apart = _kilometres(row, place)
    if is_same_name(row, place) and (apart is None or apart <= FAR):
        return Evidence("same place", told, 3.0)
    is_coarse = row.is_coarse or (place.precision or 0) >= COARSE or not (row.place or row.lat is not None)
    if apart is not None and not is_coarse:
        if apart > FAR:
            return None
        weight = 2.5 if apart <= SAME else 1.5 if apart <= NEAR else 0.5
        return Evidence("places near", f"{told}, {apart:.0f} km apart", weight)
    if row.place and (is_in(row.place, place) or is_in(place.name, as_place(row))):
        return Evidence("one place lies in the other", told, 1.5)
    if row.admin1 and place.admin1 and fold(row.admin1) == fold(place.admin1):
        return Evidence("same province", told, 1.0 if is_coarse or not row.place else 0.5)
    if not is_coarse and row.place and (row.admin1 or place.admin1 is None):
        return None  # two towns, of which nothing says that they are near
    return Evidence("same country" if row.country else "place not told", told, 0.5 if row.country else 0.0)


def is_same_name(row: Row, place: Place) -> bool:
    """Do row and place share the name of a town, or of a part of one?"""
    mine, theirs = ({fold(part.strip()) for part in name.split(",") if part.strip()} for name in (place.name, row.place))
    return bool(mine & theirs)


@lru_cache(maxsize=65_536)
def _area(words: str) -> Area:
    return area(words)


def is_in(words: str, place: Place) -> bool:
    """Do these words name the place, or an area or country that holds it?"""
    if len(words) == 2 and words.upper() == place.country:
        return True
    return contains(_area(words), place)[0]


def as_place(row: Row) -> Place:
    """Where a row is, as a place of a record."""
    return Place(row.place, row.admin1 or None, row.country if len(row.country) == 2 else None, lat=row.lat, lon=row.lon)


def _kilometres(row: Row, place: Place) -> float | None:
    return kilometres(as_place(row), place) if row.lat is not None and place.lat is not None else None


def _parties(row: Row, event: Event) -> Iterator[Evidence]:
    asked = (("actor", row.actor, ("actor", "accused", "claimed")), ("recipient", row.recipient, ("recipient",)))
    for what, named, roles in asked:
        mine = {one.name: _stems(one.name) for one in event.actors if one.role in roles}
        shared = [name for name, stems in mine.items() if stems & _stems(named)]
        if shared:
            yield Evidence(f"same {what}", f"{named} and {', '.join(shared)}", 1.0)


def _stems(name: str) -> frozenset[str]:
    plain = vocabulary_words("function_words")
    found = (word.strip(".,;:()[]'\"") for word in fold(name).split())
    return frozenset(stem(word) for word in found if len(word) > 2 and word not in plain)


def _number(outcome: str, told: Range, mine: Estimate) -> Evidence:
    theirs = told.best if told.best is not None else told.low if told.low is not None else told.high
    ours = mine.best if mine.best is not None else mine.low
    words = f"{shown(told)} and {shown(Range(mine.low, mine.best, mine.high))} {outcome}"
    if theirs is None or ours is None:
        return Evidence("numbers", words, 0.0)
    if theirs == ours:
        return Evidence("same number", words, 1.0 if theirs < 3 else 1.5)
    if meets(told, mine):
        return Evidence("numbers meet", words, 0.5)
    few, many = sorted((theirs, ours))
    return Evidence("numbers far apart", words, -1.0) if many > 3 * few + 5 else Evidence("numbers differ", words, 0.0)


def meets(told: Range, mine: Estimate) -> bool:
    """Could both be true: do the two ranges share a number?"""
    low, high = _ends(told)
    return (mine.high is None or low is None or low <= mine.high) and (high is None or mine.low is None or mine.low <= high)


def _ends(told: Range) -> tuple[int | None, int | None]:
    is_exact = told.low is None and told.high is None
    return (told.best, told.best) if is_exact else (told.low, told.high)


def shown(told: Range) -> str:
    """A range in words: 7; 5–9, best 7; 10 or more."""
    if told.low is None and told.high is None:
        return "–" if told.best is None else str(told.best)
    if told.low == told.best == told.high:
        return str(told.best)
    if told.high is None:
        ends = f"{told.low} or more"
    else:
        ends = f"up to {told.high}" if told.low is None else f"{told.low}–{told.high}"
    return ends if told.best is None else f"{told.best} ({ends})"
