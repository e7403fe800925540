"""The words of time in a text, as typed phrases: what they say, not yet which day it is.

Every rule of the grammar has a maker here of the same name, which turns a match into a phrase, or refuses it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from crossreport.reading.dates_grammar import grammar
from crossreport.vocabulary.load import vocabulary, words

Kind = Literal[
    "day", "weekday", "month", "year", "years", "season", "quarter", "deictic", "unit", "part", "clock", "duration",
    "shift", "set", "reference",
]  # fmt: skip
Relative = Literal["published", "before", "after"]
SMALL = {"S": "seconds", "M": "minutes", "H": "hours"}
HALVES = {"year": "6M", "hour": "30M", "minute": "30S", "day": "T12H"}
PREPOSED = re.compile(
    r"(?:\b(?:in|on|of|since|until|till|by|from|last|next|this|during|before|after|to|through|early|late|mid)\s)$", re.I
)


@dataclass(frozen=True)
class Phrase:
    """Words of time at `start` to `end` of the text, and what they say.

    `shift` counts units from the anchor ("last week" -1 week, "two days ago" -2 days); `relative` tells what the anchor is:
    the publication, or the date told before ("the next day") or after ("a day after Friday"). `value` is set where TIMEX3
    needs no calculation. `vague` bounds a vague count. `edge` narrows a unit (early, mid, late, start, end).
    `other_day` and `other_month` are the second reading of a date in figures (5/1 as 1 May).
    """

    start: int
    end: int
    kind: Kind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    to_day: int | None = None
    to_year: int | None = None
    weekday: int | None = None
    nth: int | None = None
    part: str | None = None
    hour: int | None = None
    minute: int | None = None
    season: str | None = None
    quarter: int | None = None
    unit: str | None = None
    count: float | None = None
    vague: tuple[int, int] | None = None
    shift: int | None = None
    relative: Relative = "published"
    edge: str = ""
    value: str = ""
    swaps: bool = False
    short_year: bool = False


Found = re.Match[str]


def number(text: str) -> float:
    """The value of a count in figures or words, up to the hundreds ("2 1/2", "twenty-one", "a dozen")."""
    said = " ".join(text.lower().replace(",", "").split())
    table = vocabulary("times")["numbers"]
    if said in table:
        return float(table[said])
    if "1/2" in said:
        return float(said.split()[0]) + 0.5
    if said.replace(".", "", 1).isdigit():
        return float(said)
    parts = re.split(r"[\s-]", said)
    if parts[-1] in ("hundred", "dozen"):
        return float(table[parts[-1]])
    return float(sum(table.get(part, 0) for part in parts))


def _month(name: str) -> int:
    times, said = vocabulary("times"), name.lower().rstrip(".")
    return int(times["months"].get(said) or times["months_short"][said])


def _part(name: str) -> str:
    return str(vocabulary("times")["parts_of_day"][" ".join(name.lower().split())])


def _edge(name: str | None) -> str:
    said = " ".join((name or "").lower().split())
    if said in ("beginning", "start", "turn"):
        return "start"
    if said in ("end", "close"):
        return "end"
    if said == "middle":
        return "mid"
    return {"early part": "early", "early days": "early", "late part": "late", "latter part": "late"}.get(said, said)


def _unit(name: str) -> str:
    said = name.lower()
    return "century" if said.startswith("centur") else said.rstrip("s")


def _spoken_year(text: str) -> int:
    table = vocabulary("times")["numbers"]
    parts = re.split(r"[\s-]+", text.lower())
    rest = sum(int(table.get(part, 0)) for part in parts[1:])
    return (1900 if parts[0] == "nineteen" else 2000) + rest


def _year(match: Found) -> int | None:
    groups = match.groupdict()
    if groups.get("spoken"):
        return _spoken_year(groups["spoken"])
    said = groups.get("year")
    return int(said.lstrip("'")) if said else None


def _dmy(match: Found, raw: str) -> Phrase | None:
    day, to = int(match["day"]), match["to"]
    if not 1 <= day <= 31 or _names_a_thing(raw, match.end()):
        return None
    year = _year(match)
    return Phrase(
        *match.span(), "day", year=year, month=_month(match["month"]), day=day, to_day=int(to) if to else None,
        short_year=year is not None and year < 100,
    )  # fmt: skip


def _names_a_thing(raw: str, end: int) -> bool:
    after = re.match(r"\s+([\w'-]+)", raw[end:])
    return bool(after) and after[1].lower() in words("times", "named_after_a_day")  # type: ignore[index]


def _iso(match: Found, raw: str) -> Phrase | None:
    hour, minute = match["hour"], match["minute"]
    if not (1 <= int(match["month"]) <= 12 and 1 <= int(match["day"]) <= 31):
        return None
    return Phrase(
        *match.span(), "day", year=int(match["year"]), month=int(match["month"]), day=int(match["day"]),
        hour=int(hour) if hour else None, minute=int(minute) if minute else None,
    )  # fmt: skip


def _numeric(match: Found, raw: str) -> Phrase | None:
    a, b, year = int(match["a"]), int(match["b"]), int(match["year"])
    if match["mark"] != "/" and year < 100:
        return None
    # Month first, as in most English-language copy; dots are the mark of those who put the day first.
    month, day = (b, a) if a > 12 or (match["mark"] == "." and b <= 12) else (a, b)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    swaps = a <= 12 and b <= 12 and a != b and match["mark"] != "."
    return Phrase(*match.span(), "day", year=year, month=month, day=day, swaps=swaps, short_year=year < 100)


def _bare_month(match: Found, raw: str) -> Phrase | None:
    name = match["month"]
    before = raw[max(match.start("month") - 12, 0) : match.start("month")]
    written = raw[match.start("month") : match.end("month")]
    if name.lower().rstrip(".") in words("times", "months_verbs") and not written.istitle() and not PREPOSED.search(before):
        return None
    if not written[0].isupper() and not PREPOSED.search(before):
        return None
    return Phrase(*match.span(), "month", month=_month(name), edge=_edge(match["edge"]))


def _month_year(match: Found, raw: str) -> Phrase | None:
    return Phrase(*match.span(), "month", month=_month(match["month"]), year=_year(match), edge=_edge(match["edge"]))


def _bare_year(match: Found, raw: str) -> Phrase | None:
    said, to = _year(match), match["to"]
    if said is None or (match["spoken"] and not match["lead"] and said == 2000):
        return None
    if (
        not match["lead"]
        and not match["edge"]
        and not match["spoken"]
        and not _is_year(raw, *match.span("year"), match.end())
    ):
        return None
    to_year = int(to) if to and len(to) == 4 else said - said % 100 + int(to) if to else None
    if to_year is not None and to_year <= said:
        return None
    return Phrase(*match.span(), "year", year=said, to_year=to_year, edge=_edge(match["edge"]))


def _is_year(raw: str, start: int, end: int, stop: int) -> bool:
    before = re.search(r"([\w'&]+|[$#£€])[\s(]*$", raw[max(start - 30, 0) : start])
    after = re.match(r"(?:\s+|-)([\w']+)(.{0,40})", raw[stop : stop + 60])
    if before and before[1].lower() in words("times", "not_a_year_after"):
        return False
    if after is None:
        return True
    if after[1].lower() in words("times", "not_a_year_before"):
        return False
    # A house number: "1950 N. Maple Street".
    named = re.findall(r"[\w']+", after[1] + after[2])[:4]
    streets = [at for at, word in enumerate(named) if word.lower() in words("times", "streets")]
    return not (streets and all(word[0].isupper() or word[0].isdigit() for word in named[: streets[0] + 1]))


def _decade(match: Found, raw: str) -> Phrase | None:
    said = match["decade"].lstrip("'")
    year = int(said) if len(said) == 4 else 1900 + int(said) if int(said) >= 30 else 2000 + int(said)
    return Phrase(*match.span(), "years", year=year, to_year=year + 9, edge=_edge(match["edge"]), value=str(year)[:3])


def _century(match: Found, raw: str) -> Phrase | None:
    nth = int(match["nth"])
    if not 1 <= nth <= 99:
        return None
    return Phrase(*match.span(), "years", year=100 * nth - 99, to_year=100 * nth, value=f"{nth - 1:02d}")


def _season(match: Found, raw: str) -> Phrase | None:
    name = match["season"].lower()
    groups = match.groupdict()
    if (
        name == "fall"
        and not groups.get("year")
        and not re.search(r"\b(?:in|by|until|this|since)\s$", raw[: match.start()][-8:], re.I)
    ):
        return None
    return Phrase(
        *match.span(), "season", season=vocabulary("times")["seasons"][name], year=_year(match), edge=_edge(match["edge"])
    )


def _quarter(match: Found, raw: str) -> Phrase | None:
    year = match["year"] or match["before"]
    nth = vocabulary("times")["ordinals"][match["nth"].lower()]
    return Phrase(*match.span(), "quarter", quarter=nth, year=int(year) if year else None)


def _ago_quarter(match: Found, raw: str) -> Phrase | None:
    return Phrase(*match.span(), "shift", unit="year", count=1, shift=-1)


SHIFTS = {
    "last": -1, "this past": -1, "previous": -1, "preceding": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1,
    "following": 1, "latest": -1, "same": 0, "that": 0, "that same": 0,
}  # fmt: skip


def _shift(said: str) -> tuple[int, Relative]:
    """How many units "last", "this", "the next" go, and from where."""
    name = " ".join(said.lower().split())
    bare = name.removeprefix("the ")
    told = bare in ("following", "preceding", "previous", "same", "that", "that same") or name == "the next"
    return SHIFTS.get(bare, 0), "before" if told else "published"


def _weekday(match: Found, raw: str) -> Phrase | None:
    times = vocabulary("times")
    short = match["short"]
    name = times["weekdays_short"][short.lower()] if short else times["weekdays"][match["weekday"].lower()]
    if short and not raw[match.start("short")].isupper():
        return None
    before = re.search(r"([\w]+)\s$", raw[max(match.start() - 12, 0) : match.start()])
    if before and before[1].lower() in words("times", "weekdays_named_by"):
        return None
    part = _part(match["part"]) if match["part"] else None
    shift = " ".join((match["shift"] or "").lower().split())
    # "on Monday nights" and "every Monday" come again and again, "Fridays" too.
    if shift in ("every", "each") or match["plural"] or match["parts"]:
        return Phrase(*match.span(), "set", value=f"XXXX-WXX-{name}" + (f"T{part}" if part else ""))
    steps, relative = _shift(shift) if shift else (None, "published")
    return Phrase(
        *match.span(), "weekday", weekday=name, part=part, shift=steps, relative=relative, edge=_edge(match["edge"])
    )


def _deictic(match: Found, raw: str) -> Phrase | None:
    word = match["word"].lower()
    steps = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}[word]
    far = {"before": -1, "after": 1}.get((match["far"] or "").lower(), 0)
    if far and far != steps:
        return None
    part = _part(match["part"]) if match["part"] else "NI" if word == "tonight" else None
    return Phrase(*match.span(), "deictic", shift=steps + far, part=part, edge=_edge(match["edge"]))


def _unit_phrase(match: Found, raw: str) -> Phrase | None:
    times = vocabulary("times")
    said = " ".join(match["shift"].lower().split())
    word = " ".join(match["word"].lower().split())
    steps, relative = _shift(said)
    edge = _edge(match["edge"])
    if word.rstrip(".") in times["months"] or word.rstrip(".") in times["months_short"]:
        return (
            Phrase(*match.span(), "month", month=_month(word), shift=steps, edge=edge)
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
        return Phrase(*match.span(), "part", part=_part(part), shift=steps, relative=relative)
    if said == "the first" or (
        word == "day" and said in ("this", "last", "the last", "the past", "the latest", "the coming")
    ):
        return None
    if said == "next" and word == "day":
        relative = "before"
    return Phrase(*match.span(), "unit", unit=word, shift=steps, relative=relative, edge=edge)


def _edge_of_unit(match: Found, raw: str) -> Phrase | None:
    # Scraped and translated text glues debris to "the"; a school or fiscal year begins on no known day.
    adjective = (match["adjective"] or "").lower()
    if adjective and adjective not in ("new", "current", "calendar", "present"):
        return None
    return Phrase(*match.span(), "unit", unit=match["unit"].lower(), shift=0, edge=_edge(match["edge_of"]))


def _in_unit(match: Found, raw: str) -> Phrase | None:
    return Phrase(*match.span(), "unit", unit=match["unit"].lower(), shift=0, edge=_edge(match["edge"]))


def _year_end(match: Found, raw: str) -> Phrase | None:
    return Phrase(*match.span(), "unit", unit="year", shift=0, edge="end")


def _weekend(match: Found, raw: str) -> Phrase | None:
    start = match.start() + re.match(r"(?:over\s+|on\s+)?", match[0], re.I).end()  # type: ignore[union-attr]
    return Phrase(start, match.end(), "unit", unit="weekend", shift=None)


def _the_quarter(match: Found, raw: str) -> Phrase | None:
    return Phrase(*match.span(), "unit", unit="quarter", shift=-1)


def _next_to_day(match: Found, raw: str) -> Phrase | None:
    steps = 1 if match["direction"].lower() == "after" else -1
    relative: Relative = (
        "after" if match["direction"].lower() != "earlier" and not _ends_clause(raw, match.end()) else "before"
    )
    return Phrase(*match.span("span"), "unit", unit="day", shift=steps, relative=relative)


def _ends_clause(raw: str, end: int) -> bool:
    """Does nothing follow that "before" or "after" could govern?"""
    return (
        re.match(r"\s*(?:$|[.,;:!?)\"”'’]|(?:and|but|in|at|on|by|when|as|with|from|near|outside|during|to)\b)", raw[end:])
        is not None
    )


def _part_phrase(match: Found, raw: str) -> Phrase | None:
    said = " ".join(match["part"].lower().split())
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
    return Phrase(*match.span(), "part", part=_part(said), relative="before")


def _early_hours(match: Found, raw: str) -> Phrase | None:
    return Phrase(*match.span(), "part", part="MO", relative="before")


def _clock(match: Found, raw: str) -> Phrase | None:
    hour = int(match["hour"])
    if not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    return Phrase(*match.span(), "clock", hour=hour, minute=int(match["minute"] or 0), relative="before")


def _clock24(match: Found, raw: str) -> Phrase | None:
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


def _oclock(match: Found, raw: str) -> Phrase | None:
    hour = int(number(match["count"]))
    return Phrase(*match.span(), "clock", hour=hour, minute=0, relative="before") if 1 <= hour <= 12 else None


def _clock_word(match: Found, raw: str) -> Phrase | None:
    return Phrase(
        *match.span(), "clock", hour=vocabulary("times")["clock_words"][match["word"].lower()], minute=0, relative="before"
    )


def duration_value(unit: str, count: float | None) -> str:
    """P3D, PT2H, P2Y6M; PXW for an unknown count."""
    letter = vocabulary("times")["units"][unit]
    said = "X" if count is None else f"{count:g}"
    if unit == "fortnight":
        letter, said = "W", "X" if count is None else f"{2 * count:g}"
    tail = ""
    if count is not None and count % 1 == 0.5 and unit in HALVES:
        tail, said = HALVES[unit], f"{int(count)}" if count > 1 else ""
    return (
        ("PT" if unit in SMALL.values() or unit in ("second", "minute", "hour") else "P")
        + (said + letter if said else "")
        + tail
    )


def _duration(match: Found, raw: str) -> Phrase | None:
    unit = _unit(match["unit"])
    direction = " ".join((match["direction"] or match["glued"] or "").lower().split())
    if direction in ("old", "olds", "of age"):
        return None
    vague = vocabulary("times")["vague_counts"].get(" ".join((match["vague"] or "").lower().split()))
    said = match["count"] or match["only"]
    count = None if vague else 1.0 if said.lower() in ("a", "an", "another") else number(said)
    if count is not None and match["half"]:
        count += 0.5
    if count is None and unit == "day" and match["vague"].lower() == "some" and match["unit"].lower() == "day":
        return None
    made = Phrase(*match.span(), "duration", unit=unit, count=count, vague=tuple(vague) if vague else None)
    made = replace(made, value=duration_value(unit, count))
    if match["shift"]:
        if match["shift"].lower() in ("past", "last", "recent"):
            made = replace(made, shift=-1)
        elif match["shift"].lower() in ("next", "coming"):
            made = replace(made, shift=1)
    elif match["the"] and not direction and match["only"] and match["only"].lower() in ("a", "an", "another", "one"):
        return None
    return _directed(made, match, raw)


def _directed(made: Phrase, match: Found, raw: str) -> Phrase:
    """A count of units that leads to a time: "two days ago", "a week later", "a day after the raid"."""
    direction = " ".join((match.groupdict()["direction"] or match.groupdict().get("glued") or "").lower().split())
    if direction == "ago":
        return replace(made, kind="shift", shift=-1)
    if direction in ("from now", "hence"):
        return replace(made, kind="shift", shift=1)
    if direction in ("before", "prior", "after", "earlier", "later", "afterward", "afterwards"):
        steps = -1 if direction in ("before", "prior", "earlier") else 1
        governs = direction in ("before", "after") and not _ends_clause(raw, match.end())
        if governs or direction == "prior":
            return replace(made, end=match.start("direction") - 1, shift=steps, relative="after")
        return replace(made, kind="shift", shift=steps, relative="before")
    return made


def _plural(match: Found, raw: str) -> Phrase | None:
    unit, direction = _unit(match["unit"]), (match["direction"] or "").lower()
    before = raw[max(match.start() - 10, 0) : match.start()]
    if match["recent"]:
        recent = match["recent"].lower() == "recent"
        made = Phrase(*match.span(), "duration", unit=unit, value=duration_value(unit, None), shift=-1 if recent else 1)
        return replace(made, end=match.end("unit"))
    if not direction and not re.search(r"\b(?:for|within|over|after|take|took|last|spent|in)\s$", before, re.I):
        if not re.match(r"\s+of\b", raw[match.end() :]) or re.search(r"\bthe\s$", before, re.I) is None:
            return None
    made = Phrase(*match.span(), "duration", unit=unit, vague=(2, 60), value=duration_value(unit, None))
    return _directed(made, match, raw)


def _every(match: Found, raw: str) -> Phrase | None:
    if match["part"]:
        return Phrase(*match.span(), "set", value=f"XXXX-XX-XXT{_part(match['part'])}")
    if match["month"]:
        return Phrase(*match.span(), "set", value=f"XXXX-{_month(match['month']):02d}")
    count = 2.0 if match["other"] else number(match["count"]) if match["count"] else 1.0
    return Phrase(*match.span(), "set", value=duration_value(_unit(match["unit"]), count))


def _times(match: Found, raw: str) -> Phrase | None:
    """ "Three times a week", "$5 a day": "a" in the sense of "per", after a number, a plural or a sum."""
    if not re.match(r"once|twice|.*\stimes\s|per\s", match[0], re.I):
        before = re.search(r"([\w%]+)\s+$", raw[max(match.start() - 25, 0) : match.start()])
        is_count = before and (
            before[1][-1:].isdigit()
            or before[1].lower().endswith(("illion", "thousand", "hundred", "%", "cents", "dollars"))
        )
        is_plural = (
            before
            and re.fullmatch(r"[a-z]{3,}[^s\W]s", before[1])
            and not re.search(r"(?:days|weeks|is|was|has|lasts|takes|less)$", before[1])
        )
        if not (is_count or is_plural) or re.match(r"\s+(?:ago|earlier|later|before|after|old)\b", raw[match.end() :]):
            return None
    return Phrase(*match.span(), "set", value=duration_value(_unit(match["unit"]), 1.0))


def _set(match: Found, raw: str) -> Phrase | None:
    if (
        raw[match.start()].isupper()
        and not raw[match.start() : match.end()].isupper()
        and not _starts_sentence(raw, match.start())
    ):
        return None
    return Phrase(*match.span(), "set", value=vocabulary("times")["sets"][match[0].lower()])


def _starts_sentence(raw: str, start: int) -> bool:
    return re.search(r"(?:^|[.!?:\"“”\n])\s*$", raw[max(start - 4, 0) : start]) is not None


def _reference(match: Found, raw: str) -> Phrase | None:
    word = " ".join(match["word"].lower().split())
    groups = vocabulary("times")["references"]
    value = next(value for value, names in groups.items() if word in names)
    after = re.match(r"\s+(\w+)", raw[match.end() :])
    if word in words("times", "reference_adjectives") and after is None:
        return None
    if (
        word in ("the past", "the present", "the moment", "the future")
        and after
        and after[1].lower()
        not in (
            "and",
            "but",
            "to",
            "is",
            "was",
            "of",
            "that",
            "he",
            "she",
            "it",
            "they",
            "for",
            "in",
            "have",
            "has",
            "who",
            "as",
            "by",
            "on",
            "with",
        )
    ):
        return None
    return Phrase(*match.span(), "reference", value=value)


def _named(match: Found, raw: str) -> Phrase | None:
    said = vocabulary("times")["named_days"][" ".join(match["name"].lower().split())]
    if not raw[match.start("name")].isupper() and not raw[match.start("name")].isdigit():
        return None
    steps = SHIFTS[match["shift"].lower()] if match["shift"] else None
    return Phrase(
        *match.span(), "day", month=said["month"], day=said.get("day"), weekday=said.get("weekday"), nth=said.get("nth"),
        year=_year(match) or said.get("year"), shift=steps,
    )  # fmt: skip


MAKERS: dict[str, Callable[[Found, str], Phrase | None]] = {
    "dmy": _dmy, "mdy": _dmy, "iso": _iso, "numeric": _numeric, "month_year": _month_year, "month": _bare_month,
    "year": _bare_year, "decade": _decade, "century": _century, "season_year": _season, "season": _season,
    "quarter": _quarter, "ago_quarter": _ago_quarter, "weekday": _weekday, "deictic": _deictic, "unit": _unit_phrase,
    "edge_of_unit": _edge_of_unit, "in_unit": _in_unit, "year_end": _year_end, "weekend": _weekend,
    "the_quarter": _the_quarter, "next_to_day": _next_to_day, "part": _part_phrase, "early_hours": _early_hours,
    "clock": _clock, "clock24": _clock24, "oclock": _oclock, "clock_word": _clock_word, "duration": _duration,
    "plural": _plural, "every": _every, "times": _times, "set": _set, "reference": _reference, "named": _named,
}  # fmt: skip


def find_phrases(plain: str, raw: str) -> list[Phrase]:
    """The phrases of a text in order, none overlapping: the earliest first, of several there the longest.

    `plain` is the text with straight quotation marks, `raw` the same text as it was (for its capitals).
    """
    found: list[Phrase] = []
    for name, pattern in grammar().items():
        for match in pattern.finditer(plain):
            made = MAKERS[name](match, raw)
            if made is not None:
                found.append(made)
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[Phrase] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept
