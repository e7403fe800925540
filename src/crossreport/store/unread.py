"""Which versions of reports were not read: asked by every build, so it must not cost looking into all that were."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Connection, func, or_, select

from crossreport.model.report import WITHDRAWN
from crossreport.store.codec import NOT_YET, TO_LINK
from crossreport.store.schema import readings, reports


def to_read(connection: Connection, reader: str) -> list[tuple[str, int]]:
    """(version, length) of each version that this reader has not read yet or failed to read, in order of ids.

    What was said before is read too: its claims are superseded, not erased.
    """
    if _are_all(connection, readings.c.reader == reader, readings.c.failed.is_(None)):
        return []
    is_missing = or_(readings.c.version.is_(None), readings.c.reader != reader, readings.c.failed.is_not(None))
    query = (
        select(reports.c.version, func.length(reports.c.text).label("size"))
        .select_from(reports.outerjoin(readings))
        .where(or_(reports.c.pubstatus.is_(None), reports.c.pubstatus.not_in(WITHDRAWN)), is_missing)
        .order_by(reports.c.id, reports.c.version)
    )
    return [(row.version, row.size) for row in connection.execute(query)]


def unread_reports(connection: Connection) -> Iterator[tuple[str, str, bool]]:
    """(report, reason, did reading fail) of the reports that count of which nothing was read."""
    is_told = or_(readings.c.note.is_not(None), readings.c.failed.is_not(None))
    if _are_all(connection):
        # Said so, the indexes of the few are used.
        few = or_(readings.c.note >= "", readings.c.failed >= "")
        unread = TO_LINK.where(reports.c.version.in_(select(readings.c.version).where(few)))
    else:
        unread = TO_LINK.where(or_(readings.c.version.is_(None), is_told))
    for row in connection.execute(unread):
        yield row.id, row.failed or row.note or NOT_YET, row.note is None


def _are_all(connection: Connection, *such: ColumnElement[bool]) -> bool:
    """Are there as many readings (such ones alone) as versions that may be read? What is withdrawn is not read."""
    count = select(func.count())
    read = count.select_from(readings).where(*such)
    unusable = count.select_from(reports).where(reports.c.pubstatus.in_(WITHDRAWN))
    counts = [int(connection.execute(one).scalar_one()) for one in (read, unusable, count.select_from(reports))]
    return counts[0] + counts[1] == counts[2]
