"""JSON: an object a line with the fields of the interchange format, or whatever fields a mapping finds; an array too."""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import IO, Any

import msgspec

from crossreport.errors import ReportError
from crossreport.ingest import ninjs
from crossreport.ingest.given import Given
from crossreport.ingest.items import MAX_BYTES, Ingested, Item, Noted, Refused, checked, decoded, in_words, megabytes
from crossreport.ingest.mapping import OF_OBJECTS, Columns, Mapping, field_of, guess, report_of, with_order
from crossreport.model.report import PubStatus, Report

# Bytes of a line too long that are read and dropped at a time; rows by which fields are known.
BLOCK = 1 << 16
SAMPLE = 200
# An array is held whole.
MAX_ARRAY = 64 * 1024 * 1024
OPENS = re.compile(rb"\s*\{\s*(\"[^\"\n]{0,200}\"\s*:|\})|\s*\[\s*\{\s*\"")


DOCS = {
    "id": "a string or a whole number; the file's stem and a hash where no line has one",
    "text": "the report's text, exactly as it was published",
    "title": "its headline",
    "outlet": "name or host",
    "url": "its address",
    "published": "ISO 8601 date or date-time",
    "published_inferred": "true where somebody worked the date out",
    "language": "BCP 47",
    "credit": "a list of the agencies credited",
    "pubstatus": "usable, corrected, withheld or canceled; the last two withdraw the report",
}
RULES = (
    "Each line is an object with these fields; only `id` and `text` must be there, further fields are passed over.",
    "Where the first lines lack them, the fields are found by their names, as the columns of a table are.",
    "A file may also be one array of such objects, or an object that holds one such array beside other things.",
    f"A line has at most {megabytes(MAX_BYTES)}, an array {megabytes(MAX_ARRAY)}.",
)


class Row(msgspec.Struct, frozen=True):
    """A line as the format allows it: what may be absent may be null; further fields are passed over."""

    id: str | int
    text: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    published_inferred: bool | None = None
    language: str | None = None
    credit: tuple[str, ...] | None = None
    pubstatus: PubStatus | None = None

    def report(self) -> Report:
        """The report of this line; blank fields count as absent."""
        return Report(
            id=str(self.id),
            text=self.text,
            title=self.title or None,
            outlet=_filled(self.outlet),
            url=_filled(self.url),
            published=_filled(self.published),
            published_inferred=bool(self.published_inferred),
            language=_filled(self.language),
            credit=tuple(name.strip() for name in self.credit or () if name.strip()),
            pubstatus=self.pubstatus or "usable",
        )


class _Id(msgspec.Struct):
    id: str | int | None = None


_rows = msgspec.json.Decoder(Row)
_ids = msgspec.json.Decoder(_Id)


def _filled(value: str | None) -> str | None:
    return value.strip() or None if value else None


def is_json(start: bytes) -> bool:
    """Do these first bytes open a JSON object, or an array of them?"""
    return OPENS.match(start.removeprefix(b"\xef\xbb\xbf")) is not None


def read_jsonl(given: Given, mapping: Mapping) -> Iterator[Ingested]:
    """The reports of a file, a line at a time; each line that is refused comes as such.

    Where the first lines lack the fields `id` and `text`, the fields are found as the columns of a table are. A file that is
    one array or one object, over several lines, is read whole. ReportError where the file is empty, binary or no UTF-8.
    """
    _check_start(given.start())
    whole = _whole(given)
    if whole is not None:
        yield from _of_rows(given, mapping, whole, enumerate(whole, 1))
        return
    sample = list(islice((row for _, row in _decoded(given) if isinstance(row, dict)), SAMPLE))
    if _is_contract(sample, mapping) or not sample:
        yield from _contract(given)
    else:
        yield from _of_rows(given, mapping, sample, None)


def _contract(given: Given) -> Iterator[Ingested]:
    found = False
    with given.open() as file:
        for number, raw in _lines(file):
            if raw is None:
                found = True
                yield _too_long(given, number)
                continue
            if number == 1:
                raw = raw.removeprefix(b"\xef\xbb\xbf")
            if not raw.strip():
                continue
            found = True
            try:
                yield Item(parse(raw), given.source, number)
            except ReportError as error:
                yield Refused(given.source, str(error), number, _id(raw))
    if not found:
        raise ReportError("the file is empty")


def _of_rows(
    given: Given, mapping: Mapping, sample: list[dict[str, Any]], rows: Iterator[tuple[int, Any]] | None
) -> Iterator[Ingested]:
    """Reports of objects with other fields: ninjs, or what the mapping makes of them."""
    columns: Columns | None = None
    is_ninjs = any(ninjs.is_item(row) for row in sample)
    if not is_ninjs and not _is_contract(sample, mapping):
        columns = _columns(sample, mapping)
        yield Noted(given.source, f"read with {columns.told()}")
    for number, row in rows if rows is not None else _decoded(given):
        try:
            if isinstance(row, ReportError):
                raise row
            if not isinstance(row, dict):
                raise ReportError("it is no object with the fields of a report")
            if is_ninjs:
                yield ninjs.item(row, given.source, number)
            else:
                yield Item(report_of(row, columns) if columns else _converted(row), given.source, number)
        except ReportError as error:
            ident = row.get("id", row.get("uri")) if isinstance(row, dict) else None
            yield Refused(given.source, str(error), number, ident if isinstance(ident, str) else None)


