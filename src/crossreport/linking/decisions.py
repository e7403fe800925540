"""Decisions as linking takes them: which count, what they are about by the words of today's reports, what people added."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from crossreport.linking.added import add_to
from crossreport.linking.anchoring import SAME, find_claim, in_copy, locate, overlap, quote_in_copy
from crossreport.linking.claims import Told, claims_of
from crossreport.linking.rulings import Ruling, Rulings, reason
from crossreport.linking.shelf import Changed
from crossreport.linking.taken_apart import can_move, take_apart
from crossreport.model.decided import AddClaim, AddSource, Anchor, Applied, Decision, Merge, Split, Target, Undo
from crossreport.model.happened import Reading
from crossreport.model.judged import Copy
from crossreport.model.report import Report, Span
from crossreport.model.said import Claim

Key = tuple[str, str]
GONE = "the words that it was made on are not in the record any more, or are read as another thing"


def active(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """The decisions that count, in the order of the log: without undoings, and without what undoings that count undo."""
    undone: set[str] = set()
    kept = []
    for one in reversed(decisions):
        if one.id in undone:
            continue
        if isinstance(one.action, Undo):
            undone.add(one.action.decision)
        else:
            kept.append(one)
    return tuple(reversed(kept))


def shapes(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Of the decisions that count, those that change what is linked: all others are applied after linking."""
    return tuple(one for one in active(decisions) if isinstance(one.action, Merge | Split | AddClaim | AddSource))


class Kin:
    """Which reports share text with which: the one that was copied, its copies, and their copies."""

    def __init__(self, copies: Iterable[Copy]) -> None:
        self._of: dict[str, set[str]] = defaultdict(set)
        for one in copies:
            self._of[one.report].add(one.of)
            self._of[one.of].add(one.report)

    def of(self, report: str) -> list[str]:
        """The reports that may hold a passage of this one word for word, in order."""
        near = self._of.get(report, set())
        return sorted((near | {two for one in near for two in self._of[one]}) - {report})


@dataclass(frozen=True)
class Lookup:
    """Today's reports, readings and claims, to be found by the words of decisions."""

    reports: Mapping[str, Report]
    readings: Mapping[str, Reading]
    claims: Mapping[str, Sequence[Claim]]
    kin: Kin

    def claim(self, anchor: Anchor) -> Claim | None:
        """The claim at an anchor's words; None where it is gone."""
        report = self.reports.get(anchor.quotes[0].report) if anchor.quotes else None
        return find_claim(anchor, report, self.claims.get(report.id, ())) if report is not None else None

    def copies(self, anchor: Anchor) -> list[Claim]:
        """The claims at verbatim copies of the anchor's passage in other reports."""
        made = []
        for ident in self.kin.of(anchor.quotes[0].report):
            moved = in_copy(anchor, self.reports[ident]) if ident in self.reports else None
            claim = find_claim(moved, self.reports[ident], self.claims.get(ident, ())) if moved is not None else None
            if claim is not None:
                made.append(claim)
        return made


@dataclass
class Augmented:
    """Readings with what people added to them or took apart in them: the decision that added each claim, by its id; the
    mentions that a decision made, and the claims that it moved there; and what became of each decision."""

    readings: Changed[Reading]
    claims: dict[str, str] = field(default_factory=dict)
    mentions: dict[str, list[Key]] = field(default_factory=dict)
    moved: dict[str, list[str]] = field(default_factory=dict)
    applied: list[Applied] = field(default_factory=list)


def augmented(
    reports: Mapping[str, Report], readings: Mapping[str, Reading], decisions: Sequence[Decision], kin: Kin
) -> Augmented:
    """The readings with the claims that people added or took apart, as if the reader had read them so."""
    made = Augmented(Changed(readings))
    for one in shapes(decisions):
        if isinstance(one.action, AddClaim):
            _augment(one, one.action, reports, kin, made)
        elif isinstance(one.action, Split) and one.action.alone:
            _part(one, one.action, reports, kin, made)
        elif isinstance(one.action, AddSource) and one.action.report.id in reports:
            made.applied.append(Applied(one.id, "applied", reports=(one.action.report.id,)))
    return made


