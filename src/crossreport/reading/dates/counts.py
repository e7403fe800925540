"""Makes phrases of matches that count time: durations, what lies so long before or after, and what comes again and again."""

import re
from dataclasses import replace

from crossreport.reading.dates.phrase import Found, Phrase, ends_clause, month_number, number, part_of_day, unit_name
from crossreport.vocabulary.load import vocabulary

SMALL = {"S": "seconds", "M": "minutes", "H": "hours"}


HALVES = {"year": "6M", "hour": "30M", "minute": "30S", "day": "T12H"}


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


def duration(match: Found, raw: str) -> Phrase | None:
    """ "three days", "the past two weeks", "two days ago"; None for an age."""
    unit = unit_name(match["unit"])
    direction = " ".join((match["direction"] or match["glued"] or "").lower().split())
    if direction in ("old", "olds", "of age"):
        return None
    if (unit == "quarter" and _is_fraction(match, raw)) or _is_year_number(match):
        return None
    vague = vocabulary("times")["vague_counts"].get(" ".join((match["vague"] or "").lower().split()))
    said = match["count"] or match["only"]
    count = None if vague else 1.0 if said.lower() in ("a", "an", "another") else number(said)
    if count is not None and match["half"]:
        count += 0.5
    if count is None and unit == "day" and match["vague"].lower() == "some" and match["unit"].lower() == "day":
        return None
    made = Phrase(*match.span(), "duration", unit=unit, count=count, vague=tuple(vague) if vague else None)
    couple = vague and "couple" in match["vague"].lower()
    made = replace(made, value=duration_value(unit, 2.0 if couple else count))
    if match["shift"]:
        if match["shift"].lower() in ("past", "last", "recent"):
            made = replace(made, shift=-1)
        elif match["shift"].lower() in ("next", "coming"):
            made = replace(made, shift=1)
    elif match["the"] and not direction and match["only"] and match["only"].lower() in ("a", "an", "another", "one"):
        return None
    return _directed(made, match, raw)


def _is_fraction(match: Found, raw: str) -> bool:
    """ "Three-quarters of the town", "a quarter of it"."""
    glued = match["gap"] == "-" and match["unit"].lower().endswith("s")
    return glued or (match["shift"] is None and re.match(r"\s+of\b", raw[match.end() :]) is not None)


def _is_year_number(match: Found) -> bool:
    """ "The 1988 quarter": a year, no count."""
    said = match["only"] or match["count"] or ""
    return len(said) == 4 and said.isdigit() and not match["unit"].lower().endswith("s")


def _directed(made: Phrase, match: Found, raw: str) -> Phrase:
    """A count of units that leads to a time: "two days ago", "a week later", "a day after the raid"."""
    direction = " ".join((match.groupdict()["direction"] or match.groupdict().get("glued") or "").lower().split())
    if direction == "ago":
        return replace(made, kind="shift", shift=-1)
    if direction in ("from now", "hence"):
        return replace(made, kind="shift", shift=1)
    if direction in ("before", "prior", "after", "earlier", "later", "afterward", "afterwards"):
        steps = -1 if direction in ("before", "prior", "earlier") else 1
        governs = direction in ("before", "after") and not ends_clause(raw, match.end())
        if governs or direction == "prior":
            return replace(made, end=match.start("direction") - 1, shift=steps, relative="after")
        return replace(made, kind="shift", shift=steps, relative="before")
    return made


def plural(match: Found, raw: str) -> Phrase | None:
    """ "for years", "recent weeks", "months ago"."""
    unit, direction = unit_name(match["unit"]), (match["direction"] or "").lower()
    before = raw[max(match.start() - 10, 0) : match.start()]
    if match["recent"]:
        recent = match["recent"].lower() == "recent"
        made = Phrase(*match.span(), "duration", unit=unit, value=duration_value(unit, None), shift=-1 if recent else 1)
        return replace(made, end=match.end("unit"))
    if not direction and not re.search(r"\b(?:for|within|over|after|take|took|last|spent|in)\s$", before, re.I):
        return None
    made = Phrase(*match.span(), "duration", unit=unit, vague=(2, 60), value=duration_value(unit, None))
    return _directed(made, match, raw)


def every(match: Found, raw: str) -> Phrase | None:
    """ "every week", "each Thursday"."""
    if match["part"]:
        return Phrase(*match.span(), "set", value=f"XXXX-XX-XXT{part_of_day(match['part'])}")
    if match["month"]:
        return Phrase(*match.span(), "set", value=f"XXXX-{month_number(match['month']):02d}")
    count = 2.0 if match["other"] else number(match["count"]) if match["count"] else 1.0
    return Phrase(*match.span(), "set", value=duration_value(unit_name(match["unit"]), count))


def times(match: Found, raw: str) -> Phrase | None:
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
    return Phrase(*match.span(), "set", value=duration_value(unit_name(match["unit"]), 1.0))


def again(match: Found, raw: str) -> Phrase | None:
    """ "daily", "weekly", unless in a name."""
    if (
        raw[match.start()].isupper()
        and not raw[match.start() : match.end()].isupper()
        and not _starts_sentence(raw, match.start())
    ):
        return None
    return Phrase(*match.span(), "set", value=vocabulary("times")["sets"][match[0].lower()])


def _starts_sentence(raw: str, start: int) -> bool:
    return re.search(r"(?:^|[.!?:\"“”\n])\s*$", raw[max(start - 4, 0) : start]) is not None
