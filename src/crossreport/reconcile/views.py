"""A claim's fields as a person sees and edits them, and a claim with some of them changed."""

from typing import Any

import msgspec

from crossreport.linking.claims import UNSURE, UNTRUE
from crossreport.model.decided import Changes
from crossreport.model.said import AsRead, Claim, Figure, Said

FIGURE = (
    "outcome", "form", "low", "high", "point", "measure", "scope", "unit", "who", "status", "subgroup", "side", "as_of",
    "includes_attackers",
)  # fmt: skip
SAID = ("stance", "polarity", "certainty", "source")
# What makes a claim another one than was rejected: how many, what befell them, said of what happened, denied or not.
TELLING = ("outcome", "low", "high", "point", "aux", "stance", "polarity")
NUMBERS = ("low", "high", "point", "form")
PLAIN = Said("stated", "+")


def fields(changes: Changes) -> dict[str, Any]:
    """The fields that are set."""
    given = {name: getattr(changes, name) for name in changes.__struct_fields__}
    return {name: value for name, value in given.items() if value is not msgspec.UNSET}


def view(claim: Claim) -> Changes:
    """All fields of a claim that a person may edit, as they are."""
    said = claim.attribution or PLAIN
    seen: dict[str, Any] = {name: getattr(said, name) for name in SAID}
    if claim.figure is not None:
        seen.update({name: getattr(claim.figure, name) for name in FIGURE})
    aux = claim.figure.aux if claim.figure is not None and claim.figure.aux != "none" else claim.aux
    return Changes(aux=aux, **seen)


def differences(one: Changes, two: Changes) -> dict[str, tuple[Any, Any]]:
    """{field: (its value in one, in two)} of the fields that both set, and set differently."""
    a, b = fields(one), fields(two)
    return {name: (a[name], b[name]) for name in a if name in b and a[name] != b[name]}


def is_as_seen(claim: Claim, seen: Changes) -> bool:
    """Does the claim still say what it said when it was seen?"""
    return not any(name in TELLING for name in differences(seen, view(claim)))


def changed(claim: Claim, changes: Changes) -> Claim:
    """The claim with these fields; what the machine read is kept beside it. The same claim where nothing changes."""
    new = differences(view(claim), changes)
    given = {name: after for name, (_, after) in new.items() if claim.figure is not None or name not in FIGURE}
    if not given:
        return claim
    figure, said = claim.figure, claim.attribution
    own = {name: value for name, value in given.items() if name in FIGURE}
    if figure is not None:
        if own.keys() & set(NUMBERS):
            own["vague"] = None
        if "aux" in given:
            own["aux"] = given["aux"]
        figure = msgspec.structs.replace(figure, **own)
    if given.keys() & set(SAID):
        said = msgspec.structs.replace(said or PLAIN, **{name: given[name] for name in SAID if name in given})
    made = msgspec.structs.replace(
        claim,
        figure=figure,
        attribution=said,
        aux=given.get("aux", claim.aux),
        as_read=claim.as_read or AsRead(claim.figure, claim.attribution, claim.aux),
    )
    return _standing(_typed(made))


def _typed(claim: Claim) -> Claim:
    """A figure of a period is a stated total, one of an incident belongs to its event."""
    if claim.figure is None:
        return claim
    if claim.figure.scope == "period":
        return msgspec.structs.replace(claim, type="tally", events=())
    return msgspec.structs.replace(claim, type="figure")


def _standing(claim: Claim) -> Claim:
    """Whether it counts now that it says something else; what only a profile decides is left to reconciling."""
    if claim.type not in ("figure", "tally", "occurrence"):
        return claim
    stance = (claim.attribution or PLAIN).stance
    aux = _aux(claim.figure) or claim.aux
    denies = claim.type == "occurrence" and stance in ("denied", "not_confirmed")
    reason = UNTRUE.get(aux) or (None if denies else UNSURE.get(stance))
    if reason is not None:
        return msgspec.structs.replace(claim, status="excluded", reason=reason)
    return msgspec.structs.replace(claim, status="current", reason=None if claim.events else claim.reason)


def _aux(figure: Figure | None) -> Any:
    return figure.aux if figure is not None and figure.aux != "none" else None
