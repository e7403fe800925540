"""The library's face: build a record, open one, ask it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from crossreport.build import Progress, Source, Summary
from crossreport.build import build as build_record
from crossreport.errors import InputError, RecordError
from crossreport.model.report import Report
from crossreport.store import record as store

if TYPE_CHECKING:
    from crossreport.answers.brief import Brief
    from crossreport.answers.explain import Explained
    from crossreport.answers.show import Shown
    from crossreport.export.formats import Written
    from crossreport.ingest.items import Ingested
    from crossreport.ingest.mapping import Mapping
    from crossreport.model.judged import TallyResult
    from crossreport.model.record import Derived
    from crossreport.store.check import Fault


class Record(store.Record):
    """A record and the questions that it answers. Sealed names are masked unless it was opened with `unsealed`."""

    summary: Summary | None = None

    def brief(self, story: str | None = None, profile: str | None = None) -> Brief:
        """What a story comes to (the largest, where none is named). NotFound where there is no such story."""
        from crossreport.answers.brief import brief

        profile, story = self.asked(profile), self.story_asked(story)
        found = self.slice(story, profile=profile)
        own = next(one for one in found.derived.stories if one.id == story).reports
        unread = sum(len(self.reading(report).unread) for report in own)
        return brief(found.derived, found.reports, story, unread)

    def show(self, ident: str, story: str | None = None, profile: str | None = None) -> Shown:
        """A report, claim, event, estimate, origin, story or actor with its words. NotFound where none is there."""
        from crossreport.answers.earlier import show_earlier, show_withdrawn
        from crossreport.answers.show import show

        if (earlier := self.earlier(ident)) is not None:
            return show_earlier(
                earlier, self.labels(self.reports_of([earlier.claim.report])).get(earlier.claim.report, ident)
            )
        if (why := self.withdrawn().get(ident)) is not None:
            return show_withdrawn(self.withdrawn_report(ident), why, self.earlier_of(ident))
        derived, reports = self._part(ident, story, profile)
        return show(derived, reports, ident, story, self.labels(reports))

    def explain(self, ident: str, story: str | None = None, profile: str | None = None) -> Explained:
        """Why a claim was read so, why mentions are one event, how an estimate came about. NotFound where there is none."""
        from crossreport.answers.explain import explain

        derived, reports = self._part(ident, story, profile)
        readings = {report.id: reading for report, reading in self.shown_readings(one.id for one in reports)}
        return explain(derived, reports, readings, ident, story, self.labels(reports))

    def labels(self, reports: Iterable[Report]) -> dict[str, str]:
        """{report id: the shortest name that tells it from all others of the record}: outlet, outlet and day, or the id."""
        from crossreport.answers.words import labels

        chosen = tuple(reports)
        return labels(chosen, self.outlets_of(one.outlet for one in chosen if one.outlet))

    def _part(self, ident: str, story: str | None, profile: str | None) -> tuple[Derived, tuple[Report, ...]]:
        """As much of the record as holds what an id, or an actor's name, names."""
        profile, name = self.asked(profile), self.today(ident.partition("/")[0])
        kind = self.kind_of(ident) or self.kind_of(name)
        if kind == "claim":
            found = self.slice(reports=[self.claim(ident).report], profile=profile)
        elif kind == "event":
            found = self.slice(events=[name], profile=profile)
        elif kind == "origin":
            found = self.slice(reports=self.reports_with(ident), profile=profile)
        elif kind == "report":
            found = self.slice(reports=[ident], profile=profile)
        elif kind == "story" or ident.strip("[]").isdecimal():
            found = self.slice(ident if kind else self.story_asked(story), profile=profile)
        else:
            found = self.slice(actors=[ident] if kind == "actor" else self.actors_named(ident), profile=profile)
        return found.derived, found.reports

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
        profile = self.asked(profile)
        asked = (place, first, last, status, side, actor, levels)
        if profile != self.profile:
            return tally(self.derived(profile), outcome, who, *asked)
        counted = self.countable(outcome, first, last, levels)
        if who:
            # Whom a figure counts stands in its claims: they are read of the events that the rest of the question leaves.
            left = tally(counted, outcome, None, *asked)
            counted = self.with_words(counted, [row.event for row in left.rows] + list(left.outside))
        return tally(counted, outcome, who, *asked)

    def check(self) -> tuple[Fault, ...]:
        """Everything that is wrong with the record; nothing where all is well. RecordError unless it was opened unsealed."""
        from crossreport.store.check import check

        if not self.unsealed:
            raise RecordError("Open the record with unsealed=True to check it: masked words cannot be held against texts.")
        return tuple(check(self))

    def export(
        self,
        to: str | Path,
        profile: str | None = None,
        format: str = "jsonl",
        story: str | None = None,
        event: str | None = None,
    ) -> Written:
        """Writes the record in a format into a folder, or a file for a format of one file; see `crossreport.export.formats`.

        `story` or `event` say what a page is about. What comes back are the files, and what there is to tell about them.
        InputError where there is no such format, NotFound where there is no such story or event, SetupError where a package
        is missing, ExportError where the files cannot be written.
        """
        from crossreport.export.formats import write
        from crossreport.export.source import Scope

        return write(self, format, Path(to), profile, Scope(story, event))


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
    reports: Iterable[Source] | Source,
    record: str | Path | None = None,
    profile: str | None = None,
    workers: int = 1,
    progress: Progress | None = None,
    unsealed: bool = False,
    mapping: Mapping | None = None,
) -> Record:
    """Adds reports (values, uploads, files, folders) to the record in that file, or to one in memory, and opens it.

    `summary` of the record says what was taken, what was not, and why. See `crossreport.build.build` for the rest.
    """
    found, summary = build_record(reports, record, profile, workers, progress, unsealed, mapping)
    made = Record.of(found)
    made.summary = summary
    return made


def open_record(path: str | Path, unsealed: bool = False) -> Record:
    """The record in that file. RecordError where it is none, of a newer version, damaged or in use."""
    return Record.open(path, unsealed)


def look(inputs: Iterable[Source] | Source, mapping: Mapping | None = None) -> Iterator[Ingested]:
    """What a build would take of files, folders, uploads (`Upload(name, content)`) and reports; no record is touched.

    One thing at a time: Item with a report, Refused and Ignored with the reason, Noted with what is to be known of the rest.
    InputError where a path does not exist.
    """
    from crossreport.ingest.sources import distinct, ingest

    return distinct(ingest(inputs, mapping))


def pasted(text: str, **fields: str | None) -> Report:
    """The report in a text that somebody pasted; `fields` (title, outlet, url, published, language, credit) as known.

    Its id is "pasted" and eight digits of its hash; a head of labelled lines is taken as in a text file.
    ReportError where it cannot be used.
    """
    from crossreport.ingest.pasted import pasted as made

    return made(text, fields)
