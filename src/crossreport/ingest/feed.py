"""RSS and Atom files: an entry a report, its full content where the feed has it, else its summary, told as such."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from crossreport.errors import ReportError
from crossreport.ingest.door import library
from crossreport.ingest.encoding import text_of
from crossreport.ingest.given import Given
from crossreport.ingest.items import Ingested, Item, Noted, Refused, megabytes
from crossreport.ingest.mapping import Mapping
from crossreport.ingest.markup import plain
from crossreport.ingest.published import published
from crossreport.model.report import Report
from crossreport.vocabulary.load import vocabulary

MAX_FEED = 16 * 1024 * 1024
MAX_ENTRIES = 20_000
OPENS = re.compile(
    rb"\s*(?:<\?xml[^>]{0,300}\?>|<\?xml-stylesheet[^>]{0,500}\?>|<!--.{0,2000}?-->|<!DOCTYPE[^>\[]{0,300}>|\s)*"
    rb"<(?:rss|feed|rdf:RDF|atom:feed)\b",
    re.I | re.S,
)
DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
# Entities of a file's own can grow without end when they are put in; no feed needs them.
ENTITY = re.compile(r"<!ENTITY", re.I)


DOCS = {
    "id": "the entry's id or guid where it is an address or urn, else its link, else the file's stem and a hash",
    "text": "the entry's full content, else its summary, which is told; marks are taken out",
    "title": "the entry's title",
    "outlet": "the entry's source, else the feed's publisher or title; the host where the title names a section too",
    "url": "the entry's link",
    "published": "the entry's date of publication, else of its creation or last change",
    "language": "the feed's language",
}
RULES = (
    f"A feed has at most {megabytes(MAX_FEED)} and {MAX_ENTRIES:,} entries.",
    "A feed that defines XML entities of its own is refused; one whose XML is broken is read as far as it can be, and"
    " said to"
    " be broken.",
)


def is_feed(start: bytes) -> bool:
    """Do these first bytes open an RSS or Atom feed?"""
    return OPENS.match(start.replace(b"\0", b"").lstrip(b"\xff\xfe\xef\xbb\xbf")) is not None


def read_feed(given: Given, mapping: Mapping) -> Iterator[Ingested]:
    """The reports of a feed, in its order. ReportError where it is no feed, or defines entities of its own."""
    text, _ = text_of(given.all(MAX_FEED))
    if ENTITY.search(text):
        raise ReportError("it defines XML entities of its own, which no feed needs and which can grow without end")
    found = parse(text)
    if not found.entries:
        raise ReportError(_broken(found) or "the feed has no entries")
    broken = _broken(found)
    if broken:
        yield Refused(given.source, f"{broken}; entries may be missing after that place")
    if len(found.entries) > MAX_ENTRIES:
        raise ReportError(f"it has {len(found.entries):,} entries; {MAX_ENTRIES:,} are the most")
    summaries = 0
    for number, entry in enumerate(found.entries, 1):
        try:
            content, is_summary = _content(entry)
            summaries += is_summary
            yield Item(_report(entry, found.feed, content), given.source, number)
        except ReportError as error:
            yield Refused(given.source, f"entry {number}: {error}", number)
    if summaries:
        yield Noted(
            given.source,
            f"{summaries} of {len(found.entries)} entries have only a summary in the feed, which may leave out what the page"
            " says; `crossreport fetch` gets the pages",
        )


def parse(text: str) -> Any:
    """What feedparser makes of a feed; nothing is fetched."""
    raw = DECLARATION.sub("", text).encode("utf-8", "replace")
    return library("feedparser", "RSS and Atom feeds").parse(
        BytesIO(raw),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )


def _broken(found: Any) -> str | None:
    """Where the XML is broken, if it is; what feedparser says of the encoding is no fault, for it was decoded before."""
    error = found.get("bozo_exception")
    line = getattr(error, "getLineNumber", None)
    return f"the XML is broken at line {line()}: {error.getMessage()}" if line else None


def _content(entry: Any) -> tuple[str, bool]:
    """(the text of an entry, is it only a summary). ReportError where it has none."""
    values = [str(one.get("value") or "") for one in entry.get("content") or ()]
    whole = max(values, key=len, default="")
    summary = str(entry.get("summary") or "")
    # feedparser takes the content for the summary where there is none.
    chosen = whole if len(whole) >= len(summary) or not summary.strip() else summary
    text = plain(chosen).strip()
    if not text:
        raise ReportError("it has neither content nor summary")
    return text, chosen is not whole or not whole.strip()


def _report(entry: Any, feed: Any, text: str) -> Report:
    link = _web(entry.get("link"))
    ident = str(entry.get("id") or "").strip()
    title = " ".join(plain(str(entry.get("title") or "")).split())
    return Report(
        id=ident if ":" in ident else link or "",  # a bare number is one feed's own, and another's too
        text=text,
        title=title or None,
        outlet=_outlet(entry, feed, link),
        url=link,
        published=_published(entry),
        language=str(feed.get("language") or "").strip() or None,
    )


def _published(entry: Any) -> str | None:
    for key in ("published", "created", "updated"):
        value = entry.get(key)
        if not value:
            continue
        try:
            return published(str(value))
        except ReportError:
            moment = entry.get(f"{key}_parsed")
            if moment:
                return f"{moment[0]:04}-{moment[1]:02}-{moment[2]:02}T{moment[3]:02}:{moment[4]:02}:{moment[5]:02}Z"
    return None


def _outlet(entry: Any, feed: Any, link: str | None) -> str | None:
    """The outlet: of an aggregator's entry its source, else the feed's publisher or title.

    A title that names a section too ("Courier - World") is not told apart: the sections of one outlet must not pass for
    several, so the entry's host stands for it.
    """
    for value in ((entry.get("source") or {}).get("title"), feed.get("publisher")):
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
    title = " ".join(str(feed.get("title") or "").split())
    if title and not any(mark in title for mark in (*vocabulary("pages")["separators"], ": ", " / ")):
        return title
    host = urlsplit(link or _web(feed.get("link")) or "").hostname
    return host.removeprefix("www.") if host else title or None


def _web(value: Any) -> str | None:
    text = value.strip() if isinstance(value, str) else ""
    try:
        return text if urlsplit(text).scheme in ("http", "https") and urlsplit(text).hostname else None
    except ValueError:
        return None
