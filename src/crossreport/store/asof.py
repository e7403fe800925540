"""The record as it was known at a step of its log: its tables of then, laid over those of today for one connection alone.

What is laid over are temporary tables of the same names, which a database finds first: whatever asks the record asks them
without knowing of it. The file is not touched.
"""

from datetime import UTC, date, datetime, time
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, and_, insert, or_, select, text
from sqlalchemy.schema import CreateIndex, CreateTable

from crossreport.errors import InputError, NotFound
from crossreport.store import schema
from crossreport.store.history import CHUNK
from crossreport.store.indexes import refill

MADE = "make"


def step_at(connection: Connection, moment: str | int) -> int:
    """The last step, no later than the moment, with which a build ended: the record as it was known then.

    A moment is a step's number, a day (all of it) or a date-time (ISO 8601; without a zone, UTC). InputError for anything
    else, NotFound where no build had ended by then.
    """
    log = schema.log
    made = select(log.c.seq, log.c.at).where(log.c.step == MADE).order_by(log.c.seq)
    if isinstance(moment, int) or (moment.isdecimal() and len(moment) < 8):
        found = connection.execute(made.where(log.c.seq <= int(moment)).order_by(None).order_by(log.c.seq.desc())).first()
    else:
        last = _end_of(moment)
        found = next(
            (row for row in reversed(connection.execute(made).all()) if datetime.fromisoformat(row.at) <= last), None
        )
    if found is None:
        first = connection.execute(made.limit(1)).first()
        known = f"its first build ended with step {first.seq}, on {first.at}" if first else "none has ended yet"
        raise NotFound(f"No build of the record had ended by {moment}: {known}.")
    return int(found.seq)


def _end_of(moment: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(moment), time.max, UTC)
    except ValueError:
        pass
    try:
        at = datetime.fromisoformat(moment)
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at
    except ValueError:
        raise InputError(
            f"{moment!r} is no moment: give a day (2024-05-31), a date-time (2024-05-31T18:30:00Z), or the number of a step"
            " of `crossreport audit log`."
        ) from None


def lay_over(connection: Connection, step: int) -> None:
    """Makes this connection see the record as it was when that step of the log ended.

    Names that are sealed today stay sealed: what was found to need protection since is protected in what was known before.
    """
    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite:
        connection.exec_driver_sql("PRAGMA query_only = OFF")
    sealed_now = _all(connection, schema.names)
    connection.exec_driver_sql("BEGIN")
    for table in schema.DERIVED:
        rows = _then(connection, table, step)
        if table is schema.names:
            rows = _sealed(rows, sealed_now)
        _shadow(connection, table, rows)
    _shadow(connection, schema.reports, _reports(connection, step))
    _shadow(connection, schema.standings, _standings(connection, step))
    _shadow(connection, schema.captures, _all(connection, schema.captures, schema.captures.c.since <= step))
    _shadow(connection, schema.meta, _meta(connection, step))
    for table in schema.INDEXES:
        _shadow(connection, table, [])
    refill(connection)
    log, openings, people = schema.log, schema.openings, schema.decisions
    # The log before what points into it.
    _shadow(connection, log, _all(connection, log, log.c.seq <= step))
    _shadow(connection, openings, _all(connection, openings, openings.c.seq <= step))
    _shadow(connection, people, _all(connection, people, people.c.step <= step))
    connection.exec_driver_sql("COMMIT")
    if is_sqlite:
        connection.exec_driver_sql("PRAGMA query_only = ON")


def is_past(connection: Connection) -> bool:
    """Does this connection see the record as it was?"""
    if connection.dialect.name != "sqlite":
        return False
    found = connection.exec_driver_sql(f"SELECT 1 FROM sqlite_temp_master WHERE name = '{schema.events.name}'")
    return found.first() is not None


def _all(connection: Connection, table: Table, *where: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(select(table).where(*where)).mappings()]


def _then(connection: Connection, table: Table, step: int) -> list[dict[str, Any]]:
    """The rows that a derived table had when the step ended, in their order."""
    rows = _all(connection, table, table.c.since <= step)
    past = schema.past
    held = and_(past.c.kind == table.name, past.c.since <= step, past.c.until > step)
    for row in connection.execute(select(past).where(held)):
        rows.append({**msgspec.json.decode(row.row), "n": row.place, "since": row.since})
    return sorted(rows, key=lambda row: row["n"])


def _sealed(then: list[dict[str, Any]], now: list[dict[str, Any]]) -> list[dict[str, Any]]:
    bodies = dict.fromkeys((row["report"], row["body"]) for row in (*then, *now))
    return [{"n": n, "report": report, "body": body, "since": 0} for n, (report, body) in enumerate(bodies, 1)]


def _reports(connection: Connection, step: int) -> list[dict[str, Any]]:
    standings = schema.standings
    is_then = and_(
        standings.c.status == "current",
        standings.c.since <= step,
        or_(standings.c.until.is_(None), standings.c.until > step),
    )
    current = set(connection.execute(select(standings.c.version).where(is_then)).scalars())
    rows = _all(connection, schema.reports, schema.reports.c.since <= step)
    return [{**row, "current": row["version"] in current} for row in rows]


def _standings(connection: Connection, step: int) -> list[dict[str, Any]]:
    rows = _all(connection, schema.standings, schema.standings.c.since <= step)
    return [{**row, "until": row["until"] if (row["until"] or step + 1) <= step else None} for row in rows]


def _meta(connection: Connection, step: int) -> list[dict[str, Any]]:
    """What the step's build was made with: its entry in the log says it."""
    body = connection.execute(select(schema.log.c.body).where(schema.log.c.seq == step)).scalar()
    told = msgspec.json.decode(body or "{}")
    known = connection.execute(select(schema.meta.c.key)).scalars()
    return [{"key": key, "value": told[key]} for key in sorted(known) if isinstance(told.get(key), str)]


def _shadow(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """A temporary table of the same name and columns with these rows."""
    made = str(CreateTable(table).compile(connection)).replace("CREATE TABLE", "CREATE TEMPORARY TABLE", 1)
    connection.execute(text(made))
    for index in sorted(table.indexes, key=lambda one: one.name or ""):
        connection.execute(CreateIndex(index))
    for start in range(0, len(rows), CHUNK):
        connection.execute(insert(table), rows[start : start + CHUNK])
