"""What sums are made of, read from columns: of every event its day, place, cause, level and figures, and no words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Select, select

from crossreport.model.happened import Event, EventActor, EventDate, Place
from crossreport.model.judged import Cell, Estimate
from crossreport.model.record import Derived
from crossreport.model.report import Span
from crossreport.model.said import OUTCOMES, Claim, Figure
from crossreport.reconcile.scope import stems_of
from crossreport.store import schema
from crossreport.store.codec import decode
from crossreport.store.lists import Lists
from crossreport.store.overlay import is_past
from crossreport.store.protection import masked
from crossreport.store.whom import ANY_OUTCOME

# The columns of an event that a sum asks for, and those that tell where it was.
OWN = ("id", "kind", "cause", "part_of", "first", "last", "corroboration", "review")
PLACE = ("place", "admin1", "country", "geonameid", "lat", "lon", "precision")


def of_whole_events() -> Select[Any]:
    """(event, outcome, low, best, high) of each event's own figures: all of it lies in one index."""
    table = schema.figure_index
    query = select(table.c.event, table.c.outcome, table.c.low, table.c.best, table.c.high)
    return query.where(table.c.outcome.in_(OUTCOMES), table.c.part == 0)


def _of_its_own() -> tuple[ColumnElement[bool], ...]:
    """Is it an event that may stand in a sum: no aggregate, and no episode whose incidents are known?"""
    table = schema.event_index
    parents = select(table.c.part_of).where(table.c.part_of.is_not(None))
    return table.c.kind != "aggregate", table.c.id.not_in(parents)


class _Held(msgspec.Struct):
    """The events that sums are made of, as they stood after the step of the log that has this hash."""

    at: str
    events: tuple[Event, ...]
    acting: bool = False
    parts: bool = False


