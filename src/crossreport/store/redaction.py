"""Lawful redaction: a report's text and all that was made of it, taken out of a record for good; its log stays whole.

The log holds of a report only salted commitments. Their openings go with the report, so nobody can tell any more what they
stood for, and every entry is still as it was written. Of the past, each row goes that names the report or one of its claims:
too much rather than too little. The log's last word on what its steps changed is stated anew.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable

from sqlalchemy import Connection, Table, delete, select

from crossreport.errors import NotFound
from crossreport.store import schema, search
from crossreport.store.audit import append, entries, stated
from crossreport.store.codec import encode
from crossreport.store.history import digest_of_derived, restated, told_of

CHUNK = 500
STEP = "redact"


def redact(connection: Connection, report: str, who: str, why: str) -> int:
    """Takes a report out, in the caller's transaction; how many of its versions there were. NotFound where there are none.

    What is made of the other reports must be made again afterwards, and `shrink` the file.
    """
    versions = connection.execute(select(schema.reports.c.version).where(schema.reports.c.id == report)).scalars().all()
    if not versions:
        raise NotFound(f"The record has no report {report!r}.")
    marks = _marks(report, _claims_of(connection, report))
    _unindex(connection, report)
    for table in (*schema.DERIVED, schema.past, schema.decisions):
        gone = [row[0] for row in _rows(connection, table) if any(mark in row[1] for mark in marks)]
        key = next(iter(table.primary_key.columns))
        if table is schema.decisions:
            _forget_openings(connection, [row[2] for row in _rows(connection, table) if row[0] in set(gone)])
        for start in range(0, len(gone), CHUNK):
            connection.execute(delete(table).where(key.in_(gone[start : start + CHUNK])))
    for table in (schema.readings, schema.standings, schema.reports):
        connection.execute(delete(table).where(table.c.version.in_(versions)))
    for table in (schema.captures, schema.refused):
        connection.execute(delete(table).where(table.c.report == report))
    values, about = schema.openings.c.value, f'"report":{encode(report)}'
    opened = select(values).where(values.contains(about, autoescape=True))
    _forget(connection, [*versions, *connection.execute(opened).scalars()])
    connection.execute(delete(schema.meta).where(schema.meta.c.key == "made_of"))  # what is left must be made again
    body = {"versions": len(versions), "derived": digest_of_derived(connection)}
    append(connection, STEP, {**body, "restated": restated(connection, stated(entries(connection)).changes)}, [why], who)
    return len(versions)


def shrink(connection: Connection) -> None:
    """Writes the file anew without the bytes of what was deleted."""
    has_index = search.has_index(connection)
    connection.rollback()
    raw = connection.connection.driver_connection  # no transaction may be open when a file is written anew
    assert isinstance(raw, sqlite3.Connection)
    if has_index:
        raw.execute("INSERT INTO searched_text(searched_text) VALUES('rebuild')")
    raw.execute("VACUUM")


def _claims_of(connection: Connection, report: str) -> set[str]:
    """The ids of all claims that a report ever had."""
    found = set[str]()
    for table in (schema.claims, schema.earlier):
        found.update(connection.execute(select(table.c.id).where(table.c.report == report)).scalars())
        was = select(schema.past.c.row).where(schema.past.c.kind == table.name)
        rows = map(json.loads, connection.execute(was).scalars())
        found.update(row["id"] for row in rows if row["report"] == report)
    return found


def _marks(report: str, claims: Iterable[str]) -> tuple[str, ...]:
    """What tells that a row is of the report: its id or a claim's as JSON has them, alone or within a string."""
    ids = [encode(one) for one in (report, *sorted(claims))]
    return (*ids, *(encode(one)[1:-1] for one in ids))


def _rows(connection: Connection, table: Table) -> list[tuple[object, str, str]]:
    """(key, what the row's columns tell, its body) of each row."""
    columns = told_of(table)
    key = next(iter(table.primary_key.columns))
    query = select(key, *(table.c[name] for name in columns))
    return [(row[0], "\n".join(map(str, row[1:])), str(getattr(row, "body", ""))) for row in connection.execute(query)]


def _unindex(connection: Connection, report: str) -> None:
    table = schema.searched
    query = select(table.c.kind, table.c.id, table.c.stamp).where(table.c.kind == "report", table.c.id == report)
    if search.has_index(connection):
        search.take_out(connection, sorted({(row.kind, row.id, row.stamp) for row in connection.execute(query)}))


def _forget_openings(connection: Connection, bodies: Iterable[str]) -> None:
    _forget(connection, [hashlib.sha256(body.encode()).hexdigest() for body in bodies])


def _forget(connection: Connection, values: Iterable[str]) -> None:
    for value in values:
        connection.execute(delete(schema.openings).where(schema.openings.c.value == value))
