"""Actors across reports: one line for each actor and role of an event, with the claims that name it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from crossreport.linking.spelling import person_sounds
from crossreport.linking.words import fold
from crossreport.model.happened import EventActor, MentionActor
from crossreport.vocabulary.load import words


@dataclass(frozen=True)
class Part:
    """An actor as one mention has it, with the claims that name it."""

    actor: MentionActor
    claims: tuple[str, ...]


def same_as(part: Part) -> tuple[str, str]:
    """What one actor's parts have in common: the key of governments and organisations, a person's surname by its sound, else
    the name; and the role."""
    party = part.actor.party
    name = person_sounds(party.name) if party.kind == "person" else ()
    key = name[-1] if name else fold(party.key if party.kind in ("government", "organisation") else party.name)
    return (part.actor.role, key)


def is_nobody(part: Part) -> bool:
    """Is it a doer told of by a word that tells nothing of who it was ("people", "a suspect"), or that is a victim's?"""
    told = fold(part.actor.party.name).split()
    vague = words("linking", "nobody", "unnamed", "nobody_with")
    return part.actor.role == "actor" and part.actor.party.kind == "group" and all(word in vague for word in told)


def actors_of(found: Iterable[Part]) -> tuple[EventActor, ...]:
    """Each actor of an event once a role, under its fullest common name; one that no claim names, or nobody, is left out."""
    groups: dict[tuple[str, str], list[Part]] = defaultdict(list)
    for part in found:
        if part.claims and not is_nobody(part):
            groups[same_as(part)].append(part)
    made = []
    for key in sorted(groups):
        group = groups[key]
        names = Counter(part.actor.party.name for part in group)
        made.append(
            EventActor(
                name=min(names, key=lambda name: (-names[name], -len(name), name)),
                role=group[0].actor.role,
                claims=tuple(sorted({claim for part in group for claim in part.claims})),
                country=commonest(part.actor.party.country for part in group),
                sector=commonest(part.actor.party.sector for part in group),
            )
        )
    return tuple(made)


def commonest(values: Iterable[str | None]) -> str | None:
    """The value told most often, the first in alphabetical order of several; None where nothing is told."""
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None
