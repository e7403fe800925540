"""Reports with readings that are there already, put into a record as a build puts them that has read them."""

from pathlib import Path

from crossreport.ingest.items import Item
from crossreport.model.happened import Reading
from crossreport.model.report import Report
from crossreport.store import provenance
from crossreport.store.codec import pack, version_of
from crossreport.store.writer import ReadRow, Writer

BATCH = 500


def fill(path: Path, pairs: list[tuple[Report, Reading]]) -> None:
    """Puts reports and their readings into a record, as a build does that has read them."""
    writer = Writer(path)
    writer.add([Item(report, "made up") for report, _ in pairs])
    rows = [ReadRow(version_of(report), pack(reading), reading.note) for report, reading in pairs]
    writer.save_readings(provenance.reader(), rows)
    writer.close()
