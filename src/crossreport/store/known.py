"""A record as it was known: at any moment, and what each step of its log did to it."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import msgspec
from sqlalchemy import select

from crossreport.errors import NotFound, no_report
from crossreport.model.happened import Event
from crossreport.model.record import EarlierClaim
from crossreport.model.report import Report
from crossreport.model.said import Claim
from crossreport.store import schema
from crossreport.store.asof import refuse_to_come, step_at
from crossreport.store.codec import decode, encode, report_of
from crossreport.store.file import connect, copied, told
from crossreport.store.history import Changes, changes_found
from crossreport.store.overlay import lay_over
from crossreport.store.protection import SealedName, Seals, Shown, masked
from crossreport.store.slices import Slices
from crossreport.store.standing import withdrawals


class _Body(msgspec.Struct):
    body: str


class _Name(msgspec.Struct):
    report: str
    body: str


class Known(Slices):
    """A record that tells what was known when."""

    def as_of(self, moment: str | int) -> Self:
        """The record as it was known at a moment: a day, a date-time (ISO 8601) or a step of the log. Close it by itself.

        It answers all that a record answers, from what the last build that had ended by then had made: reports taken in by
        then, claims and estimates as they stood. Names that are sealed today are masked in it too. InputError where that is
        no moment, NotFound where no build had ended by then.
        """
        with told(self.path):
            step = step_at(self._connection, moment)
            then = type(self)(connect(self.path) if self.path else copied(self._connection), self.path, self.unsealed)
            try:
                lay_over(then._connection, step)
            except BaseException:
                then.close()
                raise
            return then

    def copy_into(self, path: Path, pages: int) -> None:
        """Copies the record's file as it is now into another, `pages` at a time, while others may read it."""
        raw = self._connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        copy = sqlite3.connect(path)
        try:
            raw.backup(copy, pages=pages)
        finally:
            copy.close()

    def published(self) -> Iterator[tuple[str | None, str | None]]:
        """(outlet, publication) of each report that counts."""
        table = schema.reports
        for row in self._rows(select(table.c.outlet, table.c.published).where(table.c.current)):
            yield row.outlet, row.published

    def step_at(self, moment: str | int) -> int:
        """The step with which the last build ended that had ended by a moment. InputError, NotFound as for `as_of`."""
        with told(self.path):
            return step_at(self._connection, moment)

    def step_before(self, moment: str | int) -> int:
        """The same, 0 where no build had ended by then; InputError for a moment that is still to come."""
        with told(self.path):
            refuse_to_come(moment)
        try:
            return self.step_at(moment)
        except NotFound:
            return 0

    def heir(self, ident: str) -> str | None:
        """The event that has most claims of one that is no more: of its last state, where no former id leads on from it."""
        if not ident.startswith("E-"):
            return None
        events, past = schema.events, schema.past
        if any(True for _ in self._rows(select(events.c.n).where(events.c.id == ident))):
            return None
        opens = f'{{"id":{encode(ident)},'
        was = select(past.c.row).where(past.c.kind == events.name, past.c.row.startswith(opens, autoescape=True))
        for row in self._rows(was.order_by(past.c.until.desc()).limit(1)):
            body = decode(row.row, dict)["body"]
            claims = self._bodies_where(schema.claims, Claim, schema.claims.c.id, decode(body, Event).claims)
            heirs = [event for claim in claims for event in claim.events]
            return max(sorted(set(heirs)), key=heirs.count, default=None)
        return None

    def states_of(self, event: str) -> tuple[tuple[int, Event], ...]:
        """(step of the log from which it held, the event) of each state that an event of this id had, the first first.

        Names that were ever sealed in its reports are masked in all of them.
        """
        table, past = schema.events, schema.past
        opens = f'{{"id":{encode(event)},'
        with self._snapshot():
            was = select(past.c.since, past.c.row).where(past.c.kind == table.name)
            rows = self._rows(was.where(past.c.row.startswith(opens, autoescape=True)))
            found = [(row.since, decode(decode(row.row, _Body).body, Event)) for row in rows]
            now = self._rows(select(table.c.since, table.c.body).where(table.c.id == event))
            found += [(row.since, decode(row.body, Event)) for row in now]
            found.sort(key=lambda one: one[0])
            if self.unsealed:
                return tuple(found)
            seals = self._ever_sealed({report for _, one in found for report in one.reports})
        return tuple((since, masked(one, seals, one.reports)) for since, one in found)

    def _ever_sealed(self, reports: set[str]) -> Seals:
        """The names that are masked in these reports, or were at any time."""
        past, names = schema.past, schema.names
        was = (decode(row.row, _Name) for row in self._rows(select(past.c.row).where(past.c.kind == names.name)))
        gone = [decode(one.body, SealedName) for one in was if one.report in reports]
        return Seals((*self._bodies_where(names, SealedName, names.c.report, reports), *gone))

    def withdrawn(self) -> dict[str, str]:
        """{report: by whom and why, in words} of the reports that are withdrawn."""
        with told(self.path):
            return withdrawals(self._connection)

    def withdrawn_report(self, ident: str) -> Report:
        """The last usable version of a report that was withdrawn, as it may be shown. NotFound where there is none."""
        versions = [one for one in self._versions(ident) if not one.is_withdrawn] or self._versions(ident)
        if not versions:
            raise no_report(ident)
        return versions[-1] if self.unsealed else Shown([versions[-1]], self.seals_of([ident])).reports[0]

    def _versions(self, ident: str) -> list[Report]:
        table = schema.reports
        query = select(table).where(table.c.id == ident).order_by(table.c.published, table.c.version)
        return [report_of(row) for row in self._rows(query)]

    def earlier(self, ident: str) -> EarlierClaim | None:
        """A claim of a version of a report that counts no more, as it may be shown; None where none has this id."""
        table = schema.earlier
        for row in self._rows(select(table.c.body).where(table.c.id == ident)):
            return self._as_shown(decode(row.body, EarlierClaim))
        return None

    def earlier_of(self, report: str) -> tuple[EarlierClaim, ...]:
        """The claims of versions of a report that count no more, as they may be shown."""
        found = self._bodies_where(schema.earlier, EarlierClaim, schema.earlier.c.report, [report])
        return tuple(map(self._as_shown, found))

    def _as_shown(self, one: EarlierClaim) -> EarlierClaim:
        if self.unsealed:
            return one
        seals = self.seals_of([one.claim.report])
        return self._quoted((masked(one, seals, [one.claim.report]),), seals)[0]

    def changed_by_step(self) -> dict[int, Changes]:
        """What each step did to what is made of the reports, by the rows that hold and held; its digest is in the log."""
        with told(self.path):
            return changes_found(self._connection)