def _augment(decision: Decision, action: AddClaim, reports: Mapping[str, Report], kin: Kin, made: Augmented) -> None:
    homes = [action.words]
    for ident in [] if action.here_only else kin.of(action.words[0].report):
        moved = [quote_in_copy(quote, reports[ident]) for quote in action.words] if ident in reports else []
        known = tuple(one for one in moved if one is not None)
        if known and len(known) == len(action.words):
            homes.append(known)
    held: dict[str, list[str]] = {}
    for words in homes:
        report = reports.get(words[0].report)
        spans = tuple(locate(quote, report) for quote in words) if report is not None else (None,)
        whole = tuple(span for span in spans if span is not None)
        if report is None or len(whole) < len(spans):
            continue
        before = claims_of(report, made.readings[report.id])
        mention = _mention_of(action.event, report, before)
        reading, own = add_to(made.readings[report.id], report, decision, action, whole, mention)
        after = claims_of(report, reading)
        new = [claim.id for claim in after.claims if claim.id not in {known.id for known in before.claims}]
        made.readings[report.id] = reading
        made.claims.update(dict.fromkeys(new, decision.id))
        held[report.id] = new
        if own is not None:
            made.mentions.setdefault(decision.id, []).append((report.id, own))
    if not held:
        made.applied.append(Applied(decision.id, "orphaned", GONE))
        return
    ids = tuple(sorted(claim for claims in held.values() for claim in claims))
    made.applied.append(Applied(decision.id, "applied", claims=ids, reports=tuple(sorted(held))))


def _part(decision: Decision, action: Split, reports: Mapping[str, Report], kin: Kin, made: Augmented) -> None:
    """Takes single claims out of what their reports tell as one incident, and out of copies of it."""
    at: dict[str, list[Anchor]] = defaultdict(list)
    for anchor in action.apart.claims:
        home = anchor.quotes[0].report
        at[home].append(anchor)
        for ident in [] if action.here_only else kin.of(home):
            moved = in_copy(anchor, reports[ident]) if ident in reports else None
            if moved is not None:
                at[ident].append(moved)
    for ident, anchors in sorted(at.items()):
        report = reports.get(ident)
        if report is None:
            continue
        told = claims_of(report, made.readings[ident]).claims
        found = [claim for anchor in anchors if (claim := find_claim(anchor, report, told)) is not None]
        leaving = [claim for claim in found if claim.mention and can_move(claim)]
        if leaving:
            made.readings[ident], mention = take_apart(made.readings[ident], report, decision, leaving)
            made.mentions.setdefault(decision.id, []).append((ident, mention))
            made.moved.setdefault(decision.id, []).extend(claim.id for claim in leaving)


def _mention_of(event: Target | None, report: Report, told: Told) -> str | None:
    """The mention of this very report that a target's event is told in, where one of its claims stands here."""
    for anchor in event.claims if event is not None else ():
        if anchor.quotes[0].report == report.id:
            claim = find_claim(anchor, report, told.claims)
            if claim is not None and claim.mention:
                return claim.mention
    return None


@dataclass(frozen=True)
class Bound:
    """Rulings on what linking puts together, and what became of each decision. `persons` go by (report, number there)."""

    events: Rulings
    stories: Rulings
    actors: Rulings
    persons: Rulings
    applied: tuple[Applied, ...]


