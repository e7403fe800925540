"""The library's face: build a record, open one, ask it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from crossreport.build import Progress, Summary
from crossreport.build import build as build_record
from crossreport.errors import InputError, RecordError
from crossreport.model.report import Report
from crossreport.store import record as store

if TYPE_CHECKING:
    from crossreport.answers.brief import Brief
    from crossreport.answers.explain import Explained
    from crossreport.answers.show import Shown
    from crossreport.model.judged import TallyResult
    from crossreport.store.check import Fault


class Record(store.Record):
    """A record and the questions that it answers. Sealed names are masked unless it was opened with `unsealed`."""

    summary: Summary | None = None

    def brief(self, story: str | None = None, profile: str | None = None) -> Brief:
        """What a story comes to (the largest, where none is named). NotFound where there is no such story."""
        from crossreport.answers.brief import brief, find_story

        derived, reports = self.shown(profile)
        unread = sum(len(self.reading(report).unread) for report in find_story(derived, story).reports)
        return brief(derived, reports, story, unread)

    def show(self, ident: str, story: str | None = None, profile: str | None = None) -> Shown:
        """A report, claim, event, estimate, origin or story, with the words it rests on. NotFound where there is none."""
        from crossreport.answers.show import show

        return show(*self.shown(profile), ident, story)

    def explain(self, ident: str, story: str | None = None, profile: str | None = None) -> Explained:
        """Why a claim was read so, why mentions are one event, how an estimate came about. NotFound where there is none."""
        from crossreport.answers.explain import explain

        readings = {report.id: reading for report, reading in self.shown_readings()}
        return explain(*self.shown(profile), readings, ident, story)

    def tally(
        self,
        outcome: str = "killed",
        who: str | None = None,
        place: str | None = None,
        since: str | None = None,
        until: str | None = None,
        profile: str | None = None,
        status: str | None = None,
        side: str | None = None,
        actor: str | None = None,
        corroboration: Iterable[str] = (),
    ) -> TallyResult:
        """What the events add up to: `who` by the words of reports, `place` with all that lies in it, days (ISO).

        `status` and `side` ask for those whom reports tell apart, `actor` for events in which one of that name acts or is
        accused, `corroboration` for events of these levels. InputError where there is no such outcome, status, level or day,
        or the last day lies before the first: no sum may pass for zero.
        """
        from crossreport.model.judged import CORROBORATION
        from crossreport.model.said import OUTCOMES, STATUSES
        from crossreport.reconcile.tallies import tally

        levels = tuple(corroboration)
        _known("outcome", outcome, OUTCOMES)
        _known("status", status, STATUSES)
        for level in levels:
            _known("level of corroboration", level, CORROBORATION)
        first, last = _day(since), _day(until)
        if first and last and first > last:
            raise InputError(f"The first day, {first}, lies after the last, {last}.")
        return tally(self.derived(profile), outcome, who, place, first, last, status, side, actor, levels)

    def check(self) -> tuple[Fault, ...]:
        """Everything that is wrong with the record; nothing where all is well. RecordError unless it was opened unsealed."""
        from crossreport.store.check import check

        if not self.unsealed:
            raise RecordError("Open the record with unsealed=True to check it: masked words cannot be held against texts.")
        return tuple(check(self))

    def export(self, folder: str | Path, profile: str | None = None) -> None:
        """Writes the record as JSON Lines into a folder. ExportError where that cannot be written."""
        from crossreport.export.jsonl import write

        write(self.derived(profile), Path(folder))


def _known(what: str, value: str | None, names: Sequence[str]) -> None:
    if value is not None and value not in names:
        raise InputError(f"There is no {what} {value!r}. These there are: {', '.join(names)}.")


def _day(value: str | None) -> str | None:
    """A day as ISO 8601 writes it with hyphens, which sorts by time. InputError for anything else."""
    try:
        return date.fromisoformat(value).isoformat() if value is not None else None
    except ValueError:
        raise InputError(f"{value!r} is no day; write it as 2023-01-31.") from None


def build(
    reports: Iterable[str | Path | Report] | str | Path | Report,
    record: str | Path | None = None,
    profile: str | None = None,
    workers: int = 1,
    progress: Progress | None = None,
    unsealed: bool = False,
) -> Record:
    """Adds reports (values, files, folders) to the record in that file, or to one in memory, and opens it.

    `summary` of the record says what was taken, what was not, and why. See `crossreport.build.build` for the rest.
    """
    found, summary = build_record(reports, record, profile, workers, progress, unsealed)
    made = Record.of(found)
    made.summary = summary
    return made


def open_record(path: str | Path, unsealed: bool = False) -> Record:
    """The record in that file. RecordError where it is none, of a newer version, damaged or in use."""
    return Record.open(path, unsealed)
