"""What waits for people, what matters most first; and what they decided."""

import math
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal

import msgspec

from crossreport.answers.words import low_best_high, named
from crossreport.api import Record
from crossreport.model.happened import Event
from crossreport.model.judged import Estimate
from crossreport.vocabulary.load import vocabulary
from crossreport.web.render import address

# Events and reports that one look at the queue goes through: the deadliest and the newest of those that nobody reviewed.
MOST_EVENTS = 100
MOST_REPORTS = 30
A_PAGE = 40
Kind = Literal["jump", "dispute", "contested", "merge", "unclear", "unread", "machine"]
# What matters most comes first: a number that may be misread, then numbers that cannot both be right, then who is accused,
# then what may be two events, then numbers of unlike scope, then sentences that nobody read,
# then whatever else a machine alone read.
WEIGHTS: dict[Kind, float] = {"jump": 6, "dispute": 5, "contested": 4, "merge": 3.5, "unclear": 2, "unread": 1, "machine": 0}
TITLES: dict[Kind, str] = {
    "jump": "A number to look at again",
    "dispute": "Numbers that cannot all be right",
    "contested": "Contested",
    "merge": "One event, on little evidence",
    "unclear": "Numbers of unlike scope",
    "unread": "A sentence with a number that gave no claim",
    "machine": "Read by machine, unreviewed",
}
DISPUTED = ("disputed", "partisan_dispute")
# The sum of evidence below which a merge is worth a look: what links with nothing to spare.
WEAK = 1.5


class StepView(msgspec.Struct, frozen=True):
    """Something that can be done about a thing of the queue: a key, a word, and where it is done."""

    key: str
    word: str
    where: str


