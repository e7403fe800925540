"""Puts what was made of some neighbourhoods anew in the place of what was there, with all that is looked up by it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Table, delete, func, insert, select

from crossreport.model.acting import Actor, Interaction
from crossreport.model.judged import Tally
from crossreport.model.record import Derived
from crossreport.store import indexes, schema, search, whom
from crossreport.store.asof import MADE
from crossreport.store.audit import append
from crossreport.store.codec import decode, encode
from crossreport.store.history import Changes, Row, count, next_step, put_all
from crossreport.store.parts import Ordered, Part, put_behind, put_new, put_over, put_part, values_of
from crossreport.store.protection import SealedName, Seals
from crossreport.store.redaction import UNSHRUNK
from crossreport.store.standing import make_current_of

CHUNK = 500


class Stays(NamedTuple):
    """A row whose place in its table is known: that `held`, which `row` is put over (or nothing), or where none is held the
    number of the row `behind` which it comes."""

    table: Table
    held: Any
    row: Row | None
    behind: int | None = None


class Renewal(NamedTuple):
    """What is made anew: the rows of `part`, actors and acts by id with the row that was there and the value now, other
    reports' totals, and all reports that it is about. `stays` are rows of known places, `whole` tables that are put in with
    all of their rows."""

    part: Part
    rows: Mapping[Table, Sequence[Ordered]]
    derived: Derived
    actors: Mapping[str, tuple[Any, Actor | None]]
    interactions: Mapping[str, tuple[Any, Interaction | None]]
    totals: Sequence[tuple[Any, Tally]]
    reports: frozenset[str]
    stays: Sequence[Stays] = ()
    whole: Mapping[Table, Sequence[Row]] = {}


def renew(connection: Connection, new: Renewal, meta: Mapping[str, str]) -> None:
    """Does so in the caller's transaction. NoRoom where rows cannot be put in order without numbering all anew."""
    changes = Changes(next_step(connection))
    make_current_of(connection, new.reports)
    connection.execute(delete(schema.meta).where(schema.meta.c.key != UNSHRUNK))
    connection.execute(insert(schema.meta), [{"key": key, "value": meta[key]} for key in sorted(meta)])
    put_anew(connection, new, changes)
    made = {table.name: count(connection, table) for table in (schema.claims, schema.events, schema.stories)}
    body = {"added": changes.added, "ended": changes.ended, "changes": changes.digest}
    append(connection, MADE, {**meta, **made, **body})


def put_anew(connection: Connection, new: Renewal, changes: Changes) -> None:
    """Puts the rows of what was made anew, and all that it is looked up by."""
    seals_before = _names_of(connection, new.reports)
    gone = {
        "event": {event.id for event in new.part.events} - {event.id for event in new.derived.events},
        "story": {story.id for story in new.part.stories} - {story.id for story in new.derived.stories},
    }
    _unindex(connection, new, gone)
    put_part(connection, new.part, new.rows, changes)
    for table, held, row, behind in new.stays:
        if held is not None:
            put_over(connection, table, held, row, changes)
        elif row is not None:
            put_behind(connection, table, behind, row, changes)
    for table, rows in new.whole.items():
        put_all(connection, table, rows, changes)
    for row, tally in new.totals:
        put_over(connection, schema.tallies, row, {"claim": tally.claim, "body": encode(tally)}, changes)
    _put_interactions(connection, new.interactions, changes)
    _put_actors(connection, new.actors, changes)
    seals_now = _names_of(connection, new.reports)
    changed = {
        report for report in seals_now.keys() | seals_before.keys() if seals_now.get(report) != seals_before.get(report)
    }
    _index(connection, new, gone, changed)


