"""The words of comparison rows: one plain line of at most a hundred characters each."""

from collections.abc import Sequence
from datetime import date

from crossreport.model.happened import Event
from crossreport.model.judged import Estimate

LONGEST = 100
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(iso: str | None) -> str:
    """An ISO day as people write it: Sat 28 Jan 2023."""
    if not iso:
        return "?"
    found = date.fromisoformat(iso[:10])
    return f"{WEEKDAYS[found.weekday()]} {found.day} {MONTHS[found.month - 1]} {found.year}"


def short(text: str, most: int = LONGEST) -> str:
    """The text on one line, cut at a word where it is longer than `most`."""
    plain = " ".join(text.split())
    if len(plain) <= most:
        return plain
    return plain[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"


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
    """An estimate in a few characters: 7, 3–5, 10+."""
    if figure.low is None:
        return f"up to {figure.high}"
    if figure.high is None:
        return f"{figure.low}+"
    return str(figure.low) if figure.low == figure.high else f"{figure.low}–{figure.high}"


def called(event: Event) -> str:
    """An event by its title, else by its type and place."""
    if event.title:
        return event.title
    where = f" in {event.place.name}" if event.place else ""
    return f"{(event.plover or 'event').lower()}{where}"
