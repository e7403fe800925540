"""A phrase of time: what its words say, not yet which day it is; and what the single words of one mean."""

import re
from dataclasses import dataclass
from typing import Literal

from crossreport.vocabulary.load import vocabulary

Kind = Literal[
    "day", "weekday", "month", "year", "years", "season", "quarter", "deictic", "unit", "part", "clock", "duration",
    "shift", "set", "reference",
]  # fmt: skip


Relative = Literal["published", "before", "after"]


Found = re.Match[str]


@dataclass(frozen=True)
class Phrase:
    """Words of time at `start` to `end` of the text, and what they say.

    `shift` counts units from the anchor ("last week" -1 week, "two days ago" -2 days); `relative` tells what the anchor is:
    the publication, or the date told before ("the next day") or after ("a day after Friday"). `value` is set where TIMEX3
    needs no calculation. `vague` bounds a vague count. `edge` narrows a unit (early, mid, late, start, end). `rolling`: the
    unit is the days up to the publication ("the past week"), not the one of the calendar.
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
    rolling: bool = False
    short_year: bool = False


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


def month_number(name: str) -> int:
    """1 to 12 for a month's name or short form."""
    times, said = vocabulary("times"), name.lower().rstrip(".")
    return int(times["months"].get(said) or times["months_short"][said])


def part_of_day(name: str) -> str:
    """MO, AF, EV or NI for a part of the day."""
    return str(vocabulary("times")["parts_of_day"][" ".join(name.lower().split())])


def edge_name(name: str | None) -> str:
    """The part of a unit that words name: start, end, mid, early, late, earlier, later, first half, second half."""
    said = " ".join((name or "").lower().split())
    if said in ("beginning", "start", "turn"):
        return "start"
    if said in ("end", "close"):
        return "end"
    if said == "middle":
        return "mid"
    return {"early part": "early", "early days": "early", "late part": "late", "latter part": "late"}.get(said, said)


def unit_name(name: str) -> str:
    """The singular of a unit's name."""
    said = name.lower()
    return "century" if said.startswith("centur") else said.rstrip("s")


def _spoken_year(text: str) -> int:
    table = vocabulary("times")["numbers"]
    parts = re.split(r"[\s-]+", text.lower())
    rest = sum(int(table.get(part, 0)) for part in parts[1:])
    return (1900 if parts[0] == "nineteen" else 2000) + rest


def year_of(match: Found) -> int | None:
    """The year of a match, in figures or spoken, with as many figures as it was given."""
    groups = match.groupdict()
    if groups.get("spoken"):
        return _spoken_year(groups["spoken"])
    said = groups.get("year")
    return int(said.lstrip("'")) if said else None


SHIFTS = {
    "last": -1, "this past": -1, "previous": -1, "preceding": -1, "past": -1, "latest": -1, "this": 0, "current": 0,
    "same": 0, "that": 0, "that same": 0, "next": 1, "coming": 1, "this coming": 1, "following": 1,
}  # fmt: skip


def shift_of(said: str) -> tuple[int, Relative]:
    """How many units "last", "this", "the next" go, and from where."""
    name = " ".join(said.lower().split())
    bare = name.removeprefix("the ")
    told = bare in ("following", "preceding", "previous", "same", "that", "that same") or name == "the next"
    return SHIFTS.get(bare, 0), "before" if told else "published"


def ends_clause(raw: str, end: int) -> bool:
    """Does nothing follow that "before" or "after" could govern?"""
    return (
        re.match(r"\s*(?:$|[.,;:!?)\"”'’]|(?:and|but|in|at|on|by|when|as|with|from|near|outside|during|to)\b)", raw[end:])
        is not None
    )
