"""How answers name things for people: reports, days, numbers, places."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta

from crossreport.model.happened import Event, EventDate, Place
from crossreport.model.judged import Estimate, Override
from crossreport.model.report import Report, first_told
from crossreport.model.said import Figure, Origin

OPEN = "open"
# The year that no day lies in: a day is told with its own.
NO_YEAR = 0
# Words; a longer title is a headline, which says where in its own way.
HEADLINE = 7
NONE = "–"
# By outlet and day of publication (ISO; None: not given) its reports, the earliest first.
Peers = Mapping[str, Mapping[str | None, Sequence[str]]]


def labels(reports: Iterable[Report], peers: Peers | None = None) -> dict[str, str]:
    """{report id: the shortest name that tells it from the others}: "Post", "Post, 4 May", "Post, 4 May (b)"; else its id.

    The others are these reports, unless `peers` tells of each outlet which reports it has. Only a report without an outlet
    is called by its id.
    """
    rows = list(reports)
    others = _peers(rows) if peers is None else peers
    years = {outlet: _is_of_years(days) for outlet, days in others.items()}
    made = {}
    for one in rows:
        if not one.outlet:
            made[one.id] = one.id
            continue
        days, day = others[one.outlet], publication_day(one.published)
        name, beside = one.outlet, days[day]
        if day and (len(days) > 1 or len(beside) > 1):
            name += f", {short_day(day, year=0 if years[one.outlet] else None)}"
        made[one.id] = f"{name} ({_letter(beside.index(one.id))})" if len(beside) > 1 else name
    return made


def _is_of_years(days: Iterable[str | None]) -> bool:
    """Do these days (ISO) lie in more years than one?"""
    years = (day[:4] for day in days if day)
    first = next(years, None)
    return any(year != first for year in years)


def publication_day(published: str | None) -> str | None:
    """The day (ISO) of a publication's date or date-time."""
    return published[:10] if published else None


