"""The roll of one report's dead or hurt: all whom it tells of by name, in lists and singly, each once.

Lists that share a name tell of one family again and are one; what one list holds is never added to what another one repeats.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crossreport.linking.victims import near, parts
from crossreport.model.said import Claim
from crossreport.reconcile.told import Chain, Told, figure_of, position

# The name at the end of "her daughter, one-year-old Ana al-Poe".
NAME = re.compile(r"(?<!\S)[A-Z][^\W\d_]+(?:[ -](?:[a-z]{2,3}[ -])?[A-Z][^\W\d_]+)+$")


@dataclass
class Listing:
    """Persons told of together: how many, their names, the claims that say so."""

    size: int
    names: tuple[tuple[str, ...], ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class Roll:
    """How many the whole report names or lists, the arithmetic by listing, and the claims it rests on."""

    size: int
    words: str
    claims: tuple[Claim, ...]


def call_roll(
    lists: Sequence[Chain], singles: Sequence[Claim], members: Sequence[Claim], counts: Sequence[Chain] = ()
) -> Roll | None:
    """The roll of lists (with the claims of their members) and of persons named singly.

    None where no list has a name. A list alone that holds as many as one of the report's `counts` is complete.
    """
    listings = [_listing(chain, members) for chain in lists]
    named = [one for one in listings if one.names]
    if not named:
        return None
    # "Ana Poe and her son were killed. Her brother Omer was killed too": a first name is enough for somebody's own kin.
    alone = [
        Listing(1, (name,), (claim,))
        for claim in singles
        if (name := name_of(claim)) and (len(name) > 1 or claim.quote.lower().startswith(("his ", "her ", "their ")))
    ]
    if len(named) == 1 and any(chain.point == named[0].size for chain in counts):
        alone = []  # "Two men are dead: Ivo Karn and Ana Vost": whoever is told of singly is one of them.
    groups: list[list[Listing]] = []
    for one in [*named, *alone]:
        met = [group for group in groups if any(_share(one, other) for other in group)]
        joined = [one for group in met for one in group] + [one]
        groups = [group for group in groups if group not in met] + [joined]
    sizes = [_size(group) for group in groups]
    claims = {claim.id: claim for group in groups for one in group for claim in one.claims}
    total = sum(sizes)
    words = " + ".join(str(size) for size in sizes) + (f" = {total}" if len(sizes) > 1 else "")
    return Roll(total, words, tuple(sorted(claims.values(), key=position)))


def name_of(claim: Claim) -> tuple[str, ...]:
    """The parts of the name by which a claim tells of one person ("her daughter Ana Poe" too); none where it gives none."""
    figure = figure_of(claim)
    who = figure.who or ""
    if "named_one" in figure.defaulted and who[:1].isupper():
        return parts(who)
    found = NAME.search(who) if figure.point == 1 else None
    return parts(found[0]) if found else ()


def _listing(chain: Chain, members: Sequence[Claim]) -> Listing:
    own = [claim for claim in members if claim.subset_of == chain.claims[0].id]
    names = tuple(name for claim in own if len(name := name_of(claim)) > 0)
    return Listing(chain.size, names, chain.claims)


def _size(group: Sequence[Listing]) -> int:
    """The largest of the listings, or as many as they name between them."""
    distinct: list[tuple[str, ...]] = []
    for one in group:
        for name in one.names:
            if not any(same_person(name, other) for other in distinct):
                distinct.append(name)
    return max(max(one.size for one in group), len(distinct))


def _share(one: Listing, other: Listing) -> bool:
    return any(same_person(a, b) for a in one.names for b in other.names)


def same_person(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Can two names be one person's? First names must be spelled alike, and the shorter one's others be in the longer.

    Two who share the first and the last name and nothing of what both have between them are cousins.
    """
    few, many = (a, b) if len(a) <= len(b) else (b, a)
    if len(few) == 1:
        return few[0] in (many[0], many[-1])
    if not near(few[0], many[0]):
        return False
    if near(few[-1], many[-1]):
        return len(few) < 3 or any(near(x, y) for x in few[1:-1] for y in many[1:-1])
    return all(any(near(x, y) for y in many[1:]) for x in few[1:])


def roll_told(roll: Roll, report: str) -> Told:
    """A roll as the report's statement: there may be more."""
    outcome = figure_of(roll.claims[0]).outcome
    return Told(report, outcome, roll.size, roll.size, roll.size, roll.claims, roll.words, is_floor=True)
