"""What one report tells of part by part (kinds of persons, persons one by one, attackers apart), and what it adds up to."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from crossreport.model.said import Claim
from crossreport.reconcile.callings import are_apart
from crossreport.reconcile.persons import TEENS, Described, tokens
from crossreport.reconcile.sorting import Sorted
from crossreport.reconcile.told import Chain, Told, figure_of, position
from crossreport.vocabulary.load import words

ONE = re.compile(r"(?:1|one)\b", re.I)


@dataclass(frozen=True)
class Parts:
    """What a report tells of part by part: kinds of persons that cannot overlap, single persons, attackers apart."""

    kinds: tuple[Chain, ...] = ()
    persons: tuple[Described, ...] = ()
    attackers: int = 0
    attacker_claims: tuple[Claim, ...] = ()
    # Whom the attackers killed does not include them; of a bomb that killed its bearer too nobody can tell.
    is_known_apart: bool = False

    @property
    def victims(self) -> int:
        """All but the attackers."""
        return sum(chain.size for chain in self.kinds) + len(self.persons)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims of the parts, in order of text."""
        held = [c for chain in self.kinds for c in chain.claims]
        held += [c for one in self.persons for c in one.claims]
        unique = {claim.id: claim for claim in (*held, *self.attacker_claims)}
        return tuple(sorted(unique.values(), key=position))


def parts_of(limited: list[Chain], persons: tuple[Described, ...]) -> Parts:
    """Of counts of kinds of persons those that cannot overlap, the largest first, and the persons in none of them."""
    attacking = [chain for chain in limited if chain.figure.status == "attacker"]
    kinds: list[Chain] = []
    for chain in sorted((c for c in limited if c not in attacking), key=_by_size):
        if all(are_apart(chain, other) and not _are_relabelled(chain, other) for other in kinds):
            kinds.append(chain)
    victims = tuple(one for one in persons if not one.attacker and all(_outside(one, chain) for chain in kinds))
    attackers = tuple(one for one in persons if one.attacker)
    claims = tuple(c for one in attackers for c in one.claims)
    count = len(attackers)
    largest = max(attacking, key=lambda c: c.size, default=None)
    if largest is not None and largest.size >= count:
        count, claims = largest.size, largest.claims
    blown = any(set(tokens(f"{c.quote} {figure_of(c).who or ''}")) & words("reconciling", "bombing") for c in claims)
    return Parts(tuple(kinds), victims, count, claims, bool(claims) and not blown)


def _by_size(chain: Chain) -> tuple[int, bool, tuple[bool, int, int, str]]:
    """Sorts counts: the largest first; of "reporters die" and "two reporters died" what gives a number."""
    return -chain.size, chain.point is None, position(chain.claims[0])


def _are_relabelled(one: Chain, other: Chain) -> bool:
    """ "Six villagers were killed. The army said six rebels were": as many, whom another calls something else."""
    said = [chain.claims[0].attribution for chain in (one, other)]
    spoken = any(which is not None and which.source for which in said)
    apart = one.claims[0].origin != other.claims[0].origin
    fighters = [chain for chain in (one, other) if chain.figure.status in ("combatant", "attacker")]
    return spoken and apart and len(fighters) == 1 and one.size == other.size > 1


def _outside(one: Described, chain: Chain) -> bool:
    """Is the person surely none of those whom the total counts?"""
    kind = chain.figure.subgroup
    if kind in ("man", "boy") and one.sex == "female":
        return True
    if kind in ("woman", "girl") and one.sex == "male":
        return True
    teens = set(tokens(f"{chain.claims[0].quote} {chain.figure.who or ''}")) & words("people", "teenager")
    if kind == "child" and teens and (one.age is None or one.age in TEENS):
        return False  # "Two teens" may be 18 and 19
    return (kind in ("man", "woman") and one.child is True) or (kind in ("child", "boy", "girl") and one.child is False)


def with_attackers(told: Told, included: bool | None, parts: Parts) -> Told:
    """The statement with the dead of the attackers, whom it holds already (`included`), or does not, or nobody can say."""
    k = parts.attackers
    if not k:
        return told
    if included is None and parts.victims and told.point == parts.victims + k:
        says = f"{told.words} ({parts.victims} and {k} of the attackers = {told.point})"
        return replace(told, attackers=k, words=says)
    if included or (told.high is not None and k > told.high):
        return replace(told, attackers=min(k, told.low or 0), words=f"{told.words}, attackers included")
    claims = unique([*told.claims, *parts.attacker_claims])
    high = None if told.high is None else told.high + k
    if included is False:
        low, point = (None if n is None else n + k for n in (told.low, told.point))
        says = f"{told.words} + {k} of the attackers" + (f" = {point}" if point is not None else "")
        return replace(told, low=low, point=point, high=high, claims=claims, attackers=k, words=says)
    harmed = {"killed": " dead", "injured": " hurt"}.get(told.outcome, "")
    says = f"{told.words}; whether {k}{harmed} of the attackers {'is' if k == 1 else 'are'} among them is not said"
    return replace(told, high=high, claims=claims, unclear=k, words=says)


def of_headline(parts: Parts, found: Sorted) -> Parts:
    """Whom the headline tells of, where it tells of dead in the singular alone: who is named below is of other incidents.

    Who died by his own hand stays; so does who is set apart in words ("a second man"), unless the headline counts one.
    """
    told = [one for one in parts.persons if any(claim.spans[0].title for claim in one.claims)]
    if not told or parts.kinds or any(chain.in_title for chain in found.chains):
        return parts
    counted = any(claim.spans[0].title and ONE.match(claim.quote) for one in told for claim in one.claims)
    kept = tuple(one for one in parts.persons if one in told or one.own_hand or (one.apart_from and not counted))
    return replace(parts, persons=kept)


def from_parts(parts: Parts, report: str) -> Told:
    """The sum of the parts: as many at the least."""
    claims = parts.claims
    lows = [chain.ends[0] for chain in parts.kinds]
    highs = [chain.ends[1] for chain in parts.kinds]
    singles = len(parts.persons) + parts.attackers
    low = None if None in lows else sum(n or 0 for n in lows) + singles
    high = None if None in highs else sum(n or 0 for n in highs) + singles
    points = [chain.point for chain in parts.kinds]
    point = None if None in points else sum(n or 0 for n in points) + singles
    says = [chain.words for chain in parts.kinds] + ["1" for _ in parts.persons]
    says += [f"{parts.attackers} of the attackers"] if parts.attackers else []
    total = f" = {point}" if len(says) > 1 and point is not None else ""
    sum_ = " + ".join(says) + total
    outcome = figure_of(claims[0]).outcome
    return Told(report, outcome, low, point, high, claims, sum_, is_floor=True, attackers=parts.attackers)


def unique(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Each claim once, in the order given."""
    return tuple({claim.id: claim for claim in claims}.values())
