"""Which day a phrase of time means: its TIMEX3 value and its first and last possible day, from the day it hangs on."""

from collections.abc import Callable
from datetime import date

from crossreport.reading.dates.calendar import (
    Days,
    add_months,
    around,
    month_days,
    month_value,
    months_days,
    shifted,
    week_days,
    week_value,
    years_days,
)
from crossreport.reading.dates.named import (
    Meaning,
    Setting,
    edged,
    named_day,
    named_month,
    named_quarter,
    named_season,
    named_year,
    named_years,
    timed,
)
from crossreport.reading.dates.phrase import Phrase
from crossreport.reading.dates.tense import Tense

REFERENCES = {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}
# How many days "the past week", month, year can reach back.
ROLLS = {"week": 7, "month": 31, "year": 366}


def meaning(phrase: Phrase, at: Setting) -> Meaning:
    """The meaning of a phrase where it stands; without days where nothing anchors it."""
    return RESOLVERS[phrase.kind](phrase, at)


def _weekday(phrase: Phrase, at: Setting) -> Meaning:
    weekday = phrase.weekday or 1
    blank = f"XXXX-WXX-{weekday}"
    base, anchor = at.published, "published"
    if phrase.relative == "before" and at.told and at.told.day:
        base, anchor = at.told.day, "previous date"
    if base is None:
        return timed(phrase, None, blank, "")
    back, ahead = (base.isoweekday() - weekday) % 7, (weekday - base.isoweekday()) % 7
    if phrase.unit == "week":
        week = week_days(base, phrase.shift or 0)
        return timed(phrase, shifted(week[0], weekday - 1) if week else None, blank, anchor)
    if phrase.shift == -1:
        steps = -(back or 7)
    elif phrase.shift == 1:
        steps = ahead or 7
    else:
        near = at.tense == "ongoing" and ahead <= 2 and ahead < back
        steps = ahead if near or at.tense in ("future", "present") else -back
    return timed(phrase, shifted(base, steps), blank, anchor)


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _deictic(phrase: Phrase, at: Setting) -> Meaning:
    steps = phrase.shift or 0
    day = shifted(at.published, steps) if at.published else None
    if day is None and (phrase.part or phrase.hour is not None):
        return timed(phrase, None, "XXXX-XX-XX", "")
    return timed(phrase, day, REFERENCES[_sign(steps)], "published" if day else "")


def _base(phrase: Phrase, at: Setting) -> tuple[date | None, str]:
    """The day that a phrase counts from, and what it is."""
    if phrase.relative == "after":
        if at.governed and at.governed.days:
            return at.governed.days[0], "following date"
        if at.told and at.told.day:
            return at.told.day, "previous date"
        return None, ""
    if phrase.relative == "before" and at.told and at.told.days:
        return at.told.days[0], "previous date"
    return at.published, "published"


def _unit(phrase: Phrase, at: Setting) -> Meaning:
    base, anchor = _base(phrase, at)
    unit, steps = phrase.unit or "day", phrase.shift or 0
    if phrase.relative != "published" and anchor == "published" and unit == "day":
        # "the next day" after no day at all says nothing; "the day before" then means that before the publication.
        base = base if steps < 0 or phrase.edge else None
    if base is None:
        return Meaning("DATE", REFERENCES[_sign(steps)] if phrase.relative == "published" else "XXXX-XX-XX")
    if unit == "weekend" and phrase.shift is None:
        steps = 0 if at.tense == "future" or base.isoweekday() >= 6 else -1
    days, value = unit_days(unit, base, steps)
    if phrase.rolling and unit in ROLLS and anchor == "published":
        return Meaning("DATE", value, around(base, ROLLS[unit], 0) or days, anchor)
    if unit == "week" and steps == -1 and base.isoweekday() == 7 and days:
        # Where the week begins with Sunday, a Sunday paper's "last week" has ended the day before.
        days = (days[0], shifted(base, -1) or days[1])
    narrowed = edged(phrase, days, at)
    if steps == 0 and not phrase.edge and narrowed and anchor == "published":
        narrowed = _clipped(narrowed, at.tense, base)
    return timed(phrase, narrowed[0], "", anchor) if unit == "day" and narrowed else Meaning("DATE", value, narrowed, anchor)


def _clipped(days: Days, tense: Tense, published: date) -> Days:
    """What is told of this week, month or year in the past lies before the publication, what is to come after it."""
    if tense == "past":
        return days[0], min(days[1], published)
    return (max(days[0], published), days[1]) if tense == "future" else days


