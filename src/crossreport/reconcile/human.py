"""Everything that people decided, as one step before and beside the weighing."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

from crossreport.model.decided import Applied, Decision
from crossreport.model.happened import Event
from crossreport.model.record import Linked
from crossreport.reconcile.findings import Findings, find, with_fields, with_levels
from crossreport.reconcile.judgements import is_set_aside, judge, lookup
from crossreport.reconcile.losses import without_lost
from crossreport.reconcile.quarrels import Pair, alarm, on_claims, on_events, told


@dataclass
class Human:
    """What linking gave with what people judged of it; `lost` are the claims that support nothing by their decisions."""

    linked: Linked
    lost: frozenset[str] = frozenset()
    findings: Findings = field(default_factory=Findings)
    applied: tuple[Applied, ...] = ()
    contested: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    touching: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def alarms(self, event: str, outcome: str) -> tuple[str, ...]:
        """What a figure says where reviewers disagree on it or on a claim of it."""
        return tuple(self.contested.get((event, outcome), ()))

    def levelled(self, event: Event) -> Event:
        """The event with the levels that people set, and the ids of all decisions that touch it."""
        ids = self.touching.get(event.id, ())
        if not ids:
            return event
        triaged = msgspec.structs.replace(event, review="triaged", decisions=ids)
        return with_levels(triaged, self.findings)


def apply(linked: Linked, decisions: Sequence[Decision]) -> Human:
    """The record as people judged it, before it is weighed."""
    if not decisions:
        return Human(linked)
    found = lookup(linked)
    judged = judge(linked, decisions, found)
    kept = without_lost(linked, judged, decisions, found)
    findings = find(decisions, found, kept.events)
    kept = msgspec.structs.replace(kept, events=tuple(with_fields(event, findings) for event in kept.events))
    of_claims, of_events = on_claims(judged), on_events(findings)
    by_id = {one.id: one for one in decisions}
    pairs = [pair for found_ in (*of_claims.values(), *of_events.values()) for pair in found_]
    applied = _placed(told((*linked.decided, *judged.applied, *findings.applied), pairs, by_id), kept)
    order = {one.id: at for at, one in enumerate(decisions)}
    touching: dict[str, list[str]] = defaultdict(list)
    for one in sorted(applied, key=lambda one: order[one.decision]):
        for event in one.events if one.state == "applied" else ():
            touching[event].append(one.decision)
    return Human(
        kept,
        frozenset(judged.lost),
        findings,
        tuple(sorted(applied, key=lambda one: order[one.decision])),
        _contested(kept, of_claims, of_events),
        {event: tuple(dict.fromkeys(ids)) for event, ids in touching.items()},
    )


def _placed(applied: Sequence[Applied], linked: Linked) -> tuple[Applied, ...]:
    """Each with the events that it touches: those that its claims are of, or were of before they were set aside."""
    of_claim = {claim.id: claim.events for claim in linked.claims if is_set_aside(claim)}
    of_claim |= {claim: (event.id,) for event in linked.events for claim in event.claims}
    return tuple(
        msgspec.structs.replace(
            one, events=tuple(dict.fromkeys(event for claim in one.claims for event in of_claim.get(claim, ())))
        )
        if one.claims and not one.events
        else one
        for one in applied
    )


def _contested(
    linked: Linked, of_claims: dict[str, list[Pair]], of_events: dict[tuple[str, str], list[Pair]]
) -> dict[tuple[str, str], list[str]]:
    made: dict[tuple[str, str], list[str]] = defaultdict(list)
    for claim in linked.claims:
        pairs = of_claims.get(claim.id)
        if pairs and claim.figure is not None:
            was = claim.as_read.figure if claim.as_read is not None else None
            for outcome in {str(claim.figure.outcome), *([str(was.outcome)] if was is not None else [])}:
                for event in claim.events:
                    made[event, outcome].append(alarm(claim.id, pairs))
    for (event, what), pairs in of_events.items():
        made[event, what].append(alarm("this figure", pairs))
    return {key: sorted(lines) for key, lines in made.items()}
