"""Which column is which field of a report: guessed from the headings and shown, or given in a file that corrects it."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar
from urllib.parse import urlsplit

import msgspec
import yaml

from crossreport.errors import InputError, ReportError
from crossreport.ingest.items import decoded
from crossreport.ingest.published import Ambiguous, Order, order_of, published
from crossreport.model.report import Report
from crossreport.vocabulary.load import from_yaml, vocabulary

Field = Literal["id", "text", "title", "outlet", "url", "published", "language", "credit"]
FIELDS: tuple[Field, ...] = ("id", "text", "title", "outlet", "url", "published", "language", "credit")
Made = TypeVar("Made")
# A mapping file is a few lines.
MOST_BYTES = 64 * 1024
# What separates several agencies in one cell.
SEVERAL = re.compile(r"\s*[;|]\s*")


class Mapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a table is to be read. What is None or missing is guessed.

    `columns` names the column of a field, or null for a field that no column holds; `values` gives a field the same value in
    every row; `date_order` says which comes first in dates such as 03/04/2024.
    """

    columns: dict[Field, str | None] = {}
    values: dict[Field, str] = {}
    date_order: Order | None = None
    delimiter: str | None = None
    encoding: str | None = None


GUESSED = Mapping()


def load_mapping(path: Path) -> Mapping:
    """The mapping in a YAML file. InputError where there is none or something in it cannot be used."""
    return mapping_in(path, Mapping, f"Its keys are {', '.join(_keys())}.")


def mapping_in(path: Path, kind: type[Made], keys: str) -> Made:
    """What a YAML file says of columns. InputError where it cannot be used, with `keys`, which tell what it may say."""
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
        if len(raw) > MOST_BYTES:
            raise InputError(f"The mapping {path} is larger than {MOST_BYTES // 1024} KB.")
        found = from_yaml(decoded(raw))
        return msgspec.convert(found if found is not None else {}, kind)
    except OSError as error:
        raise InputError(f"The mapping {path} cannot be read: {error.strerror or error}.") from None
    except (yaml.YAMLError, RecursionError) as error:
        raise InputError(f"The mapping {path} is not valid YAML: {_where_and_why(error)}.") from None
    except (msgspec.ValidationError, ReportError, ValueError) as error:
        raise InputError(f"The mapping {path} cannot be used: {error}. {keys}") from None


def _where_and_why(error: Exception) -> str:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        return f"line {error.problem_mark.line + 1}, column {error.problem_mark.column + 1}: {error.problem}"
    return " ".join(str(error).split())


def _keys() -> tuple[str, ...]:
    return tuple(field.name for field in msgspec.structs.fields(Mapping))


class Columns(msgspec.Struct, frozen=True):
    """The fields of a report with the column that holds each, and the columns that hold none."""

    of: dict[Field, str]
    unused: tuple[str, ...] = ()
    values: dict[Field, str] = {}
    date_order: Order | None = None

    def told(self) -> str:
        """In words, for whoever has to see whether it is right."""
        parts = [f"{field} = {column!r}" for field, column in self.of.items()]
        parts += [f"{field} is {value!r} in every row" for field, value in self.values.items()]
        if self.date_order:
            parts.append(f"date_order = {self.date_order}")
        unused = f"; not used: {', '.join(map(repr, self.unused))}" if self.unused else ""
        return ", ".join(parts) + unused


@cache
def _names() -> dict[str, tuple[Field, int]]:
    """{folded heading: its field and how early it stands in the field's list}."""
    found: dict[str, tuple[Field, int]] = {}
    for field in FIELDS:
        for rank, name in enumerate(vocabulary("columns")["fields"][field]):
            found.setdefault(_folded(name), (field, rank))
    for name in vocabulary("columns")["never"]:
        found.pop(_folded(name), None)
    return found


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(char for char in plain if char.isalnum())


def field_of(name: str) -> Field | None:
    """The field that a heading names, or None."""
    found = _names().get(_folded(name))
    return found[0] if found else None


# What to do where nothing is known to hold the text, by what the file is.
OF_A_TABLE = (
    "no column is known to hold the text; the first line names {names}."
    " If that is no line of headings, put one before it. Else name the column in a file of two lines, `columns:` and"
    " `  text: NAME`"
)
OF_OBJECTS = (
    "no field is known to hold the text; the objects have {names}."
    " Call it `text`, or name the field in a file of two lines, `columns:` and `  text: NAME`"
)