class Sums(Lists):
    """A record that gives what a sum is made of."""

    _held: _Held | None = None

    def countable(self, acting: bool = True, parts: bool = True) -> Derived:
        """The events that may stand in a sum with their figures, days, places and levels, by the record's own profile.

        They hold who acts in them where `acting`, the figures of their parts where `parts`, and no claims: `with_words` adds
        these. They come in the order of ids. Episodes whose incidents are known are not among them. They are read once, and
        again when the log has gone on.
        """
        with self._snapshot():
            at = self.checkpoint().hash
            held = self._held if self._held is not None and self._held.at == at else _Held(at, self._summed())
            if parts and not held.parts:
                cells = self._cells()
                held.events = tuple(_with(one, "cells", cells) for one in held.events)
                held.parts = True
            if acting and not held.acting:
                actors = self._acting()
                held.events = tuple(_with(one, "actors", actors) for one in held.events)
                held.acting = True
            self._held = held
        return Derived(self.profile, events=held.events)

    def take_sums(self, other: "Sums") -> None:
        """Takes over what another opening of the same record has read for its sums."""
        self._held = self._held or other._held

    def _summed(self) -> tuple[Event, ...]:
        table = schema.event_index
        figures = self._figures()
        places: dict[Any, Place] = {}
        # In the order of ids, which is that of their figures too: what is gone through together then lies together.
        query = select(*(table.c[name] for name in (*OWN, *PLACE))).where(*_of_its_own()).order_by(table.c.id)
        return tuple(_event(row, figures, places) for row in self._rows(query))

    def with_words(self, derived: Derived, ids: Iterable[str]) -> Derived:
        """The same, these events whole, with their claims that give figures: whom a sum counts is told by no others."""
        table = schema.claims
        whole = {event.id: event for event in self.events_of(ids)}
        of_figures = select(table.c.body).where(table.c.type == "figure")
        rows = self._rows_where(of_figures, table.c.id, (claim for event in whole.values() for claim in event.claims))
        claims = tuple(decode(row.body, Claim) for row in rows)
        if not self.unsealed:
            seals = self.seals_of(claim.report for claim in claims)
            claims = tuple(masked(claim, seals, [claim.report]) for claim in claims)
        events = tuple(whole.get(event.id, event) for event in derived.events)
        return msgspec.structs.replace(derived, events=events, claims=claims)

    def of_words(self, derived: Derived, who: str, outcome: str) -> Derived:
        """The same with as much as tells which of those that these words name a figure of that outcome counts.

        Events come with the claims that name them alone, and with no words but these.
        """
        told = self._named(who, outcome)
        claims, events = list[Claim](), []
        for event in derived.events:
            rows = told.get(event.id, ())
            made = [_claim(row, who) for row in rows if row.claim]
            actors = event.actors or tuple(EventActor(who, "recipient", ()) for row in rows if not row.claim)
            figures = event.figures
            if made and outcome in figures:
                resting = tuple(row.claim for row in rows if row.used)
                figures = {**figures, outcome: msgspec.structs.replace(figures[outcome], claims=resting)}
            if rows:
                ids = tuple(claim.id for claim in made)
                event = msgspec.structs.replace(event, claims=ids, actors=actors, figures=figures)
            claims += made
            events.append(event)
        return msgspec.structs.replace(derived, events=tuple(events), claims=tuple(claims))

    @property
    def is_past(self) -> bool:
        """Does it look back at an earlier state, of which it holds no words by which to find whom figures count?"""
        return is_past(self._connection)

    def named_by(self, who: str, outcome: str) -> set[str]:
        """The events of which some claim of that outcome, or an actor to whom it was done, bears all these words."""
        return set(self._named(who, outcome))

    def _named(self, who: str, outcome: str) -> dict[str, list[Any]]:
        table, found = schema.whom_index, defaultdict[str, list[Any]](list)
        words = (table.c.words.contains(f" {stem} ", autoescape=True) for stem in sorted(stems_of(who)))
        query = select(table).where(table.c.outcome.in_((outcome, ANY_OUTCOME)), *words)
        for row in self._rows(query):
            found[row.event].append(row)
        return found

    def _figures(self) -> dict[str, dict[str, Estimate]]:
        profile = self.profile
        figures: dict[str, dict[str, Estimate]] = defaultdict(dict)
        for event, outcome, low, best, high in self._rows(of_whole_events()):
            figures[event][outcome] = Estimate(low, best, high, high is None, (), "single", profile, ())
        return figures

    def _cells(self) -> dict[str, list[Cell]]:
        table, profile = schema.figure_index, self.profile
        cells: dict[str, list[Cell]] = defaultdict(list)
        for row in self._rows(select(table).where(table.c.part > 0).order_by(table.c.event, table.c.part)):
            one = Estimate(row.low, row.best, row.high, row.high is None, (), "single", profile, ())
            cells[row.event].append(Cell(row.outcome, one, row.status, row.side, row.subgroup))
        return cells

    def _acting(self) -> dict[str, list[EventActor]]:
        table = schema.event_actors
        found: dict[str, list[EventActor]] = defaultdict(list)
        for row in self._rows(select(table).order_by(table.c.event, table.c.n)):
            found[row.event].append(EventActor(row.name, row.role, ()))
        return found


def _claim(row: Any, who: str) -> Claim:
    """A claim that counts those whom these words name."""
    figure = Figure(Span(0, 0), row.outcome, "exact", point=row.point, who=who)
    return Claim(row.claim, "", "figure", (), "", figure=figure, status="current" if row.own else "superseded")


def _with(event: Event, field: str, found: Mapping[str, Sequence[Any]]) -> Event:
    own = found.get(event.id)
    return msgspec.structs.replace(event, **{field: tuple(own)}) if own else event


def _event(row: Sequence[Any], figures: Mapping[str, dict[str, Estimate]], places: dict[Any, Place]) -> Event:
    ident, kind, cause, part_of, first, last, corroboration, review, *where = row
    at = tuple(where)
    place = places.setdefault(at, Place(*at)) if at[0] is not None else None
    return Event(
        ident, "", kind, (), (), part_of=part_of, cause=cause, place=place, date=EventDate(first, last),
        figures=figures.get(ident, {}), corroboration=corroboration, review=review,
    )  # fmt: skip
