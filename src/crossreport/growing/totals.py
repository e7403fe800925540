"""Stated totals where some neighbourhoods are made anew: what others state and tell bears on them, and they on others."""

from collections.abc import Container, Iterable, Sequence
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, select

from crossreport.growing.found import Loaded, Touched
from crossreport.model.happened import Event, Place
from crossreport.model.judged import Found, Tally
from crossreport.model.record import Derived, Linked
from crossreport.model.said import Claim
from crossreport.profiles.load import Profile
from crossreport.reconcile.areas import Area, area, contains
from crossreport.reconcile.context import Beyond, Context
from crossreport.reconcile.scope import Scope, in_scope, stems_of
from crossreport.reconcile.standing import stood
from crossreport.reconcile.stated import Others, scope_of, set_against, total_of
from crossreport.reconcile.tallies import add_up_countable, countable, sum_of
from crossreport.store import schema
from crossreport.store.codec import decode
from crossreport.store.names import MASK
from crossreport.store.parts import Part

CHUNK = 500
NOTHING = Found(0, 0, 0, ())
Kind = tuple[str, frozenset[str]]


class Stated(NamedTuple):
    """A stated total: the row that holds it, if one does, the report that states it, and that report's story."""

    row: Any
    tally: Tally
    report: str
    story: str | None


