"""Which day a phrase of time means: its TIMEX3 value and its first and last possible day, from the day it hangs on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from crossreport.reading.dates_calendar import (
    Days,
    add_months,
    around,
    make_day,
    month_days,
    month_value,
    months_days,
    nth_weekday,
    part_of,
    season_days,
    shifted,
    week_days,
    week_value,
    years_days,
)  # fmt: skip
from crossreport.reading.dates_phrase import Phrase
from crossreport.reading.dates_tense import Tense

Type = Literal["DATE", "TIME", "DURATION", "SET"]
PART_HOURS = {"EV": "TEV", "NI": "TNI", "MO": "TMO", "AF": "TAF"}


@dataclass(frozen=True)
class Meaning:
    """What a phrase means. `quarter` remembers that it named a quarter, for a later "a year earlier"."""

    type: Type
    value: str
    days: Days | None = None
    anchor: str = ""

    @property
    def day(self) -> date | None:
        """The one day that it means, if it is one."""
        return self.days[0] if self.days and self.days[0] == self.days[1] else None


@dataclass(frozen=True)
class Setting:
    """Where a phrase stands: the day of publication, the tense, and the dates that it can hang on."""

    published: date | None
    tense: Tense
    told: Meaning | None = None
    governed: Meaning | None = None
    quarter: str | None = None


def meaning(phrase: Phrase, at: Setting) -> Meaning:
    """The meaning of a phrase where it stands; without days where nothing anchors it."""
    return RESOLVERS[phrase.kind](phrase, at)


def _timed(phrase: Phrase, day: date | None, blank: str, anchor: str, days: Days | None = None) -> Meaning:
    """A day's meaning with the phrase's hour or part of the day; `blank` is the value where the day is unknown."""
    value = day.isoformat() if day else blank
    days = days or ((day, day) if day else None)
    if phrase.hour is not None:
        clock = f"T{phrase.hour:02d}:{phrase.minute or 0:02d}"
        return Meaning("TIME", value + ("T24:00" if phrase.hour == 24 else clock), days, anchor)
    if phrase.part:
        return Meaning("TIME", value + PART_HOURS[phrase.part], days, anchor)
    return Meaning("DATE", value, days, anchor)


def _full_year(year: int, short: bool, published: date | None) -> int:
    """The year that two figures mean: the nearest to the publication; without one, of 1970 to 2069."""
    if not short:
        return year
    if published is None:
        return 1900 + year if year >= 70 else 2000 + year
    return min((century + year for century in range(1500, 2200, 100)), key=lambda one: abs(one - published.year))


def _day(phrase: Phrase, at: Setting) -> Meaning:
    month = phrase.month or 1
    year = None if phrase.year is None else _full_year(phrase.year, phrase.short_year, at.published)
    if year is None and phrase.shift is not None and at.published and phrase.unit == "year":
        year = at.published.year + phrase.shift
    anchor = "itself" if phrase.year is not None else "published"
    if year is None:
        year = _nearest_year(phrase, month, at)
    blank = f"{f'{year:04d}' if year else 'XXXX'}-{month:02d}" + (f"-{phrase.day:02d}" if phrase.day else "")
    day = _in_year(phrase, year) if year else None
    if day is None:
        return _timed(phrase, None, blank, "")
    if phrase.swaps and phrase.day:
        return _either_way(phrase, day, at)
    if phrase.to_day and phrase.to_day > day.day:
        last = make_day(day.year, day.month, phrase.to_day)
        if last:
            return Meaning("DATE", f"{day.isoformat()}/{last.isoformat()}", (day, last), anchor)
    return _timed(phrase, day, blank, anchor)


def _in_year(phrase: Phrase, year: int) -> date | None:
    month = phrase.month or 1
    if phrase.nth is not None and phrase.weekday is not None:
        return nth_weekday(year, month, phrase.weekday, phrase.nth) if 1 <= year <= 9999 else None
    return make_day(year, month, phrase.day or 1)


def _either_way(phrase: Phrase, day: date, at: Setting) -> Meaning:
    """A date in figures that can be read month first or day first: the one shortly before publication, else both."""
    other = make_day(day.year, day.day, day.month)
    if other is None or at.published is None:
        return Meaning("DATE", day.isoformat(), (min(day, other or day), max(day, other or day)), "itself")
    recent = [one for one in (day, other) if -1 <= (at.published - one).days <= 31]
    if len(recent) == 1:
        return _timed(phrase, recent[0], "", "itself")
    return Meaning("DATE", day.isoformat(), (min(day, other), max(day, other)), "itself")


def _nearest_year(phrase: Phrase, month: int, at: Setting) -> int | None:
    """The year that a date without one lies in: the latest past, the next to come, or the nearest, by the tense."""
    published = at.published
    if published is None:
        return None
    candidates = [published.year + step for step in (-4, -3, -2, -1, 0, 1, 2, 3, 4)]
    known = [(year, day) for year in candidates if 1 <= year <= 9999 and (day := _in_year(phrase, year))]
    if phrase.weekday is not None and phrase.nth is None:
        # "Friday, January 27" can only be a year in which that day is a Friday.
        known = [(year, day) for year, day in known if day.isoweekday() == phrase.weekday] or known
    if not known:
        return None
    # A day's grace: reports of the small hours are dated by the evening before.
    past = [pair for pair in known if (pair[1] - published).days <= 1]
    coming = [pair for pair in known if pair[1] >= published]
    if (at.tense == "past" or phrase.shift == -1) and past:
        return past[-1][0]
    if (at.tense in ("future", "present") or phrase.shift == 1) and coming:
        return coming[0][0]
    return min(known, key=lambda pair: abs((pair[1] - published).days))[0]


def _edged(phrase: Phrase, days: Days | None, at: Setting) -> Days | None:
    """The part of a unit that the phrase names; "earlier" and "later" end and begin with the publication."""
    if days is None or not phrase.edge:
        return days
    if phrase.edge in ("earlier", "later"):
        published = at.published
        if published is None or not days[0] <= published <= days[1]:
            return days
        return (days[0], published) if phrase.edge == "earlier" else (published, days[1])
    return part_of(days, phrase.edge)


def _month(phrase: Phrase, at: Setting) -> Meaning:
    month = phrase.month or 1
    if phrase.year is not None:
        return _unit_meaning(phrase, month_days(phrase.year, month), f"{phrase.year:04d}-{month:02d}", "itself", at)
    if at.published is None:
        return Meaning("DATE", f"XXXX-{month:02d}")
    if phrase.unit == "year" and phrase.shift is not None:
        year = at.published.year + phrase.shift
    else:
        year = _year_of_month(month, phrase.shift, at.tense, at.published)
    return _unit_meaning(phrase, month_days(year, month), f"{year:04d}-{month:02d}", "published", at)


def _year_of_month(month: int, shift: int | None, tense: Tense, published: date) -> int:
    past = published.year - (month > published.month)
    coming = published.year + (month < published.month)
    if shift == -1:
        return past if month != published.month else past - 1
    if shift == 1:
        return coming if month != published.month else coming + 1
    if tense == "past":
        return past
    if tense in ("future", "present"):
        return coming
    apart = (month - published.month) % 12
    return coming if apart <= 6 else past


def _unit_meaning(phrase: Phrase, days: Days | None, value: str, anchor: str, at: Setting) -> Meaning:
    return Meaning("DATE", value, _edged(phrase, days, at), anchor if days else "")


def _year(phrase: Phrase, at: Setting) -> Meaning:
    year = phrase.year or 1
    last = phrase.to_year or year
    value = f"{year:04d}" if last == year else f"{year:04d}/{last:04d}"
    return _unit_meaning(phrase, years_days(year, last), value, "itself", at)


def _years(phrase: Phrase, at: Setting) -> Meaning:
    first, last = phrase.year or 1, phrase.to_year or 1
    return _unit_meaning(phrase, years_days(first, last), phrase.value, "itself", at)


def _season(phrase: Phrase, at: Setting) -> Meaning:
    season = phrase.season or "SU"
    year = phrase.year
    if year is None and at.published is None:
        return Meaning("DATE", f"XXXX-{season}")
    anchor = "itself" if phrase.year is not None else "published"
    if year is None and at.published is not None:
        year = _year_of_season(season, phrase, at.tense, at.published)
    return _unit_meaning(phrase, season_days(year or 1, season), f"{year:04d}-{season}", anchor, at)


def _year_of_season(season: str, phrase: Phrase, tense: Tense, published: date) -> int:
    if phrase.unit == "year" and phrase.shift is not None:
        return published.year + phrase.shift
    years = range(published.year - 2, published.year + 3)
    known = [(year, days) for year in years if (days := season_days(year, season))]
    begun = [year for year, days in known if days[0] <= published]
    over = [year for year, days in known if days[1] < published]
    ahead = [year for year, days in known if days[1] >= published]
    if phrase.shift == -1 and over:
        return over[-1]
    if phrase.shift == 1:
        later = [year for year, days in known if days[0] > published]
        return later[0] if later else published.year
    if phrase.shift == 0 or tense == "unclear":
        return published.year
    if tense == "past":
        return begun[-1] if begun else published.year
    return ahead[0] if ahead else published.year


def _quarter(phrase: Phrase, at: Setting) -> Meaning:
    quarter = phrase.quarter or 1
    year = phrase.year
    if year is None and at.published is not None:
        if phrase.unit == "year" and phrase.shift is not None:
            year = at.published.year + phrase.shift
        else:
            # Quarters are told of once they are over, and named ahead for half a year at most.
            apart = 3 * quarter - 1 - at.published.month
            year = at.published.year + (apart < -6 and at.tense == "future") - (apart > (1 if at.tense == "past" else 6))
    if year is None:
        return Meaning("DATE", f"XXXX-Q{quarter}")
    days = months_days(year, 3 * quarter - 2, 3 * quarter) if 1 <= year <= 9999 else None
    return _unit_meaning(phrase, days, f"{year:04d}-Q{quarter}", "itself" if phrase.year is not None else "published", at)


def _weekday(phrase: Phrase, at: Setting) -> Meaning:
    weekday = phrase.weekday or 1
    blank = f"XXXX-WXX-{weekday}"
    base, anchor = at.published, "published"
    if phrase.relative == "before" and at.told and at.told.day:
        base, anchor = at.told.day, "previous date"
    if base is None:
        return _timed(phrase, None, blank, "")
    back, ahead = (base.isoweekday() - weekday) % 7, (weekday - base.isoweekday()) % 7
    if phrase.unit == "week":
        week = week_days(base, phrase.shift or 0)
        return _timed(phrase, shifted(week[0], weekday - 1) if week else None, blank, anchor)
    if phrase.shift == -1:
        steps = -(back or 7)
    elif phrase.shift == 1:
        steps = ahead or 7
    else:
        near = at.tense == "ongoing" and ahead <= 2 and ahead < back
        steps = ahead if near or at.tense in ("future", "present") else -back
    return _timed(phrase, shifted(base, steps), blank, anchor)


REFERENCES = {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _deictic(phrase: Phrase, at: Setting) -> Meaning:
    steps = phrase.shift or 0
    day = shifted(at.published, steps) if at.published else None
    if day is None and (phrase.part or phrase.hour is not None):
        return _timed(phrase, None, "XXXX-XX-XX", "")
    return _timed(phrase, day, REFERENCES[_sign(steps)], "published" if day else "")


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
        base = base if steps < 0 else None
    if base is None:
        return Meaning("DATE", REFERENCES[_sign(steps)] if phrase.relative == "published" else "XXXX-XX-XX")
    if unit == "weekend" and phrase.shift is None:
        steps = 0 if at.tense == "future" or base.isoweekday() >= 6 else -1
    days, value = unit_days(unit, base, steps)
    if unit == "week" and steps == -1 and base.isoweekday() == 7 and days:
        # Where the week begins with Sunday, a Sunday paper's "last week" has ended the day before.
        days = (days[0], shifted(base, -1) or days[1])
    narrowed = _edged(phrase, days, at)
    if steps == 0 and not phrase.edge and narrowed and anchor == "published":
        narrowed = _clipped(narrowed, at.tense, base)
    return (
        _timed(phrase, narrowed[0], "", anchor) if unit == "day" and narrowed else Meaning("DATE", value, narrowed, anchor)
    )


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
        return _timed(phrase, None, blank, "")
    if anchor == "published" and phrase.relative == "before" and phrase.hour is None and phrase.part != "NI":
        return _timed(phrase, base, blank, anchor, around(base, 1, 0))
    if phrase.part == "NI" and phrase.relative == "before" and anchor == "published":
        before = shifted(base, -1)
        return _timed(phrase, before, blank, anchor, around(base, 1, 0))
    return _timed(phrase, shifted(base, steps), blank, anchor)


def _clock(phrase: Phrase, at: Setting) -> Meaning:
    base, anchor = _base(phrase, at)
    days = around(base, 1, 0) if base and anchor == "published" else None
    in_night = at.told is not None and at.told.value.endswith(("TNI", "TEV")) and (phrase.hour or 0) < 6
    if base and anchor == "previous date" and in_night:
        # "Friday night ... at 1:30 a.m.": the small hours after it, or loosely those before.
        days = around(base, 0, 1)
        base = days[1] if days else base
    return _timed(phrase, base, "XXXX-XX-XX", anchor, days)


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
    "day": _day, "weekday": _weekday, "month": _month, "year": _year, "years": _years, "season": _season,
    "quarter": _quarter, "deictic": _deictic, "unit": _unit, "part": _part, "clock": _clock, "duration": _duration,
    "shift": _shift, "set": _set, "reference": _reference,
}  # fmt: skip
