"""Makes phrases of matches that hang on another day: weekdays, "last week", "the next day", hours; named by their rules."""

import re

from crossreport.reading.dates.phrase import (
    Found,
    Phrase,
    Relative,
    edge_name,
    ends_clause,
    month_number,
    number,
    part_of_day,
    shift_of,
)
from crossreport.vocabulary.load import vocabulary, words

NO_SHIFT: tuple[None, Relative] = (None, "published")


def weekday(match: Found, raw: str) -> Phrase | None:
    """ "Friday", "last Monday", "Saturday night", "Fridays"."""
    times = vocabulary("times")
    short = match["short"]
    name = times["weekdays_short"][short.lower()] if short else times["weekdays"][match["weekday"].lower()]
    if short and not raw[match.start("short")].isupper():
        return None
    before = re.search(r"([\w]+)\s$", raw[max(match.start() - 12, 0) : match.start()])
    if before and before[1].lower() in words("times", "weekdays_named_by"):
        return None
    part = part_of_day(match["part"]) if match["part"] else None
    shift = " ".join((match["shift"] or "").lower().split())
    # "on Monday nights" and "every Monday" come again and again, "Fridays" too.
    if shift in ("every", "each") or match["plural"] or match["parts"]:
        return Phrase(*match.span(), "set", value=f"XXXX-WXX-{name}" + (f"T{part}" if part else ""))
    steps, relative = shift_of(shift) if shift else NO_SHIFT
    return Phrase(
        *match.span(), "weekday", weekday=name, part=part, shift=steps, relative=relative, edge=edge_name(match["edge"])
    )


def deictic(match: Found, raw: str) -> Phrase | None:
    """ "yesterday", "tonight", "the day after tomorrow"."""
    word = match["word"].lower()
    steps = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}[word]
    far = {"before": -1, "after": 1}.get((match["far"] or "").lower(), 0)
    if far and far != steps:
        return None
    part = part_of_day(match["part"]) if match["part"] else "NI" if word == "tonight" else None
    return Phrase(*match.span(), "deictic", shift=steps + far, part=part, edge=edge_name(match["edge"]))


def unit_phrase(match: Found, raw: str) -> Phrase | None:
    """ "last week", "earlier this month", "that night", "next March"."""
    times = vocabulary("times")
    said = " ".join(match["shift"].lower().split())
    word = " ".join(match["word"].lower().split())
    steps, relative = shift_of(said)
    edge = edge_name(match["edge"])
    if word.rstrip(".") in times["months"] or word.rstrip(".") in times["months_short"]:
        return (
            Phrase(*match.span(), "month", month=month_number(word), shift=steps, edge=edge)
            if said in ("this", "last", "next")
            else None
        )
    if word in times["seasons"]:
        fall = word == "fall" and said not in ("this", "last", "next")
        return None if fall else Phrase(*match.span(), "season", season=times["seasons"][word], shift=steps, edge=edge)
    part = word.removeprefix("early ")
    if part in times["parts_of_day"]:
        if said == "the first":
            return None
        return Phrase(*match.span(), "part", part=part_of_day(part), shift=steps, relative=relative)
    if said == "the first" or (
        word == "day" and said in ("this", "last", "the last", "the past", "the latest", "the coming")
    ):
        return None
    if said == "next" and word == "day":
        relative = "before"
    rolling = said in words("times", "rolling") and not edge
    return Phrase(*match.span(), "unit", unit=word, shift=steps, relative=relative, edge=edge, rolling=rolling)


def edge_of_unit(match: Found, raw: str) -> Phrase | None:
    """ "the beginning of the year"."""
    # Scraped and translated text glues debris to "the"; a school or fiscal year begins on no known day.
    adjective = (match["adjective"] or "").lower()
    if adjective and adjective not in ("new", "current", "calendar", "present"):
        return None
    return Phrase(*match.span(), "unit", unit=match["unit"].lower(), shift=0, edge=edge_name(match["edge_of"]))


def in_unit(match: Found, raw: str) -> Phrase | None:
    """ "earlier in the week"; "later in the day" is of the day told before."""
    unit, edge = match["unit"].lower(), edge_name(match["edge"])
    relative: Relative = "before" if unit == "day" else "published"
    return Phrase(*match.span(), "unit", unit=unit, shift=0, edge=edge, relative=relative)


