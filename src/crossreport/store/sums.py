"""What sums are made of, read from columns: of every event its day, place, cause, level and figures, and no words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Select, select

from crossreport.model.happened import Event, EventActor, EventDate, Place
from crossreport.model.judged import Cell, Estimate
from crossreport.model.record import Derived
from crossreport.store import schema
from crossreport.store.lists import Lists, which_events
from crossreport.store.protection import masked

# The columns of an event that a sum asks for, and those that tell where it was.
OWN = ("id", "kind", "cause", "part_of", "first", "last", "corroboration", "review")
PLACE = ("place", "admin1", "country", "geonameid", "lat", "lon", "precision")


def of_outcome(outcome: str) -> Select[Any]:
    """(event, low, best, high) of each event's own figure of an outcome: all of it lies in one index."""
    table = schema.figure_index
    query = select(table.c.event, table.c.low, table.c.best, table.c.high)
    return query.where(table.c.outcome == outcome, table.c.part == 0)


def _of_its_own() -> tuple[ColumnElement[bool], ...]:
    """Is it an event that may stand in a sum: no aggregate, and no episode whose incidents are known?"""
    table = schema.event_index
    parents = select(table.c.part_of).where(table.c.part_of.is_not(None))
    return table.c.kind != "aggregate", table.c.id.not_in(parents)


class Sums(Lists):
    """A record that gives what a sum is made of."""

    def countable(
        self,
        outcomes: Iterable[str],
        since: str | None = None,
        until: str | None = None,
        corroboration: Iterable[str] = (),
        acting: bool = True,
        where: bool = True,
        parts: bool = True,
    ) -> Derived:
        """The events of a period and of these levels with their figures of these outcomes, by the record's own profile.

        They hold what a tally asks of an event (who acts in it where `acting`, its place where `where`, the figures of its
        parts where `parts`), and no claims: `with_words` adds these. They come in no order. Episodes whose incidents are
        known are not among them.
        """
        table = schema.event_index
        columns = (table.c[name] for name in (*OWN, *(PLACE if where else ())))
        query = select(*columns).where(*which_events(since, until, corroboration=corroboration), *_of_its_own())
        with self._snapshot():
            figures, cells = self._figures(tuple(outcomes), parts)
            actors = self._acting() if acting else {}
            rows = self._rows(query)
            return Derived(self.profile, events=tuple(_event(row, figures, cells, actors) for row in rows))

    def with_words(self, derived: Derived, ids: Iterable[str]) -> Derived:
        """The same, these events whole, with their claims."""
        whole = {event.id: event for event in self.events_of(ids)}
        claims = self._claims("id", (claim for event in whole.values() for claim in event.claims))
        if not self.unsealed:
            seals = self.seals_of(claim.report for claim in claims)
            claims = tuple(masked(claim, seals, [claim.report]) for claim in claims)
        events = tuple(whole.get(event.id, event) for event in derived.events)
        return msgspec.structs.replace(derived, events=events, claims=claims)

    def _figures(
        self, outcomes: tuple[str, ...], parts: bool
    ) -> tuple[dict[str, dict[str, Estimate]], dict[str, list[Cell]]]:
        figures: dict[str, dict[str, Estimate]] = {}
        profile = self.profile
        for outcome in outcomes:
            for event, low, best, high in self._rows(of_outcome(outcome)):
                one = Estimate(low, best, high, high is None, (), "single", profile, ())
                figures.setdefault(event, {})[outcome] = one
        return figures, self._cells(outcomes) if parts else {}

    def _cells(self, outcomes: tuple[str, ...]) -> dict[str, list[Cell]]:
        table, profile = schema.figure_index, self.profile
        cells: dict[str, list[Cell]] = defaultdict(list)
        query = select(table).where(table.c.outcome.in_(outcomes), table.c.part > 0).order_by(table.c.event, table.c.part)
        for row in self._rows(query):
            one = Estimate(row.low, row.best, row.high, row.high is None, (), "single", profile, ())
            cells[row.event].append(Cell(row.outcome, one, row.status, row.side, row.subgroup))
        return cells

    def _acting(self) -> dict[str, list[EventActor]]:
        table = schema.event_actors
        found: dict[str, list[EventActor]] = defaultdict(list)
        for row in self._rows(select(table).order_by(table.c.event, table.c.n)):
            found[row.event].append(EventActor(row.name, row.role, ()))
        return found


def _event(
    row: Sequence[Any],
    figures: Mapping[str, dict[str, Estimate]],
    cells: Mapping[str, list[Cell]],
    actors: Mapping[str, list[EventActor]],
) -> Event:
    ident, kind, cause, part_of, first, last, corroboration, review, *where = row
    place = Place(*where) if where and where[0] is not None else None
    return Event(
        ident, "", kind, (), (), part_of=part_of, cause=cause, place=place, date=EventDate(first, last),
        actors=tuple(actors.get(ident, ())), figures=figures.get(ident, {}), cells=tuple(cells.get(ident, ())),
        corroboration=corroboration, review=review,
    )  # fmt: skip
