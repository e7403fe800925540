"""All doors, and which of them a file goes through: by its content first, then by its name."""

import re
from typing import NamedTuple

from crossreport.errors import ReportError
from crossreport.ingest.archive import is_zip
from crossreport.ingest.door import Door
from crossreport.ingest.feed import is_feed, read_feed
from crossreport.ingest.given import Given
from crossreport.ingest.html import is_html, read_html
from crossreport.ingest.jsonl import is_json, read_jsonl
from crossreport.ingest.mhtml import is_mhtml, read_mhtml
from crossreport.ingest.table import is_table, read_table
from crossreport.ingest.text import read_text
from crossreport.ingest.warc import is_warc, read_warc

# In the order in which they are asked.
DOORS: tuple[Door, ...] = (
    Door("warc", "a web archive: the pages in it", (".warc",), is_warc, read_warc),
    Door("mhtml", "a web page saved with its parts in one file", (".mhtml", ".mht"), is_mhtml, read_mhtml),
    Door("feed", "an RSS or Atom feed", (".rss", ".atom", ".rdf", ".xml"), is_feed, read_feed),
    Door("html", "a web page saved by a browser", (".html", ".htm", ".xhtml", ".shtml"), is_html, read_html),
    Door("jsonl", "JSON Lines or a JSON array, ninjs too", (".jsonl", ".ndjson", ".json"), is_json, read_jsonl),
    Door("csv", "a table with a report a row", (".csv", ".tsv", ".tab"), is_table, read_table),
    Door("txt", "plain text or Markdown", (".txt", ".text", ".md", ".markdown"), lambda start: False, read_text),
)
SUFFIXES = {suffix: door for door in DOORS for suffix in door.suffixes}


class NoReport(ReportError):
    """A file that holds no report, or none that anybody would expect: in a folder it is passed over."""


class Foreign(NamedTuple):
    """A format that is known and not read: what it is called, what to do with it, and whether it might hold a report."""

    start: re.Pattern[bytes]
    what: str
    advice: str
    may_report: bool = True


AS_TEXT = "save it as plain text (.txt) or as a web page"
FOREIGN = tuple(
    Foreign(re.compile(start, re.S | re.I), what, advice, what not in ("a picture, sound or film", "a database"))
    for start, what, advice in (
        (rb"%PDF-", "a PDF", "save its text as .txt"),
        (rb"\xd0\xcf\x11\xe0", "a document or table of Microsoft Office before 2007", AS_TEXT + ", a table as CSV UTF-8"),
        (rb"\{\\rtf", "rich text (RTF)", AS_TEXT),
        (rb"\x1f\x8b|BZh|\xfd7zXZ|7z\xbc\xaf|Rar!|.{257}ustar|\x28\xb5\x2f\xfd", "packed", "unpack it and give the folder"),
        (rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF|.{4}ftyp|II\*\0|MM\0\*", "a picture, sound or film", "give its text as .txt"),
        (rb"SQLite format 3", "a database", "if it is a record, it needs no building; else export it as CSV"),
        (rb"PAR1", "Parquet", "export it as CSV or JSON Lines"),
        (rb"(Received|Return-Path|Delivered-To|X-Mozilla-Status|DKIM-Signature):[ \t]", "an e-mail", AS_TEXT),
        (rb"\s*(<\?xml[^>]*>\s*)?<(nitf|newsMessage|newsItem|NewsML)\b", "NITF or NewsML", "export it as ninjs or RSS"),
    )
)
# Zip files that are documents, by what their first file is called.
OFFICE = re.compile(rb"PK\x03\x04.{26}(\[Content_Types\]\.xml|_rels/|word/|xl/|ppt/|docProps/|mimetype|META-INF/)", re.S)


def door_of(given: Given) -> Door:
    """The door that a file goes through. ReportError, with what to do, where there is none."""
    start = given.start()
    for door in DOORS:
        if door.is_it(start):
            return door
    found = SUFFIXES.get(given.suffix)
    if OFFICE.match(start):
        raise ReportError(f"it is a document or table of an office program: {AS_TEXT}, a table as CSV UTF-8")
    if is_zip(start):
        raise ReportError("it is a zip file within a zip file: unpack the outer one and give the folder")
    for foreign in FOREIGN:
        if foreign.start.match(start):
            is_refused = foreign.may_report or found is not None
            raise (ReportError if is_refused else NoReport)(f"it is {foreign.what}: {foreign.advice}")
    if found is None:
        raise NoReport(
            "no format that can be read: name plain text .txt, a page .html, a table .csv (`crossreport doors` has all)"
        )
    return found


def is_bundle(given: Given) -> bool:
    """Is it a zip file of files, rather than a document that happens to be one?"""
    start = given.start()
    return is_zip(start) and not OFFICE.match(start)
