"""Makes phrases of matches that name a day, a month, a year or a season outright. Each is named after its rule."""

import re

from crossreport.reading.dates.phrase import SHIFTS, Found, Phrase, edge_name, month_number, year_of
from crossreport.vocabulary.load import vocabulary, words

PREPOSED = re.compile(
    r"(?:\b(?:in|on|of|since|until|till|by|from|last|next|this|during|before|after|early|late|mid)\s)$", re.I
)
# What can follow "12 may" as a date where the capital is missing ("12 may have died" is none).
DATE_ENDS = re.compile(r"\s*(?:[,.;)¶-]|$|(?:in|at|by|when|and)\b)", re.I)


def dmy(match: Found, raw: str) -> Phrase | None:
    """5 January 2016, January 5."""
    day, to = int(match["day"]), match["to"]
    if not 1 <= day <= 31 or _names_a_thing(raw, match.start(), match.end()):
        return None
    year = year_of(match)
    if year is None and (_counts(raw, match) or not _is_month(raw, match)):
        return None
    return Phrase(
        *match.span(), "day", year=year, month=month_number(match["month"]), day=day, to_day=int(to) if to else None,
        short_year=year is not None and year < 100,
    )  # fmt: skip


def _counts(raw: str, match: Found) -> bool:
    """Does the number belong to what follows ("in May 20 people fled")?"""
    after = re.match(r"\s+(\w+)", raw[match.end() :])
    return match.end("day") > match.end("month") and bool(after) and after[1].lower() in words("times", "not_a_year_before")  # type: ignore[index]


def _is_month(raw: str, match: Found) -> bool:
    """Is it no verb ("12 may have died")?"""
    written = raw[match.start("month") : match.end("month")]
    doubtful = written.lower() in words("times", "months_verbs") and not written.istitle()
    return not doubtful or DATE_ENDS.match(raw, match.end()) is not None


def _names_a_thing(raw: str, start: int, end: int, capital: bool = False) -> bool:
    """Is the next word a thing named after a day, or behind an article the one after it ("the April 6 Youth Movement")?

    Where it has to have a `capital`, "the October front" is none.
    """
    after = re.match(r"\s+([\w'-]+)(?:\s+([A-Z][\w'-]+))?", raw[end : end + 80])
    if after is None:
        return False
    things = words("times", "named_after_a_day")
    if after[1].lower() in things and (after[1][0].isupper() or not capital):
        return True
    defined = raw[max(start - 4, 0) : start].lower() == "the "
    return defined and after[1][0].isupper() and bool(after[2]) and after[2].lower() in things


def iso(match: Found, raw: str) -> Phrase | None:
    """2016-01-05, 2016-01-05T14:30Z."""
    hour, minute = match["hour"], match["minute"]
    if not (1 <= int(match["month"]) <= 12 and 1 <= int(match["day"]) <= 31):
        return None
    return Phrase(
        *match.span(), "day", year=int(match["year"]), month=int(match["month"]), day=int(match["day"]),
        hour=int(hour) if hour else None, minute=int(minute) if minute else None,
    )  # fmt: skip


def numeric(match: Found, raw: str) -> Phrase | None:
    """1/5/2016, 05.01.2016."""
    a, b, year = int(match["a"]), int(match["b"]), int(match["year"])
    if match["mark"] != "/" and year < 100:
        return None
    # Month first, as in most English-language copy; dots are the mark of those who put the day first.
    month, day = (b, a) if a > 12 or (match["mark"] == "." and b <= 12) else (a, b)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    swaps = a <= 12 and b <= 12 and a != b and match["mark"] != "."
    return Phrase(*match.span(), "day", year=year, month=month, day=day, swaps=swaps, short_year=year < 100)


def bare_month(match: Found, raw: str) -> Phrase | None:
    """ "January", unless it is a verb or a modal."""
    name = match["month"]
    before = raw[max(match.start("month") - 12, 0) : match.start("month")]
    written = raw[match.start("month") : match.end("month")]
    if name.lower().rstrip(".") in words("times", "months_verbs") and not written.istitle() and not PREPOSED.search(before):
        return None
    if not written[0].isupper() and not PREPOSED.search(before):
        return None
    number = re.match(r"\s+\d{1,2}\b", raw[match.end() :])
    if number and _names_a_thing(raw, match.start(), match.end() + number.end()):
        return None
    numbered = re.search(r"\d(?:st|nd|rd|th)?\s$", before) is not None
    if _names_a_thing(raw, match.start(), match.end(), capital=not numbered):
        return None
    return Phrase(*match.span(), "month", month=month_number(name), edge=edge_name(match["edge"]))


