"""The library's face: build a record, open one, ask it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crossreport.errors import InputError, NotFound, RecordError
from crossreport.model.decided import Decision
from crossreport.model.record import Derived
from crossreport.model.report import Report
from crossreport.pipeline import Progress, Source, Summary
from crossreport.pipeline import build as build_record
from crossreport.store import record as store
from crossreport.store.audit import MACHINE
from crossreport.store.codec import version_of

if TYPE_CHECKING:
    from crossreport.answers.agreement import Agreement
    from crossreport.answers.briefed import Brief
    from crossreport.answers.changes import Changed, Known
    from crossreport.answers.coverage import Coverage
    from crossreport.answers.explain import Explained
    from crossreport.answers.show import Shown
    from crossreport.answers.unread import LeftUnread
    from crossreport.compare.columns import SheetMapping
    from crossreport.compare.compare import Compared
    from crossreport.deciding.effect import Effect
    from crossreport.deciding.listing import Listed
    from crossreport.deciding.world import World
    from crossreport.export.formats import Written
    from crossreport.ingest.fetch import Saved
    from crossreport.ingest.items import Ignored, Ingested, Refused
    from crossreport.ingest.mapping import Mapping
    from crossreport.joining import Joined
    from crossreport.model.judged import TallyResult
    from crossreport.store.audit import Checkpoint
    from crossreport.store.check import Fault


class Record(store.Record):
    """A record and the questions that it answers. Sealed names are masked unless it was opened with `unsealed`."""

    summary: Summary | None = None
    _seen: tuple[str, World] | None = None

    def brief(self, story: str | None = None, profile: str | None = None) -> Brief:
        """What a story comes to (the largest, where none is named). NotFound where there is no such story."""
        from crossreport.answers.brief import brief

        profile, story = self.asked(profile), self.story_asked(story)
        found = self.slice(story, profile=profile)
        own = next(one for one in found.derived.stories if one.id == story).reports
        unread = self.unread_in(own)
        return brief(found.derived, found.reports, story, unread)

    def show(self, ident: str, story: str | None = None, profile: str | None = None) -> Shown:
        """A report, claim, event, estimate, origin, story or actor with its words. NotFound where none is there."""
        from crossreport.answers.earlier import show_earlier, show_withdrawn
        from crossreport.answers.show import show, with_captures

        ident = self._led_on(ident)
        if (earlier := self.earlier(ident)) is not None:
            return show_earlier(
                earlier, self.labels(self.reports_of([earlier.claim.report])).get(earlier.claim.report, ident)
            )
        if (why := self.withdrawn().get(ident)) is not None:
            return show_withdrawn(self.withdrawn_report(ident), why, self.earlier_of(ident))
        derived, reports = self._part(ident, story, profile)
        found = show(derived, reports, ident, story, self.labels(reports))
        return with_captures(found, self.captures(found.id)) if found.kind == "report" else found

    def explain(self, ident: str, story: str | None = None, profile: str | None = None) -> Explained:
        """Why a claim was read so, why mentions are one event, how an estimate came about. NotFound where there is none."""
        from crossreport.answers.explain import explain

        ident = self._led_on(ident)
        derived, reports = self._part(ident, story, profile)
        readings = {report.id: reading for report, reading in self.shown_readings(one.id for one in reports)}
        return explain(derived, reports, readings, ident, story, self.labels(reports))

    def labels(self, reports: Iterable[Report]) -> dict[str, str]:
        """{report id: the shortest name that tells it from all others of the record}; see `answers.words.labels`."""
        from crossreport.answers.words import labels

        chosen = tuple(reports)
        return labels(chosen, self.by_outlet(one.outlet for one in chosen if one.outlet))

    def _led_on(self, ident: str) -> str:
        """An id, of an event or estimate that is no more that of the one that it became."""
        name, slash, outcome = ident.partition("/")
        return f"{self.today(name)}{slash}{outcome}"

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
        tell: Callable[[int, int], None] | None = None,
    ) -> TallyResult:
        """What the events add up to: `who` by the words of reports, `place` with all that lies in it, days (ISO).

        `status` and `side` ask for those whom reports tell apart, `actor` for events in which one of that name acts or is
        accused, `corroboration` for events of these levels. InputError where there is no such outcome, status, level or day,
        or the last day lies before the first: no sum may pass for zero. By a profile that is not the record's own the events
        that the filters leave are weighed anew: `tell` is called with how many are, and of how many.
        """
        from crossreport.answers.totals import Asked, total

        asked = Asked(outcome, who, place, since, until, status, side, actor, tuple(corroboration))
        return total(self, asked, profile, tell)

    def changes(
        self,
        since: str | int | None = None,
        until: str | int | None = None,
        story: str | None = None,
        event: str | None = None,
    ) -> Changed:
        """What became different between two moments (as for `as_of`), by the record's own profile.

        `since`: the build before the last, where none is given, and nothing where that is before the first build. `until`:
        now. `story` or `event` ask for these alone. InputError where `since` lies after `until`, NotFound where there is no
        such story or event at either.
        """
        from crossreport.answers.changes import Known, Moment, changes, deeds

        made = [one for one in self.log() if one.step == "make"]
        if not made:
            raise RecordError("No build of this record has come to its end, so nothing changed yet.")
        last = self.step_at(until) if until is not None else made[-1].seq
        earlier = [one.seq for one in made if one.seq < last]
        first = self.step_before(since) if since is not None else (earlier[-1] if earlier else 0)
        if first > last:
            raise InputError(f"The first moment, {since}, lies after the last, {until or 'now'}.")
        at = {one.seq: Moment(one.seq, one.at) for one in made}
        none = Known(Derived(self.profile), {}, {})
        then = self._known_at(first) if first else none
        now = self._known_at(last)
        steps = [one for one in self.log() if first < one.seq <= last and one.who != MACHINE]
        people = deeds(steps, self.decisions() if steps else ())
        only = _events_asked(then.derived, now.derived, story, event)
        return changes(then, now, at.get(first), at[last], people, only)

    def _known_at(self, step: int) -> Known:
        from crossreport.answers.changes import Known

        with self.as_of(step) as then:
            versions = {one.id: version_of(one) for one in then.reports()}
            return Known(then.derived(), versions, then.labels(then.reports()))

    def compare(self, sheet: str | Path, mapping: SheetMapping | None = None) -> Compared:
        """A spreadsheet of events, saved as CSV, beside the record: in one of the two only, or in both with other figures.

        How its columns are taken is guessed where no `mapping` says it, and comes back with the result. The record is not
        changed. InputError where the file cannot be read so.
        """
        from crossreport.compare.compare import compare

        self.asked(None)
        return compare(self, Path(sheet), mapping)

    def coverage(self, since: str | None = None, until: str | None = None) -> Coverage:
        """Which outlets and days the record has reports of. InputError for what is no day."""
        from crossreport.answers.asked import period
        from crossreport.answers.coverage import coverage

        return coverage(self.published(), *period(since, until))

    def unread(self) -> LeftUnread:
        """What was refused, the reports that were not read, the sentences of harm that gave no claim; each with why."""
        from crossreport.answers.unread import left_unread

        return left_unread(self.refused(), self.unread_reports(), self.shown_readings())

    def backup(self, to: str | Path) -> Checkpoint:
        """Copies the record into a file that is not there yet, and proves it to be the same; the checkpoint of both."""
        from crossreport.store.backup import backup

        return backup(self, Path(to))

    @staticmethod
    def join(path: str | Path, others: Sequence[str | Path]) -> tuple[Joined, ...]:
        """Takes what other records have into the record in that file: reports, withdrawals, decisions; what each brought.

        RecordError where one is no record or not as its log says: nothing is joined then. InputError for one named twice.
        """
        from crossreport.joining import join

        return join(path, others)

    def check(self) -> tuple[Fault, ...]:
        """Everything that is wrong with the record; nothing where all is well. RecordError unless it was opened unsealed."""
        from crossreport.store.check import check

        if not self.unsealed:
            raise RecordError("Open the record with unsealed=True to check it: masked words cannot be held against texts.")
        return tuple(check(self))

    def propose(self, do: str, *, by: str, why: str, **what: Any) -> Decision:
        """The decision that is meant, tied to words; nothing is kept. `do` and its fields: see docs/decisions.md.

        InputError where it cannot be, NotFound where an id names nothing here.
        """
        from crossreport.deciding.around import named, world_around
        from crossreport.deciding.propose import propose

        bare = self._bare()
        near = named(bare, do, what)
        return propose(self._world() if near is None else world_around(bare, near), do, by, why, what)

    def preview(self, decisions: Decision | Iterable[Decision], taken_over: bool = False) -> Effect:
        """What decisions would change, before and after, and whether they can be: InputError where not. Nothing is kept.

        Those that judge claims, sources or events are tried on what they bear on alone, others on the whole record.
        """
        from crossreport.deciding.decide import attempt, effect, look, mask_of

        several, bare = _several(decisions), self._bare()
        tried = look(bare, several, taken_over) or attempt(bare, self._world(), several, taken_over)
        return effect(tried, mask_of(tried, self.unsealed))

    def decide(self, decisions: Decision | Iterable[Decision], taken_over: bool = False) -> Effect:
        """Keeps decisions and makes the record anew with them, all or nothing; what they changed. Nothing is read again.

        With `taken_over` (decisions of another record) those whose words are not here wait for them. InputError where a
        decision cannot be, RecordError where the record cannot be written.
        """
        from crossreport.deciding.decide import effect, keep, mask_of

        tried = keep(self._bare(), _several(decisions), taken_over)
        self.forget()
        return effect(tried, mask_of(tried, self.unsealed))

    def decisions(
        self, orphaned: bool = False, conflicts: bool = False, by: str | None = None, about: str | None = None
    ) -> tuple[Listed, ...]:
        """What people decided, in the order of the log, each with what became of it; filters narrow each other.

        `orphaned`: their words are gone; `conflicts`: another person decided otherwise; `about`: an id that they touch.
        """
        from crossreport.deciding.listing import chosen, of_record

        return chosen(of_record(self, self._bare()), orphaned, conflicts, by, about)

    def agreement(self) -> Agreement:
        """How far reviewers agree over the claims that two or more of them judged."""
        from crossreport.answers.agreement import agreement
        from crossreport.reconcile.judgements import judge, lookup
        from crossreport.reconcile.quarrels import labels

        linked = self.linked()
        judged = judge(linked, self.decided_by_people(), lookup(linked))
        return agreement(labels(judged, {claim.id: claim for claim in linked.claims}))

    def _bare(self) -> store.Record:
        """The same record with nothing masked, for what must see words as they are."""
        return store.Record(self.connection, self.path, unsealed=True)

    def _world(self) -> World:
        from crossreport.deciding.decide import world_of

        at = self.checkpoint().hash
        if self._seen is None or self._seen[0] != at:
            self._seen = (at, world_of(self._bare()))
        return self._seen[1]

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


def _events_asked(then: Derived, now: Derived, story: str | None, event: str | None) -> frozenset[str] | None:
    """The events, of then and now, of a story or by an id; None where neither is asked for. NotFound where there is none."""
    if story is None and event is None:
        return None
    if story is not None:
        found = {ident for one in (*then.stories, *now.stories) if one.id == story for ident in one.events}
        what = f"story {story!r}"
    else:
        ids = [(one.id, *one.formerly) for one in (*then.events, *now.events)]
        found = {ident for own in ids if event in own for ident in own}
        what = f"event {event!r}"
    if not found:
        raise NotFound(f"The record had no {what} at either time.")
    return frozenset(found)


def _several(decisions: Decision | Iterable[Decision]) -> tuple[Decision, ...]:
    return (decisions,) if isinstance(decisions, Decision) else tuple(decisions)


def build(
    reports: Iterable[Source] | Source,
    record: str | Path | None = None,
    profile: str | None = None,
    workers: int = 1,
    progress: Progress | None = None,
    unsealed: bool = False,
    mapping: Mapping | None = None,
    cluster: str | None = None,
) -> Record:
    """Adds reports (values, uploads, files, folders) to the record in that file, or to one in memory, and opens it.

    `summary` of the record says what was taken, what was not, and why; nothing that cannot be read stops the rest. Names of
    minors, of victims of sexual violence and of accused persons are masked unless `unsealed`. With more `workers` than 1
    other processes read along; a script must then guard its start by `if __name__ == "__main__"`. `cluster` is the address
    of a Ray cluster (HOST:PORT, or "auto") whose machines read instead. `mapping` says how tables are to be read.

    InputError where a path does not exist, RecordError where the record cannot be opened or written, SetupError where there
    is no such profile, or the cluster cannot be used.
    """
    found, summary = build_record(reports, record, profile, workers, progress, unsealed, mapping, cluster)
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


def fetch(
    urls: Iterable[str], folder: str | Path, contact: str | None = None, again: bool = False, inside: bool = False
) -> Iterator[Saved | Refused | Ignored]:
    """Saves pages from the network, and those that feeds lead to, into a folder; each comes as it is done.

    robots.txt is obeyed, sizes and times are limited, addresses on the inside need `inside`. `contact` is told to the
    servers; what is there already is fetched only `again`. ExportError where the folder cannot be written,
    SetupError without the extra `fetch`.
    """
    from crossreport.ingest.fetch import Fetcher

    return Fetcher(Path(folder), contact, again, inside).fetch(urls)


def pasted(text: str, **fields: str | None) -> Report:
    """The report in a text that somebody pasted; `fields` (title, outlet, url, published, language, credit) as known.

    Its id is "pasted" and eight digits of its hash; a head of labelled lines is taken as in a text file.
    ReportError where it cannot be used.
    """
    from crossreport.ingest.pasted import pasted as made

    return made(text, fields)