def _is_contract(sample: list[dict[str, Any]], mapping: Mapping) -> bool:
    """Are these objects with the fields of the interchange format, which nobody wants read otherwise?"""
    return {"id", "text"} <= {key for row in sample for key in row} and mapping == Mapping()


def _converted(row: dict[str, Any]) -> Report:
    try:
        return checked(msgspec.convert(row, Row).report())
    except msgspec.ValidationError as error:
        raise ReportError(in_words(error)) from None


def _columns(sample: list[dict[str, Any]], mapping: Mapping) -> Columns:
    names = list(dict.fromkeys(key for row in sample for key in row))
    lengths = {name: sum(len(row[name]) for row in sample if isinstance(row.get(name), str)) / len(sample) for name in names}
    columns = guess(names, mapping, lengths, OF_OBJECTS)
    day = columns.of.get("published", "")
    return with_order(columns, [row[day] for row in sample if isinstance(row.get(day), str)])


def _whole(given: Given) -> list[dict[str, Any]] | None:
    """The objects of a file that is one JSON value over several lines; None where it has one a line.

    ReportError where it is an array too large to be read whole.
    """
    first = next(_decoded(given), (0, None))[1]
    is_array = given.start().removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"[")
    if isinstance(first, dict) and not _wrapped(first) and not is_array:
        return None
    try:
        raw = given.all(MAX_ARRAY if is_array else MAX_BYTES)
    except ReportError:
        if is_array:
            raise ReportError(f"the array is larger than {megabytes(MAX_ARRAY)}: write an object a line") from None
        return None
    try:
        found = msgspec.json.decode(raw.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    rows = found if isinstance(found, list) else _wrapped(found) or [found] if isinstance(found, dict) else []
    return rows if rows and all(isinstance(row, dict) for row in rows) else None


def _wrapped(found: dict[str, Any]) -> list[dict[str, Any]]:
    """The articles of an object that only wraps them, as collections do: {"status": "ok", "articles": [...]}."""
    if ninjs.is_item(found) or any(field_of(key) == "text" for key in found):
        return []
    lists = [value for value in found.values() if isinstance(value, list) and value and isinstance(value[0], dict)]
    return lists[0] if len(lists) == 1 else []


def _decoded(given: Given) -> Iterator[tuple[int, Any]]:
    """(line number, its value, or a ReportError that says why it has none) of each line that is not blank."""
    with given.open() as file:
        for number, raw in _lines(file):
            if raw is None:
                yield number, ReportError(_too_long(given, number).reason)
                continue
            if number == 1:
                raw = raw.removeprefix(b"\xef\xbb\xbf")
            if not raw.strip():
                continue
            try:
                yield number, msgspec.json.decode(raw)
            except UnicodeDecodeError:
                yield number, ReportError("broken UTF-8")
            except msgspec.DecodeError as error:
                try:
                    yield number, ReportError(_malformed(raw, error))
                except ReportError as broken:
                    yield number, broken
            except RecursionError:
                yield number, ReportError("the JSON is nested too deeply")


def _too_long(given: Given, number: int) -> Refused:
    return Refused(given.source, f"the line is longer than {megabytes(MAX_BYTES)}, the most for one report", number)


def _check_start(start: bytes) -> None:
    """A binary file is refused once, not once for each of its line ends."""
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        decoded(start)
    if b"\0" in start:
        raise ReportError(f"the file is binary, not text: a NUL byte at byte {start.index(0) + 1}")


def parse(raw: bytes) -> Report:
    """The report on one line. ReportError with what is wrong and where."""
    try:
        return checked(_rows.decode(raw).report())
    except UnicodeDecodeError:
        decoded(raw)
        raise ReportError("broken UTF-8") from None
    except msgspec.ValidationError as error:
        raise ReportError(in_words(error)) from None
    except msgspec.DecodeError as error:
        raise ReportError(_malformed(raw, error)) from None
    except RecursionError:
        raise ReportError("the JSON is nested too deeply") from None


def _malformed(raw: bytes, error: msgspec.DecodeError) -> str:
    """Why a line is no JSON: its bytes first, then half a surrogate pair, which the parser takes for a cut-off line."""
    if b"\0" in raw:
        return f"binary, not JSON: a NUL byte at byte {raw.index(0) + 1}"
    text = decoded(raw)
    try:
        json.loads(text, parse_constant=int)  # NaN and Infinity, which Python alone takes, are no JSON
    except (ValueError, RecursionError):
        return f"no valid JSON: {error}"
    return "the JSON holds half of a surrogate pair (\\ud800 to \\udfff alone), which is no character"


def _id(raw: bytes) -> str | None:
    try:
        found = _ids.decode(raw).id
        return None if found is None else str(found)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _lines(file: IO[bytes]) -> Iterator[tuple[int, bytes | None]]:
    """(line number, its bytes, or None where it is too long); a line that is too long is never held whole."""
    number = 0
    while raw := file.readline(MAX_BYTES + 1):
        number += 1
        if len(raw) <= MAX_BYTES or raw.endswith(b"\n"):
            yield number, raw
            continue
        del raw
        while (rest := file.readline(BLOCK)) and not rest.endswith(b"\n"):
            pass
        yield number, None
