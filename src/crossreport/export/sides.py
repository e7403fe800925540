"""Who fights whom in an event, and whose dead they are: what codebooks of conflict ask, as far as reports tell it.

Nothing is guessed: an actor whose kind no report shows is on no side, and the dead whom no report puts on a side are of
unknown status.
"""

from collections.abc import Iterable
from typing import NamedTuple

from crossreport.linking.words import fold
from crossreport.model.happened import Event, EventActor
from crossreport.model.judged import Cell, Estimate

# PLOVER sectors. Forces of a state, and groups that fight; armed men of no known group are neither.
STATE = frozenset({"MIL", "COP", "GOV", "SPY"})
GROUP = frozenset({"REB"})
CIVIL = frozenset({
    "CVL", "MED", "JRN", "EDU", "BUS", "REL", "NGO", "PTY", "LEG", "JUD", "OPP", "LAB", "AGR", "REF", "SOC", "ELI",
})  # fmt: skip
DOERS = ("actor", "claimed", "accused")
CIVILIANS = "Civilians"
SMALL = frozenset({"the", "of", "and", "in", "for", "al", "el"})
STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3


class Sides(NamedTuple):
    """The two sides of an event. `basis` is the role in which reports name the organised doer.

    `violence` is UCDP's type of violence, None where reports do not tell who was on the other side.
    """

    a: tuple[EventActor, ...]
    b: tuple[EventActor, ...]
    basis: str
    violence: int | None

    @property
    def name_a(self) -> str:
        """The names of side A."""
        return _names(self.a)

    @property
    def name_b(self) -> str | None:
        """The names of side B; None where no report tells."""
        return CIVILIANS if self.violence == ONE_SIDED else _names(self.b) or None


class Deaths(NamedTuple):
    """The best count by side and status, which sum to it; all None where there is no best. `note`: what did not add up."""

    a: int | None = None
    b: int | None = None
    civilians: int | None = None
    unknown: int | None = None
    note: str = ""


def _names(actors: Iterable[EventActor]) -> str:
    return ", ".join(dict.fromkeys(one.name for one in actors))


def _of(event: Event, role: str, sectors: frozenset[str]) -> tuple[EventActor, ...]:
    return tuple(one for one in event.actors if one.role == role and one.sector in sectors)


def sides_of(event: Event) -> Sides | None:
    """The sides of an event; None where no report names a state's force or an organised group as its doer."""
    for role in DOERS:
        state, group = _of(event, role, STATE), _of(event, role, GROUP)
        if state and group:
            return Sides(state, group, role, STATE_BASED)
        if state or group:
            return _against(event, state or group, role, bool(state))
    return None


def _against(event: Event, doers: tuple[EventActor, ...], role: str, is_state: bool) -> Sides:
    own = {one.name for one in doers}
    state = tuple(one for one in _of(event, "recipient", STATE) if one.name not in own)
    group = tuple(one for one in _of(event, "recipient", GROUP) if one.name not in own)
    if is_state and group:
        return Sides(doers, group, role, STATE_BASED)
    if not is_state and state:
        return Sides(state, doers, role, STATE_BASED)
    if not is_state and group:
        return Sides(doers, group, role, NON_STATE)
    if state:
        return Sides(doers, state, role, STATE_BASED if of_two_states(doers, state) else None)
    return Sides(doers, (), role, ONE_SIDED if _only_civilians(event) else None)


def of_two_states(one: Iterable[EventActor], other: Iterable[EventActor]) -> bool:
    """Are these the forces of different states?"""
    countries = [{actor.country for actor in side} for side in (one, other)]
    return None not in countries[0] | countries[1] and not countries[0] & countries[1]


def _only_civilians(event: Event) -> bool:
    recipients = [one for one in event.actors if one.role == "recipient"]
    if recipients:
        return all(one.sector in CIVIL for one in recipients)
    killed = event.figures.get("killed")
    civilians = _best(event.cells, "civilian")
    return killed is not None and killed.best is not None and civilians == killed.best > 0


def _killed(cells: Iterable[Cell]) -> list[Cell]:
    return [one for one in cells if one.outcome == "killed" and one.subgroup is None and one.estimate.best is not None]


def _best(cells: Iterable[Cell], status: str) -> int:
    """The best count of the dead of one status: as told for all sides together, else the sides' sum."""
    own = [one for one in _killed(cells) if one.status == status]
    whole = [one.estimate.best or 0 for one in own if one.side is None]
    return whole[0] if whole else sum(one.estimate.best or 0 for one in own)


def deaths_of(event: Event, figure: Estimate, sides: Sides) -> Deaths:
    """The dead by side and status, as far as reports tell them apart; the rest is unknown."""
    if figure.best is None:
        return Deaths()
    counted = {"a": 0, "b": 0}
    for status in ("combatant", "security_force", "attacker"):
        left = _best(event.cells, status)
        for cell in _killed(event.cells):
            side = _side_of(cell.side, sides) if cell.status == status and cell.side else None
            if side:
                counted[side] += cell.estimate.best or 0
                left -= cell.estimate.best or 0
        own = _own_side(status, sides)
        if own and left > 0:
            counted[own] += left
    civilians = _best(event.cells, "civilian")
    told = counted["a"] + counted["b"] + civilians
    if told > figure.best:
        note = f"the parts that reports tell apart come to {told}, more than the best of {figure.best}: all are unknown"
        return Deaths(0, 0, 0, figure.best, note)
    return Deaths(counted["a"], counted["b"], civilians, figure.best - told)


def killed_best(event: Event, status: str | None = None, subgroup: str | None = None) -> int | None:
    """The best count of the dead of a status, or of a subgroup of any status, whosever they are; None where none is told."""
    for cell in event.cells:
        is_whole = cell.outcome == "killed" and cell.side is None and cell.subgroup == subgroup
        if is_whole and (cell.status == status or (status is None and subgroup is not None)):
            return cell.estimate.best
    return None


def _own_side(status: str, sides: Sides) -> str | None:
    """The side that dead of this status must be of where no report says whose they are: the only one of that kind.

    Dead attackers are of a group that fights, never of the force that shot them.
    """
    wanted = STATE if status == "security_force" else GROUP
    fitting = [name for name, actors in (("a", sides.a), ("b", sides.b)) if any(one.sector in wanted for one in actors)]
    return fitting[0] if len(fitting) == 1 else None


def _side_of(words: str, sides: Sides) -> str | None:
    """The side whose names share a word with these; None where neither or both do."""
    asked = set(fold(words).split()) - SMALL
    fitting = [
        name
        for name, actors in (("a", sides.a), ("b", sides.b))
        if asked & {word for one in actors for word in fold(one.name).split()}
    ]
    return fitting[0] if len(fitting) == 1 else None