class Totals:
    """The stated totals of a record that some reports came to or went from."""

    def __init__(self, connection: Connection, loaded: Loaded, came: Touched, profile: Profile) -> None:
        self.connection, self.loaded, self.came, self.profile = connection, loaded, came, profile

    @cached_property
    def held(self) -> tuple[Stated, ...]:
        """All that the record holds, in its order."""
        table, claims, rows = schema.tallies, schema.claims, schema.rows
        both = table.join(claims, claims.c.id == table.c.claim).outerjoin(rows, rows.c.report == claims.c.report)
        query = select(table, claims.c.report, rows.c.story).select_from(both).order_by(table.c.n)
        return tuple(Stated(row, decode(row.body, Tally), row.report, row.story) for row in self.connection.execute(query))

    def disturbed(self, part: Part, derived: Derived) -> set[str]:
        """The other reports of whose stories a row sets two totals against each other that are not the nearest now.

        Whatever hangs on that is made anew with them.
        """
        return {
            one.report
            for one, was, is_ in self._moved(part, derived)
            if (was.claim if was else None) != (is_.claim if is_ else None)
            and one.story is not None
            and one.story in {self._story_of.get(near.claim) for near in (was, is_) if near is not None}
        }

    @cached_property
    def _story_of(self) -> dict[str, str | None]:
        return {one.tally.claim: one.story for one in self.held}

    def _moved(self, part: Part, derived: Derived) -> list[tuple[Stated, Tally | None, Tally | None]]:
        """(a total that another report states, the nearest to it before, the nearest now) of those of which that is another
        one now, or one of which something else is told."""
        inside = {one.report for one in derived.rows} | self.came.gone
        own = [one for one in self.held if one.report in inside]
        now = _stated_in(derived)
        kinds = {_kind(one.tally) for one in (*own, *now)} - {None}
        others = [one for one in self.held if one.report not in inside] if kinds else []
        alike = [one for one in others if _kind(one.tally) in kinds]
        stories = {one.story for one in alike}
        beside = [one for one in others if _kind(one.tally) in kinds or one.story in stories]
        before, after = _others((*beside, *own)), _others((*beside, *now))
        retold = _told_of_otherwise(part, derived)
        found = []
        for one in alike:
            was, is_ = before.nearest(one.tally), after.nearest(one.tally)
            is_other = (was and was.claim) != (is_ and is_.claim)
            if is_other or (is_ is not None and after.report_of[is_.claim] in retold):
                found.append((one, was, is_))
        return found

    def beyond(self, linked: Linked, part: Part, newest: str | None) -> Beyond:
        """What of the rest of the record bears on the totals of these reports."""
        own = [claim for claim in linked.claims if claim.type == "tally" and claim.figure is not None]
        if not own:
            return Beyond(newest)
        inside = {one.report for one in linked.rows} | self.came.gone
        context = Context.of(linked, self.profile, Beyond(newest))
        scopes = [scope_of(claim, context) for claim in own]
        alike = self._nearest_to(own, scopes, context, inside)
        stating = {one.report for one in alike}
        gone = {event.id for event in part.events}
        told = self._claims_by(schema.claims.c.report, stating)
        ids = {event for claim in told for event in claim.events} | self._within(scopes)
        events = self._countable(ids - gone)
        claims = {claim.id: claim for claim in told}
        if any(scope.who for scope in scopes) or any(stems_of(one.tally.who) for one in alike):
            claims.update((claim.id, claim) for claim in self._claims_by(schema.claims.c.id, _claims_in(events)))
        found = self.loaded.of(stating)
        return Beyond(
            newest, tuple(one.tally for one in alike), tuple(events), tuple(claims[ident] for ident in sorted(claims)),
            tuple(one.report for one in found.values()), tuple(one.reading for one in found.values()),
            {one.report: one.story for one in alike},
        )  # fmt: skip

    def _nearest_to(
        self, own: Sequence[Claim], scopes: Sequence[Scope], context: Context, inside: Container[str]
    ) -> list[Stated]:
        """Those of other reports that are nearest to one of these totals, whatever the others of these come to."""
        told = (stood(claim, context) for claim in own)
        made = [total_of(claim, scope, NOTHING) for claim, scope in zip(told, scopes, strict=True)]
        kinds = {_kind(one) for one in made} - {None}
        alike = [one for one in self.held if one.report not in inside and _kind(one.tally) in kinds] if kinds else []
        by_claim = {one.tally.claim: one for one in alike}
        report_of = {claim.id: claim.report for claim in own} | {ident: one.report for ident, one in by_claim.items()}
        story_of = {**context.story_of, **{one.report: one.story for one in alike}}
        others = Others.of((one.tally for one in alike), report_of, story_of)
        nearest = (others.nearest(one) for one in made)
        return [by_claim[ident] for ident in sorted({one.claim for one in nearest if one is not None})]

    def retold(self, part: Part, derived: Derived) -> list[tuple[Any, Tally]]:
        """(row, the total as it is now) of other reports' totals in whose scope the record holds something else now, or that
        differ from another total than before, or otherwise."""
        found = {one.tally.claim: (one, tally) for one, tally in self._holding_otherwise(part, derived)}
        for one, _, is_ in self._moved(part, derived):
            before = found[one.tally.claim][1] if one.tally.claim in found else one.tally
            now = self._against(before, is_, derived)
            if now != one.tally:
                found[one.tally.claim] = one, now
        return [(one.row, tally) for one, tally in found.values()]

    def _against(self, tally: Tally, other: Tally | None, derived: Derived) -> Tally:
        """The total with how it differs from the other one, which may be stated in what was made anew."""
        if other is None:
            return msgspec.structs.replace(tally, difference=None)
        ids = {tally.claim, other.claim}
        claims = {claim.id: claim for claim in derived.claims if claim.id in ids}
        claims |= {claim.id: claim for claim in self._claims_by(schema.claims.c.id, ids - claims.keys())}
        reports = {claim.report for claim in claims.values()}
        inside = {one.report for one in derived.rows}
        told = self._claims_by(schema.claims.c.report, reports - inside)
        events = [*self._countable({event for claim in told for event in claim.events}),
                  *(event for event in countable(derived.events) if not reports.isdisjoint(event.reports))]  # fmt: skip
        wanted = _claims_in(events)
        own = {claim.id: claim for claim in derived.claims if claim.id in wanted}
        claims = {**{one.id: one for one in self._claims_by(schema.claims.c.id, wanted - own.keys())}, **own, **claims}
        return set_against(tally, other, self._context(reports), events, claims)

    def _holding_otherwise(self, part: Part, derived: Derived) -> list[tuple[Stated, Tally]]:
        """(a total of another report, what it is now) of those in whose scope the record holds something else now."""
        inside = {one.report for one in derived.rows} | self.came.gone
        changed = _changed(part, derived)
        likely = [one for one in self.held if one.report not in inside and _may_hold(one.tally, changed)] if changed else []
        claims = {claim.id: claim for claim in self._claims_by(schema.claims.c.id, (one.tally.claim for one in likely))}
        context = self._context({one.report for one in likely})
        before, now = {event.id for event in part.events}, countable(derived.events)
        own = {claim.id: claim for claim in derived.claims}
        made = []
        for one in likely:
            scope = scope_of(claims[one.tally.claim], context)
            if any(in_scope(event, scope)[0] for event in changed):
                tally = self._again(one.tally, scope, {*one.tally.found.events} - before, now, own)
                if tally != one.tally:
                    made.append((one, tally))
        return made

    def _again(
        self, tally: Tally, scope: Scope, held: Iterable[str], now: Iterable[Event] = (), own: dict[str, Claim] | None = None
    ) -> Tally:
        """The total with what is found in its scope: of what is `held` of others, and what there is of those made anew."""
        others, claims = [one for one in self._events(held) if one.kind != "aggregate"], own or {}
        if scope.who:
            claims = {**claims, **{claim.id: claim for claim in self._claims_by(schema.claims.c.id, _claims_in(others))}}
        rows, _, _ = add_up_countable((*others, *now), scope, claims)
        found = Found(*sum_of(rows), tuple(row.event for row in rows))
        return msgspec.structs.replace(tally, found=found)

    def _context(self, reports: Iterable[str]) -> Context:
        found = self.loaded.of(reports)
        given = tuple(one.report for one in found.values()), tuple(one.reading for one in found.values())
        return Context.of(Linked(*given), self.profile)

    def _within(self, scopes: Iterable[Scope]) -> set[str]:
        """The events whose day and place may lie within one of these scopes."""
        table = schema.event_index
        found: set[str] = set()
        for scope in set(scopes):
            if scope.area is None and scope.since is None and scope.until is None:
                continue
            query = select(table.c.id, table.c.place, table.c.admin1, table.c.country, table.c.geonameid, table.c.lat,
                           table.c.lon, table.c.precision)  # fmt: skip
            if scope.since or scope.until:
                query = query.where(table.c.first >= (scope.since or ""), table.c.first <= (scope.until or "9999") + "~")
            lies: dict[tuple[Any, ...], bool] = {}
            for ident, *columns in self.connection.execute(query):
                where = tuple(columns)
                if where not in lies:
                    lies[where] = scope.area is None or _may_lie(scope.area, where)
                if lies[where]:
                    found.add(ident)
        return found

    def _countable(self, ids: Iterable[str]) -> list[Event]:
        """Those of these events that a sum may hold, by all that the record holds of them."""
        table, wanted = schema.event_index, set(ids)
        wholes = {row.part_of for row in self._where(table, table.c.part_of, wanted)}
        return list(countable(self._events(wanted - wholes)))

    def _events(self, ids: Iterable[str]) -> list[Event]:
        return [decode(row.body, Event) for row in self._where(schema.events, schema.events.c.id, ids)]

    def _claims_by(self, column: Any, values: Iterable[str]) -> list[Claim]:
        return [decode(row.body, Claim) for row in self._where(schema.claims, column, values)]

    def _where(self, table: Any, column: Any, values: Iterable[str]) -> list[Any]:
        wanted, found = sorted(set(values)), list[Any]()
        for start in range(0, len(wanted), CHUNK):
            found += self.connection.execute(select(table).where(column.in_(wanted[start : start + CHUNK]))).all()
        return found


