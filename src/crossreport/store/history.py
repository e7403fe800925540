"""What was made of the reports, as it stood at every step: a build writes what differs, and keeps what it replaces.

Each row of a derived table says from which step of the log it holds. A row that a build changes or drops goes to `past`,
with the step until which it held. So the record as it was known at any step can be put together again, and a small addition
to a large record writes little.
"""

import hashlib
from base64 import b64decode
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select, update

from crossreport.store import schema
from crossreport.store.schema import KEPT_BY, past
from crossreport.store.spilled import SortedLines, Spilled, joined

# The room between two neighbouring rows of a table, for rows that come between them later.
GAP = 1 << 36
CHUNK = 500
Row = dict[str, Any]


class Changes:
    """What one step did to the derived tables; `digest` hashes what was added and ended."""

    def __init__(self, step: int) -> None:
        self.step, self.added, self.ended = step, 0, 0
        self._digests = SortedLines()

    def note(self, sign: str, table: Table, digest: bytes) -> None:
        """Counts one row that was added ("+") or ended ("-")."""
        self._digests.add(f"{sign}{table.name} {digest.hex()}")
        self.added += sign == "+"
        self.ended += sign == "-"

    @property
    def digest(self) -> str:
        """A hash over all rows that the step added or ended."""
        made = hashlib.sha256()
        for part in joined(self._digests):
            made.update(part)
        return made.hexdigest()


def next_step(connection: Connection) -> int:
    """The number that the log's next entry will have."""
    last = connection.execute(select(schema.log.c.seq).order_by(schema.log.c.seq.desc()).limit(1)).scalar()
    return (last or 0) + 1


def count(connection: Connection, table: Table) -> int:
    """How many rows a table has."""
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def told_of(table: Table) -> list[str]:
    """The columns of a derived table that hold what it tells."""
    return [column.name for column in table.columns if column.name not in KEPT_BY]


def as_json(values: Sequence[Any]) -> bytes:
    """A row as it is hashed: its own columns, in the order of the table."""
    return msgspec.json.encode(tuple(values))


def digest_of(line: bytes) -> bytes:
    """The hash of a row by which it is known."""
    return hashlib.sha256(line).digest()[:16]


def digest_of_derived(connection: Connection, tables: Sequence[Table] = schema.DERIVED) -> str:
    """A hash over everything that was made of the reports: all rows of all derived tables, in their order."""
    made = hashlib.sha256()
    for table in tables:
        columns = [table.c[name] for name in told_of(table)]
        order = table.c.n if "n" in table.c else next(iter(table.primary_key.columns))
        made.update(f"\n{table.name}\n".encode())
        for row in connection.execute(select(*columns).order_by(order), execution_options={"yield_per": CHUNK}):
            made.update(as_json(row) + b"\n")
    return made.hexdigest()


def put(connection: Connection, rows: Mapping[Table, Iterable[Row]], step: int) -> tuple[Changes, str]:
    """Makes each derived table hold its rows, in this order, from this step on; the changes, and the digest of all."""
    changes, made = Changes(step), hashlib.sha256()
    for table in schema.DERIVED:
        made.update(f"\n{table.name}\n".encode())
        _put(connection, table, _hashed(table, rows[table], made), changes)
    return changes, made.hexdigest()


def put_all(connection: Connection, table: Table, rows: Iterable[Row], changes: Changes) -> None:
    """Makes one derived table hold these rows, in this order, from the step of the changes on."""
    columns = told_of(table)
    _put(connection, table, ((digest_of(as_json([row.get(name) for name in columns])), row) for row in rows), changes)


def _hashed(table: Table, rows: Iterable[Row], made: Any) -> Iterator[tuple[bytes, Row]]:
    columns = told_of(table)
    for row in rows:
        line = as_json([row.get(column) for column in columns])
        made.update(line + b"\n")
        yield digest_of(line), row


