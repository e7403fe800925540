"""What sums are made of, read from columns: of every event its day, place, cause, level and figures, and no words."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import select

from crossreport.model.happened import Event, EventActor, EventDate, Place
from crossreport.model.judged import Cell, Estimate
from crossreport.model.record import Derived
from crossreport.store import schema
from crossreport.store.lists import Lists, which_events
from crossreport.store.protection import masked


class Sums(Lists):
    """A record that gives what a sum is made of."""

    def countable(
        self,
        outcomes: Iterable[str],
        since: str | None = None,
        until: str | None = None,
        corroboration: Iterable[str] = (),
        acting: bool = True,
    ) -> Derived:
        """The events of a period and of these levels with their figures of these outcomes, by the record's own profile.

        They hold what a tally asks of an event (who acts in it where `acting`), and no claims: `with_words` adds these.
        Episodes whose incidents are known are not among them.
        """
        table = schema.event_index
        parents = select(table.c.part_of).where(table.c.part_of.is_not(None))
        query = select(table).where(
            *which_events(since, until, corroboration=corroboration), table.c.kind != "aggregate", table.c.id.not_in(parents)
        )
        with self._snapshot():
            figures, cells = self._figures(tuple(outcomes))
            actors = self._acting() if acting else {}
            events = (self._event(row, figures, cells, actors) for row in self._rows(query.order_by(table.c.id)))
            return Derived(self.profile, events=tuple(events))

    def with_words(self, derived: Derived, ids: Iterable[str]) -> Derived:
        """The same, these events whole, with their claims."""
        whole = {event.id: event for event in self.events_of(ids)}
        claims = self._claims("id", (claim for event in whole.values() for claim in event.claims))
        if not self.unsealed:
            seals = self.seals_of(claim.report for claim in claims)
            claims = tuple(masked(claim, seals, [claim.report]) for claim in claims)
        events = tuple(whole.get(event.id, event) for event in derived.events)
        return msgspec.structs.replace(derived, events=events, claims=claims)

    def _figures(self, outcomes: tuple[str, ...]) -> tuple[dict[str, dict[str, Estimate]], dict[str, list[Cell]]]:
        table = schema.figure_index
        figures: dict[str, dict[str, Estimate]] = defaultdict(dict)
        cells: dict[str, list[Cell]] = defaultdict(list)
        profile = self.profile
        query = select(table).where(table.c.outcome.in_(outcomes)).order_by(table.c.event, table.c.part)
        for row in self._rows(query):
            one = Estimate(row.low, row.best, row.high, row.high is None, (), "single", profile, ())
            if row.part:
                cells[row.event].append(Cell(row.outcome, one, row.status, row.side, row.subgroup))
            else:
                figures[row.event][row.outcome] = one
        return figures, cells

    def _acting(self) -> dict[str, list[EventActor]]:
        table = schema.event_actors
        found: dict[str, list[EventActor]] = defaultdict(list)
        for row in self._rows(select(table).order_by(table.c.event, table.c.n)):
            found[row.event].append(EventActor(row.name, row.role, ()))
        return found

    @staticmethod
    def _event(
        row: Any,
        figures: dict[str, dict[str, Estimate]],
        cells: dict[str, list[Cell]],
        actors: dict[str, list[EventActor]],
    ) -> Event:
        place = None
        if row.place is not None:
            place = Place(row.place, row.admin1, row.country, row.geonameid, row.lat, row.lon, row.precision)
        return Event(
            row.id, "", row.kind, (), (), part_of=row.part_of, cause=row.cause, place=place,
            date=EventDate(row.first, row.last), actors=tuple(actors.get(row.id, ())),
            figures=figures.get(row.id, {}), cells=tuple(cells.get(row.id, ())),
            corroboration=row.corroboration, review=row.review,
        )  # fmt: skip
