"""What decisions are made on: the claims of a record as people see them, found by id, with the words to tie them to."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from crossreport.errors import InputError, NotFound
from crossreport.linking.anchoring import anchor_of, overlap, quote_of
from crossreport.linking.copies import order
from crossreport.linking.decisions import active
from crossreport.linking.victims import likeness
from crossreport.model.acting import Actor
from crossreport.model.decided import Anchor, Decision, Target, TargetKind
from crossreport.model.happened import Event, Person, Reading, Victim
from crossreport.model.judged import Story
from crossreport.model.record import Derived, Linked
from crossreport.model.report import Report
from crossreport.model.said import Claim
from crossreport.reconcile.human import apply

T = TypeVar("T", Event, Story, Actor)
# Claims that an event, or a note on one, is found again by: the first of so many reports.
MOST_ANCHORS = 8


@dataclass(frozen=True)
class World:
    """A record as decisions are made on it, names unmasked: what linking gave, what it came to, what was decided."""

    linked: Linked
    derived: Derived
    decisions: tuple[Decision, ...] = ()

    @cached_property
    def reports(self) -> dict[str, Report]:
        """Reports by id."""
        return {one.id: one for one in self.linked.reports}

    @cached_property
    def readings(self) -> dict[str, Reading]:
        """Readings by the id of their report."""
        return {one.report: one for one in self.linked.readings}

    @cached_property
    def machine(self) -> dict[str, Claim]:
        """Claims as the machine read them, by id."""
        return {one.id: one for one in self.linked.claims}

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """Claims as people judged them until now, by id, no profile's numbers in them."""
        return {one.id: one for one in apply(self.linked, self.decisions).linked.claims}

    @cached_property
    def active(self) -> dict[str, Decision]:
        """The decisions that count, by id."""
        return {one.id: one for one in active(self.decisions)}

    def claim(self, ident: str) -> Claim:
        """A claim by id. NotFound where there is none."""
        if ident not in self.claims:
            raise NotFound(f"The record has no claim {ident!r}. `crossreport show` gives the ids of claims.")
        return self.claims[ident]

    def event(self, ident: str) -> Event:
        """An event by its id or a former one. NotFound where there is none."""
        return _found(self.derived.events, "event", ident)

    def story(self, ident: str) -> Story:
        """A story by its id or a former one. NotFound where there is none."""
        return _found(self.derived.stories, "story", ident)

    def actor(self, ident: str) -> Actor:
        """An actor by its id or a former one. NotFound where there is none."""
        return _found(self.derived.actors, "actor", ident)

    def victim(self, ident: str) -> tuple[Event, Victim]:
        """A victim by id, with the event. NotFound where there is none."""
        for event in self.derived.events:
            for victim in event.victims:
                if victim.id == ident:
                    return event, victim
        raise NotFound(f"The record has no victim {ident!r}.")

    def kind(self, ident: str) -> TargetKind:
        """What an id names. NotFound where nothing that can be decided on."""
        if ident in self.claims:
            return "claim"
        known: tuple[tuple[TargetKind, Iterable[str]], ...] = (
            ("event", (name for one in self.derived.events for name in (one.id, *one.formerly))),
            ("story", (name for one in self.derived.stories for name in (one.id, *one.formerly))),
            ("actor", (name for one in self.derived.actors for name in (one.id, *one.formerly))),
            ("victim", (victim.id for one in self.derived.events for victim in one.victims)),
            ("report", self.reports),
        )
        for kind, ids in known:
            if ident in ids:
                return kind
        raise NotFound(f"The record has no claim, event, story, actor, victim or report {ident!r}.")

    # ------------------------------------------------------------------ targets: what an id means, by words

    def target(self, ident: str, whole: bool = False) -> Target:
        """What an id names, by the words that tell it; with `whole` by every telling of an event, not by the first few."""
        kind = self.kind(ident)
        if kind == "claim":
            claim = self.claims[ident]
            return Target("claim", ident, (self._anchor(claim),))
        if kind == "event":
            return self.of_mentions(ident, self.event(ident).mentions, None if whole else MOST_ANCHORS)
        if kind == "story":
            return Target("story", ident, reports=self.story(ident).reports)
        if kind == "actor":
            return self.of_names(self.actor(ident))
        if kind == "victim":
            event, victim = self.victim(ident)
            return self.of_persons(ident, event, victim, victim.reports)
        return Target("report", ident, reports=(ident,))

    def _anchor(self, claim: Claim) -> Anchor:
        machine = self.machine.get(claim.id, claim)
        return anchor_of(machine, self.reports[claim.report])

    def of_claims(self, ident: str, claims: Iterable[Claim]) -> Target:
        """An event, or what is to be one, by these claims."""
        return Target("event", ident, tuple(map(self._anchor, claims)))

    def of_mentions(
        self, ident: str, mentions: Sequence[tuple[str, str]], most: int | None = None, without: Container[str] = ()
    ) -> Target:
        """An event by one claim (none of those `without`) of each of its tellings, those first that were published first."""
        best: dict[tuple[str, str], Claim] = {}
        for claim in self.machine.values():
            key = (claim.report, claim.mention or "")
            if claim.id in without:
                continue
            if claim.mention and claim.type != "tally" and (key not in best or _rank(claim) < _rank(best[key])):
                best[key] = claim
        chosen = [key for key in mentions if key in best and key[0] in self.reports]
        chosen.sort(key=lambda key: (order(self.reports[key[0]]), best[key].spans[0], key))
        return Target("event", ident, tuple(self._anchor(best[key]) for key in chosen[:most]))

    def of_names(self, actor: Actor, names: Sequence[str] | None = None) -> Target:
        """An actor by the words that name it first in each report; by some of its names alone, where they are given."""
        quotes = []
        for ident in actor.reports:
            seen: set[str] = set()
            for party in self.readings[ident].parties:
                known = party.name in (actor.names if names is None else names)
                if known and party.span is not None and party.key not in seen:
                    seen.add(party.key)
                    quotes.append(quote_of(self.reports[ident], party.span))
        return Target("actor", actor.id, names=tuple(quotes))

    def of_persons(self, ident: str, event: Event, victim: Victim, reports: Sequence[str]) -> Target:
        """A victim by the words that tell of them in these reports."""
        quotes = []
        for report in reports:
            told = [one for one in self._told(event, victim, report) if one.role == "victim"]
            alike = [one for one in told if one.name and victim.name and likeness(one.name, victim.name) is not None]
            # Whom a person found to be this victim bears another name, and is known by the claims alone.
            quotes += [quote_of(self.reports[report], one.span) for one in alike or told]
        return Target("victim", ident, names=tuple(quotes))

    def _told(self, event: Event, victim: Victim, report: str) -> list[Person]:
        """The persons of a report of whom a victim's claims tell."""
        claims = [self.machine[one] for one in victim.claims if one in self.machine and self.machine[one].report == report]
        counted = {at for claim in claims if claim.figure is not None for at in claim.figure.people}
        spans = [span for claim in claims for span in claim.spans]
        return [
            person
            for at, person in enumerate(self.readings[report].people)
            if (report, person.mention) in event.mentions and (at in counted or overlap([person.span], spans) > 0)
        ]


def _found(values: Sequence[T], kind: str, ident: str) -> T:
    for one in values:
        if one.id == ident or ident in one.formerly:
            return one
    raise NotFound(f"The record has no {kind} {ident!r}.")


def _rank(claim: Claim) -> tuple[bool, bool, object, str]:
    """Words of the text before those of the title, figures before the rest: what is likeliest to be found again."""
    return (claim.spans[0].title, claim.type != "figure", claim.spans[0], claim.id)


def needed(what: dict[str, object], name: str) -> object:
    """A field that must be given. InputError where it is not."""
    if what.get(name) in (None, "", (), []):
        raise InputError(f"The decision needs {name!r}.")
    return what[name]
