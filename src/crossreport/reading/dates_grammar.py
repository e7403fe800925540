"""The patterns of time expressions, built once from vocabulary/times.yaml."""

import re
from collections.abc import Iterable
from functools import lru_cache

from crossreport.vocabulary.load import vocabulary

EDGES = r"(?:early|late|mid|later|earlier)"
EDGE_OF = (
    r"(?:the\s+)?(?P<edge_of>beginning|start|end|middle|close|turn|early\s+hours|(?:early|late|latter)\s+part|"
    r"early\s+days|(?:first|second)\s+half)\s+of\s+"
)
ORDINAL = r"(?:st|nd|rd|th)?"
ZONE = r"(?:GMT|UTC|[ECMP][SD]?T|(?:local|eastern|central|mountain|pacific)(?:\s+time)?|hours|hrs)"


def alternatives(names: Iterable[object]) -> str:
    """A group that matches any of the names, the longest first, with any blanks between their words."""
    longest = sorted({str(name) for name in names}, key=lambda name: (-len(name), name))
    return "(?:" + "|".join(r"\s+".join(re.escape(word) for word in name.split()) for name in longest) + ")"


def _blocks() -> dict[str, str]:
    times = vocabulary("times")
    numbers = [name for name, value in times["numbers"].items() if value >= 1 and name not in ("a", "an")]
    tens = [name for name in numbers if times["numbers"][name] in range(20, 100, 10)]
    ones = [name for name in numbers if times["numbers"][name] < 10]
    month, short = alternatives(times["months"]), alternatives(times["months_short"])
    count = (
        rf"(?:\d+(?:,\d{{3}})*(?:\.\d+)?(?:\s+1/2)?|{alternatives(tens)}[\s-]{alternatives(ones)}|"
        rf"(?:(?:a|one)\s+)?(?:hundred|dozen)|{alternatives(numbers)}|half\s+an?)"
    )
    return {
        "month": rf"(?:{month}|{short}\b\.?)",
        "bare_month": rf"(?:{month}|{short}\.)",
        "weekday": alternatives(times["weekdays"]),
        "short_weekday": alternatives(times["weekdays_short"]),
        "part": alternatives(times["parts_of_day"]),
        "season": alternatives(times["seasons"]),
        "count": count,
        "vague": alternatives(times["vague_counts"]),
        "approx": alternatives(times["approximate"]),
        "year": r"(?:(?:1[5-9]|20)\d\d)",
        "spoken_year": rf"nineteen\s+{alternatives(tens)}(?:[\s-]{alternatives(ones)})?|two\s+thousand(?:\s+(?:and\s+)?{alternatives(ones)})?",
        "unit": r"(?:minute|hour|day|week|weekend|fortnight|month|quarter|year|decade)s?|seconds|centur(?:y|ies)",
        "named": alternatives(times["named_days"]),
        "nth": alternatives(times["ordinals"]),
    }


