"""A spreadsheet's rows as values: days, places, numbers; a row that cannot be understood is refused with its reason."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from crossreport.compare.columns import Field, SheetMapping, folded
from crossreport.compare.sheet import Sheet
from crossreport.errors import ReportError
from crossreport.ingest.published import published
from crossreport.vocabulary.load import vocabulary

MONTH = re.compile(r"(\d{4})-(\d{1,2})")
YEAR = re.compile(r"\d{4}")
# Days since 1899-12-30, which a spreadsheet shows as a number where a cell has no form of a date.
SERIAL = re.compile(r"[3-6]\d{4}(\.\d+)?")
COUNT = re.compile(r"(?P<sign>[<>≥≤~]?=?)\s*(?P<low>\d+)(?:\s*[-–—]\s*(?P<high>\d+))?\s*(?P<plus>\+?)")
MOST = 10_000_000  # persons


class Range(msgspec.Struct, frozen=True, omit_defaults=True):
    """Persons: at least, the number told, at most; None where the sheet does not say."""

    low: int | None = None
    best: int | None = None
    high: int | None = None


class Row(msgspec.Struct, frozen=True, omit_defaults=True):
    """A row of a spreadsheet: the line on which it starts, its days (ISO), place, parties and numbers, in its own words.

    `slack` are the days that its precision leaves open beside its own, `is_coarse` says that its place is a whole province
    or country.
    """

    line: int
    first: str
    last: str
    id: str = ""
    slack: int = 0
    place: str = ""
    admin1: str = ""
    country: str = ""
    lat: float | None = None
    lon: float | None = None
    is_coarse: bool = False
    actor: str = ""
    recipient: str = ""
    killed: Range | None = None
    injured: Range | None = None
    words: str = ""


class Refused(msgspec.Struct, frozen=True):
    """A row that was not compared: its line, and why."""

    line: int
    reason: str


def rows_of(sheet: Sheet, mapping: SheetMapping) -> Iterator[Row | Refused]:
    """Each row of the sheet, in order; what cannot be understood comes as refused."""
    yield from (Refused(line, reason) for line, reason in sheet.broken)
    at = {field: sheet.headings.index(heading) for field, heading in mapping.columns.items() if heading}
    for line, cells in sheet.rows:
        told = {field: cells[place] for field, place in at.items() if not _is_nothing(cells[place])}
        try:
            yield _row(line, told, mapping)
        except ReportError as error:
            yield Refused(line, str(error))


def _is_nothing(cell: str) -> bool:
    return cell.strip().casefold() in vocabulary("sheets")["nothing"]


def _row(line: int, told: dict[Field, str], mapping: SheetMapping) -> Row:
    first, last = _days(told, mapping)
    lat, lon = _degrees(told, "lat", 90, mapping), _degrees(told, "lon", 180, mapping)
    if (lat is None) != (lon is None):
        raise ReportError("of latitude and longitude only one is there")
    return Row(
        line=line, first=first.isoformat(), last=last.isoformat(), id=told.get("id", ""),
        slack=_code(told, "date_precision", mapping, "precision"), place=told.get("place", ""),
        admin1=told.get("admin1", ""), country=told.get("country", ""), lat=lat, lon=lon,
        is_coarse=bool(_code(told, "place_precision", mapping, "coarse")), actor=told.get("actor", ""),
        recipient=told.get("recipient", ""), killed=_range(told, "killed", mapping),
        injured=_range(told, "injured", mapping), words=told.get("words", ""),
    )  # fmt: skip


def _days(told: dict[Field, str], mapping: SheetMapping) -> tuple[date, date]:
    start, end = told.get("date_from") or told.get("date"), told.get("date_to")
    if not start and not end:
        raise ReportError("the row has no date")
    first, last = _span(start or end or "", mapping), _span(end or start or "", mapping)
    if first[0] > last[1]:
        raise ReportError(f"the first day, {first[0]}, lies after the last, {last[1]}")
    return first[0], last[1]


def _span(cell: str, mapping: SheetMapping) -> tuple[date, date]:
    """The first and last day of what a cell says: a day, a month (2024-05) or a year."""
    try:
        if found := MONTH.fullmatch(cell):
            first = date(int(found[1]), int(found[2]), 1)
            return first, (first + timedelta(31)).replace(day=1) - timedelta(1)
        if YEAR.fullmatch(cell):
            return date(int(cell), 1, 1), date(int(cell), 12, 31)
        if SERIAL.fullmatch(cell):
            raise ReportError(f"the date is {cell!r}, a number: give the column the form of a date and save the sheet again")
        day = date.fromisoformat(published(cell, mapping.date_order)[:10])
    except (ValueError, OverflowError):
        raise ReportError(f"the date is {_cut(cell)!r}, which is no day") from None
    except ReportError as error:
        raise ReportError(str(error).replace("published is", "the date is")) from None
    return day, day


def _cut(cell: str) -> str:
    return cell if len(cell) <= 40 else cell[:40] + "…"


def _degrees(told: dict[Field, str], field: Field, most: int, mapping: SheetMapping) -> float | None:
    cell = told.get(field)
    if cell is None:
        return None
    try:
        value = float(cell.replace(",", ".") if mapping.decimal == "," else cell)
    except ValueError:
        raise ReportError(f"{field} is {_cut(cell)!r}, which is no number of degrees") from None
    if not -most <= value <= most:
        raise ReportError(f"{field} is {_cut(cell)}, which lies outside of -{most} to {most}")
    return value


def _code(told: dict[Field, str], field: Field, mapping: SheetMapping, table: str) -> int:
    """What a code of precision means by its column's codebook; 0 where the column follows none that is known."""
    codes = {folded(name): value for name, value in vocabulary("sheets")[table].items()}.get(
        folded(mapping.heading(field) or "")
    )
    cell = told.get(field, "")
    if codes is None or not cell.isdecimal():
        return 0
    return int(codes.get(int(cell), 0)) if isinstance(codes, dict) else int(int(cell) in codes)


