"""Which news agencies a report credits: as given, as read, in its dateline, at its end, or where it tells whose it is."""

import re
from functools import lru_cache

from crossreport.linking.addresses import label_of, outlet_host
from crossreport.linking.words import fold
from crossreport.model.happened import Reading
from crossreport.model.report import Report
from crossreport.reading.datelines import agency_named
from crossreport.reading.small import small
from crossreport.vocabulary.load import vocabulary, words

# How a line about rights begins, in small letters: the whole of it is looked for there alone.
MARK = re.compile(r"copyright|©|\(c\)")
# "Copyright 2017 The Associated Press. All rights reserved."
RIGHTS = re.compile(
    r"(?:\bcopyright|©|\(c\))(?:[\s:,]*(?:©|\(c\)))?\s*(?:(?:19|20)\d\d)?,?\s*(?:by\s+)?(?:the\s+)?"
    r"(?P<who>(?-i:[A-Z])[\w-]*(?: (?-i:[A-Z])[\w-]*)?)",
    re.I,
)
# Behind the last words of a text, or alone in its last line: "(Reuters)", "— AFP", "Source: Xinhua", "AFP/dpa".
AT_END = re.compile(
    r"(?:^|[.!?”\"'’)]\s*)(?:[(\[]|--?|[–—])?\s*(?:(?:source|from|by|credit)s?\b:?\s*)?"
    r"(?P<who>\w[\w.]*(?:[ -](?-i:[A-Z])[\w.-]*){0,3})(?:/[\w. /]+)?\s*[)\]]?\.?\s*$",
    re.I,
)
LAST_LINE = 60  # letters of a text's end in which that may stand


@lru_cache(maxsize=1)
def _agencies() -> dict[str, str]:
    return {name: agency for agency, names in vocabulary("linking")["agencies"].items() for name in (agency, *names)}


def agency(name: str | None) -> str | None:
    """The news agency that a name or abbreviation means; None where it means none."""
    if not name:
        return None
    called = " ".join(name.partition(",")[0].split())  # behind a comma stands what it is: "Xinhua, the state news agency"
    bare = re.sub(r"^(?:[Tt]he\s+)?(?:(?:state |official )?news agency\s+)?|\s+[Nn]ews [Aa]gency$", "", called)
    # Abbreviations must stand as they are written: "Sana" is a person's name as well, "SANA" is not.
    return _agencies().get(bare) or _agencies().get(fold(bare))


def agency_of(outlet: str | None) -> str | None:
    """The news agency that an outlet is, by its name or its address ("www.reuters.com"); None where it is none."""
    host = outlet_host(outlet)
    return _by_address().get(label_of(host)) if host else agency(outlet)


@lru_cache(maxsize=1)
def _by_address() -> dict[str, str]:
    return {fold(name).replace(" ", ""): wire for name, wire in _agencies().items()}


def credits(report: Report, reading: Reading | None = None) -> tuple[str, ...]:
    """The agencies that a report credits: as given, as read, in its dateline ("GENEVA (AP) -") or at its end."""
    given = report.credit or (reading.credit if reading else ())
    if given:
        return tuple(agency(one) or one for one in given)
    told = agency_named(report.text)
    # An agency that no list has says in its name what it is ("ORLEN (Kessik News Agency) -").
    named = agency(told) or (told if told and fold(told).split()[-1] in words("linking", "agency_words") else None)
    named = named or _at_end(report.text) or _of_rights(report.text)
    return (named,) if named else ()


def is_unknown(report: Report) -> bool:
    """Does a report leave open who made it?"""
    return not report.outlet and not credits(report)


def _at_end(text: str) -> str | None:
    """The agency that the end of a text names as whose it is; None where it names none."""
    line = text.rstrip()[-LAST_LINE:]
    found = AT_END.search(line.rpartition("\n")[2])
    return agency(found["who"]) if found else None


def _of_rights(text: str) -> str | None:
    """The agency that a text says to hold its rights; None where it names none."""
    end = 0
    for mark in MARK.finditer(small(text)):
        found = RIGHTS.match(text, mark.start()) if mark.start() >= end else None
        if found is None:
            continue
        named = agency(found["who"]) or agency(found["who"].split()[0])
        if named:
            return named
        end = found.end()
    return None
