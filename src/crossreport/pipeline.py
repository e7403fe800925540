"""The build, in its order: reports are taken in, read and kept; `growing/make.py` links and reconciles what was read."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

import msgspec

from crossreport.ingest.items import Ignored, Ingested, Item, Noted, Refused
from crossreport.model.report import Report

if TYPE_CHECKING:
    from crossreport.ingest.given import Upload
    from crossreport.ingest.mapping import Mapping
    from crossreport.model.happened import Reading
    from crossreport.store.record import Record
    from crossreport.store.redaction import Redacted
    from crossreport.store.writer import ReadRow, Writer

T = TypeVar("T")
# What may be given: a path ("-" is standard input), a file in memory, a report.
Source: TypeAlias = "str | Path | Upload | Report"
Progress = Callable[[str, int, int | None], None]
# Reports that are taken in in one transaction.
BATCH = 200
# Characters that one chunk of work holds: two seconds of reading, so that a kill or Ctrl-C costs little.
CHUNK = 60_000
# Less text than this is read sooner by this process than others could start.
WORTH_PROCESSES = 150_000
# Refusals that a summary names; the record keeps all.
MOST_NAMED = 1000


class Readers(NamedTuple):
    """Who reads: so many processes here, or the machines of the Ray cluster at that address (HOST:PORT, or "auto")."""

    workers: int = 1
    cluster: str | None = None


class Summary(msgspec.Struct):
    """What one build did. `refused`, `failed` and `not_read` name reports with their reasons; the counts count all.
    `noted` says what is to be known of what was taken: the columns of a table, a date left out. `linked` counts the reports
    that were linked and weighed: those near what was new, or all, and `why_all` says why all where the record was there."""

    taken: int = 0
    ignored: int = 0
    refused_count: int = 0
    refused: list[Refused] = []
    read: int = 0
    failed: list[tuple[str, str]] = []
    not_read: list[tuple[str, str]] = []
    noted: list[Noted] = []
    reports: int = 0
    claims: int = 0
    events: int = 0
    stories: int = 0
    is_unchanged: bool = False
    linked: int = 0
    why_all: str | None = None

    def note(self, item: Ingested) -> None:
        """Counts one thing that ingest gave."""
        if isinstance(item, Refused):
            self.refused_count += 1
            if len(self.refused) < MOST_NAMED:
                self.refused.append(item)
        elif isinstance(item, Ignored):
            self.ignored += 1
        elif isinstance(item, Noted):
            if len(self.noted) < MOST_NAMED:
                self.noted.append(item)
        else:
            self.taken += 1

    @property
    def found_nothing(self) -> bool:
        """Was there nothing at all in what was given, not even something to refuse?"""
        return not (self.taken or self.ignored or self.refused_count)

    @property
    def is_well(self) -> bool:
        """Was everything taken and read?"""
        return not (self.refused_count or self.failed or self.not_read)


def build(
    inputs: Iterable[Source] | Source,
    record: str | Path | None = None,
    profile: str | None = None,
    workers: int = 1,
    progress: Progress | None = None,
    unsealed: bool = False,
    mapping: Mapping | None = None,
    cluster: str | None = None,
) -> tuple[Record, Summary]:
    """Adds what is given (files, folders, uploads, reports) to the record in that file, or in memory, and makes it anew.

    What cannot be taken or read is listed in the summary, and the rest is built. Whatever ends a build early (Ctrl-C, a full
    disk, a kill), the record keeps what it had and every reading that was saved, and the same build goes on from there.
    `progress` is called with the step's name, how much of it is done and, where it is known, of how much. With more
    `workers` than 1 other processes read along; a script must then guard its start by `if __name__ == "__main__"`.
    `mapping` says how tables are to be read, where the guess from their headings is not right. `cluster` is the address of
    a Ray cluster (HOST:PORT, or "auto") whose machines read instead of processes here; all else is done here.

    InputError where a path that was named does not exist, RecordError where the record cannot be opened or written,
    SetupError where there is no such profile, or where the cluster cannot be used.
    """
    from crossreport.engines.processes import loaded
    from crossreport.ingest.sources import ingest
    from crossreport.profiles.load import load_profile
    from crossreport.store.writer import Writer

    if profile is not None:
        load_profile(profile)
    readers = _ready(Readers(workers, cluster))
    items = ingest(inputs, mapping)
    path = Path(record) if record is not None else None
    summary, tell = Summary(), progress or _silent
    writer = Writer(path)
    try:
        _take_in(writer, items, summary, tell)
        with loaded():
            _read(writer, readers, summary, tell)
            _make(writer, profile, summary, tell, readers.workers)
        made = _opened(writer, path, unsealed)
    except BaseException:
        writer.give_up()
        raise
    _count(made, summary)
    return made, summary


def change(record: str | Path, do: Callable[[Writer], T]) -> T:
    """Does something to a record that bears on what is made of its reports, and makes that anew; what doing it gave.

    Both are one transaction: a kill in between leaves the record as it was. RecordError where there is no such record.
    """
    from crossreport.store.file import existing
    from crossreport.store.writer import Writer

    writer = Writer(existing(Path(record)))
    try:
        return _changed(writer, do)
    finally:
        writer.close()


def _changed(writer: Writer, do: Callable[[Writer], T]) -> T:
    # What was read by an older reader is read again chunk by chunk, before the rest waits for it.
    _read(writer, Readers(), Summary(), _silent)
    with writer.at_once():
        done = do(writer)
        _read(writer, Readers(), Summary(), _silent)
        _make(writer, None, Summary(), _silent)
    return done


def add_from(record: str | Path, do: Callable[[Writer], T]) -> T:
    """The same where doing it brings in many reports: each step is kept, and what a kill cuts off the same command does."""
    from crossreport.store.file import existing
    from crossreport.store.writer import Writer

    writer = Writer(existing(Path(record)))
    try:
        done = do(writer)
        _read(writer, Readers(), Summary(), _silent)
        _make(writer, None, Summary(), _silent)
        return done
    finally:
        writer.close()


def _silent(step: str, done: int, of: int | None) -> None:
    """Tells nobody how far the work is."""


def redact(record: str | Path, report: str, by: str, why: str) -> Redacted:
    """Takes a report and all that was made of it out of a record for good; what went with it.

    NotFound where the record has no such report. Copies of the record, and of its exports, hold it still.
    """
    from crossreport.store.file import existing
    from crossreport.store.writer import Writer

    writer = Writer(existing(Path(record)))
    try:
        done = _changed(writer, lambda writer: writer.redact(report, by, why))
        writer.shrink()
        return done
    finally:
        writer.close()


def lift(record: str | Path, report: str, by: str, why: str) -> None:
    """Lets a redacted report in again, from whatever holds it still. NotFound where no report of that id was redacted."""
    change(record, lambda writer: writer.lift(report, by, why))


def _take_in(writer: Writer, items: Iterator[Ingested], summary: Summary, tell: Progress) -> None:
    met = 0
    while batch := list(islice(items, BATCH)):
        for one in writer.add(batch):
            summary.note(one)
        met += len(batch)
        tell("taking in", met, None)


def _ready(readers: Readers) -> Readers:
    """The same readers. InputError or SetupError, before anything is done, where a cluster cannot be used."""
    if readers.cluster is not None:
        from crossreport.engines.ray_cluster import can_be_used

        can_be_used(readers.cluster)
    return readers


def _read(writer: Writer, readers: Readers, summary: Summary, tell: Progress) -> None:
    """Reads what no reader of this version has read. Every chunk is kept as soon as it is read."""
    from crossreport.store import provenance

    reader = provenance.reader()
    left = writer.to_read(reader)
    if not left:
        return
    tell("reading", 0, len(left))
    chunks = (writer.reports(versions) for versions in _chunks(left))
    for rows in _rows_read(chunks, readers, sum(size for _, size in left) > WORTH_PROCESSES):
        writer.save_readings(reader, rows)
        summary.read += len(rows)
        tell("reading", summary.read, len(left))


def _chunks(sized: Iterable[tuple[T, int]]) -> Iterator[list[T]]:
    """Things and their sizes in characters as chunks of work, as they come."""
    chunk: list[T] = []
    filled = 0
    for thing, size in sized:
        if chunk and filled + size > CHUNK:
            yield chunk
            chunk, filled = [], 0
        chunk.append(thing)
        filled += size
    if chunk:
        yield chunk


def _rows_read(chunks: Iterable[Sequence[tuple[str, Report]]], readers: Readers, is_worth: bool) -> Iterator[list[ReadRow]]:
    from crossreport.engines.processes import Lost, Pool
    from crossreport.engines.ray_cluster import Cluster
    from crossreport.store.packing import ReadRow

    if readers.cluster is None and (readers.workers <= 1 or not is_worth):
        yield from map(read_chunk, chunks)
        return
    engine = Pool(read_chunk, readers.workers) if readers.cluster is None else Cluster(read_chunk, readers.cluster)
    for found in engine.run(chunks):
        yield [ReadRow(found.item[0], None, failed=found.reason)] if isinstance(found, Lost) else found


def read_chunk(reports: Sequence[tuple[str, Report]]) -> list[ReadRow]:
    """What became of reading these (version, report): a report whose reading fails is told, and the others are read."""
    from crossreport.engines.collector import uncollected
    from crossreport.reading.read import read_all
    from crossreport.store.packing import ReadRow, pack

    rows: list[ReadRow] = []
    with uncollected():
        for (version, _), found in zip(reports, read_all([report for _, report in reports]), strict=True):
            try:
                if isinstance(found, Exception):
                    raise found
                rows.append(ReadRow(version, pack(found), note=found.note))
            except Exception as error:  # a fault in reading one report must not cost the others
                rows.append(ReadRow(version, None, failed=f"reading failed: {type(error).__name__}: {error}"))
    # A parsed text is one great cycle: its memory is free now, and not when the collector next happens to come by.
    gc.collect(1)
    return rows


def read_each(
    inputs: Iterable[Source],
    summary: Summary,
    workers: int = 1,
    progress: Progress | None = None,
    mapping: Mapping | None = None,
    cluster: str | None = None,
) -> Iterator[tuple[Report, Reading]]:
    """Each report that is given with its reading, in the order in which they come; nothing is kept, nothing merged.

    What cannot be taken or read is listed in the summary. `workers` and `cluster` as for a build. InputError where a path
    that was named does not exist, SetupError where the cluster cannot be used.
    """
    from crossreport.ingest.sources import distinct, ingest

    tell = progress or _silent
    readers = _ready(Readers(workers, cluster))
    return _each(distinct(ingest(inputs, mapping)), summary, readers, tell)


def _each(items: Iterator[Ingested], summary: Summary, readers: Readers, tell: Progress) -> Iterator[tuple[Report, Reading]]:
    from crossreport.store.codec import unpack

    waiting: dict[str, Report] = {}
    read: dict[str, ReadRow] = {}

    def taken() -> Iterator[tuple[tuple[str, Report], int]]:
        for item in items:
            summary.note(item)
            if isinstance(item, Item):
                key = str(summary.taken)
                waiting[key] = item.report
                yield (key, item.report), len(item.report.text)

    chunks = _chunks(taken())
    first = list(islice(chunks, WORTH_PROCESSES // CHUNK))
    is_worth = len(first) == WORTH_PROCESSES // CHUNK
    for rows in _rows_read(chain(first, chunks), readers, is_worth):
        read.update((row.version, row) for row in rows)
        while (key := next(iter(waiting), "")) in read:
            report, row = waiting.pop(key), read.pop(key)
            summary.read += 1
            tell("reading", summary.read, None)
            if row.body:
                if row.note:
                    summary.not_read.append((report.id, row.note))
                yield report, unpack(row.body)
            else:
                summary.failed.append((report.id, row.failed or ""))


def _make(writer: Writer, profile: str | None, summary: Summary, tell: Progress, workers: int = 1) -> None:
    """Links and reconciles all that the record holds, unless it was made of the very same before; where little came to it
    since, what lies near that alone."""
    from crossreport.growing.make import make

    made = make(writer, profile, read_again(writer, workers), tell)
    summary.is_unchanged, summary.linked, summary.why_all = made.is_unchanged, made.linked, made.why


def read_again(kept: Writer | Record, workers: int = 1) -> Callable[[Sequence[Report]], list[Reading]]:
    """What reads reports by the days that linking inferred for them, once: a build keeps it in the record.

    The reading of a report that cannot be read is empty.
    """
    from crossreport.engines.processes import is_loaded
    from crossreport.model.happened import Reading
    from crossreport.store import provenance
    from crossreport.store.codec import unpack
    from crossreport.store.writer import Writer

    def read(reports: Sequence[Report]) -> list[Reading]:
        known = {one.report.id: one for one in kept.find_dated(reports, provenance.reader())}
        found = {ident: one.reading for ident, one in known.items() if one.reading is not None}
        left = {report.id: report for report in reports if report.id not in found}
        sizes = [len(report.text) for report in left.values()]
        chunks = _chunks(zip(left.items(), sizes, strict=True))
        for rows in _rows_read(chunks, Readers(workers), is_loaded() or sum(sizes) > WORTH_PROCESSES):
            bodies = {row.version: row.body for row in rows if row.body}
            found |= {ident: unpack(body) for ident, body in bodies.items()}
            if isinstance(kept, Writer):
                kept.keep_dated([(known[ident].version, left[ident].published or "", bodies[ident]) for ident in bodies])
        return [found.get(report.id) or Reading(report.id) for report in reports]

    return read


def _opened(writer: Writer, path: Path | None, unsealed: bool) -> Record:
    from crossreport.store.file import reader_of
    from crossreport.store.record import Record

    if path is None:
        return Record(reader_of(writer.connection), None, unsealed)
    writer.close()
    return Record.open(path, unsealed)


def _count(record: Record, summary: Summary) -> None:
    counts = record.counts()
    summary.reports, summary.claims = counts["reports"], counts["claims"]
    summary.events, summary.stories = counts["events"], counts["stories"]
    for ident, reason, is_failure in record.unread_reports():
        (summary.failed if is_failure else summary.not_read).append((ident, reason))
