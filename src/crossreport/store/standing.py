"""How versions of reports stand: which is the current one of its report, since which step of the log, and which were."""

from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, insert, or_, select, update

from crossreport.errors import NotFound
from crossreport.model.happened import Reading
from crossreport.model.record import Older
from crossreport.model.report import WITHDRAWN
from crossreport.store.codec import report_of, unpack
from crossreport.store.schema import readings, reports, standings


class Withdrawal(NamedTuple):
    """A report that a person withdrew: by which version it stood, who withdrew it, and why."""

    report: str
    version: str
    who: str
    why: str


def withdrawn_by_people(connection: Connection) -> tuple[Withdrawal, ...]:
    """The reports that people withdrew, by id; those that their outlets took back say so themselves."""
    is_open = (standings.c.status == "withdrawn", standings.c.until.is_(None))
    by_people = or_(reports.c.pubstatus.is_(None), reports.c.pubstatus.not_in(WITHDRAWN))
    query = (
        select(standings.c.report, standings.c.version, standings.c.who, standings.c.why)
        .select_from(standings.join(reports, reports.c.version == standings.c.version))
        .where(*is_open, by_people)
        .order_by(standings.c.report)
    )
    return tuple(Withdrawal(*row) for row in connection.execute(query))


def stands(
    connection: Connection, report: str, version: str, status: str, step: int, who: str | None = None, why: str | None = None
) -> None:
    """From this step on the version is the current one, or the one that its report was withdrawn with."""
    row = {"report": report, "version": version, "status": status, "since": step, "who": who, "why": why}
    connection.execute(insert(standings), row)


def stands_no_more(connection: Connection, report: str, step: int) -> None:
    """Whatever version of the report stood until now does so no more."""
    is_open = standings.c.until.is_(None)
    connection.execute(update(standings).where(standings.c.report == report, is_open).values(until=step))


def make_current(connection: Connection) -> None:
    """Marks the versions that stand now as those that the derived tables are made of.

    It belongs into the transaction that makes them: so whoever reads while a build is under way, or after one was killed,
    has the words that the claims were read in.
    """
    standing = select(standings.c.version).where(standings.c.status == "current", standings.c.until.is_(None))
    connection.execute(update(reports).where(reports.c.current, reports.c.version.not_in(standing)).values(current=False))
    connection.execute(update(reports).where(~reports.c.current, reports.c.version.in_(standing)).values(current=True))


def standing_version(connection: Connection, report: str) -> Row[Any]:
    """By which version a report stands now, and how: a row of standings. NotFound where there is no such report."""
    query = select(standings).where(standings.c.report == report, standings.c.until.is_(None))
    found = connection.execute(query).first()
    if found is None:
        raise NotFound(f"The record has no report {report!r}.")
    return found


def last_current(connection: Connection, report: str) -> str | None:
    """The version that was the last to be current; None where none was."""
    query = select(standings.c.version).where(standings.c.report == report, standings.c.status == "current")
    return connection.execute(query.order_by(standings.c.n.desc()).limit(1)).scalar()


def older_versions(connection: Connection) -> tuple[Older, ...]:
    """Every usable version that counts no more, by report, publication and hash; nothing read where reading failed."""
    withdrawn = withdrawals(connection)
    is_usable = or_(reports.c.pubstatus.is_(None), reports.c.pubstatus.not_in(WITHDRAWN))
    standing = select(standings.c.version).where(standings.c.status == "current", standings.c.until.is_(None))
    older = (
        select(reports, readings.c.body)
        .select_from(reports.outerjoin(readings))
        .where(reports.c.version.not_in(standing), is_usable)
        .order_by(reports.c.id, reports.c.published, reports.c.version)
    )
    rows = connection.execute(older).all()
    ids = sorted({row.id for row in rows})
    now = {}
    for start in range(0, len(ids), 500):
        query = select(reports).where(reports.c.version.in_(standing), reports.c.id.in_(ids[start : start + 500]))
        now.update({row.id: report_of(row) for row in connection.execute(query)})
    return tuple(
        Older(
            row.version,
            report_of(row),
            unpack(row.body) if row.body else Reading(row.id),
            now.get(row.id),
            withdrawn.get(row.id),
        )
        for row in rows
    )


def withdrawals(connection: Connection) -> dict[str, str]:
    """{report: by whom and why, in words} of the reports that are withdrawn."""
    is_open = (standings.c.status == "withdrawn", standings.c.until.is_(None))
    found = connection.execute(select(standings.c.report, standings.c.who, standings.c.why).where(*is_open))
    return {row.report: f"withdrawn by {row.who}: {row.why}" for row in found}