def bound(decisions: Sequence[Decision], found: Lookup, added: Augmented) -> Bound:
    """The merges and splits by today's mentions, reports, parties and persons."""
    applied: list[Applied] = []
    given: dict[str, list[Ruling]] = {kind: [] for kind in LOOKS}
    for one in shapes(decisions):
        action = one.action
        if isinstance(action, AddClaim) and action.event is not None and added.mentions.get(one.id):
            sides = (_mentions(action.event, found), tuple(added.mentions[one.id]))
            given["event"].append(Ruling(one, sides, True))
        elif isinstance(action, Merge | Split):
            targets = action.targets if isinstance(action, Merge) else (action.stays, action.apart)
            kind = _kind(action)
            looked = [LOOKS[kind](target, found) for target in targets]
            if isinstance(action, Split) and action.alone:
                looked[1] = tuple(added.mentions.get(one.id, ()))
            known = tuple(side for side in looked if side)
            if len(known) < 2:
                applied.append(Applied(one.id, "orphaned", GONE))
                continue
            given[kind].append(Ruling(one, known, isinstance(action, Merge)))
            claims = (found.claim(anchor) for target in targets for anchor in target.claims)
            reports = tuple(sorted({report for side in known for report, _ in side}))
            ids = tuple(sorted({claim.id for claim in claims if claim is not None} | set(added.moved.get(one.id, ()))))
            applied.append(Applied(one.id, "applied", claims=ids, reports=reports))
    made = {kind: Rulings(rulings) for kind, rulings in given.items()}
    over = {ident: by for rulings in made.values() for ident, by in rulings.overruled.items()}
    settled = tuple(_overruled(one, over[one.decision]) if one.decision in over else one for one in applied)
    return Bound(made["event"], made["story"], made["actor"], made["victim"], settled)


def persons(decisions: Sequence[Decision], found: Lookup) -> Rulings:
    """The merges and splits of victims alone."""
    of_victims = [one for one in decisions if isinstance(one.action, Merge | Split) and _kind(one.action) == "victim"]
    return bound(of_victims, found, Augmented(Changed({}))).persons


def _kind(action: Merge | Split) -> str:
    return (action.targets[0] if isinstance(action, Merge) else action.stays).kind


def _overruled(one: Applied, by: Decision) -> Applied:
    return msgspec.structs.replace(one, state="overruled", why=f"{by.id} decides instead ({reason(by)})", by=by.id)


def _mentions(target: Target, found: Lookup) -> tuple[Key, ...]:
    """The mentions at the words of an event's claims, the first first."""
    claims = (found.claim(anchor) for anchor in target.claims)
    return tuple(dict.fromkeys((one.report, one.mention) for one in claims if one is not None and one.mention))


def _reports(target: Target, found: Lookup) -> tuple[Key, ...]:
    return tuple((ident, "") for ident in target.reports if ident in found.reports)


def _parties(target: Target, found: Lookup) -> tuple[Key, ...]:
    """The parties that are named at a target's words."""
    return _named(
        target, found, lambda reading: ((party.span, party.key) for party in reading.parties if party.span is not None)
    )


def _persons(target: Target, found: Lookup) -> tuple[Key, ...]:
    """The persons harmed that are told of at a target's words."""
    return _named(
        target,
        found,
        lambda reading: (
            (span, str(at)) for at, person in enumerate(reading.people) for span in (person.span, *person.spans)
        ),
    )


def _named(target: Target, found: Lookup, names: Callable[[Reading], Iterable[tuple[Span, str]]]) -> tuple[Key, ...]:
    made: list[Key] = []
    for quote in target.names:
        report = found.reports.get(quote.report)
        span = locate(quote, report) if report is not None else None
        if report is None or span is None:
            continue
        near = [(overlap([span], [other]), key) for other, key in names(found.readings[report.id])]
        best = max((one for one in near if one[0] >= SAME), default=None)
        if best is not None:
            made.append((report.id, best[1]))
    return tuple(dict.fromkeys(made))


LOOKS: dict[str, Callable[[Target, Lookup], tuple[Key, ...]]] = {
    "event": _mentions,
    "story": _reports,
    "actor": _parties,
    "victim": _persons,
}
