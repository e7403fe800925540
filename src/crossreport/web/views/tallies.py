"""Tallies: what events add up to within a filter, beside the totals that reports state, with the arithmetic of the gap."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from crossreport.answers.tally import scope_words
from crossreport.answers.words import count, named, period, relabelled, when, where
from crossreport.api import Record
from crossreport.errors import InputError
from crossreport.model.happened import Event
from crossreport.model.judged import Tally, TallyRow
from crossreport.model.said import Claim
from crossreport.reconcile.scope import stems_of
from crossreport.web.render import address
from crossreport.web.views.scene import number_words

# What a spreadsheet would take for a formula where a cell begins with it.
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
# Events that the page lists; the CSV has all.
MOST_ROWS = 300
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
    """A total that a report states, with what this record holds in its scope and the arithmetic of the gap between them."""

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
    events: tuple[str, ...]
    value: int | None = None
    from_: str | None = msgspec.field(default=None, name="from")
    to: str | None = None
    difference: str | None = None
    is_certain: bool = False


class TallyView(msgspec.Struct, frozen=True, omit_defaults=True):
    """All that the page of tallies shows. `link` leads to the same question with these figures in it, to hold them against.

    `rows` are the largest of `of` events that are added up; `lack` events have no figure. `then` are the figures in the
    link that was followed, and `is_same` says whether they are the same now.
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
    lacking: tuple[tuple[str, str], ...]
    lack: int
    outside: tuple[tuple[str, str], ...]
    without_best: int
    choices: tuple[str, ...]
    stated: tuple[StatedView, ...]
    link: str
    csv: str
    then: str | None = None
    is_same: bool | None = None


def tally_view(record: Record, asked: TallyAsked, then: str | None = None, most: int | None = MOST_ROWS) -> TallyView:
    """The answer to a question. InputError where there is no such outcome, status, level, day, or `then` is no figures."""
    if then is not None and len(then.split("-")) != 3:
        raise InputError("The figures in this link are cut off: it should end with low-best-high, such as then=3-4-open.")
    given = msgspec.structs.asdict(asked)
    found = record.tally(**given)
    largest = sorted(found.rows, key=lambda row: (-(row.best or row.low), row.event))[:most]
    lacking, outside = found.lacking[:most], found.outside[:most]
    chosen = (*(row.event for row in largest), *lacking, *outside)
    events = {one.id: one for one in record.events_of(chosen)}
    figures = f"{found.low}-{found.best}-{'open' if found.high is None else found.high}"
    query = {key: value for key, value in given.items() if value not in (None, ())} | {"profile": found.profile}
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
        tuple((one, named(events[one])) for one in lacking if one in events),
        len(found.lacking),
        tuple((one, f"{named(events[one])} ({events[one].cause})") for one in outside if one in events),
        found.without_best,
        found.choices,
        tuple(_stated(record, asked)),
        address("/tallies", **query, then=figures),
        address("/tallies.csv", **query),
        then,
        then == figures if then is not None else None,
    )


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


def _stated(record: Record, asked: TallyAsked) -> Iterator[StatedView]:
    """The stated totals of this outcome that meet the period and share its words for whom, by their last day."""
    wanted = stems_of(asked.who)
    claims: dict[str, Claim] = {}
    chosen = []
    for one, claim in _totals(record, asked):
        is_later = asked.since and (one.period_to or "9") < asked.since
        is_earlier = asked.until and (one.period_from or "") > asked.until
        if not is_later and not is_earlier and (not wanted or wanted & stems_of(one.who)):
            chosen.append(one)
            claims[claim.id] = claim
    label = record.labels(record.reports_of({claims[one.claim].report for one in chosen}))
    for one in sorted(chosen, key=lambda one: (one.period_to or "9", one.claim)):
        claim = claims[one.claim]
        value = one.point if one.point is not None else one.low if one.low is not None else one.high
        yield StatedView(
            one.claim,
            claim.report,
            label.get(claim.report, claim.report),
            " ".join(claim.quote.split()),
            f"{one.who or 'people'} {one.outcome.replace('_', ' ')} {period(one.period_from, one.period_to)}".strip(),
            number_words(claim.figure) if claim.figure else str(value),
            one.by,
            one.area,
            gap_words(one, value),
            one.found.best,
            one.found.events,
            value,
            one.period_from,
            one.period_to,
            relabelled(one.difference.text, label) if one.difference else None,
            one.difference.certain if one.difference else False,
        )


def _totals(record: Record, asked: TallyAsked) -> Iterable[tuple[Tally, Claim]]:
    """The stated totals with their claims; by rules that are not the record's own, the whole record is weighed anew."""
    if asked.profile in (None, record.profile):
        return record.stated_totals(asked.outcome)
    derived = record.derived(asked.profile)
    claims = {one.id: one for one in derived.claims}
    return [(one, claims[one.claim]) for one in derived.tallies if one.outcome == asked.outcome and one.claim in claims]


def gap_words(tally: Tally, value: int | None) -> str:
    """The arithmetic between a stated total and what the record holds in its scope: '41 − 15 = 26 not in these reports'."""
    held = tally.found.best
    if value is None:
        return "no number to hold against"
    events = count(len(tally.found.events), "event")
    if value >= held:
        rest = f"{value - held:,} not in these reports" if value > held else "nothing is left"
        return f"{value:,} − {held:,} in {events} = {rest}"
    return f"{value:,} − {held:,} in {events}: the reports' own events hold {held - value:,} more than the total; look again"


def bars(view: TallyView) -> list[dict[str, object]]:
    """The dated events of a sum by day, for the chart: where the high end is open, the best stands for it."""
    made: dict[str, dict[str, int]] = {}
    for one in view.rows:
        if one.from_ is None or one.precision not in ("day", "week"):
            continue
        day = made.setdefault(one.from_, {"low": 0, "best": 0, "high": 0})
        best = one.low if one.best is None else one.best
        for key, value in (("low", one.low), ("best", best), ("high", best if one.high is None else one.high)):
            day[key] += value
    return [{"day": day, **values} for day, values in sorted(made.items())]


def steps(view: TallyView) -> list[dict[str, object]]:
    """The stated totals by their last day, a series for each counter and each kind of people."""
    made = []
    for one in view.stated:
        if one.to is not None and one.value is not None:
            start = f" since {one.from_}" if one.from_ else ""
            series = f"{one.by or one.label}: {one.what.partition(' ')[0]}{start}"
            made.append({"day": one.to, "value": one.value, "series": series})
    return made


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