def _peers(reports: Iterable[Report]) -> Peers:
    found: dict[str, dict[str | None, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in sorted(reports, key=lambda one: (one.published or "", one.id)):
        found[one.outlet or ""][publication_day(one.published)].append(one.id)
    return found


def _letter(place: int) -> str:
    """a, b, ... z, aa, ab, ..."""
    more, rest = divmod(place, 26)
    return (_letter(more - 1) if more else "") + chr(ord("a") + rest)


def short_day(iso: str, weekday: bool = False, year: int | None = None) -> str:
    """'27 Jan', or 'Fri 27 Jan'; with the year where it is not the one given. Days before year 1000 keep their digits."""
    try:
        day = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    text = f"{day:%a} {day.day} {day:%b}" if weekday else f"{day.day} {day:%b}"
    return text if year is None or day.year == year else f"{text} {day.year}"


def when(day: EventDate, year: int = NO_YEAR) -> str:
    """An event's day or days for people, with the year where it is not the one given; '~' marks what no text states."""
    if not day.from_ or not day.to:
        return "day not known"
    mark = "~" if day.basis == "inferred" else ""
    if day.from_ == day.to:
        return mark + short_day(day.from_, weekday=True, year=year)
    if day.precision == "year":
        return mark + day.from_[:4]
    if day.precision == "month":
        return mark + date.fromisoformat(day.from_).strftime("%b %Y")
    started = short_day(day.from_, year=int(day.to[:4]))
    return f"{mark}{started}–{short_day(day.to, year=year)}"


def period(first: str | None, last: str | None, told: str | None = None) -> str:
    """A total's period for people: 'in 2022', 'in Mar 2023', 'since 1 Jan 2023' where it runs to the day of telling."""
    if not first or not last:
        return f"since {short_day(first)} {first[:4]}" if first else f"until {short_day(last)} {last[:4]}" if last else ""
    if (first[5:], last[5:]) == ("01-01", "12-31") and first[:4] == last[:4]:
        return f"in {first[:4]}"
    if first[:7] == last[:7] and first[8:10] == "01" and (date.fromisoformat(last[:10]) + timedelta(1)).day == 1:
        return "in " + date.fromisoformat(first[:10]).strftime("%b %Y")
    if told and last[:10] >= told[:10]:
        return f"since {short_day(first)} {first[:4]}"
    return f"{short_day(first, year=int(last[:4]))} to {short_day(last)} {last[:4]}"


def where(place: Place | None) -> str:
    """A place for people: its parts, with the first-order division or country where no part says it."""
    if place is None:
        return "place not stated"
    wider = place.admin1 or place.country
    return place.name if not wider or wider in place.name else f"{place.name} ({wider})"


def named(event: Event) -> str:
    """An event in a few words: its title, and its place where the title, if it is no whole headline, does not say it."""
    place = event.place.name if event.place and len(event.title.split()) <= HEADLINE else ""
    said = not place or any(part.strip().lower() in event.title.lower() for part in place.split(","))
    return event.title if said else f"{event.title}, {place}"


def number_words(figure: Figure) -> str:
    """A figure's number as its form has it: '7', 'at least 5', '10 to 12', 'dozens (12 to 99)', '+2', 'none'."""
    low, high, point = figure.low, figure.high, figure.point
    ends = f"{low:,} to {high:,}" if low is not None and high is not None else f"{low:,} or more" if low is not None else ""
    if not ends and high is not None:
        ends = f"up to {high:,}"
    if figure.form == "zero":
        return "none"
    if figure.form == "vague":
        return f"{(figure.vague or 'vague').replace('_', ' ')} ({ends or 'no number'})"
    if figure.form in ("range", "indefinite_plural") or (point is None and figure.form not in ("at_most", "fewer_than")):
        return ends or "some"
    bound = {"at_least": low, "more_than": (low or 1) - 1, "at_most": high, "fewer_than": (high or 0) + 1}
    value = bound.get(figure.form, point)
    said = {"exact": "", "about": "about "}.get(figure.form, figure.form.replace("_", " ") + " ")
    if figure.measure == "increment":
        said = f"{said}+"
    return f"{said}{value:,}" if value is not None else ends or "some"


def low_best_high(figure: Estimate) -> tuple[str, str, str]:
    """The three numbers as shown: '–' where the profile sets none, 'open' where nothing bounds them."""
    shown = [NONE if value is None else f"{value:,}" for value in (figure.low, figure.best, figure.high)]
    return shown[0], shown[1], OPEN if figure.high_open else shown[2]


def listing(names: Iterable[str], every: int, most: int = 3) -> str:
    """Names joined; 'all 9 reports' where every one is named, '5 of 9 reports' for more than `most`."""
    unique = list(dict.fromkeys(names))
    if len(unique) == every and every > 2:
        return f"all {every} reports"
    return joined(unique) if len(unique) <= most else f"{len(unique)} of {every} reports"


def joined(names: Iterable[str]) -> str:
    """Names with commas between them; with semicolons where one has a comma itself ("Post, 12 Jun; Wire")."""
    given = list(names)
    return ("; " if any("," in one for one in given) else ", ").join(given)


def who_say(told: Iterable[str], label: Mapping[str, str], every: int, copy_of: Mapping[str, str]) -> str:
    """Reports by their labels, and how many of them are copies of others: no copy is a second source."""
    reports = set(told)
    text = listing(of_reports(label, reports), every)
    if copies := len(reports) - len({first_told(one, copy_of) for one in reports}):
        return f"{text}{'; ' if ';' in text else ', '}{copies} of them {'a copy' if copies == 1 else 'copies'}"
    return text


def spoken(figure: Estimate, told: Collection[str], origins: Mapping[str, Origin], says: str) -> str:
    """Who says a figure, with the speaker who says it in the one report that tells it ("fighters, in the Herald alone").

    `told` are its reports, `says` their names. Nothing is added where several reports tell it, where the report says it
    itself, where it has it from several, or where the arithmetic names the speaker already. What a person set is theirs.
    """
    if figure.override is not None:
        return f"set by {figure.override.by}"
    known = [origins[one] for one in figure.origins if one in origins]
    speaker = known[0].speaker if len(known) == len(figure.origins) == 1 and len(told) == 1 else None
    named = speaker is not None and any(speaker in line for line in figure.arithmetic[:-1])
    return says if speaker is None or named else f"{speaker}, in {says}"


def claims_give(override: Override) -> str:
    """What its claims give where a person set a figure: 'its claims give low 24, best 24, high 27'."""
    values = (("low", override.low), ("best", override.best), ("high", override.high))
    if all(value is None for _, value in values):
        return "no claim gives one"
    return "its claims give " + ", ".join(f"{name} {'none' if value is None else f'{value:,}'}" for name, value in values)


def count(number: int, noun: str) -> str:
    """'1 report', '2 reports'."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def of_reports(label: Mapping[str, str], ids: Iterable[str]) -> list[str]:
    """The labels of reports, each once, in label order."""
    return sorted({label[one] for one in ids if one in label})


def relabelled(text: str, label: Mapping[str, str]) -> str:
    """The text with reports called by their labels instead of their ids.

    An id without a letter may be any number of the text: it is taken for a report's only where ids alone stand in brackets.
    """
    return relabeller(label)(text)


def relabeller(label: Mapping[str, str]) -> Callable[[str], str]:
    """What `relabelled` does, for many texts."""
    others = {ident: name.replace("\\", "") for ident, name in label.items() if name != ident}
    if not others:
        return str
    every = "|".join(map(re.escape, sorted(label, key=len, reverse=True)))
    named = (ident for ident in sorted(others, key=len, reverse=True) if any(char.isalpha() for char in ident))
    ids = "|".join(map(re.escape, named))
    alone = rf"|(?<![\w-])(?P<one>{ids})(?![\w-])" if ids else "|(?P<one>(?!))"
    pattern = re.compile(rf"\((?P<several>(?:{every})(?:, (?:{every}))*)\){alone}")
    single = re.compile(every)

    def called(found: re.Match[str]) -> str:
        if found["one"] is not None:
            return others[found["one"]]
        return f"({single.sub(lambda one: label[one[0]].replace(chr(92), ''), found['several'])})"

    return lambda text: pattern.sub(called, text)