def _put(connection: Connection, table: Table, rows: Iterator[tuple[bytes, Row]], changes: Changes) -> None:
    places, held = _held(connection, table)
    if not places:
        insert_rows(connection, table, _numbered(table, rows, changes))
        return
    at: list[int | None] = []  # for each new row the index of the same row of before
    fresh = Spilled()
    for index, (digest, row) in enumerate(rows):
        at.append(held.take(digest))
        if at[-1] is None:
            fresh.add((index, digest, row))
    stay = set(_rising([one for one in at if one is not None]))
    for index, one in enumerate(at):
        if one is not None and one not in stay:
            fresh.add((index, *_read(connection, table, places[one])))
            at[index] = None
    end_rows(connection, table, [place for index, place in enumerate(places) if index not in stay], changes)
    anchors = [None if one is None else places[one] for one in at]
    if fresh.count:
        numbers = _room(anchors)
        if numbers is None:
            wider = spread(connection, table, max(GAP, fresh.count + 1))
            numbers = _room([None if one is None else wider[one] for one in anchors])
        assert numbers is not None
        insert_rows(connection, table, _added(table, fresh, numbers, changes))


class _Same:
    """The indices of rows by their digests, each to be taken once, the first first."""

    def __init__(self) -> None:
        self._first: dict[bytes, int] = {}
        self._more: dict[bytes, deque[int]] = defaultdict(deque)

    def add(self, digest: bytes, index: int) -> None:
        """Puts one behind those of its digest."""
        if digest in self._first:
            self._more[digest].append(index)
        else:
            self._first[digest] = index

    def take(self, digest: bytes) -> int | None:
        """Takes out the first that is left; None where none is."""
        found = self._first.pop(digest, None)
        if digest in self._more:
            self._first[digest] = self._more[digest].popleft()
            if not self._more[digest]:
                del self._more[digest]
        return found


def _held(connection: Connection, table: Table) -> tuple[list[int], _Same]:
    """(the n of each row in order, the indices of the rows by their digests)."""
    places: list[int] = []
    held = _Same()
    columns = [table.c[name] for name in told_of(table)]
    query = select(table.c.n, *columns).order_by(table.c.n)
    for row in connection.execute(query, execution_options={"yield_per": CHUNK}):
        held.add(digest_of(as_json(row[1:])), len(places))
        places.append(row[0])
    return places, held


def _read(connection: Connection, table: Table, place: int) -> tuple[bytes, Row]:
    columns = told_of(table)
    row = connection.execute(select(*(table.c[name] for name in columns)).where(table.c.n == place)).one()
    return digest_of(as_json(row)), dict(zip(columns, row, strict=True))


def _rising(values: Sequence[int]) -> list[int]:
    """A longest rising part of distinct values: the rows that can stay where they are."""
    tails: list[int] = []  # the smallest last value of a rising part of each length
    ends: list[int] = []  # the index of that value
    before: list[int] = []
    for index, value in enumerate(values):
        length = bisect_left(tails, value)
        tails[length : length + 1] = [value]
        ends[length : length + 1] = [index]
        before.append(ends[length - 1] if length else -1)
    found: list[int] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        found.append(values[index])
        index = before[index]
    return found[::-1]


