"""Actors and acts without what people took from the record in one part of it, whatever they took elsewhere."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Table, select

from crossreport.model.acting import Actor, Deed, Interaction
from crossreport.store import schema
from crossreport.store.codec import decode, encode

CHUNK = 500
Key = tuple[str, str]


class Lost(NamedTuple):
    """Of the claims of a part those that support nothing, and the events that went with them."""

    claims: frozenset[str]
    lost: frozenset[str]
    events: frozenset[str]


class Acting(NamedTuple):
    """What becomes of actors and acts: by id the row that was there and the value now; of each, under its kind and id, what
    is set aside of it: how linking made it, where it is not so any more."""

    actors: dict[str, tuple[Any, Actor | None]]
    interactions: dict[str, tuple[Any, Interaction | None]]
    aside: dict[Key, str | None]


def acting_without(connection: Connection, reports: Collection[str], aside: Sequence[Any], was: Lost, now: Lost) -> Acting:
    """The actors and acts that change where `was` was lost in these reports and `now` is, of all that is set `aside`."""
    made = Acting({}, {}, {})
    if was == now:
        return made
    back = {(row.kind, row.id): row.body for row in aside}
    ids = _named(connection, reports) | {ident for kind, ident in back if kind == "actor"}
    acts: dict[str, Interaction | None] = {}
    for ident, (row, linked) in _acts(connection, ids, back).items():
        held = decode(row.body, Interaction) if row is not None else None
        claims = tuple(_kept(linked.claims, held.claims if held is not None else (), now))
        one = None if not claims else linked if claims == linked.claims else msgspec.structs.replace(linked, claims=claims)
        acts[ident] = one
        if one != held:
            made.interactions[ident] = (row, one)
            made.aside["interaction", ident] = encode(linked) if one != linked else None
    met = {ident for one in acts.values() if one is not None for ident in (one.actor, one.recipient)}
    rows = {row.id: row for row in _where(connection, schema.actors, schema.actors.c.id, ids)}
    for ident in sorted(ids):
        row = rows.get(ident)
        stored = decode(row.body, Actor) if row is not None else None
        made_of = decode(back["actor", ident], Actor) if ("actor", ident) in back else stored
        if made_of is None:
            continue
        deeds = tuple(_deeds(made_of.deeds, stored.deeds if stored is not None else (), now))
        actor = None if not deeds and ident not in met else msgspec.structs.replace(made_of, deeds=deeds)
        if actor != stored:
            made.actors[ident] = (row, actor)
            made.aside["actor", ident] = encode(made_of) if actor != made_of else None
    return made


def _named(connection: Connection, reports: Iterable[str]) -> set[str]:
    table = schema.actor_reports
    return {row.actor for row in _where(connection, table, table.c.report, reports)}


def _acts(connection: Connection, ids: Collection[str], back: dict[Key, str]) -> dict[str, tuple[Any, Interaction]]:
    """{id: (the row that there is, the act as linking made it)} of all acts of these actors, and of those set aside."""
    table = schema.interactions
    found: dict[str, tuple[Any, Interaction]] = {}
    for column in (table.c.actor, table.c.recipient):
        for row in _where(connection, table, column, ids):
            held = decode(row.body, Interaction)
            before = back.get(("interaction", held.id))
            found[held.id] = (row, decode(before, Interaction) if before is not None else held)
    for (kind, ident), body in back.items():
        if kind == "interaction" and ident not in found:
            found[ident] = (None, decode(body, Interaction))
    return found


def _kept(linked: Iterable[str], held: Collection[str], now: Lost) -> Iterator[str]:
    """The claims of an act: those of the part that are not lost, and of all others those that it has."""
    known = set(held)
    return (one for one in linked if (one not in now.lost if one in now.claims else one in known))


def _deeds(linked: Iterable[Deed], held: Collection[Deed], now: Lost) -> Iterator[Deed]:
    known = set(held)
    for deed in linked:
        bare = msgspec.structs.replace(deed, event=None)
        if deed.claim in now.claims:
            if deed.claim not in now.lost:
                yield bare if deed.event in now.events else deed
        elif deed in known or bare in known:
            yield deed if deed in known else bare


def _where(connection: Connection, table: Table, column: Any, values: Iterable[str]) -> Iterator[Any]:
    wanted = sorted(values)
    for start in range(0, len(wanted), CHUNK):
        yield from connection.execute(select(table).where(column.in_(wanted[start : start + CHUNK]))).all()