def year_end(match: Found, raw: str) -> Phrase | None:
    """ "year-end"."""
    return Phrase(*match.span(), "unit", unit="year", shift=0, edge="end")


def weekend(match: Found, raw: str) -> Phrase | None:
    """ "the weekend"."""
    return Phrase(*match.span(), "unit", unit="weekend")


def the_quarter(match: Found, raw: str) -> Phrase | None:
    """ "the quarter": the one last ended."""
    return Phrase(*match.span(), "unit", unit="quarter", shift=-1)


def ago_quarter(match: Found, raw: str) -> Phrase | None:
    """ "a year-earlier quarter"."""
    return Phrase(*match.span(), "shift", unit="year", count=1, shift=-1)


def ended_year(match: Found, raw: str) -> Phrase | None:
    """ "The year ended March 31": a year's length, not the calendar's."""
    return Phrase(*match.span(), "duration", unit="year", count=1, value="P1Y")


def next_to_day(match: Found, raw: str) -> Phrase | None:
    """ "the day before", "the day after"."""
    steps = 1 if match["direction"].lower() == "after" else -1
    relative: Relative = (
        "after" if match["direction"].lower() != "earlier" and not ends_clause(raw, match.end()) else "before"
    )
    return Phrase(*match.span(), "unit", unit="day", shift=steps, relative=relative)


def part_phrase(match: Found, raw: str) -> Phrase | None:
    """ "in the morning", "overnight", "dawn"."""
    said = " ".join(match["part"].lower().split())
    # "The night of the raid" is that of a day still to be told.
    relative: Relative = "after" if re.match(r"\s+of\s", raw[match.end() :]) else "before"
    before = raw[max(match.start() - 10, 0) : match.start()]
    if match["the"]:
        # "in the morning", "the night of 5 January"; but "the evening was quiet" is no time expression.
        of_a_day = re.match(r"\s+(?:of|before)\s", raw[match.end() :])
        if not of_a_day and not re.search(r"\b(?:in|during|through|by|into|of|until)\s$", before, re.I):
            return None
    elif said in ("morning", "afternoon", "evening", "night") and not (
        re.search(r"\b(?:at|by|in)\s$", before, re.I) and said != "morning"
    ):
        return None
    return Phrase(*match.span(), "part", part=part_of_day(said), relative=relative)


def early_hours(match: Found, raw: str) -> Phrase | None:
    """ "the early hours"."""
    return Phrase(*match.span(), "part", part="MO", relative="before")


def clock(match: Found, raw: str) -> Phrase | None:
    """ "2:30 a.m."."""
    hour = int(match["hour"])
    if not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    return Phrase(*match.span(), "clock", hour=hour, minute=int(match["minute"] or 0), relative="before")


def clock24(match: Found, raw: str) -> Phrase | None:
    """ "14:30", "0800 GMT"."""
    before = re.search(
        r"\b(?:at|around|about|by|since|from|until|before|after|and|between)\s+$",
        raw[max(match.start() - 12, 0) : match.start()],
        re.I,
    )
    if not match["zone"] and not (match["mark"] == ":" and before):
        return None
    if not match["mark"] and len(match["hour"]) < 2:
        return None
    return Phrase(*match.span(), "clock", hour=int(match["hour"]), minute=int(match["minute"]), relative="before")


def oclock(match: Found, raw: str) -> Phrase | None:
    """ "six o'clock"."""
    hour = int(number(match["count"]))
    return Phrase(*match.span(), "clock", hour=hour, minute=0, relative="before") if 1 <= hour <= 12 else None


def clock_word(match: Found, raw: str) -> Phrase | None:
    """ "noon", "midnight"."""
    return Phrase(
        *match.span(), "clock", hour=vocabulary("times")["clock_words"][match["word"].lower()], minute=0, relative="before"
    )


def reference(match: Found, raw: str) -> Phrase | None:
    """ "Now", "recently", "the future": a time without a day."""
    word = " ".join(match["word"].lower().split())
    groups = vocabulary("times")["references"]
    before = raw[max(match.start() - 3, 0) : match.start()].lower()
    if word == "soon" and (before == "as " or re.match(r"\s+after\b", raw[match.end() :])):
        return None
    return Phrase(*match.span(), "reference", value=next(value for value, names in groups.items() if word in names))
