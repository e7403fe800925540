"""What a day, month, year, season or quarter that is named means: its TIMEX3 value and its first and last possible day."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from crossreport.reading.dates.calendar import (
    Days,
    make_day,
    month_days,
    months_days,
    nth_weekday,
    part_of,
    season_days,
    years_days,
)  # fmt: skip
from crossreport.reading.dates.phrase import Phrase
from crossreport.reading.dates.tense import Tense

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


def timed(phrase: Phrase, day: date | None, blank: str, anchor: str, days: Days | None = None) -> Meaning:
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


def named_day(phrase: Phrase, at: Setting) -> Meaning:
    """The meaning of a day of a month; where no year is said, the tense and the publication choose it."""
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
        return timed(phrase, None, blank, "")
    if phrase.swaps and phrase.day:
        return _either_way(phrase, day, at)
    if phrase.to_day and phrase.to_day > day.day:
        last = make_day(day.year, day.month, phrase.to_day)
        if last:
            return Meaning("DATE", f"{day.isoformat()}/{last.isoformat()}", (day, last), anchor)
    return timed(phrase, day, blank, anchor)


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
        return timed(phrase, recent[0], "", "itself")
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


def edged(phrase: Phrase, days: Days | None, at: Setting) -> Days | None:
    """The part of a unit that the phrase names; "earlier" and "later" end and begin with the publication."""
    if days is None or not phrase.edge:
        return days
    if phrase.edge in ("earlier", "later"):
        published = at.published
        if published is None or not days[0] <= published <= days[1]:
            return days
        return (days[0], published) if phrase.edge == "earlier" else (published, days[1])
    return part_of(days, phrase.edge)


def named_month(phrase: Phrase, at: Setting) -> Meaning:
    """The meaning of a month, as `named_day`."""
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
    return Meaning("DATE", value, edged(phrase, days, at), anchor if days else "")


def named_year(phrase: Phrase, at: Setting) -> Meaning:
    """The meaning of a year or a run of years."""
    year = phrase.year or 1
    last = phrase.to_year or year
    value = f"{year:04d}" if last == year else f"{year:04d}/{last:04d}"
    return _unit_meaning(phrase, years_days(year, last), value, "itself", at)


def named_years(phrase: Phrase, at: Setting) -> Meaning:
    """The meaning of a decade or a century."""
    first, last = phrase.year or 1, phrase.to_year or 1
    return _unit_meaning(phrase, years_days(first, last), phrase.value, "itself", at)


def named_season(phrase: Phrase, at: Setting) -> Meaning:
    """The meaning of a season, as `named_day`."""
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


def named_quarter(phrase: Phrase, at: Setting) -> Meaning:
    """The meaning of a quarter; they are told of once they are over, and named ahead for half a year at most."""
    quarter = phrase.quarter or 1
    year = phrase.year
    if year is None and at.published is not None:
        if phrase.unit == "year" and phrase.shift is not None:
            year = at.published.year + phrase.shift
        else:
            apart = 3 * quarter - 1 - at.published.month
            year = at.published.year + (apart < -6 and at.tense == "future") - (apart > (1 if at.tense == "past" else 6))
    if year is None:
        return Meaning("DATE", f"XXXX-Q{quarter}")
    days = months_days(year, 3 * quarter - 2, 3 * quarter) if 1 <= year <= 9999 else None
    return _unit_meaning(phrase, days, f"{year:04d}-Q{quarter}", "itself" if phrase.year is not None else "published", at)
