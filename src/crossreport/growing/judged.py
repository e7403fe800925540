"""Makes a record anew where people judged something of it: what hangs on that is weighed, the rest stays as it is.

What comes out is what weighing the whole record gives, to the letter. A part is weighed by itself twice, without what was
decided now and with it: where the first does not come to what the record holds of it already, something else bears on the
part, and the whole has to be weighed.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Table, func, select

from crossreport.growing.found import Loaded, Touched, Whole
from crossreport.growing.lost import Lost, acting_without
from crossreport.growing.totals import Totals
from crossreport.model.acting import Actor
from crossreport.model.decided import Applied, Decision
from crossreport.model.happened import Event
from crossreport.model.record import Derived, Linked, Older
from crossreport.model.said import Claim
from crossreport.profiles.load import Profile
from crossreport.reconcile.context import Beyond
from crossreport.reconcile.human import Human, apply
from crossreport.reconcile.reconcile import weighed
from crossreport.store import schema
from crossreport.store.codec import decode, encode
from crossreport.store.derived_rows import derived_rows
from crossreport.store.history import Row, told_of
from crossreport.store.parts import Ordered, Part
from crossreport.store.protection import SealedName
from crossreport.store.record import Record
from crossreport.store.renewal import Renewal, Stays
from crossreport.store.sealing import sealed_names

# Where more than this share of the reports hangs on it, the whole is weighed: it costs no more. Few are always worth it.
NEAR_THEM, FEW_NEAR = 0.5, 200
NOTHING = Touched(*(frozenset(),) * 7, {}, {})
# Tables whose rows keep their place, by what each is known.
PLACED: dict[Table, str] = {schema.events: "id", schema.stories: "id"}


class Judged(NamedTuple):
    """What judgements come to: the part that hangs on them as it was and as it is, its sealed names, and all to be kept."""

    linked: Linked
    before: Derived
    after: Derived
    names: tuple[SealedName, ...]
    renewal: Renewal


class _Weighed(NamedTuple):
    human: Human
    derived: Derived
    names: tuple[SealedName, ...]


def judged(record: Record, profile: Profile, known: Sequence[Decision], new: Sequence[Decision], about: set[str]) -> Judged:
    """What `new` decisions, which judge what these reports tell, come to beside those `known`; nothing is kept.

    Whole, where that cannot be told from what hangs on them alone.
    """
    return _Judging(record, profile, known, new).made(about)


class _Judging:
    def __init__(self, record: Record, profile: Profile, known: Sequence[Decision], new: Sequence[Decision]) -> None:
        self.record, self.profile, self.known, self.all = record, profile, known, (*known, *new)
        self.connection: Connection = record.connection
        self.newest = record.newest()
        self.older: tuple[Older, ...] = ()
        # The totals that the part states, and what of the rest bears on them.
        self.beyond: tuple[list[Claim], Beyond] | None = None
        self.totals = Totals(self.connection, Loaded(self.connection), NOTHING, profile)

    def made(self, about: set[str]) -> Judged:
        most = max(FEW_NEAR, NEAR_THEM * self._count())
        more = set(about)
        own = set[str]()
        while more:
            own = self.record.hanging_together(own | more)
            if len(own) > most:
                raise Whole("most of the record hangs on it")
            linked, part = self.record.linked_part(own), Part(self.connection, own)
            self.older, self.beyond = self.record.older(own), None
            was, now = (self._weighed(linked, part, own, people) for people in (self.known, self.all))
            self._prove(part, linked, was)
            more = self.totals.disturbed(part, now.derived) - own
        return self._renewal(linked, part, own, was, now)

    def _count(self) -> int:
        return int(self.connection.execute(select(func.count()).select_from(schema.rows)).scalar_one())

    def _weighed(self, linked: Linked, part: Part, own: set[str], people: Sequence[Decision]) -> _Weighed:
        human = apply(linked, people)
        stated = [one for one in human.linked.claims if one.type == "tally"]
        if self.beyond is None or self.beyond[0] != stated:
            self.beyond = (stated, self.totals.beyond(human.linked, part, self.newest))
        derived = _of(weighed(human, self.profile, self.beyond[1]), own)
        reports = [one for one in linked.reports if one.id in own]
        readings = [one for one in linked.readings if one.report in own]
        return _Weighed(human, derived, sealed_names(derived, reports, readings, self.older))

    # ------------------------------------------------------------------ held against the record

    def _prove(self, part: Part, linked: Linked, was: _Weighed) -> None:
        """Whole, where the part by itself is not what the record holds of it."""
        for table, rows in _rows(linked, was).items():
            columns = told_of(table)
            made = sorted(repr([row.get(name) for name in columns]) for _, row in rows)
            held = sorted(repr([getattr(row, name) for name in columns]) for row in part.held[table])
            if made != held:
                raise Whole(f"something beyond its stories bears on it ({table.name})")

    # ------------------------------------------------------------------ what is to be kept

    def _renewal(self, linked: Linked, part: Part, own: set[str], was: _Weighed, now: _Weighed) -> Judged:
        rows = _rows(linked, now)
        stays = [one for table, key in PLACED.items() for one in self._stays(table, key, part, rows.pop(table), linked)]
        aside = list(self.connection.execute(select(schema.set_aside).order_by(schema.set_aside.c.n)))
        own_claims = {claim.id for claim in linked.claims if claim.report in own}
        acting = acting_without(
            self.connection, own, aside, _lost(linked, was.human, own_claims), _lost(linked, now.human, own_claims)
        )
        after = {event.id for event in now.derived.events}
        gone = {("event", one.id): None if one.id in after else encode(one) for one in linked.events}
        whole = {
            schema.decided: self._decided(was.human.applied, now.human.applied),
            schema.set_aside: _set_aside(aside, {**gone, **acting.aside}),
        }
        renewal = Renewal(
            part, rows, now.derived, acting.actors, acting.interactions, self.totals.retold(part, now.derived),
            frozenset(own), stays, whole,
        )  # fmt: skip
        actors = ((decode(row.body, Actor) if row is not None else None, one) for row, one in acting.actors.values())
        pairs = list(actors)
        before = msgspec.structs.replace(was.derived, actors=tuple(one for one, _ in pairs if one is not None))
        made = msgspec.structs.replace(now.derived, actors=tuple(one for _, one in pairs if one is not None))
        return Judged(linked, before, made, now.names, renewal)

    def _stays(self, table: Table, key: str, part: Part, rows: Iterable[Ordered], linked: Linked) -> Iterable[Stays]:
        held = {getattr(row, key): row for row in part.held[table]}
        fresh: list[tuple[str, Row]] = []
        for _, row in rows:
            one = held.pop(row[key], None)
            if one is not None:
                yield Stays(table, one, row)
            else:
                fresh.append((row[key], row))
        yield from (Stays(table, one, None) for one in held.values())
        if fresh:
            yield from self._back(table, fresh, {one.id: one for one in linked.events})

    def _back(self, table: Table, fresh: Sequence[tuple[str, Row]], linked: dict[str, Event]) -> Iterable[Stays]:
        """Events that come back stand where linking had them: by day and id, as they were before people set a day."""
        if table is not schema.events or any(ident not in linked for ident, _ in fresh):
            raise Whole(f"a row of {table.name} has come that was never there")
        places = [
            (_place(decode(row.linked or row.body, Event)), row.n)
            for row in self.connection.execute(select(table.c.n, table.c.body, table.c.linked))
        ]
        # The last first: each is put right behind one that is there already.
        for ident, row in sorted(fresh, key=lambda one: _place(linked[one[0]]), reverse=True):
            before = max((one for one in places if one[0] < _place(linked[ident])), default=None)
            yield Stays(table, None, row, before[1] if before else None)

    def _decided(self, was: Iterable[Applied], now: Iterable[Applied]) -> list[Row]:
        """What became of all decisions: of those that this part says something else of now, that; of the rest as before."""
        before, after = ({one.decision: one for one in given} for given in (was, now))
        held = {row.decision: row.body for row in self.connection.execute(select(schema.decided))}
        made = []
        for ident in (one.id for one in self.all):
            old, new, body = before.get(ident), after.get(ident), held.get(ident)
            if old != new or body is None:
                if old is not None and body != encode(old):
                    raise Whole("a decision bears on more than hangs on this one")
                body = encode(new) if new is not None else None
            if body is not None:
                made.append({"decision": ident, "body": body})
        return made


def _of(found: Derived, own: Collection[str]) -> Derived:
    """What was weighed of these reports, and nothing of those that only bear on them; what weighing leaves is left out."""
    claims = tuple(one for one in found.claims if one.report in own)
    ids = {one.id for one in claims}
    return Derived(
        found.profile,
        rows=found.rows,
        claims=claims,
        events=found.events,
        stories=found.stories,
        relations=tuple(one for one in found.relations if one.a in ids),
        tallies=tuple(one for one in found.tallies if one.claim in ids),
        decided=found.decided,
    )


def _rows(linked: Linked, made: _Weighed) -> dict[Table, list[Ordered]]:
    """The rows of what was weighed, each with what its table is in the order of."""
    derived = made.derived
    report_of = {claim.id: claim.report for claim in derived.claims}
    orders: dict[Table, list[Any]] = {
        schema.rows: [one.report for one in derived.rows],
        schema.claims: [one.report for one in derived.claims],
        schema.events: [one.id for one in derived.events],
        schema.stories: [one.id for one in derived.stories],
        schema.formerly: sorted(old for event in derived.events for old in event.formerly),
        schema.relations: [one.a for one in derived.relations],
        schema.tallies: [report_of[one.claim] for one in derived.tallies],
    }
    found = {
        table: list(zip(orders[table], rows, strict=True))
        for table, rows in derived_rows(linked, derived)
        if table in orders
    }
    return found | {schema.names: [(one.report, {"report": one.report, "body": encode(one)}) for one in made.names]}


def _lost(linked: Linked, human: Human, claims: Collection[str]) -> Lost:
    kept = {one.id for one in human.linked.events}
    return Lost(
        frozenset(claims),
        frozenset(one for one in human.lost if one in claims),
        frozenset(one.id for one in linked.events if one.id not in kept),
    )


def _place(event: Event) -> tuple[str, str]:
    return event.date.from_ or "9999", event.id


def _set_aside(held: Iterable[Any], changed: dict[tuple[str, str], str | None]) -> list[Row]:
    """The rows of what decisions took away or changed, with these in the place of those before; None: no more."""
    bodies = {(row.kind, row.id): row.body for row in held} | changed
    rows = [{"kind": kind, "id": ident, "body": body} for (kind, ident), body in bodies.items() if body is not None]
    return sorted(rows, key=_order)


class _Dated(msgspec.Struct):
    from_: str | None = msgspec.field(default=None, name="from")


class _OnDay(msgspec.Struct):
    date: _Dated


def _order(row: Row) -> tuple[int, str, str]:
    kind, ident, body = row["kind"], row["id"], row["body"]
    if kind == "event":
        return 0, decode(body, _OnDay).date.from_ or "9999", ident
    return (1, "", ident) if kind == "actor" else (2, decode(body, _Dated).from_ or "9999", ident)
