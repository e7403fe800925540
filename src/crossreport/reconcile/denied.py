"""A number that somebody denies: no number of his, and no lower end, but the figure that it stands in is disputed."""

from collections.abc import Sequence

import msgspec

from crossreport.model.judged import Estimate, Relation
from crossreport.model.said import Claim
from crossreport.reconcile.context import side_of
from crossreport.reconcile.relations import Scene, relation
from crossreport.reconcile.told import figure_of


def denied_figure(
    estimate: Estimate, denials: Sequence[Claim], claims: Sequence[Claim], scene: Scene
) -> tuple[Estimate, list[Relation]]:
    """(the estimate, disputed where a known origin denies one of its numbers; each denial's relation to what it denies).

    STANDARDS 10.2, 6 (DENIAL) and 10.3, D. `claims` are those of the event that count.
    """
    used = [claim for claim in claims if claim.id in estimate.claims]
    met = [
        (denial, claim)
        for denial in denials
        if scene.context.is_known(denial.origin) and not denial.decisions
        for claim in used
        if claim.origin != denial.origin and _is_meant(denial, claim)
    ]
    if not met:
        return estimate, []
    made = [relation(a, b, "denial", f"{_who(a)} denies that {figure_of(b).outcome} were {_many(b)}") for a, b in met]
    sides = [(side_of(a, scene.event), side_of(b, scene.event)) for a, b in met]
    opposed = estimate.agreement == "partisan_dispute" or any(a and b and a != b for a, b in sides)
    return msgspec.structs.replace(estimate, agreement="partisan_dispute" if opposed else "disputed"), made


def _is_meant(denial: Claim, claim: Claim) -> bool:
    """Does the denial speak of the claim's number, or of anybody at all ("denied that civilians were killed")?"""
    said, told = figure_of(denial), figure_of(claim)
    anybody = said.form == "indefinite_plural" and (told.low or 0) > 0
    return said.outcome == told.outcome and (anybody or (said.point is not None and said.point == told.point))


def _who(denial: Claim) -> str:
    return (denial.attribution.source if denial.attribution else None) or denial.report


def _many(claim: Claim) -> str:
    figure = figure_of(claim)
    return f"{figure.point:,}" if figure.point is not None else figure.vague or "any"
