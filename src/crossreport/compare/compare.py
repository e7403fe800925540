"""How a spreadsheet and a record differ: in one of the two only, or in both with other days, places or figures."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from crossreport.compare.columns import SheetMapping, opened
from crossreport.compare.match import Match, as_place, is_in, is_same_name, match, meets, shown, span
from crossreport.compare.rows import Range, Refused, Row, rows_of, within
from crossreport.errors import InputError
from crossreport.model.happened import Event, EventDate, Place
from crossreport.model.judged import Evidence
from crossreport.reading.places.distances import kilometres

if TYPE_CHECKING:
    from crossreport.store.record import Record

Compares = Literal["killed", "injured"]
OUTCOMES: tuple[Compares, ...] = ("killed", "injured")
# Words that a row of the comparison carries for each of the record's figures; rows whose faults an error tells.
MOST_QUOTED = 3
# Kilometres from which on places are told as different.
ELSEWHERE = 5.0


class Words(msgspec.Struct, frozen=True):
    """A claim behind a figure of the record: its id, its report, its words as they may be shown."""

    claim: str
    report: str
    quote: str


class Difference(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing in which a row and its event differ: what each says, and whether both can be true.

    `theirs` and `ours` are the sheet's and the record's numbers, with the claims that the record's rest on.
    """

    what: Literal["killed", "injured", "date", "place"]
    sheet: str
    record: str
    may_agree: bool = False
    theirs: Range | None = None
    ours: Range | None = None
    claims: tuple[Words, ...] = ()


class Happened(msgspec.Struct, frozen=True, omit_defaults=True):
    """An event of the record as the comparison tells it."""

    id: str
    title: str
    date: EventDate
    place: Place | None
    figures: dict[str, Range]
    reports: int
    corroboration: str


class Pair(msgspec.Struct, frozen=True):
    """A row that is an event of the record: why it was taken for it, and in what they differ."""

    row: Row
    event: Happened
    score: float
    evidence: tuple[Evidence, ...]
    differences: tuple[Difference, ...]


class InSheet(msgspec.Struct, frozen=True, omit_defaults=True):
    """A row that is no event of the record; `near` is the event it was nearest to, which another row is."""

    row: Row
    near: str | None = None
    evidence: tuple[Evidence, ...] = ()


class Compared(msgspec.Struct, frozen=True):
    """A spreadsheet beside a record. Events that only the record has are those of the sheet's days and countries."""

    sheet: str
    profile: str
    mapping: SheetMapping
    first: str
    last: str
    countries: tuple[str, ...]
    pairs: tuple[Pair, ...]
    in_sheet: tuple[InSheet, ...]
    in_record: tuple[Happened, ...]
    refused: tuple[Refused, ...]

    @property
    def same(self) -> tuple[Pair, ...]:
        """The rows that differ in nothing."""
        return tuple(pair for pair in self.pairs if not pair.differences)

    @property
    def different(self) -> tuple[Pair, ...]:
        """The rows that differ in something."""
        return tuple(pair for pair in self.pairs if pair.differences)


def _nothing_in(sheet: str, refused: list[Refused]) -> str:
    if not refused:
        return f"{sheet} has no row under its headings."
    why = "; ".join(f"line {one.line}: {one.reason}" for one in refused[:MOST_QUOTED])
    more = f"; and {len(refused) - MOST_QUOTED:,} more" if len(refused) > MOST_QUOTED else ""
    return f"No row of {sheet} can be compared: {why}{more}."


def compare(record: "Record", path: Path, mapping: SheetMapping | None = None) -> Compared:
    """A spreadsheet saved as CSV beside a record, which is only read. InputError where it cannot be read as one."""
    sheet, known = opened(path, mapping)
    read = list(rows_of(sheet, known))
    rows, refused = [one for one in read if isinstance(one, Row)], [one for one in read if isinstance(one, Refused)]
    if not rows:
        raise InputError(_nothing_in(sheet.name, refused))
    first, last = within(rows)
    light = [event for event in record.countable().events if event.figures]
    found, left = match(rows, light)
    countries = _countries(rows, found, light)
    scoped = [event.id for event in light if _has_harmed(event) and _is_scoped(event, first, last, countries)]
    matched, lines = {one.event for one in found}, {one.row.line for one in found}
    events = {event.id: event for event in record.events_of([*matched, *scoped])}
    claims = _claims(record, (events[one.event] for one in found))
    return Compared(
        sheet=sheet.name,
        profile=record.profile,
        mapping=known,
        first=first,
        last=last,
        countries=tuple(sorted(countries)),
        pairs=tuple(_pair(one, events[one.event], claims) for one in found),
        in_sheet=tuple(_left(row, left.get(row.line)) for row in rows if row.line not in lines),
        in_record=tuple(_happened(events[ident]) for ident in scoped if ident not in matched),
        refused=tuple(refused),
    )


