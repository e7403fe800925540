"""How versions of reports stand: which is the current one of its report, since which step of the log, and which were."""

from sqlalchemy import Connection, insert, update

from crossreport.store.schema import reports, standings


def stands(
    connection: Connection, report: str, version: str, status: str, step: int, who: str | None = None, why: str | None = None
) -> None:
    """From this step on the version is the current one, or the one that its report was withdrawn with."""
    row = {"report": report, "version": version, "status": status, "since": step, "who": who, "why": why}
    connection.execute(insert(standings), row)
    connection.execute(update(reports).where(reports.c.version == version).values(current=status == "current"))


def stands_no_more(connection: Connection, report: str, step: int) -> None:
    """Whatever version of the report stood until now does so no more."""
    is_open = standings.c.until.is_(None)
    connection.execute(update(standings).where(standings.c.report == report, is_open).values(until=step))
    connection.execute(update(reports).where(reports.c.id == report, reports.c.current).values(current=False))
