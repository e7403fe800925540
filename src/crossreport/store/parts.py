"""The derived rows of some neighbourhoods of a record: read, and put in the place of those before, all others left alone."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Table, and_, or_, select

from crossreport.model.happened import Event
from crossreport.model.judged import Story
from crossreport.model.record import ReportRow
from crossreport.model.said import Claim
from crossreport.store import schema
from crossreport.store.codec import decode
from crossreport.store.history import CHUNK, GAP, Changes, Row, as_json, digest_of, end_rows, insert_rows, told_of

# Where ids are hashes, what comes next may stand before a row as well as behind it. Elsewhere it mostly stands behind, as an
# outlet's next report, or the newest day before what has none: there a row takes the first of so many parts of the room.
BY_HASH = frozenset({schema.origins, schema.formerly, schema.relations, schema.actors})
PART = 32
# A row, and what it is sorted by: the id, report or claim that a table is in the order of, or (day, id).
Ordered = tuple[Any, Row]
T = TypeVar("T")


class NoRoom(Exception):
    """Between two rows of a table there is no number left for one more: all its rows have to be numbered anew."""

    def __init__(self, table: Table) -> None:
        super().__init__(table.name)
        self.table = table


class Part:
    """What a record holds of these reports, which make up whole neighbourhoods."""

    def __init__(self, connection: Connection, reports: Iterable[str]) -> None:
        self.connection = connection
        self.held: dict[Table, list[Any]] = {}
        idents = sorted(reports)
        for table in (schema.rows, schema.claims, schema.copies, schema.earlier, schema.names):
            self.held[table] = self._rows(table, table.c.report, idents)
        self.held[schema.links] = self._rows(schema.links, schema.links.c.a, idents)
        self.claims = self._values(schema.claims, Claim)
        by_claim = [claim.id for claim in self.claims]
        self._hold(schema.events, schema.events.c.id, {event for claim in self.claims for event in claim.events})
        self._hold(schema.origins, schema.origins.c.id, {claim.origin for claim in self.claims})
        self._hold(schema.relations, schema.relations.c.a, by_claim)
        self._hold(schema.tallies, schema.tallies.c.claim, by_claim)
        self.rows = self._values(schema.rows, ReportRow)
        self._hold(schema.stories, schema.stories.c.id, {row.story for row in self.rows if row.story})
        self.events, self.stories = self._values(schema.events, Event), self._values(schema.stories, Story)
        former = {old for event in self.events for old in event.formerly}
        self._hold(schema.formerly, schema.formerly.c.id, former)
        # What linking gave, before it was weighed.
        self.claims_linked = self._linked(schema.claims, Claim)
        self.events_linked = self._linked(schema.events, Event)

    def _hold(self, table: Table, column: ColumnElement[Any], values: Iterable[Any]) -> None:
        self.held[table] = self._rows(table, column, values)

    def _rows(self, table: Table, column: ColumnElement[Any], values: Iterable[Any]) -> list[Any]:
        wanted = sorted(values)
        found: list[Any] = []
        for start in range(0, len(wanted), CHUNK):
            found += self.connection.execute(select(table).where(column.in_(wanted[start : start + CHUNK]))).all()
        return sorted(found, key=lambda row: row.n)

    def _values(self, table: Table, kind: type[Any]) -> tuple[Any, ...]:
        return tuple(decode(row.body, kind) for row in self.held[table])

    def _linked(self, table: Table, kind: type[Any]) -> tuple[Any, ...]:
        bodies = (row.body if row.linked is None else row.linked for row in self.held[table])
        return tuple(decode(body, kind) for body in bodies if body)


def values_of(connection: Connection, table: Table, kind: type[T], ids: Iterable[str]) -> list[T]:
    """The values of a table that have these ids, in no order."""
    wanted, found = sorted(ids), list[T]()
    for start in range(0, len(wanted), CHUNK):
        query = select(table.c.body).where(table.c.id.in_(wanted[start : start + CHUNK]))
        found += (decode(body, kind) for body in connection.execute(query).scalars())
    return found


def put_part(connection: Connection, part: Part, rows: Mapping[Table, Iterable[Ordered]], changes: Changes) -> None:
    """Puts these rows in the place of those that the part holds, from the step of the changes on, which are told of them.

    NoRoom where a row can have no place between its neighbours.
    """
    for table in schema.DERIVED:
        if table in rows:
            _put(connection, table, part.held.get(table, ()), list(rows[table]), changes)


def _put(connection: Connection, table: Table, held: Sequence[Any], rows: Sequence[Ordered], changes: Changes) -> int:
    """Puts rows in the place of those held; the number of the last."""
    columns = told_of(table)
    known: dict[bytes, deque[int]] = defaultdict(deque)
    for row in held:
        known[digest_of(as_json([getattr(row, name) for name in columns]))].append(row.n)
    places: list[int | None] = []
    digests: list[bytes] = []
    for _, row in rows:
        digests.append(digest_of(as_json([row.get(name) for name in columns])))
        same = known.get(digests[-1])
        places.append(same.popleft() if same else None)
    end_rows(connection, table, sorted(n for left in known.values() for n in left), changes)
    last: int | None = None
    for at, ((order, row), place, digest) in enumerate(zip(rows, places, digests, strict=True)):
        if place is None:
            more = sum(1 for _ in takewhile(lambda one: one is None, places[at:]))
            place = _between(connection, table, _before(connection, table, order, last), more)
            changes.note("+", table, digest)
            insert_rows(connection, table, [{**row, "n": place, "since": changes.step}])
        elif last is not None and place < last:
            raise NoRoom(table)  # rows that stay would have to change places
        last = place
    return last or 0


def put_over(connection: Connection, table: Table, held: Any, row: Row | None, changes: Changes) -> None:
    """Puts a row in the very place of another one, or nothing."""
    columns = told_of(table)
    digest = digest_of(as_json([row.get(name) for name in columns])) if row is not None else b""
    if row is not None and digest == digest_of(as_json([getattr(held, name) for name in columns])):
        return
    end_rows(connection, table, [held.n], changes)
    if row is not None:
        changes.note("+", table, digest)
        insert_rows(connection, table, [{**row, "n": held.n, "since": changes.step}])


def put_new(connection: Connection, table: Table, order: Any, row: Row, changes: Changes) -> int:
    """Puts a row that was not there where it belongs; its number."""
    return _put(connection, table, (), [(order, row)], changes)


def put_behind(connection: Connection, table: Table, before: int | None, row: Row, changes: Changes) -> None:
    """Puts a row that was not there right behind that of this number, or before all."""
    changes.note("+", table, digest_of(as_json([row.get(name) for name in told_of(table)])))
    n = _between(connection, table, before, 1)
    insert_rows(connection, table, [{**row, "n": n, "since": changes.step}])


def _between(connection: Connection, table: Table, before: int | None, many: int) -> int:
    """A free number behind that one, or before all, that leaves room for as many rows as will come there."""
    following = select(table.c.n).order_by(table.c.n).limit(1)
    after = connection.execute(following if before is None else following.where(table.c.n > before)).scalar()
    if after is None:
        return (before or 0) + GAP
    if before is None:
        return int(after) - GAP * many
    room = int(after) - before
    step = room // (many + 1)
    if step < 1:
        raise NoRoom(table)
    return before + (step if table in BY_HASH else min(step, max(1, room // PART)))


def _before(connection: Connection, table: Table, order: Any, last: int | None) -> int | None:
    """The number of the row that this one comes right behind: the last one put, or one of another neighbourhood."""
    found = connection.execute(_preceding(table, order)).scalar()
    return max((n for n in (found, last) if n is not None), default=None)


def _preceding(table: Table, order: Any) -> Any:
    """The query for the last row that stands before one of this order among those that were there."""
    if table is schema.events or table is schema.stories:
        index = schema.event_index if table is schema.events else schema.story_index
        return _preceding_by_day(table, index, order)
    if table is schema.tallies:
        claims = schema.claims
        found = select(table.c.n).select_from(claims.join(table, table.c.claim == claims.c.id))
        return found.where(claims.c.report < order).order_by(claims.c.report.desc(), table.c.n.desc()).limit(1)
    if table is schema.interactions:
        return select(table.c.n).where(table.c.n == order)
    column = table.c.get("report", next(iter(table.c[name] for name in told_of(table))))
    return select(table.c.n).where(column < order).order_by(column.desc(), table.c.n.desc()).limit(1)


def _preceding_by_day(table: Table, index: Table, order: Any) -> Any:
    day, ident = order
    found = select(table.c.n).select_from(index.join(table, table.c.id == index.c.id))
    if day is not None:
        found = found.where(or_(index.c.first < day, and_(index.c.first == day, table.c.id < ident)))
    else:
        found = found.where(or_(index.c.first.is_not(None), table.c.id < ident))
        return found.order_by(index.c.first.is_(None).desc(), table.c.n.desc()).limit(1)
    return found.order_by(index.c.first.desc(), table.c.id.desc()).limit(1)
