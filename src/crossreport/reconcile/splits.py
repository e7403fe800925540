"""“Five were shot, two of them fatally”: what is left of a count of dead and hurt together, where one of the two is told.

The rest is a claim of its own, on the words of both, with the arithmetic as its rule. Nothing is split where the report
states the rest itself, or where the count is of others than the dead ("one killed, three others shot").
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter

import msgspec

from crossreport.linking.claims import quote, short_hash, tidy
from crossreport.model.happened import Event
from crossreport.model.report import Report
from crossreport.model.said import Claim
from crossreport.reconcile.context import Context
from crossreport.reconcile.standing import counts_alone
from crossreport.reconcile.tell import is_of_others, tell
from crossreport.reconcile.told import Told, figure_of


def split_claims(
    events: Iterable[Event], claims: Iterable[Claim], context: Context
) -> tuple[tuple[Event, ...], tuple[Claim, ...]]:
    """The events, and the claims of the injured where a report's own words leave just that. `claims` come in the order of
    their reports."""
    made: dict[str, list[Claim]] = {}
    for report, told in groupby(claims, key=attrgetter("report")):
        groups: dict[str, list[Claim]] = {}
        for claim in told:
            if counts_alone(claim):
                groups.setdefault(claim.events[0], []).append(claim)
        for event, own in groups.items():
            rest = _rest(own, context, context.reports.get(report))
            if rest is not None:
                made.setdefault(event, []).append(rest)
    grown = tuple(
        msgspec.structs.replace(event, claims=(*event.claims, *(c.id for c in made[event.id])))
        if event.id in made
        else event
        for event in events
    )
    return grown, tuple(claim for _, new in sorted(made.items()) for claim in new)


def _rest(own: Sequence[Claim], context: Context, report: Report | None) -> Claim | None:
    both = _one(own, "killed_or_injured", context)
    if report is None or both is None or both.point is None or both.is_floor or both.point < 2:
        return None
    if any(figure_of(claim).form != "exact" for claim in both.claims):
        return None
    killed, injured = _one(own, "killed", context), _one(own, "injured", context)
    # Who shot them and died is none of them: of "shot two before killing himself" nobody says whether the two live.
    dead = killed.point if killed is not None and killed.point is not None else 0
    if killed is not None and dead and dead <= killed.attackers:
        return None
    apart = any(is_of_others(claim) for claim in both.claims)
    left = both.point if apart else both.point - dead
    if killed is None or left < 1 or (injured is not None and not injured.is_floor):
        return None
    if injured is not None and (injured.point or 0) >= left:
        return None
    words = f"{both.point} hurt beside {dead} killed" if apart else f"{both.point} - {dead} killed = {left}"
    return _claim(both, killed, left, apart, words, report)


def _one(own: Sequence[Claim], outcome: str, context: Context) -> Told | None:
    told, _ = tell([c for c in own if figure_of(c).outcome == outcome], context)
    return told[0] if len(told) == 1 else None


def _claim(both: Told, killed: Told, left: int, apart: bool, words: str, report: Report) -> Claim:
    base = both.claims[0]
    spans = list(base.spans) if apart else [*base.spans, *killed.claims[0].spans]
    kept = tidy(spans, report)
    figure = msgspec.structs.replace(
        figure_of(base), outcome="injured", form="exact", low=left, high=left, point=left, vague=None, subset_of=None,
        people=(), rule="rest", defaulted=("outcome",),
    )  # fmt: skip
    ident = short_hash("C", report.id, "rest", base.id)
    return msgspec.structs.replace(
        base, id=ident, spans=kept, quote=quote(kept, report), figure=figure, subset_of=None, rule=f"rest: {words}"
    )
