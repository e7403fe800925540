"""The record without what only set-aside claims bore: events that lose all their words go, others are told by the rest."""

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from crossreport.linking.decisions import Lookup, persons
from crossreport.linking.events import retold
from crossreport.model.decided import Decision
from crossreport.model.happened import Event
from crossreport.model.judged import Story
from crossreport.model.record import Linked
from crossreport.reconcile.judgements import Judged

Key = tuple[str, str]


def without_lost(linked: Linked, judged: Judged, decisions: Sequence[Decision], found: Lookup) -> Linked:
    """The record with claims as they were judged, and nothing that only the lost ones bore."""
    if not judged.lost and all(one.type == was.type for one, was in zip(judged.claims, linked.claims, strict=True)):
        return msgspec.structs.replace(linked, claims=judged.claims)
    events = _events(linked, judged, decisions, found)
    gone = {event.id for event in linked.events} - {event.id for event in events}
    return msgspec.structs.replace(
        linked,
        claims=tuple(
            msgspec.structs.replace(claim, events=tuple(one for one in claim.events if one not in gone))
            if gone.intersection(claim.events)
            else claim
            for claim in judged.claims
        ),
        events=events,
        rows=tuple(msgspec.structs.replace(row, main_event=None) if row.main_event in gone else row for row in linked.rows),
        stories=tuple(_story(story, gone) for story in linked.stories),
        **_acting(linked, judged.lost, gone),
    )


def _events(linked: Linked, judged: Judged, decisions: Sequence[Decision], found: Lookup) -> tuple[Event, ...]:
    bearing: dict[Key, list[bool]] = defaultdict(list)
    touched: set[Key] = set()
    for was, claim in zip(linked.claims, judged.claims, strict=True):
        if was.mention and was.type != "tally":
            key = (claim.report, was.mention)
            bears = claim.id not in judged.lost and claim.type != "tally"
            bearing[key].append(bears)
            if not bears:
                touched.add(key)
    ruled = persons(decisions, found)
    moved = {one.id for one, was in zip(judged.claims, linked.claims, strict=True) if one.type != was.type}
    lost = frozenset(judged.lost | moved)
    made = []
    for event in linked.events:
        if not touched.intersection(event.mentions):
            made.append(event)
            continue
        alive = [key for key in event.mentions if any(bearing[key])]
        if alive:
            one = retold(event, alive, found.reports, found.readings, lost, ruled)
            made.append(msgspec.structs.replace(one, claims=tuple(c for c in event.claims if c not in moved)))
    kept = {event.id for event in made}
    return tuple(
        msgspec.structs.replace(event, part_of=None) if event.part_of and event.part_of not in kept else event
        for event in made
    )


def _story(story: Story, gone: set[str]) -> Story:
    if not gone.intersection(story.events):
        return story
    main = None if story.main_event in gone else story.main_event
    return msgspec.structs.replace(story, events=tuple(one for one in story.events if one not in gone), main_event=main)


def _acting(linked: Linked, lost: set[str], gone: set[str]) -> dict[str, object]:
    """Actors and acts without what lost claims tell of them."""
    acts = []
    for act in linked.interactions:
        claims = tuple(claim for claim in act.claims if claim not in lost)
        if claims:
            acts.append(act if claims == act.claims else msgspec.structs.replace(act, claims=claims))
    met = {ident for act in acts for ident in (act.actor, act.recipient)}
    actors = []
    for actor in linked.actors:
        deeds = tuple(
            msgspec.structs.replace(deed, event=None) if deed.event in gone else deed
            for deed in actor.deeds
            if deed.claim not in lost
        )
        if deeds or actor.id in met:
            actors.append(actor if deeds == actor.deeds else msgspec.structs.replace(actor, deeds=deeds))
    return {"actors": tuple(actors), "interactions": tuple(acts)}
