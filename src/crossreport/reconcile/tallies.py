"""Totals: those that reports state, beside what the record holds in their scope; and those that anybody asks for.

A stated total never enters an incident. Where two of them differ, their scopes are set against each other first; then an
event that one report alone tells may explain the gap, as a possibility and in numbers. Nothing else is offered.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

import msgspec

from crossreport.model.happened import Event
from crossreport.model.judged import Difference, Found, Tally, TallyResult, TallyRow
from crossreport.model.record import Derived
from crossreport.model.said import Claim, Figure
from crossreport.profiles.load import load_profile
from crossreport.reconcile.areas import Area, area
from crossreport.reconcile.context import Context
from crossreport.reconcile.scope import Scope, in_scope, row, stems_of
from crossreport.reconcile.told import figure_of, meets, number
from crossreport.vocabulary.load import words

# The words right after "killed" that say how: "by army bullets", up to the next statement of time, source or place.
MANNER = (
    r"\b(?:{harmed})\s+((?:by|in|during|from|while)\s[^\n]+?)"
    r"(?=\s+(?:since|between|according|so far|this year|last year|has|have|had|was|were|is|are)\b|[,.;:\n)]|$)"
)


def countable(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events that a sum may hold: incidents, and episodes none of whose incidents is known. Aggregates never."""
    all_ = tuple(events)
    parents = {event.part_of for event in all_ if event.part_of}
    return tuple(e for e in all_ if e.kind == "incident" or (e.kind == "episode" and e.id not in parents))


def add_up(
    events: Iterable[Event], scope: Scope, claims: dict[str, Claim]
) -> tuple[tuple[TallyRow, ...], tuple[str, ...], tuple[str, ...]]:
    """(rows of the events in scope with a figure, ids of those without one, choices about contested areas used)."""
    rows, lacking, choices = [], [], set()
    for event in countable(events):
        inside, choice = in_scope(event, scope)
        if choice:
            choices.add(choice)
        if not inside:
            continue
        found = row(event, scope, claims)
        if found is not None:
            rows.append(found)
        elif scope.outcome not in event.figures:
            lacking.append(event.id)
    return tuple(sorted(rows, key=lambda r: r.event)), tuple(sorted(lacking)), tuple(sorted(choices))


