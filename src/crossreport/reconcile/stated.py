"""Totals that reports state, beside what the record holds in their scope.

A stated total never enters an incident. Where two of them differ, their scopes are set against each other first; then an
event that one report alone tells may explain the gap, as a possibility and in numbers. Nothing else is offered.
"""

import re
from bisect import bisect_left
from collections import ChainMap, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

import msgspec

from crossreport.model.happened import Event, Place
from crossreport.model.judged import Difference, Found, Tally
from crossreport.model.report import Report
from crossreport.model.said import Claim, Figure
from crossreport.reconcile.areas import Area, area, contains
from crossreport.reconcile.context import Beyond, Context
from crossreport.reconcile.scope import Scope, in_scope, row, stems_of
from crossreport.reconcile.tallies import add_up_countable, countable, sum_of
from crossreport.reconcile.told import figure_of, meets, number
from crossreport.vocabulary.load import words

# The words right after "killed" that say how: "by army bullets", up to the next statement of time, source or place.
MANNER = (
    r"\b(?:{harmed})\s+((?:by|in|during|from|while)\s[^\n]+?)"
    r"(?=\s+(?:since|between|according|so far|this year|last year|has|have|had|was|were|is|are)\b|[,.;:\n)]|$)"
)


# Days by which two totals' periods may differ and be meant to be one.
NEAR_DAYS = 3


class _Held:
    """The record's countable events, so kept that a scope need not look at all of them."""

    def __init__(self, events: Sequence[Event], context: Context, claims: Mapping[str, Claim]) -> None:
        self.claims = claims
        self.context = context
        self.all = sorted(countable(events), key=_by_day)
        self.by_place: dict[Place, list[Event]] = defaultdict(list)
        for event in self.all:
            if event.place is not None:
                self.by_place[event.place].append(event)
        self.days: dict[Area | None, tuple[list[str], list[Event]]] = {}
        self.by_report: dict[str, list[Event]] = defaultdict(list)
        for event in sorted(self.all, key=lambda event: event.id):
            for report in event.reports:
                self.by_report[report].append(event)
        self.found: dict[tuple[Scope, str | None], Found] = {}

    def within(self, scope: Scope, report: str) -> Found:
        """What the record holds in the scope of a total that this report states.

        Without a period and an area a total is one of what its story tells, and nothing is known of the rest of the record.
        """
        is_open = scope.area is None and scope.since is None and scope.until is None
        story = self.context.story_of.get(report) or report if is_open else None
        if (scope, story) not in self.found:
            events = self._of_story(story) if story is not None else self._since(scope)
            rows, _, _ = add_up_countable(events, scope, self.claims)
            self.found[scope, story] = Found(*sum_of(rows), tuple(one.event for one in rows))
        return self.found[scope, story]

    def _of_story(self, story: str) -> list[Event]:
        reports = self.context.reports_of.get(story, (story,))
        return list({event.id: event for report in reports for event in self.by_report.get(report, ())}.values())

    def _since(self, scope: Scope) -> Sequence[Event]:
        """The events in the area that begin in the period; in_scope looks at their ends."""
        days, events = self._inside(scope.area)
        first = bisect_left(days, scope.since) if scope.since else 0
        last = bisect_left(days, scope.until + "~") if scope.until else len(days)
        return events[first:last]

    def _inside(self, where: Area | None) -> tuple[list[str], list[Event]]:
        """(first days, events) of an area, by day: each place is looked at once, however many happened there."""
        if where not in self.days:
            events = self.all
            if where is not None:
                events = [event for place in self.by_place if contains(where, place)[0] for event in self.by_place[place]]
                events.sort(key=_by_day)
            self.days[where] = ([event.date.from_ or "" for event in events], events)
        return self.days[where]


def _by_day(event: Event) -> tuple[str, str]:
    return event.date.from_ or "", event.id