def _patterns(b: dict[str, str]) -> dict[str, str]:
    edge = rf"(?:(?P<edge>{EDGES})(?:\s+(?:in|on))?(?:\s+|-))?"
    return {
        "dmy": rf"(?:the\s+)?(?P<day>\d{{1,2}}){ORDINAL}(?:\s?(?:-|–|—|to)\s?(?P<to>\d{{1,2}}){ORDINAL})?(?:\s+of)?\s+"
        rf"(?P<month>{b['month']})(?:,?\s+(?P<year>\d{{4}}(?![\d:])|'?\d\d(?=\s*[\])(,-]|\s*$)))?",
        "mdy": rf"(?P<month>{b['month']})\s+(?:the\s+)?(?P<day>\d{{1,2}}){ORDINAL}(?!\d|:\d|\.\d|,\d{{3}}(?!\d)|\s?%|\s?percent)"
        rf"(?:\s?(?:-|–|—|to|through)\s?(?P<to>\d{{1,2}}){ORDINAL}(?![\d:]|\s?[ap]\.?m))?(?:,?\s+(?P<year>{b['year']})(?![\d:]))?",
        "iso": r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?:[T ](?P<hour>\d\d):(?P<minute>\d\d)(?::\d\d(?:\.\d+)?)?"
        r"(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-])",
        "numeric": r"(?P<a>\d{1,2})(?P<mark>[/.-])(?P<b>\d{1,2})(?P=mark)(?P<year>\d{4}|\d\d)(?![\d/.-]\d|\d)",
        "month_year": rf"{edge}(?P<month>{b['month']}),?\s+(?:of\s+)?(?:(?P<year>{b['year']})(?![\d:])|(?P<spoken>{b['spoken_year']}))",
        "month": rf"{edge}(?P<month>{b['bare_month']})(?![\w-])",
        "year": rf"{edge}(?P<lead>(?:the\s+)?fiscal\s+(?:year\s+)?|the\s+year\s+)?"
        rf"(?:(?P<year>{b['year']})(?:\s?[-–/]\s?(?P<to>{b['year']}|\d\d))?(?![\w/:]|-\d|[.,]\d)|(?P<spoken>{b['spoken_year']})\b)",
        "decade": rf"(?:the\s+)?{edge}(?P<decade>(?:1[5-9]|20)\d0|'\d0)'?s\b",
        "century": r"(?:the\s+)?(?P<nth>\d{1,2})(?:st|nd|rd|th)[\s-]century\b",
        "season_year": rf"{edge}(?:the\s+)?(?P<season>{b['season']})(?:\s+of|,)?\s+(?P<year>{b['year']})\b",
        "season": rf"the\s+{edge}(?P<season>{b['season']})\b(?!\s+of)",
        "quarter": rf"(?:the\s+)?(?:fiscal\s+)?(?:(?P<before>{b['year']})(?:'s)?\s+)?(?:fiscal\s+)?(?P<nth>{b['nth']})[\s-](?:fiscal\s+)?"
        rf"quarter(?:\s+of\s+(?:fiscal\s+)?(?P<year>{b['year']}))?\b",
        "ago_quarter": r"(?:(?:the|a)\s+)?year-(?:ago|earlier)(?:\s+(?P<unit>quarter|period))?\b",
        "weekday": rf"(?:(?P<edge>{EDGES})\s+(?:on\s+)?)?(?:(?P<shift>last|this|next|this\s+past|the\s+(?:following|previous|next)|"
        rf"every|each)\s+)?(?:(?P<weekday>{b['weekday']})(?P<plural>s(?!'))?|(?P<short>{b['short_weekday']})\.)"
        rf"(?:\s+(?:early\s+|late\s+)?(?P<part>{b['part']})(?P<parts>s)?)?\b",
        "deictic": rf"(?:the\s+day\s+(?P<far>before|after)\s+)?(?:(?P<edge>{EDGES})\s+)?(?P<word>today|yesterday|tomorrow|tonight)\b"
        rf"(?:\s+(?P<part>{b['part']}))?",
        "unit": rf"{edge}(?P<shift>this\s+past|this|last|next|that(?:\s+same)?|"
        r"the\s+(?:past|last|previous|preceding|next|coming|following|same|current|latest|first))\s+"
        rf"(?P<word>day|week|weekend|month|quarter|year|decade|century|{b['month']}|{b['season']}|(?P<when>early\s+)?{b['part']})\b"
        r"(?!-(?:old|long)|\s+(?:old|and\s+a\s+half))",
        "edge_of_unit": EDGE_OF
        + r"\w*?the\s+(?:(?P<adjective>[a-z]+)\s+)?(?P<unit>day|week|month|quarter|year|decade|century)\b",
        "in_unit": r"(?P<edge>earlier|later|early|late)\s+in\s+the\s+(?P<unit>day|week|month|year|decade)\b",
        "year_end": r"(?:the\s+)?year(?:\s|-)?end\b",
        "weekend": r"(?:over\s+|on\s+)?the\s+weekend\b",
        "the_quarter": r"the\s+quarter\b",
        "next_to_day": r"(?:on\s+)?(?P<span>the\s+day\s+(?P<direction>before|after|earlier))\b",
        "part": rf"(?P<the>the\s+)?(?:(?P<edge>early|late)\s+)?(?P<part>{b['part']})\b(?P<hours>\s+hours)?",
        "early_hours": r"the\s+(?:early|small|wee)\s+hours\b",
        "clock": rf"(?:{b['approx']}\s+)?(?P<hour>\d{{1,2}})(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])(?:\.\s?m\.|m\b\.?)"
        rf"(?:\s+{ZONE}\b)?",
        "clock24": rf"(?:{b['approx']}\s+)?(?P<hour>[01]?\d|2[0-4])(?P<mark>[:.h]?)(?P<minute>[0-5]\d)(?::[0-5]\d)?(?![\d:])"
        rf"(?P<zone>\s?{ZONE}\b)?",
        "oclock": rf"(?:{b['approx']}\s+)?(?P<count>{b['count']})\s+o'clock\b",
        "clock_word": rf"(?:{b['approx']}\s+)?(?P<word>noon|midday|midnight)\b",
        "duration": rf"(?:each\s+of\s+)?(?P<approx>(?:{b['approx']}\s+){{0,2}})(?P<the>the\s+)?"
        r"(?:(?P<shift>past|last|next|coming|previous|preceding|first|following|final|latest|year-earlier|recent)\s+)?"
        rf"(?:(?P<vague>{b['vague']})|(?P<count>{b['count']})(?:\s+(?:to|or)\s+|-to-|-|–)(?P<upper>{b['count']})|"
        rf"(?P<only>{b['count']}|an?|another))(?:\s+|-)"
        r"(?:(?:additional|more|full|long|straight|consecutive|whole|entire|trading|business|calendar|working|extra|further|"
        r"solid|short|mere|fiscal|separate|good)\s+)?"
        rf"(?P<unit>{b['unit']})\b(?P<half>\s+and\s+a\s+half)?(?:-(?P<glued>old|ago|long))?"
        r"(?:\s+(?P<direction>ago|earlier|later|before|after(?:wards)?|prior|from\s+now|hence|olds?|of\s+age)\b)?",
        "plural": r"(?:(?P<recent>recent|coming)\s+)?(?P<unit>seconds|minutes|hours|days|weeks|months|years|decades|centuries)\b"
        r"(?:\s+(?P<direction>ago|earlier|later|before|after(?:wards)?)\b)?",
        "every": rf"(?:every|each)\s+(?:(?:(?P<other>other)|(?P<count>{b['count']}))\s+)?(?:(?P<unit>{b['unit']})|"
        rf"(?P<part>{b['part']})|(?P<month>{b['month']}))\b",
        "times": rf"(?:(?:once|twice|{b['count']}\s+times)\s+)?(?:a|an|per)\s+(?P<unit>minute|hour|day|week|month|quarter|year)\b",
        "set": rf"{alternatives(vocabulary('times')['sets'])}\b",
        "reference": rf"(?P<word>{alternatives(word for group in vocabulary('times')['references'].values() for word in group)})\b",
        "named": rf"(?:(?P<shift>last|this|next)\s+)?(?P<name>{b['named']})(?:,?\s+(?P<year>{b['year']}))?\b",
    }


@lru_cache(maxsize=1)
def grammar() -> dict[str, re.Pattern[str]]:
    """{rule: pattern}. Each begins at the edge of a word, and not within a number, a sum or an address of the web."""
    guard = r"(?<![\w$€£#@/])(?<!\d[.,:-])"
    return {name: re.compile(guard + pattern, re.IGNORECASE) for name, pattern in _patterns(_blocks()).items()}
