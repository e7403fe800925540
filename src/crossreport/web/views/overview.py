"""The first page: the newest and the biggest stories, what came in since the last visit, what waits for review."""

from typing import NamedTuple

import msgspec

from crossreport.answers.words import NONE, OPEN, where
from crossreport.api import Record
from crossreport.store.lists import Numbers, Order
from crossreport.store.lists import StoryLine as Listed
from crossreport.store.search import KINDS
from crossreport.web.views.lines import three

A_PAGE = 25


class StoryLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """A story in a line: its days, size, place, and the dead of its main event as low, best and high.

    `dead` are those of its incidents, the most first; `hurt` those who were injured.
    """

    id: str
    title: str
    reports: int
    events: int
    from_: str | None = msgspec.field(default=None, name="from")
    to: str | None = None
    place: str | None = None
    killed: tuple[str, str, str] | None = None
    is_new: bool = False
    dead: tuple[tuple[str, str, str], ...] = ()
    hurt: tuple[tuple[str, str, str], ...] = ()


class HitView(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something that a search found: what it is, and words of it with the (start, end) of those asked for.

    `label` is what a report is called: its outlet and day.
    """

    kind: str
    id: str
    title: str
    text: str
    marks: tuple[tuple[int, int], ...]
    label: str = ""


class Since(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was done to the record after a step of its log: the reports that were taken in and are in force, the builds."""

    seq: int
    at: str
    reports: int
    builds: int


class OverviewView(msgspec.Struct, frozen=True, omit_defaults=True):
    """The first page. `of` counts all stories (or hits, where words are asked for), `seq` is the last step of the log."""

    stories: tuple[StoryLine, ...]
    hits: tuple[HitView, ...]
    of: int
    page: int
    pages: int
    counts: dict[str, int]
    profile: str
    waiting: int
    seq: int
    question: str = ""
    since: Since | None = None


class Asked(msgspec.Struct, frozen=True):
    """What the first page is asked for: words and kinds of things, or stories by days, country and outlet."""

    q: str = ""
    kind: tuple[str, ...] = ()
    sort: Order = "newest"
    since: str | None = None
    until: str | None = None
    country: str | None = None
    outlet: str | None = None
    page: int = 1


class Totals(NamedTuple):
    """How much a record holds, and how many of its events nobody reviewed."""

    counts: dict[str, int]
    waiting: int


def totals(record: Record) -> Totals:
    """What stands at the head of the first page, however it is filtered."""
    return Totals(record.counts(), record.events(review=["machine"], limit=0).total)


def overview(record: Record, asked: Asked, seen: int, held: Totals) -> OverviewView:
    """A page of what fits; `seen` is the step of the log that the visitor saw last (0: none).

    InputError where the words asked for are only such as leave out.
    """
    record.asked(None)
    fresh, done = _since(record, seen)
    hits: tuple[HitView, ...] = ()
    stories: tuple[StoryLine, ...] = ()
    offset = (asked.page - 1) * A_PAGE
    if asked.q.strip():
        found = record.search(asked.q, asked.kind or KINDS, A_PAGE, offset)
        label = record.labels(record.reports_of(one.id for one in found.items if one.kind == "report"))
        hits, total = tuple(HitView(*one, label.get(one.id, "")) for one in found.items), found.total
    else:
        country = asked.country.upper() if asked.country else None
        page = record.stories(asked.since, asked.until, country, asked.outlet, asked.sort, A_PAGE, offset)
        stories, total = tuple(_line(one, fresh) for one in page.items), page.total
    return OverviewView(
        stories,
        hits,
        total,
        asked.page,
        max(1, -(-total // A_PAGE)),
        held.counts,
        record.profile,
        held.waiting,
        record.checkpoint().seq,
        asked.q,
        done,
    )


def _line(one: Listed, fresh: frozenset[str]) -> StoryLine:
    place = where(one.place) if one.place else None
    return StoryLine(
        one.id,
        one.title,
        one.reports,
        one.events,
        one.first,
        one.last,
        place,
        three(one.killed),
        one.id in fresh,
        tuple(map(_three, one.dead)),
        tuple(map(_three, one.hurt)),
    )


def _three(one: Numbers) -> tuple[str, str, str]:
    low, best = (NONE if value is None else f"{value:,}" for value in one[:2])
    return low, best, OPEN if one.high is None else f"{one.high:,}"


def _since(record: Record, seen: int) -> tuple[frozenset[str], Since | None]:
    """(stories with reports that came in after this step, what was done since), nothing on a first visit."""
    steps = record.log_after(seen) if seen else ()
    if not steps:
        return frozenset(), None
    reports = record.came_in(seen)
    builds = sum(one.step == "make" for one in steps)
    return frozenset(record.stories_with(reports)), Since(seen, steps[0].at, len(reports), builds)
