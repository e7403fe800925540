"""Phrases of time that belong together: "2:30 a.m." and "Saturday", "Friday" and "27 January", "March" and "last year"."""

import re
from dataclasses import replace

from crossreport.reading.dates.grammar import EDGE_OF, ZONE
from crossreport.reading.dates.phrase import Phrase, edge_name

TO_DAY = re.compile(rf"\s*(?:\(?{ZONE}\)?)?\s*[,(]?\s*(?:on|of|in|that|this)?\s*(?:the\s+)?", re.I)
TO_CLOCK = re.compile(r"\s*[,(]?\s*(?:at|around|about|in\s+the|in|-|–)?\s*", re.I)
BESIDE = re.compile(r"\s*[,(]?\s*(?:the\s+)?", re.I)
APART = re.compile(r"\s*[,(]\s*", re.I)
OF_UNIT = re.compile(r"\s+(?:of\s+|in\s+)?", re.I)
OWNED = re.compile(r"'s\s+", re.I)
RANGE = re.compile(r"\s*(?:-|–|—|to|and|until|through|till|or)\s*(?:on\s+)?", re.I)
BEFORE_EDGE = re.compile(EDGE_OF + r"(?:the\s+)?$", re.I)
DAYS = ("day", "weekday", "deictic")


def join(plain: str, phrases: list[Phrase]) -> list[Phrase]:
    """The phrases with those that say one time together made one, and years lent within a range of dates."""
    made: list[Phrase] = []
    for phrase in phrases:
        one = _with_edge(plain, phrase, made[-1].end if made else 0)
        while made:
            both = _joined(made[-1], one, plain[made[-1].end : one.start])
            if both is None:
                break
            made.pop()
            one = both
        made.append(one)
    return _lend_years(plain, made)


def _with_edge(plain: str, phrase: Phrase, floor: int) -> Phrase:
    if phrase.kind in ("duration", "set", "reference", "shift", "clock"):
        return phrase
    found = BEFORE_EDGE.search(plain, max(floor, phrase.start - 40), phrase.start)
    return replace(phrase, start=found.start(), edge=edge_name(found["edge_of"])) if found else phrase


def _joined(a: Phrase, b: Phrase, gap: str) -> Phrase | None:
    """One phrase for both, or None where they are two times."""
    if "\n" in gap or len(gap) > 24:
        return None
    if (
        a.kind in ("clock", "part")
        and (b.kind in DAYS or (b.kind == "part" and a.kind == "clock"))
        and TO_DAY.fullmatch(gap)
    ):
        return _timed(replace(b, start=a.start), a)
    if a.kind in DAYS and b.kind in ("clock", "part") and a.hour is None and a.edge == "" and TO_CLOCK.fullmatch(gap):
        return _timed(replace(a, end=b.end), b) if b.relative == "before" or b.kind == "clock" else None
    if a.kind == "part" and b.kind == "clock" and a.hour is None and TO_CLOCK.fullmatch(gap):
        return _timed(replace(a, end=b.end), b)
    if a.kind == "weekday" and b.kind == "day" and a.shift is None and b.weekday is None and BESIDE.fullmatch(gap):
        return replace(
            b,
            start=a.start,
            weekday=a.weekday,
            part=b.part or a.part,
            hour=_or(b.hour, a.hour),
            minute=_or(b.minute, a.minute),
        )
    if a.kind == "day" and b.kind == "weekday" and a.weekday is None and b.shift is None and APART.fullmatch(gap):
        return replace(a, end=b.end, weekday=b.weekday, part=a.part or b.part)
    return _within_unit(a, b, gap)


def _within_unit(a: Phrase, b: Phrase, gap: str) -> Phrase | None:
    """ "Monday of last week", "March this year", "last year's third quarter": a unit that tells which one is meant."""
    if b.kind == "unit" and b.relative == "published" and b.shift is not None and b.edge == "" and OF_UNIT.fullmatch(gap):
        lent = replace(a, end=b.end, unit=b.unit, shift=b.shift)
        if a.kind == "weekday" and b.unit == "week" and a.shift is None:
            return lent
        if a.kind in ("month", "season", "quarter", "day") and b.unit == "year" and a.year is None and a.shift is None:
            return lent
    owner = a.kind == "unit" and a.unit == "year" and a.relative == "published"
    if owner and b.kind in ("quarter", "season", "day") and b.year is None and OWNED.fullmatch(gap):
        return replace(b, start=a.start, unit="year", shift=a.shift)
    if a.kind == "shift" and a.unit == "year" and a.count == 1 and b.kind == "quarter" and gap.isspace():
        return replace(b, start=a.start, unit="year", shift=a.shift)
    if a.kind == "quarter" and a.year is None and b.kind == "year" and re.fullmatch(r"\s+(?:of|in)\s+", gap):
        return replace(a, end=b.end, year=b.year)
    return None


def _or(a: int | None, b: int | None) -> int | None:
    return b if a is None else a


def _timed(day: Phrase, time: Phrase) -> Phrase:
    """A day with an hour or a part of the day; "6 o'clock in the evening" is 18:00."""
    part = day.part or time.part
    hour = _or(day.hour, time.hour)
    if part in ("EV", "AF") and hour is not None and hour < 12:
        hour += 12
    return replace(day, part=part, hour=hour, minute=_or(day.minute, time.minute))


def _lend_years(plain: str, phrases: list[Phrase]) -> list[Phrase]:
    """In "30 January to 2 February 2016" the first date has the year of the second."""
    made = list(phrases)
    for i in range(len(made) - 2, -1, -1):
        a, b = made[i], made[i + 1]
        if a.kind not in ("day", "month") or a.year is not None or b.kind not in ("day", "month") or b.year is None:
            continue
        if a.month is None or b.month is None or a.shift is not None or not RANGE.fullmatch(plain[a.end : b.start]):
            continue
        made[i] = replace(a, year=b.year - (a.month > b.month), short_year=b.short_year)
    return made
