"""Totals that anybody asks for: what the record's events add up to within a scope."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from crossreport.model.happened import Event
from crossreport.model.judged import TallyResult, TallyRow
from crossreport.model.record import Derived
from crossreport.model.said import Claim
from crossreport.profiles.load import load_profile
from crossreport.reconcile.areas import area
from crossreport.reconcile.scope import Scope, counts, in_scope, is_of_side, row, stems_of


def countable(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events that a sum may hold: incidents, and episodes none of whose incidents is known. Aggregates never."""
    all_ = tuple(events)
    parents = {event.part_of for event in all_} - {None}
    return tuple(e for e in all_ if e.kind == "incident" or (e.kind == "episode" and e.id not in parents))


def added_up(events: Iterable[Event], causes: tuple[str, ...]) -> frozenset[str]:
    """The ids of the events that a tally adds up, where causes of these kinds count; the others would be counted twice, are
    known in sum alone, lie outside of the case definition, or were set aside by a person."""
    scope = Scope("", causes=causes)
    return frozenset(one.id for one in countable(events) if counts(one, scope))


def add_up_countable(
    events: Iterable[Event], scope: Scope, claims: Mapping[str, Claim]
) -> tuple[tuple[TallyRow, ...], tuple[str, ...], tuple[str, ...]]:
    """(rows of the countable events in scope with a figure, ids of those without one, choices about contested areas)."""
    rows, lacking, choices = [], [], set()
    for event in events:
        if scope.is_limited:
            inside, choice = in_scope(event, scope)
            if choice:
                choices.add(choice)
            if not inside:
                continue
        elif not scope.is_of_all and not counts(event, scope):
            continue
        found = row(event, scope, claims)
        if found is not None:
            rows.append(found)
        elif scope.outcome not in event.figures:
            lacking.append(event.id)
    return tuple(sorted(rows, key=attrgetter("event"))), tuple(sorted(lacking)), tuple(sorted(choices))


def sum_of(rows: Sequence[TallyRow]) -> tuple[int, int, int | None]:
    """Low, best and high of rows; high is None where one of them is open."""
    highs = [r.high for r in rows]
    high = None if None in highs else sum(h or 0 for h in highs)
    return sum(r.low for r in rows), sum(r.low if r.best is None else r.best for r in rows), high


def likely(
    derived: Derived, place: str | None = None, since: str | None = None, until: str | None = None, actor: str | None = None
) -> tuple[str, ...]:
    """The countable events that may lie in a tally's scope by any profile: where, when and by whom hang on none."""
    scope = Scope("", area=area(place) if place else None, since=since, until=until, actor=actor, set_aside=True)
    return tuple(one.id for one in countable(derived.events) if in_scope(one, scope)[0])


def tally(
    derived: Derived,
    outcome: str = "killed",
    who: str | None = None,
    place: str | None = None,
    since: str | None = None,
    until: str | None = None,
    status: str | None = None,
    side: str | None = None,
    actor: str | None = None,
    corroboration: tuple[str, ...] = (),
) -> TallyResult:
    """What the record's events add up to: `who` by the words of claims, `place` by containment, days inclusive (ISO).

    Events of causes that the record's profile does not count, and those that a person discounted or withdrew, are named
    apart. An undated event lies in no period.
    """
    causes = load_profile(derived.profile).causes
    region = area(place) if place else None
    scope = Scope(outcome, stems_of(who), region, since, until, causes, status, side, actor, corroboration)
    claims = {claim.id: claim for claim in derived.claims}
    # Told apart once which of them count: what the sum leaves out is named.
    everywhere = replace(scope, causes=(), set_aside=True)
    events = countable(derived.events)
    counting, others = list[Event](), list[Event]()
    for one in events:
        (counting if counts(one, scope) else others).append(one)
    rows, lacking, choices = add_up_countable(counting, everywhere, claims)
    outside, _, _ = add_up_countable(others, everywhere, claims)
    low, best, high = sum_of(rows)
    unmatched = () if rows or lacking or outside else _unmatched(events, place, side, actor)
    return TallyResult(
        outcome=outcome, profile=derived.profile, low=low, best=best, high=high, rows=rows, lacking=lacking,
        arithmetic=arithmetic(rows), who=who, status=status, place=place, since=since, until=until, side=side, actor=actor,
        corroboration=corroboration, without_best=sum(r.best is None for r in rows), choices=choices,
        outside=tuple(one.event for one in outside), unmatched=unmatched,
    )  # fmt: skip


def _unmatched(events: Sequence[Event], place: str | None, side: str | None, actor: str | None) -> tuple[str, ...]:
    """Which of these filters fits no event by itself, whatever else is asked: most likely it is spelled otherwise."""
    asked = {
        "place": place and Scope("", area=area(place)),
        "side": side and Scope("", side=side),
        "actor": actor and Scope("", actor=actor),
    }
    return tuple(
        name
        for name, scope in asked.items()
        if scope and not any(in_scope(e, scope)[0] and is_of_side(e, scope) for e in events)
    )


def arithmetic(rows: Sequence[TallyRow]) -> str:
    """The sum in words, largest first: "10 + 1 = 11"; an event without a best adds its low."""
    parts = [r.low if r.best is None else r.best for r in rows]
    if len(parts) > 12:
        return f"{len(parts):,} events: {sum(parts):,}"
    parts.sort(reverse=True)
    return f"{' + '.join(f'{part:,}' for part in parts)} = {sum(parts):,}" if len(parts) > 1 else f"{sum(parts):,}"
