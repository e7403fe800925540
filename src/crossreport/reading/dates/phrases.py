"""Finds the phrases of time in a text: one pass of the grammar, the longest reading where several start at one word."""

from collections.abc import Callable

from crossreport.reading.dates import absolute, counts, relative
from crossreport.reading.dates.grammar import any_rule, grammar, starts
from crossreport.reading.dates.phrase import Found, Phrase
from crossreport.reading.small import small

MAKERS: dict[str, Callable[[Found, str], Phrase | None]] = {
    "dmy": absolute.dmy,
    "mdy": absolute.dmy,
    "iso": absolute.iso,
    "numeric": absolute.numeric,
    "month_year": absolute.month_year,
    "month": absolute.bare_month,
    "year": absolute.bare_year,
    "decade": absolute.decade,
    "century": absolute.century,
    "season_year": absolute.season,
    "season": absolute.season,
    "quarter": absolute.quarter,
    "ago_quarter": relative.ago_quarter,
    "weekday": relative.weekday,
    "deictic": relative.deictic,
    "unit": relative.unit_phrase,
    "edge_of_unit": relative.edge_of_unit,
    "in_unit": relative.in_unit,
    "year_end": relative.year_end,
    "weekend": relative.weekend,
    "the_quarter": relative.the_quarter,
    "next_to_day": relative.next_to_day,
    "part": relative.part_phrase,
    "early_hours": relative.early_hours,
    "clock": relative.clock,
    "clock24": relative.clock24,
    "oclock": relative.oclock,
    "clock_word": relative.clock_word,
    "duration": counts.duration,
    "plural": counts.plural,
    "every": counts.every,
    "times": counts.times,
    "set": counts.again,
    "reference": relative.reference,
    "named": absolute.named,
    "year_period": absolute.year_period,
    "decade_words": absolute.decade_words,
    "ended_year": relative.ended_year,
}


def find_phrases(plain: str, raw: str) -> list[Phrase]:
    """The phrases of a text in order, none overlapping: the earliest first, of several there the longest.

    `plain` is the text with straight quotation marks, `raw` the same text as it was (for its capitals).
    """
    found: list[Phrase] = []
    rules = [(pattern.match, MAKERS[name]) for name, pattern in grammar().items()]
    can_match, low = any_rule().match, small(plain)
    for start in starts(plain):
        first = can_match(low, start)
        if first is None:
            continue
        for match, make in rules[(first.lastindex or 1) - 1 :]:
            matched = match(plain, start)
            made = make(matched, raw) if matched else None
            if made is not None:
                found.append(made)
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[Phrase] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept
