"""How far an event is corroborated and who is held responsible: two of five separate axes (docs/method.md).

Computed levels only: what needs a human finding (verified, discounted, judicially established) is never set here. Origins
count, not reports; an origin whose independence is unknown never raises a level above a single origin.
"""

from collections.abc import Iterable, Sequence

from crossreport.model.happened import Event
from crossreport.model.said import Claim
from crossreport.reconcile.context import Context, side_of
from crossreport.reconcile.persons import tokens

AFFIRMING = ("stated", "claimed", "alleged", "confirmed", "estimated", "corrected")


def corroboration(event: Event, claims: Sequence[Claim], context: Context) -> str:
    """The level of corroboration of an event, from its claims."""
    # Of what a report only denies or cannot confirm its other words are no witness: "was looking into the reports".
    doubted = {(c.report, c.mention) for c in claims if c.type == "denial" and c.rule == "mention"}
    affirmed = [
        c
        for c in claims
        if _affirms(c)
        and c.type in ("occurrence", "figure", "responsibility", "statement")
        and not (c.type == "statement" and (c.report, c.mention) in doubted)
    ]
    if not affirmed:
        return "unassessed"
    if any(c.type == "responsibility" and _is_own(c, event) for c in affirmed):
        return "acknowledged"
    if any(_disputes(c, context) for c in claims):
        return "contested"
    telling = [c for c in claims if c in affirmed or _is_outdated(c)]
    witnesses = _witnesses(telling, telling, context)
    if len(witnesses) < 2:
        return "single_origin"
    kinds = {context.kind_of(c) for c in witnesses.values()}
    neutral = any(side_of(c, event) is None for c in witnesses.values())
    return "corroborated_multi_type" if len(kinds) > 1 and neutral else "corroborated"


def responsibility(event: Event, claims: Sequence[Claim], context: Context) -> str:
    """The level of responsibility: who is said, by whom, to have done it."""
    about = [c for c in claims if c.type == "responsibility" and c.status == "current"]
    own = {
        actor.name: [c for c in about if c.id in actor.claims and _affirms(c)]
        for actor in event.actors
        if actor.role == "claimed"
    }
    owners = {name: held for name, held in own.items() if held}
    denials = [c for c in claims if _denies(c, event)]
    if owners:
        admitted = all(c.attribution and c.attribution.stance == "confirmed" for held in owners.values() for c in held)
        if denials:
            return "contested"
        return "claimed_by_several" if len(owners) > 1 else "accepted" if admitted else "claimed_by_actor"
    named = {claim_id for actor in event.actors if actor.role in ("accused", "actor") for claim_id in actor.claims}
    accusing = [c for c in claims if _affirms(c) and (c in about or c.id in named)]
    if denials:
        return "denied"
    if not accusing:
        return "none"
    telling = [c for c in claims if _affirms(c) or _is_outdated(c)]
    return "multiple_independent_accusations" if len(_witnesses(accusing, telling, context)) > 1 else "single_accusation"


def _affirms(claim: Claim) -> bool:
    return claim.status == "current" and _says_so(claim)


def _is_outdated(claim: Claim) -> bool:
    """Did its origin give another number since? That it happened it said all the same: its report has no word of its own."""
    return claim.status == "superseded" and _says_so(claim)


def _says_so(claim: Claim) -> bool:
    said = claim.attribution
    return claim.aux == "none" and (said is None or (said.stance in AFFIRMING and said.polarity == "+"))


def _denies(claim: Claim, event: Event) -> bool:
    """Is it a denial of responsibility: a negative claim of it, or the denial of one whom the event names as its doer?"""
    said = claim.attribution
    if said is None or claim.status == "superseded" or _is_set_aside(claim):
        return False
    if claim.type == "responsibility":
        return said.polarity == "-" or said.stance == "denied"
    doers = [set(tokens(actor.name)) for actor in event.actors if actor.role in ("actor", "accused", "claimed")]
    return (
        claim.type == "denial" and said.stance == "denied" and any(set(tokens(said.source or "")) & doer for doer in doers)
    )


def _disputes(claim: Claim, context: Context) -> bool:
    """Does a known origin deny that it happened at all?"""
    said = claim.attribution
    denied = claim.type == "occurrence" and said is not None and said.stance == "denied" and not _is_set_aside(claim)
    return denied and context.is_known(claim.origin)


def _is_set_aside(claim: Claim) -> bool:
    """Did a person reject it or exclude its source?"""
    return claim.status == "excluded" and bool(claim.decisions)


def _is_own(claim: Claim, event: Event) -> bool:
    """Is it a claim of responsibility by the actor himself?"""
    return any(actor.role == "claimed" and claim.id in actor.claims for actor in event.actors)


def _witnesses(claims: Iterable[Claim], telling: Iterable[Claim], context: Context) -> dict[str, Claim]:
    """{origin: a claim of it} of the known, independent ones. Beside a speaker, a report's own words are his retold.

    `telling` is all that the reports tell of the event: whom its number is from, the rest is from.
    """
    spoken: dict[str, list[Claim]] = {}
    for claim in telling:
        if claim.attribution and claim.attribution.source:
            spoken.setdefault(claim.report, []).append(claim)
    by_report: dict[str, list[Claim]] = {}
    for claim in claims:
        by_report.setdefault(claim.report, []).append(claim)
    found: dict[str, Claim] = {}
    for report, own in sorted(by_report.items()):
        speaking = [c for c in own if c.attribution and c.attribution.source] or spoken.get(report, [])
        # A headline's "rights group" is whom the text names.
        named = [c for c in speaking if not all(span.title for span in c.spans)]
        for claim in named or speaking or own:
            if context.is_known(claim.origin):
                found.setdefault(claim.origin, claim)
    return found
