"""Lawful redaction: a report's text and all that was made of it, taken out of a record for good; its log stays whole.

The log holds of a report only salted commitments. Their openings go with the report, so nobody can tell any more what they
stood for, and every entry is still as it was written. What keeps the report out from then on (kept_out.py) has hashes alone.
Of the past, each row goes that names the report or one of its claims: too much rather than too little. The log's last word
on what its steps changed is stated anew.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, Table, delete, insert, select

from crossreport.errors import no_report
from crossreport.store import schema, search
from crossreport.store.audit import append, entries, stated
from crossreport.store.codec import encode
from crossreport.store.history import digest_of_derived, next_step, restated, told_of
from crossreport.store.kept_out import keep, known_by

CHUNK = 500
STEP = "redact"
# The key of `meta` that a file has whose deleted bytes are still to be written over.
UNSHRUNK = "unshrunk"


class Redacted(NamedTuple):
    """What went with a report: how many versions it had, and the decisions that held its words or claims, by id."""

    versions: int
    decisions: tuple[str, ...]


def decisions_with(connection: Connection, report: str) -> tuple[str, ...]:
    """The ids of the decisions that name a report or one of its claims: they hold its words, and go where it goes.

    NotFound where there is no such report.
    """
    if connection.execute(select(schema.reports.c.id).where(schema.reports.c.id == report)).first() is None:
        raise no_report(report)
    marks = _marks(report, _claims_of(connection, report))
    rows = connection.execute(select(schema.decisions.c.id, schema.decisions.c.body).order_by(schema.decisions.c.n))
    return tuple(row.id for row in rows if any(mark in row.body for mark in marks))


def redact(connection: Connection, report: str, who: str, why: str) -> Redacted:
    """Takes a report out, in the caller's transaction; what went with it. NotFound where there is none of that id.

    What is made of the other reports must be made again in the same transaction, and the file shrunk after it.
    """
    kept = connection.execute(select(schema.reports.c.version, schema.reports.c.text).where(schema.reports.c.id == report))
    texts = {row.version: row.text for row in kept}
    versions = list(texts)
    decided = decisions_with(connection, report)
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
    connection.execute(insert(schema.meta), {"key": UNSHRUNK, "value": "yes"})
    out = known_by(report, texts.values(), next_step(connection))
    body = {"versions": len(versions), "derived": digest_of_derived(connection), "kept_out": [out.digest]}
    append(connection, STEP, {**body, "restated": restated(connection, stated(entries(connection)).changes)}, [why], who)
    keep(connection, [out])
    return Redacted(len(versions), decided)


def is_unshrunk(connection: Connection) -> bool:
    """Does the file hold bytes of what was redacted, as after a kill?"""
    with connection.begin():
        found = connection.execute(select(schema.meta.c.value).where(schema.meta.c.key == UNSHRUNK)).first()
    return found is not None


def shrink(connection: Connection) -> None:
    """Writes the file anew without the bytes of what was deleted."""
    has_index = search.has_index(connection)
    connection.rollback()
    raw = connection.connection.driver_connection  # no transaction may be open when a file is written anew
    assert isinstance(raw, sqlite3.Connection)
    if has_index:
        raw.execute("INSERT INTO searched_text(searched_text) VALUES('rebuild')")
    raw.execute("VACUUM")
    with connection.begin():
        connection.execute(delete(schema.meta).where(schema.meta.c.key == UNSHRUNK))


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
