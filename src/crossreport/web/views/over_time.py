"""Tallies over time: counted events in bars of days, weeks, months or years, stated totals in steps."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from crossreport.answers.words import NO_YEAR, short_day
from crossreport.model.judged import TallyRow
from crossreport.web.views.tallies import StatedView

# Up to so many days from the first event to the last, bars are of days, weeks, months; else of years.
UNITS = (("day", 92), ("week", 2 * 366), ("month", 10 * 366), ("year", date.max.toordinal()))


class Bars(NamedTuple):
    """Counted events over time: bars of one unit (day, week, month, year), and how many events no bar can hold.

    Each has the first day of its span, the first after it, and low, best and high; where the high end is open, the best
    stands for it. An event whose possible days do not lie in one span is in none.
    """

    unit: str
    bars: tuple[dict[str, Any], ...]
    without: int


class Starts(NamedTuple):
    """The first days of the day, week, month and year that all possible days of an event lie in; None where they do not."""

    day: date | None
    week: date | None
    month: date | None
    year: date | None


class Days(NamedTuple):
    """Where events lie in time: of each its place in the list of spans, which many of them share."""

    of: Mapping[str, int]
    spans: Sequence[Starts]


def starts(days: Mapping[str, tuple[str | None, str | None]]) -> Days:
    """Where the units begin that the events with a first and a last possible day (ISO) lie in."""
    known: dict[tuple[str, str], int] = {}
    made: list[Starts] = []
    of = {}
    for event, (first, last) in days.items():
        if first and last:
            key = first[:10], last[:10]
            if key not in known:
                a, b = map(date.fromisoformat, key)
                known[key] = len(made)
                made.append(Starts(*(at if (at := _start(a, unit)) == _start(b, unit) else None for unit, _ in UNITS)))
            of[event] = known[key]
    return Days(of, made)


def bars(rows: Sequence[TallyRow], days: Days) -> Bars:
    """The events of a sum over time, in the shortest unit that holds half of them or more, over a span to be drawn."""
    together: dict[int, list[int]] = {}
    for row in rows:
        if (at := days.of.get(row.event)) is not None:
            low, high = row.low, row.high
            best = low if row.best is None else row.best
            if (sums := together.get(at)) is None:
                sums = together[at] = [0, 0, 0, 0]
            sums[0] += 1
            sums[1] += low
            sums[2] += best
            sums[3] += best if high is None else high
    dated = sum(one[0] for one in together.values())
    for n, (name, most) in enumerate(UNITS):
        made: dict[date, list[int]] = {}
        for at, sums in together.items():
            if (start := days.spans[at][n]) is not None:
                here = made.setdefault(start, [0, 0, 0, 0])
                made[start] = [a + b for a, b in zip(here, sums, strict=True)]
        held = sum(one[0] for one in made.values())
        if made and 2 * held >= dated and (max(made) - min(made)).days <= most:
            unit = name
            break
    else:
        return Bars("year", (), len(rows))
    drawn = (
        {"day": day.isoformat(), "end": _next(day, unit).isoformat(), "low": low, "best": best, "high": high}
        for day, (_, low, best, high) in sorted(made.items())
    )
    return Bars(unit, tuple(drawn), len(rows) - held)


def _start(day: date, unit: str) -> date:
    """The first day of the week (Monday), month or year that a day lies in."""
    if unit == "week":
        return day - timedelta(min(day.weekday(), (day - date.min).days))
    return day.replace(day=1) if unit == "month" else day.replace(month=1, day=1) if unit == "year" else day


def _next(start: date, unit: str) -> date:
    days = {"day": 1, "week": 7, "month": 32, "year": 366}[unit]
    after = start + timedelta(min(days, (date.max - start).days))
    return after if unit in ("day", "week") else _start(after, unit)


def steps(stated: Iterable[StatedView]) -> list[dict[str, object]]:
    """The stated totals by their last day, a series for each counter and each kind of people."""
    made = []
    for one in stated:
        if one.to is not None and one.value is not None:
            start = f" since {short_day(one.from_, year=NO_YEAR)}" if one.from_ else ""
            series = f"{one.by or one.label}: {one.what.partition(' ')[0]}{start}"
            made.append({"day": one.to, "value": one.value, "series": series})
    return made
