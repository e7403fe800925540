"""The only place that writes: reports and readings are added batch by batch; what was made of them is put in as a whole."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, and_, bindparam, delete, func, insert, select
from sqlalchemy.exc import DBAPIError

from crossreport.errors import InputError
from crossreport.ingest.items import Ignored, Ingested, Item, Refused, digest
from crossreport.ingest.versions import Known, compare
from crossreport.model.decided import Decision
from crossreport.model.happened import Reading
from crossreport.model.record import Derived, Linked, Older
from crossreport.model.report import WITHDRAWN, Report
from crossreport.store import decisions, indexes, kept_out, near, schema, search, whom
from crossreport.store.audit import Checkpoint, append
from crossreport.store.captures import keep_captures
from crossreport.store.codec import TO_LINK, encode, fingerprint, reading_of, report_of, version_of
from crossreport.store.dated import Dated, find_dated, keep_dated
from crossreport.store.derived_rows import derived_rows
from crossreport.store.file import close, connect, told
from crossreport.store.history import GAP, Row, count, next_step, put, spread
from crossreport.store.kept_out import KeptOut
from crossreport.store.packing import ReadRow as ReadRow
from crossreport.store.protection import SealedName
from crossreport.store.redaction import UNSHRUNK, Redacted, is_unshrunk, redact, shrink
from crossreport.store.renewal import Renewal, renew
from crossreport.store.standing import (
    Withdrawal,
    last_current,
    make_current,
    older_versions,
    standing_version,
    stands,
    stands_no_more,
)
from crossreport.store.unread import to_read

# Rows that one statement reads or writes: far below the number of variables that any database allows.
CHUNK = 500


class Writer:
    """A record opened for a build: it is held until `close`.

    Every method is one transaction, done or not at all, or a part of the one that `at_once` began.
    """

    def __init__(self, path: Path | None, connection: Connection | None = None):
        self.path = path
        self._is_new = path is not None and not path.exists()
        self.connection: Connection = connection or connect(path, write=True)
        self._cleared: set[str] = set()
        if is_unshrunk(self.connection):
            self.shrink()  # a redaction was killed before it came to that

    def close(self) -> None:
        """Lets go of the file."""
        close(self.connection)

    def give_up(self) -> None:
        """Lets go of the file after a failure; one that was made by opening it and holds nothing is taken away."""
        is_bare = False
        with suppress(DBAPIError):  # what failed is told already
            is_bare = self._is_new and self.connection.execute(select(schema.log.c.seq).limit(1)).first() is None
        self.close()
        if is_bare and self.path is not None:
            self.path.unlink()

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Within it all that is done is one transaction, done or not at all."""
        if self.connection.in_transaction():
            yield
        else:
            with told(self.path), self.connection.begin():
                yield

    def meta(self) -> dict[str, str]:
        """What the record says of itself: profile, versions."""
        with self.at_once():
            return {row.key: row.value for row in self.connection.execute(select(schema.meta))}

    def add(self, batch: Sequence[Ingested]) -> list[Ingested]:
        """Keeps new reports and new versions; what comes back says for each thing given what became of it."""
        with self.at_once():
            known = self._known(sorted({one.report.id for one in batch if isinstance(one, Item)}))
            kept: list[str] = []
            step = next_step(self.connection)
            out = kept_out.all_kept_out(self.connection)
            given = [self._kept_out(one, out) or one if isinstance(one, Item) else one for one in batch]
            done = [self._take(one, known, kept, step) if isinstance(one, Item) else one for one in given]
            self._list_refused(batch, done)
            keep_captures(self.connection, batch, done, step)
            if kept:
                append(self.connection, "take in", {"reports": len(kept)}, kept)
            return done

    def _known(self, ids: list[str]) -> dict[str, dict[Known, bool]]:
        """{report id: {version: does the report stand by it, current or withdrawn}} of what is kept already."""
        table, standings = schema.reports, schema.standings
        found: dict[str, dict[Known, bool]] = {}
        stands_now = and_(standings.c.version == table.c.version, standings.c.until.is_(None))
        columns = (table.c.id, table.c.text_sha256, table.c.published, table.c.pubstatus, standings.c.status)
        for part in _parts(ids):
            query = select(*columns).select_from(table.outerjoin(standings, stands_now)).where(table.c.id.in_(part))
            for row in self.connection.execute(query):
                version = Known(row.text_sha256, row.published, row.pubstatus in WITHDRAWN)
                found.setdefault(row.id, {})[version] = row.status is not None
        return found

    def _kept_out(self, item: Item, out: Sequence[KeptOut]) -> Refused | None:
        """Why something that is given does not come in: it was redacted here. None where it was not."""
        found = next((one for one in out if one.has(item.report.id, item.report.text)), None)
        if found is None:
            return None
        return Refused(item.source, kept_out.refusal(self.connection, found), item.line, item.report.id)

    def _take(self, item: Item, known: dict[str, dict[Known, bool]], kept: list[str], step: int) -> Ingested:
        report = item.report
        new = Known(digest(report.text), report.published, report.is_withdrawn)
        versions = known.setdefault(report.id, {})
        now = next((version for version, stands_now in versions.items() if stands_now), None)
        verdict = compare(now, new)
        is_known = any(version.text == new.text and version.withdrawn == new.withdrawn for version in versions)
        if is_known and not (verdict.kind == "newer" and now is not None and now.withdrawn):
            return Ignored(item.source, "a duplicate: the same id and the same text", item.line, report.id)
        if verdict.kind == "clash":
            return Refused(item.source, verdict.reason, item.line, report.id)
        is_current = verdict.kind in ("new", "newer")
        if is_current and now is not None:
            stands_no_more(self.connection, report.id, step)
            versions[now] = False
        versions[new] = is_current
        row = {**_report_row(report, new.text), "since": step}
        self.connection.execute(insert(schema.reports), row)
        if is_current and new.withdrawn:
            who = report.outlet or "its outlet"
            stands(self.connection, report.id, row["version"], "withdrawn", step, who, f"pubstatus {report.pubstatus}")
        elif is_current:
            stands(self.connection, report.id, row["version"], "current", step)
        kept.append(row["version"])
        is_taken = is_current and not new.withdrawn
        return item if is_taken else Ignored(item.source, verdict.reason or "withdrawn by its outlet", item.line, report.id)

    def _list_refused(self, given: Sequence[Ingested], done: Sequence[Ingested]) -> None:
        """Keeps what was refused; what an earlier build refused of the same source is forgotten first."""
        table = schema.refused
        for source in sorted({one.source for one in given} - self._cleared):
            self.connection.execute(delete(table).where(table.c.source == source))
            self._cleared.add(source)
        rows = [msgspec.structs.asdict(one) for one in done if isinstance(one, Refused)]
        if rows:
            self.connection.execute(insert(table), rows)

    def to_read(self, reader: str) -> list[tuple[str, int]]:
        """(version, length) of each version that this reader has not read yet or failed to read, in order of ids.

        What was said before is read too: its claims are superseded, not erased.
        """
        with self.at_once():
            return to_read(self.connection, reader)

    def reports(self, versions: Sequence[str]) -> list[tuple[str, Report]]:
        """The reports of these versions, in the order given."""
        table = schema.reports
        found: dict[str, Report] = {}
        with self.at_once():
            for part in _parts(versions):
                for row in self.connection.execute(select(table).where(table.c.version.in_(part))):
                    found[row.version] = report_of(row)
        return [(version, found[version]) for version in versions]

    def standing(self) -> Iterator[tuple[Report, Reading]]:
        """The version of every report that counts, in the order of ids, with its reading: an empty one, with the reason, of
        those not read."""
        with self.at_once():
            for row in self.connection.execute(TO_LINK, execution_options={"yield_per": CHUNK}):
                yield report_of(row), reading_of(row)

    def withdraw(self, report: str, who: str, why: str) -> None:
        """Withdraws a report: nothing of it counts from now on. NotFound, or InputError where it is withdrawn already."""
        with self.at_once():
            step = next_step(self.connection)
            version = standing_version(self.connection, report)
            if version.status == "withdrawn":
                raise InputError(f"The report {report!r} is withdrawn already, by {version.who}: {version.why}.")
            stands_no_more(self.connection, report, step)
            stands(self.connection, report, version.version, "withdrawn", step, who, why)
            append(self.connection, "withdraw", {"reports": 1}, [encode({"report": report, "why": why})], who)

    def take_withdrawal(self, given: Withdrawal) -> bool:
        """Withdraws a report as another record has it, where it stands here by the same version; was there such a one?"""
        table = schema.standings
        same = (table.c.report == given.report, table.c.version == given.version, table.c.status == "current")
        with self.at_once():
            found = self.connection.execute(select(table.c.n).where(*same, table.c.until.is_(None))).first()
        if found is not None:
            self.withdraw(given.report, given.who, given.why)
        return found is not None

    def count_versions(self) -> int:
        """How many versions of reports are kept."""
        with self.at_once():
            return int(self.connection.execute(select(func.count()).select_from(schema.reports)).scalar_one())

    def note_join(self, other: Checkpoint, came: dict[str, int]) -> None:
        """Says in the log that another record was taken over as it stood at that checkpoint, and how much of it was new."""
        with self.at_once():
            append(self.connection, "join", {**came, "other": other.hash, "other_seq": other.seq})

    def reinstate(self, report: str, who: str, why: str) -> None:
        """Takes a withdrawal back. NotFound where there is no such report, InputError where it is not withdrawn."""
        with self.at_once():
            step = next_step(self.connection)
            if standing_version(self.connection, report).status != "withdrawn":
                raise InputError(f"The report {report!r} is not withdrawn.")
            version = last_current(self.connection, report)
            if version is None:
                raise InputError(f"The report {report!r} never had a version that could be used.")
            stands_no_more(self.connection, report, step)
            stands(self.connection, report, version, "current", step)
            append(self.connection, "reinstate", {"reports": 1}, [encode({"report": report, "why": why})], who)

    def redact(self, report: str, who: str, why: str) -> Redacted:
        """Takes a report and all that was made of it out for good; what went with it. NotFound where there is none."""
        with self.at_once():
            return redact(self.connection, report, who, why)

    def shrink(self) -> None:
        """Writes the file anew without the bytes of what was deleted."""
        with told(self.path):
            self.connection.rollback()
            shrink(self.connection)

    def lift(self, report: str, who: str, why: str) -> int:
        """Lets a redacted report in again; how many redactions of it there were. NotFound where there was none."""
        with self.at_once():
            return kept_out.lift(self.connection, report, who, why)

    def kept_out(self) -> tuple[KeptOut, ...]:
        """The reports that were redacted and may not come back."""
        with self.at_once():
            return kept_out.all_kept_out(self.connection)

    def report_ids(self) -> tuple[str, ...]:
        """The ids of all reports that are kept, current or not."""
        with self.at_once():
            ids = select(schema.reports.c.id).distinct().order_by(schema.reports.c.id)
            return tuple(self.connection.execute(ids).scalars())

    def take_kept_out(self, given: Sequence[KeptOut], who: str) -> int:
        """Keeps out what another record redacted, where nothing of it is here; how many reports that were new."""
        with self.at_once():
            known = {one.salt for one in kept_out.all_kept_out(self.connection)}
            ids = self.report_ids()
            new = [one for one in given if one.salt not in known and not any(map(one.has, ids))]
            if new:
                entry = append(self.connection, "keep out", {"kept_out": [one.digest for one in new]}, who=who)
                kept_out.keep(self.connection, [one._replace(step=entry.seq) for one in new])
            return len(new)

    def older(self) -> tuple[Older, ...]:
        """Every version that counts no more, with its reading, by report and publication; sources undone are left out."""
        with self.at_once():
            undone = decisions.undone_sources(decisions.kept(self.connection))
            return tuple(one for one in older_versions(self.connection) if one.report.id not in undone)

    def fingerprint(self) -> str:
        """A hash of what linking would start from."""
        with self.at_once():
            return fingerprint(self.connection)

    def save_readings(self, reader: str, rows: Sequence[ReadRow]) -> None:
        """Keeps readings, in the place of earlier ones of the same versions."""
        table = schema.readings
        values = [{**row._asdict(), "reader": reader} for row in rows]
        if not values:
            return
        with self.at_once():
            self.connection.execute(
                delete(table).where(table.c.version == bindparam("read")), [{"read": row.version} for row in rows]
            )
            self.connection.execute(insert(table), values)

    def find_dated(self, asked: Sequence[Report], reader: str) -> list[Dated]:
        """What is kept of reports that have their inferred days, as they are read by them."""
        with self.at_once():
            return list(find_dated(self.connection, asked, reader))

    def keep_dated(self, rows: Iterable[tuple[str, str, bytes]]) -> None:
        """Keeps (version, inferred day, packed reading)."""
        with self.at_once():
            keep_dated(self.connection, rows)

    def decisions(self) -> tuple[Decision, ...]:
        """What people decided, in the order in which they did."""
        with self.at_once():
            return decisions.kept(self.connection)

    def replace(
        self,
        linked: Linked,
        derived: Derived,
        names: Iterable[SealedName],
        meta: dict[str, str],
        new: Sequence[Decision] = (),
        read: Sequence[tuple[Report, ReadRow]] = (),
    ) -> None:
        """Puts this in the place of all that was derived before, in one transaction; what it replaces becomes past.

        With it `new` decisions are kept, and the sources that they add, as they were `read`. What was kept of what lies near
        what (near.py) goes: only who made all of it anew knows it.
        """
        with self.at_once():
            if new:
                self._keep(new, read, meta["reader"])
                meta = {**meta, "made_of": self.fingerprint()}
            sealed = ({"report": name.report, "body": encode(name)} for name in names)
            self._put({**dict(derived_rows(linked, derived)), schema.names: sealed}, meta)
            seals = indexes.seals_of(self.connection)
            indexes.fill(self.connection, derived.events, derived.stories, derived.actors, seals)
            whom.fill(self.connection, derived.events, derived.claims, seals)
            search.renew(self.connection, derived.events, derived.stories, derived.actors, seals)

    def renew(self, renewal: Renewal, meta: Mapping[str, str], new: Sequence[Decision]) -> None:
        """Keeps `new` decisions that judge what is linked, and puts what hangs on them in the place of what was there.

        NoRoom where rows cannot be put in order without numbering all anew: nothing is changed then.
        """
        with self.at_once(), self.connection.begin_nested():
            decisions.keep(self.connection, new)
            renew(self.connection, renewal, meta)

    def spread(self, table: Table) -> None:
        """Makes room between the rows of a table."""
        with self.at_once():
            spread(self.connection, table, GAP)

    def _put(self, rows: Mapping[Table, Iterable[Row]], meta: dict[str, str]) -> None:
        step = next_step(self.connection)
        near.forget(self.connection)
        make_current(self.connection)
        self.connection.execute(delete(schema.meta).where(schema.meta.c.key != UNSHRUNK))
        self.connection.execute(insert(schema.meta), [{"key": key, "value": meta[key]} for key in sorted(meta)])
        changes, digest = put(self.connection, rows, step)
        made = {table.name: count(self.connection, table) for table in (schema.claims, schema.events, schema.stories)}
        changed = {"added": changes.added, "ended": changes.ended, "changes": changes.digest}
        append(self.connection, "make", {**meta, **made, **changed, "derived": digest})

    def _keep(self, new: Sequence[Decision], read: Sequence[tuple[Report, ReadRow]], reader: str) -> None:
        """Adds decisions; sources that they add stand from now on, those whose adding they undo stand no more."""
        step = next_step(self.connection)
        for report, row in read:
            known = self.connection.execute(select(schema.reports.c.version).where(schema.reports.c.version == row.version))
            if known.first() is None:
                values = {**_report_row(report, digest(report.text)), "since": step}
                self.connection.execute(insert(schema.reports), values)
                self.connection.execute(insert(schema.readings), {**row._asdict(), "reader": reader})
            stands(self.connection, report.id, row.version, "current", step)
        if read:
            append(self.connection, "take in", {"reports": len(read)}, [row.version for _, row in read])
        decisions.keep(self.connection, new)
        undone = decisions.undone_sources(decisions.kept(self.connection))
        table = schema.standings
        counts = (table.c.report.in_(undone), table.c.status == "current", table.c.until.is_(None))
        for ident in self.connection.execute(select(table.c.report).where(*counts)).scalars().all():
            stands_no_more(self.connection, ident, step)


def _parts(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(values), CHUNK):
        yield values[at : at + CHUNK]


def _report_row(report: Report, text_sha256: str) -> dict[str, Any]:
    return {
        **msgspec.structs.asdict(report),
        "credit": encode(report.credit),
        "pubstatus": None if report.pubstatus == "usable" else report.pubstatus,
        "version": version_of(report),
        "text_sha256": text_sha256,
        "current": False,
    }
