"""A record as it is read: reports, readings, and what was made of them, each with the names that are sealed masked."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Literal, TypeVar

import msgspec
from sqlalchemy import Connection, Table, select

from crossreport.errors import NotFound, RecordError
from crossreport.model.acting import Actor, Interaction
from crossreport.model.decided import Applied, Decision
from crossreport.model.happened import Event, Reading
from crossreport.model.judged import Copy, Link, Relation, Story, Tally
from crossreport.model.record import Derived, EarlierClaim, Linked, Older, ReportRow
from crossreport.model.report import Report
from crossreport.model.said import Claim, Origin
from crossreport.store import decisions, schema
from crossreport.store.actors import Actors
from crossreport.store.codec import (
    READINGS,
    decode,
    reading_of,
)
from crossreport.store.file import told
from crossreport.store.given import Given
from crossreport.store.known import Known
from crossreport.store.protection import Shown, masked, seal
from crossreport.store.redaction import decisions_with
from crossreport.store.slices import Slice
from crossreport.store.standing import older_versions
from crossreport.store.waiting import Waiting
from crossreport.store.weighing import Weighing

T = TypeVar("T")
Kind = Literal["report", "claim", "event", "origin", "story", "actor"]


class Record(Given, Actors, Weighing, Waiting, Known):
    """A record that is open for reading. Close it when done, or use it in a `with` statement.

    What was made of the reports comes with sealed names masked, unless it was opened with `unsealed`. Reports come as they
    were given; whoever shows their words passes these through `mask`.
    """

    def __init__(self, connection: Connection, path: Path | None, unsealed: bool = False):
        super().__init__(connection, path, unsealed)
        self._derived: dict[str, Derived] = {}
        self._weighed: dict[str, Derived] = {}

    def forget(self) -> None:
        """Forgets what it has looked up: the record was changed since."""
        self._derived.clear()
        self._weighed.clear()
        self._outlets.clear()
        self._seals = None

    # ------------------------------------------------------------------ as made

    def derived(self, profile: str | None = None) -> Derived:
        """The whole record by a profile (the one that it was built with, where none is named), sealed names masked.

        It is read whole: `slice` reads parts. SetupError where there is no such profile, RecordError where no build of the
        record has come to its end.
        """
        profile = self.asked(profile)
        if profile not in self._derived:
            raw = self._stored() if profile == self.profile else self._reconciled(profile)
            self._derived[profile] = raw if self.unsealed else self._sealed(raw)
        return self._derived[profile]

    def slice(
        self,
        story: str | None = None,
        reports: Iterable[str] = (),
        events: Iterable[str] = (),
        actors: Iterable[str] = (),
        profile: str | None = None,
        acting: bool = True,
    ) -> Slice:
        """What belongs to a story, to reports, events or actors, as it may be shown, read without the rest of the record.

        It holds all claims of these reports and of all events that they tell of, and what these name: who acts in it only
        where `acting`. By a profile that the record was not built with it is weighed anew, with all that it hangs on and no
        more. Unknown ids but those of stories are passed over.
        NotFound where there is no such story; SetupError where there is no such profile.
        """
        profile = self.asked(profile)
        with self._snapshot():
            chosen = self._story(story) if story is not None else None
            more = (chosen.reports, chosen.events) if chosen else ((), ())
            own = self.gathered((*reports, *more[0]), (*map(self.today, events), *more[1]), actors, acting)
            return self.as_shown(own if profile == self.profile else self.part_weighed(own, profile))

    def asked(self, profile: str | None) -> str:
        """A profile's name as given or, where none is, that of the record. RecordError where no build came to its end."""
        if not self.profile:
            raise RecordError("No build of this record has come to its end. Give the same build command again: it goes on.")
        return profile or self.profile

    def _sealed(self, derived: Derived) -> Derived:
        """With names masked; a claim's quote is cut from the masked text, so that no half of a name is left in it."""
        concerned = self.seals().reports()
        shown = Shown((report for report in self.reports() if report.id in concerned), self.seals())
        masked = seal(derived, self.seals())
        claims = tuple(map(shown.quoted, masked.claims))
        return msgspec.structs.replace(masked, claims=claims, earlier=self._quoted(masked.earlier, self.seals()))

    def _reconciled(self, profile: str) -> Derived:
        from crossreport.profiles.load import load_profile
        from crossreport.reconcile.reconcile import reconcile

        if profile not in self._weighed:
            weighed = reconcile(self.linked(), load_profile(profile), self.decided_by_people())
            self._weighed[profile] = msgspec.structs.replace(weighed, earlier=self._bodies(schema.earlier, EarlierClaim))
        return self._weighed[profile]

    def _stored(self) -> Derived:
        with self._snapshot():
            return self._stored_now()

    def _stored_now(self) -> Derived:
        return Derived(
            profile=self.profile,
            rows=self._bodies(schema.rows, ReportRow),
            claims=self._bodies(schema.claims, Claim),
            events=self._bodies(schema.events, Event),
            origins=self._bodies(schema.origins, Origin),
            stories=self._bodies(schema.stories, Story),
            copies=self._bodies(schema.copies, Copy),
            links=self._bodies(schema.links, Link),
            actors=self._bodies(schema.actors, Actor),
            interactions=self._bodies(schema.interactions, Interaction),
            relations=self._bodies(schema.relations, Relation),
            tallies=self._bodies(schema.tallies, Tally),
            earlier=self._bodies(schema.earlier, EarlierClaim),
            decided=self._bodies(schema.decided, Applied),
        )

    def older(self, of: Iterable[str] | None = None) -> tuple[Older, ...]:
        """Every version of a report, or of one of these, that counts no more, with its reading; no source whose adding is
        undone."""
        undone = decisions.undone_sources(self.decided_by_people())
        with told(self.path):
            return tuple(one for one in older_versions(self._connection, of) if one.report.id not in undone)

    def decided_by_people(self) -> tuple[Decision, ...]:
        """What people decided, in the order in which they did, words and names as they are."""
        with told(self.path):
            return decisions.kept(self._connection)

    def decisions_with(self, report: str) -> tuple[str, ...]:
        """The ids of the decisions that hold words or claims of a report: those that would go if it were redacted."""
        with told(self.path):
            return decisions_with(self._connection, report)

    def decision_rows(self) -> Iterator[tuple[str, int, str]]:
        """(id, step of the log, JSON) of each decision, as it is kept."""
        table = schema.decisions
        for row in self._rows(select(table.c.id, table.c.step, table.c.body).order_by(table.c.n)):
            yield row.id, row.step, row.body

    def linked(self) -> Linked:
        """What linking made, before anything was weighed: what another profile starts from. Names are not masked."""
        with self._snapshot():
            return self._linked_now()

    def _linked_now(self) -> Linked:
        people = self.decided_by_people()
        back = tuple(self._rows(select(schema.set_aside).order_by(schema.set_aside.c.n)))
        linked = Linked(
            reports=tuple(self.reports()),
            readings=tuple(self.readings()),
            rows=self._before(schema.rows, ReportRow),
            claims=self._before(schema.claims, Claim),
            events=decisions.restored("event", self._before(schema.events, Event), back),
            origins=self._before(schema.origins, Origin),
            stories=self._before(schema.stories, Story),
            copies=self._bodies(schema.copies, Copy),
            links=self._bodies(schema.links, Link),
            actors=decisions.restored("actor", self._bodies(schema.actors, Actor), back),
            interactions=decisions.restored("interaction", self._bodies(schema.interactions, Interaction), back),
            decided=decisions.as_linked(self._bodies(schema.decided, Applied), people),
        )
        return decisions.with_added(linked, people)

    def claim(self, ident: str) -> Claim:
        """A claim by its id, by the record's own profile. NotFound where there is none."""
        return self._one(schema.claims, Claim, ident, lambda claim: (claim.report,))

    def event(self, ident: str) -> Event:
        """An event by its id, or by one that it formerly had. NotFound where there is none."""
        return self._one(schema.events, Event, self.today(ident), lambda event: event.reports)

    def origin(self, ident: str) -> Origin:
        """An origin by its id. NotFound where there is none."""
        return self._one(schema.origins, Origin, ident, lambda origin: origin.reports)

    def story(self, ident: str) -> Story:
        """A story by its id. NotFound where there is none."""
        return self._one(schema.stories, Story, ident, lambda story: story.reports)

    def today(self, ident: str) -> str:
        """The id that an event has today, for one that it formerly had; any other id as it is."""
        table = schema.formerly
        for row in self._rows(select(table.c.event).where(table.c.id == ident)):
            return str(row.event)
        return self.heir(ident) or ident

    def kind(self, ident: str) -> Kind:
        """What an id names. NotFound where it names nothing here."""
        found = self.kind_of(ident)
        if found is None:
            raise NotFound(f"The record has no report, claim, event, origin, story or actor {ident!r}.")
        return found

    def kind_of(self, ident: str) -> Kind | None:
        """What an id names; None where it names nothing here."""
        kinds: tuple[tuple[Kind, Table], ...] = (
            ("claim", schema.claims),
            ("event", schema.events),
            ("origin", schema.origins),
            ("story", schema.stories),
            ("report", schema.reports),
            ("actor", schema.actors),
        )
        now = self.today(ident)
        for kind, table in kinds:
            if any(True for _ in self._rows(select(table.c.id).where(table.c.id == now).limit(1))):
                return kind
        return None

    # ------------------------------------------------------------------ as shown

    def shown(self, profile: str | None = None) -> tuple[Derived, tuple[Report, ...]]:
        """The record by a profile, and its reports, as they may be shown: names masked in the reports' texts as well.

        The spans of claims are moved with the words, so they point into these texts, and not into those that were given.
        """
        derived = self.derived(profile)
        if self.unsealed:
            return derived, tuple(self.reports())
        shown = Shown(self.reports(), self.seals())
        claims = tuple(shown.moved(claim, claim.report) for claim in derived.claims)
        return msgspec.structs.replace(derived, claims=claims), shown.reports

    def shown_readings(self, ids: Iterable[str] | None = None) -> Iterator[tuple[Report, Reading]]:
        """Each report, or each of these, as it may be shown with its reading to go with it: names masked, spans moved."""
        chosen = None if ids is None else tuple(ids)
        seals = self.seals() if chosen is None else self.seals_of(chosen)
        for report, reading in self._read() if chosen is None else self._read_of(chosen):
            if self.unsealed:
                yield report, reading
                continue
            shown = Shown([report], seals)
            yield shown.reports[0], shown.moved(masked(reading, seals, [report.id]), report.id)

    def _read(self) -> Iterator[tuple[Report, Reading]]:
        return zip(self.reports(), self.readings(), strict=True)

    def _read_of(self, ids: Iterable[str]) -> Iterator[tuple[Report, Reading]]:
        reports = self.reports_of(ids)
        found = self._rows_where(READINGS, schema.reports.c.id, (report.id for report in reports))
        readings = {row.id: reading_of(row) for row in found}
        return ((report, readings[report.id]) for report in reports)

    # ------------------------------------------------------------------ rows

    def _before(self, table: Table, kind: type[T]) -> tuple[T, ...]:
        query = select(table.c.body, table.c.linked).order_by(table.c.n)
        bodies = (row.body if row.linked is None else row.linked for row in self._rows(query))
        return tuple(decode(body, kind) for body in bodies if body)

    def _one(self, table: Table, kind: type[T], ident: str, reports: Callable[[T], Iterable[str]]) -> T:
        for row in self._rows(select(table.c.body).where(table.c.id == ident)):
            found = decode(row.body, kind)
            return found if self.unsealed else masked(found, self.seals_of(reports(found)), reports(found))
        raise NotFound(f"The record has no {kind.__name__.lower()} {ident!r}.")