def _range(told: dict[Field, str], outcome: str, mapping: SheetMapping) -> Range | None:
    """The numbers of an outcome. ReportError where one is none, or they are out of order."""
    found = {
        name: _count(told[field], outcome, mapping)
        for name, field in (("low", f"{outcome}_low"), ("best", outcome), ("high", f"{outcome}_high"))
        if field in told
    }
    if not found:
        return None
    best = found.get("best", Range())
    low = found["low"].best if "low" in found else best.low
    high = found["high"].best if "high" in found else best.high
    known = [number for number in (low, best.best, high) if number is not None]
    if known != sorted(known):
        raise ReportError(f"low, best and high of {outcome} are out of order: {', '.join(map(str, known))}")
    return Range(low, best.best, high)


def _count(cell: str, outcome: str, mapping: SheetMapping) -> Range:
    """7; 10+ and >=10: at least; >10: eleven or more; <10, <=10; 5-8; 1,200 by what marks decimals."""
    thousands = {".": ",", ",": "."}.get(mapping.decimal or "", "")
    text = re.sub(rf"(?<=\d)[{re.escape(thousands)}](?=\d{{3}}(?!\d))", "", cell) if thousands else cell
    text = re.sub(r"(?<=\d)[\s'’](?=\d{3}(?!\d))", "", text.strip())
    decimal = re.escape(mapping.decimal or ".")
    found = COUNT.fullmatch(re.sub(rf"(?<=\d){decimal}0+(?!\d)", "", text))
    if not found:
        raise ReportError(f"{outcome} is {_cut(cell)!r}, which is no number of persons")
    low, high, sign = int(found["low"]), int(found["high"]) if found["high"] else None, found["sign"]
    if max(low, high or 0) > MOST:
        raise ReportError(f"{outcome} is {_cut(cell)}, more persons than an event can have")
    if high is not None:
        if high < low or sign or found["plus"]:
            raise ReportError(f"{outcome} is {_cut(cell)!r}, which is no range")
        return Range(low, None, high)
    if sign in (">", ">=", "≥", "≥=") or found["plus"]:
        return Range(low + (sign == ">"), None, None)
    if sign in ("<", "<=", "≤", "≤="):
        return Range(None, None, max(0, low - (sign == "<")))
    return Range(None, low, None)


def within(rows: list[Row]) -> tuple[str, str]:
    """The first and last day of rows, of which there is one at least."""
    return min(row.first for row in rows), max(row.last for row in rows)