def _countries(rows: Iterable[Row], found: Iterable[Match], events: Iterable[Event]) -> set[str]:
    """The countries (ISO 3166) that the sheet is about: those it names, and those of the events that its rows are."""
    matched = {one.event for one in found}
    places = {event.id: event.place.country for event in events if event.place and event.place.country}
    named = {row.country for row in rows if row.country}
    of_names = {code for code in places.values() for name in named if is_in(name, Place("", country=code))}
    return of_names | {code for ident, code in places.items() if ident in matched}


def _has_harmed(event: Event) -> bool:
    """Does the record have somebody dead or hurt in it? That nobody was is a figure too."""
    return any(outcome in event.figures and event.figures[outcome].high != 0 for outcome in OUTCOMES)


def _is_scoped(event: Event, first: str, last: str, countries: set[str]) -> bool:
    days = event.date
    if not days.from_ or not days.to or days.to < first or days.from_ > last:
        return False
    return not countries or bool(event.place and event.place.country in countries)


def _claims(record: "Record", events: Iterable[Event]) -> dict[str, Words]:
    """The claims behind the figures of events, as they may be shown."""
    ids = [claim for event in events for figure in event.figures.values() for claim in figure.claims[:MOST_QUOTED]]
    return {one.id: Words(one.id, one.report, " ".join(one.quote.split())) for one in record.claims_of(ids)}


def _pair(one: Match, event: Event, claims: dict[str, Words]) -> Pair:
    differences = tuple(found for found in (_day(one.row, event), _place(one.row, event)) if found)
    figures = (_figure(outcome, getattr(one.row, outcome), event, claims) for outcome in OUTCOMES)
    told = (*(found for found in figures if found), *differences)
    return Pair(one.row, _happened(event), one.score, one.evidence, told)


def _figure(outcome: Compares, theirs: Range | None, event: Event, claims: dict[str, Words]) -> Difference | None:
    """Where the sheet says nothing of an outcome, nothing differs: silence is not zero."""
    figure = event.figures.get(outcome)
    if theirs is None or (figure is None and not any((theirs.low, theirs.best, theirs.high))):
        return None
    ours = Range(figure.low, figure.best, figure.high) if figure else None
    if ours is not None and theirs.best is not None and theirs.best == ours.best and _is_as(theirs, ours):
        return None
    words = tuple(claims[claim] for claim in (figure.claims[:MOST_QUOTED] if figure else ()) if claim in claims)
    may = figure is not None and meets(theirs, figure)
    return Difference(outcome, shown(theirs), shown(ours) if ours else "–", may, theirs, ours, words)


def _is_as(theirs: Range, ours: Range) -> bool:
    """Do the ends that the sheet gives stand where the record's do?"""
    return theirs.low in (None, ours.low) and theirs.high in (None, ours.high)


def _day(row: Row, event: Event) -> Difference | None:
    first, last = event.date.from_ or "", event.date.to or ""
    if (row.first, row.last) == (first, last):
        return None
    may = row.first <= last and first <= row.last
    return Difference("date", span(row.first, row.last), span(first, last), may)


def _place(row: Row, event: Event) -> Difference | None:
    """Another name or a point further off; a place without a name of its own in the sheet is compared by its point alone."""
    place = event.place
    if place is None:
        return Difference("place", row.place, "–", True) if row.place else None
    apart = kilometres(as_place(row), place)
    if is_same_name(row, place) or (not row.place and (apart is None or apart <= ELSEWHERE)):
        return None
    far = f" ({apart:.0f} km apart)" if apart is not None else ""
    told = row.place or (f"{row.lat}, {row.lon}" if row.lat is not None else row.admin1 or row.country)
    return Difference("place", told, f"{place.name}{far}", apart is not None and apart <= ELSEWHERE)


def _left(row: Row, near: Match | None) -> InSheet:
    return InSheet(row, near.event, near.evidence) if near else InSheet(row)


def _happened(event: Event) -> Happened:
    held = {name: event.figures[name] for name in OUTCOMES if name in event.figures}
    figures: dict[str, Range] = {name: Range(one.low, one.best, one.high) for name, one in held.items()}
    return Happened(event.id, event.title, event.date, event.place, figures, len(event.reports), event.corroboration)
