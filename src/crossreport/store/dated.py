"""What was read in reports without a day by the days that linking inferred for them: kept, so that it is read once."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, bindparam, select, update

from crossreport.model.happened import Reading
from crossreport.model.report import Report
from crossreport.store.codec import report_of, unpack
from crossreport.store.schema import readings, reports

# Rows that one statement reads: far below the number of variables that any database allows.
CHUNK = 500


class Dated(NamedTuple):
    """A report with its inferred day, the version that it is of, and what was read by that day, where that is kept."""

    version: str
    report: Report
    reading: Reading | None


def find_dated(connection: Connection, asked: Sequence[Report], reader: str) -> Iterator[Dated]:
    """What is kept of these reports, which have their inferred days; one that was never read is left out."""
    by_id = {report.id: report for report in asked}
    for at in range(0, len(asked), CHUNK):
        ids = [report.id for report in asked[at : at + CHUNK]]
        query = (
            select(reports, readings.c.reader, readings.c.day, readings.c.dated)
            .select_from(reports.join(readings))
            .where(reports.c.id.in_(ids))
        )
        for row in connection.execute(query):
            report, given = by_id[row.id], report_of(row)
            if msgspec.structs.replace(given, published=report.published, published_inferred=True) != report:
                continue  # another version of it
            is_kept = row.dated and (row.reader, row.day) == (reader, report.published)
            yield Dated(row.version, report, unpack(row.dated) if is_kept else None)


def keep_dated(connection: Connection, rows: Iterable[tuple[str, str, bytes]]) -> None:
    """Keeps (version, inferred day, packed reading), in the place of what was read by another day."""
    values = [{"read": version, "by": day, "found": body} for version, day, body in rows]
    if values:
        query = update(readings).where(readings.c.version == bindparam("read"))
        connection.execute(query.values(day=bindparam("by"), dated=bindparam("found")), values)
