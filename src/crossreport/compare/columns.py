"""Which column of a spreadsheet holds what: guessed from headings and cells, shown, and kept in a file that corrects it."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
import yaml

from crossreport.compare.sheet import Sheet, read_sheet
from crossreport.errors import InputError, ReportError
from crossreport.ingest.mapping import mapping_in
from crossreport.ingest.published import Order, order_of
from crossreport.vocabulary.load import vocabulary

Field = Literal[
    "id", "date", "date_from", "date_to", "date_precision", "place", "admin1", "country", "lat", "lon", "place_precision",
    "actor", "recipient", "killed_low", "killed", "killed_high", "injured_low", "injured", "injured_high", "words",
]  # fmt: skip
FIELDS: tuple[Field, ...] = Field.__args__  # type: ignore[attr-defined]
DATES: tuple[Field, ...] = ("date", "date_from", "date_to")
COUNTS: tuple[Field, ...] = ("killed_low", "killed", "killed_high", "injured_low", "injured", "injured_high")
DEGREES: tuple[Field, ...] = ("lat", "lon")
# "1.234" is a thousand and more or a little over one, as the decimal mark has it.
EITHER = re.compile(r"\d{1,3}[.,]\d{3}")
HEAD = (
    "# How a spreadsheet was read. Correct what is wrong and give this file with --mapping.\n"
    '# columns: the heading that holds a field (null: none does). date_order: dmy, mdy or ymd. decimal: "." or ",".\n'
)


class SheetMapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """How a spreadsheet is read. `columns` names the heading that holds a field, or None for one that none does.

    `date_order` says what comes first in dates such as 03/04/2024, `decimal` is the mark before decimals.
    """

    columns: dict[Field, str | None] = {}
    date_order: Order | None = None
    decimal: Literal[".", ","] | None = None
    delimiter: str | None = None
    encoding: str | None = None

    def heading(self, field: Field) -> str | None:
        """The heading of the column that holds a field."""
        return self.columns.get(field)

    def told(self) -> tuple[str, ...]:
        """In words, a line each, for whoever has to see whether it is right."""
        lines = [f"{field}: {self.columns[field]}" for field in FIELDS if self.columns.get(field)]
        for name in ("date_order", "decimal", "delimiter", "encoding"):
            if getattr(self, name):
                lines.append(f"{name}: {getattr(self, name)!r}")
        return tuple(lines)

    def as_yaml(self) -> str:
        """The file that says the same."""
        return HEAD + yaml.safe_dump(msgspec.to_builtins(self), sort_keys=False, allow_unicode=True)


def load_mapping(path: Path) -> SheetMapping:
    """The mapping in a YAML file. InputError where there is none, or something in it cannot be used."""
    keys = ", ".join(SheetMapping.__struct_fields__)
    return mapping_in(path, SheetMapping, f"Its keys are {keys}; the fields of columns are {', '.join(FIELDS)}.")


def opened(path: Path, given: SheetMapping | None = None) -> tuple[Sheet, SheetMapping]:
    """A spreadsheet, and how it is read: as given, and guessed where nothing is given.

    InputError where it cannot be read at all, or where what cannot be guessed must be set: no column for the day, dates that
    may have the day or the month first, counts whose mark may be of decimals or thousands.
    """
    given = given or SheetMapping()
    sheet = read_sheet(path, given.delimiter, given.encoding)
    columns = _columns(sheet, given)
    if not any(columns.get(field) for field in ("date", "date_from")):
        raise InputError(
            f"No column of {sheet.name} is known to hold the day; there are {_listed(sheet.headings)}."
            " Name it in a mapping, under columns, as date: HEADING, and give that file with --mapping."
        )
    order = given.date_order or _order(sheet, columns)
    decimal = given.decimal or _decimal(sheet, columns)
    return sheet, SheetMapping(columns, order, decimal, sheet.delimiter, sheet.encoding)


def _columns(sheet: Sheet, given: SheetMapping) -> dict[Field, str | None]:
    found: dict[Field, tuple[int, str]] = {}
    for heading in sheet.headings:
        known = _names().get(folded(heading))
        if known and (known[0] not in found or known[1] < found[known[0]][0]):
            found[known[0]] = (known[1], heading)
    for field, column in given.columns.items():
        if column is not None and column not in sheet.headings:
            there = _listed(sheet.headings)
            raise InputError(f"The mapping's {field} is the column {column!r}, which is not there; there are {there}.")
    taken = set(given.columns.values())
    guessed = {field: heading for field, (_, heading) in found.items() if heading not in taken}
    every: dict[Field, str | None] = {**guessed, **given.columns}
    if every.get("date_from") and "date" not in given.columns:
        every.pop("date", None)  # a sheet with first and last days, and a day of something else
    return {field: every[field] for field in FIELDS if field in every}


@cache
def _names() -> dict[str, tuple[Field, int]]:
    """{folded heading: its field, and how early it stands in the field's list}."""
    found: dict[str, tuple[Field, int]] = {}
    for field in FIELDS:
        for rank, name in enumerate(vocabulary("sheets")["fields"].get(field, ())):
            found.setdefault(folded(str(name)), (field, rank))
    return found


def folded(name: str) -> str:
    """A heading without case, accents, blanks and punctuation."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(char for char in plain if char.isalnum())


def _order(sheet: Sheet, columns: dict[Field, str | None]) -> Order | None:
    cells: list[str] = []
    for field in DATES:
        if heading := columns.get(field):
            cells += sheet.column(heading)
    try:
        order, needing = order_of(cells)
    except ReportError as error:
        raise InputError(f"{sheet.name}: {error}.") from None
    if needing and order is None:
        raise InputError(
            f"The dates of {sheet.name} may have the day or the month first (as in {needing!r}), and none shows which:"
            " set date_order: dmy or date_order: mdy in a mapping and give that file with --mapping."
        )
    return order


def _decimal(sheet: Sheet, columns: dict[Field, str | None]) -> Literal[".", ","] | None:
    """The mark before decimals, as the degrees show it; without degrees, counts must not hang on it."""
    marks = {mark for cell in _cells(sheet, columns, DEGREES) for mark in (".", ",") if re.search(rf"\d\{mark}\d", cell)}
    if len(marks) > 1:
        raise InputError(f"The degrees of {sheet.name} have points and commas: set decimal: '.' or ',' in a mapping.")
    if marks:
        return "," if marks == {","} else "."
    unclear = next((cell for cell in _cells(sheet, columns, COUNTS) if EITHER.fullmatch(cell)), None)
    if unclear:
        raise InputError(
            f"{unclear!r} in {sheet.name} is thousands or a fraction, as its decimal mark is: set decimal: '.' or"
            " decimal: ',' in a mapping and give that file with --mapping."
        )
    return None


def _cells(sheet: Sheet, columns: dict[Field, str | None], fields: Iterable[Field]) -> Iterable[str]:
    for field in fields:
        if heading := columns.get(field):
            yield from sheet.column(heading)


def _listed(headings: tuple[str, ...]) -> str:
    return ", ".join(repr(name[:40]) for name in headings[:30]) + (", ..." if len(headings) > 30 else "")
