"""Lists of what a record holds, a page at a time: stories, events, reports, claims, outlets, days; and full-text search.

Filters narrow each other; one that is not given asks nothing. What comes has its sealed names masked, unless the record was
opened unsealed, and no filter finds a name that is masked.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Table, and_, func, select
from sqlalchemy import text as sql

from crossreport.errors import InputError, RecordError
from crossreport.model.happened import Event, Place
from crossreport.model.judged import Estimate, Story
from crossreport.model.said import Claim
from crossreport.store import schema
from crossreport.store.names import fold
from crossreport.store.overlay import is_past
from crossreport.store.paged import PAGE, Page, after
from crossreport.store.protection import Shown, masked
from crossreport.store.report_lists import ReportLists
from crossreport.store.search import CLOSES, KINDS, OPENS, RANK, Hit, has_index, marked, question

# More things than these are not weighed against each other by how well they fit the words: it would take longer than a look.
MANY = 20_000
Order = Literal["newest", "oldest", "largest", "deadliest"]


class Numbers(NamedTuple):
    """Low, best and high; best is None where none is set, high where it is open."""

    low: int | None
    best: int | None
    high: int | None


def _size(one: Numbers) -> int:
    return next((value for value in (one.best, one.low, one.high) if value is not None), 0)


class Kin(NamedTuple):
    """The event that one is a part of, if it is of one, and the events that are parts of it, the earliest first."""

    whole: Event | None
    parts: tuple[Event, ...]


class StoryLine(msgspec.Struct, frozen=True):
    """A story in a list: `first` and `last` day of publication, how many reports and events, the main event's dead.

    `dead` are the figures of all its incidents in which people died, the most first; `hurt` those in which people were
    injured.
    """

    id: str
    title: str
    first: str | None
    last: str | None
    reports: int
    events: int
    main_event: str | None
    place: Place | None
    killed: Estimate | None
    dead: tuple[Numbers, ...] = ()
    hurt: tuple[Numbers, ...] = ()


class Lists(ReportLists):
    """A record that lists what it holds."""

    def stories(
        self,
        since: str | None = None,
        until: str | None = None,
        country: str | None = None,
        outlet: str | None = None,
        order: Order = "newest",
        limit: int = PAGE,
        offset: int = 0,
    ) -> Page[StoryLine]:
        """Stories that reports were published on between two days (ISO), of a country, with a report of an outlet."""
        table, events = schema.story_index, schema.event_index
        dead = schema.figure_index
        query = select(table.c.id)
        if order == "deadliest":
            is_killed = and_(dead.c.event == table.c.main_event, dead.c.outcome == "killed", dead.c.part == 0)
            query = query.select_from(table.outerjoin(dead, is_killed))
        if since:
            query = query.where(table.c.last >= since)
        if until:
            query = query.where(table.c.first < after(until))
        if country:
            query = query.join(events, events.c.id == table.c.main_event).where(events.c.country == country)
        if outlet:
            rows, reports = schema.rows, schema.reports
            of_outlet = select(rows.c.story).join(reports, reports.c.id == rows.c.report)
            query = query.where(table.c.id.in_(of_outlet.where(reports.c.current, reports.c.outlet == outlet)))
        keys = _order(order, table.c.last, table.c.reports, dead)
        page = self._page(query, [*keys, table.c.id], limit, offset)
        found = {one.id: one for one in self._bodies_where(schema.stories, Story, schema.stories.c.id, page.items)}
        main = {one.id: one for one in self.events_of(one.main_event for one in found.values() if one.main_event)}
        told_in = {event for one in found.values() for event in one.events}
        dead_in, hurt_in = (self._counted_in(told_in, outcome) for outcome in ("killed", "injured"))
        seals = self.seals_of(report for one in found.values() for report in one.reports)
        lines = []
        for story in (found[ident] for ident in page.items):
            title = msgspec.structs.replace(story, rows=())
            seen = title if self.unsealed else masked(title, seals, story.reports)
            happened = main.get(story.main_event or "")
            lines.append(
                StoryLine(
                    id=story.id, title=seen.title, first=story.from_, last=story.to, reports=len(story.reports),
                    events=len(story.events), main_event=story.main_event, place=happened.place if happened else None,
                    killed=happened.figures.get("killed") if happened else None,
                    dead=_most_first(dead_in, story.events), hurt=_most_first(hurt_in, story.events),
                )
            )  # fmt: skip
        return Page(tuple(lines), page.total, offset)

    def _counted_in(self, events: Iterable[str], outcome: str) -> dict[str, Numbers]:
        """{incident: low, best and high of those whom that befell in it}, of these events."""
        table, kinds = schema.figure_index, schema.event_index
        query = select(table.c.event, table.c.low, table.c.best, table.c.high).join(kinds, kinds.c.id == table.c.event)
        query = query.where(table.c.outcome == outcome, table.c.part == 0, kinds.c.kind == "incident")
        found = self._rows_where(query, table.c.event, events)
        return {row.event: own for row in found if _size(own := Numbers(row.low, row.best, row.high))}

    def event_days(self) -> dict[str, tuple[str | None, str | None]]:
        """{event: its first and last possible day (ISO)} of all events."""
        table = schema.event_index
        return {row.id: (row.first, row.last) for row in self._rows(select(table.c.id, table.c.first, table.c.last))}

    def events_of(self, ids: Iterable[str]) -> tuple[Event, ...]:
        """The events of these ids that there are, in the order in which they stand in the record."""
        found = self._events(ids)
        if self.unsealed:
            return found
        seals = self.seals_of(report for event in found for report in event.reports)
        return tuple(masked(event, seals, event.reports) for event in found)

    def kin(self, ident: str) -> Kin:
        """What an event is a part of, and what is a part of it."""
        table = schema.event_index
        whole = [row.part_of for row in self._rows(select(table.c.part_of).where(table.c.id == ident)) if row.part_of]
        query = select(table.c.id).where(table.c.part_of == ident)
        found = {one.id: one for one in self.events_of((*whole, *(row.id for row in self._rows(query))))}
        parts = (one for one in found.values() if one.id not in whole)
        return Kin(
            found.get(whole[0]) if whole else None, tuple(sorted(parts, key=lambda one: (one.date.from_ or "9", one.id)))
        )

    def events(
        self,
        since: str | None = None,
        until: str | None = None,
        country: str | None = None,
        kind: str | None = None,
        cause: str | None = None,
        outcome: str | None = None,
        at_least: int = 0,
        actor: str | None = None,
        story: str | None = None,
        report: str | None = None,
        corroboration: Iterable[str] = (),
        responsibility: Iterable[str] = (),
        review: Iterable[str] = (),
        order: Order = "newest",
        limit: int = PAGE,
        offset: int = 0,
    ) -> Page[Event]:
        """Events, as `which_events` tells them from others, a page of them."""
        table, dead = schema.event_index, schema.figure_index
        counted = and_(dead.c.event == table.c.id, dead.c.outcome == (outcome or "killed"), dead.c.part == 0)
        query = (
            select(table.c.id)
            .select_from(table.outerjoin(dead, counted))
            .where(*which_events(since, until, country, kind, cause, actor, corroboration, responsibility, review))
        )
        if outcome or at_least:
            number = func.coalesce(dead.c.best, dead.c.low, dead.c.high, 0)
            query = query.where(dead.c.event.is_not(None), number >= at_least)
        if story is not None:
            query = query.where(table.c.id.in_(self._story(story).events))
        if report is not None:
            own = self._claims("report", [report])
            query = query.where(table.c.id.in_(sorted({event for claim in own for event in claim.events})))
        keys = _order(order, table.c.last, table.c.reports, dead)
        page = self._page(query, [*keys, table.c.id], limit, offset)
        found = {event.id: event for event in self.events_of(page.items)}
        return Page(tuple(found[ident] for ident in page.items), page.total, offset)

    def claims(
        self,
        report: str | None = None,
        event: str | None = None,
        origin: str | None = None,
        type: str | None = None,
        limit: int = PAGE,
        offset: int = 0,
    ) -> Page[Claim]:
        """Claims of a report, of an event, of an origin or of a type, in order; spans point into the reports as shown."""
        table = schema.claims
        query = select(table.c.id)
        for column, value in (("report", report), ("origin", origin), ("type", type)):
            if value is not None:
                query = query.where(table.c[column] == value)
        if event is not None:
            told = [ident for one in self._events([event]) for ident in one.claims]
            query = query.where(table.c.id.in_(told))
        page = self._page(query, [table.c.n], limit, offset)
        return Page(self.claims_of(page.items), page.total, offset)

    def claims_of(self, ids: Iterable[str]) -> tuple[Claim, ...]:
        """The claims of these ids that there are, in order; their spans point into the reports as shown."""
        found = self._claims("id", ids)
        if self.unsealed:
            return found
        reports = self.reports_of(claim.report for claim in found)
        seals = self.seals_of(report.id for report in reports)
        shown = Shown(reports, seals)
        quoted = (shown.quoted(masked(claim, seals, [claim.report])) for claim in found)
        return tuple(shown.moved(claim, claim.report) for claim in quoted)

    def actors_named(self, name: str) -> tuple[str, ...]:
        """The ids of the actors that bear a name, however it is cased or accented; a name that is masked finds none."""
        table = schema.actor_names
        query = select(table.c.actor).where(table.c.name == fold(name)).order_by(table.c.actor)
        return tuple(row.actor for row in self._rows(query))

    def search(self, words: str, kinds: Iterable[str] = KINDS, limit: int = PAGE, offset: int = 0) -> Page[Hit]:
        """Reports by their titles and texts, events, stories and actors by their names and places, the likeliest first.

        All words must occur; "words in quotation marks" together, -this not, begin* as a beginning. Case and accents do not
        matter. What is masked is not found. Of more than MANY those indexed last come first.
        InputError where no word is asked for, or there is no such kind.
        """
        asked = {"words": question(words), "opens": OPENS, "closes": CLOSES, "limit": limit, "offset": offset}
        wanted = tuple(dict.fromkeys(kinds))
        if unknown := next((kind for kind in wanted if kind not in KINDS), None):
            raise InputError(f"There is no kind {unknown!r} to search for. These there are: {', '.join(KINDS)}.")
        if is_past(self._connection):
            raise InputError("Words are searched in the record as it is today alone: open it without a moment.")
        if not has_index(self._connection):
            raise RecordError("This Python's SQLite was built without full-text search (FTS5), so nothing can be searched.")
        seen = "whole" if self.unsealed else "shown"
        of = ", ".join(f"'{kind}'" for kind in wanted)
        found = (
            "FROM searched_text JOIN searched s ON s.n = searched_text.rowid"
            f" WHERE searched_text MATCH :words AND s.{seen} AND s.kind IN ({of})"
        )
        total = next(self._rows(sql(f"SELECT count(*) {found}").bindparams(words=asked["words"])))[0]
        query = sql(
            "SELECT s.kind, s.id, highlight(searched_text, 0, '', '') AS title,"
            f" snippet(searched_text, -1, :opens, :closes, ' … ', 24) AS words {found}"
            f" ORDER BY {_likeliest(total)} LIMIT :limit OFFSET :offset"
        ).bindparams(**asked)
        hits = (Hit(row.kind, row.id, " ".join((row.title or "").split()), *marked(row.words)) for row in self._rows(query))
        return Page(tuple(hits), total, offset)


def _likeliest(found: int) -> str:
    """What search results are ordered by: words that so many things hold tell none of these from another."""
    return "searched_text.rowid DESC" if found > MANY else f"{RANK}, s.kind, s.id"


def which_events(
    since: str | None = None,
    until: str | None = None,
    country: str | None = None,
    kind: str | None = None,
    cause: str | None = None,
    actor: str | None = None,
    corroboration: Iterable[str] = (),
    responsibility: Iterable[str] = (),
    review: Iterable[str] = (),
) -> list[ColumnElement[bool]]:
    """What tells events from others. Their possible days must all lie in the period, and an undated one lies in none;
    `actor` is part of the name of one who acts, claims it or is accused, however it is cased."""
    table, actors = schema.event_index, schema.event_actors
    made: list[ColumnElement[bool]] = []
    for column, value in (("country", country), ("kind", kind), ("cause", cause)):
        if value is not None:
            made.append(table.c[column] == value)
    for column, values in (("corroboration", corroboration), ("responsibility", responsibility), ("review", review)):
        if levels := tuple(values):
            made.append(table.c[column].in_(levels))
    if since or until:
        made += [table.c.first.is_not(None), table.c.last.is_not(None)]
    if since:
        made.append(table.c.first >= since)
    if until:
        made.append(table.c.last <= until)
    if actor:
        is_named = actors.c.name.contains(fold(actor), autoescape=True)
        made.append(table.c.id.in_(select(actors.c.event).where(is_named, actors.c.role != "recipient")))
    return made


def _most_first(counted: Mapping[str, Numbers], events: Iterable[str]) -> tuple[Numbers, ...]:
    return tuple(sorted((counted[one] for one in events if one in counted), key=_size, reverse=True))


def _order(order: str, day: ColumnElement[Any], size: ColumnElement[Any], dead: Table) -> Sequence[ColumnElement[Any]]:
    """What a list is ordered by; what has no day or no number comes last."""
    best = func.coalesce(dead.c.best, dead.c.low, dead.c.high)
    keys = {
        "newest": [day.desc().nulls_last()],
        "oldest": [day.asc().nulls_last()],
        "largest": [size.desc(), day.desc().nulls_last()],
        "deadliest": [best.desc().nulls_last(), day.desc().nulls_last()],
    }
    if order not in keys:
        raise InputError(f"There is no order {order!r}. These there are: {', '.join(keys)}.")
    return keys[order]
