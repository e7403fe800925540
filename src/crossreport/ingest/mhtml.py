"""MHTML: a page that a browser saved with all its parts in one file; the page is read, its parts are not."""

import hashlib
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import compat32

from crossreport.errors import ReportError
from crossreport.ingest.given import Given
from crossreport.ingest.html import MAX_PAGE, page
from crossreport.ingest.items import Ingested, Item
from crossreport.ingest.mapping import Mapping
from crossreport.ingest.published import published
from crossreport.model.report import Capture

# With its pictures.
PAGES = ("text/html", "application/xhtml+xml")
MAX_FILE = 64 * 1024 * 1024
RELATED = re.compile(rb"^content-type:\s*multipart/related", re.I | re.M)
# What stands first in a message that was sent.
SENT = re.compile(rb"(received|return-path|delivered-to|dkim-signature):", re.I)


DOCS = {
    "id": "the file's stem",
    "text, title, outlet, language": "as of a web page",
    "url": "Snapshot-Content-Location, else that of the page's part",
    "published": "as of a web page; the day on which it was saved is the last resort, marked `published_inferred`",
}
RULES = (f"A file has at most {MAX_FILE // 1024 // 1024} MB with its pictures, which are not read.",)


def is_mhtml(start: bytes) -> bool:
    """Do these first bytes open a page saved as MHTML?"""
    head = re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0]
    return bool(RELATED.search(head)) and b"mime-version:" in head.lower() and not SENT.match(head)


def read_mhtml(given: Given, mapping: Mapping) -> Iterator[Ingested]:
    """The report of the page in the file. ReportError where it holds none."""
    raw = given.all(MAX_FILE)
    message = message_from_bytes(raw, policy=compat32)
    found = next(
        (part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")), None
    )
    content = found.get_payload(decode=True) if found is not None else None
    if found is None or not isinstance(content, bytes) or not content.strip():
        raise ReportError("the file holds no web page")
    if len(content) > MAX_PAGE:
        raise ReportError(f"the page is larger than {MAX_PAGE // 1024 // 1024} MB, the most for one page")
    at = str(message["Snapshot-Content-Location"] or found["Content-Location"] or "").strip()
    capture = Capture(
        sha256=hashlib.sha256(raw).hexdigest(),
        at=_moment(str(message["Date"] or "")),
        url=at if at.startswith(("http://", "https://")) else None,
        method="mhtml",
    )
    charset = found.get_content_charset()
    yield Item(page(content, capture, charset), given.source, capture=capture)


def _moment(value: str) -> str | None:
    try:
        return published(value) if value else None
    except ReportError:
        return None
