"""The levels that travel with every row that goes out, so that nobody takes a machine's reading for a finding."""

from crossreport.model.happened import Event
from crossreport.model.said import Claim

UNREVIEWED = "machine, unreviewed"
CREDIT = "Places: GeoNames (geonames.org), CC BY 4.0."
MEANINGS = {
    "corroboration": "how far independent origins bear the event out: single_origin, corroborated, contested, ...",
    "responsibility": "who is held responsible, and on whose word: none, single_accusation, claimed_by_actor, ...",
    "agreement": "whether the origins agree on the count: single, unanimous, compatible, ranged, disputed, ...",
    "review": f"who has looked at it: `{UNREVIEWED}` until a person has",
}


def review(level: str = "machine") -> str:
    """The level of review in words: what no person has looked at says so."""
    return UNREVIEWED if level == "machine" else level


def agreement(event: Event, outcome: str = "killed") -> str | None:
    """Whether the origins agree on a count of the event; None where nobody tells one."""
    figure = event.figures.get(outcome)
    return figure.agreement if figure else None


def agreement_on(claim: Claim, event: Event) -> str | None:
    """Whether the origins agree on the count that a claim is about."""
    return agreement(event, claim.figure.outcome) if claim.figure else None
