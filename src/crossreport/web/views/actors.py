"""Actors: what each did, said, is accused of, denies, as reports tell it."""

import msgspec

from crossreport.answers.words import named
from crossreport.api import Record
from crossreport.model.acting import Actor, Deed, Interaction
from crossreport.store.actors import ActorLine
from crossreport.web.views.scene import ClaimView, Scene
from crossreport.web.views.shortened import Shortened

A_PAGE = 50
# What an actor's page shows at once: deeds of a kind (the latest), ties, reports, claims of one deed; `whole` shows all.
MOST_DEEDS, MOST_TIES, MOST_REPORTS, MOST_CITED = 25, 25, 40, 4
# In this order on the page, under these words.
KINDS = {
    "did": "Did, as reports tell",
    "accused_of": "Is accused of",
    "claims": "Claims to have done",
    "admits": "Admits",
    "denies": "Denies",
    "does_not_confirm": "Does not confirm",
    "said": "Said",
    "underwent": "Was done to it",
}


class ActorsView(msgspec.Struct, frozen=True, omit_defaults=True):
    """The list of actors, a page of it."""

    actors: tuple[ActorLine, ...]
    of: int
    page: int
    pages: int
    question: str = ""


class DeedView(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing told of an actor, once, with every claim that tells it."""

    text: str
    claims: tuple[str, ...]
    when: str | None = None
    event: str | None = None
    event_title: str | None = None
    other: str | None = None
    other_name: str | None = None


class TieView(msgspec.Struct, frozen=True, omit_defaults=True):
    """An act between this actor and another."""

    actor: str
    actor_name: str
    recipient: str
    recipient_name: str
    what: str
    reports: int
    from_: str | None = msgspec.field(default=None, name="from")
    to: str | None = None


class ActorView(msgspec.Struct, frozen=True, omit_defaults=True):
    """All that the page of an actor shows; `left` says how many more there are of what is shown in part."""

    id: str
    name: str
    kind: str
    names: tuple[str, ...]
    roles: tuple[str, ...]
    deeds: dict[str, tuple[DeedView, ...]]
    ties: tuple[TieView, ...]
    reports: tuple[tuple[str, str], ...]
    claims: dict[str, ClaimView]
    country: str | None = None
    sector: str | None = None
    left: dict[str, int] = {}


def actors_view(record: Record, q: str, page: int) -> ActorsView:
    """Actors, those in most reports first, or those whose names and offices hold these words. No masked name is found."""
    found = record.actor_list(q, A_PAGE, (page - 1) * A_PAGE)
    return ActorsView(tuple(map(_line, found.items)), found.total, page, max(1, -(-found.total // A_PAGE)), q)


def _line(one: ActorLine) -> ActorLine:
    """The same with what is told of it in the order of the page."""
    return msgspec.structs.replace(one, deeds={kind: one.deeds[kind] for kind in KINDS if kind in one.deeds})


def actor_view(record: Record, ident: str, whole: bool = False) -> ActorView:
    """What reports tell of an actor. NotFound where there is none."""
    actor = record.actor(ident, None if whole else MOST_DEEDS)
    cut = Shortened(whole)
    for kind, number in record.actor_lines([ident])[0].deeds.items() if not whole else ():
        if number > MOST_DEEDS:
            cut.left[kind] = number - MOST_DEEDS
    ties = cut.first("ties", reversed(record.interactions_of(ident)), MOST_TIES)
    reports = cut.first("reports", actor.reports, MOST_REPORTS)
    others = [one for deed in actor.deeds if (one := deed.other)] + [
        end for one in ties for end in (one.actor, one.recipient)
    ]
    known = {one.id: one.name for one in record.actor_lines(others)}
    part = record.told((deed.claim for deed in actor.deeds), (deed.event for deed in actor.deeds if deed.event), reports)
    scene = Scene(part.derived, part.reports, record.labels(part.reports))
    deeds = {kind: _told(scene, actor, kind, known) for kind in KINDS}
    shown = {claim for told in deeds.values() for one in told for claim in one.claims[:MOST_CITED]}
    return ActorView(
        actor.id,
        actor.name,
        actor.kind,
        actor.names,
        actor.roles,
        {kind: told for kind, told in deeds.items() if told},
        tuple(_tie(one, known) for one in ties),
        tuple((one, scene.named(one)) for one in reports),
        {one.id: one for one in scene.views(sorted(shown))},
        actor.country,
        actor.sector,
        cut.left,
    )


def _told(scene: Scene, actor: Actor, kind: str, known: dict[str, str]) -> tuple[DeedView, ...]:
    """The deeds of a kind, what several claims tell alike told once, the earliest first."""
    groups: dict[tuple[str, str | None, str | None], list[Deed]] = {}
    for deed in actor.deeds:
        if deed.kind == kind:
            groups.setdefault((deed.text, deed.event, deed.other), []).append(deed)
    made = []
    for (text, event, other), told in groups.items():
        found = scene.events.get(event or "")
        made.append(
            DeedView(
                text,
                tuple(one.claim for one in told),
                told[0].from_,
                event,
                named(found) if found else None,
                other if other in known else None,
                known.get(other) if other else None,
            )
        )
    return tuple(sorted(made, key=lambda one: (one.when or "9", one.text)))


def _tie(one: Interaction, known: dict[str, str]) -> TieView:
    def name(ident: str) -> str:
        return known.get(ident, ident)

    what = one.plover.lower() + (f" ({one.mode.replace('_', ' ')})" if one.mode else "")
    return TieView(one.actor, name(one.actor), one.recipient, name(one.recipient), what, len(one.reports), one.from_, one.to)
