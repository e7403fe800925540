"""A spreadsheet saved as CSV: its headings and rows, with the delimiter and the encoding in which they are written."""

import csv
import io
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from crossreport.errors import InputError, ReportError
from crossreport.ingest.encoding import text_of

DELIMITERS = (",", ";", "\t", "|")
MOST_BYTES = 256 * 1024 * 1024
MOST_CELL = 1_000_000
MOST_COLUMNS = 2000
# How files begin that only a spreadsheet program can read.
PROGRAMS = ((b"PK\x03\x04", "an Excel or LibreOffice file"), (b"\xd0\xcf\x11\xe0", "an old Excel file"))


class Sheet(NamedTuple):
    """A spreadsheet: (line on which it starts, its cells) of each row; `broken` are the lines that are none, and why."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    broken: tuple[tuple[int, str], ...]
    delimiter: str
    encoding: str

    def column(self, heading: str) -> tuple[str, ...]:
        """The cells under a heading."""
        at = self.headings.index(heading)
        return tuple(cells[at] for _, cells in self.rows)


def read_sheet(path: Path, delimiter: str | None = None, encoding: str | None = None) -> Sheet:
    """The spreadsheet in a file; delimiter and encoding are told from it where they are not given.

    InputError where the file cannot be read, is no text, or has no headings. A row that cannot be read is listed.
    """
    raw = _bytes(path)
    text, known = _text(raw, path, encoding)
    mark = delimiter or _delimiter(text, path)
    if len(mark) != 1:
        raise InputError(f"The delimiter must be one character, not {delimiter!r}.")
    headings, rows, broken = _rows(text, mark, path)
    return Sheet(path.name, headings, rows, broken, mark, known)


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise InputError(f"{path} is a folder; a spreadsheet is one CSV file.")
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}.") from None
    if len(raw) > MOST_BYTES:
        raise InputError(f"{path} is larger than {MOST_BYTES // 1024**2} MB, the most that is compared at once.")
    for start, program in PROGRAMS:
        if raw.startswith(start):
            raise InputError(f"{path} is {program}: save the sheet as CSV (UTF-8) and give that file.")
    return raw


def _text(raw: bytes, path: Path, encoding: str | None) -> tuple[str, str]:
    try:
        if encoding is None:
            found, known = text_of(raw)
        else:
            found, known = raw.decode(encoding), encoding
    except LookupError:
        raise InputError(f"There is no encoding {encoding!r}.") from None
    except (UnicodeError, ReportError) as error:
        raise InputError(f"{path} is no text that can be read ({error}): save it as CSV in UTF-8.") from None
    return found.removeprefix("\ufeff"), known


def _delimiter(text: str, path: Path) -> str:
    """What stands in the line of headings most often, outside of quotation marks."""
    line = next((line for line in text.splitlines() if line.strip()), "")
    if line.lower().startswith("sep=") and len(line) == 5:  # Excel's own word for it
        return line[4]
    bare = "".join(part for at, part in enumerate(line.split('"')) if at % 2 == 0)
    counts = Counter(char for char in bare if char in DELIMITERS)
    if not counts:
        none = f"{path} has no columns: its first line holds none of {' '.join(map(repr, DELIMITERS))}"
        raise InputError(f"{none}. Save the sheet as CSV, with its headings in the first line.")
    return max(DELIMITERS, key=lambda mark: counts[mark])


def _rows(
    text: str, delimiter: str, path: Path
) -> tuple[tuple[str, ...], tuple[tuple[int, tuple[str, ...]], ...], tuple[tuple[int, str], ...]]:
    csv.field_size_limit(MOST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    headings: tuple[str, ...] = ()
    rows: list[tuple[int, tuple[str, ...]]] = []
    broken: list[tuple[int, str]] = []
    while True:
        line = reader.line_num + 1
        try:
            cells = tuple(cell.strip() for cell in next(reader))
        except StopIteration:
            break
        except csv.Error as error:
            broken.append((line, f"the row cannot be read: {error}"))
            continue
        if not any(cells) or (not headings and cells[0].lower().startswith("sep=")):
            continue
        if not headings:
            headings = _headings(cells, path)
        elif len(cells) != len(headings):
            broken.append((line, f"the row has {len(cells)} cells, the headings are {len(headings)}"))
        else:
            rows.append((line, cells))
    if not headings:
        raise InputError(f"{path} is empty.")
    return headings, tuple(rows), tuple(broken)


def _headings(cells: tuple[str, ...], path: Path) -> tuple[str, ...]:
    if len(cells) > MOST_COLUMNS:
        raise InputError(f"{path} has more than {MOST_COLUMNS} columns.")
    double = next((name for name, count in Counter(cells).items() if count > 1 and name), None)
    if double:
        raise InputError(f"{path} has two columns with the heading {double[:60]!r}: name them apart.")
    return cells
