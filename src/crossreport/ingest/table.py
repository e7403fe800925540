"""CSV and TSV: a row a report; delimiter, encoding and columns are guessed and told, or given in a mapping."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import IO

from crossreport.errors import ReportError
from crossreport.ingest.encoding import MARKS, text_of
from crossreport.ingest.given import Given
from crossreport.ingest.items import MAX_CHARACTERS, Ingested, Item, Noted, Refused
from crossreport.ingest.mapping import Columns, Mapping, field_of, guess, report_of, with_order

DELIMITERS = (",", ";", "\t", "|")
# Rows by which columns and the order of dates are known; bytes by which an encoding is.
SAMPLE = 2000
DETECTION = 1024 * 1024
MOST_COLUMNS = 1000
# A heading that is longer is no heading.
LONGEST_HEADING = 200
# A first line by which Excel tells itself what separates the cells.
SEPARATOR = re.compile(r"\s*\"?sep=(.)\"?\s*", re.I)


# Where the next row starts nobody can tell after a cell without an end.
LOST = ", so the rest of the file was not read: is a quotation mark left open?"


DOCS = {
    "id": "the column id and the like, else the file's stem and a hash",
    "text": "the column text, body, content and the like, else the one whose cells are by far the longest",
    "title, outlet, url, language": "the columns of these names and of others that mean the same",
    "published": "the column date, published and the like, in any form whose day is certain",
    "credit": "the column credit, agency and the like; several are separated by semicolons",
}
RULES = (
    "The first line has the headings (Excel's `sep=;` may stand before it). Which column is taken for what is told by every"
    " build, and by `crossreport doors FILE`.",
    "Delimiter (comma, semicolon, tab, bar) and encoding are guessed and told.",
    "Dates such as 03/04/2024 are read where another of the column shows which comes first; else the file is refused until"
    " `date_order` is set.",
    f"A cell or line has at most {MAX_CHARACTERS:,} characters, a table {MOST_COLUMNS:,} columns.",
    "A row with more or fewer cells than there are headings is refused.",
)


class _Endless(Exception):
    """A line that is no line."""


def is_table(start: bytes) -> bool:
    """Do these first bytes open with a line of headings of which one is the text's and another one any other field's?"""
    try:
        line = start.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].decode("utf-8").strip()
    except UnicodeDecodeError:
        return False
    for delimiter in DELIMITERS:
        cells = [cell.strip().strip('"') for cell in line.split(delimiter)]
        fields = {field_of(cell) for cell in cells} - {None}
        if len(cells) >= 2 and len(fields) >= 2 and "text" in fields and all(len(cell) <= 40 for cell in cells):
            return True
    return False


def read_table(given: Given, mapping: Mapping) -> Iterator[Ingested]:
    """The reports of a table, a row each; each row that is refused comes as such, with the line that it starts on.

    ReportError where the whole file is empty, has no headings, or no column that is known to hold the text.
    """
    encoding = mapping.encoding or _encoding(given)
    with _opened(given, encoding) as file:
        first = file.readline(MAX_CHARACTERS)
        told = SEPARATOR.fullmatch(first)
        delimiter = mapping.delimiter or (told[1] if told else _delimiter(first))
    rows = _rows(given, encoding, delimiter)
    _, names = next(rows, (0, []))
    if isinstance(names, ReportError):
        raise names
    _check_headings(names)
    columns = _columns(given, encoding, delimiter, names, mapping)
    yield Noted(given.source, f"read with {columns.told()}; delimiter {delimiter!r}, encoding {encoding}")
    for line, row in rows:
        try:
            if isinstance(row, ReportError):
                raise row
            if len(row) != len(names):
                raise ReportError(
                    f"the row has {len(row)} cells, the headings are {len(names)}: is a quotation mark left open?"
                )
            yield Item(report_of(dict(zip(names, row, strict=True)), columns), given.source, line)
        except ReportError as error:
            yield Refused(given.source, str(error), line)


def _encoding(given: Given) -> str:
    with given.open() as file:
        start = file.read(DETECTION)
    if not start:
        raise ReportError("the file is empty")
    marked = next((name for mark, name in MARKS if start.startswith(mark)), None)
    if marked:
        return {"utf-8": "utf-8-sig", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}.get(marked, "utf-32")
    if b"\0" in start:
        raise ReportError(f"the file is binary, not text: a NUL byte at byte {start.index(0) + 1}")
    # What the cut at the end took apart is no fault of the file's.
    return text_of(start[: start.rfind(b"\n") + 1] or start)[1]


def _opened(given: Given, encoding: str) -> io.TextIOWrapper:
    try:
        return io.TextIOWrapper(given.open(), encoding=encoding, newline="")
    except LookupError:
        raise ReportError(f"there is no encoding {encoding!r}") from None


def _delimiter(line: str) -> str:
    """What separates the headings: what gives most that are known, else what stands there most often."""
    known = {mark: sum(field_of(cell.strip().strip('"')) is not None for cell in line.split(mark)) for mark in DELIMITERS}
    counts = Counter({mark: line.count(mark) for mark in DELIMITERS})
    return max(DELIMITERS, key=lambda mark: (known[mark] if counts[mark] else 0, counts[mark]))


def _check_headings(names: list[str]) -> None:
    if not any(name.strip() for name in names):
        raise ReportError("the file is empty, or its first line has no headings")
    double = [name for name, count in Counter(names).items() if count > 1 and name.strip()]
    if double:
        raise ReportError(f"two columns have the heading {double[0][:40]!r}")
    if len(names) > MOST_COLUMNS or any(len(name) > LONGEST_HEADING for name in names):
        raise ReportError("its first line has no headings: put a line with the names of the columns before it")


def _columns(given: Given, encoding: str, delimiter: str, names: list[str], mapping: Mapping) -> Columns:
    """The columns, with the order of their dates: all dates of the file are asked, for one may decide for all."""
    rows = _rows(given, encoding, delimiter)
    next(rows, None)
    sample = [row for _, row in islice(rows, SAMPLE) if isinstance(row, list) and len(row) == len(names)]
    lengths = {name: sum(len(row[at]) for row in sample) / max(len(sample), 1) for at, name in enumerate(names)}
    columns = guess(names, mapping, lengths)
    day = columns.of.get("published")
    if day is None or columns.date_order:
        return columns
    at = names.index(day)
    every = _rows(given, encoding, delimiter)
    next(every, None)
    return with_order(columns, (row[at] for _, row in every if isinstance(row, list) and len(row) == len(names)))


def _rows(given: Given, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str] | ReportError]]:
    """(line on which it starts, its cells, or why it has none) of each row that is not blank."""
    csv.field_size_limit(MAX_CHARACTERS)
    with _opened(given, encoding) as file:
        try:
            reader = csv.reader(_lines(file), delimiter=delimiter, strict=True)
        except TypeError:
            raise ReportError(f"the delimiter must be one character, not {delimiter!r}") from None
        while True:
            line = reader.line_num + 1
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                if "field limit" not in str(error):
                    yield line, ReportError(f"the row cannot be read: {error}")
                    continue
                yield line, ReportError(f"a cell has more than {MAX_CHARACTERS:,} characters{LOST}")
                return
            except _Endless as error:
                yield line, ReportError(f"{error}{LOST}")
                return
            except UnicodeError as error:
                yield line, ReportError(f"the rest of the file is not {encoding}: {error}; set `encoding` in a mapping")
                return
            if any(cell.strip() for cell in row):
                yield line, row


def _lines(file: IO[str]) -> Iterator[str]:
    """The lines of a file; one that is too long for any report ends it, for what follows cannot be told from its rest."""
    first = True
    while line := file.readline(MAX_CHARACTERS + 1):
        if len(line) > MAX_CHARACTERS:
            raise _Endless(f"a line is longer than {MAX_CHARACTERS:,} characters, the most for one report")
        yield "\n" if first and SEPARATOR.fullmatch(line) else line
        first = False