def _room(anchors: Sequence[int | None]) -> list[int] | None:
    """An n for each row, between those that have one; None where there is no room between two of them."""
    made: list[int] = []
    index = 0
    while index < len(anchors):
        anchor = anchors[index]
        if anchor is not None:
            made.append(anchor)
            index += 1
            continue
        end = index
        while end < len(anchors) and anchors[end] is None:
            end += 1
        low, high, count = made[-1] if made else None, anchors[end] if end < len(anchors) else None, end - index
        if high is None:
            made += ((low or 0) + GAP * (one + 1) for one in range(count))
        elif low is None:
            made += (high - GAP * (count - one) for one in range(count))
        elif (high - low) // (count + 1) < 1:
            return None
        else:
            made += (low + (high - low) * (one + 1) // (count + 1) for one in range(count))
        index = end
    return made


def spread(connection: Connection, table: Table, gap: int) -> dict[int, int]:
    """Gives all rows of a table, past ones too, new n with this room between, in the same order; {old n: new n}."""
    is_kind = past.c.kind == table.name
    used = set(connection.execute(select(table.c.n)).scalars())
    used.update(connection.execute(select(past.c.place).where(is_kind)).scalars())
    wider = {old: (rank + 1) * gap for rank, old in enumerate(sorted(used))}
    away = max(max(used), len(used) * gap) - min(min(used), 0) + 1
    # First out of the way of each other, for no two rows may have one n even for a moment.
    connection.execute(update(table).values(n=table.c.n + away))
    pairs = [{"old": old + away, "new": new} for old, new in wider.items()]
    connection.execute(update(table).where(table.c.n == bindparam("old")).values(n=bindparam("new")), pairs)
    connection.execute(update(past).where(is_kind).values(place=past.c.place + away))
    connection.execute(update(past).where(is_kind, past.c.place == bindparam("old")).values(place=bindparam("new")), pairs)
    return wider


def end_rows(connection: Connection, table: Table, places: Sequence[int], changes: Changes) -> None:
    """Moves rows to the past."""
    columns = told_of(table)
    for start in range(0, len(places), CHUNK):
        part = places[start : start + CHUNK]
        gone = []
        for row in connection.execute(select(table).where(table.c.n.in_(part)).order_by(table.c.n)).mappings():
            told = {name: row[name] for name in columns}
            changes.note("-", table, digest_of(as_json(list(told.values()))))
            gone.append(
                {
                    "kind": table.name,
                    "place": row["n"],
                    "since": row["since"],
                    "until": changes.step,
                    "row": msgspec.json.encode(told).decode(),
                }
            )
        connection.execute(insert(past), gone)
        connection.execute(delete(table).where(table.c.n.in_(part)))


def _numbered(table: Table, rows: Iterator[tuple[bytes, Row]], changes: Changes) -> Iterator[Row]:
    for index, (digest, row) in enumerate(rows):
        changes.note("+", table, digest)
        yield {**row, "n": (index + 1) * GAP, "since": changes.step}


def _added(table: Table, fresh: Spilled, numbers: Sequence[int], changes: Changes) -> Iterator[Row]:
    for index, digest, row in fresh:
        changes.note("+", table, b64decode(digest))
        yield {**row, "n": numbers[index], "since": changes.step}


def insert_rows(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    """Puts rows into a table, some at a time."""
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) >= CHUNK:
            connection.execute(insert(table), batch)
            batch = []
    if batch:
        connection.execute(insert(table), batch)


def changes_found(connection: Connection, made: Sequence[Table] = schema.DERIVED) -> dict[int, Changes]:
    """What each step did to the derived tables, as present and past rows tell it: to be held against the log."""
    found: dict[int, Changes] = {}

    def note(sign: str, table: Table, step: int, values: Sequence[Any]) -> None:
        found.setdefault(step, Changes(step)).note(sign, table, digest_of(as_json(values)))

    tables = {table.name: table for table in made}
    for table in made:
        columns = [table.c[name] for name in told_of(table)]
        for row in connection.execute(select(table.c.since, *columns), execution_options={"yield_per": CHUNK}):
            note("+", table, row[0], row[1:])
    for row in connection.execute(select(past), execution_options={"yield_per": CHUNK}):
        if (kind := tables.get(row.kind)) is not None:
            told = msgspec.json.decode(row.row)
            values = [told.get(name) for name in told_of(kind)]
            note("+", kind, row.since, values)
            note("-", kind, row.until, values)
    return found


def restated(connection: Connection, stated: Mapping[int, str]) -> dict[str, str]:
    """Of the steps' digests that the log states, those that the rows give otherwise now: for the entry that says why."""
    found = changes_found(connection)
    now = {step: found.get(step, Changes(step)).digest for step in stated}
    return {str(step): digest for step, digest in sorted(now.items()) if digest != stated[step]}