def unit_days(unit: str, base: date, steps: int) -> tuple[Days | None, str]:
    """The days and the value of the calendar unit that lies so many units from the one that holds `base`."""
    if unit == "day":
        day = shifted(base, steps)
        return ((day, day), day.isoformat()) if day else (None, "XXXX-XX-XX")
    if unit in ("week", "weekend"):
        week = week_days(base, steps)
        if week is None:
            return None, "XXXX-WXX"
        if unit == "weekend":
            return around(week[1], 1, 0), week_value(week[0]) + "-WE"
        return week, week_value(week[0])
    if unit == "month":
        month = month_days(base.year, base.month + steps)
        return month, month_value(month[0]) if month else "XXXX-XX"
    if unit == "quarter":
        first = 3 * ((base.month - 1) // 3 + steps) + 1
        months = months_days(base.year, first, first + 2)
        return months, f"{months[0].year:04d}-Q{(months[0].month + 2) // 3}" if months else "XXXX-QX"
    width = {"year": 1, "decade": 10, "century": 100}[unit]
    year = base.year - base.year % width + steps * width
    return years_days(year, year + width - 1), f"{max(year, 0):04d}"[: {1: 4, 10: 3, 100: 2}[width]]


def _part(phrase: Phrase, at: Setting) -> Meaning:
    steps = phrase.shift or 0
    base, anchor = _base(phrase, at)
    blank = "XXXX-XX-XX"
    if base is None or (phrase.relative == "after" and anchor != "following date"):
        return timed(phrase, None, blank, "")
    if anchor == "published" and phrase.relative == "before" and phrase.hour is None and phrase.part != "NI":
        return timed(phrase, base, blank, anchor, around(base, 1, 0))
    if phrase.part == "NI" and phrase.relative == "before" and anchor == "published":
        before = shifted(base, -1)
        return timed(phrase, before, blank, anchor, around(base, 1, 0))
    return timed(phrase, shifted(base, steps), blank, anchor)


def _clock(phrase: Phrase, at: Setting) -> Meaning:
    base, anchor = _base(phrase, at)
    days = around(base, 1, 0) if base and anchor == "published" else None
    in_night = at.told is not None and at.told.value.endswith(("TNI", "TEV")) and (phrase.hour or 0) < 6
    if base and anchor == "previous date" and in_night:
        # "Friday night ... at 1:30 a.m.": the small hours after it, or loosely those before.
        days = around(base, 0, 1)
        base = days[1] if days else base
    return timed(phrase, base, "XXXX-XX-XX", anchor, days)


def _span_of(phrase: Phrase) -> tuple[int, int]:
    """The least and the greatest number of days that a count of units can be."""
    width = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14, "month": 31, "quarter": 92, "year": 366, "decade": 3653,
        "century": 36525}.get(phrase.unit or "day", 1)  # fmt: skip
    low, high = phrase.vague or (phrase.count or 1, phrase.count or 1)
    return int(low * width), int(-(-high * width // 1))


def _duration(phrase: Phrase, at: Setting) -> Meaning:
    if phrase.relative == "after" and phrase.shift:
        shifted_to = _shift(phrase, at)
        return Meaning("DURATION", phrase.value, shifted_to.days, shifted_to.anchor if shifted_to.days else "")
    if at.published is None or phrase.shift not in (-1, 1) or phrase.relative != "published":
        return Meaning("DURATION", phrase.value)
    reach = _span_of(phrase)[1]
    days = around(at.published, reach, 0) if phrase.shift < 0 else around(at.published, 0, reach)
    return Meaning("DURATION", phrase.value, days, "published" if days else "")


def _shift(phrase: Phrase, at: Setting) -> Meaning:
    steps, unit = phrase.shift or 0, phrase.unit or "day"
    if at.quarter and unit == "year" and phrase.count == 1 and steps < 0:
        year = int(at.quarter[:4]) - 1
        first = 3 * int(at.quarter[-1]) - 2
        return Meaning("DATE", f"{year:04d}{at.quarter[4:]}", months_days(year, first, first + 2), "previous date")
    base, anchor = _base(phrase, at)
    if phrase.relative == "before" and anchor == "published" and steps > 0:
        # "Two days later" counts from something told, never from the publication.
        return Meaning("DATE", "XXXX-XX-XX")
    if base is None:
        return Meaning("DATE", REFERENCES[_sign(steps)])
    if unit in ("second", "seconds", "minute", "hour"):
        over = at.published == base or unit != "hour"
        days = around(base, int(steps < 0), int(steps > 0 and not over))
        return Meaning("TIME", base.isoformat(), days, anchor)
    if phrase.vague or phrase.count is None:
        low, high = _span_of(phrase)
        first, last = sorted((steps * low, steps * high))
        return Meaning("DATE", REFERENCES[_sign(steps)], around(base, -first, last), anchor)
    return _counted(phrase.count, unit, steps, base, anchor)


def _counted(count: float, unit: str, steps: int, base: date, anchor: str) -> Meaning:
    """A known count of units from a day: exact for days; for greater units, half a unit either way."""
    if unit == "fortnight":
        count, unit = 2 * count, "week"
    if unit in ("day", "week", "weekend"):
        day = shifted(base, round(steps * count * (1 if unit == "day" else 7)))
        if day is None:
            return Meaning("DATE", REFERENCES[_sign(steps)])
        if unit == "day" or anchor != "published":
            return Meaning("DATE", day.isoformat(), (day, day) if unit == "day" else around(day, 1, 1), anchor)
        return Meaning("DATE", week_value(day), around(day, 3, 3), anchor)
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit] * count * steps
    day = add_months(base, round(months)) if abs(months) < 12 * 9999 else None
    if day is None:
        return Meaning("DATE", REFERENCES[_sign(steps)])
    if unit in ("month", "quarter") or count % 1:
        return Meaning("DATE", month_value(day), around(day, 15, 15), anchor)
    return Meaning("DATE", f"{day.year:04d}", years_days(day.year, day.year), anchor)


def _set(phrase: Phrase, at: Setting) -> Meaning:
    return Meaning("SET", phrase.value)


def _reference(phrase: Phrase, at: Setting) -> Meaning:
    return Meaning("DATE", phrase.value)


RESOLVERS: dict[str, Callable[[Phrase, Setting], Meaning]] = {
    "day": named_day, "month": named_month, "year": named_year, "years": named_years, "season": named_season,
    "quarter": named_quarter, "weekday": _weekday, "deictic": _deictic, "unit": _unit, "part": _part, "clock": _clock,
    "duration": _duration, "shift": _shift, "set": _set, "reference": _reference,
}  # fmt: skip
