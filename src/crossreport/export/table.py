"""Tables: columns that say what they hold, and the same table as CSV, as Parquet, as a schema and as a page of the docs."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Literal, NamedTuple

from crossreport.export.source import Source

Type = Literal["string", "integer", "number", "boolean", "date", "list"]
BOM = "\ufeff"
BETWEEN = "; "
# What a spreadsheet takes for the start of a formula (OWASP, "CSV Injection"), full-width forms included.
FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Column(NamedTuple):
    """A column: its name, its type, what it holds, and where it is had from: a path of attributes ("claim.figure.low"), or a
    function of the row.

    `required` columns are never empty. `fixed` is for values from a closed list: they are written as they are, where other
    strings are kept from being taken for a formula.
    """

    name: str
    type: Type
    about: str
    where: str | Callable[[Any], Any]
    required: bool = False
    fixed: bool = False

    def value(self, row: Any) -> Any:
        """Its value in a row; None where there is none."""
        if not isinstance(self.where, str):
            return self.where(row)
        for name in self.where.split("."):
            row = getattr(row, name)
            if row is None:
                return None
        return row


class Table(NamedTuple):
    """A table: its name, what a row is, the columns that tell rows apart, the columns, and the rows of a record."""

    name: str
    about: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Callable[[Source], Iterable[Any]]


class _Echo:
    """Gives back what a CSV writer writes, so that rows can be sent on one by one."""

    def write(self, text: str) -> str:
        return text


def csv_lines(table: Table, source: Source, bom: bool = False, tags: Sequence[str] = ()) -> Iterator[bytes]:
    """The table as CSV (RFC 4180, UTF-8): header, a row of tags where there is one, rows."""
    writer = csv.writer(_Echo())
    yield _encoded((BOM if bom else "") + writer.writerow([one.name for one in table.columns]))
    if tags:
        yield _encoded(writer.writerow(tags))
    for row in table.rows(source):
        yield _encoded(writer.writerow([cell(one, one.value(row)) for one in table.columns]))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", errors="replace")


def cell(column: Column, value: Any) -> str:
    """A value as a cell of a CSV file: empty where there is none, and never a formula."""
    if value is None:
        return ""
    if column.type == "boolean":
        return "true" if value else "false"
    if column.type == "number":
        return number(value)
    text = BETWEEN.join(value) if column.type == "list" else str(value)
    return text if column.fixed or column.type in ("integer", "date") else plain(text)


def number(value: float) -> str:
    """A number in decimals, never in powers of ten."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def plain(text: str) -> str:
    """A text without control characters, with an apostrophe before what a spreadsheet would take for a formula.

    To undo it, take one apostrophe off every text that is nothing but apostrophes before one of = + - @ tab or line end.
    """
    text = CONTROL.sub("\ufffd", text)
    return f"'{text}" if FORMULA.match(text) else text
