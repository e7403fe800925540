"""A part of a record weighed by a profile, and nothing that it does not hang on.

What linking made is read of the part alone and weighed as a whole record is. Enough is taken with it that all that is asked
for comes out as from the whole: an event with all its claims, a story with all its events, a stated total with the events
in its scope and the totals that it may be held against. The code of linking is imported where a part is weighed: who asks
for a brief by the record's own profile does not wait for it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

import msgspec
from sqlalchemy import Table, func, literal, select

from crossreport.linking.decisions import Kin, active
from crossreport.model.acting import Actor, Interaction
from crossreport.model.decided import Accept, Anchor, Applied, Decision, Edit, Exclude, Quote, Reject
from crossreport.model.happened import Event, Person, Reading
from crossreport.model.judged import Copy, Story, Tally
from crossreport.model.record import Derived, Linked, ReportRow
from crossreport.model.said import Claim, Origin
from crossreport.profiles.load import load_profile
from crossreport.reconcile.areas import area
from crossreport.reconcile.context import Beyond, Context, newest_of
from crossreport.reconcile.scope import Scope, in_scope
from crossreport.reconcile.stated import scope_of
from crossreport.store import decisions, schema
from crossreport.store.codec import READINGS, decode, reading_of
from crossreport.store.names import MASK
from crossreport.store.packing import unpacked
from crossreport.store.protection import SealedName
from crossreport.store.slices import cut
from crossreport.store.sums import Sums

T = TypeVar("T")
# Events that are weighed together where many are: what they need is held at a time.
CHUNK = 400
# A day reads otherwise in another zone of time: the latest of all moments lies within so many days of the last as written.
ZONES = 2
Told = Callable[[int, int], None]


class _OfPeople(msgspec.Struct):
    """Of a reading what figures count in it one by one: no more is asked where an event is weighed alone."""

    people: tuple[Person, ...] = ()


class _Counted(msgspec.Struct):
    """Of a figure what makes two stated totals alike."""

    outcome: str
    area: str | None = None


class _Total(msgspec.Struct):
    """Of the claim of a stated total the same."""

    figure: _Counted | None = None


class _Stated(NamedTuple):
    """A stated total: the claim and report that state it, and what makes another one alike."""

    claim: str
    report: str
    outcome: str
    story: str | None
    area: frozenset[str] | None


class Weighing(Sums):
    """A record parts of which are weighed by themselves."""

    def part_weighed(self, own: Derived, profile: str) -> Derived:
        """By a profile, what a slice by the record's own holds: its claims, events, relations, totals and stories.

        A story some of whose totals are not in the slice has no rows.
        """
        return cut(self._part_weighed(own, profile), own)

    def _part_weighed(self, own: Derived, profile: str) -> Derived:
        """The same, with all that it was weighed with."""
        from crossreport.reconcile.reconcile import reconcile

        with self._snapshot():
            people, newest = decisions.kept(self._connection), self.newest()
            stories = {one.id: one.reports for one in own.stories}
            reports = {*(row.report for row in own.rows), *(one for told in stories.values() for one in told)}
            events = self._told_in(reports) | {event.id for event in own.events}
            totals = {one.id for one in own.claims if one.type == "tally"}
            beside, within = self._beside(totals, profile, people) if totals else (set(), set())
            linked = self._linked_of(reports | beside, events, stories, people)
            known = {one.id for one in linked.claims}
            far = self.events_weighed(within - {one.id for one in linked.events}, profile)
            claims = tuple(one for one in far.claims if one.id not in known)
            found = reconcile(linked, load_profile(profile), people, Beyond(newest, events=far.events, claims=claims))
        told = {one.report for one in linked.claims if one.type == "tally" and one.id not in totals}
        bare = (msgspec.structs.replace(one, rows=()) if told.intersection(one.reports) else one for one in found.stories)
        return msgspec.structs.replace(found, stories=tuple(bare))

    def totals_weighed(self, claims: Iterable[str], profile: str) -> tuple[tuple[Tally, Claim], ...]:
        """The totals that these claims state, with the claims, by a profile; names are masked."""
        told = {one.id: one for one in self._claims("id", claims)}
        if not told:
            return ()
        rows = tuple(ReportRow(one) for one in sorted({one.report for one in told.values()}))
        found = self._part_weighed(Derived(self.profile, rows=rows, claims=tuple(told.values())), profile)
        own = tuple(one for one in found.tallies if one.claim in told)
        stated = tuple(one for one in found.claims if one.id in {tally.claim for tally in own})
        shown = self.as_shown(Derived(profile, rows=rows, claims=stated, tallies=own)).derived
        by_id = {one.id: one for one in shown.claims}
        return tuple((one, by_id[one.claim]) for one in shown.tallies)

    def events_weighed(self, ids: Iterable[str], profile: str, tell: Told | None = None) -> Derived:
        """These events by a profile, with their claims, and with nothing else that their reports tell.

        `tell` is called with how many are weighed, and of how many.
        """
        from crossreport.reconcile.reconcile import reconcile

        wanted = sorted(set(ids))
        events, claims = list[Event](), dict[str, Claim]()
        with self._snapshot():
            people, newest, rules = decisions.kept(self._connection), Beyond(self.newest()), load_profile(profile)
            copies = self._bodies(schema.copies, Copy) if people else ()
            for start in range(0, len(wanted), CHUNK):
                part = set(wanted[start : start + CHUNK])
                for linked in self._linked_alone(part, copies, people):
                    found = reconcile(linked, rules, people, newest)
                    events += (one for one in found.events if one.id in part)
                    claims |= {one.id: one for one in found.claims if part.intersection(one.events)}
                if tell is not None:
                    tell(start + len(part), len(wanted))
        return Derived(profile, claims=tuple(claims.values()), events=tuple(sorted(events, key=lambda one: one.id)))

    def linked_around(self, reports: Iterable[str], events: Iterable[str]) -> Linked:
        """What linking made of these reports and events, of all that they tell, and of who acts in it; no stories."""
        own = set(reports)
        with self._snapshot():
            people = decisions.kept(self._connection)
            back = list(self._rows(select(schema.set_aside).order_by(schema.set_aside.c.n)))
            linked = self._linked_of(own, self._told_in(own) | set(events), (), people, is_judged=True)
            table = schema.actor_reports
            told = [one.id for one in linked.reports]
            ids = {row.actor for row in self._rows_where(select(table.c.actor), table.c.report, told)}
            ids |= {row.id for row in back if row.kind == "actor"}
            acts = {one.id: one for one in self._acts_of(ids)}
            return msgspec.structs.replace(
                linked,
                actors=decisions.restored("actor", self._bodies_where(schema.actors, Actor, schema.actors.c.id, ids), back),
                interactions=decisions.restored("interaction", acts.values(), back),
            )

    def hanging_together(self, reports: Iterable[str]) -> set[str]:
        """These reports with all of their stories, and all that tell of an event that one of them tells of."""
        found, waiting, told = set[str](), set(reports), set[str]()
        rows, stories = schema.rows, set[str]()
        with self._snapshot():
            while waiting:
                found |= waiting
                events = self._told_in(waiting) - told
                told |= events
                query = self._rows_where(select(rows.c.story), rows.c.report, waiting)
                new = {row.story for row in query if row.story} - stories
                stories |= new
                waiting = {report for one in self._events_linked(events) for report in one.reports}
                for story in self._linking(schema.stories, Story, schema.stories.c.id, new):
                    waiting.update(story.reports)
                waiting -= found
        return found

    def linked_part(self, reports: set[str]) -> Linked:
        """What linking made of reports that hang together, with their stories; no actors.

        Of other reports, on whose words people decided what bears on these, it has the claims alone that are no totals.
        """
        with self._snapshot():
            people = decisions.kept(self._connection)
            table = schema.rows
            stories = {row.story for row in self._rows_where(select(table.c.story), table.c.report, reports) if row.story}
            made = self._linked_of(reports, self._told_in(reports), stories, people, is_judged=True)
        told = {one.id for one in made.reports}
        return msgspec.structs.replace(
            made,
            copies=tuple(one for one in made.copies if one.report in told or one.of in told),
            rows=tuple(one for one in made.rows if one.report in reports),
            claims=tuple(one for one in made.claims if one.report in reports or one.type != "tally"),
        )

    def _acts_of(self, actors: set[str]) -> Iterator[Interaction]:
        table = schema.interactions
        for column in (table.c.actor, table.c.recipient):
            yield from self._bodies_where(table, Interaction, column, actors)

    def claims_linked(self, reports: Iterable[str]) -> tuple[Claim, ...]:
        """The claims of these reports as linking made them."""
        return self._linking(schema.claims, Claim, schema.claims.c.report, reports)

    def kin_of(self, reports: Iterable[str]) -> set[str]:
        """The reports that share text with these, by one report between them at most."""
        kin = Kin(self._bodies(schema.copies, Copy))
        return {near for report in reports for near in kin.of(report)}

    def names_of(self, reports: Iterable[str]) -> tuple[SealedName, ...]:
        """The names that are sealed in these reports."""
        return self._bodies_where(schema.names, SealedName, schema.names.c.report, reports)

    # ------------------------------------------------------------------ what hangs together

    def _told_in(self, reports: Iterable[str]) -> set[str]:
        """The events that these reports tell of, as linking has it."""
        claims = self._linking(schema.claims, Claim, schema.claims.c.report, reports)
        return {event for claim in claims for event in claim.events}

    def _beside(self, totals: set[str], profile: str, people: Sequence[Decision]) -> tuple[set[str], set[str]]:
        """The reports that state totals alike to these, and the events that bear on these by a profile."""
        from crossreport.reconcile.reconcile import reconcile

        every = self._all_stated()
        own = [one for one in every if one.claim in totals]
        kinds = {(one.outcome, one.area) for one in own if one.area} | {(one.outcome, one.story) for one in own if one.story}
        alike = {one.report for one in every if (one.outcome, one.area) in kinds or (one.outcome, one.story) in kinds}
        alike |= {one.report for one in self._linking(schema.claims, Claim, schema.claims.c.id, totals)}
        # Nothing happened yet: which of them are held against each other is seen without it.
        linked, rules = self._linked_of(alike, (), (), people), load_profile(profile)
        found = reconcile(linked, rules, people)
        report_of = {one.id: one.report for one in found.claims}
        nearest = {
            report_of[one] for tally in found.tallies if tally.claim in totals and tally.difference
            for one in tally.difference.claims
        }  # fmt: skip
        context = Context.of(linked, rules, Beyond())
        scopes = {scope_of(one, context) for one in found.claims if one.id in totals and one.figure is not None}
        return alike, self._within(scopes) | self._told_in(nearest)

    def _all_stated(self) -> list[_Stated]:
        """All totals that reports state, those among them that the record's own profile gives no number."""
        claims, rows = schema.claims, schema.rows
        query = select(claims.c.id, claims.c.report, claims.c.body, rows.c.story)
        both = claims.outerjoin(rows, rows.c.report == claims.c.report)
        made = []
        for row in self._rows(query.select_from(both).where(claims.c.type == literal("tally", literal_execute=True))):
            figure = decode(row.body, _Total).figure
            if figure is not None:
                where = _area_key(figure.area) if figure.area else None
                made.append(_Stated(row.id, row.report, figure.outcome, row.story, where))
        return made

    def _within(self, scopes: Iterable[Scope]) -> set[str]:
        """The events that may lie in one of these scopes; not of one without area and period, which is its story's alone."""
        asked = [one for one in scopes if one.area or one.since or one.until]
        events = self.countable(acting=False, parts=False).events if asked else ()
        return {
            event.id for event in events for scope in asked
            if in_scope(event, scope)[0] or (event.place is not None and MASK in f"{event.place.name} {event.place.admin1}")
        }  # fmt: skip

    # ------------------------------------------------------------------ what linking made

    def _linked_of(
        self,
        reports: set[str],
        events: Iterable[str],
        stories: Iterable[str],
        people: Sequence[Decision],
        is_judged: bool = False,
    ) -> Linked:
        """What linking made of these reports, and of all that tell of these events; with all copies where it is judged."""
        happened = self._events_linked(events)
        copies = self._bodies(schema.copies, Copy) if people or is_judged else ()
        every = reports | {report for event in happened for report in event.reports}
        every |= _bearing(people, every, copies)
        claims = self._linking(schema.claims, Claim, schema.claims.c.report, every)
        readings = self._rows_where(READINGS, schema.reports.c.id, every)
        linked = Linked(
            reports=self.reports_of(every),
            readings=tuple(sorted(map(reading_of, readings), key=_report_of)),
            rows=self._linking(schema.rows, ReportRow, schema.rows.c.report, every),
            claims=claims,
            events=happened,
            origins=self._linking(schema.origins, Origin, schema.origins.c.id, {claim.origin for claim in claims}),
            stories=self._linking(schema.stories, Story, schema.stories.c.id, stories),
            copies=copies,
            decided=decisions.as_linked(self._bodies(schema.decided, Applied), people),
        )
        return decisions.with_added(linked, people)

    def _linked_alone(self, ids: set[str], copies: Iterable[Copy], people: Sequence[Decision]) -> Iterator[Linked]:
        """What linking made of these events: of those that people judged something of with all that their reports tell."""
        happened = self._events_linked(ids)
        told = _judged_in(people, happened, copies) if people else set()
        if told:
            yield self._linked_of(set(), told, (), people)
        alone = tuple(event for event in happened if event.id not in told)
        reports = {report for event in alone for report in event.reports}
        claims = self._linking(
            schema.claims, Claim, schema.claims.c.id, (claim for event in alone for claim in event.claims)
        )
        readings = self._rows_where(READINGS, schema.reports.c.id, reports)
        yield Linked(
            reports=self.reports_of(reports),
            readings=tuple(
                Reading(row.id, people=unpacked(row.body, _OfPeople).people) for row in readings if row.body is not None
            ),
            rows=self._linking(schema.rows, ReportRow, schema.rows.c.report, reports),
            claims=claims,
            events=alone,
            origins=self._linking(schema.origins, Origin, schema.origins.c.id, {claim.origin for claim in claims}),
        )

    def _events_linked(self, ids: Iterable[str]) -> tuple[Event, ...]:
        wanted, table = set(ids), schema.set_aside
        held = self._linking(schema.events, Event, schema.events.c.id, wanted)
        back = self._rows_where(select(table).where(table.c.kind == "event"), table.c.id, wanted)
        return decisions.restored("event", held, list(back))

    def _linking(self, table: Table, kind: type[T], column: Any, values: Iterable[str]) -> tuple[T, ...]:
        """The values of a table as linking made them, in its order; those that came by weighing are left out."""
        rows = self._rows_where(select(table.c.n, table.c.body, table.c.linked), column, values)
        bodies = ((row.n, row.body if row.linked is None else row.linked) for row in rows)
        return tuple(decode(body, kind) for _, body in sorted(bodies) if body)

    def newest(self) -> str | None:
        """The latest moment at which a report of the record was published, or probably was; None where none tells."""
        from crossreport.store.near import state

        known = state(self._connection)
        if not self.is_past and known.get("made_of") == self.meta().get("made_of") and "newest" in known:
            return known["newest"]
        table, rows = schema.reports, schema.rows
        last = next(self._rows(select(func.max(table.c.published)).where(table.c.current)))[0]
        told: list[str | None] = []
        if last is not None:
            since = (date.fromisoformat(last[:10]) - timedelta(ZONES)).isoformat()
            query = select(table.c.published).where(table.c.current, table.c.published >= since)
            told += (row.published for row in self._rows(query))
        undated = select(rows.c.body).join(table, table.c.id == rows.c.report)
        undated = undated.where(table.c.current, table.c.published.is_(None))
        told += (decode(row.body, ReportRow).inferred_day for row in self._rows(undated))
        return newest_of(told)


