"""The build: the only file that knows the order. Reports are taken in, read, linked, reconciled and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from crossreport.errors import SetupError
from crossreport.ingest.items import Ignored, Ingested, Refused
from crossreport.model.report import Report

if TYPE_CHECKING:
    from crossreport.store.record import Record
    from crossreport.store.writer import ReadRow, Writer

Progress = Callable[[str, int, int | None], None]
# Reports that are taken in, or readings that are kept, in one transaction: what a kill can lose and must do again.
BATCH = 200
# Characters that one chunk of work holds: some seconds of reading, so that Ctrl-C and a killed process cost little.
CHUNK = 30_000
# Less text than this is read sooner by this process than others could start.
WORTH_PROCESSES = 150_000
# Refusals that a summary names; the record keeps all.
MOST_NAMED = 1000


class Summary(msgspec.Struct):
    """What one build did. `refused`, `failed` and `not_read` name reports with their reasons; the counts count all."""

    taken: int = 0
    ignored: int = 0
    refused_count: int = 0
    refused: list[Refused] = []
    read: int = 0
    failed: list[tuple[str, str]] = []
    not_read: list[tuple[str, str]] = []
    reports: int = 0
    claims: int = 0
    events: int = 0
    stories: int = 0
    is_unchanged: bool = False

    @property
    def is_well(self) -> bool:
        """Was everything taken and read?"""
        return not (self.refused_count or self.failed or self.not_read)


def build(
    inputs: Iterable[str | Path | Report],
    record: str | Path | None = None,
    profile: str | None = None,
    workers: int = 1,
    progress: Progress | None = None,
    unsealed: bool = False,
) -> tuple[Record, Summary]:
    """Adds what is given (files, folders, reports) to the record in that file, or to one in memory, and makes it anew.

    What cannot be taken or read is listed in the summary, and the rest is built. Whatever ends a build early (Ctrl-C, a full
    disk, a kill), the record keeps what it had and every reading that was saved, and the same build goes on from there.
    `progress` is called with the step's name, how much of it is done and, where it is known, of how much. With more
    `workers` than 1 other processes read along; a script must then guard its start by `if __name__ == "__main__"`.

    InputError where a path that was named does not exist, RecordError where the record cannot be opened or written,
    SetupError where there is no such profile.
    """
    from crossreport.ingest.sources import ingest
    from crossreport.profiles.load import load_profile
    from crossreport.store.writer import Writer

    if profile is not None:
        load_profile(profile)
    items = ingest(inputs)
    path = Path(record) if record is not None else None
    summary, tell = Summary(), progress or (lambda step, done, of: None)
    writer = Writer(path)
    try:
        _take_in(writer, items, summary, tell)
        _read(writer, workers, summary, tell)
        _make(writer, profile, summary, tell)
        made = _opened(writer, path, unsealed)
    except BaseException:
        writer.close()
        raise
    _count(made, summary)
    return made, summary


def _take_in(writer: Writer, items: Iterator[Ingested], summary: Summary, tell: Progress) -> None:
    met = 0
    while batch := list(islice(items, BATCH)):
        for one in writer.add(batch):
            if isinstance(one, Refused):
                summary.refused_count += 1
                if len(summary.refused) < MOST_NAMED:
                    summary.refused.append(one)
            elif isinstance(one, Ignored):
                summary.ignored += 1
            else:
                summary.taken += 1
        met += len(batch)
        tell("taking in", met, None)


def _read(writer: Writer, workers: int, summary: Summary, tell: Progress) -> None:
    """Reads what no reader of this version has read. Every chunk is kept as soon as it is read."""
    from crossreport.store import provenance

    reader = provenance.reader()
    left = writer.to_read(reader)
    if not left:
        return
    tell("reading", 0, len(left))
    is_worth = sum(size for _, size in left) > WORTH_PROCESSES
    for rows in _chunks_read(writer, _chunks(left), workers if is_worth else 1):
        writer.save_readings(reader, rows)
        summary.read += len(rows)
        tell("reading", summary.read, len(left))


def _chunks_read(writer: Writer, chunks: list[list[str]], workers: int) -> Iterator[list[ReadRow]]:
    from crossreport.engines.processes import Lost, Pool
    from crossreport.store.writer import ReadRow

    if workers <= 1:
        for chunk in chunks:
            yield read_chunk(writer.reports(chunk))
        return
    for found in Pool(read_chunk, writer.reports, workers).run(chunks):
        if isinstance(found, Lost):
            yield [ReadRow(found.key, None, failed=str(found))]
        else:
            yield found


def read_chunk(reports: Sequence[tuple[str, Report]]) -> list[ReadRow]:
    """What became of reading these (version, report): a report whose reading fails is told, and the others are read."""
    from crossreport.reading.read import read
    from crossreport.store.codec import pack
    from crossreport.store.writer import ReadRow

    rows: list[ReadRow] = []
    for version, report in reports:
        try:
            reading = read(report)
            rows.append(ReadRow(version, pack(reading), note=reading.note))
        except SetupError:
            raise
        except Exception as error:  # a fault in reading one report must not cost the others
            rows.append(ReadRow(version, None, failed=f"reading failed: {type(error).__name__}: {error}"))
    return rows


def _chunks(left: Sequence[tuple[str, int]]) -> list[list[str]]:
    chunks: list[list[str]] = []
    size = CHUNK
    for version, length in left:
        if size + length > CHUNK:
            chunks.append([])
            size = 0
        chunks[-1].append(version)
        size += length
    return chunks


def _make(writer: Writer, profile: str | None, summary: Summary, tell: Progress) -> None:
    """Links and reconciles all that the record holds, unless it was made of the very same before."""
    from crossreport.linking.link import link
    from crossreport.profiles.load import DEFAULT, load_profile
    from crossreport.reconcile.reconcile import reconcile
    from crossreport.store import provenance
    from crossreport.store.protection import sealed_names

    before = writer.meta()
    profile = profile or before.get("profile") or DEFAULT
    meta = {
        "code": provenance.code(),
        "model": provenance.model(),
        "profile": profile,
        "reader": provenance.reader(),
        "rules": provenance.rules(),
        "made_of": writer.fingerprint(),
    }
    if meta == before:
        summary.is_unchanged = True
        return
    tell("linking", 0, None)
    reports, readings = writer.all_reports(), writer.all_readings()
    linked = link(reports, readings)
    tell("reconciling", 0, None)
    derived = reconcile(linked, load_profile(profile))
    tell("keeping", 0, None)
    writer.replace(linked, derived, sealed_names(derived, reports, readings), meta)


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
