"""Rows to the values that they hold; hashes of reports."""

import hashlib
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, and_, case, func, not_, select

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
# What linking would start from: all versions of reports, which of them count as they came, how others stand, and which were
# not read. Each list of versions is one value: a row of each takes three times as long.
_VERSIONS = select(reports.c.version).order_by(reports.c.version).subquery()
_ALL = select(func.aggregate_strings(_VERSIONS.c.version, "\n"))
_AS_CAME = and_(standings.c.status == "current", standings.c.who.is_(None), standings.c.why.is_(None))
_COUNT = select(func.aggregate_strings(case((_AS_CAME, standings.c.version)), "\n"), func.count(case((not_(_AS_CAME), 1))))
_COUNT = _COUNT.where(standings.c.until.is_(None))
_STAND = select(standings.c.version, standings.c.status, standings.c.who, standings.c.why)
_STAND = _STAND.where(standings.c.until.is_(None), not_(_AS_CAME))
_FAILED = select(readings.c.version, readings.c.failed).where(readings.c.failed >= "")
NOT_YET = "not read yet: the build that took it did not end"


def fingerprint(connection: Connection) -> str:
    """A hash of what linking would start from. Of the readings only those that failed are looked into."""
    every = connection.execute(_ALL).scalar_one() or ""
    count, others = connection.execute(_COUNT).one()
    made = hashlib.sha256()
    for versions in (every, count or ""):
        made.update("\n".join(sorted(versions.split("\n"))).encode() + b"\n\n")
    stand = connection.execute(_STAND).all() if others else []
    failed = connection.execute(_FAILED).all()
    made.update(msgspec.json.encode([sorted(map(tuple, rows), key=repr) for rows in (stand, failed)]))
    return made.hexdigest()


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