def month_year(match: Found, raw: str) -> Phrase | None:
    """ "January 2016", "early May 2015"."""
    return Phrase(
        *match.span(), "month", month=month_number(match["month"]), year=year_of(match), edge=edge_name(match["edge"])
    )


def bare_year(match: Found, raw: str) -> Phrase | None:
    """ "1967", "fiscal 1989", "2015-16", unless it is a number or a house."""
    said, to = year_of(match), match["to"]
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
    return Phrase(*match.span(), "year", year=said, to_year=to_year, edge=edge_name(match["edge"]))


def _is_year(raw: str, start: int, end: int, stop: int) -> bool:
    before = re.search(r"([\w'&]+|[$#£€©])[\s(]*$", raw[max(start - 30, 0) : start])
    after = re.match(r"(?:\s+|-)([\w']+)(.{0,40})", raw[stop : stop + 60])
    if before and before[1].lower() in words("times", "not_a_year_after"):
        return False
    if before and before[1].lower() in ("in", "since", "until", "during", "by") and raw[stop - 2 : stop] != "00":
        return True
    if after is None:
        return True
    if after[1].lower() in words("times", "not_a_year_before"):
        return False
    # A house number: "1950 N. Maple Street".
    named = re.findall(r"[\w']+", after[1] + after[2])[:4]
    streets = [at for at, word in enumerate(named) if word.lower() in words("times", "streets")]
    return not (streets and all(word[0].isupper() or word[0].isdigit() for word in named[: streets[0] + 1]))


def decade(match: Found, raw: str) -> Phrase | None:
    """ "the 1980s", "the late '80s"."""
    said = match["decade"].lstrip("'")
    year = int(said) if len(said) == 4 else 1900 + int(said) if int(said) >= 30 else 2000 + int(said)
    return Phrase(*match.span(), "years", year=year, to_year=year + 9, edge=edge_name(match["edge"]), value=str(year)[:3])


def year_period(match: Found, raw: str) -> Phrase | None:
    """ "The 1988 period": the year itself."""
    return Phrase(*match.span(), "year", year=int(match["year"]))


def decade_words(match: Found, raw: str) -> Phrase | None:
    """ "The nineties", taken for those of the 20th century."""
    year = 1900 + vocabulary("times")["decades"][match["word"].lower()]
    return Phrase(*match.span(), "years", year=year, to_year=year + 9, edge=edge_name(match["edge"]), value=str(year)[:3])


def century(match: Found, raw: str) -> Phrase | None:
    """ "the 19th century"."""
    nth = int(match["nth"])
    if not 1 <= nth <= 99:
        return None
    return Phrase(*match.span(), "years", year=100 * nth - 99, to_year=100 * nth, value=f"{nth - 1:02d}")


def season(match: Found, raw: str) -> Phrase | None:
    """ "summer of 2014", "the winter"."""
    name = match["season"].lower()
    groups = match.groupdict()
    if (
        name == "fall"
        and not groups.get("year")
        and not re.search(r"\b(?:in|by|until|this|since)\s$", raw[: match.start()][-8:], re.I)
    ):
        return None
    return Phrase(
        *match.span(),
        "season",
        season=vocabulary("times")["seasons"][name],
        year=year_of(match),
        edge=edge_name(match["edge"]),
    )


def quarter(match: Found, raw: str) -> Phrase | None:
    """ "the third quarter of 2015"."""
    year = match["year"] or match["before"]
    nth = vocabulary("times")["ordinals"][match["nth"].lower()]
    return Phrase(*match.span(), "quarter", quarter=nth, year=int(year) if year else None)


def named(match: Found, raw: str) -> Phrase | None:
    """A day with a name of its own ("Christmas Eve 2015")."""
    said = vocabulary("times")["named_days"][" ".join(match["name"].lower().split())]
    if not raw[match.start("name")].isupper() and not raw[match.start("name")].isdigit():
        return None
    steps = SHIFTS[match["shift"].lower()] if match["shift"] else None
    return Phrase(
        *match.span(), "day", month=said["month"], day=said.get("day"), weekday=said.get("weekday"), nth=said.get("nth"),
        year=year_of(match) or said.get("year"), shift=steps,
    )  # fmt: skip
