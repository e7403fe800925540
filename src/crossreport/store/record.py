"""A record as it is read: reports, readings, and what was made of them, each with the names that are sealed masked."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, NamedTuple, Self, TypeVar

import msgspec
from sqlalchemy import Connection, Table, func, or_, select, text

from crossreport.errors import NotFound, RecordError
from crossreport.ingest.items import Refused
from crossreport.model.acting import Actor, Interaction
from crossreport.model.happened import Event, Reading, Unread
from crossreport.model.judged import Copy, Link, Relation, Story, Tally
from crossreport.model.record import Derived, Linked, ReportRow
from crossreport.model.report import Report
from crossreport.model.said import Claim, Origin
from crossreport.store import schema
from crossreport.store.audit import CHECKPOINT, Checkpoint, Entry, Opening, digest_of_derived
from crossreport.store.codec import NOT_YET, READINGS, STARTS_FROM, decode, fingerprint, reading_of, report_of
from crossreport.store.file import close, connect, told
from crossreport.store.protection import SealedName, Seals, Shown, masked, seal

T = TypeVar("T")
Kind = Literal["report", "claim", "event", "origin", "story"]


class KeptVersion(NamedTuple):
    """A version of a report as it is kept: the report, the hash of all its fields, that of its text, does it count."""

    report: Report
    version: str
    text_sha256: str
    current: bool


class Record:
    """A record that is open for reading. Close it when done, or use it in a `with` statement.

    What was made of the reports comes with sealed names masked, unless it was opened with `unsealed`. Reports come as they
    were given; whoever shows their words passes these through `mask`.
    """

    def __init__(self, connection: Connection, path: Path | None, unsealed: bool = False):
        self.path, self.unsealed = path, unsealed
        self._connection = connection
        self._seals: Seals | None = None
        self._derived: dict[str, Derived] = {}
        self._snapshots = 0
        self._running: set[Any] = set()

    @classmethod
    def open(cls, path: str | Path, unsealed: bool = False) -> Self:
        """The record in that file. RecordError where it is none, of a newer version, damaged or in use."""
        return cls(connect(Path(path)), Path(path), unsealed)

    @classmethod
    def of(cls, other: "Record") -> Self:
        """The same open record as another class of record."""
        return cls(other._connection, other.path, other.unsealed)

    def close(self) -> None:
        """Lets go of the file, and ends what is still being read from it."""
        for found in tuple(self._running):
            found.close()
        close(self._connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    # ------------------------------------------------------------------ as given

    def meta(self) -> dict[str, str]:
        """What the record was made with: profile, and versions of code, rules and model."""
        return {row.key: row.value for row in self._rows(select(schema.meta))}

    @property
    def profile(self) -> str:
        """The profile that it was built with."""
        return self.meta().get("profile", "")

    def reports(self) -> Iterator[Report]:
        """The current version of every report, in the order of ids."""
        table = schema.reports
        for row in self._rows(select(table).where(table.c.current).order_by(table.c.id)):
            yield report_of(row)

    def report(self, ident: str) -> Report:
        """The current version of a report. NotFound where there is none of that id."""
        table = schema.reports
        for row in self._rows(select(table).where(table.c.current, table.c.id == ident)):
            return report_of(row)
        raise NotFound(f"The record has no report {ident!r}.")

    def versions(self, ident: str) -> tuple[Report, ...]:
        """All versions of a report, by date of publication."""
        table = schema.reports
        query = select(table).where(table.c.id == ident).order_by(table.c.published, table.c.version)
        return tuple(report_of(row) for row in self._rows(query))

    def kept(self) -> Iterator[KeptVersion]:
        """Every version of every report that is kept, with the hashes under which it was taken in."""
        for row in self._rows(select(schema.reports).order_by(schema.reports.c.id, schema.reports.c.version)):
            yield KeptVersion(report_of(row), row.version, row.text_sha256, row.current)

    def fingerprint(self) -> str:
        """A hash of what linking would start from now; `meta()["made_of"]` is that of the last build."""
        return fingerprint(self._rows(STARTS_FROM))

    def log(self) -> Iterator[Entry]:
        """What was done to the record, step by step, the first first."""
        for row in self._rows(select(schema.log).order_by(schema.log.c.seq)):
            yield Entry(row.seq, row.at, row.who, row.step, decode(row.body, dict), row.prev, row.hash)

    def openings(self) -> Iterator[Opening]:
        """What the log's commitments stand for, as far as it is kept."""
        for row in self._rows(select(schema.openings).order_by(schema.openings.c.seq, schema.openings.c.n)):
            yield Opening(row.seq, row.n, row.salt, row.value)

    def checkpoint(self) -> Checkpoint:
        """How far the log has come. RecordError where it has no entry yet."""
        for row in self._rows(select(schema.log).order_by(schema.log.c.seq.desc()).limit(1)):
            return Checkpoint(CHECKPOINT, row.seq, row.at, row.hash)
        raise RecordError("Nothing was done to the record yet, so its log is empty: build it from reports first.")

    def derived_digest(self) -> str:
        """A hash over all that was made of the reports; the log's last "make" holds that of the last build."""
        with told(self.path):
            return digest_of_derived(self._connection)

    def file_faults(self) -> Iterator[str]:
        """What the database itself finds wrong with its file, in words."""
        for row in self._rows(text("PRAGMA integrity_check")):
            if row[0] != "ok":
                yield f"the database is damaged: {row[0]}"
        for row in self._rows(text("PRAGMA foreign_key_check")):
            yield f"a row of {row[0]} names a row of {row[2]} that is not there"

    def readings(self) -> Iterator[Reading]:
        """What was read in each report, in the order of ids; an empty reading, with the reason, where nothing could be."""
        for row in self._rows(READINGS):
            yield reading_of(row)

    def reading(self, ident: str) -> Reading:
        """What was read in one report. NotFound where there is no report of that id."""
        for row in self._rows(READINGS.where(schema.reports.c.id == ident)):
            return reading_of(row)
        raise NotFound(f"The record has no report {ident!r}.")

    def refused(self) -> Iterator[Refused]:
        """What builds refused to take, and why."""
        table = schema.refused
        for row in self._rows(select(table).order_by(table.c.source, table.c.n)):
            yield Refused(row.source, row.reason, row.line, row.report)

    def unread_reports(self) -> Iterator[tuple[str, str, bool]]:
        """(report, reason, did reading fail) of the reports of which nothing was read; no failure: they are left unread."""
        table = schema.readings
        is_unread = or_(table.c.version.is_(None), table.c.note.is_not(None), table.c.failed.is_not(None))
        for row in self._rows(READINGS.where(is_unread)):
            yield row.id, row.failed or row.note or NOT_YET, row.note is None

    def counts(self) -> dict[str, int]:
        """How many current reports, claims, events and stories there are."""
        queries = {"reports": select(func.count()).select_from(schema.reports).where(schema.reports.c.current)}
        for table in (schema.claims, schema.events, schema.stories):
            queries[table.name] = select(func.count()).select_from(table)
        return {name: next(self._rows(query))[0] for name, query in queries.items()}

    def unread(self) -> Iterator[tuple[str, Unread]]:
        """(report, sentence and reason) of each sentence with a word or number of harm that gave no claim."""
        for reading in self.readings():
            for one in reading.unread:
                yield reading.report, one

    # ------------------------------------------------------------------ as made

    def derived(self, profile: str | None = None) -> Derived:
        """The whole record by a profile (the one that it was built with, where none is named), sealed names masked.

        SetupError where there is no such profile, RecordError where no build of the record has come to its end.
        """
        if not self.profile:
            raise RecordError("No build of this record has come to its end. Give the same build command again: it goes on.")
        profile = profile or self.profile
        if profile not in self._derived:
            raw = self._stored() if profile == self.profile else self._reconciled(profile)
            self._derived[profile] = raw if self.unsealed else self._sealed(raw)
        return self._derived[profile]

    def _sealed(self, derived: Derived) -> Derived:
        """With names masked; a claim's quote is cut from the masked text, so that no half of a name is left in it."""
        concerned = self.seals().reports()
        shown = Shown((report for report in self.reports() if report.id in concerned), self.seals())
        masked = seal(derived, self.seals())
        return msgspec.structs.replace(masked, claims=tuple(map(shown.quoted, masked.claims)))

    def _reconciled(self, profile: str) -> Derived:
        from crossreport.profiles.load import load_profile
        from crossreport.reconcile.reconcile import reconcile

        return reconcile(self.linked(), load_profile(profile))

    def _stored(self) -> Derived:
        with self._snapshot():
            return self._stored_now()

    def _stored_now(self) -> Derived:
        return Derived(
            profile=self.profile,
            rows=self._bodies(schema.rows, ReportRow),
            claims=self._bodies(schema.claims, Claim),
            events=self._bodies(schema.events, Event),
            origins=self._bodies(schema.origins, Origin),
            stories=self._bodies(schema.stories, Story),
            copies=self._bodies(schema.copies, Copy),
            links=self._bodies(schema.links, Link),
            actors=self._bodies(schema.actors, Actor),
            interactions=self._bodies(schema.interactions, Interaction),
            relations=self._bodies(schema.relations, Relation),
            tallies=self._bodies(schema.tallies, Tally),
        )

    def linked(self) -> Linked:
        """What linking made, before anything was weighed: what another profile starts from. Names are not masked."""
        with self._snapshot():
            return self._linked_now()

    def _linked_now(self) -> Linked:
        return Linked(
            reports=tuple(self.reports()),
            readings=tuple(self.readings()),
            rows=self._before(schema.rows, ReportRow),
            claims=self._before(schema.claims, Claim),
            events=self._before(schema.events, Event),
            origins=self._before(schema.origins, Origin),
            stories=self._before(schema.stories, Story),
            copies=self._bodies(schema.copies, Copy),
            links=self._bodies(schema.links, Link),
            actors=self._bodies(schema.actors, Actor),
            interactions=self._bodies(schema.interactions, Interaction),
        )

    def claim(self, ident: str) -> Claim:
        """A claim by its id, by the record's own profile. NotFound where there is none."""
        return self._one(schema.claims, Claim, ident, lambda claim: (claim.report,))

    def event(self, ident: str) -> Event:
        """An event by its id, or by one that it formerly had. NotFound where there is none."""
        return self._one(schema.events, Event, self.today(ident), lambda event: event.reports)

    def origin(self, ident: str) -> Origin:
        """An origin by its id. NotFound where there is none."""
        return self._one(schema.origins, Origin, ident, lambda origin: origin.reports)

    def story(self, ident: str) -> Story:
        """A story by its id. NotFound where there is none."""
        return self._one(schema.stories, Story, ident, lambda story: story.reports)

    def today(self, ident: str) -> str:
        """The id that an event has today, for one that it formerly had; any other id as it is."""
        table = schema.formerly
        for row in self._rows(select(table.c.event).where(table.c.id == ident)):
            return str(row.event)
        return ident

    def kind(self, ident: str) -> Kind:
        """What an id names. NotFound where it names nothing here."""
        kinds: tuple[tuple[Kind, Table], ...] = (
            ("claim", schema.claims),
            ("event", schema.events),
            ("origin", schema.origins),
            ("story", schema.stories),
            ("report", schema.reports),
        )
        now = self.today(ident)
        for kind, table in kinds:
            if any(True for _ in self._rows(select(table.c.id).where(table.c.id == now).limit(1))):
                return kind
        raise NotFound(f"The record has no report, claim, event, origin or story {ident!r}.")

    # ------------------------------------------------------------------ protection

    def seals(self) -> Seals:
        """The names that are masked, by report."""
        if self._seals is None:
            self._seals = Seals(self._bodies(schema.names, SealedName))
        return self._seals

    def mask(self, text: str, reports: Iterable[str]) -> str:
        """Words of these reports as they may be shown; the words themselves where the record was opened unsealed."""
        return text if self.unsealed else self.seals().mask(text, reports)

    def shown(self, profile: str | None = None) -> tuple[Derived, tuple[Report, ...]]:
        """The record by a profile, and its reports, as they may be shown: names masked in the reports' texts as well.

        The spans of claims are moved with the words, so they point into these texts, and not into those that were given.
        """
        derived = self.derived(profile)
        if self.unsealed:
            return derived, tuple(self.reports())
        shown = Shown(self.reports(), self.seals())
        claims = tuple(shown.moved(claim, claim.report) for claim in derived.claims)
        return msgspec.structs.replace(derived, claims=claims), shown.reports

    def shown_readings(self) -> Iterator[tuple[Report, Reading]]:
        """Each report as it may be shown with its reading to go with it: names masked, spans moved."""
        for report, reading in zip(self.reports(), self.readings(), strict=True):
            if self.unsealed:
                yield report, reading
                continue
            shown = Shown([report], self.seals())
            yield shown.reports[0], shown.moved(masked(reading, self.seals(), [report.id]), report.id)

    # ------------------------------------------------------------------ rows

    @contextmanager
    def _snapshot(self) -> Iterator[None]:
        """Within it nothing that another process builds is seen, so that what is read together belongs together."""
        with told(self.path):
            if not self._snapshots:
                self._connection.exec_driver_sql("BEGIN")
            self._snapshots += 1
            try:
                yield
            finally:
                self._snapshots -= 1
                if not self._snapshots:
                    self._connection.exec_driver_sql("COMMIT")

    def _rows(self, query: Any) -> Iterator[Any]:
        """The rows of a query, fetched in parts, so that a large table is never held whole."""
        with told(self.path), self._connection.execute(query, execution_options={"yield_per": 500}) as found:
            self._running.add(found)
            try:
                yield from found
            finally:
                self._running.discard(found)

    def _bodies(self, table: Table, kind: type[T]) -> tuple[T, ...]:
        return tuple(decode(row.body, kind) for row in self._rows(select(table.c.body).order_by(table.c.n)))

    def _before(self, table: Table, kind: type[T]) -> tuple[T, ...]:
        query = select(table.c.body, table.c.linked).order_by(table.c.n)
        bodies = (row.body if row.linked is None else row.linked for row in self._rows(query))
        return tuple(decode(body, kind) for body in bodies if body)

    def _one(self, table: Table, kind: type[T], ident: str, reports: Callable[[T], Iterable[str]]) -> T:
        for row in self._rows(select(table.c.body).where(table.c.id == ident)):
            found = decode(row.body, kind)
            return found if self.unsealed else masked(found, self.seals(), reports(found))
        raise NotFound(f"The record has no {kind.__name__.lower()} {ident!r}.")
