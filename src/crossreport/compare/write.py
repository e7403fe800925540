"""A comparison for a terminal, as a table for a spreadsheet, and as JSON."""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from crossreport.compare.compare import Compared, Difference, Happened, Pair
from crossreport.compare.match import shown, span
from crossreport.compare.rows import Range, Row
from crossreport.export.files import write_files
from crossreport.export.table import BOM, plain

COLUMNS = (
    "found", "line", "row", "event", "date_sheet", "date_record", "place_sheet", "place_record",
    *(f"{outcome}_{side}_{end}" for outcome in ("killed", "injured") for side in ("sheet", "record")
      for end in ("low", "best", "high")),
    "differs_in", "may_agree", "claims", "words", "why", "score",
)  # fmt: skip
TABLE, JSON, MAPPING = "differences.csv", "differences.json", "mapping.yaml"
# Lines of each kind that a terminal is shown; the files hold them all.
MOST_SHOWN = 40


def write(found: Compared, folder: Path) -> tuple[str, ...]:
    """Writes table, JSON and mapping into a folder; their names. ExportError where that fails."""
    contents = {
        TABLE: [_table(found)],
        JSON: [msgspec.json.format(msgspec.json.encode(found), indent=2), b"\n"],
        MAPPING: [found.mapping.as_yaml().encode()],
    }
    write_files(folder, contents)
    return tuple(contents)


def _table(found: Compared) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, restval="")
    writer.writeheader()
    for line in _lines(found):
        # Words of anybody's may begin like a formula; numbers are ours.
        writer.writerow({key: plain(value) if isinstance(value, str) else value for key, value in line.items()})
    return (BOM + text.getvalue()).encode("utf-8", errors="replace")


def _lines(found: Compared) -> Iterator[dict[str, Any]]:
    for pair in found.pairs:
        yield {
            "found": "different" if pair.differences else "same",
            **_row(pair.row),
            **_event(pair.event),
            "differs_in": "; ".join(one.what for one in pair.differences),
            "may_agree": "; ".join(one.what for one in pair.differences if one.may_agree),
            "claims": "; ".join(words.claim for one in pair.differences for words in one.claims),
            "words": " | ".join(words.quote for one in pair.differences for words in one.claims),
            "why": "; ".join(f"{one.what}: {one.found}" for one in pair.evidence),
            "score": pair.score,
        }
    for one in found.in_sheet:
        near = f"nearest to {one.near}, which another row is" if one.near else "no event of these days and this place"
        yield {"found": "in the sheet only", **_row(one.row), "why": near}
    for event in found.in_record:
        yield {"found": "in the record only", **_event(event)}
    for refused in found.refused:
        yield {"found": "refused", "line": refused.line, "why": refused.reason}


def _row(row: Row) -> dict[str, Any]:
    days = span(row.first, row.last)
    told: dict[str, Any] = {"line": row.line, "row": row.id, "date_sheet": days, "place_sheet": _where(row)}
    return told | _ends("killed_sheet", row.killed) | _ends("injured_sheet", row.injured)


def _where(row: Row) -> str:
    return row.place or row.admin1 or row.country


def _event(event: Happened) -> dict[str, Any]:
    place = event.place.name if event.place else ""
    told: dict[str, Any] = {"event": event.id, "date_record": _days(event), "place_record": place}
    for outcome, figure in event.figures.items():
        told |= _ends(f"{outcome}_record", figure)
    return told


def _days(event: Happened) -> str:
    return span(event.date.from_, event.date.to) if event.date.from_ and event.date.to else ""


def _ends(name: str, told: Range | None) -> dict[str, int]:
    ends = {"low": told.low, "best": told.best, "high": told.high} if told else {}
    return {f"{name}_{end}": value for end, value in ends.items() if value is not None}


def text(found: Compared) -> Iterator[str]:
    """The comparison, line by line."""
    yield f"{found.sheet} was read so:"
    yield from (f"  {line}" for line in found.mapping.told())
    where = f", {', '.join(found.countries)}" if found.countries else ""
    yield f"Days {found.first} to {found.last}{where}; figures of the record by the profile {found.profile}."
    yield ""
    yield f"{len(found.same):>6}  the same in both"
    yield f"{len(found.different):>6}  in both, different"
    yield f"{len(found.in_sheet):>6}  in the sheet only"
    yield f"{len(found.in_record):>6}  in the record only, of those days and countries, with dead or hurt"
    if found.refused:
        yield f"{len(found.refused):>6}  rows refused"
    yield from _section("DIFFERENT", [line for pair in found.different for line in _pair(pair)])
    yield from _section("IN THE SHEET ONLY", [_row_words(one.row) for one in found.in_sheet])
    yield from _section("IN THE RECORD ONLY", [_event_words(one) for one in found.in_record])
    yield from _section("REFUSED", [f"line {one.line}: {one.reason}" for one in found.refused])


def _section(heading: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield from ("", heading, *lines[:MOST_SHOWN])
    if len(lines) > MOST_SHOWN:
        yield f"and {len(lines) - MOST_SHOWN} lines more; --to DIR writes them all"


def _pair(pair: Pair) -> Iterable[str]:
    yield f"{_row_words(pair.row)}  =  {pair.event.id}  {' '.join(pair.event.title.split())}"
    yield from (f"    {_difference(one)}" for one in pair.differences)


def _difference(one: Difference) -> str:
    mark = "both can be true" if one.may_agree else "not both"
    words = "".join(f"; “{words.quote}” ({words.report}, {words.claim})" for words in one.claims)
    return f"{one.what}: sheet {one.sheet}, record {one.record} ({mark}){words}"


def _row_words(row: Row) -> str:
    dead = f"  {shown(row.killed)} killed" if row.killed else ""
    ident = f" {row.id}" if row.id else ""
    return f"line {row.line}{ident}: {span(row.first, row.last)}  {_where(row)}{dead}"


def _event_words(event: Happened) -> str:
    place = event.place.name if event.place else "place not stated"
    told = "".join(f"  {shown(figure)} {outcome}" for outcome, figure in event.figures.items())
    return f"{event.id}: {_days(event)}  {place}{told}  {' '.join(event.title.split())}"
