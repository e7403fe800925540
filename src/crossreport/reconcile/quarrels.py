"""Where reviewers disagree: whose decisions on one thing cannot both hold. Nobody's is overwritten silently.

Each person's latest decision on a thing is that person's judgement. The latest of all decides meanwhile, and says so.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any

import msgspec

from crossreport.model.decided import Accept, Applied, Decision, Edit, Reject
from crossreport.model.said import Claim
from crossreport.reconcile.findings import FIELDS, Findings, axis
from crossreport.reconcile.judgements import Judged, Verdict
from crossreport.reconcile.views import differences, fields, view

Pair = tuple[Decision, Decision]


def on_claims(judged: Judged) -> dict[str, list[Pair]]:
    """{claim: pairs of decisions of different people on it that cannot both hold}."""
    made = {}
    for claim, verdicts in judged.verdicts.items():
        latest: dict[str, Verdict] = {one.decision.by: one for one in verdicts}
        pairs = [(a.decision, b.decision) for a, b in combinations(latest.values(), 2) if differ(a.action, b.action)]
        if pairs:
            made[claim] = pairs
    return made


def differ(a: Accept | Reject | Edit, b: Accept | Reject | Edit) -> bool:
    """Can the two verdicts not both hold?"""
    if isinstance(a, Reject) or isinstance(b, Reject):
        return type(a) is not type(b)
    one, two = (fields(x.changes if isinstance(x, Edit) else x.seen) for x in (a, b))
    return any(one[name] != two[name] for name in one.keys() & two.keys())


def on_events(findings: Findings) -> dict[tuple[str, str], list[Pair]]:
    """{(event, what was set): pairs of decisions of different people on it that cannot both hold}."""
    said: dict[tuple[str, str], dict[str, tuple[Decision, Any]]] = defaultdict(dict)
    for event, sets in findings.sets.items():
        for decision, action in sets:
            if action.figure is not None:
                said[event, str(action.figure.outcome)][decision.by] = (decision, action.figure)
            for name in FIELDS:
                if getattr(action, name) is not None:
                    said[event, name][decision.by] = (decision, getattr(action, name))
    for event, levels in findings.levels.items():
        for decision, level in levels:
            if axis(level.level) != "review":
                said[event, axis(level.level)][decision.by] = (decision, level.level)
    made = {}
    for key, by_person in said.items():
        pairs = [(a, b) for (a, x), (b, y) in combinations(by_person.values(), 2) if x != y]
        if pairs:
            made[key] = pairs
    return made


def told(applied: Iterable[Applied], pairs: Iterable[Pair], by_id: Mapping[str, Decision]) -> tuple[Applied, ...]:
    """What became of the decisions, each with those of others that it disagrees with."""
    against: dict[str, set[str]] = defaultdict(set)
    for a, b in pairs:
        against[a.id].add(b.id)
        against[b.id].add(a.id)
    rows = tuple(applied)
    for one in rows:
        if one.by is not None and by_id[one.by].by != by_id[one.decision].by:
            against[one.decision].add(one.by)
            against[one.by].add(one.decision)
    return tuple(
        msgspec.structs.replace(one, against=tuple(sorted(against[one.decision]))) if against.get(one.decision) else one
        for one in rows
    )


def alarm(what: str, pairs: Iterable[Pair]) -> str:
    """What a figure says where reviewers disagree on what it rests on."""
    people = sorted({f"{one.by} ({one.id})" for pair in pairs for one in pair})
    return f"contested by reviewers: {' and '.join(people)} disagree on {what}; the later decision holds meanwhile"


def labels(judged: Judged, claims: Mapping[str, Claim]) -> dict[str, dict[str, str]]:
    """{claim: {person: what they made of it: accepted, rejected, or the fields that they changed}}, copies left out."""
    made: dict[str, dict[str, str]] = {}
    for ident, verdicts in judged.verdicts.items():
        by = {one.decision.by: _label(one, claims[ident]) for one in verdicts if not one.is_copy}
        if by:
            made[ident] = by
    return made


def _label(verdict: Verdict, claim: Claim) -> str:
    if isinstance(verdict.action, Reject):
        return "rejected"
    new = differences(view(claim), verdict.changes)
    return ", ".join(f"{name} {after}" for name, (_, after) in sorted(new.items())) or "accepted"
