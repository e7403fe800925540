"""Tallies: what events add up to within a filter, beside the totals that reports state, with the arithmetic of the gap."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from crossreport.answers.tally import fits_nothing, scope_words
from crossreport.answers.words import count, named, number_words, period, relabeller, when, where
from crossreport.api import Record
from crossreport.errors import InputError
from crossreport.model.happened import Event
from crossreport.model.judged import Tally, TallyResult, TallyRow
from crossreport.model.said import Claim
from crossreport.reconcile.scope import stems_of
from crossreport.store.actors import StatedScope
from crossreport.web.addresses import address
from crossreport.web.views.shortened import Shortened

# What a spreadsheet would take for a formula where a cell begins with it.
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
# What the page lists: the largest events, some of those without a figure, the latest stated totals; the CSV has all events.
MOST_ROWS, MOST_NAMED, MOST_STATED = 100, 30, 40
# Events that the arithmetic of one stated total names.
MOST_FOUND = 3
CHUNK = 500
COLUMNS = ("event", "title", "from", "to", "precision", "place", "country", "low", "best", "high", "corroboration", "review")


class TallyAsked(msgspec.Struct, frozen=True, omit_defaults=True):
    """The question of a tally; what is None is not asked."""

    outcome: str = "killed"
    who: str | None = None
    status: str | None = None
    side: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
    actor: str | None = None
    corroboration: tuple[str, ...] = ()
    profile: str | None = None


class CountedView(msgspec.Struct, frozen=True, omit_defaults=True):
    """One event's part of the sum."""

    event: str
    title: str
    when: str
    where: str
    corroboration: str
    review: str
    low: int
    best: int | None
    high: int | None
    from_: str | None = msgspec.field(default=None, name="from")
    to: str | None = None
    precision: str = "unknown"
    country: str | None = None


class StatedView(msgspec.Struct, frozen=True, omit_defaults=True):
    """A total that a report states, with what this record holds in its scope and the arithmetic of the gap between them.

    `events` are the first of the `of` events that it holds.
    """

    claim: str
    report: str
    label: str
    quote: str
    what: str
    number: str
    by: str | None
    area: str | None
    gap: str
    found: int
    events: tuple[tuple[str, str], ...]
    of: int
    value: int | None = None
    from_: str | None = msgspec.field(default=None, name="from")
    to: str | None = None
    difference: str | None = None
    is_certain: bool = False


class TallyView(msgspec.Struct, frozen=True, omit_defaults=True):
    """All that the page of tallies shows. `link` leads to the same question with these figures in it, to hold them against.

    `rows` are the largest of `of` events that are added up, `lack` events have no figure, `left` says how much is unlisted.
    `then` are the figures in the link that was followed, `is_same`: are they the same now?
    """

    words: str
    asked: TallyAsked
    profile: str
    low: int
    best: int
    high: int | None
    arithmetic: str
    rows: tuple[CountedView, ...]
    of: int
    lacking: tuple[tuple[str, str, str], ...]
    lack: int
    outside: tuple[tuple[str, str, str], ...]
    without_best: int
    choices: tuple[str, ...]
    unmatched: tuple[str, ...]
    stated: tuple[StatedView, ...]
    link: str
    csv: str
    left: dict[str, int]
    then: str | None = None
    is_same: bool | None = None


def held_against(view: TallyView, then: str | None) -> TallyView:
    """The answer beside the figures in the link that was followed. InputError where `then` is no figures."""
    if then is None:
        return view
    if len(then.split("-")) != 3:
        raise InputError("The figures in this link are cut off: it should end with low-best-high, such as then=3-4-open.")
    return msgspec.structs.replace(view, then=then, is_same=then == _figures(view))


def _figures(sum_: TallyView | TallyResult) -> str:
    """Low, best and high as a link has them."""
    return f"{sum_.low}-{sum_.best}-{'open' if sum_.high is None else sum_.high}"


def tally_view(record: Record, asked: TallyAsked, found: TallyResult, scopes: Iterable[StatedScope]) -> TallyView:
    """The answer to a question as the page shows it, its largest events in a list; `scopes` are those of all stated
    totals."""
    cut = Shortened()
    largest = cut.largest("rows", found.rows, MOST_ROWS, lambda row: (-(row.best or row.low), row.event))
    lacking = cut.first("lacking", found.lacking, MOST_NAMED)
    outside = cut.first("outside", found.outside, MOST_NAMED)
    events = {one.id: one for one in record.events_of((*(row.event for row in largest), *lacking, *outside))}
    query = asked_of(asked) | {"profile": found.profile}
    stated = totals_of(record, asked, scopes, cut)
    return TallyView(
        scope_words(found),
        asked,
        found.profile,
        found.low,
        found.best,
        found.high,
        found.arithmetic,
        tuple(sorted(counted(largest, events), key=lambda one: (one.from_ or "9", one.event))),
        len(found.rows),
        tuple(_line(events[one]) for one in lacking if one in events),
        len(found.lacking),
        tuple(_line(events[one], events[one].cause) for one in outside if one in events),
        found.without_best,
        found.choices,
        tuple(fits_nothing(found)),
        stated,
        address("/tallies", **query, then=_figures(found)),
        address("/tallies.csv", **query),
        cut.left,
    )


def _line(event: Event, cause: str | None = None) -> tuple[str, str, str]:
    """An event's id, its name, and its day."""
    return event.id, named(event) + (f" ({cause})" if cause else ""), when(event.date)


