"""Arithmetic of days that cannot overflow, and TIMEX3 values of calendar units.

A run of days is (first, last), both included. Every function gives None where the calendar ends (before year 1, after 9999).
"""

from calendar import monthrange
from datetime import date, timedelta

from crossreport.vocabulary.load import vocabulary

Days = tuple[date, date]


def make_day(year: int, month: int, day: int) -> date | None:
    """That day, or None where there is none (31 June, year 0)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shifted(day: date, days: int) -> date | None:
    """The day so many days later (earlier where negative)."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def around(day: date, before: int, after: int) -> Days | None:
    """The run from `before` days before a day to `after` days after it."""
    first, last = shifted(day, -before), shifted(day, after)
    return (first, last) if first and last else None


def month_days(year: int, month: int) -> Days | None:
    """The days of a month; `month` may lie outside 1 to 12 and then counts on into the years beside."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if not 1 <= year <= 9999:
        return None
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def months_days(year: int, first: int, last: int) -> Days | None:
    """The days from the first of one month to the end of another, counted as in `month_days`."""
    start, end = month_days(year, first), month_days(year, last)
    return (start[0], end[1]) if start and end else None


def week_days(day: date, weeks: int = 0) -> Days | None:
    """The ISO week (Monday to Sunday) of a day, or the one so many weeks later."""
    monday = shifted(day, 7 * weeks - day.weekday())
    return around(monday, 0, 6) if monday else None


def season_days(year: int, season: str) -> Days | None:
    """The months in which a season can lie; winter runs over into the next year."""
    first, last = vocabulary("times")["season_months"][season]
    return months_days(year, first, last + (12 if last < first else 0))


def years_days(first: int, last: int) -> Days | None:
    """The days of the years from `first` to `last`."""
    return months_days(first, 1, 12 * (last - first) + 12)


def add_months(day: date, months: int) -> date | None:
    """The same day of the month so many months later, or that month's last day."""
    found = month_days(day.year, day.month + months)
    return found[0].replace(day=min(day.day, found[1].day)) if found else None


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """The nth of a weekday (ISO, Monday 1) in a month; -1 the last."""
    found = month_days(year, month)
    if not found:
        return None
    if nth > 0:
        return shifted(found[0], (weekday - found[0].isoweekday()) % 7 + 7 * (nth - 1))
    return shifted(found[1], -((found[1].isoweekday() - weekday) % 7))


def part_of(days: Days, edge: str) -> Days | None:
    """The possible days of a unit's early, middle or late part (its first half, middle half, second half), start or end."""
    first, last = days
    length = (last - first).days + 1
    half, quarter = length // 2, length // 4
    if edge in ("early", "first half"):
        return around(first, 0, max(half, 1) - 1)
    if edge == "mid":
        return around(first, -quarter, length - quarter - 1)
    if edge in ("late", "second half"):
        return around(last, max(half, 1) - 1, 0)
    if edge == "start":
        return around(first, 0, max(length // 10, 0))
    if edge == "end":
        return around(last, max(length // 10, 0), 0)
    return days


def week_value(day: date) -> str:
    """2023-W04 for a day."""
    iso = day.isocalendar()
    return f"{iso.year:04d}-W{iso.week:02d}"


def month_value(day: date) -> str:
    """2023-01 for a day."""
    return f"{day.year:04d}-{day.month:02d}"
