"""A reader that knows one sentence, so that tests of the record need no parser; and reports for it, all invented."""

import re
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import create_engine

from crossreport.model.happened import EventDate, Mention, Person, Place, Reading, Unread
from crossreport.model.report import Report, Span
from crossreport.model.said import Figure
from crossreport.store.migrations.upgrade import upgrade
from crossreport.store.schema import APPLICATION_ID

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
    unread = re.search(r"(?:\d+ of )?many died\.", report.text)
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


def reading_by(read: Callable[[Report], Reading]) -> Any:
    """A module to read with, in the place of crossreport.reading.read, which reads by this function."""

    def read_all(reports: Sequence[Report]) -> Iterator[Reading | Exception]:
        for report in reports:
            try:
                yield read(report)
            except Exception as error:
                yield error

    module: Any = ModuleType("crossreport.reading.read")
    module.read, module.read_all = read, read_all
    return module


@pytest.fixture
def simple_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading is done by `read` above."""
    monkeypatch.setitem(sys.modules, "crossreport.reading.read", reading_by(read))


def told(ident: str, count: int = 3, place: str = "Velmora", published: str | None = "2024-05-15", **fields: Any) -> Report:
    """A report that some people were killed."""
    text = fields.pop("text", f"Police said {count} people were killed in {place} on Wednesday night, near the old mill.")
    return Report(ident, text, published=published, outlet=fields.pop("outlet", f"Outlet {ident}"), **fields)


def as_older(record: Path, revision: str) -> None:
    """Rewrites a record as an older Crossreport, whose last step of migrations was `revision`, would have written it."""
    with sqlite3.connect(record) as raw:
        held = {}
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            found = raw.execute(f"SELECT * FROM {name}")
            held[name] = ([column[0] for column in found.description], found.fetchall())
    raw.close()
    record.unlink()
    engine = create_engine(f"sqlite:///{record}")
    with engine.begin() as connection:
        upgrade(connection, revision)
    engine.dispose()
    with sqlite3.connect(record) as raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            if name == "alembic_version" or name not in held:
                continue
            columns, rows = held[name]
            known = [row[1] for row in raw.execute(f"PRAGMA table_info({name})")]
            both = [column for column in columns if column in known]
            marks = ", ".join("?" * len(both))
            values = [[row[columns.index(column)] for column in both] for row in rows]
            raw.executemany(f"INSERT INTO {name} ({', '.join(both)}) VALUES ({marks})", values)
        if revision == "0001":
            raw.execute("DROP TABLE alembic_version")
        raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        raw.execute(f"PRAGMA user_version = {int(revision)}")
    raw.close()
