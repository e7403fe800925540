"""A record's file as it lies open for reading: rows, bodies, and the names that are masked in what is shown."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import ColumnElement, Connection, Table, select

from crossreport.errors import RecordError
from crossreport.store import schema
from crossreport.store.audit import CHECKPOINT, Checkpoint
from crossreport.store.codec import decode
from crossreport.store.file import close, connect, told
from crossreport.store.protection import SealedName, Seals

T = TypeVar("T")
# Values that one query asks for: far below the number of variables that any database allows.
CHUNK = 500


class Opened:
    """A record that is open for reading. Close it when done, or use it in a `with` statement."""

    def __init__(self, connection: Connection, path: Path | None, unsealed: bool = False):
        self.path, self.unsealed = path, unsealed
        self._connection = connection
        self._seals: Seals | None = None
        self._outlets: dict[str, dict[str | None, list[str]]] = {}
        self._snapshots = 0
        self._running: set[Any] = set()

    @property
    def connection(self) -> Connection:
        """What it reads through."""
        return self._connection

    @classmethod
    def open(cls, path: str | Path, unsealed: bool = False) -> Self:
        """The record in that file. RecordError where it is none, of a newer version, damaged or in use."""
        return cls(connect(Path(path)), Path(path), unsealed)

    @classmethod
    def of(cls, other: "Opened") -> Self:
        """The same open record as another class of record."""
        return cls(other._connection, other.path, other.unsealed)

    def close(self) -> None:
        """Lets go of the file, and ends what is still being read from it."""
        for found in tuple(self._running):
            found.close()
        close(self._connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def meta(self) -> dict[str, str]:
        """What the record was made with: profile, and versions of code, rules and model."""
        return {row.key: row.value for row in self._rows(select(schema.meta))}

    @property
    def profile(self) -> str:
        """The profile that it was built with."""
        return self.meta().get("profile", "")

    def checkpoint(self) -> Checkpoint:
        """How far the log has come. RecordError where it has no entry yet."""
        for row in self._rows(select(schema.log).order_by(schema.log.c.seq.desc()).limit(1)):
            return Checkpoint(CHECKPOINT, row.seq, row.at, row.hash)
        raise RecordError("Nothing was done to the record yet, so its log is empty: build it from reports first.")

    # ------------------------------------------------------------------ protection

    def seals(self) -> Seals:
        """The names that are masked, by report."""
        if self._seals is None:
            self._seals = Seals(self._bodies(schema.names, SealedName))
        return self._seals

    def seals_of(self, reports: Iterable[str]) -> Seals:
        """The names that are masked in these reports alone."""
        return Seals(self._bodies_where(schema.names, SealedName, schema.names.c.report, reports))

    def mask(self, text: str, reports: Iterable[str]) -> str:
        """Words of these reports as they may be shown; the words themselves where the record was opened unsealed."""
        return text if self.unsealed else self.seals().mask(text, reports)

    # ------------------------------------------------------------------ rows

    @contextmanager
    def _snapshot(self) -> Iterator[None]:
        """Within it nothing that another process builds is seen, so that what is read together belongs together."""
        with told(self.path):
            if not self._snapshots:
                self._connection.exec_driver_sql("BEGIN")
            self._snapshots += 1
            try:
                yield
            finally:
                self._snapshots -= 1
                if not self._snapshots:
                    self._connection.exec_driver_sql("COMMIT")

    def _rows(self, query: Any) -> Iterator[Any]:
        """The rows of a query, fetched in parts, so that a large table is never held whole."""
        with told(self.path), self._connection.execute(query, execution_options={"yield_per": 500}) as found:
            self._running.add(found)
            try:
                yield from found
            finally:
                self._running.discard(found)

    def _rows_where(self, query: Any, column: ColumnElement[Any], values: Iterable[str]) -> Iterator[Any]:
        """The rows of a query in which the column holds one of these values, in no order that means anything."""
        for part in in_parts(sorted(set(values))):
            yield from self._rows(query.where(column.in_(part)))

    def _bodies(self, table: Table, kind: type[T]) -> tuple[T, ...]:
        return tuple(decode(row.body, kind) for row in self._rows(select(table.c.body).order_by(table.c.n)))

    def _bodies_where(self, table: Table, kind: type[T], column: ColumnElement[Any], values: Iterable[str]) -> tuple[T, ...]:
        """The values of a table whose column holds one of these, in the order in which they stand in it."""
        rows = list(self._rows_where(select(table.c.n, table.c.body), column, values))
        return tuple(decode(row.body, kind) for row in sorted(rows, key=lambda row: int(row.n)))


def in_parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Values in parts that one query can ask for."""
    at = iter(values)
    while part := tuple(islice(at, CHUNK)):
        yield part