@dataclass
class Others:
    """Stated totals by what makes two of them alike, each list in the order of its values.

    `report_of` gives the report of each total's claim, `story_of` the story of each report.
    """

    report_of: Mapping[str, str]
    story_of: Mapping[str, str | None]
    lists: dict[Hashable, list[tuple[int, str, Tally]]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, totals: Iterable[Tally], report_of: Mapping[str, str], story_of: Mapping[str, str | None]) -> "Others":
        """These totals."""
        made = cls(report_of, story_of)
        for one in totals:
            value = _point(one)
            if value is not None:
                anchor = anchor_of(one.period_from, one.period_to)
                for kin in made._kin(one):
                    made.lists[kin, anchor].append((value, one.claim, one))
        for found in made.lists.values():
            found.sort(key=lambda entry: entry[:2])
        return made

    def nearest(self, one: Tally) -> Tally | None:
        """The total of a like scope that another report states and whose value is nearest; None without one."""
        value = _point(one)
        if value is None:
            return None
        found = [near for near in (self._in_list(one, value, key) for key in self._keys(one)) if near is not None]
        return min(found, key=lambda entry: entry[:2])[2] if found else None

    def _keys(self, one: Tally) -> Iterator[Hashable]:
        which, day = anchor_of(one.period_from, one.period_to)
        days = [day] if day is None else range(day - NEAR_DAYS, day + NEAR_DAYS + 1)
        yield from ((kin, (which, other)) for kin in self._kin(one) for other in days)

    def _kin(self, one: Tally) -> Iterator[Hashable]:
        """What a like total has in common with it: the outcome, and its story or its area."""
        story = self.story_of.get(self.report_of[one.claim])
        if story is not None:
            yield one.outcome, "story", story
        if one.area:
            yield one.outcome, "area", area(one.area).key

    def _in_list(self, one: Tally, value: int, key: Hashable) -> tuple[int, str, Tally] | None:
        told = self.lists.get(key, [])
        at = bisect_left(told, (value, ""), key=lambda entry: entry[:2])
        best: tuple[int, str, Tally] | None = None
        for side in (range(at, len(told)), range(at - 1, -1, -1)):
            for n in side:
                other = told[n]
                far = abs(other[0] - value)
                if best is not None and far > best[0]:
                    break
                if self._may_be_like(one, other[2]) and (best is None or (far, other[1]) < best[:2]):
                    best = (far, other[1], other[2])
        return best

    def _may_be_like(self, a: Tally, b: Tally) -> bool:
        """Do two reports state them, and may they be of the same persons?"""
        if self.report_of[a.claim] == self.report_of[b.claim]:
            return False
        who_a, who_b = stems_of(a.who), stems_of(b.who)
        return not who_a or not who_b or bool(who_a & who_b)


def anchor_of(period_from: str | None, period_to: str | None) -> tuple[str, int | None]:
    """Which end of a total's period tells whether another one is alike, and that day."""
    if period_from is not None:
        return "from", _ordinal(period_from)
    return "to", _ordinal(period_to) if period_to is not None else None


def _ordinal(day: str) -> int:
    return date.fromisoformat(day[:10]).toordinal()


def stated(
    context: Context, events: Sequence[Event], claims: Mapping[str, Claim], totals: Iterable[Claim]
) -> tuple[Tally, ...]:
    """Each of these totals with what the record holds in its scope and how it differs from the nearest of a like scope.

    `claims` are all of the record by their ids.
    """
    beyond = context.beyond or Beyond()
    known = ChainMap({}, claims, {one.id: one for one in beyond.claims}) if beyond.claims else claims  # type: ignore[arg-type]
    held = _Held((*beyond.events, *events), context, known)
    own = [c for c in totals if c.figure is not None and c.status == "current"]
    made = [_tally(claim, context, held) for claim in own]
    of = {claim.id: claim.report for claim in own}
    of |= {one.claim: known[one.claim].report for one in beyond.tallies}
    others = Others.of((*beyond.tallies, *made), of, context.story_of)
    return tuple(_with_difference(one, others.nearest(one), context, held) for one in made)


def set_against(
    one: Tally, other: Tally | None, context: Context, events: Sequence[Event], claims: Mapping[str, Claim]
) -> Tally:
    """A total with how it differs from the nearest one. `events` are those that the reports of both tell of."""
    bare = msgspec.structs.replace(one, difference=None)
    return _with_difference(bare, other, context, _Held(events, context, claims))


def _tally(claim: Claim, context: Context, held: _Held) -> Tally:
    scope = scope_of(claim, context)
    return total_of(claim, scope, held.within(scope, claim.report))