def _sum(rows: Sequence[TallyRow]) -> tuple[int, int, int | None]:
    highs = [r.high for r in rows]
    high = None if None in highs else sum(h or 0 for h in highs)
    return sum(r.low for r in rows), sum(r.low if r.best is None else r.best for r in rows), high


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

    Events of causes that the record's profile does not count are named apart. An undated event lies in no period.
    """
    causes = load_profile(derived.profile).causes
    region = area(place) if place else None
    scope = Scope(outcome, stems_of(who), region, since, until, causes, status, side, actor, corroboration)
    claims = {claim.id: claim for claim in derived.claims}
    rows, lacking, choices = add_up(derived.events, scope, claims)
    all_causes, _, _ = add_up(derived.events, replace(scope, causes=()), claims)
    counted = {one.event for one in rows}
    low, best, high = _sum(rows)
    return TallyResult(
        outcome=outcome, profile=derived.profile, low=low, best=best, high=high, rows=rows, lacking=lacking,
        arithmetic=arithmetic(rows), who=who, status=status, place=place, since=since, until=until, side=side, actor=actor,
        corroboration=corroboration,        without_best=sum(r.best is None for r in rows), choices=choices,
        outside=tuple(r.event for r in all_causes if r.event not in counted),
    )  # fmt: skip


def arithmetic(rows: Sequence[TallyRow]) -> str:
    """The sum in words, largest first: "10 + 1 = 11"; an event without a best adds its low."""
    parts = sorted((r.low if r.best is None else r.best for r in rows), reverse=True)
    if len(parts) > 12:
        return f"{len(parts)} events: {sum(parts)}"
    return f"{' + '.join(map(str, parts))} = {sum(parts)}" if len(parts) > 1 else str(sum(parts))


# --- the totals that reports state ---------------------------------------------------------------------------------------


def stated(context: Context, events: Sequence[Event], claims: Sequence[Claim]) -> tuple[Tally, ...]:
    """Each stated total with what the record holds in its scope and how it differs from the nearest of a like scope."""
    by_id = {claim.id: claim for claim in claims}
    own = [c for c in claims if c.type == "tally" and c.figure is not None and c.status == "current"]
    made = [_tally(claim, context, events, by_id) for claim in own]
    return tuple(_with_difference(one, made, context, events, by_id) for one in made)


def _tally(claim: Claim, context: Context, events: Sequence[Event], claims: dict[str, Claim]) -> Tally:
    figure = figure_of(claim)
    scope = _scope_of(claim, context)
    rows, _, _ = add_up(events, scope, claims)
    low, best, high = _sum(rows)
    said = claim.attribution
    return Tally(
        claim=claim.id, outcome=figure.outcome, period_from=scope.since, period_to=scope.until,
        found=Found(low, best, high, tuple(r.event for r in rows)), who=figure.who, low=figure.low, high=figure.high,
        point=figure.point, area=figure.area, by=said.source if said else None,
    )  # fmt: skip


def _scope_of(claim: Claim, context: Context) -> Scope:
    figure = figure_of(claim)
    report = context.reports.get(claim.report)
    told = report.published[:10] if report and report.published else None
    until = figure.period_to or (figure.as_of or told if figure.period_from else None)
    return Scope(figure.outcome, stems_of(figure.who), _area_of(claim, figure, context), figure.period_from, until)


def _area_of(claim: Claim, figure: Figure, context: Context) -> Area | None:
    if not figure.area:
        return None
    reading, report = context.readings.get(claim.report), context.reports.get(claim.report)
    names = figure.area.lower()
    meant = [
        toponym.place
        for toponym in (reading.places if reading and report else ())
        if report and toponym.sentence == figure.sentence and toponym.span.words(report).lower() in names
    ]
    return area(figure.area, meant)


def _point(one: Tally) -> int | None:
    return one.point if one.point is not None else one.low if one.low is not None else one.high


def _is_like(a: Tally, b: Tally, claims: dict[str, Claim], context: Context) -> bool:
    """Could both totals be meant to count the same: outcome, whose, a period of the same start, one story or one area?"""
    if a.claim == b.claim or a.outcome != b.outcome or claims[a.claim].report == claims[b.claim].report:
        return False
    one, other = (context.story_of.get(claims[t.claim].report) for t in (a, b))
    area_a, area_b = (area(t.area).key if t.area else None for t in (a, b))
    if (one is None or one != other) and (area_a is None or area_a != area_b):
        return False
    who_a, who_b = stems_of(a.who), stems_of(b.who)
    if who_a and who_b and not who_a & who_b:
        return False
    return _near(a.period_from, b.period_from) and (a.period_from is not None or _near(a.period_to, b.period_to))


def _near(a: str | None, b: str | None, days: int = 3) -> bool:
    if a is None or b is None:
        return a is b
    return abs((date.fromisoformat(a[:10]) - date.fromisoformat(b[:10])).days) <= days


def _with_difference(
    one: Tally, all_: Sequence[Tally], context: Context, events: Sequence[Event], claims: dict[str, Claim]
) -> Tally:
    mine = _point(one)
    others = [o for o in all_ if _is_like(one, o, claims, context) and _point(o) is not None]
    if mine is None or not others:
        return one
    nearest = min(others, key=lambda o: (abs((_point(o) or 0) - mine), o.claim))
    if _point(nearest) == mine:
        return one
    text = _explain(one, nearest, context, events, claims)
    return msgspec.structs.replace(one, difference=Difference((nearest.claim,), text))


def _explain(a: Tally, b: Tally, context: Context, events: Sequence[Event], claims: dict[str, Claim]) -> str:
    large, small = sorted((a, b), key=lambda t: (-(_point(t) or 0), t.claim))
    more, less = claims[large.claim], claims[small.claim]
    parts = scope_differences(large, small, more, less, context)
    scoped = f"Not the same scope: {'; '.join(parts)}. " if parts else "The same scope, as far as the words say. "
    gap = (_point(large) or 0) - (_point(small) or 0)
    both = f"{number(figure_of(more))} ({more.report}) and {number(figure_of(less))} ({less.report})"
    one, other = figure_of(more), figure_of(less)
    if meets((one.low, one.high), (other.low, other.high)):
        return f"{scoped}{both} can both be true."
    apart = f"{both}: {gap} apart."
    told = _accounts(gap, more, less, _scope_of(more, context), events, claims)
    return f"{scoped}{apart} {told or 'Nothing here accounts for it.'}"


def scope_differences(a: Tally, b: Tally, one: Claim, other: Claim, context: Context) -> list[str]:
    """How the scopes of two totals differ, each in words: whose, who counts, period, area, how they died."""
    found = []
    rows = (
        ("of", a.who, b.who, "whose is unsaid"),
        ("counted by", a.by, b.by, "no counter named"),
        ("area", a.area, b.area, "area unstated"),
        ("died", _manner(one, context), _manner(other, context), "how is unsaid"),
    )
    for label, left, right, nothing in rows:
        if _differs(label, left, right):
            says = [f"{claim.report} {label} “{text}”" if text else f"{claim.report} {nothing}"
                    for claim, text in ((one, left), (other, right))]  # fmt: skip
            found.append(", ".join(says))
    if not _near(a.period_from, b.period_from, 0) or not _near(a.period_to, b.period_to, 0):
        spans = [f"{c.report} {t.period_from or '?'} to {t.period_to or '?'}" for c, t in ((one, a), (other, b))]
        found.append("period: " + ", ".join(spans))
    return found


def _differs(label: str, left: str | None, right: str | None) -> bool:
    if label == "of":
        return stems_of(left) != stems_of(right)
    if label == "area":
        return (area(left).key if left else None) != (area(right).key if right else None)
    return " ".join((left or "").lower().split()) != " ".join((right or "").lower().split())


def _manner(claim: Claim, context: Context) -> str | None:
    """How the persons died, in the report's words right after those that say so; None where they do not say."""
    report, figure = context.reports.get(claim.report), claim.figure
    if report is None:
        return None
    source = (report.title or "") if claim.spans[0].title else report.text
    end = source.find(". ", claim.spans[-1].end)
    sentence = source[claim.spans[0].start : end if end >= 0 else len(source)].split("\n")[0]
    found = _manner_pattern().search(sentence)
    if found is None:
        return None
    how = " ".join(found[1].split())
    place = (figure.area or "").lower() if figure else ""
    return None if place and how.lower().removeprefix("in ").removeprefix("the ") in place else how[:120]


@cache
def _manner_pattern() -> re.Pattern[str]:
    return re.compile(MANNER.replace("{harmed}", "|".join(sorted(words("reconciling", "harmed")))), re.I)


def _accounts(
    gap: int, more: Claim, less: Claim, scope: Scope, events: Sequence[Event], claims: dict[str, Claim]
) -> str | None:
    """An event that the report of the larger total alone tells, with exactly as many as the gap; None without one."""
    low = (figure_of(less).point or figure_of(less).low) or 0
    for event in sorted(countable(events), key=lambda e: e.id):
        if more.report not in event.reports or less.report in event.reports:
            continue
        found = row(event, scope, claims) if in_scope(event, scope)[0] else None
        if found is not None and found.best == gap:
            who = "one" if gap == 1 else str(gap)
            title = f" ({event.title})" if event.title else ""
            return (
                f"Possible: {more.report} tells of {who} {scope.outcome.replace('_', ' ')}{title} whom {less.report} "
                f"does not mention ({low} + {gap} = {low + gap})."
            )
    return None
