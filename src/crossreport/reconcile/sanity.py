"""Alarms: figures that a person should look at before believing them. They change nothing by themselves."""

from collections.abc import Sequence
from itertools import pairwise

from crossreport.model.judged import Cell, Estimate
from crossreport.reconcile.told import Told, figure_of, number

JUMP_FACTOR, JUMP_STEP = 1.5, 20


def is_jump(before: int, after: int) -> bool:
    """Does a figure rise by more than half and by more than twenty in one step?"""
    return after > before * JUMP_FACTOR and after - before > JUMP_STEP


def jumps(told: Sequence[Told]) -> tuple[str, ...]:
    """An alarm for each step between neighbouring numbers that no toll takes at once."""
    sizes = sorted({one.point for one in told if one.point is not None})
    return tuple(f"jump from {a} to {b}" for a, b in pairwise(sizes) if is_jump(a, b))


def same_number(told: Sequence[Told]) -> tuple[str, ...]:
    """An alarm where a number equals the year or an age in the same words: it may count something else."""
    found = []
    for one in told:
        for claim in one.claims:
            figure = figure_of(claim)
            year = figure.point is not None and 1900 <= figure.point <= 2100 and figure.form == "exact"
            if year and one.at and abs(one.at.day.year - (figure.point or 0)) <= 60:
                found.append(f"{number(figure)} may be a year")
    return tuple(sorted(set(found)))


def parts_above_total(total: Estimate, cells: Sequence[Cell], outcome: str) -> tuple[str, ...]:
    """An alarm for each part whose low is above the total's high."""
    if total.high is None:
        return ()
    found = []
    for cell in cells:
        low = cell.estimate.low
        if cell.outcome == outcome and low is not None and low > total.high:
            name = cell.subgroup or cell.status or cell.side
            found.append(f"{low} of {name} are more than the {total.high} of the whole")
    return tuple(found)
