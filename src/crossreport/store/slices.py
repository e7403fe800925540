"""Parts of a record, read without the rest: what belongs to some reports or events, and nothing else.

A slice is the whole record cut down, so whatever asks about the things it was cut for gets from it what it would get from
the whole: all claims of its reports and of its events, and all that these name. It costs by what it holds, not by what the
record holds.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec
from sqlalchemy import func, select

from crossreport.errors import NotFound
from crossreport.model.acting import Actor, Interaction
from crossreport.model.decided import Applied
from crossreport.model.happened import Event
from crossreport.model.judged import Copy, Link, Relation, Story, Tally
from crossreport.model.record import Derived, EarlierClaim, ReportRow
from crossreport.model.report import Report
from crossreport.model.said import Claim, Origin
from crossreport.store import schema
from crossreport.store.codec import decode, report_of
from crossreport.store.opened import Opened
from crossreport.store.protection import Seals, Shown, reports_behind, seal

# Stories that an error names.
MOST_NAMED = 5


class Slice(NamedTuple):
    """A part of a record as it may be shown: the spans of claims point into these reports. `seals` mask its names."""

    derived: Derived
    reports: tuple[Report, ...]
    seals: Seals


class Slices(Opened):
    """A record that gives parts of itself."""

    def gathered(
        self, reports: Iterable[str] = (), events: Iterable[str] = (), actors: Iterable[str] = (), acting: bool = True
    ) -> Derived:
        """What belongs to these by the record's own profile, names not masked.

        Of these actors it holds all that they did; of others who act in it, what they did in it, unless `acting` is False.
        """
        whole = self._bodies_where(schema.actors, Actor, schema.actors.c.id, actors)
        reports = (*reports, *(report for actor in whole for report in actor.reports))
        own = self._claims("report", reports)
        happened = self._events((*events, *(event for claim in own for event in claim.events)))
        told = self._with(own, (*(claim for event in happened for claim in event.claims), *self._judged(happened)))
        ids = {claim.id for claim in told}
        relations = self._relations(ids)
        tallies = self._bodies_where(schema.tallies, Tally, schema.tallies.c.claim, ids)
        named = [end for one in relations for end in (one.a, one.b)]
        named += [claim for one in tallies if one.difference for claim in one.difference.claims]
        claims = self._with(told, named)
        concerned = {*reports, *(claim.report for claim in claims)}
        rows = self._bodies_where(schema.rows, ReportRow, schema.rows.c.report, concerned)
        stories, origins = (row.story for row in rows if row.story), (claim.origin for claim in claims)
        actors_in_it = self._actors(whole, {claim.report for claim in told}, ids) if acting else ()
        return Derived(
            profile=self.profile,
            rows=rows,
            claims=claims,
            events=happened,
            origins=self._bodies_where(schema.origins, Origin, schema.origins.c.id, origins),
            stories=self._bodies_where(schema.stories, Story, schema.stories.c.id, stories),
            copies=self._bodies_where(schema.copies, Copy, schema.copies.c.report, concerned),
            links=self._links(concerned),
            relations=relations,
            tallies=tallies,
            actors=actors_in_it,
            interactions=self._interactions({actor.id for actor in actors_in_it}, ids),
            earlier=self._bodies_where(schema.earlier, EarlierClaim, schema.earlier.c.report, concerned),
        )

    def _judged(self, events: Iterable[Event]) -> tuple[str, ...]:
        """The claims that decisions about these events judged: those among them that were taken out of an event too."""
        table = schema.decided
        decisions = (one for event in events for one in event.decisions)
        return tuple(
            claim for one in self._bodies_where(table, Applied, table.c.decision, decisions) for claim in one.claims
        )

    def _actors(self, whole: tuple[Actor, ...], reports: set[str], claims: set[str]) -> tuple[Actor, ...]:
        """These actors, and those who did something that one of the claims tells, or to whom it was done, with that."""
        table, found = schema.actor_reports, {actor.id: actor for actor in whole}
        told = {row.actor for row in self._rows_where(select(table.c.actor), table.c.report, reports)}
        found |= {one.id: one for one in self._in_part(told - found.keys(), claims) if one.deeds}
        others = {deed.other for actor in found.values() for deed in actor.deeds if deed.other}
        found |= {one.id: one for one in self._in_part(others - found.keys(), claims)}
        return tuple(found[ident] for ident in sorted(found))

    def _in_part(self, ids: Iterable[str], claims: set[str]) -> Iterator[Actor]:
        for actor in self._bodies_where(schema.actors, Actor, schema.actors.c.id, ids):
            yield msgspec.structs.replace(actor, deeds=tuple(deed for deed in actor.deeds if deed.claim in claims))

    def _interactions(self, actors: set[str], claims: set[str]) -> tuple[Interaction, ...]:
        table = schema.interactions
        found = self._bodies_where(table, Interaction, table.c.actor, actors)
        return tuple(one for one in found if one.recipient in actors and claims.issuperset(one.claims))

    def _claims(self, column: str, values: Iterable[str]) -> tuple[Claim, ...]:
        return self._bodies_where(schema.claims, Claim, schema.claims.c[column], values)

    def _with(self, claims: tuple[Claim, ...], others: Iterable[str]) -> tuple[Claim, ...]:
        """These claims and those of these ids, in the order in which they stand in the record."""
        ids = {claim.id for claim in claims}
        more = set(others) - ids
        return self._claims("id", ids | more) if more else claims

    def _events(self, ids: Iterable[str]) -> tuple[Event, ...]:
        return self._bodies_where(schema.events, Event, schema.events.c.id, ids)

    def _relations(self, claims: Iterable[str]) -> tuple[Relation, ...]:
        table, ids, found = schema.relations, tuple(claims), {}
        for column in (table.c.a, table.c.b):
            for one in self._bodies_where(table, Relation, column, ids):
                found[one.a, one.b, one.type] = one
        return tuple(found[key] for key in sorted(found))

    def _links(self, reports: set[str]) -> tuple[Link, ...]:
        found = self._bodies_where(schema.links, Link, schema.links.c.a, reports)
        return tuple(link for link in found if link.b[0] in reports)

    def reports_of(self, ids: Iterable[str]) -> tuple[Report, ...]:
        """The current versions of these reports, in the order of ids, names not masked."""
        table = schema.reports
        found = self._rows_where(select(table).where(table.c.current), table.c.id, ids)
        return tuple(sorted(map(report_of, found), key=lambda report: report.id))

    def by_outlet(self, outlets: Iterable[str]) -> dict[str, dict[str | None, list[str]]]:
        """By outlet and day of publication (ISO; None: not given) the ids of its current reports, the earliest first."""
        wanted, table = set(outlets), schema.reports
        query = select(table.c.outlet, table.c.published, table.c.id).where(table.c.current)
        query = query.order_by(table.c.outlet, table.c.published, table.c.id)
        for row in self._rows_where(query, table.c.outlet, wanted - self._outlets.keys()):
            day = row.published[:10] if row.published else None
            self._outlets.setdefault(row.outlet, {}).setdefault(day, []).append(row.id)
        return {outlet: self._outlets[outlet] for outlet in wanted & self._outlets.keys()}

    def reports_with(self, ident: str) -> tuple[str, ...]:
        """The reports that have claims of an origin, in order."""
        table = schema.claims
        query = select(table.c.report).distinct().where(table.c.origin == ident).order_by(table.c.report)
        return tuple(row.report for row in self._rows(query))

    def told(self, claims: Iterable[str], events: Iterable[str] = (), reports: Iterable[str] = ()) -> Slice:
        """These claims and events alone, with the reports that the claims stand in and these, as they may be shown."""
        found = self._claims("id", claims)
        rows = tuple(ReportRow(one) for one in sorted({*(claim.report for claim in found), *reports}))
        return self.as_shown(Derived(self.profile, rows=rows, claims=found, events=self._events(events)))

    def numbers(self, events: Iterable[str]) -> Slice:
        """The claims that give figures of these events, with whom they come from, as they may be shown."""
        table, happened = schema.claims, self._events(events)
        query = select(table.c.n, table.c.body).where(table.c.type == "figure")
        rows = self._rows_where(query, table.c.id, (claim for event in happened for claim in event.claims))
        claims = tuple(decode(row.body, Claim) for row in sorted(rows, key=lambda row: int(row.n)))
        origins = self._bodies_where(schema.origins, Origin, schema.origins.c.id, (one.origin for one in claims))
        tallies = self._bodies_where(schema.tallies, Tally, schema.tallies.c.claim, (one.id for one in claims))
        told = {*(one.report for one in claims), *(one.reports[0] for one in origins if one.reports)}
        of_reports = tuple(ReportRow(one) for one in sorted(told))
        return self.as_shown(
            Derived(self.profile, rows=of_reports, claims=claims, events=happened, origins=origins, tallies=tallies)
        )

    def as_shown(self, derived: Derived) -> Slice:
        """A part of the record and its reports as they may be shown."""
        reports = self.reports_of([row.report for row in derived.rows])
        if self.unsealed:
            return Slice(derived, reports, Seals(()))
        seals = self.seals_of(reports_behind(derived))
        shown, masked = Shown(reports, seals), seal(derived, seals)
        quoted = (shown.quoted(claim) for claim in masked.claims)
        claims = tuple(shown.moved(claim, claim.report) for claim in quoted)
        earlier = self._quoted(masked.earlier, seals)
        return Slice(msgspec.structs.replace(masked, claims=claims, earlier=earlier), shown.reports, seals)

    def _quoted(self, earlier: tuple[EarlierClaim, ...], seals: Seals) -> tuple[EarlierClaim, ...]:
        """Claims of older versions with their words as those versions, masked, have them."""
        table = schema.reports
        rows = self._rows_where(select(table), table.c.version, {one.version for one in earlier})
        shown = {row.version: Shown([report_of(row)], seals) for row in rows}
        return tuple(msgspec.structs.replace(one, claim=shown[one.version].quoted(one.claim)) for one in earlier)

    def story_asked(self, ident: str | None) -> str:
        """The id of a story as given or, where none is, of that with most reports, of as many one that tells of an event.

        NotFound where there is none such."""
        table, index = schema.stories, schema.story_index
        if ident is not None and any(True for _ in self._rows(select(table.c.n).where(table.c.id == ident))):
            return ident
        newest = func.coalesce(index.c.last, "").desc()
        largest = (index.c.reports.desc(), (index.c.events > 0).desc(), newest, index.c.id.desc())
        found = [row.id for row in self._rows(select(index.c.id).order_by(*largest).limit(MOST_NAMED + 1))]
        if not found:
            raise NotFound("The record has no story yet: build it from reports first.")
        if ident is None:
            return str(found[0])
        known = ", ".join(found[:MOST_NAMED]) + (" ..." if len(found) > MOST_NAMED else "")
        raise NotFound(f"The record has no story {ident!r}. Its stories are {known}.")

    def _story(self, ident: str) -> Story:
        return self._bodies_where(schema.stories, Story, schema.stories.c.id, [self.story_asked(ident)])[0]


def cut(whole: Derived, like: Derived) -> Derived:
    """Of a whole record by another profile, what the same slice by the record's own profile holds."""
    claims, events = {one.id for one in like.claims}, {one.id for one in like.events}
    return msgspec.structs.replace(
        like,
        profile=whole.profile,
        claims=tuple(one for one in whole.claims if one.id in claims),
        events=tuple(one for one in whole.events if one.id in events),
        stories=tuple(one for one in whole.stories if one.id in {story.id for story in like.stories}),
        relations=tuple(one for one in whole.relations if one.a in claims and one.b in claims),
        tallies=tuple(one for one in whole.tallies if one.claim in claims and _names(one) <= claims),
    )


def _names(tally: Tally) -> set[str]:
    return set(tally.difference.claims) if tally.difference else set()
