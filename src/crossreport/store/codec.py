"""Rows to the values that they hold; hashes of reports."""

import hashlib
from collections.abc import Iterator
from itertools import islice
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, Select, and_, select

from crossreport.model.happened import Reading
from crossreport.model.report import Report
from crossreport.store.packing import decode as decode
from crossreport.store.packing import encode as encode
from crossreport.store.packing import pack as pack
from crossreport.store.packing import unpack as unpack
from crossreport.store.packing import unpacked
from crossreport.store.schema import readings, reports, standings

T = TypeVar("T")
# Every report that the last build made something of, with what became of reading it, in the order of ids.
READINGS = (
    select(reports.c.id, readings.c.version, readings.c.body, readings.c.note, readings.c.failed)
    .select_from(reports.outerjoin(readings))
    .where(reports.c.current)
    .order_by(reports.c.id)
)
_stands = and_(standings.c.version == reports.c.version, standings.c.until.is_(None))
# The version of each report that the next build links, and what was read in it, in the order of ids.
TO_LINK = (
    select(reports, readings.c.body, readings.c.note, readings.c.failed)
    .select_from(reports.join(standings, _stands).outerjoin(readings))
    .where(standings.c.status == "current")
    .order_by(reports.c.id)
)
# What linking would start from: all versions of reports, which of them count, which are withdrawn; and which were not read.
# Two walks, put together here, take a third of the time of a look at the standing of each version.
_VERSIONS = select(reports.c.version).order_by(reports.c.version)
_STAND = select(standings.c.version, standings.c.status, standings.c.who, standings.c.why).where(standings.c.until.is_(None))
_FAILED = select(readings.c.version, readings.c.failed).where(readings.c.failed >= "")
NOT_YET = "not read yet: the build that took it did not end"


def fingerprint(connection: Connection) -> str:
    """A hash of what linking would start from. Of the readings only those that failed are looked into."""
    made, encoder = hashlib.sha256(), msgspec.json.Encoder()
    failed: dict[str, str] = {row.version: row.failed for row in connection.execute(_FAILED)}
    stand = {version: tuple(told) for version, *told in _driven(connection, _STAND)}
    for part in _parts(_driven(connection, _VERSIONS)):
        told = ((version, *stand.get(version, (None, None, None))) for (version,) in part)
        made.update(encoder.encode_lines([(one, status, failed.get(one), who, why) for one, status, who, why in told]))
    return made.hexdigest()


def _driven(connection: Connection, query: Select[Any]) -> Iterator[tuple[Any, ...]]:
    """The driver's own rows: all versions are walked for each report that comes."""
    found: Any = connection.execute(query).cursor
    return iter(found)


def _parts(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    while part := list(islice(rows, 5000)):
        yield part


class _Unread(msgspec.Struct):
    unread: tuple[msgspec.Raw, ...] = ()


def version_of(report: Report) -> str:
    """The hash that names this version of a report: SHA-256 over all that was given of it."""
    return hashlib.sha256(msgspec.json.encode(report)).hexdigest()


def report_of(row: Any) -> Report:
    """The report in a row of the reports table."""
    return Report(
        id=row.id,
        text=row.text,
        title=row.title,
        outlet=row.outlet,
        url=row.url,
        published=row.published,
        published_inferred=row.published_inferred,
        language=row.language,
        credit=decode(row.credit, tuple),
        pubstatus=row.pubstatus or "usable",
    )


def reading_of(row: Any) -> Reading:
    """The reading in a row of READINGS; an empty one, with the reason, where there is none."""
    return unpack(row.body) if row.body else Reading(row.id, note=row.failed or NOT_YET)


def unread_of(row: Any) -> int:
    """How many sentences of harm the reading in a row of READINGS left without a claim; nothing else of it is read."""
    return len(unpacked(row.body, _Unread).unread) if row.body else 0
