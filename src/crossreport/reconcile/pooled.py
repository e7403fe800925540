"""Which statements on an event's dead or hurt stand for all of them: counts of some, of attackers, and jumps set apart."""

from dataclasses import dataclass, field, replace

from crossreport.model.judged import Estimate, Relation
from crossreport.reconcile.persons import is_of_victims, is_struck
from crossreport.reconcile.sanity import is_jump
from crossreport.reconcile.told import Told, category_of, figure_of


@dataclass
class Weighed:
    """What weighing came to: the estimate (None where nothing counts), relations, claims superseded or unused, and why."""

    estimate: Estimate | None = None
    relations: list[Relation] = field(default_factory=list)
    superseded: dict[str, str] = field(default_factory=dict)
    unused: dict[str, str] = field(default_factory=dict)
    # Claims whose difference from others a known difference of scope explains whole.
    explained: set[str] = field(default_factory=set)


def wider(pool: list[Told], result: Weighed) -> list[Told]:
    """Leaves out a count of some ("seven civilians") that the report of a wider one has among all: both are true."""
    kept = []
    for one in pool:
        mine = (*category_of(figure_of(one.claims[0])), one.point)
        whole = next((other for other in pool if other is not one and _holds(other, mine, one)), None)
        if whole is None:
            kept.append(one)
            continue
        for claim in one.claims:
            result.unused[claim.id] = f"counts some of the {whole.words}, of whom another report tells them apart"
    return kept


def _holds(whole: Told, part: tuple[str, str, int | None], told: Told) -> bool:
    """Is the part one of those whom the other report counts among all?"""
    of_all = not any(category_of(figure_of(whole.claims[0]))) and (whole.low or 0) > (told.low or 0)
    apart = part in whole.kinds if any(part[:2]) else part[2] in whole.placed
    return of_all and whole.report != told.report and apart


def completed(pool: list[Told], result: Weighed) -> list[Told]:
    """Adds the dead attackers to a count without them, where another counts just as many with them (STANDARDS 10.2, 3 i).

    "He killed eleven" and "twelve died, the bomber among them" say the same; "eleven died" may have him among them too.
    """
    whole = {(one.point, one.attackers): one for one in pool if one.attackers and one.low == one.point == one.high}
    made = []
    for one in pool:
        found = None
        apart = is_struck(one.claims[0]) or is_of_victims(one.claims[0])
        if apart and one.point is not None and one.point == one.low and not one.attackers:
            more = ((total, k) for total, k in whole if total is not None and one.point + k == total)
            found = next((k for _, k in more if one.unclear in (0, k)), None)
        if found is None or one.point is None or (one.high != one.point and not one.unclear):
            made.append(one)
            continue
        total = one.point + found
        words = f"{one.words.partition(';')[0]} + {found} of the attackers = {total}"
        made.append(replace(one, low=total, point=total, high=total, attackers=found, unclear=0, words=words))
        result.explained.update(claim.id for claim in one.claims)
    return made


def floors(pool: list[Told], result: Weighed) -> list[Told]:
    """Leaves out statements that count only some where another one counts them all."""
    stated = [one for one in pool if not one.is_floor]
    if stated:
        above = [one for one in pool if one.is_floor and all(_is_above(one, other) for other in stated)]
    else:
        most = max((one.size for one in pool), default=0)
        above = [one for one in pool if one.size == most]
        # Each side's count of the other's dead and of its own: neither is a part of the other.
        above += [one for one in pool if one not in above and any(one.differs_by_kind(other) for other in above)]
    kept = [one for one in pool if one in stated or one in above or any(one.equals(other) for other in stated)]
    for one in pool:
        if one not in kept:
            for claim in one.claims:
                result.unused[claim.id] = f"tells of {one.words}, and says nothing of the others who are counted elsewhere"
    return kept


def range_by_kind(pool: list[Told]) -> tuple[int, int] | None:
    """Low and high of what is counted by kinds of persons, each kind for itself; None where no kind is counted in two ways.

    15 rebels and 2 soldiers of the one side, 3 and 7 of the other: 3 + 2 at the least, 15 + 7 at the most.
    """
    if any(not one.statuses for one in pool) or not any(one.differs_by_kind(other) for one in pool for other in pool):
        return None
    kinds = {status for one in pool for status in one.statuses}
    counts = [[one.statuses[status] for one in pool if status in one.statuses] for status in kinds]
    return sum(min(one) for one in counts), sum(max(one) for one in counts)


def _is_above(floor: Told, other: Told) -> bool:
    return other.high is not None and (floor.low or 0) > other.high


def without_jumps(pool: list[Told], earlier: list[Told]) -> list[Told]:
    """Leaves out a number that one origin alone tells, where no toll takes such a step from what the others say or said."""
    kept = []
    for one in pool:
        below = [
            other.size
            for other in (*pool, *earlier)
            if other.origin != one.origin and other.size < one.size and not _leads_to(other, one)
        ]
        alone = len({other.origin for other in pool if other.size >= one.size}) == 1
        if not (below and alone and is_jump(max(below), one.size)):
            kept.append(one)
    return kept


def _leads_to(less: Told, more: Told) -> bool:
    """ "Dozens" and 34 are one toll and no step; "dozens" or "at least 40" leave room for a later day's 137."""
    later = more.at is not None and less.at is not None and more.at.is_after(less.at)
    if figure_of(less.claims[0]).form == "vague":
        return less.meets(more) or later
    return less.high is None and later and less.meets(more)
