"""A reader that knows one sentence, so that tests of the record need no parser; and reports for it, all invented."""

import re
import sys
from types import ModuleType
from typing import Any

import pytest

from crossreport.model.happened import EventDate, Mention, Person, Place, Reading, Unread
from crossreport.model.report import Report, Span
from crossreport.model.said import Figure

KILLED = re.compile(r"(\d+) (?:people|men) were killed in (\w+)")
ACCUSED = re.compile(r"([A-Z]\w+ [A-Z]\w+), (?:who is )?accused")
NOT_ENGLISH = "the report is not in English: it is kept, and left unread"


def read(report: Report) -> Reading:
    """A figure and a mention where the text says that people were killed, an accused person where it names one."""
    if "crash the reader" in report.text:
        raise ValueError("the reader fell over")
    if report.language == "xx":
        return Reading(report.id, note=NOT_ENGLISH)
    found = KILLED.search(report.text)
    accused = ACCUSED.search(report.text)
    unread = re.search(r"many died\.", report.text)
    mention: tuple[Mention, ...] = ()
    figures: tuple[Figure, ...] = ()
    if found:
        span, count = Span(*found.span()), int(found[1])
        when = EventDate(report.published, report.published, "day", "stated") if report.published else EventDate()
        place = Place(found[2], country="ZZ", precision=1)
        mention = (
            Mention("m1", (span,), main=True, date=when, place=place, plover="ASSAULT", cause="violence", words="shooting"),
        )
        figures = (Figure(span, "killed", "exact", low=count, high=count, point=count, mention="m1"),)
    return Reading(
        report.id,
        figures=figures,
        people=(Person(Span(*accused.span(1)), "accused", accused[1], mention="m1", sealed="accused"),) if accused else (),
        mentions=mention,
        unread=(Unread(Span(*unread.span()), "no number"),) if unread else (),
        credit=report.credit,
    )


@pytest.fixture
def simple_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading is done by `read` above."""
    module: Any = ModuleType("crossreport.reading.read")
    module.read = read
    module.read_all = lambda reports: map(read, reports)
    monkeypatch.setitem(sys.modules, "crossreport.reading.read", module)


def told(ident: str, count: int = 3, place: str = "Velmora", published: str | None = "2024-05-15", **fields: Any) -> Report:
    """A report that some people were killed."""
    text = fields.pop("text", f"Police said {count} people were killed in {place} on Wednesday night, near the old mill.")
    return Report(ident, text, published=published, outlet=fields.pop("outlet", f"Outlet {ident}"), **fields)
