"""Order and batching never matter: a record's reports, shuffled and added in two batches, give the same export to the byte.

The readings are taken over from the record, since a reading hangs on its report alone; what is tried is the store, linking
and reconciling, on all reports of a set. `python benchmarks/batches.py RECORD EXPORT` tries a record against its export.
"""

import random
import sys
import tempfile
from pathlib import Path

import crossreport
from crossreport.ingest.items import Item
from crossreport.pipeline import build
from crossreport.store import provenance
from crossreport.store.codec import pack, version_of
from crossreport.store.writer import ReadRow, Writer

SEED = 20240611
FIRST = 3  # the first batch is one report of so many


def rebuilt(record: Path, made: Path) -> None:
    """Makes in the file `made` the record anew, of the same reports in another order and in two batches."""
    with crossreport.open_record(record, unsealed=True) as kept:
        reports = list(kept.reports())
        readings = {reading.report: reading for reading in kept.readings()}
    random.Random(SEED).shuffle(reports)
    cut = len(reports) // FIRST
    for batch in (reports[:cut], reports[cut:]):
        writer = Writer(made)
        writer.add([Item(report, "batch") for report in batch])
        rows = [(version_of(report), readings[report.id]) for report in batch if report.id in readings]
        writer.save_readings(
            provenance.reader(), [ReadRow(version, pack(reading), reading.note) for version, reading in rows]
        )
        writer.close()
        build([], record=made)


def differing(export: Path, other: Path) -> list[str]:
    """The names of the files that two folders do not hold alike."""
    names = {path.name for folder in (export, other) for path in folder.iterdir()}
    return sorted(name for name in names if not _same(export / name, other / name))


def _same(one: Path, two: Path) -> bool:
    return one.is_file() and two.is_file() and one.read_bytes() == two.read_bytes()


def differences(record: Path, export: Path) -> list[str]:
    """The files of a record's export in jsonl that come out otherwise when its reports come otherwise."""
    with tempfile.TemporaryDirectory() as scratch:
        made, folder = Path(scratch) / "batches.record", Path(scratch) / "export"
        rebuilt(record, made)
        with crossreport.open_record(made) as again:
            again.export(folder)
        return differing(export, folder)


def main() -> int:
    """Exit code 0 where the export is the same."""
    found = differences(Path(sys.argv[1]), Path(sys.argv[2]))
    print("\n".join(f"{name}: differs" for name in found) or "the same")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
