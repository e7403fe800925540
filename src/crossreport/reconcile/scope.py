"""What an event adds to a total within a scope: whose, where, when, of which cause; each question by containment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from crossreport.linking.words import fold, stem
from crossreport.model.happened import Event
from crossreport.model.judged import Cell, Estimate, TallyRow
from crossreport.model.said import Claim
from crossreport.reconcile.areas import Area, contains
from crossreport.reconcile.persons import tokens
from crossreport.vocabulary.load import words


@dataclass(frozen=True)
class Scope:
    """A filter over events. What is None is not asked; `set_aside` lets in what people found false or withdrew."""

    outcome: str
    who: frozenset[str] = frozenset()
    area: Area | None = None
    since: str | None = None
    until: str | None = None
    causes: tuple[str, ...] = ()
    status: str | None = None
    side: str | None = None
    actor: str | None = None
    corroboration: tuple[str, ...] = ()
    set_aside: bool = False
    # Does it ask where, when, by whom or how well told, and does it ask for some of those whom a figure counts alone? Said
    # once, for a sum over many events asks it of each.
    is_limited: bool = field(init=False, repr=False, compare=False)
    is_of_some: bool = field(init=False, repr=False, compare=False)
    # Does it let in events of any cause, set aside or not?
    is_of_all: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        limits = (self.area, self.since, self.until, self.actor, self.corroboration)
        object.__setattr__(self, "is_limited", any(limits))
        object.__setattr__(self, "is_of_some", bool(self.who or self.status or self.side))
        object.__setattr__(self, "is_of_all", self.set_aside and not self.causes)


def is_set_aside(event: Event) -> bool:
    """Did a person find that it did not happen as told, or withdraw it? No sum holds it, unless its level is asked for."""
    return event.corroboration == "discounted" or event.review == "withdrawn"


def stems_of(text: str | None) -> frozenset[str]:
    """The words for the dead that limit whom a count covers, stemmed; none for "people" and the like."""
    general = words("reconciling", "anyone")
    return frozenset(stem(fold(word)) for word in tokens(text or "") if word not in general and len(word) > 2)


def counts(event: Event, scope: Scope) -> bool:
    """Is the event's cause one that counts, and is it not set aside by a person, unless its level is asked for?"""
    if scope.causes and event.cause not in scope.causes:
        return False
    return scope.set_aside or bool(scope.corroboration) or not is_set_aside(event)


def in_scope(event: Event, scope: Scope) -> tuple[bool, str | None]:
    """(whether the event's time, place, cause, actor and level are in scope, the contested-area choice that decided)."""
    if not scope.is_of_all and not counts(event, scope):
        return False, None
    if not in_period(event, scope.since, scope.until):
        return False, None
    if scope.actor and not any(fold(scope.actor) in fold(one.name) for one in event.actors if one.role != "recipient"):
        return False, None
    if scope.corroboration and event.corroboration not in scope.corroboration:
        return False, None
    return contains(scope.area, event.place) if scope.area else (True, None)


def in_period(event: Event, since: str | None, until: str | None) -> bool:
    """Does the event's whole span of possible days lie in the period? An undated event lies in none."""
    if not since and not until:
        return True
    first, last = event.date.from_, event.date.to
    if not first or not last:
        return False
    return (not since or since <= first) and (not until or last <= until)


def row(event: Event, scope: Scope, claims: Mapping[str, Claim]) -> TallyRow | None:
    """The event's low, best and high of those whom the scope asks for; None where no figure tells of them."""
    if not scope.is_of_some:
        whole = event.figures.get(scope.outcome)
        return TallyRow(event.id, whole.low or 0, whole.best, whole.high) if whole is not None else None
    parts = _estimates(event, scope)
    if not parts:
        return None
    low, high = sum(one.low or 0 for one in parts), _total([one.high for one in parts])
    best = _total([one.best for one in parts])
    if not scope.who or any(_is_all(event, one, scope.who, claims) for one in parts):
        return TallyRow(event.id, low, best, high)
    part = _part(event, scope, claims)
    if part is None:
        return None
    high = part if high is None else min(max(part, low), high)
    return TallyRow(event.id, min(part, high), min(part, high), high)


def is_of_side(event: Event, scope: Scope) -> bool:
    """Does any figure of the event tell of the side that is asked for?"""
    return not scope.side or any(_is_of_side(cell, scope) for cell in event.cells)


def _is_of_side(cell: Cell, scope: Scope) -> bool:
    return not scope.side or fold(cell.side or "") == fold(scope.side)


def _total(values: Sequence[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def _estimates(event: Event, scope: Scope) -> list[Estimate]:
    """The event's own figure, or the cells that hold those asked for: the one of just them, else its parts added up."""
    if not scope.status and not scope.side:
        whole = event.figures.get(scope.outcome)
        return [whole] if whole is not None else []
    fitting = [
        cell
        for cell in event.cells
        if cell.outcome == scope.outcome
        and not cell.subgroup
        and (not scope.status or cell.status == scope.status)
        and _is_of_side(cell, scope)
    ]
    just = [cell for cell in fitting if bool(cell.status) == bool(scope.status) and bool(cell.side) == bool(scope.side)]
    return [cell.estimate for cell in just or fitting]


def stems_in(text: str) -> frozenset[str]:
    """The words of a text, stemmed."""
    return frozenset(map(stem, tokens(text)))


def stems_told(claim: Claim) -> frozenset[str]:
    """The words of a claim that may say whom its figure counts, stemmed."""
    figure = claim.figure
    text = f"{figure.who or ''} {figure.side or ''} {figure.subgroup or ''}" if figure else ""
    return stems_in(f"{text} {claim.quote}")


def _is_all(event: Event, estimate: Estimate, who: frozenset[str], claims: Mapping[str, Claim]) -> bool:
    """Do the event's claims call all of its dead (or hurt) by these words?"""
    named = [claims[c] for c in estimate.claims if c in claims and who <= stems_told(claims[c])]
    numbers = [c.figure.point for c in named if c.figure and c.figure.point is not None]
    if numbers and estimate.best is not None and (max(numbers) >= estimate.best or sum(numbers) == estimate.best):
        return True
    hit = [actor.name for actor in event.actors if actor.role == "recipient"]
    return not named and bool(hit) and all(who <= stems_in(name) for name in hit)


def _part(event: Event, scope: Scope, claims: Mapping[str, Claim]) -> int | None:
    """The largest number that a current claim gives for just those words."""
    own = [claims[c] for c in event.claims if c in claims]
    numbers = [
        c.figure.point
        for c in own
        if c.figure
        and c.status == "current"
        and c.figure.outcome == scope.outcome
        and c.figure.point
        and scope.who <= stems_told(c)
    ]
    return max(numbers, default=None)
