"""What actors did, said, are accused of and deny across reports, and the acts between them, each with its claims."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from crossreport.linking.actors import commonest
from crossreport.linking.claims import UNSURE, short_hash
from crossreport.linking.identity import Identity, Node, identities
from crossreport.linking.pile import Pile
from crossreport.linking.rulings import Rulings
from crossreport.model.acting import Actor, Deed, DeedKind, Interaction
from crossreport.model.happened import Action, Event, Mention, MentionActor, Party, Reading, Statement
from crossreport.model.report import Report, Span
from crossreport.model.said import Attribution, Claim

# What a claim of responsibility is to its actor, by his role and the stance of who says it.
HELD: dict[tuple[str, str], DeedKind] = {
    ("accused", "denied"): "denies",
    ("accused", ""): "accused_of",
    ("claimed", "confirmed"): "admits",
    ("claimed", ""): "claims",
}
REAL = ("none", "historical")
ALLEGES = ("ACCUSE", "allege")
# Deeds that are held as they are.
DEEDS = 20_000


class Act(NamedTuple):
    """What makes two tellings one act between actors: who, to whom, what and when."""

    actor: str
    recipient: str
    plover: str
    mode: str | None
    start: str | None
    end: str | None


@dataclass(frozen=True)
class Acting:
    """The actors of a record and the acts between them."""

    actors: Sequence[Actor]
    interactions: tuple[Interaction, ...]


def find_acting(
    reports: Mapping[str, Report],
    readings: Mapping[str, Reading],
    claims: Sequence[Claim],
    events: Sequence[Event],
    rulings: Rulings | None = None,
) -> Acting:
    """The actors that reports name and what they tell of them. The same for the same reports in any order.

    An actor of whom no claim tells is left out, and so is an act that no claim bears. `rulings` are what people found.
    """
    who = identities(readings, rulings)
    told, deeds = ToldActing(), Deeds()
    _tell(told, deeds.add, reports, readings, claims, events, {node: one.id for node, one in who.items()})
    named = {one.id: one for one in who.values()}
    edges = [interaction_of(act, found) for act, found in told.acts.items()]
    actors: Pile[Actor] = Pile(Actor, DEEDS, size=lambda one: 1 + len(one.deeds))
    for ident in sorted(told.met | deeds.actors):
        actors.add(actor_of(named[ident], deeds.of(ident)))
    return Acting(actors.plain(), tuple(sorted(edges, key=lambda one: (one.from_ or "9999", one.id))))


class Deeds:
    """Deeds as they are told, by actor; many lie in a temporary file."""

    def __init__(self) -> None:
        self._every: Pile[Deed] = Pile(Deed, DEEDS, is_named=False)
        self._numbers: dict[str, array[int]] = defaultdict(lambda: array("i"))

    def add(self, actor: str, deed: Deed) -> None:
        """Puts one in."""
        self._numbers[actor].append(len(self._every))
        self._every.add(deed)

    @property
    def actors(self) -> set[str]:
        """Those of whom any is told."""
        return set(self._numbers)

    def of(self, actor: str) -> set[Deed]:
        """Those of an actor, each once."""
        return {self._every[at] for at in self._numbers.get(actor, ())}


@dataclass
class ToldActing:
    """What reports tell of actors, by their ids, and the acts between them with the claims that bear each."""

    deeds: dict[str, set[Deed]] = field(default_factory=lambda: defaultdict(set))
    acts: dict[Act, list[Claim]] = field(default_factory=lambda: defaultdict(list))

    @property
    def met(self) -> set[str]:
        """The actors of whom anything is told."""
        return set(self.deeds) | {ident for act in self.acts for ident in (act.actor, act.recipient)}


def told_by(
    reports: Mapping[str, Report],
    readings: Mapping[str, Reading],
    claims: Iterable[Claim],
    events: Iterable[Event],
    who: Mapping[Node, str],
) -> ToldActing:
    """What these reports tell of actors by their claims, which come report by report; `who` gives the actor of each of their
    parties."""
    told = ToldActing()
    _tell(told, lambda actor, deed: told.deeds[actor].add(deed), reports, readings, claims, events, who)
    return told


def _tell(
    told: ToldActing,
    add: Callable[[str, Deed], None],
    reports: Mapping[str, Report],
    readings: Mapping[str, Reading],
    claims: Iterable[Claim],
    events: Iterable[Event],
    who: Mapping[Node, str],
) -> None:
    by_event = {event.id: event for event in events}
    for ident, own in groupby(claims, key=attrgetter("report")):
        if ident not in readings:
            continue
        one = _OfReport(reports[ident], readings[ident], tuple(own), who, by_event)
        for actor, deed in one.deeds():
            add(actor, deed)
        for act, claim, text in one.acts():
            told.acts[act].append(claim)
            if (act.plover, act.mode) == ALLEGES:
                accused = Deed("accused_of", claim.id, text, act.actor, _event(claim), None, act.start, act.end)
                add(act.recipient, accused)


def in_order(deeds: Iterable[Deed]) -> tuple[Deed, ...]:
    """Deeds as an actor has them: by day, kind and claim."""
    return tuple(sorted(deeds, key=lambda deed: (deed.from_ or "9999", deed.kind, deed.claim, deed.other or "")))


def actor_of(one: Identity, deeds: Iterable[Deed]) -> Actor:
    """An actor as it is shown, with what is told of it."""
    names = sorted(one.names, key=lambda name: (-one.names[name], -len(name), name))
    full = [name for name in names if len(name.split()) > 1] if one.kind == "person" else []
    return Actor(
        id=one.id,
        name=(full or names)[0],
        kind=one.kind,
        names=tuple(names),
        reports=tuple(sorted({report for report, _ in one.nodes})),
        country=commonest(one.countries.elements()),
        sector=commonest(one.sectors.elements()),
        roles=tuple(sorted(one.roles, key=lambda role: (-one.roles[role], role))),
        deeds=in_order(deeds),
        formerly=tuple(sorted(one.formerly)),
    )


def interaction_of(act: Act, claims: Iterable[Claim]) -> Interaction:
    """An act between two actors, with the claims that bear it."""
    told = list(claims)
    return Interaction(
        id=short_hash("I", *act),
        actor=act.actor,
        recipient=act.recipient,
        plover=act.plover,
        claims=tuple(sorted({claim.id for claim in told})),
        reports=tuple(sorted({claim.report for claim in told})),
        mode=act.mode,
        from_=act.start,
        to=act.end,
    )


class _OfReport:
    """What one report tells of actors."""

    def __init__(
        self,
        report: Report,
        reading: Reading,
        claims: Sequence[Claim],
        who: Mapping[Node, str],
        events: Mapping[str, Event],
    ) -> None:
        self._ident = report.id
        self._reading = reading
        self._claims = claims
        self._who = who
        self._events = events
        self._mentions: dict[str, Mention] = {one.id: one for one in reading.mentions}
        self._said = {one.id: one for one in reading.attributions}
        self._speakers = self._named_speakers()
        self._occurrences: dict[str, list[Claim]] = defaultdict(list)
        self._told: dict[int, list[tuple[Claim, Statement]]] = defaultdict(list)
        for claim in claims:
            if claim.type == "occurrence" and claim.mention and _is_affirmed(claim):
                self._occurrences[claim.mention].append(claim)
            elif claim.type == "statement" and claim.statement is not None and _is_affirmed(claim):
                statement = reading.statements[claim.statement]
                self._told[statement.sentence].append((claim, statement))

    def deeds(self) -> Iterable[tuple[str, Deed]]:
        """(id of an actor, what a claim tells of it)."""
        for claim in self._claims:
            if claim.type in ("statement", "denial") and claim.statement is not None:
                yield from self._stated(claim, claim.statement)
            elif claim.type == "responsibility":
                yield from self._responsible(claim)
            elif claim.type == "occurrence" and _is_affirmed(claim):
                yield from self._took_part(claim)

    def acts(self) -> Iterable[tuple[Act, Claim, str]]:
        """Each act of one actor towards another that is told as done, with a claim that bears it and its text."""
        for action in self._reading.actions:
            actor, recipient = self._actor(action.actor), self._actor(action.recipient)
            if actor is None or recipient is None or actor == recipient or action.aux not in REAL:
                continue
            for claim in self._bearing(action):
                yield Act(actor, recipient, action.plover, action.mode, *self._when(claim)), claim, claim.subject

    def _stated(self, claim: Claim, index: int) -> Iterable[tuple[str, Deed]]:
        statement = self._reading.statements[index]
        actor = self._by_key(statement.actor)
        said = claim.attribution
        kind: DeedKind | None = None
        if said is not None and said.stance in ("denied", "not_confirmed") and claim.type == "denial":
            kind = "denies" if said.stance == "denied" else "does_not_confirm"
        elif statement.kind in ("quotation", "position"):
            kind = "said"
        elif statement.kind == "action" and statement.aux in REAL and _is_affirmed(claim):
            kind = "did"
        if actor is None or kind is None:
            return
        start, end = self._when(claim)
        yield actor, Deed(kind, claim.id, claim.subject, None, _event(claim), statement.plover, start, end)

    def _responsible(self, claim: Claim) -> Iterable[tuple[str, Deed]]:
        part = self._part(claim)
        actor = self._actor(part.party) if part is not None else None
        if part is None or actor is None:
            return
        said = claim.attribution
        kind = HELD.get((part.role, said.stance if said else "")) or HELD.get((part.role, ""))
        accuser = self._speakers.get(said.source or "") if said is not None else None
        start, end = self._when(claim)
        if kind is not None:
            other = accuser if accuser != actor else None
            yield actor, Deed(kind, claim.id, claim.subject, other, _event(claim), None, start, end)

    def _took_part(self, claim: Claim) -> Iterable[tuple[str, Deed]]:
        mention = self._mentions.get(claim.mention or "")
        for part in mention.actors if mention is not None else ():
            actor = self._actor(part.party)
            if actor is None or mention is None or part.role not in ("actor", "recipient"):
                continue
            start, end = self._when(claim)
            kind: DeedKind = "did" if part.role == "actor" else "underwent"
            yield actor, Deed(kind, claim.id, claim.subject, None, _event(claim), mention.plover, start, end)

    def _part(self, claim: Claim) -> MentionActor | None:
        """The actor of its mention that a claim of responsibility names."""
        mention = self._mentions.get(claim.mention or "")
        for part in mention.actors if mention is not None else ():
            stance = self._said[part.attribution].stance if part.attribution in self._said else None
            told = claim.attribution.stance if claim.attribution else None
            if part.role in ("accused", "claimed") and part.party.span in claim.spans and stance in (told, None):
                return part
        return None

    def _bearing(self, action: Action) -> Iterable[Claim]:
        """The claims whose words hold those of the act: of its mention's occurrence, and of a statement of its sentence."""
        yield from self._occurrences.get(action.mention or "", ())
        for claim, statement in self._told.get(action.sentence, ()):
            if statement.plover == action.plover and any(_touch(span, action.span) for span in claim.spans):
                yield claim

    def _when(self, claim: Claim) -> tuple[str | None, str | None]:
        statement = self._reading.statements[claim.statement] if claim.statement is not None else None
        if statement is not None and statement.date_from:
            return statement.date_from, statement.date_to
        event = self._events.get(_event(claim) or "")
        return (event.date.from_, event.date.to) if event is not None else (None, None)

    def _actor(self, party: Party | None) -> str | None:
        return self._by_key(party.key) if party is not None else None

    def _by_key(self, key: str | None) -> str | None:
        return self._who.get((self._ident, key or ""))

    def _named_speakers(self) -> dict[str, str]:
        """{a speaker's name as claims give it: the actor that it is}."""
        found: dict[str, str] = {}
        for one in self._reading.attributions:
            actor = self._speaker(one)
            if one.speaker and actor:
                found.setdefault(one.speaker, actor)
        return found

    def _speaker(self, one: Attribution) -> str | None:
        for party in self._reading.parties:
            if one.source is not None and party.span is not None and _touch(party.span, one.source):
                actor = self._actor(party)
                if actor is not None:
                    return actor
        return None


def _touch(a: Span, b: Span) -> bool:
    return a.title == b.title and a.start < b.end and b.start < a.end


def _event(claim: Claim) -> str | None:
    return claim.events[0] if claim.events else None


def _is_affirmed(claim: Claim) -> bool:
    """Is it told as so: neither denied, doubted, wished nor excluded?"""
    said = claim.attribution
    return (
        claim.status != "excluded"
        and claim.aux in REAL
        and (said is None or said.stance not in UNSURE)
        and (said is None or said.polarity == "+")
    )
