"""Who was hurt in one report and is dead in another: the same persons, and hurt no longer.

"A girl was shot and is in hospital", "the girl who was shot has died": one dead. The second report says nothing of anybody
hurt, so that no count of the hurt follows the first one; but a death is never taken back by silence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crossreport.model.judged import Relation
from crossreport.reconcile.context import Context
from crossreport.reconcile.persons import describe
from crossreport.reconcile.relations import relation
from crossreport.reconcile.told import Told


@dataclass(frozen=True)
class Moved:
    """The statements that stay, by outcome; why each claim of the others is superseded, and the relations of both."""

    told: Mapping[str, Sequence[Told]]
    superseded: Mapping[str, str]
    relations: tuple[Relation, ...]


def without_who_died(told: Mapping[str, Sequence[Told]], context: Context) -> Moved:
    """Leaves out a report's hurt where another report, told no earlier, has as many more dead and nobody hurt."""
    dead = told.get("killed", ())
    kept: list[Told] = []
    superseded: dict[str, str] = {}
    relations: list[Relation] = []
    hurt_in = {one.report for one in told.get("injured", ()) if one.point != 0}
    for one in told.get("injured", ()):
        before = max((other.point or 0 for other in dead if other.report == one.report), default=0)
        later = next((other for other in dead if _is_of_them(one, other, before, hurt_in, context)), None)
        if later is None:
            kept.append(one)
            continue
        gone = f"hurt then, dead in another report: killed {before} → {later.point}, injured {one.point} → none"
        superseded.update({claim.id: gone for claim in one.claims})
        relations.append(relation(one.claims[0], later.claims[0], "transfer", f"{gone}: the same persons"))
    return Moved({**told, "injured": tuple(kept)} if superseded else told, superseded, tuple(relations))


def _is_of_them(hurt: Told, dead: Told, before: int, hurt_in: set[str], context: Context) -> bool:
    """Are the hurt of one report those by whom another one's dead are more?"""
    if not hurt.point or hurt.low != hurt.high or dead.point is None or dead.point - before != hurt.point:
        return False
    if dead.report in hurt_in or (hurt.at is not None and dead.at is not None and hurt.at.is_after(dead.at)):
        return False
    return hurt.point > 1 or _may_be_one(hurt, dead, context)


def _may_be_one(hurt: Told, dead: Told, context: Context) -> bool:
    persons = [one for claim in hurt.claims for one in describe(claim, context)]
    others = [one for claim in dead.claims for one in describe(claim, context) if not one.attacker]
    return any(all(one.may_be(other) for one in persons) for other in others)
