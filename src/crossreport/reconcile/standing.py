"""Which claims count: figures that are said to have happened, of one event, in persons, by the profile's numbers."""

import msgspec

from crossreport.model.said import Claim
from crossreport.reconcile.context import Context, moment

# Days between the event and the report beyond which the report looks back on it: reading calls history what is of an earlier
# year, and a quarter keeps December's events out of January's.
LONG_BEFORE = 90
AUX = {
    "hypothetical": "hypothetical: not said to have happened",
    "future": "of the future: not said to have happened",
    "negated": "negated: said not to have happened",
    "historical": "of an earlier time, told as history",
}
STANCES = {
    "feared": "feared, not said to have happened",
    "expected": "expected, not said to have happened",
    "intended": "intended, not said to have happened",
    "asked": "asked, not said to have happened",
    "retracted": "retracted by who said it",
    "not_confirmed": "not confirmed by who was asked",
    "denied": "denied: the number stands inside a denial",
}


def stood(claim: Claim, context: Context) -> Claim:
    """The claim with its figure valued by the profile, or where it cannot count marked excluded, with the reason."""
    if claim.status != "current":
        return claim if claim.reason else msgspec.structs.replace(claim, reason=f"{claim.status} when claims were linked")
    if claim.figure is None:
        return claim
    if reason := _excluded(claim, context):
        return msgspec.structs.replace(claim, status="excluded", reason=reason)
    valued = context.valued(claim.figure)
    if valued is None:
        word = (claim.figure.vague or "").replace("_", " ")
        reason = f"the profile {context.profile.name} gives no number to “{word}”"
        return msgspec.structs.replace(claim, status="excluded", reason=reason)
    return claim if valued is claim.figure else msgspec.structs.replace(claim, figure=valued)


def _excluded(claim: Claim, context: Context) -> str | None:
    figure = claim.figure
    assert figure is not None
    if figure.unit and figure.unit not in ("persons", "person", "people"):
        return f"counts {figure.unit}, not persons"
    aux = figure.aux if figure.aux != "none" else claim.aux
    if aux != "none" and not (aux == "historical" and _is_of_that_time(claim, context)):
        return AUX[aux]
    said = claim.attribution
    if said is None:
        return None
    if said.stance in STANCES:
        return STANCES[said.stance]
    if said.polarity == "-":
        return STANCES["denied"]
    return STANCES["not_confirmed"] if said.polarity == "u" and said.certainty == "U" else None


def _is_of_that_time(claim: Claim, context: Context) -> bool:
    """Is the one event of a claim itself of a time long before the claim's report: what is history there is its figure?"""
    event = context.events.get(claim.events[0]) if len(claim.events) == 1 else None
    told = moment(context.reports[claim.report].published) if claim.report in context.reports else None
    last = moment(event.date.to) if event is not None else None
    return told is not None and last is not None and (told.day - last.day).days > LONG_BEFORE


def counts_alone(claim: Claim) -> bool:
    """Does this claim's figure belong into the estimates of exactly one event?"""
    return (
        claim.type == "figure"
        and claim.status == "current"
        and claim.figure is not None
        and claim.figure.scope == "incident"
        and len(claim.events) == 1
    )


def why_unused(claim: Claim) -> str:
    """Why a current claim's figure is in no estimate, where nothing more particular is known."""
    assert claim.figure is not None
    if claim.type == "tally" or claim.figure.scope == "period":
        return "a total of a period or an area, never added to an incident"
    if not claim.events:
        return "told of no event that could be made out"
    if len(claim.events) > 1:
        return "told of several events together; added to none of them alone"
    return "tells again of persons that other words of the report already count"
