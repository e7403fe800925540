"""The patterns of time expressions, built once from vocabulary/times.yaml.

In the patterns, %name% stands for a block of alternatives; a rule's name is that of its maker (dates_makers.py).
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from crossreport.reading.small import small, small_pattern
from crossreport.vocabulary.load import vocabulary

EDGE_OF = (
    r"(?:the\s+)?(?P<edge_of>beginning|start|end|middle|close|turn|early\s+hours|(?:early|late|latter)\s+part|"
    r"early\s+days|(?:first|second)\s+half)\s+of\s+"
)
ZONE = r"(?:GMT|UTC|[ECMP][SD]?T|(?:local|eastern|central|mountain|pacific)(?:\s+time)?|hours|hrs)"

RULES = {
    # 5 January 2016, 5-7 Jan., 3 APR 90
    "dmy": r"(?:the\s+)?(?P<day>\d{1,2})%th%(?:\s?(?:-|–|—|to)\s?(?P<to>\d{1,2})%th%)?(?:\s+of)?\s+(?P<month>%month%)"
    r"(?:,?\s+(?P<year>\d{4}(?![\d:])|'?\d\d(?=\s*[\])(,-]|\s*$)))?(?!\w)",
    # January 5, 2016; Jan. 5-7
    "mdy": r"(?P<month>%month%)\s+(?:the\s+)?(?P<day>\d{1,2})%th%(?!\d|:\d|\.\d|,\d{3}(?!\d)|\s?%|\s?percent)"
    r"(?:\s?(?:-|–|—|to|through)\s?(?P<to>\d{1,2})%th%(?![\d:]|\s?[ap]\.?m))?(?:,?\s+(?P<year>%year%)(?![\d:]))?(?!\w)",
    "iso": r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?:[T ](?P<hour>\d\d):(?P<minute>\d\d)(?::\d\d(?:\.\d+)?)?"
    r"(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-])",
    "numeric": r"(?P<a>\d{1,2})(?P<mark>[/.-])(?P<b>\d{1,2})(?P=mark)(?P<year>\d{4}|\d\d)(?![\d/.-]\d|\d)",
    "month_year": r"%edge%(?P<month>%month%),?\s+(?:of\s+)?(?:(?P<year>%year%)(?![\d:])|(?P<spoken>%spoken_year%))\b",
    "month": r"%edge%(?P<month>%bare_month%)(?![\w-])",
    "year": r"%edge%(?P<lead>(?:the\s+)?fiscal\s+(?:year\s+)?|the\s+year\s+)?(?:(?P<year>%year%)"
    r"(?:\s?[-–/]\s?(?P<to>%year%|\d\d))?(?![\w/:]|-\d|[.,]\d)|(?P<spoken>%spoken_year%)\b)",
    "year_period": r"the\s+(?P<year>%year%)\s+period\b",
    "decade": r"(?:the\s+)?%edge%(?P<decade>(?:1[5-9]|20)\d0|'\d0)'?s\b",
    "decade_words": r"the\s+%edge%(?P<word>%decades%)\b",
    "century": r"(?:the\s+)?(?P<nth>\d{1,2})(?:st|nd|rd|th)[\s-]century\b",
    "season_year": r"%edge%(?:the\s+)?(?P<season>%season%)(?:\s+of|,)?\s+"
    r"(?:(?P<year>%year%)|(?P<spoken>%spoken_year%))\b",
    "season": r"the\s+%edge%(?P<season>%season%)\b(?!\s+of)",
    "quarter": r"(?:(?:the|a)\s+(?!\w+-quarter))?(?:fiscal\s+)?(?:(?P<before>%year%)(?:'s)?\s+)?(?:fiscal\s+)?(?P<nth>%nth%)"
    r"[\s-](?:fiscal\s+)?quarter(?:\s+of\s+(?:fiscal\s+)?(?P<year>%year%))?\b",
    "ago_quarter": r"(?:(?:the|a)\s+(?=\S+\s+(?:quarter|period)))?year-(?:ago|earlier)(?:\s+(?:quarter|period))?\b",
    "weekday": r"(?:(?P<edge>%edges%)\s+(?:on\s+)?)?(?:(?P<shift>last|this|next|this\s+(?:past|coming)|"
    r"the\s+(?:following|previous|next)|every|each)\s+)?(?:(?P<weekday>%weekday%)(?P<plural>s(?!'))?|(?P<short>%short_weekday%)\.)"
    r"(?:\s+(?:early\s+|late\s+)?(?P<part>%part%)(?P<parts>s)?)?(?!\w)",
    "deictic": r"(?:the\s+day\s+(?P<far>before|after)\s+)?(?:(?P<edge>%edges%)\s+)?"
    r"(?P<word>today|yesterday|tomorrow|tonight)\b(?:\s+(?P<part>%part%)\b)?",
    "unit": r"%edge%(?P<shift>this\s+past|this|last|next|that(?:\s+same)?|"
    r"the\s+(?:past|last|previous|preceding|next|coming|following|same|current|latest|first))\s+"
    r"(?P<word>day|week|weekend|month|quarter|year|decade|century|%month%|%season%|(?:early\s+)?%part%)\b"
    r"(?!-(?:old|long)|\s+(?:old|and\s+a\s+half))",
    "edge_of_unit": EDGE_OF
    + r"\w*?the\s+(?:(?P<adjective>[a-z]+)\s+)?(?P<unit>day|week|month|quarter|year|decade|century)\b",
    "in_unit": r"(?P<edge>earlier|later|early|late)\s+in\s+the\s+(?P<unit>day|week|month|year|decade)\b",
    "year_end": r"(?:the\s+)?year(?:\s|-)?end\b",
    "ended_year": r"the\s+(?:fiscal\s+|full\s+)?year\b(?=\s+end(?:ed|ing)\b)",
    "weekend": r"the\s+weekend\b",
    "the_quarter": r"the\s+quarter\b(?!-to-|\s+of\b)",
    "next_to_day": r"the\s+day\s+(?P<direction>before|after|earlier)\b",
    "part": r"(?P<the>the\s+)?(?:(?P<edge>early|late)\s+)?(?P<part>%part%)\b(?:\s+hours)?",
    "early_hours": r"the\s+(?:early|small|wee)\s+hours\b",
    "clock": r"(?:%approx%\s+)?(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])"
    r"(?:\.\s?m\.|m\b\.?)(?:\s+%zone%\b)?",
    "clock24": r"(?:%approx%\s+)?(?P<hour>[01]?\d|2[0-4])(?P<mark>[:.h]?)(?P<minute>[0-5]\d)(?::[0-5]\d)?(?![\d:])"
    r"(?P<zone>\s?%zone%\b)?",
    "oclock": r"(?:%approx%\s+)?(?P<count>%count%)\s+o'clock\b",
    "clock_word": r"(?:%approx%\s+)?(?P<word>noon|midday|midnight)\b",
    # Before "duration", which reads the same words: "three times a week", "four flights a week".
    "times": r"(?:(?:once|twice|%count%\s+times)\s+)?(?:a|an|per)\s+(?P<unit>minute|hour|day|week|month|quarter|year)\b",
    "duration": r"(?:each\s+of\s+)?(?P<approx>(?:%approx%\s+){0,2})(?P<the>the\s+(?!\w+-))?"
    r"(?:(?P<shift>past|last|next|coming|previous|preceding|first|following|final|latest|year-earlier|recent)\s+)?"
    r"(?:(?P<vague>%vague%)|(?P<count>%count%)(?:\s+(?:to|or)\s+|-to-|-|–)(?P<upper>%count%)|"
    r"(?P<only>%count%|an?|another))(?P<gap>\s+|-)"
    r"(?:(?:additional|more|full|long|straight|consecutive|whole|entire|trading|business|calendar|working|extra|further|"
    r"solid|short|mere|fiscal|separate|good)\s+)?"
    r"(?P<unit>%unit%)\b(?P<half>\s+and\s+a\s+half)?(?:-(?P<glued>old|ago|long))?"
    r"(?:\s+(?P<direction>ago|earlier|later|before|after(?:wards)?|prior|from\s+now|hence|olds?|of\s+age)\b)?",
    "plural": r"(?:(?P<recent>recent|coming)\s+)?(?P<unit>seconds|minutes|hours|days|weeks|months|quarters|years|decades|"
    r"centuries)\b(?:\s+(?P<direction>ago|earlier|later|before|after(?:wards)?)\b)?",
    "every": r"(?:every|each)\s+(?:(?:(?P<other>other)|(?P<count>%count%))\s+)?(?:(?P<unit>%unit%)|(?P<part>%part%)|"
    r"(?P<month>%month%))\b",
    "set": r"%sets%\b",
    "reference": r"(?P<word>%references%)\b",
    "named": r"(?:(?P<shift>last|this|next)\s+)?(?P<name>%named%)(?:,?\s+(?P<year>%year%))?\b",
}


def alternatives(names: Iterable[object]) -> str:
    """A group that matches any of the names, the longest first, with any blanks between their words."""
    longest = sorted({str(name) for name in names}, key=lambda name: (-len(name), name))
    return "(?:" + "|".join(r"\s+".join(re.escape(word) for word in name.split()) for name in longest) + ")"


def _blocks() -> dict[str, str]:
    times = vocabulary("times")
    values = times["numbers"]
    numbers = [name for name, value in values.items() if value >= 1 and name not in ("a", "an")]
    tens = alternatives(name for name in numbers if values[name] in range(20, 100, 10))
    ones = alternatives(name for name in numbers if values[name] < 10)
    month, short = alternatives(times["months"]), alternatives(times["months_short"])
    edges = r"(?:early|late|mid|later|earlier)"
    return {
        "month": rf"(?:{month}|{short}\b\.?)",
        "bare_month": rf"(?:{month}|{short}\.)",
        "weekday": alternatives(times["weekdays"]),
        "short_weekday": alternatives(times["weekdays_short"]),
        "part": alternatives(times["parts_of_day"]),
        "season": alternatives(times["seasons"]),
        "decades": alternatives(times["decades"]),
        "sets": alternatives(times["sets"]),
        "references": alternatives(word for group in times["references"].values() for word in group),
        "named": alternatives(times["named_days"]),
        "nth": alternatives(times["ordinals"]),
        "vague": alternatives(times["vague_counts"]),
        "approx": alternatives(times["approximate"]),
        "count": rf"(?:\d+(?:,\d{{3}})*(?:\.\d+)?(?:\s+1/2)?|{tens}[\s-]{ones}|"
        rf"(?:(?:an?|{ones})\s+)?(?:hundred|thousand|dozen)|{alternatives(numbers)}|half\s+an?)",
        "unit": r"(?:(?:minute|hour|day|week|weekend|fortnight|month|quarter|year|decade)s?|seconds|centur(?:y|ies))",
        "year": r"(?:(?:1[5-9]|20)\d\d)",
        "spoken_year": rf"(?:nineteen\s+{tens}(?:[\s-]{ones})?|two\s+thousand(?:\s+(?:and\s+)?{ones})?)",
        "edges": edges,
        "edge": rf"(?:(?P<edge>{edges})(?:\s+(?:in|on))?(?:\s+|-))?",
        "th": r"(?:st|nd|rd|th)?",
        "zone": ZONE,
    }


@lru_cache(maxsize=1)
def any_rule() -> re.Pattern[str]:
    """Matches small text wherever a rule of the grammar does: one look in the place of one for each rule. Its last group is
    the first rule that may."""
    unnamed = (re.sub(r"\(\?P<\w+>", "(?:", rule.pattern) for rule in grammar().values())
    # What repeats a part of the match may here be anything.
    return small_pattern("|".join(f"({re.sub(r'[(][?]P=[a-z_]+[)]', '.+?', rule)})" for rule in unnamed))


@lru_cache(maxsize=1)
def grammar() -> dict[str, re.Pattern[str]]:
    """{rule: pattern}, to be matched at the places that `starts` gives."""
    blocks = _blocks()

    def filled(pattern: str) -> str:
        return re.sub(r"%([a-z_]+)%", lambda found: blocks[found[1]], pattern)

    return {name: re.compile(filled(pattern), re.IGNORECASE) for name, pattern in RULES.items()}


@lru_cache(maxsize=1)
def _core() -> re.Pattern[str]:
    """A word or figure of small text without which no rule matches."""
    times, blocks = vocabulary("times"), _blocks()
    plain_words = [
        *times["months"], *times["months_short"], *times["weekdays"], *times["weekdays_short"], *times["seasons"],
        *times["parts_of_day"], *times["decades"], *times["sets"], *times["named_days"], *times["clock_words"],
        "today", "yesterday", "tomorrow", "tonight", "hours", "o'clock", "century", "yearend",
    ]  # fmt: skip
    units = r"(?:second|minute|hour|day|week|weekend|fortnight|month|quarter|year|decade|centurie)s?"
    figures = r"\d\d?(?:[:.h]\d\d)?\s?(?:[ap]\.?\s?m\b|GMT|UTC)|\d\d?[:./-]\d|'?\d\ds|\d{4}"
    # Numbers spelled as years ("nineteen ninety-four") and months or weekdays beside a full stop are covered by their words.
    spoken = blocks["spoken_year"]
    named = f"{alternatives(plain_words)}|{blocks['references']}|{units}|{spoken}"
    return small_pattern(rf"\b(?:{named})|{figures}")


START = re.compile(r"(?:(?<=[^\w$€£#@/])|(?<![\s\S]))(?<!\d[.,:-])['\w]")
# No expression has more characters than these before its core.
LEAD = 64


def starts(plain: str) -> list[int]:
    """Where expressions can begin: at the edge of a word, in no number, sum or address, with a core word near."""
    made: list[int] = []
    seen = 0
    for core in _core().finditer(small(plain)):
        # The core may begin a letter before the word ("'90s").
        end = core.start() + 2
        made += (found.start() for found in START.finditer(plain, max(seen, core.start() - LEAD), end))
        seen = end
    return made
