"""Lists of the reports of a record: of outlets, of days, of stories."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

import msgspec
from sqlalchemy import func, select

from crossreport.model.record import ReportRow
from crossreport.model.report import Report
from crossreport.store import schema
from crossreport.store.paged import PAGE, Page, Paged, after
from crossreport.store.protection import Shown


class ReportLine(msgspec.Struct, frozen=True):
    """A report in a list, without its text: where it stands in the record, how many claims it gave."""

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    language: str | None
    url: str | None
    story: str | None
    main_event: str | None
    copy_of: str | None
    claims: int


class Covered(NamedTuple):
    """How many current reports of an outlet a record has of a day (ISO; None: no day given)."""

    outlet: str | None
    day: str | None
    reports: int


class OutletLine(NamedTuple):
    """An outlet (None: not given): how many current reports the record has of it, from which day to which."""

    outlet: str | None
    reports: int
    first: str | None
    last: str | None


class ReportLists(Paged):
    """A record that lists its reports."""

    def report_list(
        self,
        outlet: str | None = None,
        since: str | None = None,
        until: str | None = None,
        story: str | None = None,
        language: str | None = None,
        order: Literal["newest", "oldest"] = "newest",
        limit: int = PAGE,
        offset: int = 0,
    ) -> Page[ReportLine]:
        """Current reports of an outlet, published from one day to another (ISO), of a story, in a language."""
        table, rows = schema.reports, schema.rows
        query = select(table.c.id).where(table.c.current)
        for column, value in (("outlet", outlet), ("language", language)):
            if value is not None:
                query = query.where(table.c[column] == value)
        query = query.where(table.c.published >= since) if since else query
        query = query.where(table.c.published < after(until)) if until else query
        if story is not None:
            query = query.where(table.c.id.in_(select(rows.c.report).where(rows.c.story == story)))
        key = table.c.published
        page = self._page(query, [(key.desc() if order == "newest" else key.asc()).nulls_last(), table.c.id], limit, offset)
        reports = {report.id: report for report in self.reports_of(page.items)}
        return Page(self._report_lines([reports[ident] for ident in page.items]), page.total, offset)

    def _report_lines(self, reports: Sequence[Report]) -> tuple[ReportLine, ...]:
        ids = [report.id for report in reports]
        standing = {row.report: row for row in self._bodies_where(schema.rows, ReportRow, schema.rows.c.report, ids)}
        table = schema.claims
        count = select(table.c.report, func.count().label("claims")).group_by(table.c.report)
        told = {row.report: row.claims for row in self._rows_where(count, table.c.report, ids)}
        seen = reports if self.unsealed else Shown(reports, self.seals_of(ids)).reports
        lines = []
        for one in seen:
            row = standing.get(one.id, ReportRow(one.id))
            lines.append(
                ReportLine(
                    id=one.id, title=one.title, outlet=one.outlet, published=one.published, language=one.language,
                    url=one.url, story=row.story, main_event=row.main_event, copy_of=row.copy_of,
                    claims=told.get(one.id, 0),
                )
            )  # fmt: skip
        return tuple(lines)

    def outlets(self) -> tuple[OutletLine, ...]:
        """The outlets of the record, that with most reports first."""
        table = schema.reports
        day = func.substr(table.c.published, 1, 10)
        query = select(
            table.c.outlet, func.count().label("reports"), func.min(day).label("first"), func.max(day).label("last")
        )
        rows = self._rows(query.where(table.c.current).group_by(table.c.outlet))
        made = (OutletLine(row.outlet, row.reports, row.first, row.last) for row in rows)
        return tuple(sorted(made, key=lambda one: (-one.reports, one.outlet or "")))

    def days(self, outlet: str | None = None, since: str | None = None, until: str | None = None) -> tuple[Covered, ...]:
        """How many reports the record has of each outlet and day, by day: where there are none, its silence says nothing."""
        table = schema.reports
        day = func.substr(table.c.published, 1, 10).label("day")
        query = select(table.c.outlet, day, func.count().label("reports")).where(table.c.current)
        query = query.where(table.c.outlet == outlet) if outlet is not None else query
        query = query.where(table.c.published >= since) if since else query
        query = query.where(table.c.published < after(until)) if until else query
        made = (Covered(row.outlet, row.day, row.reports) for row in self._rows(query.group_by(table.c.outlet, day)))
        return tuple(sorted(made, key=lambda one: (one.day or "", one.outlet or "")))