def total_of(claim: Claim, scope: Scope, found: Found) -> Tally:
    """What a claim states, with what the record holds in its scope."""
    figure, said = figure_of(claim), claim.attribution
    return Tally(
        claim=claim.id, outcome=figure.outcome, period_from=scope.since, period_to=scope.until, found=found, who=figure.who,
        low=figure.low, high=figure.high, point=figure.point, area=figure.area, by=said.source if said else None,
    )  # fmt: skip


def scope_of(claim: Claim, context: Context) -> Scope:
    """What a stated total asks of the record: whose, where and when."""
    figure = figure_of(claim)
    since, until = period_of(figure, context.reports.get(claim.report))
    return Scope(figure.outcome, stems_of(figure.who), _area_of(claim, figure, context), since, until)


def period_of(figure: Figure, report: Report | None) -> tuple[str | None, str | None]:
    """The first and the last day of a stated total: what began on a day runs to that of the report, if no other is told."""
    told = report.published[:10] if report and report.published else None
    return figure.period_from, figure.period_to or (figure.as_of or told if figure.period_from else None)


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


def _with_difference(one: Tally, nearest: Tally | None, context: Context, held: _Held) -> Tally:
    if nearest is None or _point(nearest) == _point(one):
        return one
    return msgspec.structs.replace(one, difference=Difference((nearest.claim,), _explain(one, nearest, context, held)))


def _explain(a: Tally, b: Tally, context: Context, held: _Held) -> str:
    large, small = sorted((a, b), key=lambda t: (-(_point(t) or 0), t.claim))
    more, less = held.claims[large.claim], held.claims[small.claim]
    parts = scope_differences(large, small, more, less, context)
    scoped = f"Not the same scope: {'; '.join(parts)}. " if parts else "The same scope, as far as the words say. "
    gap = (_point(large) or 0) - (_point(small) or 0)
    both = f"{number(figure_of(more))} ({more.report}) and {number(figure_of(less))} ({less.report})"
    one, other = figure_of(more), figure_of(less)
    if meets((one.low, one.high), (other.low, other.high)):
        return f"{scoped}{both} can both be true."
    apart = f"{both}: {gap:,} apart."
    told = _accounts(gap, more, less, scope_of(more, context), held)
    return f"{scoped}{apart} {told or 'Nothing here accounts for it.'}"


def scope_differences(a: Tally, b: Tally, one: Claim, other: Claim, context: Context) -> list[str]:
    """How the scopes of two totals differ, each in words: whose, who counts, period, area, how they died."""
    found = []
    rows = (
        ("whose", a.who, b.who),
        ("counted by", a.by, b.by),
        ("where", a.area, b.area),
        ("how they died", _manner(one, context), _manner(other, context)),
    )
    for label, left, right in rows:
        if _differs(label, left, right):
            says = [f"{f'“{text}”' if text else 'not said'} ({c.report})" for c, text in ((one, left), (other, right))]
            found.append(f"{label}: {', '.join(says)}")
    if (a.period_from, a.period_to) != (b.period_from, b.period_to):
        spans = [f"{t.period_from or '?'} to {t.period_to or '?'} ({c.report})" for c, t in ((one, a), (other, b))]
        found.append(f"when: {', '.join(spans)}")
    return found


def _differs(label: str, left: str | None, right: str | None) -> bool:
    if label == "whose":
        return stems_of(left) != stems_of(right)
    if label == "where":
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


def _accounts(gap: int, more: Claim, less: Claim, scope: Scope, held: _Held) -> str | None:
    """An event that the report of the larger total alone tells, with exactly as many as the gap; None without one."""
    low = (figure_of(less).point or figure_of(less).low) or 0
    for event in held.by_report.get(more.report, ()):
        if less.report in event.reports:
            continue
        found = row(event, scope, held.claims) if in_scope(event, scope)[0] else None
        if found is not None and found.best == gap:
            who = "one" if gap == 1 else f"{gap:,}"
            title = f" ({event.title})" if event.title else ""
            return (
                f"Possible: {more.report} tells of {who} {scope.outcome.replace('_', ' ')}{title} whom {less.report} "
                f"does not mention ({low:,} + {gap:,} = {low + gap:,})."
            )
    return None
