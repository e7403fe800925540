"""A report that tells only of who died or was found since: they add to the toll that another report told before.

"Three drowned" and, two days later, "two more bodies were found", "the two missing men were found dead", "a man wounded in
the blast died on Thursday": five, five and four. Such a report is no lower toll, and contradicts nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from crossreport.model.judged import Relation
from crossreport.reading.figures.rules import ADD_SINCE, DIED_OF_HURT, FOUND_DEAD, FOUND_MORE
from crossreport.reconcile.context import Context
from crossreport.reconcile.died import Moved
from crossreport.reconcile.persons import describe
from crossreport.reconcile.relations import relation
from crossreport.reconcile.told import Told, figure_of

# Two reports of as many more dead are of the same dead where they are told within so many days, and name no two days.
TOLD_AGAIN = timedelta(days=3)


@dataclass(frozen=True)
class _More:
    """So many more dead, as one report has it: the day from which they count, and whether it names that day."""

    told: Told
    day: date
    is_named: bool
    rule: str

    @property
    def many(self) -> int:
        return self.told.point or 0

    def is_same(self, other: "_More") -> bool:
        """May both be of the same dead?"""
        named = self.is_named and other.is_named
        near = self.day == other.day if named else abs(self.day - other.day) <= TOLD_AGAIN
        return self.many == other.many and near


def with_who_died_since(told: Mapping[str, Sequence[Told]], context: Context) -> Moved:
    """Puts what a report of more dead comes to in the place of their number; the toll before it is the earlier one."""
    dead = told.get("killed", ())
    more = sorted((one for told_ in dead if (one := _more(told_))), key=lambda one: (one.day, one.told.report))
    if not more:
        return Moved(told, {}, ())
    tolls = [one for one in dead if one.at and one.point and not any(other.told is one for other in more)]
    missing = {one.report for one in told.get("missing", ())}
    made: dict[int, Told] = {}
    outgrown: set[int] = set()
    superseded: dict[str, str] = {}
    relations: list[Relation] = []
    counted: list[_More] = []
    for one in more:
        base = max((toll for toll in tolls if _is_before(toll, one, tolls)), key=_latest, default=None)
        if base is None or (one.rule == FOUND_DEAD and base.report not in missing) or _names_one_of(base, one, context):
            continue
        if not any(one.is_same(other) for other in counted):
            counted.append(one)
        since = [other for other in counted if base.at and base.at.day <= other.day <= one.day]
        sum_ = _sum(base, since, one)
        made[id(one.told)] = sum_
        why = f"{base.words} + {sum_.size - base.size:,} who died or were found since = {sum_.size:,}"
        for toll in tolls:
            if toll.size <= base.size and toll.at and toll.at.day <= one.day:
                superseded.update({claim.id: f"earlier toll; {why}" for claim in toll.claims if toll is not base})
                relations.append(relation(toll.claims[0], one.told.claims[0], "update_up", why))
                outgrown.add(id(toll))
    kept = [made.get(id(one), one) for one in dead if id(one) not in outgrown]
    left, moved = _without_found(told.get("missing", ()), more, relations)
    superseded.update(moved)
    found = {**told, "killed": tuple(kept), **({"missing": left} if moved else {})}
    return Moved(found if made or moved else told, superseded, tuple(relations))


def _more(told: Told) -> _More | None:
    """What a report tells, where all its dead are more than somebody counted before it."""
    rules = {figure_of(claim).rule for claim in told.claims if not claim.spans[0].title}
    if told.at is None or not told.point or told.low != told.high or not rules or not rules <= {*ADD_SINCE}:
        return None
    named = any(figure_of(claim).as_of for claim in told.claims)
    rule = min(rules)
    # Who was hurt and died may have been counted by who told of the deed later: only a day tells.
    return _More(told, told.at.day, named, rule) if named or rule != DIED_OF_HURT else None


def _latest(told: Told) -> tuple[object, ...]:
    return (told.at.key if told.at else (), told.size, told.report)


def _is_before(toll: Told, more: _More, tolls: Sequence[Told]) -> bool:
    """Was a toll told before more died? On one day only "more" says so, where no toll had risen by as many yet."""
    if toll.at is None or toll.report == more.told.report:
        return False
    if toll.at.day == more.day and more.rule == FOUND_MORE:
        return not any(one.at and one.at.day < more.day and toll.size >= one.size + more.many for one in tolls)
    return toll.at.day < more.day


def _names_one_of(base: Told, more: _More, context: Context) -> bool:
    """Does the toll name who is said to have died since?"""
    persons = [one for claim in more.told.claims for one in describe(claim, context) if one.name]
    known = [one for claim in base.claims for one in describe(claim, context) if one.name]
    return any(one.may_be(other) for one in persons for other in known)


def _sum(base: Told, since: Sequence[_More], more: _More) -> Told:
    others = [one for one in since if not one.is_same(more)]
    many = more.many + sum(one.many for one in others)
    words = " + ".join([base.words, *(f"{one.many:,} more" for one in [*others, more])])
    return replace(
        more.told,
        low=None if base.low is None else base.low + many,
        point=(base.point or 0) + many,
        high=None if base.high is None else base.high + many,
        claims=(*more.told.claims, *base.claims, *(claim for one in others for claim in one.told.claims)),
        words=words,
        is_floor=False,
        attackers=base.attackers + more.told.attackers,
        unclear=base.unclear,
    )


def _without_found(
    missing: Sequence[Told], more: Sequence[_More], relations: list[Relation]
) -> tuple[tuple[Told, ...], dict[str, str]]:
    """The missing but those of whom a report says that they were found dead, all of them; why the others are left out."""
    left: list[Told] = []
    superseded: dict[str, str] = {}
    for one in missing:
        found = next((m for m in more if m.rule == FOUND_DEAD and m.many == one.point and _is_known(one, m)), None)
        if found is None:
            left.append(one)
            continue
        gone = f"missing then, found dead since: {one.words} → none"
        superseded.update({claim.id: gone for claim in one.claims})
        relations.append(relation(one.claims[0], found.told.claims[0], "transfer", gone))
    return tuple(left), superseded


def _is_known(missing: Told, found: _More) -> bool:
    return missing.at is not None and missing.at.day <= found.day