@lru_cache(maxsize=65_536)
def _area_key(where: str) -> frozenset[str]:
    return area(where).key


def _kind(one: Tally) -> Kind | None:
    """What totals of two stories must have in common to be of a like scope; None where nothing can be."""
    return (one.outcome, _area_key(one.area)) if one.area else None


def _stated_in(derived: Derived) -> list[Stated]:
    report_of = {claim.id: claim.report for claim in derived.claims}
    story_of = {row.report: row.story for row in derived.rows}
    told = ((one, report_of[one.claim]) for one in derived.tallies)
    return [Stated(None, one, report, story_of[report]) for one, report in told]


def _others(given: Iterable[Stated]) -> Others:
    every = list(given)
    story_of = {one.report: one.story for one in every}
    return Others.of((one.tally for one in every), {one.tally.claim: one.report for one in every}, story_of)


def _unlike(before: Iterable[Any], now: Iterable[Any]) -> set[str]:
    """The ids of those that are only among the one, or not the same in both."""
    known, found = {one.id: one for one in before}, {one.id: one for one in now}
    return {ident for ident in known.keys() | found.keys() if known.get(ident) != found.get(ident)}


def _changed(part: Part, derived: Derived) -> list[Event]:
    """The events that are not what they were, or of which a claim is not, as they were and as they are."""
    claims, events = _unlike(part.claims, derived.claims), _unlike(part.events, derived.events)
    both = (*part.events, *derived.events)
    return [one for one in both if one.id in events or not claims.isdisjoint(one.claims)]


def _told_of_otherwise(part: Part, derived: Derived) -> set[str]:
    """The reports of which some claim, or an event that they tell of, is not what it was."""
    claims = _unlike(part.claims, derived.claims)
    found = {claim.report for claim in (*part.claims, *derived.claims) if claim.id in claims}
    return found | {report for event in _changed(part, derived) for report in event.reports}


def _claims_in(events: Iterable[Event]) -> set[str]:
    return {claim for event in events for claim in event.claims}


def _may_lie(where: Area, columns: Sequence[Any]) -> bool:
    """May the place of these columns lie in the area? A name that is masked in them is not known here."""
    if columns[0] is None:
        return False
    return any(MASK in str(part) for part in columns[:2] if part) or contains(where, Place(*columns))[0]


def _is_scoped(tally: Tally) -> bool:
    return bool(tally.area or tally.period_from or tally.period_to)


def _may_hold(tally: Tally, events: Iterable[Event]) -> bool:
    """May one of these events lie within its scope, by the days alone? What has no scope is its own story's alone."""
    return _is_scoped(tally) and any(
        (tally.period_from or "") <= (event.date.from_ or "") and (event.date.to or "") <= (tally.period_to or "9999~")
        for event in events
    )
