"""Plain text and Markdown: a file is a report, its stem the id; a head of labelled lines is taken as such."""

import re
from collections.abc import Iterator
from collections.abc import Mapping as Fields

from crossreport.errors import ReportError
from crossreport.ingest.given import Given
from crossreport.ingest.items import MAX_BYTES, Ingested, Item, Noted, decoded, megabytes
from crossreport.ingest.mapping import Field, Mapping
from crossreport.ingest.published import published
from crossreport.model.report import Report

LABELS: dict[str, Field] = {
    "title": "title",
    "headline": "title",
    "date": "published",
    "published": "published",
    "outlet": "outlet",
    "source": "outlet",
    "publication": "outlet",
    "url": "url",
    "link": "url",
    "language": "language",
    "credit": "credit",
}
LINE = re.compile(r"(?P<label>[A-Za-z]{3,11}):[ \t]+(?P<value>\S[^\r\n]*?)[ \t]*(?:\r\n|\n)")
BLANK = re.compile(r"[ \t]*(?:\r\n|\n)")
RULE = re.compile(r"---[ \t]*(?:\r\n|\n)")


DOCS = {
    "id": "the file's stem",
    "text": "the file's text exactly as it is, after a head",
    "title, outlet, url, published, language, credit": "the lines of a head",
}
RULES = (
    f"A file is UTF-8 and has at most {megabytes(MAX_BYTES)}.",
    "A head is taken only where it clearly is one: two or more lines `Label: value` at the start, one of them Title or"
    " Headline,"
    " each label known and none twice, then a blank line; or the same between lines of `---`.",
    f"Labels: {', '.join(LABELS)}.",
    "Markdown is read as text.",
)


def read_text(given: Given, mapping: Mapping) -> Iterator[Ingested]:
    """The report in a text file, its text exactly as the file has it after the head (line ends too).

    ReportError where the file is empty, binary, too long or no UTF-8.
    """
    raw = given.all()
    text = decoded(raw)
    nul = raw.find(b"\0")
    if nul >= 0:
        raise ReportError(f"the file is binary, not text: a NUL byte at byte {nul + 1}")
    fields, start = head(text)
    try:
        report = headed(fields, text[start:])
    except ReportError as error:
        yield Noted(given.source, f"the date of its head was left out: {error}")
        report = headed({**fields, "published": ""}, text[start:])
    yield Item(report, given.source)


def headed(fields: Fields[Field, str | None], text: str) -> Report:
    """The report of a text and what is known of it, without an id. ReportError where the date is none."""
    credit, day = fields.get("credit"), fields.get("published")
    return Report(
        id="",
        text=text,
        title=fields.get("title"),
        outlet=fields.get("outlet"),
        url=fields.get("url"),
        published=published(day) if day else None,
        language=fields.get("language"),
        credit=(credit,) if credit else (),
    )


def head(text: str) -> tuple[dict[Field, str], int]:
    """(the fields of a head, where the text after it starts); ({}, 0) unless it clearly is one.

    It is one where the first lines, two or more, all have a known label, none twice and one of them a title's, and a blank
    line ends them. The lines may stand between rules, as Markdown has it.
    """
    ruled = RULE.match(text)
    at = ruled.end() if ruled else 0
    fields: dict[Field, str] = {}
    while line := LINE.match(text, at):
        field = LABELS.get(line["label"].lower())
        if field is None or field in fields:
            return {}, 0
        fields[field] = line["value"].strip("\"'") if ruled else line["value"]
        at = line.end()
    if ruled:
        end = RULE.match(text, at)
        if not end:
            return {}, 0
        at = end.end()
    blank = BLANK.match(text, at)
    if len(fields) < 2 or "title" not in fields or not (blank or ruled):
        return {}, 0
    while blank := BLANK.match(text, at):
        at = blank.end()
    return (fields, at) if text[at:].strip() else ({}, 0)
