"""How versions of reports stand: which is the current one of its report, since which step of the log, and which were."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, and_, exists, func, insert, not_, or_, select, update

from crossreport.errors import no_report
from crossreport.model.happened import Reading
from crossreport.model.record import Older
from crossreport.model.report import WITHDRAWN, Report
from crossreport.store.asof import MADE
from crossreport.store.codec import TO_LINK, reading_of, report_of, unpack
from crossreport.store.schema import log, openings, readings, reports, standings


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
        raise no_report(report)
    return found


def last_current(connection: Connection, report: str) -> str | None:
    """The version that was the last to be current; None where none was."""
    query = select(standings.c.version).where(standings.c.report == report, standings.c.status == "current")
    return connection.execute(query.order_by(standings.c.n.desc()).limit(1)).scalar()


def older_versions(connection: Connection, of: Iterable[str] | None = None) -> tuple[Older, ...]:
    """Every usable version that counts no more, by report, publication and hash; nothing read where reading failed.

    Those of these reports alone where `of` names some.
    """
    named = None if of is None else sorted(of)
    withdrawn = withdrawals(connection, named)
    is_usable = or_(reports.c.pubstatus.is_(None), reports.c.pubstatus.not_in(WITHDRAWN))
    same = and_(standings.c.report == reports.c.id, standings.c.version == reports.c.version)
    standing = exists().where(same, standings.c.status == "current", standings.c.until.is_(None))
    older = (
        select(reports, readings.c.body)
        .select_from(reports.outerjoin(readings))
        .where(not_(standing), is_usable)
        .order_by(reports.c.id, reports.c.published, reports.c.version)
    )
    wanted = [None] if named is None else [reports.c.id.in_(part) for part in _parts(named)]
    rows = [row for own in wanted for row in connection.execute(older if own is None else older.where(own))]
    ids = sorted({row.id for row in rows})
    now = {}
    for start in range(0, len(ids), 500):
        query = select(reports).where(standing, reports.c.id.in_(ids[start : start + 500]))
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


def _parts(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), 500):
        yield values[start : start + 500]


def withdrawals(connection: Connection, of: Sequence[str] | None = None) -> dict[str, str]:
    """{report: by whom and why, in words} of the reports that are withdrawn; of these alone where some are named."""
    is_open = (standings.c.status == "withdrawn", standings.c.until.is_(None))
    query = select(standings.c.report, standings.c.who, standings.c.why).where(*is_open)
    queries = [query] if of is None else [query.where(standings.c.report.in_(part)) for part in _parts(of)]
    found = (row for one in queries for row in connection.execute(one))
    return {row.report: f"withdrawn by {row.who}: {row.why}" for row in found}


class Standing(NamedTuple):
    """A version of a report with what was read in it, and whether anything could be."""

    report: Report
    reading: Reading
    version: str
    is_read: bool


def standing_of(connection: Connection, idents: Iterable[str]) -> list[Standing]:
    """Those of these reports that count, by the version that they stand by, in the order of ids."""
    queries = (TO_LINK.where(reports.c.id.in_(part)) for part in _parts(sorted(idents)))
    return [_as_read(row) for query in queries for row in connection.execute(query)]


def as_kept(connection: Connection, versions: Iterable[str]) -> dict[str, Standing]:
    """These versions, by report, whether they count or not."""
    query = select(reports, readings.c.body, readings.c.note, readings.c.failed).select_from(reports.outerjoin(readings))
    queries = (query.where(reports.c.version.in_(part)) for part in _parts(sorted(versions)))
    return {row.id: _as_read(row) for one in queries for row in connection.execute(one)}


def _as_read(row: Row[Any]) -> Standing:
    return Standing(report_of(row), reading_of(row), row.version, row.body is not None)


def came_since_made(connection: Connection) -> set[str]:
    """The reports of which a version came in, or that stand by another or by none, since the derived tables were made."""
    made = connection.execute(select(func.max(log.c.seq)).where(log.c.step == MADE)).scalar() or 0
    came = select(reports.c.id).join(openings, openings.c.value == reports.c.version).where(openings.c.seq > made)
    moved = select(standings.c.report).where(or_(standings.c.since > made, standings.c.until > made))
    return {*connection.execute(came).scalars(), *connection.execute(moved).scalars()}


def make_current_of(connection: Connection, idents: Iterable[str]) -> None:
    """The same as `make_current` for these reports alone."""
    for part in _parts(sorted(idents)):
        own = reports.c.id.in_(part)
        is_open = (standings.c.status == "current", standings.c.until.is_(None), standings.c.version == reports.c.version)
        stands_now = select(standings.c.version).where(*is_open).exists()
        connection.execute(update(reports).where(own).values(current=stands_now))


def standing_versions(connection: Connection) -> dict[str, str]:
    """The version of each report that counts and could be read."""
    query = TO_LINK.with_only_columns(reports.c.id, reports.c.version).where(readings.c.body.is_not(None))
    return {row.id: row.version for row in connection.execute(query)}
