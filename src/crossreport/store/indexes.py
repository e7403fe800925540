"""The columns by which lists and sums are looked up, made of the values that a record holds, sealed names masked."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, delete, insert, select

from crossreport.model.acting import Actor
from crossreport.model.happened import Event
from crossreport.model.judged import Cell, Estimate, Story
from crossreport.store import schema, search
from crossreport.store.codec import decode
from crossreport.store.names import fold
from crossreport.store.protection import SealedName, Seals, masked

# Rows that one statement writes.
CHUNK = 500
Rows = Iterator[tuple[Table, dict[str, Any]]]


def refill(connection: Connection) -> None:
    """Makes the columns anew from what the record holds, in the caller's transaction."""
    fill(connection, *_values(connection), seals_of(connection))


def index_words(connection: Connection) -> None:
    """Brings the search up to date with what the record holds, in the caller's transaction."""
    search.renew(connection, *_values(connection), seals_of(connection))


def _values(connection: Connection) -> tuple[Iterator[Event], Iterator[Story], Iterator[Actor]]:
    events, stories = _bodies(connection, schema.events, Event), _bodies(connection, schema.stories, Story)
    return events, stories, _bodies(connection, schema.actors, Actor)


def fill(
    connection: Connection, events: Iterable[Event], stories: Iterable[Story], actors: Iterable[Actor], seals: Seals
) -> None:
    """Puts the columns of these values in the place of those that were there, in the caller's transaction."""
    for table in schema.INDEXES:
        connection.execute(delete(table))
    _write(connection, rows_of(events, stories, actors, seals))


def fill_part(
    connection: Connection,
    ids: Mapping[str, Iterable[str]],
    values: tuple[Iterable[Event], Iterable[Story], Iterable[Actor]],
    seals: Seals,
) -> None:
    """Puts the columns of these values in the place of those of the things of these ids, by kind."""
    of_kind = {
        "event": ((schema.event_index, "id"), (schema.figure_index, "event"), (schema.event_actors, "event")),
        "story": ((schema.story_index, "id"),),
        "actor": ((schema.actor_names, "actor"), (schema.actor_reports, "actor")),
    }
    for kind, tables in of_kind.items():
        wanted = sorted(ids[kind])
        for start in range(0, len(wanted), CHUNK):
            for table, column in tables:
                connection.execute(delete(table).where(table.c[column].in_(wanted[start : start + CHUNK])))
    _write(connection, rows_of(*values, seals))


def faults(connection: Connection) -> Iterator[str]:
    """What lists, sums and search are looked up by and is not what the record's values give; nothing where all is."""
    held = {
        table: {tuple(row) for row in connection.execute(select(table), execution_options={"yield_per": CHUNK})}
        for table in schema.INDEXES
    }
    for table, row in rows_of(*_values(connection), seals_of(connection)):
        key = tuple(row.get(column.name) for column in table.columns)
        if key not in held[table]:
            yield f"{table.name} lacks the columns of {key[0]!r}: lists and sums leave it out or have it wrong"
        held[table].discard(key)
    for table, rows in held.items():
        yield from (
            f"{table.name} has columns of {key[0]!r} that no value of the record gives" for key in sorted(rows, key=repr)
        )
    yield from search.faults(connection, *_values(connection), seals_of(connection))


def rows_of(events: Iterable[Event], stories: Iterable[Story], actors: Iterable[Actor], seals: Seals) -> Rows:
    """(table, row) of each column that these values are looked up by."""
    for event in events:
        yield from _of_event(masked(event, seals, event.reports))
    for story in stories:
        yield from _of_story(story)
    for actor in actors:
        # Of the many deeds no column tells.
        yield from _of_actor(masked(msgspec.structs.replace(actor, deeds=()), seals, actor.reports))


def seals_of(connection: Connection) -> Seals:
    """The names that a record masks."""
    return Seals(_bodies(connection, schema.names, SealedName))


def _bodies(connection: Connection, table: Table, kind: type[Any]) -> Iterator[Any]:
    query = select(table.c.body).order_by(table.c.n)
    for row in connection.execute(query, execution_options={"yield_per": CHUNK}):
        yield decode(row.body, kind)


def _write(connection: Connection, rows: Rows) -> None:
    waiting: dict[Table, list[dict[str, Any]]] = {}
    for table, row in rows:
        batch = waiting.setdefault(table, [])
        batch.append(row)
        if len(batch) >= CHUNK:
            connection.execute(insert(table), batch)
            batch.clear()
    for table, batch in waiting.items():
        if batch:
            connection.execute(insert(table), batch)


def _of_event(event: Event) -> Rows:
    place = event.place
    row = {
        "id": event.id, "kind": event.kind, "cause": event.cause, "part_of": event.part_of,
        "first": event.date.from_, "last": event.date.to, "corroboration": event.corroboration,
        "responsibility": event.responsibility, "review": event.review, "reports": len(event.reports),
        "place": place and place.name,
    }  # fmt: skip
    fields = ("admin1", "country", "geonameid", "lat", "lon", "precision")
    yield schema.event_index, {**row, **{field: getattr(place, field, None) for field in fields}}
    for outcome, estimate in event.figures.items():
        yield schema.figure_index, _figure(event, outcome, 0, estimate)
    for part, cell in enumerate(event.cells, 1):
        yield schema.figure_index, _figure(event, cell.outcome, part, cell.estimate, cell)
    for n, actor in enumerate(event.actors):
        yield schema.event_actors, {"event": event.id, "n": n, "role": actor.role, "name": fold(actor.name)}


def _figure(event: Event, outcome: str, part: int, estimate: Estimate, cell: Cell | None = None) -> dict[str, Any]:
    row = {"event": event.id, "outcome": outcome, "part": part}
    row |= {field: getattr(cell, field, None) for field in ("status", "side", "subgroup")}
    return row | {"low": estimate.low, "best": estimate.best, "high": estimate.high}


def _of_story(story: Story) -> Rows:
    yield (
        schema.story_index,
        {
            "id": story.id, "first": story.from_, "last": story.to, "reports": len(story.reports),
            "events": len(story.events), "main_event": story.main_event,
        },
    )  # fmt: skip


def _of_actor(actor: Actor) -> Rows:
    for name in sorted({fold(name) for name in (actor.name, *actor.names)}):
        yield schema.actor_names, {"name": name, "actor": actor.id}
    for report in sorted(set(actor.reports)):
        yield schema.actor_reports, {"report": report, "actor": actor.id}