def asked_of(asked: TallyAsked) -> dict[str, Any]:
    """A question as the fields of an address."""
    return {key: value for key, value in msgspec.structs.asdict(asked).items() if value not in (None, ())}


def counted(rows: Iterable[TallyRow], events: Mapping[str, Event]) -> Iterator[CountedView]:
    """The events of a sum as lines."""
    for row in rows:
        event = events[row.event]
        place = event.place
        yield CountedView(
            row.event,
            named(event),
            when(event.date),
            where(place),
            event.corroboration,
            event.review,
            row.low,
            row.best,
            row.high,
            event.date.from_,
            event.date.to,
            event.date.precision,
            place.country if place else None,
        )


def totals_of(
    record: Record, asked: TallyAsked, scopes: Iterable[StatedScope], cut: Shortened, most: int = MOST_FOUND
) -> tuple[StatedView, ...]:
    """The latest totals that reports state of what is asked for, each with so many of its events; `cut` learns how many
    totals are left out."""
    return tuple(_stated(record, _totals(record, asked, scopes, cut), most))


def _stated(record: Record, chosen: Iterable[tuple[Tally, Claim]], most: int) -> Iterator[StatedView]:
    """Stated totals as lines, by their last day."""
    pairs = sorted(chosen, key=lambda pair: (pair[0].period_to or "9", pair[0].claim))
    label = record.labels(record.reports_of({claim.report for _, claim in pairs}))
    called = relabeller(label)
    events = {one.id: one for one in record.events_of(ident for one, _ in pairs for ident in one.found.events[:most])}
    for one, claim in pairs:
        value = one.point if one.point is not None else one.low if one.low is not None else one.high
        whom = one.who if stems_of(one.who) else "people"
        yield StatedView(
            one.claim,
            claim.report,
            label.get(claim.report, claim.report),
            " ".join(claim.quote.split()),
            f"{whom} {one.outcome.replace('_', ' ')} {period(one.period_from, one.period_to)}".strip(),
            number_words(claim.figure) if claim.figure else f"{value:,}",
            one.by,
            one.area,
            gap_words(one),
            one.found.best,
            tuple((ident, named(events[ident])) for ident in one.found.events[:most] if ident in events),
            len(one.found.events),
            value,
            one.period_from,
            one.period_to,
            called(one.difference.text) if one.difference else None,
            one.difference.certain if one.difference else False,
        )


def _totals(
    record: Record, asked: TallyAsked, scopes: Iterable[StatedScope], cut: Shortened
) -> Iterable[tuple[Tally, Claim]]:
    """The latest stated totals of this outcome that meet the period and share its words for whom, with their claims.

    By rules that are not the record's own, they are weighed anew with the events in their scopes.
    """
    wanted = stems_of(asked.who)

    def fits(one: StatedScope) -> bool:
        is_later = asked.since and (one.period_to or "9") < asked.since
        is_earlier = asked.until and (one.period_from or "") > asked.until
        is_within = one.outcome == asked.outcome and not is_later and not is_earlier
        return is_within and (not wanted or bool(wanted & stems_of(one.who)))

    def latest(found: Iterable[StatedScope]) -> tuple[StatedScope, ...]:
        return cut.first("stated", sorted(found, key=_last_day, reverse=True), MOST_STATED)

    chosen = (one.claim for one in latest(one for one in scopes if fits(one)))
    if asked.profile in (None, record.profile):
        return record.stated_totals(chosen)
    return record.totals_weighed(chosen, asked.profile)


def _last_day(one: StatedScope) -> tuple[str, str]:
    return one.period_to or "", one.claim


def gap_words(tally: Tally) -> str:
    """The arithmetic between a stated total and what the record holds in its scope: '41 − 15 = 26 not in these reports'.

    Of a total that is a bound, so is what is left.
    """
    held = tally.found.best
    bound = "" if (tally.low is None) == (tally.high is None) else "at least " if tally.high is None else "at most "
    value = next((one for one in (tally.point, tally.low, tally.high) if one is not None), None)
    if value is None:
        return "no number to hold against"
    if not tally.found.events:
        return f"{bound}{value:,} not in these reports: no event here is of them"
    events = count(len(tally.found.events), "event")
    if value >= held:
        is_all_here = value == held and not bound
        rest = "nothing is left" if is_all_here else f"{bound}{value - held:,} not in these reports"
        return f"{bound}{value:,} − {held:,} in {events} = {rest}"
    if bound == "at least ":
        return f"at least {value:,}, and {held:,} in {events} here"
    return f"{value:,} − {held:,} in {events}: the reports' own events hold {held - value:,} more than the total; look again"


def all_rows(record: Record, found: TallyResult) -> Iterator[CountedView]:
    """All events of a sum as lines, by their ids; a few hundred of them are held at a time."""
    for start in range(0, len(found.rows), CHUNK):
        part = found.rows[start : start + CHUNK]
        yield from counted(part, {one.id: one for one in record.events_of(row.event for row in part)})


def as_csv(rows: Iterable[CountedView]) -> str:
    """The events of a sum as CSV (RFC 4180); no cell can be taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in rows:
        cells = (one.event, one.title, one.from_, one.to, one.precision, one.where, one.country, one.low, one.best, one.high)
        writer.writerow([_safe(cell) for cell in (*cells, one.corroboration, one.review)])
    return out.getvalue()


def _safe(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULAS) else cell
