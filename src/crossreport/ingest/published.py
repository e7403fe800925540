"""Dates of publication as outlets, feeds and spreadsheets write them, in ISO 8601; what has two readings is not guessed."""

import re
from collections.abc import Iterable
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Literal

from crossreport.errors import ReportError

Order = Literal["dmy", "mdy", "ymd"]

ISO = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?", re.I
)
# 20240515 and 20240515103000, as event databases and archives write them.
PACKED = re.compile(r"((?:1[5-9]|2[01])\d{2})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?Z?)?")
YEAR_FIRST = re.compile(r"(\d{4})([/.])(\d{1,2})\2(\d{1,2})(?:[T ,]+(.+))?")
NUMERIC = re.compile(r"(\d{1,2})([/.\- ])(\d{1,2})\2(\d{4}|\d{2})(?:[T ,]+(.+))?")
# Month names are English: other languages' are refused with the reason, not guessed.
NAMED = re.compile(
    r"(?:[A-Za-z]{3,9}\.?,?\s+)?(?:(?P<d1>\d{1,2})(?:st|nd|rd|th)?\s+(?P<m1>[A-Za-z]{3,9})\.?,?\s+(?P<y1>\d{4})"
    r"|(?P<m2>[A-Za-z]{3,9})\.?\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{4}))(?:,|\s+at|\s+-)?(?:\s+(?P<time>.+))?"
)
CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?::(\d{2}))?\s*(?:([ap])\.?m\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?", re.I)
MAIL = re.compile(
    r"(?:[A-Za-z]{3},? )?\d{1,2} [A-Za-z]{3} \d{4} \d{1,2}:\d{2}(?::\d{2})? (?:[+-]\d{4}|UT|UTC|GMT|[ECMP][SD]T|Z)"
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FULL = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


class Ambiguous(ReportError):
    """A date that is another day where day and month change places."""


def published(value: str, order: Order | None = None) -> str:
    """The date or date-time in ISO 8601, without its time where that cannot be read.

    Ambiguous where day and month could change places and no `order` says which is which; ReportError where it is no date.
    """
    text = " ".join(value.split())
    try:
        found = _iso(text) or _packed(text) or _mail(text) or _named(text) or _numeric(text, order)
    except (ValueError, OverflowError):
        found = None
    if found is None:
        cut = value if len(value) <= 40 else value[:40] + "…"
        raise ReportError(f"published is {cut!r}, which is no date that can be read; write it as 2024-05-31")
    return found


def order_of(values: Iterable[str]) -> tuple[Order | None, str | None]:
    """(the order that numeric dates of a column share, the first date that needs one): the order is None where none shows.

    ReportError where some dates have the day first and others the month.
    """
    shows: dict[Order, str] = {}
    needing: str | None = None
    for value in values:
        found = NUMERIC.fullmatch(" ".join(value.split()))
        if not found:
            continue
        a, b = int(found[1]), int(found[3])
        if a > 12 and b <= 12 and len(found[4]) == 4:
            shows.setdefault("dmy", value)
        elif b > 12 and a <= 12:
            shows.setdefault("mdy", value)
        if a != b or len(found[4]) == 2:
            needing = needing or value
    if len(shows) > 1:
        raise ReportError(
            f"dates have the day first in {shows['dmy']!r} and the month first in {shows['mdy']!r}:"
            " write them alike, best as 2024-05-31"
        )
    return next(iter(shows), None), needing


def _iso(text: str) -> str | None:
    found = ISO.fullmatch(text)
    if not found:
        return None
    day, clock, zone = found.groups()
    datetime.fromisoformat(day)
    return f"{day}T{_exact(clock.replace(',', '.'))}{_zone(zone)}" if clock else day


def _exact(clock: str) -> str:
    datetime.fromisoformat(f"2000-01-01T{clock}")
    return clock


def _packed(text: str) -> str | None:
    found = PACKED.fullmatch(text)
    if not found:
        return None
    year, month, day, hour, minute, second = found.groups()
    made = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0))
    return made.isoformat() if hour else made.date().isoformat()


def _named(text: str) -> str | None:
    found = NAMED.fullmatch(text)
    if not found:
        return None
    name = (found["m1"] or found["m2"]).lower()
    if name[:3] not in MONTHS or not (FULL[MONTHS.index(name[:3])].startswith(name) or name == "sept"):
        raise ValueError
    day, year = int(found["d1"] or found["d2"]), int(found["y1"] or found["y2"])
    return _with_clock(datetime(year, MONTHS.index(name[:3]) + 1, day), found["time"])


def _numeric(text: str, order: Order | None) -> str | None:
    first = YEAR_FIRST.fullmatch(text)
    if first:
        return _with_clock(datetime(int(first[1]), int(first[3]), int(first[4])), first[5])
    found = NUMERIC.fullmatch(text)
    if not found:
        return None
    a, b, c = int(found[1]), int(found[3]), int(found[4])
    if len(found[4]) == 2:
        if order is None:
            raise Ambiguous(f"published is {text!r}: its order and century are open")
        if order == "ymd":
            a, c = c, a
            order = "dmy"
        c += 2000 if c < 69 else 1900  # the pivot of POSIX
    if order is None or order == "ymd":
        if a <= 12 and b <= 12 and a != b:
            raise Ambiguous(f"published is {text!r}, which is one day with the day first and another with the month first")
        order = "dmy" if b <= 12 else "mdy"
    day, month = (a, b) if order == "dmy" else (b, a)
    return _with_clock(datetime(c, month, day), found[5])


def _mail(text: str) -> str | None:
    """The form of e-mail and RSS (RFC 5322), with its zone; -0000 is UTC."""
    if not MAIL.fullmatch(text):
        return None
    found = parsedate_to_datetime(text)
    return found.isoformat() + "Z" if found.tzinfo is None else found.isoformat().replace("+00:00", "Z")


def _with_clock(day: datetime, clock: str | None) -> str:
    """The day with its time, where the time can be read; a zone in letters is open, so it is left out with the time."""
    found = CLOCK.fullmatch(clock.strip()) if clock else None
    if not found:
        return day.date().isoformat()
    hour, minute, second, half, zone = found.groups()
    hours = int(hour) % 12 + (12 if half.lower() == "p" else 0) if half else int(hour)
    return day.replace(hour=hours, minute=int(minute), second=int(second or 0)).isoformat() + _zone(zone)


def _zone(zone: str | None) -> str:
    if not zone:
        return ""
    if zone.upper() in ("Z", "UTC", "GMT", "-0000", "-00:00"):
        return "Z"
    return zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"
