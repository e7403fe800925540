"""The parts of an event's dead and hurt that reports tell apart: by status, side and subgroup, each with its own figure."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from crossreport.model.judged import Cell, Estimate
from crossreport.model.said import Claim
from crossreport.reconcile.estimates import weigh
from crossreport.reconcile.relations import Scene
from crossreport.reconcile.tell import tell
from crossreport.reconcile.told import figure_of

Key = tuple[str, str, str, str]
OTHER_LABEL = {"civilian": "combatant", "combatant": "civilian"}


def cells_of(claims: Sequence[Claim], scene: Scene, figures: Mapping[str, Estimate]) -> tuple[Cell, ...]:
    """A cell for each kind of persons told apart. A part's best above its whole's is withheld, with an alarm."""
    groups: dict[Key, dict[str, list[Claim]]] = {}
    for claim in claims:
        figure = figure_of(claim)
        status = "" if figure.status == "unstated" else str(figure.status)
        key: Key = (str(figure.outcome), status, figure.side or "", figure.subgroup or "")
        if any(key[1:]):
            groups.setdefault(key, {}).setdefault(claim.report, []).append(claim)
    made = []
    for key, by_report in sorted(groups.items()):
        told = [one for _, own in sorted(by_report.items()) for one in tell(own, scene.context, in_cell=True)[0]]
        estimate = weigh(told, scene).estimate
        if estimate is not None:
            within = _within(_plain(estimate), figures.get(key[0]))
            made.append(Cell(key[0], within, key[1] or None, key[2] or None, key[3] or None))
    return tuple(_labelled(made))


def _labelled(cells: Sequence[Cell]) -> Iterable[Cell]:
    """Where a party alone calls the dead civilians or fighters, they may be all or none of either (rule 9)."""
    held = {(cell.outcome, cell.status, cell.side, cell.subgroup) for cell in cells}
    for cell in cells:
        if cell.status not in OTHER_LABEL or not cell.estimate.party_only:
            yield cell
            continue
        why = (*cell.estimate.arithmetic, "a party alone calls them so: any number of them may be")
        open_ = msgspec.structs.replace(cell.estimate, low=0, best=None, arithmetic=why)
        yield msgspec.structs.replace(cell, estimate=open_)
        other = OTHER_LABEL[cell.status]
        if (cell.outcome, other, cell.side, cell.subgroup) not in held:
            yield msgspec.structs.replace(cell, status=other, estimate=open_)


def _plain(estimate: Estimate) -> Estimate:
    """A part has no attackers of its own to tell apart."""
    return msgspec.structs.replace(estimate, perpetrators=None)


def _within(part: Estimate, whole: Estimate | None) -> Estimate:
    if whole is None or part.best is None:
        return part
    most = whole.best if whole.best is not None else whole.high
    if most is None or part.best <= most:
        return part
    alarm = f"{part.best:,} of them are more than the {most:,} of the whole; no best is set"
    return msgspec.structs.replace(part, best=None, alarms=(*part.alarms, alarm))
