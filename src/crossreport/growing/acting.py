"""Actors and acts where some neighbourhoods are made anew: who is who by all namings of a kin, what is told of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from crossreport.growing.found import Loaded, Touched
from crossreport.linking.acting import ToldActing, actor_of, in_order, interaction_of, told_by
from crossreport.linking.identity import Identity, Node, identities, kin_of, namings
from crossreport.model.acting import Actor, Deed, Interaction
from crossreport.model.happened import Event, Party, Reading
from crossreport.model.record import Linked
from crossreport.model.said import Claim
from crossreport.store import schema
from crossreport.store.codec import decode
from crossreport.store.near import Near
from crossreport.store.parts import Part
from crossreport.store.standing import Standing


@dataclass
class Acting:
    """What becomes of actors and acts: by id the row that was there, if one was, and the value now, if there is one."""

    actors: dict[str, tuple[Any, Actor | None]] = field(default_factory=dict)
    interactions: dict[str, tuple[Any, Interaction | None]] = field(default_factory=dict)


class _Again:
    """What reports tell of actors, before and now."""

    def __init__(self, connection: Connection, near: Near, loaded: Loaded, came: Touched) -> None:
        self.connection, self.near, self.loaded, self.came = connection, near, loaded, came
        self.named: dict[str, Identity] = {}
        self.moved: dict[Node, str] = {}

    def who_is_who(self) -> None:
        """Finds who is who among all namings that are kin to those that came or went."""
        fresh = self.loaded.readings(self.came.fresh)
        gone = {ident: one.reading for ident, one in self.came.old.items()}
        told = (*namings(fresh).values(), *namings(gone).values())
        self._settle({one for parties in told for one in kin_of(parties)}, fresh)

    def _settle(self, kin: Iterable[str], fresh: Mapping[str, Reading]) -> None:
        wanted = set(kin)
        new = namings(fresh)
        while True:
            held = {node: found for node, found in self.near.parties_kin(wanted).items() if node[0] not in fresh}
            given = {node: parties for node, (parties, _) in held.items()}
            given |= {node: parties for node, parties in new.items() if kin_of(parties) & wanted}
            more = {one for parties in given.values() for one in kin_of(parties)}
            if more <= wanted:
                break
            wanted |= more
        who = identities(_as_readings(given))
        self.named.update({one.id: one for one in who.values()})
        for node in given:
            actor = who[node].id if node in who else ""
            if node[0] in fresh or held[node][1] != actor:
                self.moved[node] = actor

    def identity(self, actor: str) -> Identity:
        """Who an actor is of whom nothing was told before."""
        if actor not in self.named:
            self._settle(self.near.kin_of_actors([actor]), {})
        return self.named[actor]


def _as_readings(given: Mapping[Node, list[Party]]) -> dict[str, Reading]:
    found: dict[str, list[Party]] = {}
    for (report, _), parties in sorted(given.items()):
        found.setdefault(report, []).extend(parties)
    return {report: Reading(report, parties=tuple(parties)) for report, parties in found.items()}


def acting_again(connection: Connection, near: Near, loaded: Loaded, part: Part, linked: Linked, came: Touched) -> Acting:
    """The actors and acts that may not be what they were; who is who now is kept."""
    again = _Again(connection, near, loaded, came)
    again.who_is_who()
    inside = {one.report for one in linked.rows}
    others = {report for report, _ in again.moved} - inside
    beside = Part(connection, others)
    own = loaded.of({*inside, *others})
    was = {**{ident: one for ident, one in own.items() if ident not in came.fresh}, **came.old}
    who_was = {**near.parties_of(set(was) - set(came.old)), **came.parties}
    who_is = {
        **{node: actor for node, actor in who_was.items() if node[0] in own and node[0] not in came.fresh},
        **again.moved,
    }
    claims_was, events_was = (*part.claims_linked, *beside.claims_linked), (*part.events_linked, *beside.events_linked)
    claims_now, events_now = (*linked.claims, *beside.claims_linked), (*linked.events, *beside.events_linked)
    before, now = _told(was, claims_was, events_was, who_was), _told(own, claims_now, events_now, who_is)
    near.keep_parties(loaded.readings(came.fresh), again.moved)
    near.rename_parties({node: actor for node, actor in again.moved.items() if node[0] not in came.fresh})
    found = Acting(interactions=_interactions(connection, before, now, {*was, *own}))
    named = {*again.moved.values(), *came.parties.values(), *(who_was.get(node, "") for node in again.moved)} - {""}
    told = {one for one in {*before.deeds, *now.deeds} if before.deeds.get(one) != now.deeds.get(one)}
    acted = {ident for act in (before.acts.keys() ^ now.acts.keys()) for ident in (act.actor, act.recipient)}
    for actor in sorted(named | told | acted):
        found.actors[actor] = _actor(again, actor, before.deeds.get(actor, set()), now.deeds.get(actor, set()), found)
    return found


def _told(
    given: Mapping[str, Standing], claims: Iterable[Claim], events: Iterable[Event], who: Mapping[Node, str]
) -> ToldActing:
    reports = {ident: one.report for ident, one in given.items()}
    readings = {ident: one.reading for ident, one in given.items()}
    by_report = sorted(claims, key=attrgetter("report"))
    return told_by(reports, readings, by_report, events, {node: actor for node, actor in who.items() if actor})


def _interactions(
    connection: Connection, before: ToldActing, now: ToldActing, reports: set[str]
) -> dict[str, tuple[Any, Interaction | None]]:
    """The acts that these reports told of or tell of, by id, each with the row that there was."""
    found: dict[str, tuple[Any, Interaction | None]] = {}
    for act in sorted({*before.acts, *now.acts}, key=repr):
        if before.acts.get(act) == now.acts.get(act):
            continue
        fresh = interaction_of(act, now.acts.get(act, ()))
        row, held = _held(connection, fresh)
        claims, told = set(fresh.claims), set(fresh.reports)
        if held is not None:
            gone = {claim.id for claim in before.acts.get(act, ())}
            claims |= set(held.claims) - gone
            told |= set(held.reports) - reports
        value = msgspec.structs.replace(fresh, claims=tuple(sorted(claims)), reports=tuple(sorted(told))) if claims else None
        found[fresh.id] = (row, value)
    return found


def _held(connection: Connection, one: Interaction) -> tuple[Any, Interaction | None]:
    table = schema.interactions
    query = select(table).where(table.c.actor == one.actor, table.c.recipient == one.recipient)
    for row in connection.execute(query):
        held = decode(row.body, Interaction)
        if held.id == one.id:
            return row, held
    return None, None


def _actor(again: _Again, actor: str, was: set[Deed], now: set[Deed], found: Acting) -> tuple[Any, Actor | None]:
    """(the row that there was, the actor as it is now: none where nothing is told of it any more)."""
    table = schema.actors
    row = again.connection.execute(select(table).where(table.c.id == actor)).first()
    held = decode(row.body, Actor) if row is not None else None
    deeds = ({*held.deeds} if held is not None else set()) - was | now
    if not deeds and not _acts(again.connection, actor, found):
        return row, None
    if held is not None and actor not in again.named:
        return row, msgspec.structs.replace(held, deeds=in_order(deeds))
    return row, actor_of(again.identity(actor), deeds)


def _acts(connection: Connection, actor: str, found: Acting) -> bool:
    """Does any act have this actor now?"""
    table = schema.interactions
    rows = connection.execute(select(table.c.body).where((table.c.actor == actor) | (table.c.recipient == actor)))
    left = {decode(row.body, Interaction).id for row in rows} - found.interactions.keys()
    now = (one for _, one in found.interactions.values() if one is not None)
    return bool(left) or any(actor in (one.actor, one.recipient) for one in now)
