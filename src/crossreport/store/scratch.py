"""A record in the making: what is made of many reports lies in a file of its own until it is whole, and is then put over.

The file has no name and goes with the connection, whatever ends it. It holds what is derived, without a past, and what lies
near what; reports and readings stay in the record that it is made for. Its rows stand in no order, but for each report's.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy import Connection, Select, Table, func, insert, select

from crossreport.store import schema
from crossreport.store.file import close, wrapped
from crossreport.store.history import CHUNK, Row, told_of
from crossreport.store.near_tables import NEAR

LAST = "9999"
# Pages of the file that are held in memory, in KiB.
HELD = 64_000


@contextmanager
def scratch() -> Iterator[Connection]:
    """A connection to such a file, in which nothing is made yet."""
    raw = sqlite3.connect("", isolation_level=None)
    for line in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = -{HELD}"):
        raw.execute(f"PRAGMA {line}")
    connection = wrapped(raw)
    try:
        with connection.begin():
            schema.metadata.create_all(connection, tables=[*schema.DERIVED, *schema.INDEXES, schema.whom_index, *NEAR])
        yield connection
    finally:
        close(connection)


def rows_made(connection: Connection) -> Mapping[Table, Iterator[Row]]:
    """The rows of each derived table in the order in which a record has them."""
    return {table: _rows(connection, table) for table in schema.DERIVED}


def _rows(connection: Connection, table: Table) -> Iterator[Row]:
    for row in connection.execute(_in_order(table), execution_options={"yield_per": CHUNK}).mappings():
        yield dict(row)


def _in_order(table: Table) -> Select[tuple[object, ...]]:
    query = select(*(table.c[name] for name in told_of(table)))
    if table is schema.events or table is schema.stories:
        index = schema.event_index if table is schema.events else schema.story_index
        joined = query.select_from(table.join(index, index.c.id == table.c.id))
        return joined.order_by(func.coalesce(index.c.first, LAST), table.c.id)
    if table is schema.tallies:
        claims = schema.claims
        return query.select_from(table.join(claims, claims.c.id == table.c.claim)).order_by(claims.c.report, table.c.n)
    if table is schema.interactions:
        return query.order_by(
            func.coalesce(func.json_extract(table.c.body, "$.from"), LAST), func.json_extract(table.c.body, "$.id")
        )
    if "report" in table.c:
        return query.order_by(table.c.report, table.c.n)
    first = next(iter(told_of(table)))
    return query.order_by(table.c[first], table.c.n)


def copy_near(connection: Connection, to: Connection) -> None:
    """Puts what lies near what into the record."""
    for table in NEAR:
        result = connection.execute(select(table), execution_options={"yield_per": 20 * CHUNK})
        for part in result.mappings().partitions():
            to.execute(insert(table), [dict(row) for row in part])
