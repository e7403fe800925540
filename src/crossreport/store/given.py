"""A record as it was given: reports, their versions, readings and captures, the log, what was refused or left unread."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import func, select, text

from crossreport.errors import no_report
from crossreport.ingest.items import Refused
from crossreport.model.happened import Reading
from crossreport.model.report import Capture, Report
from crossreport.store import indexes, schema, whom
from crossreport.store.audit import Entry, Opening
from crossreport.store.captures import captures_of
from crossreport.store.codec import READINGS, decode, fingerprint, reading_of, report_of, unread_of
from crossreport.store.dated import Dated, find_dated
from crossreport.store.file import told
from crossreport.store.history import digest_of_derived
from crossreport.store.kept_out import KeptOut, all_kept_out
from crossreport.store.opened import Opened
from crossreport.store.standing import Withdrawal, withdrawn_by_people
from crossreport.store.unread import unread_reports


class KeptVersion(NamedTuple):
    """A version of a report as it is kept: the report, the hash of all its fields, that of its text, does it count."""

    report: Report
    version: str
    text_sha256: str
    current: bool


class Given(Opened):
    """A record that gives what came in, as it came, and what was done to it."""

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
        raise no_report(ident)

    def versions(self, ident: str) -> tuple[Report, ...]:
        """All versions of a report, by date of publication."""
        table = schema.reports
        query = select(table).where(table.c.id == ident).order_by(table.c.published, table.c.version)
        return tuple(report_of(row) for row in self._rows(query))

    def captures(self, ident: str) -> tuple[Capture, ...]:
        """How the source of a report's current text was captured, as far as that is known. NotFound where there is none."""
        return self.captures_of(ident, self.report(ident).text)

    def captures_of(self, ident: str, text: str) -> tuple[Capture, ...]:
        """How the source that gave a report this text was captured, as far as that is known."""
        with told(self.path):
            return captures_of(self._connection, ident, text)

    def withdrawn_by_people(self) -> tuple[Withdrawal, ...]:
        """The reports that people withdrew, with who did and why."""
        with told(self.path):
            return withdrawn_by_people(self._connection)

    def kept(self) -> Iterator[KeptVersion]:
        """Every version of every report that is kept, with the hashes under which it was taken in."""
        for row in self._rows(select(schema.reports).order_by(schema.reports.c.id, schema.reports.c.version)):
            yield KeptVersion(report_of(row), row.version, row.text_sha256, row.current)

    def kept_out(self) -> tuple[KeptOut, ...]:
        """The reports that were redacted and may not come back, as far as anybody can tell."""
        with told(self.path):
            return all_kept_out(self._connection)

    def fingerprint(self) -> str:
        """A hash of what linking would start from now; `meta()["made_of"]` is that of the last build."""
        with told(self.path):
            return fingerprint(self._connection)

    def log(self) -> Iterator[Entry]:
        """What was done to the record, step by step, the first first."""
        for row in self._rows(select(schema.log).order_by(schema.log.c.seq)):
            yield Entry(row.seq, row.at, row.who, row.step, decode(row.body, dict), row.prev, row.hash)

    def log_after(self, step: int) -> tuple[Entry, ...]:
        """What was done to the record after a step of its log."""
        query = select(schema.log).where(schema.log.c.seq > step).order_by(schema.log.c.seq)
        return tuple(
            Entry(row.seq, row.at, row.who, row.step, decode(row.body, dict), row.prev, row.hash)
            for row in self._rows(query)
        )

    def openings(self) -> Iterator[Opening]:
        """What the log's commitments stand for, as far as it is kept."""
        for row in self._rows(select(schema.openings).order_by(schema.openings.c.seq, schema.openings.c.n)):
            yield Opening(row.seq, row.n, row.salt, row.value)

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

    def column_faults(self) -> Iterator[str]:
        """What its lists, sums and search are looked up by and is not what its values give, in words."""
        with told(self.path):
            yield from indexes.faults(self._connection)
            yield from whom.faults(self._connection, self.seals())

    def find_dated(self, asked: Sequence[Report], reader: str) -> list[Dated]:
        """What is kept of reports that have their inferred days, as they are read by them."""
        with told(self.path):
            return list(find_dated(self._connection, asked, reader))

    def readings(self) -> Iterator[Reading]:
        """What was read in each report, in the order of ids; an empty reading, with the reason, where nothing could be."""
        for row in self._rows(READINGS):
            yield reading_of(row)

    def reading(self, ident: str) -> Reading:
        """What was read in one report. NotFound where there is no report of that id."""
        for row in self._rows(READINGS.where(schema.reports.c.id == ident)):
            return reading_of(row)
        raise no_report(ident)

    def unread_in(self, reports: Iterable[str]) -> int:
        """How many sentences of harm gave no claim in these reports."""
        rows = self._rows_where(READINGS, schema.reports.c.id, reports)
        return sum(unread_of(row) for row in rows)

    def refused(self) -> Iterator[Refused]:
        """What builds refused to take, and why."""
        table = schema.refused
        for row in self._rows(select(table).order_by(table.c.source, table.c.n)):
            yield Refused(row.source, row.reason, row.line, row.report)

    def unread_reports(self) -> Iterator[tuple[str, str, bool]]:
        """(report, reason, did reading fail) of the reports of which nothing was read; no failure: they are left unread.

        Reports are among them that a build took in which did not come to its end.
        """
        with told(self.path):
            yield from unread_reports(self._connection)

    def counts(self) -> dict[str, int]:
        """How many current reports, claims, events and stories there are."""
        # Each current report has its row, and to count these no text has to be passed over.
        tables = {"reports": schema.rows, "claims": schema.claims, "events": schema.events, "stories": schema.stories}
        queries = {name: select(func.count()).select_from(table) for name, table in tables.items()}
        return {name: next(self._rows(query))[0] for name, query in queries.items()}
