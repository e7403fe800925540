"""The record as it was known at a step of its log: its tables of then, laid over those of today for one connection alone.

What is laid over are temporary views of the same names, which a database finds first: whatever asks the record asks them
without knowing of it. A view is the table of today without the rows that came later, and with those that went since; these
alone are copied, so looking back costs what has changed since. The file is not touched.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Index,
    MetaData,
    Select,
    SelectBase,
    String,
    Table,
    case,
    column,
    insert,
    null,
    or_,
    select,
    table,
    text,
    union_all,
)
from sqlalchemy.schema import CreateIndex, CreateTable

from crossreport.model.acting import Actor
from crossreport.model.happened import Event
from crossreport.model.judged import Story
from crossreport.model.said import Claim
from crossreport.store import schema
from crossreport.store.codec import decode
from crossreport.store.history import CHUNK
from crossreport.store.indexes import rows_of, seals_of

Row = dict[str, Any]
# The tables that lists and sums are looked up by: the table of their values, and the column that has the value's id.
OF = {
    schema.event_index: (schema.events, "id"), schema.figure_index: (schema.events, "event"),
    schema.event_actors: (schema.events, "event"), schema.story_index: (schema.stories, "id"),
    schema.actor_names: (schema.actors, "actor"), schema.actor_reports: (schema.actors, "actor"),
}  # fmt: skip
KINDS: dict[Table, type[Any]] = {schema.events: Event, schema.stories: Story, schema.actors: Actor}


def lay_over(connection: Connection, step: int) -> None:
    """Makes this connection see the record as it was when that step of the log ended.

    Names that are sealed today stay sealed: what was found to need protection since is protected in what was known before.
    """
    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite:
        connection.exec_driver_sql("PRAGMA query_only = OFF")
    connection.exec_driver_sql("BEGIN")
    went = _went(connection, step)
    sealed_then = _sealed_then(connection, went[schema.names])
    came = {one: _ids(connection, select(one.c.id).where(one.c.since > step)) for one in KINDS}
    for one in schema.DERIVED:
        if one is schema.names:
            _lay(connection, one, _today(connection, one), sealed_then)
        else:
            now = _today(connection, one)
            _lay(connection, one, now.where(now.selected_columns["since"] <= step), went[one])
    _lay_given(connection, step)
    _lay(connection, schema.meta, None, _meta(connection, step))
    for one, name in ((schema.log, "seq"), (schema.openings, "seq"), (schema.decisions, "step")):
        now = _today(connection, one)
        _lay(connection, one, now.where(now.selected_columns[name] <= step))
    _lay_columns(connection, came, went, {row["report"] for row in sealed_then})
    connection.exec_driver_sql("COMMIT")
    if is_sqlite:
        connection.exec_driver_sql("PRAGMA query_only = ON")


def is_past(connection: Connection) -> bool:
    """Does this connection see the record as it was?"""
    if connection.dialect.name != "sqlite":
        return False
    found = connection.exec_driver_sql(f"SELECT 1 FROM sqlite_temp_master WHERE name = '{schema.events.name}'")
    return found.first() is not None


# ---------------------------------------------------------------------- what is laid over


def _today(connection: Connection, of: Table) -> Select[Any]:
    """All rows of a table as it lies in the file, whatever is laid over it."""
    home = "main" if connection.dialect.name == "sqlite" else "public"
    return select(table(of.name, *(column(one.name, one.type) for one in of.columns), schema=home))


def _lay(connection: Connection, of: Table, now: Select[Any] | None, more: Iterable[Row] = ()) -> None:
    """Lays a view of these rows of today, and of those that are given beside them, over a table."""
    parts: list[SelectBase] = [] if now is None else [now]
    rows = list(more)
    if rows or now is None:
        parts.append(_copied(connection, of, rows))
    query = union_all(*parts) if len(parts) > 1 else parts[0]
    told = query.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True})
    connection.execute(text(f"CREATE TEMPORARY VIEW {of.name} AS {str(told).replace(':', chr(92) + ':')}"))


def _copied(connection: Connection, of: Table, rows: list[Row]) -> Select[Any]:
    """These rows in a temporary table, with the indexes of the one whose columns it has."""
    made = Table(f"then_{of.name}", MetaData(), *(Column(one.name, one.type) for one in of.columns))
    _make(connection, made)
    keys = [one.name for one in of.primary_key.columns]
    for at, columns in enumerate([keys, *([c.name for c in index.columns] for index in _ordered(of))]):
        connection.execute(CreateIndex(Index(f"then_{of.name}_{at}", *(made.c[name] for name in columns))))
    for start in range(0, len(rows), CHUNK):
        connection.execute(insert(made), rows[start : start + CHUNK])
    return select(made)


def _ordered(of: Table) -> list[Index]:
    return sorted(of.indexes, key=lambda one: str(one.name))


def _make(connection: Connection, made: Table) -> None:
    told = str(CreateTable(made).compile(dialect=connection.dialect))
    connection.execute(text(told.replace("CREATE TABLE", "CREATE TEMPORARY TABLE", 1)))


# ---------------------------------------------------------------------- rows of then


def _went(connection: Connection, step: int) -> dict[Table, list[Row]]:
    """By derived table the rows that held when the step ended, and hold no more."""
    past, kinds = schema.past, {one.name: one for one in schema.DERIVED}
    found: dict[Table, list[Row]] = defaultdict(list)
    for row in connection.execute(select(past).where(past.c.until > step, past.c.since <= step)):
        if row.kind in kinds:
            found[kinds[row.kind]].append({**msgspec.json.decode(row.row), "n": row.place, "since": row.since})
    return found


def _sealed_then(connection: Connection, went: list[Row]) -> list[Row]:
    """The names that were sealed then, and are not now."""
    query = select(schema.names.c.report, schema.names.c.body)
    known = {tuple(row) for row in connection.execute(query)} if went else set()
    return [row for row in went if (row["report"], row["body"]) not in known]


def _meta(connection: Connection, step: int) -> list[Row]:
    """What the step's build was made with: its entry in the log says it."""
    body = connection.execute(select(schema.log.c.body).where(schema.log.c.seq == step)).scalar()
    told = msgspec.json.decode(body or "{}")
    known = connection.execute(select(schema.meta.c.key)).scalars()
    return [{"key": key, "value": told[key]} for key in sorted(known) if isinstance(told.get(key), str)]


