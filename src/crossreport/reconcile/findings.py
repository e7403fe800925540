"""What people found of events: figures, fields and levels that they set, beside what the claims give without them.

A set figure holds for every profile. Of several decisions on one field the later in the log holds; who disagrees is told.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from crossreport.linking.decisions import GONE, Lookup, active
from crossreport.model.decided import ESTABLISHED, Applied, Decision, Level, Note, Numbers, Set, Target
from crossreport.model.happened import Event, EventDate, Place
from crossreport.model.judged import VERIFIED, Estimate, Mark, Override
from crossreport.profiles.load import Profile

FIELDS = ("title", "cause", "plover", "mode", "date", "place")


@dataclass
class Findings:
    """What people set, by event; the later decision stands last."""

    sets: dict[str, list[tuple[Decision, Set]]] = field(default_factory=lambda: defaultdict(list))
    levels: dict[str, list[tuple[Decision, Level]]] = field(default_factory=lambda: defaultdict(list))
    applied: list[Applied] = field(default_factory=list)

    def figures(self, event: str) -> dict[str, tuple[Decision, Numbers]]:
        """{outcome: the figure that a person set}."""
        found = {}
        for decision, action in self.sets.get(event, ()):
            if action.figure is not None:
                found[str(action.figure.outcome)] = (decision, action.figure)
        return found


def find(decisions: Sequence[Decision], found: Lookup, events: Iterable[Event]) -> Findings:
    """The findings that count, each at the event that its words belong to today."""
    of_claim = {claim: event.id for event in events for claim in event.claims}
    made = Findings()
    for one in active(decisions):
        action = one.action
        if isinstance(action, Note) and action.about.kind != "event":
            made.applied.append(_noted(one, action.about, found))
        elif isinstance(action, Set | Level | Note):
            event = event_of(action.about, found, of_claim)
            if event is None:
                made.applied.append(Applied(one.id, "orphaned", GONE))
                continue
            made.applied.append(Applied(one.id, "applied", events=(event,)))
            if isinstance(action, Set):
                made.sets[event].append((one, action))
            elif isinstance(action, Level):
                made.levels[event].append((one, action))
    return made


def event_of(target: Target, found: Lookup, of_claim: dict[str, str]) -> str | None:
    """The event that the words of a target belong to today: that of the first of its claims that is found."""
    for anchor in target.claims:
        claim = found.claim(anchor)
        if claim is not None and claim.id in of_claim:
            return of_claim[claim.id]
    return None


def _noted(one: Decision, about: Target, found: Lookup) -> Applied:
    claims = tuple(claim.id for anchor in about.claims if (claim := found.claim(anchor)) is not None)
    named = (quote.report for quote in about.names)
    reports = tuple(sorted({ident for ident in (*about.reports, *named) if ident in found.reports}))
    if not claims and not reports:
        return Applied(one.id, "orphaned", GONE)
    return Applied(one.id, "applied", claims=claims, reports=reports)


def with_fields(event: Event, findings: Findings) -> Event:
    """The event with the fields that people set, and what each was."""
    made = event
    marks: dict[str, Mark] = {}
    for decision, action in findings.sets.get(event.id, ()):
        for name in FIELDS:
            value = getattr(action, name)
            if value is not None:
                was = in_words(getattr(event, name))
                marks[name] = Mark(name, was, decision.id, decision.by, decision.why)
                made = msgspec.structs.replace(made, **{name: value})
    return msgspec.structs.replace(made, marks=tuple(marks[name] for name in sorted(marks))) if marks else made


def in_words(value: Any) -> str | None:
    """A field's value as people read it."""
    if isinstance(value, EventDate):
        if value.from_ is None:
            return None
        return value.from_ if value.to in (None, value.from_) else f"{value.from_} to {value.to}"
    return value.name if isinstance(value, Place) else value


def overridden(
    figures: dict[str, Estimate], given: dict[str, tuple[Decision, Numbers]], profile: Profile
) -> dict[str, Estimate]:
    """The figures with those that people set in the place of what the claims give, which stays beside them."""
    made = dict(figures)
    for outcome, (decision, numbers) in sorted(given.items()):
        was = figures.get(outcome)
        override = Override(decision.id, decision.by, decision.why)
        if was is not None:
            override = msgspec.structs.replace(override, low=was.low, best=was.best, high=was.high, agreement=was.agreement)
        base = was or Estimate(None, None, None, False, (), "single", profile.name, ())
        made[outcome] = msgspec.structs.replace(
            base,
            low=numbers.low,
            best=numbers.best,
            high=numbers.high,
            high_open=numbers.high is None,
            arithmetic=(*base.arithmetic, f"set by {decision.by}, {decision.at[:10]}: {decision.why}"),
            override=override,
        )
    return made


def with_levels(event: Event, findings: Findings) -> Event:
    """The event with the levels that people alone set; one that they touched otherwise is no longer the machine's alone."""
    marks = list(event.marks)
    made = event
    for name, known in (("corroboration", VERIFIED), ("responsibility", ESTABLISHED), ("review", None)):
        given = [(d, a) for d, a in findings.levels.get(event.id, ()) if axis(a.level) == name]
        if given:
            decision, action = given[-1]
            was = getattr(event, name)
            marks.append(Mark(name, was if known or was != "machine" else None, decision.id, decision.by, decision.why))
            made = msgspec.structs.replace(made, **{name: action.level})
            if name == "review":
                new = tuple(report for report in event.reports if report not in action.seen)
                made = msgspec.structs.replace(made, unseen=new)
    return msgspec.structs.replace(made, marks=tuple(marks))


def axis(level: str) -> str:
    """The axis that a level belongs to (docs/method.md, "Five axes")."""
    return "corroboration" if level in VERIFIED else "responsibility" if level in ESTABLISHED else "review"
