"""What waits for people, what matters most first; and what they decided."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

import msgspec

from crossreport.answers.words import low_best_high, named, when
from crossreport.api import Record
from crossreport.model.happened import FURNITURE, NUMBER_LEFT, Event
from crossreport.model.judged import Estimate
from crossreport.store.waiting import EventSeen, FigureSeen
from crossreport.vocabulary.load import vocabulary
from crossreport.web.addresses import address
from crossreport.web.views.scene import MACHINE, TRIAGED

A_PAGE = 40
# Reports whose unread sentences one page shows: the newest first.
MOST_REPORTS = 30
# The newest reports whose unread sentences are counted.
MOST_COUNTED = 300
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
    """One thing that waits for review: why, about what, and what can be done.

    Of a sentence that waits, `label` is what its report is called, and `also` are other reports of the same words, with
    what they are called.
    """

    kind: Kind
    heading: str
    title: str
    why: str
    where: str
    steps: tuple[StepView, ...]
    weight: float
    event: str | None = None
    report: str | None = None
    when: str | None = None
    also: tuple[tuple[str, str], ...] = ()
    label: str = ""


class QueueView(msgspec.Struct, frozen=True, omit_defaults=True):
    """The queue, a page of it. `of` counts what waits (of kind `unread`, the reports that are gone through).

    `kinds` counts it by kind; `unreviewed` are all events that nobody reviewed; `unread` are the sentences with a number
    that gave no claim in the newest reports, as many as `unread_of`.
    """

    items: tuple[WaitingView, ...]
    of: int
    page: int
    pages: int
    unreviewed: int
    kinds: dict[str, int]
    unread: int = 0
    unread_of: int = 0


class Reason(NamedTuple):
    """Why an event waits, and how much that matters. `about` is an outcome, or a mention (report, its id there)."""

    weight: float
    event: str
    kind: Kind
    about: tuple[str, ...] = ()
    score: float = 0.0


class Ranked(NamedTuple):
    """All reasons for which events of a record wait, what matters most first, and how many of each kind.

    `unread` are the sentences with numbers that gave no claim in the newest reports, `counted` those in the newest `of`;
    `unreviewed` counts the events.
    """

    reasons: tuple[Reason, ...]
    kinds: dict[str, int]
    unread: tuple[WaitingView, ...]
    unreviewed: int
    counted: int
    of: int


def ranked(record: Record) -> Ranked:
    """What waits in the whole record, by its figures and levels; an event that waits for a reason of its own waits once."""
    best, found, unreviewed = record.best_links(), list[Reason](), 0
    for event in record.events_seen():
        if event.review == TRIAGED:
            # Who decided on one thing of it has not looked at the rest.
            found += reasons_of(event)
        if event.review != MACHINE:
            continue
        unreviewed += 1
        own = [*reasons_of(event), *_weak_merge(event, best)]
        found += own or [Reason(_weight("machine", _dead(event)), event.id, "machine")]
    kinds = Counter(one.kind for one in found)
    newest = [one.id for one in record.report_list(limit=MOST_COUNTED).items]
    unread = tuple(_unread(record, newest))
    return Ranked(
        tuple(sorted(found, key=lambda one: (-one.weight, one.event, one.about))),
        {name: kinds[name] for name in WEIGHTS if kinds[name]},
        _told_once(one for one in unread if one.report in newest[:MOST_REPORTS]),
        unreviewed,
        len(_told_once(unread)),
        len(newest),
    )


def queue_view(record: Record, page: int, kind: str | None, told: Ranked) -> QueueView:
    """What waits, what matters most first; `told` is what `ranked` gives of the record as it is."""
    record.asked(None)
    if kind == "unread":
        reports = record.report_list(limit=MOST_REPORTS, offset=(page - 1) * MOST_REPORTS)
        pages = max(1, -(-reports.total // MOST_REPORTS))
        found = sorted(_told_once(_unread(record, [one.id for one in reports.items])), key=lambda one: -one.weight)
        return QueueView(
            _labelled(record, found), reports.total, page, pages, told.unreviewed, told.kinds, told.counted, told.of
        )
    chosen = [one for one in told.reasons if kind in (None, one.kind)]
    part = chosen[(page - 1) * A_PAGE : page * A_PAGE]
    events = {one.id: one for one in record.events_of(one.event for one in part)}
    label = record.labels(record.reports_of(one.about[0] for one in part if one.kind == "merge"))
    items = [_item(one, events[one.event], label) for one in part if one.event in events]
    # The newest sentences with numbers that gave no claim come with what matters as little as they do.
    if kind is None and page == 1:
        items = sorted([*items, *told.unread], key=lambda one: -one.weight)
    pages = max(1, -(-len(chosen) // A_PAGE))
    return QueueView(_labelled(record, items), len(chosen), page, pages, told.unreviewed, told.kinds, told.counted, told.of)


def reasons_of(event: EventSeen) -> Iterator[Reason]:
    """Why an event waits: alarms, disputes, numbers of unlike scope, doubt about the event itself.

    A figure waits once, and no more where a person set it.
    """
    for outcome, figure in event.figures.items():
        if figure.override is not None:
            continue
        if figure.alarms:
            yield Reason(_weight("jump", _size(figure)), event.id, "jump", (outcome,))
        elif figure.agreement in DISPUTED:
            yield Reason(_weight("dispute", _apart(figure)), event.id, "dispute", (outcome,))
        elif figure.agreement == "scope_unclear":
            yield Reason(_weight("unclear", _apart(figure)), event.id, "unclear", (outcome,))
    if "contested" in (event.corroboration, event.responsibility):
        yield Reason(_weight("contested", _dead(event)), event.id, "contested")


def _weak_merge(event: EventSeen, best: Mapping[tuple[str, str], float]) -> Iterator[Reason]:
    """That an event holds together by a link with little evidence alone: each mention by its best link."""
    scores = {mention: best[mention] for mention in event.mentions if mention in best} if len(event.mentions) > 1 else {}
    if scores:
        weakest, score = min(scores.items(), key=lambda found: (found[1], found[0]))
        if score < WEAK:
            yield Reason(_weight("merge", _dead(event)), event.id, "merge", weakest, score)


def _weight(kind: Kind, size: int) -> float:
    return round(WEIGHTS[kind] + math.log10(1 + size) / 2, 3)


def _item(reason: Reason, event: Event, label: Mapping[str, str]) -> WaitingView:
    """A thing that waits, in words, with what can be done about it."""
    steps = [_reviewed(event)]
    figure = event.figures.get(reason.about[0]) if reason.about else None
    if figure is not None:
        said = _said(reason.about[0], figure)
        steps = [_settle(event, reason.about[0]), *steps]
    else:
        said = "; ".join(_said(outcome, one) for outcome, one in event.figures.items()) or "no number of killed or hurt"
    why = said
    if reason.kind == "jump" and figure is not None:
        disputed = [figure.agreement.replace("_", " ")] if figure.agreement in DISPUTED else []
        why = f"{'; '.join((*figure.alarms, *disputed))} ({said})"
    elif reason.kind == "dispute" and figure is not None:
        why = f"{figure.agreement.replace('_', ' ')}; {said}"
    elif reason.kind == "contested":
        why = "reports do not agree that it happened, or who did it"
    elif reason.kind == "merge":
        report = reason.about[0]
        apart = address("/decide", do="split", id=event.id, apart=report, back="/review")
        steps = [StepView("a", "Take it apart", apart), *steps]
        sum_up = f"evidence that adds up to {reason.score:.2f}; below {WEAK:g} is little"
        why = f"{label.get(report, report)} belongs to it by {sum_up}"
    return WaitingView(
        reason.kind, TITLES[reason.kind], named(event), why, address(f"/event/{event.id}"), tuple(steps), reason.weight,
        event.id, when=when(event.date),
    )  # fmt: skip


def _said(outcome: str, figure: Estimate) -> str:
    low, best, high = low_best_high(figure)
    return f"{outcome.replace('_', ' ')}: low {low}, best {best}, high {high}"


def _settle(event: Event, outcome: str) -> StepView:
    return StepView("s", "Set the figure", address("/decide", do="set", event=event.id, outcome=outcome, back="/review"))


def _reviewed(event: Event) -> StepView:
    return StepView(
        "r", "It is right: reviewed", address("/decide", do="level", event=event.id, level="reviewed", back="/review")
    )


def _size(figure: FigureSeen) -> int:
    return next((one for one in (figure.high, figure.best, figure.low) if one is not None), 0)


def _apart(figure: FigureSeen) -> int:
    return max(0, _size(figure) - (figure.low or 0))


def _dead(event: EventSeen) -> int:
    figure = event.figures.get("killed")
    return _size(figure) if figure else 0


@lru_cache(maxsize=1)
def _number() -> re.Pattern[str]:
    """A number in digits or in one of the words of number."""
    told = vocabulary("numbers")
    names = "|".join(sorted(map(str, (*told["units"], *told["scales"]))))
    return re.compile(rf"\b(?:\d+|{names})s?\b", re.IGNORECASE)


def _unread(record: Record, reports: Iterable[str]) -> Iterator[WaitingView]:
    """Sentences with a number that gave no claim."""
    for report, reading in record.shown_readings(reports):
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
                "unread", TITLES["unread"], words, one.reason, where, steps, unread_weight(one.reason), report=report.id
            )


def unread_weight(reason: str) -> float:
    """A number that may count people comes first, what comes with the page and not with the event last of all."""
    return WEIGHTS["unread"] + (0.5 if reason == NUMBER_LEFT else -1.5 if reason == FURNITURE else 0)


def _labelled(record: Record, items: Iterable[WaitingView]) -> tuple[WaitingView, ...]:
    """The same, each sentence with what its report is called."""
    every = tuple(items)
    told = {one.report: None for one in every if one.report} | {ident: None for one in every for ident, _ in one.also}
    label = record.labels(record.reports_of(told))
    return tuple(
        msgspec.structs.replace(
            one,
            label=label.get(one.report or "", ""),
            also=tuple((ident, label.get(ident, ident)) for ident, _ in one.also),
        )
        for one in every
    )


def _told_once(waiting: Iterable[WaitingView]) -> tuple[WaitingView, ...]:
    """The same sentences, each once: a copy has it in the same words."""
    found: dict[tuple[str, str], list[WaitingView]] = {}
    for one in waiting:
        found.setdefault((one.why, one.title), []).append(one)
    others = (
        (same[0], tuple(dict.fromkeys((one.report, one.report) for one in same[1:] if one.report)))
        for same in found.values()
    )
    return tuple(msgspec.structs.replace(first, also=also) for first, also in others)