@lru_cache(maxsize=65_536)
def _area_key(where: str) -> frozenset[str]:
    return area(where).key


def _report_of(reading: Reading) -> str:
    return reading.report


def _judged_in(people: Sequence[Decision], events: Iterable[Event], copies: Iterable[Copy]) -> set[str]:
    """Those of these events on whose reports, or on words that these share with others, people decided anything."""
    counting = active(people)
    if any(isinstance(one.action, Exclude) and one.action.kind != "report" for one in counting):
        return {event.id for event in events}
    kin = Kin(copies)
    told = {quote.report for one in counting for quote in _quotes(one.action)}
    told |= {one.action.name for one in counting if isinstance(one.action, Exclude)}
    told |= {near for report in told for near in kin.of(report)}
    return {event.id for event in events if not told.isdisjoint(event.reports)}


def _quotes(value: Any) -> Iterator[Quote]:
    """All words of reports that a decision holds."""
    if isinstance(value, Quote):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _quotes(one)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _quotes(getattr(value, name))


def _bearing(people: Sequence[Decision], reports: set[str], copies: Iterable[Copy]) -> set[str]:
    """The other reports on whose words people decided what bears on these: on a source, or on a passage that these copy."""
    found: set[str] = set()
    kin = Kin(copies)
    for one in active(people):
        action = one.action
        anchors: tuple[Anchor, ...] = ()
        if isinstance(action, Exclude):
            found |= {quote.report for anchor in action.claims for quote in anchor.quotes}
        elif isinstance(action, Accept | Reject | Edit) and not action.here_only:
            anchors = action.about.claims
        told = {quote.report for anchor in anchors for quote in anchor.quotes} - reports
        found |= {report for report in told if not reports.isdisjoint(kin.of(report))}
    return found - reports