def guess(
    names: Sequence[str], given: Mapping, lengths: dict[str, float] | None = None, advice: str = OF_A_TABLE
) -> Columns:
    """Which column holds what. ReportError where none holds the text, or a column of the mapping is not there.

    Without a heading for the text, the column whose values are on average by far the longest is it. `advice` is what is told
    where there is none.
    """
    found: dict[Field, tuple[int, str]] = {}
    for name in names:
        known = _names().get(_folded(name))
        if known and (known[0] not in found or known[1] < found[known[0]][0]):
            found[known[0]] = (known[1], name)
    columns: dict[Field, str] = {field: found[field][1] for field in FIELDS if field in found}
    for field, column in given.columns.items():
        columns.pop(field, None)
        if column is not None and column not in names:
            raise ReportError(f"the mapping names a column {column!r}, which is not there; there are {_listed(names)}")
    taken = {column for column in given.columns.values() if column is not None}
    columns = {field: column for field, column in columns.items() if column not in taken and field not in given.values}
    columns |= {field: column for field, column in given.columns.items() if column is not None}
    if "text" not in columns and "text" not in given.columns and lengths:
        longest = _longest({name: size for name, size in lengths.items() if name not in columns.values()})
        if longest:
            columns["text"] = longest
    if "text" not in columns:
        raise ReportError(advice.format(names=_listed(names)) + ", and give that file with --mapping")
    used = set(columns.values())
    ordered: dict[Field, str] = {field: columns[field] for field in FIELDS if field in columns}
    return Columns(ordered, tuple(name for name in names if name not in used), dict(given.values), given.date_order)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(repr(name[:40]) for name in names[:30]) + (", ..." if len(names) > 30 else "")


# A column of texts is several sentences long, and several times as long as any other.
LEAST_TEXT, TIMES = 200, 3


def _longest(lengths: dict[str, float]) -> str | None:
    ranked = sorted(lengths.items(), key=lambda one: (-one[1], one[0]))
    if not ranked or ranked[0][1] < LEAST_TEXT:
        return None
    return ranked[0][0] if len(ranked) < 2 or ranked[0][1] >= TIMES * ranked[1][1] else None


def with_order(columns: Columns, dates: Iterable[str]) -> Columns:
    """The same, with the order of day and month that the dates of its column show.

    ReportError, with what to set, where a date needs an order and none shows.
    """
    if columns.date_order or "published" not in columns.of:
        return columns
    order, needing = order_of(dates)
    if needing and order is None:
        raise ReportError(
            f"the dates of column {columns.of['published']!r} may have the day or the month first (as in {needing!r}), and"
            " none shows which: set `date_order: dmy` or `date_order: mdy` in a file and give that with --mapping"
        )
    return msgspec.structs.replace(columns, date_order=order)


def report_of(row: dict[str, Any], columns: Columns) -> Report:
    """The report of one row. ReportError where a value is of no use."""
    value: dict[Field, str] = {}
    for field in FIELDS:
        found = columns.values.get(field) if field in columns.values else row.get(columns.of.get(field, ""))
        if found is not None and found != "":
            value[field] = _string(found, columns.of.get(field, field))
    filled = {field: text.strip() for field, text in value.items() if text.strip()}
    try:
        day = published(filled["published"], columns.date_order) if "published" in filled else None
    except Ambiguous as error:
        raise ReportError(f"{error}: set date_order in a mapping") from None
    return Report(
        id=filled.get("id", ""),
        text=value.get("text", ""),
        title=value.get("title") or None,
        outlet=host_of(filled["outlet"]) or filled["outlet"] if "outlet" in filled else None,
        url=filled.get("url") or (filled["outlet"] if host_of(filled.get("outlet", "")) else None),
        published=day,
        language=filled.get("language"),
        credit=tuple(name for name in SEVERAL.split(filled.get("credit", "")) if name),
    )


def host_of(address: str) -> str | None:
    """The host of an address of the web, without its "www."; None where it is none.

    A column of sources may hold addresses: as outlets, each page would pass for one of its own.
    """
    try:
        parts = urlsplit(address)
        host = parts.hostname if parts.scheme in ("http", "https") else None
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _string(value: Any, column: str) -> str:
    """A cell as text: numbers and single names as they are. ReportError for whole structures."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool | float | dict) or (isinstance(value, list) and not all(isinstance(v, str) for v in value)):
        if isinstance(value, dict) and isinstance(value.get("name"), str):
            return str(value["name"])  # {"source": {"name": ...}}, as the APIs of news collections write it
        raise ReportError(f"the value of {column!r} is no text: {str(value)[:40]}")
    return "; ".join(value) if isinstance(value, list) else str(value)