class WaitingView(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing that waits for review: why, about what, and what can be done."""

    kind: Kind
    heading: str
    title: str
    why: str
    where: str
    steps: tuple[StepView, ...]
    weight: float
    event: str | None = None
    report: str | None = None


class QueueView(msgspec.Struct, frozen=True, omit_defaults=True):
    """The queue, a page of it; `unreviewed` counts all events that nobody reviewed."""

    items: tuple[WaitingView, ...]
    of: int
    page: int
    pages: int
    unreviewed: int
    kinds: dict[str, int]


def queue_view(record: Record, page: int, kind: str | None = None) -> QueueView:
    """What waits, what matters most first."""
    record.asked(None)
    deadliest = record.events(review=["machine"], order="deadliest", limit=MOST_EVENTS)
    newest = record.events(review=["machine"], order="newest", limit=MOST_EVENTS // 2)
    events = {one.id: one for one in (*deadliest.items, *newest.items)}
    items = [item for one in events.values() for item in waiting_of(one)]
    items += _weak_merges(record, events.values())
    # An event that waits for a reason of its own waits once.
    reasons = {one.event for one in items if one.kind != "machine"}
    items = [one for one in items if one.kind != "machine" or one.event not in reasons]
    items += _unread(record)
    counts: dict[str, int] = {name: sum(one.kind == name for one in items) for name in WEIGHTS}
    chosen = sorted((one for one in items if kind in (None, one.kind)), key=lambda one: (-one.weight, one.where, one.why))
    part = tuple(chosen[(page - 1) * A_PAGE : page * A_PAGE])
    pages = max(1, -(-len(chosen) // A_PAGE))
    kinds = {name: number for name, number in counts.items() if number}
    return QueueView(part, len(chosen), page, pages, deadliest.total, kinds)


def _item(kind: Kind, event: Event, why: str, size: int, steps: Iterable[StepView]) -> WaitingView:
    where = address(f"/event/{event.id}")
    weight = WEIGHTS[kind] + math.log10(1 + size) / 2
    return WaitingView(kind, TITLES[kind], named(event), why, where, tuple(steps), round(weight, 3), event.id)


def waiting_of(event: Event) -> Iterator[WaitingView]:
    """What waits about an event: alarms, disputes, numbers of unlike scope, doubt about the event itself, its review."""
    told = "; ".join(_said(outcome, figure) for outcome, figure in event.figures.items()) or "no number of killed or hurt"
    yield _item("machine", event, told, _dead(event), [_reviewed(event)])
    for outcome, figure in event.figures.items():
        said = _said(outcome, figure)
        steps = [_settle(event, outcome), _reviewed(event)]
        for alarm in figure.alarms:
            yield _item("jump", event, f"{alarm} ({said})", _size(figure), steps)
        if figure.agreement in DISPUTED:
            yield _item("dispute", event, f"{figure.agreement.replace('_', ' ')}; {said}", _apart(figure), steps)
        elif figure.agreement == "scope_unclear":
            yield _item("unclear", event, said, _apart(figure), steps)
    if event.corroboration == "contested" or event.responsibility == "contested":
        yield _item(
            "contested", event, "reports do not agree that it happened, or who did it", _dead(event), [_reviewed(event)]
        )


def _said(outcome: str, figure: Estimate) -> str:
    low, best, high = low_best_high(figure)
    return f"{outcome.replace('_', ' ')}: low {low}, best {best}, high {high}"


def _settle(event: Event, outcome: str) -> StepView:
    return StepView("s", "Set the figure", address("/decide", do="set", event=event.id, outcome=outcome, back="/review"))


def _reviewed(event: Event) -> StepView:
    return StepView(
        "r", "It is right: reviewed", address("/decide", do="level", event=event.id, level="reviewed", back="/review")
    )


def _size(figure: Estimate) -> int:
    return next((one for one in (figure.high, figure.best, figure.low) if one is not None), 0)


def _apart(figure: Estimate) -> int:
    return max(0, _size(figure) - (figure.low or 0))


def _dead(event: Event) -> int:
    figure = event.figures.get("killed")
    return _size(figure) if figure else 0


def _weak_merges(record: Record, events: Iterable[Event]) -> Iterator[WaitingView]:
    """Events that hold together by a link with little evidence alone: each mention by its best link."""
    told = [one for one in events if len(one.mentions) > 1]
    best: dict[tuple[str, str], float] = {}
    for link in record.links_between({report for one in told for report in one.reports}):
        for end in (link.a, link.b):
            best[end] = max(link.score, best.get(end, link.score))
    for one in told:
        scores = {mention: best[mention] for mention in one.mentions if mention in best}
        if not scores:
            continue
        weakest, score = min(scores.items(), key=lambda found: (found[1], found[0]))
        if score < WEAK:
            apart = StepView(
                "a", "Take it apart", address("/decide", do="split", id=one.id, apart=weakest[0], back="/review")
            )
            why = f"{weakest[0]} belongs to it by evidence that adds up to {score:.2f}"
            yield _item("merge", one, why, _dead(one), [apart, _reviewed(one)])


@lru_cache(maxsize=1)
def _number() -> re.Pattern[str]:
    """A number in digits or in one of the words of number."""
    told = vocabulary("numbers")
    names = "|".join(sorted(map(str, (*told["units"], *told["scales"]))))
    return re.compile(rf"\b(?:\d+|{names})s?\b", re.IGNORECASE)


def _unread(record: Record) -> Iterator[WaitingView]:
    newest = [one.id for one in record.report_list(limit=MOST_REPORTS).items]
    for report, reading in record.shown_readings(newest):
        for one in reading.unread:
            words = " ".join(one.span.words(report).split())
            if one.span.title or not _number().search(words):
                continue
            where = address("/report", f"u-{one.span.start}", id=report.id)
            add = address(
                "/decide", do="add_claim", report=report.id, start=one.span.start, end=one.span.end, back="/review"
            )
            steps = (StepView("c", "Add a claim", add),)
            yield WaitingView(
                "unread", TITLES["unread"], words, one.reason, where, steps, WEIGHTS["unread"], report=report.id
            )
