"""Web pages saved by a browser or a crawler: the article's text, and what the page itself says of title, outlet and date."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from crossreport.errors import ReportError
from crossreport.ingest.custody import capture_of
from crossreport.ingest.door import library
from crossreport.ingest.encoding import text_of
from crossreport.ingest.given import Given
from crossreport.ingest.items import Ingested, Item, megabytes
from crossreport.ingest.mapping import Mapping, host_of
from crossreport.ingest.markup import MAX_ATTRIBUTES, MAX_ELEMENTS, count_elements, paragraphs
from crossreport.ingest.pagehead import Head, read_head
from crossreport.ingest.published import published
from crossreport.model.report import Capture, Report

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_PAGE = 8 * 1024 * 1024
# Pages with more elements are read without the second opinion on what the article is, whose time grows with their square.
SECOND_OPINION = 3000
# Fewer characters are a caption, a consent form or a page that is drawn by a script.
LEAST = 40
# A page starts so, after comments and a declaration; a fragment does not.
OPENS = re.compile(rb"(?:\s|<!--.{0,2000}?-->|<\?xml[^>]{0,200}\?>)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
SAVED_FROM = re.compile(r"<!-- saved from url=\(\d{4}\)(https?://[^\s>]{1,2000}) -->")
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.I)
# No page is published after these; fixed, so that the same page is always read alike.
LAST_DAY = "2199-12-31"


DOCS = {
    "id": "the file's stem",
    "text": "the article (trafilatura): without navigation, comments and footers; a blank line between paragraphs",
    "title": "headline of the page's JSON-LD, else og:title and the like, the only h1, or title without the outlet's name",
    "outlet": "og:site_name and the like, else the publisher of the JSON-LD, else the host",
    "url": "the address that it was captured from, else the canonical one, og:url, or the browser's “saved from” comment",
    "published": "datePublished of the JSON-LD, article:published_time and the like, or a time element marked so. Else what"
    " address and marks show (htmldate), else the day of capture: both are marked `published_inferred`",
    "language": "lang of the page, else its og:locale and the like",
}
RULES = (
    f"A page has at most {megabytes(MAX_PAGE)}, {MAX_ELEMENTS:,} elements, and {MAX_ATTRIBUTES:,} attributes on one of"
    " them.",
    f"A page with fewer than {LEAST} characters of article is refused: it is a list, a form, or drawn by a script.",
    "Encoding: byte order mark, UTF-8 where the bytes are valid UTF-8, what the answer's headers say, the page's own"
    " meta, then"
    " what the bytes look like.",
    "A folder that a browser saved a page's parts in (`NAME_files` beside `NAME.html`) is passed over.",
    "A capture record beside it (`NAME.html.capture.json`, as `crossreport fetch` writes it) is kept with the report. A page"
    " whose SHA-256 is another than its record has is refused.",
)


def is_html(start: bytes) -> bool:
    """Do these first bytes open a web page?"""
    plain = start.replace(b"\0", b"").lstrip(b"\xff\xfe\xef\xbb\xbf")
    return OPENS.match(plain) is not None


def read_html(given: Given, mapping: Mapping) -> Iterator[Ingested]:
    """The report of a saved page. ReportError where it has no article, or is too large."""
    raw = given.all(MAX_PAGE)
    capture = capture_of(given, raw)
    said = CHARSET.search(capture.headers.get("content-type", "")) if capture else None
    yield Item(page(raw, capture, said[1] if said else None), given.source, capture=capture)


def page(raw: bytes, capture: Capture | None = None, said: str | None = None) -> Report:
    """The report on a page, without an id. `said` is the encoding that its sender named.

    A date that was worked out, or is only the capture's, is marked as inferred. ReportError where there is no article.
    """
    html, _ = text_of(raw, said)
    elements = count_elements(html)
    tree = library("trafilatura", "Web pages").load_html(html)
    if tree is None:
        raise ReportError("it is no web page that can be read")
    head = read_head(tree)
    saved_from = SAVED_FROM.search(html[:4096])
    url = (capture and (capture.final_url or capture.url)) or head.url or (saved_from[1] if saved_from else None)
    day, inferred = _published(tree, head, url, capture)
    text = article(html, elements)
    return Report(
        id="",
        text=text,
        title=head.title,
        outlet=head.outlet or host_of(url or ""),
        url=url,
        published=day,
        published_inferred=inferred,
        language=head.language,
    )


def article(html: str, elements: int) -> str:
    """The main text of a page, a blank line between paragraphs. ReportError where none is found."""
    found = library("trafilatura", "Web pages").bare_extraction(
        html, include_comments=False, fast=elements > SECOND_OPINION, with_metadata=False
    )
    text = paragraphs(found.text or "") if found else ""
    if len(text) < LEAST:
        raise ReportError(
            "no article was found on the page (a list of links, a consent or login form, or drawn by a script):"
            " save its text as a .txt file"
        )
    return text


def _published(tree: "HtmlElement", head: Head, url: str | None, capture: Capture | None) -> tuple[str | None, bool]:
    """(date of publication, was it worked out): what the page states, else what its address or marks show, else when it was
    captured."""
    for value in head.published:
        try:
            return published(value), False
        except ReportError:
            continue
    find = library("htmldate", "Web pages").find_date
    try:
        shown = find(tree, extensive_search=False, original_date=True, url=url, min_date="1990-01-01", max_date=LAST_DAY)
    except (ValueError, TypeError, OverflowError, RecursionError):
        shown = None  # a page may hold anything where its date should be
    if isinstance(shown, str):
        return shown, True
    return (capture.at, True) if capture and capture.at else (None, False)
