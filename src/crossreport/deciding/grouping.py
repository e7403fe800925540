"""Decisions on what belongs together, from ids: merges and splits of events, stories, actors and victims."""

from collections.abc import Iterable

from crossreport.deciding.fields import What, ids_of
from crossreport.deciding.world import World, needed
from crossreport.errors import InputError
from crossreport.linking.taken_apart import can_move
from crossreport.model.decided import Action, Merge, Split, Target
from crossreport.model.happened import Event


def merge(world: World, what: What) -> Action:
    """That these things are one. InputError, NotFound as `propose` says."""
    ids = ids_of(needed(what, "ids"))
    targets = tuple(world.target(ident, whole=True) for ident in ids)
    if len({one.id if one.kind != "event" else world.event(one.id).id for one in targets}) < len(targets):
        raise InputError("A merge names each thing once, and these are one already.")
    return Merge(targets)


def split(world: World, what: What) -> Action:
    """That some of what is together is apart. InputError, NotFound as `propose` says."""
    ident, apart = str(needed(what, "id")), ids_of(needed(what, "apart"))
    kind = world.kind(ident)
    if what.get("alone"):
        if kind != "event":
            raise InputError(f"Single claims leave an event alone, and {ident} is a {kind}.")
        return _claims_alone(world, world.event(ident), apart, bool(what.get("here_only")))
    if what.get("here_only"):
        raise InputError("Only a split of single claims (alone) holds for copies of their passages too.")
    if kind == "event":
        return _split_event(world, world.event(ident), apart)
    if kind == "story":
        story = world.story(ident)
        rest = _rest(story.reports, apart, "report", f"story {ident}")
        return Split(Target("story", story.id, reports=rest), Target("story", story.id, reports=tuple(apart)))
    if kind == "actor":
        actor = world.actor(ident)
        _rest(actor.names, apart, "name", f"actor {ident}")
        other = [name for name in actor.names if name not in apart]
        return Split(world.of_names(actor, other), world.of_names(actor, apart))
    if kind == "victim":
        event, victim = world.victim(ident)
        rest = _rest(victim.reports, apart, "report", f"victim {ident}")
        return Split(world.of_persons(ident, event, victim, rest), world.of_persons(ident, event, victim, apart))
    raise InputError(f"A {kind} cannot be split; events, stories, actors and victims can.")


def _split_event(world: World, event: Event, apart: list[str]) -> Action:
    """The mentions of these claims, or those of these reports, leave the event."""
    leaving = set()
    for ident in apart:
        if ident in world.reports:
            of_it = [key for key in event.mentions if key[0] == ident]
        else:
            claim = world.machine.get(ident) or world.claim(ident)
            of_it = [key for key in event.mentions if key == (claim.report, claim.mention)]
        if not of_it:
            raise InputError(f"{ident} is not part of event {event.id}: name claims or reports that are.")
        leaving.update(of_it)
    stays = [key for key in event.mentions if key not in leaving]
    if not stays:
        raise InputError(
            f"Nothing would be left of event {event.id}: what one report tells as one incident leaves it as a whole."
            " Name claims or reports of some of its tellings only, or split single claims out of a telling (alone)."
        )
    return Split(world.of_mentions(event.id, stays), world.of_mentions(event.id, sorted(leaving)))


def _claims_alone(world: World, event: Event, apart: list[str], here_only: bool) -> Action:
    """These claims leave the event, and what else their reports tell of it stays."""
    leaving = []
    for ident in apart:
        if ident in world.reports:
            raise InputError(f"{ident} is a report: to part all that it tells from event {event.id}, leave out alone.")
        claim = world.machine.get(ident) or world.claim(ident)
        if (claim.report, claim.mention) not in event.mentions:
            raise InputError(f"{ident} is not part of event {event.id}: name claims that are.")
        if not can_move(claim):
            raise InputError(
                f"{ident} says that it happened ({claim.type}): it is the telling itself. Name the other claims that tell of"
                " another event, or split without alone."
            )
        leaving.append(claim)
    gone = {claim.id for claim in leaving}
    for report, mention in dict.fromkeys((claim.report, claim.mention) for claim in leaving):
        told = [one for one in world.machine.values() if (one.report, one.mention) == (report, mention)]
        if all(one.id in gone for one in told):
            raise InputError(f"That is all that report {report} tells as one incident: split it without alone.")
    stays = world.of_mentions(event.id, event.mentions, without=gone)
    return Split(stays, world.of_claims(event.id, leaving), alone=True, here_only=here_only)


def _rest(all_: Iterable[str], apart: Iterable[str], kind: str, of: str) -> tuple[str, ...]:
    known, chosen = tuple(all_), set(apart)
    if not chosen <= set(known):
        raise InputError(f"{of[:1].upper()}{of[1:]} has no {kind} {sorted(chosen - set(known))[0]!r}.")
    if chosen == set(known):
        raise InputError(f"Nothing would be left of {of}: name some of its {kind}s only.")
    return tuple(one for one in known if one not in chosen)
