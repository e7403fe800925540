"""What people judged of claims and sources, applied to what linking gave, before anything is weighed.

A claim that a person rejected, or whose source is excluded, stays in the record with the reason and supports nothing: no
figure, no date or place, no actor, no person, no event. Of several decisions on one claim the later in the log holds.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from crossreport.linking.decisions import GONE, Kin, Lookup, active
from crossreport.linking.rulings import reason
from crossreport.linking.shelf import keyed
from crossreport.linking.words import fold
from crossreport.model.decided import Accept, Applied, Changes, Decision, Edit, Exclude, Reject
from crossreport.model.record import Linked
from crossreport.model.said import Claim
from crossreport.reconcile.views import changed, differences, is_as_seen, view

OTHERWISE = "it is read differently now: "
EXCLUDED_BY = "is excluded by"
NAMED: dict[str, str] = {"report": "the report", "outlet": "the outlet", "origin": "the origin"}


@dataclass(frozen=True)
class Verdict:
    """What one decision says of one claim; `is_copy` where it was made on the same passage in another report."""

    decision: Decision
    action: Accept | Reject | Edit
    is_copy: bool = False

    @property
    def changes(self) -> Changes:
        """The fields that it sets."""
        if isinstance(self.action, Edit):
            return self.action.changes
        return self.action.seen if isinstance(self.action, Accept) else Changes()


@dataclass
class Judged:
    """Claims as people judged them. `lost` are those that support nothing by a person's decision."""

    claims: Sequence[Claim]
    verdicts: dict[str, list[Verdict]] = field(default_factory=lambda: defaultdict(list))
    lost: set[str] = field(default_factory=set)
    applied: list[Applied] = field(default_factory=list)


def lookup(linked: Linked) -> Lookup:
    """Today's claims, to be found by the words of decisions."""
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in linked.claims:
        by_report[claim.report].append(claim)
    reports, readings = keyed(linked.reports, lambda one: one.id), keyed(linked.readings, lambda one: one.report)
    return Lookup(reports, readings, by_report, Kin(linked.copies))


def judge(linked: Linked, decisions: Sequence[Decision], found: Lookup) -> Judged:
    """The claims with the verdicts and exclusions that count."""
    counting = active(decisions)
    judged = Judged(linked.claims)
    for one in counting:
        if isinstance(one.action, Accept | Reject | Edit):
            _find(one, one.action, found, judged)
    by_id = {claim.id: claim for claim in linked.claims}
    made = {ident: _judged(by_id[ident], verdicts) for ident, verdicts in judged.verdicts.items()}
    for one in counting:
        if isinstance(one.action, Exclude):
            _exclude(one, one.action, linked, found, made, judged)
    judged.claims = tuple(made.get(claim.id, claim) for claim in linked.claims)
    judged.lost |= {claim.id for claim in made.values() if is_taken_out(claim)}
    return judged


def is_taken_out(claim: Claim) -> bool:
    """Did a person reject it, or correct it to what did not happen? It stays with the reason, and supports nothing."""
    return claim.human_status == "rejected" or (claim.human_status == "edited" and claim.status == "excluded")


def is_set_aside(claim: Claim) -> bool:
    """Did a person take it out, or exclude its source? Its reason says who, and why."""
    return is_taken_out(claim) or (
        claim.status == "excluded" and bool(claim.decisions) and f" {EXCLUDED_BY} " in (claim.reason or "")
    )


def _find(one: Decision, action: Accept | Reject | Edit, found: Lookup, judged: Judged) -> None:
    """Notes the verdict at the claim that it was made on, and at copies of its passage."""
    anchor = action.about.claims[0]
    claim = found.claim(anchor)
    if claim is None:
        judged.applied.append(Applied(one.id, "orphaned", GONE))
        return
    if isinstance(action, Reject) and not is_as_seen(claim, action.seen):
        new = differences(action.seen, view(claim))
        told = ", ".join(f"{name} {before} then, {after} now" for name, (before, after) in sorted(new.items()))
        judged.applied.append(Applied(one.id, "orphaned", OTHERWISE + told))
        return
    judged.verdicts[claim.id].append(Verdict(one, action))
    copies = [] if action.here_only else found.copies(anchor)
    copies = [copy for copy in copies if not isinstance(action, Reject) or is_as_seen(copy, action.seen)]
    for copy in copies:
        judged.verdicts[copy.id].append(Verdict(one, action, is_copy=True))
    ids = (claim.id, *(copy.id for copy in copies))
    judged.applied.append(Applied(one.id, "applied", claims=ids))


def _judged(claim: Claim, verdicts: Sequence[Verdict]) -> Claim:
    """The claim as its verdicts leave it, in the order of the log."""
    made = claim
    for one in verdicts:
        made = changed(made, one.changes)
    last = verdicts[-1]
    ids = tuple(dict.fromkeys((*claim.decisions, *(one.decision.id for one in verdicts))))
    if isinstance(last.action, Reject):
        why = f"rejected by {reason(last.decision)}" + (" (on the same words in another report)" if last.is_copy else "")
        return msgspec.structs.replace(made, status="excluded", reason=why, human_status="rejected", decisions=ids)
    edited = view(made) != view(claim)
    return msgspec.structs.replace(made if edited else claim, human_status="edited" if edited else "accepted", decisions=ids)


def _exclude(one: Decision, action: Exclude, linked: Linked, found: Lookup, made: dict[str, Claim], judged: Judged) -> None:
    """Sets aside every claim of a source."""
    of_source = _of_source(action, linked, found)
    hit = [claim for claim in linked.claims if of_source(claim)]
    if not hit:
        judged.applied.append(
            Applied(one.id, "orphaned", f"no claim of {NAMED[action.kind]} {action.name} is in the record")
        )
        return
    why = f"{NAMED[action.kind]} {action.name} {EXCLUDED_BY} {reason(one)}"
    for claim in hit:
        now = made.get(claim.id, claim)
        set_aside = msgspec.structs.replace(now, status="excluded", decisions=(*now.decisions, one.id))
        made[claim.id] = set_aside if now.human_status == "rejected" else msgspec.structs.replace(set_aside, reason=why)
    judged.lost |= {claim.id for claim in hit}
    reports = tuple(sorted({claim.report for claim in hit}))
    judged.applied.append(Applied(one.id, "applied", claims=tuple(claim.id for claim in hit), reports=reports))


def _of_source(action: Exclude, linked: Linked, found: Lookup) -> Callable[[Claim], bool]:
    if action.kind == "report":
        return lambda claim: claim.report == action.name
    if action.kind == "outlet":
        reports = {report.id for report in linked.reports if fold(report.outlet or "") == fold(action.name)}
        return lambda claim: claim.report in reports
    origins = {claim.origin for anchor in action.claims if (claim := found.claim(anchor)) is not None}
    return lambda claim: claim.origin in origins


def by_event(claims: Iterable[Claim]) -> Mapping[str, list[Claim]]:
    """Claims by event."""
    made: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        for event in claim.events:
            made[event].append(claim)
    return made
