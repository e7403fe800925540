"""The first page: the newest and the biggest stories, what came in since the last visit, what waits for review."""

from collections.abc import Iterable
from typing import Literal

import msgspec

from crossreport.answers.words import low_best_high, named, where
from crossreport.api import Record
from crossreport.model.happened import Event
from crossreport.model.judged import Story

A_PAGE = 25
Sorting = Literal["newest", "biggest", "deadliest"]


class StoryLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """A story in a line: its days, size, place, and the dead of its main event as low, best and high."""

    id: str
    title: str
    reports: int
    events: int
    differ: int
    from_: str | None = msgspec.field(default=None, name="from")
    to: str | None = None
    place: str | None = None
    killed: tuple[str, str, str] | None = None
    is_new: bool = False


class EventLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """An event in a line."""

    id: str
    title: str
    kind: str
    corroboration: str
    review: str
    from_: str | None = msgspec.field(default=None, name="from")
    to: str | None = None
    precision: str = "unknown"
    basis: str = "inferred"
    place: str | None = None
    killed: tuple[str, str, str] | None = None
    injured: tuple[str, str, str] | None = None


class Since(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was done to the record after a step of its log: reports taken in, and the stories that they belong to."""

    seq: int
    at: str
    reports: int
    builds: int


class OverviewView(msgspec.Struct, frozen=True, omit_defaults=True):
    """The first page. `of` counts all stories that fit the question, `seq` is the last step of the record's log."""

    stories: tuple[StoryLine, ...]
    of: int
    page: int
    pages: int
    counts: dict[str, int]
    profile: str
    waiting: int
    seq: int
    question: str = ""
    since: Since | None = None


def event_line(event: Event) -> EventLine:
    """An event in a line."""
    return EventLine(
        event.id,
        named(event),
        event.kind,
        event.corroboration,
        event.review,
        event.date.from_,
        event.date.to,
        event.date.precision,
        event.date.basis,
        where(event.place) if event.place else None,
        _three(event, "killed"),
        _three(event, "injured"),
    )


def _three(event: Event | None, outcome: str) -> tuple[str, str, str] | None:
    figure = event.figures.get(outcome) if event else None
    return low_best_high(figure) if figure else None


def story_line(story: Story, main: Event | None, fresh: frozenset[str] = frozenset()) -> StoryLine:
    """A story in a line; new where one of its reports is."""
    return StoryLine(
        story.id,
        story.title,
        len(story.reports),
        len(story.events),
        sum(row.kind == "differ" for row in story.rows),
        story.from_,
        story.to,
        where(main.place) if main and main.place else None,
        _three(main, "killed"),
        bool(fresh & set(story.reports)),
    )


def overview(
    record: Record, q: str, sort: Sorting, since: str | None, until: str | None, page: int, seen: int
) -> OverviewView:
    """The stories that fit, a page of them; `seen` is the step of the log that the visitor saw last (0: none)."""
    derived = record.derived()
    events = {one.id: one for one in derived.events}
    fresh, done = _since(record, seen)
    fitting = [one for one in derived.stories if _fits(one, events, q.casefold().split(), since, until)]
    fitting.sort(key=lambda one: _order(one, events.get(one.main_event or ""), sort), reverse=True)
    pages = max(1, -(-len(fitting) // A_PAGE))
    part = fitting[(page - 1) * A_PAGE : page * A_PAGE]
    return OverviewView(
        tuple(story_line(one, events.get(one.main_event or ""), fresh) for one in part),
        len(fitting),
        page,
        pages,
        record.counts(),
        record.profile,
        sum(one.review == "machine" for one in derived.events),
        record.checkpoint().seq,
        q,
        done,
    )


def _order(story: Story, main: Event | None, sort: Sorting) -> tuple[object, ...]:
    figure = main.figures.get("killed") if main else None
    dead = (figure.best or figure.low or 0) if figure else -1
    size, last = len(story.reports), story.to or ""
    keys: dict[Sorting, tuple[object, ...]] = {
        "newest": (last, size),
        "biggest": (size, last),
        "deadliest": (dead, last),
    }
    return *keys[sort], story.id


def _fits(story: Story, events: dict[str, Event], asked: Iterable[str], since: str | None, until: str | None) -> bool:
    if (since and (story.to or "") < since) or (until and (story.from_ or "9") > until):
        return False
    told = [story.title, *story.reports, *(named(events[one]) for one in story.events if one in events)]
    text = "\n".join(told).casefold()
    return all(word in text for word in asked)


def _since(record: Record, seen: int) -> tuple[frozenset[str], Since | None]:
    """(reports that came in after this step, what was done since), nothing on a first visit."""
    if not seen:
        return frozenset(), None
    steps = [one for one in record.log() if one.seq > seen]
    if not steps:
        return frozenset(), None
    versions = {one.value for one in record.openings() if one.seq > seen}
    fresh = frozenset(one.report.id for one in record.kept() if one.current and one.version in versions)
    return fresh, Since(seen, steps[0].at, len(fresh), sum(one.step == "make" for one in steps))
