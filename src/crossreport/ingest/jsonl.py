"""JSON Lines: an object a line, with the fields of the interchange format."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import msgspec

from crossreport.errors import ReportError
from crossreport.ingest.items import MAX_BYTES, Ingested, Item, Refused, checked, decoded
from crossreport.model.report import Report

# Bytes by which a binary file is told, and bytes of a line too long that are read and dropped at a time.
START = 4096
BLOCK = 1 << 16


class Row(msgspec.Struct, frozen=True):
    """A line as the format allows it: what may be absent may be null; further fields are passed over."""

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    published_inferred: bool | None = None
    language: str | None = None
    credit: tuple[str, ...] | None = None

    def report(self) -> Report:
        """The report of this line; blank fields count as absent."""
        return Report(
            id=self.id,
            text=self.text,
            title=self.title or None,
            outlet=_filled(self.outlet),
            url=_filled(self.url),
            published=_filled(self.published),
            published_inferred=bool(self.published_inferred),
            language=_filled(self.language),
            credit=tuple(name.strip() for name in self.credit or () if name.strip()),
        )


class _Id(msgspec.Struct):
    id: str | None = None


_rows = msgspec.json.Decoder(Row)
_ids = msgspec.json.Decoder(_Id)


def _filled(value: str | None) -> str | None:
    return value.strip() or None if value else None


def read_jsonl(path: Path, source: str) -> Iterator[Ingested]:
    """The reports of a .jsonl file, a line at a time; each line that is refused comes as such.

    ReportError where the whole file is empty, binary or no UTF-8; OSError where it cannot be read.
    """
    found = False
    with path.open("rb") as file:
        _check_start(file.peek(START)[:START])
        for number, raw in _lines(file):
            if raw is None:
                found = True
                yield Refused(
                    source, f"the line is longer than {MAX_BYTES // 1024 // 1024} MB, the most for one report", number
                )
                continue
            if number == 1:
                raw = raw.removeprefix(b"\xef\xbb\xbf")
            if not raw.strip():
                continue
            found = True
            try:
                yield Item(parse(raw), source, number)
            except ReportError as error:
                yield Refused(source, str(error), number, _id(raw))
    if not found:
        raise ReportError("the file is empty")


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
        raise ReportError(str(error)) from None
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
        return _ids.decode(raw).id
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
