"""What the claims of one report on one outcome of one event are to each other: totals, more of them, persons, nobody."""

from dataclasses import dataclass, replace

from crossreport.model.said import Claim
from crossreport.reconcile.context import Context
from crossreport.reconcile.persons import Described, describe, tell_apart, tokens
from crossreport.reconcile.told import Chain, figure_of, position
from crossreport.vocabulary.load import vocabulary


@dataclass(frozen=True)
class Sorted:
    """The claims of one report on one outcome of one event, by what they are to each other, in order of text."""

    zeros: tuple[Claim, ...]
    caps: tuple[Claim, ...]
    chains: tuple[Chain, ...]
    persons: tuple[Described, ...]
    # Totals that only add up whom the text lists ("his parents, brother and sister"): whether they are all is not said.
    lists: frozenset[str] = frozenset()
    members: tuple[Claim, ...] = ()
    # Numbers of persons that point back ("the nine civilians"), where the report says nowhere else how many they were.
    again: tuple[Claim, ...] = ()


def sort_claims(claims: list[Claim], context: Context) -> Sorted:
    """The claims, given in order of text, by what they are to each other."""
    ids = {claim.id for claim in claims}
    again = [c for c in claims if _is_told_again(c)]
    fresh = [c for c in claims if c not in again and c.subset_of not in ids] or claims
    if all(_is_vague(c) or is_one(c) for c in fresh):
        # "Several people were hurt. ... All four are in hospital": what points back says how many they were. So it does
        # where the report counts nobody else but tells of some one by one.
        fresh = sorted([*fresh, *(c for c in again if _is_number(c))], key=position)
    zeros = [c for c in fresh if figure_of(c).form == "zero"]
    caps = [c for c in fresh if figure_of(c).low is None and c not in zeros]
    chains: list[list[Claim]] = []
    described: list[Described] = []
    last: list[Claim] | Claim | None = None
    for claim in fresh:
        if claim in zeros or claim in caps:
            continue
        if figure_of(claim).measure == "increment" and isinstance(last, list):
            held = _repeats(claim, last, context) or _is_reached(claim, last) or _is_next_part(claim, last, claims)
            if not held:
                last.append(claim)
        elif figure_of(claim).measure == "increment" or is_one(claim):
            is_more = figure_of(claim).measure == "increment"
            apart = frozenset(one.claims[0].id for one in described if is_more and not _is_echo(one.claims[0], claim))
            described.extend(replace(one, apart_from=one.apart_from | apart) for one in _persons(claim, context))
            last = claim
        else:
            last = [claim]
            chains.append(last)
    members = tuple(c for c in claims if c.subset_of and figure_of(c).rule in ("sum-part", "member"))
    lists = frozenset(c.subset_of or "" for c in members if figure_of(c).rule == "sum-part")
    pointing = tuple(c for c in again if c not in fresh and _is_number(c) and c.subset_of is None)
    told = tuple(Chain(tuple(c)) for c in chains)
    return Sorted(tuple(zeros), tuple(caps), told, tell_apart(described), lists, members, pointing)


def _is_told_again(claim: Claim) -> bool:
    """ "The gunman died" speaks of a known man, not of one counted before; "he shot himself", told again, does."""
    figure = figure_of(claim)
    return "same_victims" in figure.defaulted and (figure.status != "attacker" or figure.rule == "self")


def _is_vague(claim: Claim) -> bool:
    """Is it a count without a number ("several people", "hundreds")?"""
    figure = figure_of(claim)
    vague = figure.form == "vague" or (figure.form == "indefinite_plural" and figure.point is None)
    return vague and figure.measure == "stock"


def _is_number(claim: Claim) -> bool:
    """Does it count more than one by a number?"""
    figure = figure_of(claim)
    return (figure.point or 0) > 1 and figure.form != "vague"


def is_one(claim: Claim) -> bool:
    """Told of in the singular, or named one by one; the one who is left of two that were counted is a total."""
    figure = figure_of(claim)
    if figure.rule == "righted":
        return False
    return "named_one" in figure.defaulted or (figure.low, figure.point, figure.high) == (1, 1, 1)


def _persons(claim: Claim, context: Context) -> tuple[Described, ...]:
    described = describe(claim, context)
    more = (figure_of(claim).point or 1) - len(described)
    if "named_one" in figure_of(claim).defaulted or more <= 0:
        return described
    # "Two others" where nothing stands before: persons of whom nothing is known, each apart from the rest.
    blank = Described(claims=(claim,), apart_from=frozenset({claim.id}))
    return (*described, *(blank for _ in range(more)))


def _repeats(claim: Claim, chain: list[Claim], context: Context) -> bool:
    """Does one more, told again (headline and text, or by one name), tell of one who is added already?"""
    mine = describe(claim, context)
    for other in chain[1:]:
        if other.spans[0].title != claim.spans[0].title:
            return True
        if any(a.name and a.may_be(b) for a in mine for b in describe(other, context) if b.name):
            return True
    return False


def _is_next_part(claim: Claim, chain: list[Claim], claims: list[Claim]) -> bool:
    """ "Two are dead. One of the two was shot at a club, another at a kiosk": told of one by one, and none on top."""
    total = figure_of(chain[0])
    parts = [
        figure_of(one)
        for one in claims
        if one.subset_of == chain[0].id
        and is_one(one)
        and figure_of(one).sentence > total.sentence
        and position(chain[0]) < position(one) < position(claim)
    ]
    return bool(parts) and is_one(claim) and total.point is not None and len(parts) < total.point


def _is_echo(headline: Claim, claim: Claim) -> bool:
    """Is one more told in the headline and again in the text?"""
    return figure_of(headline).measure == "increment" and headline.spans[0].title and not claim.spans[0].title


def _is_reached(claim: Claim, chain: list[Claim]) -> bool:
    """Is an ordinal ("a fourth person") no more than the total already holds?"""
    ordinals = vocabulary("numbers")["ordinals"]
    ranks = [int(ordinals[word]) for word in tokens(claim.quote) if word in ordinals]
    held = sum(figure_of(one).point or figure_of(one).low or 0 for one in chain)
    return bool(ranks) and max(ranks) <= held