def _lay_given(connection: Connection, step: int) -> None:
    """Reports, how their versions stood, and how they were captured."""
    own = schema.standings
    # Of a version whose standing has changed since, the one that it had; all others stand as they stood.
    since = or_(own.c.since > step, own.c.until > step)
    moved = dict.fromkeys(connection.execute(select(own.c.version).where(since)).scalars(), False)
    then = select(own.c.version).where(own.c.status == "current", own.c.since <= step, own.c.until > step)
    moved |= dict.fromkeys(connection.execute(then).scalars(), True)
    stood = Table("then_current", MetaData(), Column("version", String, primary_key=True), Column("current", Boolean))
    _make(connection, stood)
    if moved:
        rows = [{"version": version, "current": current} for version, current in moved.items()]
        connection.execute(insert(stood), rows)
    reports = _today(connection, schema.reports)
    at = reports.selected_columns
    known = select(stood.c.current).where(stood.c.version == at["version"]).scalar_subquery()
    current = case((at["version"].in_(select(stood.c.version)), known), else_=at["current"]).label("current")
    shown = [current if one.name == "current" else one for one in at]
    standings = _today(connection, own)
    at_then = standings.selected_columns
    until = case((at_then["until"] <= step, at_then["until"]), else_=null()).label("until")
    shown_then = [until if one.name == "until" else one for one in at_then]
    captures = _today(connection, schema.captures)
    _lay(connection, schema.captures, captures.where(captures.selected_columns["since"] <= step))
    _lay(connection, schema.reports, reports.with_only_columns(*shown).where(at["since"] <= step))
    _lay(connection, own, standings.with_only_columns(*shown_then).where(at_then["since"] <= step))


# ---------------------------------------------------------------------- the columns of then


def _lay_columns(
    connection: Connection, came: dict[Table, set[str]], went: dict[Table, list[Row]], sealed: set[str]
) -> None:
    """What lists and sums are looked up by: today's but for the values that have changed, or are masked otherwise, since."""
    changed = {one: {row["id"] for row in went[one]} for one in KINDS}
    for one, ids in _masked_otherwise(connection, sealed).items():
        changed[one] |= ids
    values = {one: _values(connection, one, changed[one]) for one in KINDS}
    made: dict[Table, list[Row]] = defaultdict(list)
    for of, row in rows_of(values[schema.events], values[schema.stories], values[schema.actors], seals_of(connection)):
        made[of].append(row)
    for one in KINDS:
        gone = Table(f"then_no_{one.name}", MetaData(), Column("id", String, primary_key=True))
        _make(connection, gone)
        if held := sorted(came[one] | changed[one]):
            connection.execute(insert(gone), [{"id": ident} for ident in held])
        for of, (kind, name) in OF.items():
            if kind is one:
                now = _today(connection, of)
                _lay(connection, of, now.where(now.selected_columns[name].not_in(select(gone.c.id))), made[of])


def _masked_otherwise(connection: Connection, reports: set[str]) -> dict[Table, set[str]]:
    """The events and actors of these reports, of which more was sealed then than is now."""
    if not reports:
        return {}
    bodies = _where(connection, select(schema.claims.c.body), schema.claims.c.report, reports)
    events = {event for row in bodies for event in decode(row.body, Claim).events}
    told = select(schema.actor_reports.c.actor)
    actors = {row.actor for row in _where(connection, told, schema.actor_reports.c.report, reports)}
    return {schema.events: events, schema.actors: actors}


def _values(connection: Connection, of: Table, ids: set[str]) -> list[Any]:
    rows = _where(connection, select(of.c.n, of.c.body), of.c.id, ids)
    return [decode(row.body, KINDS[of]) for row in sorted(rows, key=lambda row: int(row.n))]


def _where(connection: Connection, query: Select[Any], where: Column[Any], values: Iterable[str]) -> Iterator[Any]:
    held = sorted(values)
    for start in range(0, len(held), CHUNK):
        yield from connection.execute(query.where(where.in_(held[start : start + CHUNK])))


def _ids(connection: Connection, query: Select[Any]) -> set[str]:
    return set(connection.execute(query).scalars())
