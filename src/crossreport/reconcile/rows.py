"""The words and weights of comparison rows: one plain line of at most a hundred characters each."""

import re
from collections.abc import Sequence
from datetime import date

from crossreport.model.happened import Event
from crossreport.model.judged import Estimate
from crossreport.vocabulary.load import words

LONGEST = 100
# What a row is about, by how much that matters: rows of more weight stand higher.
WEIGHTS = {
    "killed": 100.0,
    "injured": 90.0,
    "figure": 80.0,
    "tally": 70.0,
    "disputed": 60.0,
    "differ": 50.0,
    "agree": 30.0,
    "alone": 10.0,
}
# "..., in the north, ...": a place said by the way; and what a quotation begins with before its main clause.
ASIDE = re.compile(r", (?:in|near|north|south|east|west) [^,]{2,30}(?=,)")
LEAD = re.compile(
    r"((?:[^“\":]{1,50}: )?[“\"]?)(?:Just as|As|While|Although|Though|Since|Because|When|If) [^,]{5,}(?:, [^,]{3,40})*?, "
    r"(?=(?:the|our|its|his|her|their|we|they|it|I) )"
)
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(iso: str | None) -> str:
    """An ISO day as people write it: Sat 28 Jan 2023."""
    if not iso:
        return "?"
    found = date.fromisoformat(iso[:10])
    return f"{WEEKDAYS[found.weekday()]} {found.day} {MONTHS[found.month - 1]} {found.year}"


def short(text: str, most: int = LONGEST) -> str:
    """The text on one line; where it is longer than `most`, without its asides, then cut, never inside a name."""
    plain = " ".join(text.split())
    if len(plain) <= most:
        return plain
    plain = ASIDE.sub("", plain)
    opened = LEAD.match(plain)
    if opened is not None and len(plain) - opened.end() >= most // 3:
        plain = f"{opened[1]}… {plain[opened.end() :]}"
    if len(plain) <= most:
        return plain
    if (comma := plain.rfind(", ", 0, most - 1)) > most * 0.6:
        return plain[:comma].rstrip(' ,;:–-(“"') + " …"
    kept = plain[: most - 1].split(" ")
    rest = plain[len(" ".join(kept[:-1])) :].split()
    kept = kept[:-1]
    # Neither half a name nor a word that only leads on to what is cut.
    if rest and rest[0][:1].isupper():
        while len(kept) > most // 20 and kept[-1].strip("“\"'(")[:1].isupper():
            kept.pop()
    while len(kept) > 1 and kept[-1].lower().strip("“\"'(") in words("reconciling", "leading_on"):
        kept.pop()
    return " ".join(kept).rstrip(' ,;:–-(“"') + " …"


def is_plain(text: str) -> bool:
    """Does a line read on from first to last: nothing cut out, no bracket left open, no end that leads on?"""
    words_ = text.rstrip(" .”\"'").split()
    whole = text.count("(") == text.count(")") and text.count('"') % 2 == 0
    return bool(words_) and whole and " … " not in text and words_[-1].lower() not in words("reconciling", "leading_on")


def with_head(head: str, tail: str) -> str:
    """ "head: tail" within the limit; the head is cut, never the tail."""
    room = LONGEST - len(tail) - 2
    return short(f"{short(head, room)}: {tail}") if room > 10 else short(f"{head}: {tail}")


def either(says: Sequence[tuple[str, str]]) -> str:
    """What (report, value) pairs say: "Sat 11 May (north) or Sun 12 May (south)"; without the reports where too long."""
    reports: dict[str, list[str]] = {}
    for report, value in says:
        reports.setdefault(value, []).append(report)
    whole = " or ".join(f"{value} ({', '.join(names)})" for value, names in reports.items())
    return whole if len(whole) <= LONGEST // 2 + 10 else " or ".join(reports)


def numbers(figure: Estimate) -> str:
    """An estimate in a few characters: 7, 3–5, 10+; 7 alone too where a person set a best and left both ends open."""
    if figure.low is None:
        return f"{figure.best:,}" if figure.high is None else f"up to {figure.high:,}"
    if figure.high is None:
        return f"{figure.low:,}+"
    return f"{figure.low:,}" if figure.low == figure.high else f"{figure.low:,}–{figure.high:,}"


def in_short(one: Estimate) -> str:
    """An estimate in a few characters: '7', '7 (5–9)', '5–9', 'at least 5', '7 (?–?)'."""
    if one.high_open and one.low is not None:
        return f"at least {one.low:,}" if one.best in (None, one.low) else f"{one.best:,} or more"
    span = f"{'?' if one.low is None else f'{one.low:,}'}–{'?' if one.high is None else f'{one.high:,}'}"
    if one.best is None:
        return span if one.low != one.high or one.low is None else f"{one.low:,}"
    return f"{one.best:,}" if one.low == one.best == one.high else f"{one.best:,} ({span})"


def called(event: Event) -> str:
    """An event by its title, else by its type and place."""
    if event.title:
        return event.title
    where = f" in {event.place.name}" if event.place else ""
    return f"{(event.plover or 'event').lower()}{where}"
