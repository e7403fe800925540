"""Whom figures count, by the words of claims: what a sum of "women" or "civilians" asks, without the claims themselves."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from crossreport.model.happened import Event
from crossreport.model.said import OUTCOMES, Claim
from crossreport.reconcile.scope import stems_in, stems_told
from crossreport.store import schema
from crossreport.store.codec import decode
from crossreport.store.protection import Seals, masked

# Rows that one statement writes, or values that it asks for.
CHUNK = 500
# The row of those to whom an event was done, as it names them: it is of no claim, and of every outcome.
NO_CLAIM = ANY_OUTCOME = ""


def refill(connection: Connection, seals: Seals) -> None:
    """Makes them anew from what the record holds, in the caller's transaction."""
    fill(connection, _bodies(connection, schema.events, Event), _figures(connection), seals)


def fill(connection: Connection, events: Iterable[Event], claims: Iterable[Claim], seals: Seals) -> None:
    """Puts the words of these events and claims in the place of those that were there, in the caller's transaction."""
    connection.execute(delete(schema.whom_index))
    _write(connection, rows_of(events, claims, seals))


def fill_part(
    connection: Connection, ids: Iterable[str], events: Iterable[Event], claims: Iterable[Claim], seals: Seals
) -> None:
    """The same for the events of these ids alone; `claims` are all that tell of them."""
    wanted, table = sorted(ids), schema.whom_index
    for start in range(0, len(wanted), CHUNK):
        of_events = delete(table).where(table.c.event.in_(wanted[start : start + CHUNK]))
        connection.execute(of_events.where(table.c.outcome.in_((*OUTCOMES, ANY_OUTCOME))))
    known = set(wanted)
    _write(connection, (row for row in rows_of(events, claims, seals) if row["event"] in known))


def faults(connection: Connection, seals: Seals) -> Iterator[str]:
    """What is held of them and is not what the record's values give; nothing where all is."""
    table = schema.whom_index
    held = {tuple(row) for row in connection.execute(select(table), execution_options={"yield_per": CHUNK})}
    for row in rows_of(_bodies(connection, schema.events, Event), _figures(connection), seals):
        key = tuple(row[column.name] for column in table.columns)
        if key not in held:
            yield f"{table.name} lacks words of {key[1]!r}: sums of whom they count leave it out or have it wrong"
        held.discard(key)
    yield from (f"{table.name} has words of {key[1]!r} that no claim of the record gives" for key in sorted(held, key=repr))


def rows_of(events: Iterable[Event], claims: Iterable[Claim], seals: Seals) -> Iterator[dict[str, Any]]:
    """A row for each event and outcome that a claim's figure counts in, with the words that say whom; names masked.

    `used`: the event's estimate of that outcome rests on it; `own`: it gives a number of that outcome, and is current.
    """
    resting: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for event in events:
        for outcome, figure in event.figures.items():
            for claim in figure.claims:
                resting[claim].add((event.id, outcome))
        hit = [stems_in(one.name) for one in masked(event, seals, event.reports).actors if one.role == "recipient"]
        if hit and (words := frozenset.intersection(*hit)):
            yield _row(event.id, NO_CLAIM, ANY_OUTCOME, None, words, used=False, own=False)
    for one in claims:
        if one.type != "figure" or one.figure is None:
            continue
        used = resting.get(one.id, set())
        own = {(event, one.figure.outcome) for event in one.events} if one.status == "current" else set()
        if used or own:
            words = stems_told(masked(one, seals, [one.report]))
            for key in sorted(used | own):
                yield _row(key[0], one.id, key[1], one.figure.point, words, used=key in used, own=key in own)


def _row(
    event: str, claim: str, outcome: str, point: int | None, words: Iterable[str], used: bool, own: bool
) -> dict[str, Any]:
    told = f" {' '.join(sorted(words))} "
    return {"event": event, "claim": claim, "outcome": outcome, "point": point, "used": used, "own": own, "words": told}


def _write(connection: Connection, rows: Iterator[dict[str, Any]]) -> None:
    while batch := list(islice(rows, CHUNK)):
        connection.execute(insert(schema.whom_index), batch)


def _figures(connection: Connection) -> Iterator[Claim]:
    query = select(schema.claims.c.body).where(schema.claims.c.type == "figure").order_by(schema.claims.c.n)
    for row in connection.execute(query, execution_options={"yield_per": CHUNK}):
        yield decode(row.body, Claim)


def _bodies(connection: Connection, table: Any, kind: type[Any]) -> Iterator[Any]:
    for row in connection.execute(select(table.c.body).order_by(table.c.n), execution_options={"yield_per": CHUNK}):
        yield decode(row.body, kind)
