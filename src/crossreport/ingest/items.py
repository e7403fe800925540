"""What ingest gives for each thing that it meets: a report, or why there is none; the limits and checks of all formats."""

import hashlib
import re
from datetime import date, datetime

import msgspec

from crossreport.errors import ReportError
from crossreport.model.report import Capture, Report

# Far above any news report, far below what would fill the memory: a million characters, each escaped in JSON, pass.
MAX_BYTES = 16 * 1024 * 1024
MAX_CHARACTERS = 2_000_000
MAX_ID = 1000
# Dates outside cannot be a report's, and those at the calendar's end leave no room to count days from.
FIRST_YEAR, LAST_YEAR = 1500, 2200

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# How msgspec says that a field is missing or of another kind than it must be, and the kinds in words.
MISSING = re.compile(r"Object missing required field `([^`]+)`")
OF_ANOTHER_KIND = re.compile(r"Expected `(?P<wanted>[^`]+)`, got `(?P<got>[^`]+)`(?: - at `\$\.?(?P<field>[^`]*)`)?")
KINDS = {
    "str": "text", "int": "a whole number", "float": "a number", "bool": "true or false", "null": "null",
    "array": "a list", "object": "an object with the fields of a report",
}  # fmt: skip


class Refused(msgspec.Struct, frozen=True, omit_defaults=True):
    """A report (or file) that could not be taken, and why. `line` counts from 1, in formats that have a report a line."""

    source: str
    reason: str
    line: int | None = None
    report: str | None = None


class Ignored(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something that was passed over without harm (a duplicate, a file of another format), and why."""

    source: str
    reason: str
    line: int | None = None
    report: str | None = None


class Noted(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something to know of what was taken: how a table's columns were understood, that a feed has summaries only."""

    source: str
    reason: str
    line: int | None = None
    report: str | None = None


class Item(msgspec.Struct, frozen=True):
    """A report as it was taken, where it stood, and how its source was captured, where that is known.

    A door that finds no id gives an empty one; `sources.ingest` names the report after its file.
    """

    report: Report
    source: str
    line: int | None = None
    capture: Capture | None = None


Ingested = Item | Refused | Ignored | Noted


def megabytes(size: int) -> str:
    """A limit as people read it."""
    return f"{size // 1024 // 1024:,} MB"


def decoded(raw: bytes) -> str:
    """The text of UTF-8 bytes, a byte order mark left out. ReportError with the byte's position where they are none."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise ReportError("is UTF-16, not UTF-8: save it as UTF-8")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        wrong = raw[error.start]
        raise ReportError(f"broken UTF-8 at byte {error.start + 1} (0x{wrong:02x}): save it as UTF-8") from None
    return text.removeprefix("\ufeff")


def checked(report: Report) -> Report:
    """The same report; ReportError, with the reason, where its id, text or date of publication cannot be used."""
    if not report.id.strip():
        raise ReportError("the id is empty")
    if len(report.id) > MAX_ID:
        raise ReportError(f"the id has {len(report.id)} characters; {MAX_ID} are the most")
    if CONTROL.search(report.id):
        raise ReportError("the id holds control characters or line ends")
    if not report.text.strip() and not report.is_withdrawn:
        raise ReportError("the text is empty")
    size = len(report.text) + len(report.title or "")
    if size > MAX_CHARACTERS:
        raise ReportError(f"the text has {size:,} characters; {MAX_CHARACTERS:,} are the most for one report")
    if report.published is not None:
        _check_published(report.published)
    try:
        for value in (report.id, report.text, report.title, report.outlet, report.url, report.language, *report.credit):
            (value or "").encode("utf-8")
    except UnicodeEncodeError:
        raise ReportError(
            "the report holds half of a surrogate pair (U+D800 to U+DFFF alone), which is no character"
        ) from None
    return report


def in_words(error: msgspec.ValidationError) -> str:
    """What is wrong with an object of JSON or YAML, in words: "published is a number; it must be text"."""
    said = str(error)
    if found := MISSING.fullmatch(said):
        return f"the field `{found[1]}` is missing"
    if found := OF_ANOTHER_KIND.fullmatch(said):
        wanted = " or ".join(KINDS.get(kind, kind) for kind in found["wanted"].split(" | ") if kind != "null")
        return f"{found['field'] or 'it'} is {KINDS.get(found['got'], found['got'])}; it must be {wanted}"
    return said


def validated(report: Report) -> Report:
    """A report that a caller made, with its types checked as well, which making it does not do."""
    try:
        report = msgspec.convert(msgspec.structs.asdict(report), Report)
    except msgspec.ValidationError as error:
        raise ReportError(in_words(error)) from None
    return checked(report)


def _check_published(value: str) -> None:
    try:
        if not DAY.match(value):
            raise ValueError
        day = date.fromisoformat(value[:10])
        if len(value) > 10:
            datetime.fromisoformat(value)
    except ValueError:
        shown = value if len(value) <= 40 else value[:40] + "…"
        raise ReportError(
            f"published is {shown!r}; it must be an ISO 8601 date (2024-05-31) or date-time (2024-05-31T18:30:00Z)"
        ) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ReportError(
            f"published is {value[:10]}; its year must lie between {FIRST_YEAR} and {LAST_YEAR}, in the Gregorian calendar"
        )


def digest(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