def _names_of(connection: Connection, reports: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The bodies of the names that are sealed in these reports, by report."""
    table, found = schema.names, dict[str, tuple[str, ...]]()
    wanted = sorted(reports)
    for start in range(0, len(wanted), CHUNK):
        query = select(table.c.report, table.c.body).where(table.c.report.in_(wanted[start : start + CHUNK]))
        for row in connection.execute(query.order_by(table.c.n)):
            found[row.report] = (*found.get(row.report, ()), row.body)
    return found


def _unindex(connection: Connection, new: Renewal, gone: Mapping[str, set[str]]) -> None:
    """Takes out the days of what goes or changes, by which what comes is put in order."""
    same = {event.id for event in new.derived.events} & {event.id for event in new.part.events}
    days = {event.id: event.date.from_ for event in new.part.events}
    moved = {event.id for event in new.derived.events if event.id in same and days[event.id] != event.date.from_}
    was = {story.id: story.from_ for story in new.part.stories}
    told = {story.id for story in new.derived.stories if story.id in was and was[story.id] != story.from_}
    for table, ids in ((schema.event_index, gone["event"] | moved), (schema.story_index, gone["story"] | told)):
        for one in sorted(ids):
            connection.execute(delete(table).where(table.c.id == one))


def _put_interactions(connection: Connection, acts: Mapping[str, tuple[Any, Interaction | None]], changes: Changes) -> None:
    table = schema.interactions
    fresh = []
    for ident in sorted(acts):
        row, one = acts[ident]
        new = {"actor": one.actor, "recipient": one.recipient, "body": encode(one)} if one is not None else None
        if row is not None:
            put_over(connection, table, row, new, changes)
        elif one is not None and new is not None:
            fresh.append((_by_day(one), new))
    for key, new in sorted(fresh, key=lambda one: one[0]):
        put_new(connection, table, _following(connection, key), new, changes)


class _Dated(msgspec.Struct):
    """Of an act what its table is in the order of."""

    id: str
    from_: str | None = msgspec.field(default=None, name="from")


def _following(connection: Connection, key: tuple[str, str]) -> int | None:
    """The number of the last act that stands before one of this day and id; None where none does.

    The table is in that order, so its halves are halved: no column has the days.
    """
    table = schema.interactions
    low, high = connection.execute(select(func.min(table.c.n), func.max(table.c.n))).one()
    found: int | None = None
    while low is not None and low <= high:
        middle = (low + high) // 2
        row = connection.execute(
            select(table.c.n, table.c.body).where(table.c.n.between(low, middle)).order_by(table.c.n.desc()).limit(1)
        ).first()
        if row is None:
            low = middle + 1
        elif _by_day(decode(row.body, _Dated)) < key:
            found, low = row.n, middle + 1
        else:
            high = row.n - 1
    return found


def _by_day(one: Interaction | _Dated) -> tuple[str, str]:
    return one.from_ or "9999", one.id


def _put_actors(connection: Connection, actors: Mapping[str, tuple[Any, Actor | None]], changes: Changes) -> None:
    table = schema.actors
    for ident in sorted(actors):
        row, one = actors[ident]
        new = {"id": ident, "body": encode(one)} if one is not None else None
        if row is not None:
            put_over(connection, table, row, new, changes)
        elif new is not None:
            put_new(connection, table, ident, new, changes)


def _index(connection: Connection, new: Renewal, gone: Mapping[str, set[str]], changed: Iterable[str]) -> None:
    """Columns and words of what was made anew, and of actors in whose reports other names are sealed now."""
    events, stories = new.derived.events, new.derived.stories
    concerned = set(new.actors)
    table = schema.actor_reports
    for report in sorted(changed):
        concerned |= set(connection.execute(select(table.c.actor).where(table.c.report == report)).scalars())
    actors = values_of(connection, schema.actors, Actor, concerned)
    names = _names_of(connection, {*new.reports, *(report for actor in actors for report in actor.reports)})
    seals = Seals(decode(body, SealedName) for bodies in names.values() for body in bodies)
    ids = {
        "event": {event.id for event in events} | gone["event"],
        "story": {story.id for story in stories} | gone["story"],
        "actor": concerned,
    }
    indexes.fill_part(connection, ids, (events, stories, actors), seals)
    whom.fill_part(connection, ids["event"], events, new.derived.claims, seals)
    search.renew_part(connection, {**ids, "report": new.reports}, (events, stories, actors), seals)
