"""`coverage`: which outlets and days a record has reports of, so that silence can be read."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

import msgspec

from crossreport.answers.words import count

NOBODY = "(no outlet given)"
BY_DAY = 62  # days that are told one by one; a longer time is told by months
WIDE, WIDE_UNDATED = 6, 9
# A year of months stands in a row where the paper is wide enough.
MOST_BESIDE = 12


class Row(msgspec.Struct, frozen=True):
    """An outlet's reports: how many in each period, and how many without a date."""

    outlet: str
    reports: int
    by_period: dict[str, int]
    undated: int = 0


class Coverage(msgspec.Struct, frozen=True):
    """Which outlets and periods (days or months) a record has; `gaps` are (first, last) of runs of days without a report."""

    since: str | None
    until: str | None
    periods: tuple[str, ...]
    rows: tuple[Row, ...]
    gaps: tuple[tuple[str, str], ...]
    reports: int
    undated: int
    without_outlet: int


def coverage(
    reports: Iterable[tuple[str | None, str | None]], since: str | None = None, until: str | None = None
) -> Coverage:
    """The coverage of reports, each given as (outlet, day of publication), within two days where these are given."""
    told = list(reports)
    dated = [(outlet, day[:10]) for outlet, day in told if day]
    inside = [(outlet, day) for outlet, day in dated if (since or "") <= day <= (until or "9999")]
    days = sorted({day for _, day in inside})
    first, last = since or (days[0] if days else None), until or (days[-1] if days else None)
    undated = Counter(outlet or NOBODY for outlet, day in told if not day)
    span = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1 if first and last else 0
    cut = 10 if span <= BY_DAY else 7
    by_outlet: dict[str, Counter[str]] = defaultdict(Counter)
    for outlet, day in inside:
        by_outlet[outlet or NOBODY][day[:cut]] += 1
    rows = [
        Row(outlet, sum(by_outlet[outlet].values()), dict(sorted(by_outlet[outlet].items())), undated[outlet])
        for outlet in sorted({*by_outlet, *undated}, key=lambda one: (one == NOBODY, one.casefold(), one))
    ]
    return Coverage(
        first, last, tuple(_periods(first, last, cut)) if span else (), tuple(rows), tuple(_gaps(first, last, days)),
        len(inside), sum(undated.values()), sum(1 for outlet, _ in inside if not outlet),
    )  # fmt: skip


def _periods(first: str | None, last: str | None, cut: int) -> Iterable[str]:
    return sorted({day[:cut] for day in _days(first, last)})


def _days(first: str | None, last: str | None) -> Iterable[str]:
    if first and last:
        start = date.fromisoformat(first)
        for n in range((date.fromisoformat(last) - start).days + 1):
            yield (start + timedelta(n)).isoformat()


def _gaps(first: str | None, last: str | None, days: list[str]) -> Iterable[tuple[str, str]]:
    """Runs of days without a report."""
    held, start, before = set(days), None, ""
    for day in _days(first, last):
        if day in held:
            if start:
                yield start, before
            start = None
        elif start is None:
            start = day
        before = day
    if start:
        yield start, before


def uncovered(found: Coverage) -> str | None:
    """A line for who asks for a period: which days of it the record has no report of; None where it has some of each."""
    if not found.gaps:
        return None
    named = [first if first == last else f"{first} to {last}" for first, last in found.gaps]
    more = f" and {count(len(named) - 3, 'more gap')}" if len(named) > 3 else ""
    return f"No report was published on {', '.join(named[:3])}{more}: silence there says nothing."


def coverage_text(found: Coverage, width: int = 80) -> str:
    """The table: an outlet a line, its reports by day or month ('·': none), as many beside each other as fit; the gaps."""
    if not found.rows and not (found.since or found.until):
        return "The record has no report.\n"
    if not found.rows:
        return f"The record has no report of {found.since or '–'} to {found.until or '–'}.\n"
    unit = "day" if found.periods and len(found.periods[0]) == 10 else "month"
    given = found.since or found.until
    days = f"{found.since or '–'} to {found.until or '–'}" if given else "days not given"
    lines = [f"COVERAGE  {days}: {count(found.reports, 'report')}, by {unit}", ""]
    wide = max(len(row.outlet) for row in found.rows)
    beside = max(1, min(MOST_BESIDE, (width - wide - WIDE - WIDE_UNDATED) // WIDE))
    for start in range(0, max(len(found.periods), 1), beside):
        part = found.periods[start : start + beside]
        heads = "".join(f"{period[5:] if unit == 'day' else period[2:]:>{WIDE}}" for period in part)
        lines.append(f"{'':<{wide}}{heads}" + (f"{'all':>{WIDE}}{'undated':>{WIDE_UNDATED}}" if start == 0 else ""))
        for row in found.rows:
            cells = "".join(f"{row.by_period.get(period) or '·':>{WIDE}}" for period in part)
            sums = f"{row.reports:>{WIDE}}{row.undated or '·':>{WIDE_UNDATED}}" if start == 0 else ""
            lines.append(f"{row.outlet:<{wide}}{cells}{sums}")
        lines.append("")
    for first, last in found.gaps:
        lines.append(f"no report: {first}" + (f" to {last}" if last != first else ""))
    if found.undated:
        lines.append(f"{count(found.undated, 'report')} without a date of publication: in no period.")
    if found.without_outlet:
        lines.append(f"{count(found.without_outlet, 'report')} without an outlet.")
    return "\n".join(lines).rstrip() + "\n"
