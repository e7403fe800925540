"""WARC: a web archive's answers that are pages, one by one, with what the archive says of how each was captured."""

import gzip
import hashlib
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec

from crossreport.errors import ReportError
from crossreport.ingest.door import library
from crossreport.ingest.given import Given
from crossreport.ingest.html import MAX_PAGE, page
from crossreport.ingest.items import Ignored, Ingested, Item, Refused, megabytes
from crossreport.ingest.mapping import Mapping
from crossreport.model.report import Capture

PAGES = ("text/html", "application/xhtml+xml")
# All that the records of one file may unpack to, for each byte of the file, beyond a free allowance.
MAX_RATIO, ALLOWANCE = 200, 64 * 1024 * 1024
# Headers of the answer that a chain of custody asks for.
KEPT = ("content-type", "date", "last-modified", "etag", "server", "content-language")
FORM, GZIP = b"WARC/", b"\x1f\x8b"
# Every record ends so.
END = b"\r\n\r\n"
CUT_OFF = "it ends within a record"
OTHERS = "pictures, scripts and other answers that are no pages"
# An answer as it came, packed or not.
MAX_PACKED = 2 * MAX_PAGE
BLOCK = 1 << 20


DOCS = {
    "id": "the file's stem, with eight digits of a hash where it holds several pages",
    "text, title, outlet, language": "as of a web page",
    "url": "WARC-Target-URI",
    "published": "as of a web page; WARC-Date is the last resort, marked `published_inferred`",
}
RULES = (
    "Read are responses with status 200 and resources that are pages; what else there is is counted by kind.",
    "Date, record id, payload digest, headers and the SHA-256 of the page are kept with the report.",
    "A page that the archive truncated, or that is cut off with the file, is refused: no half page passes for a whole one.",
    f"An answer has at most {megabytes(MAX_PACKED)} packed and {megabytes(MAX_PAGE)} unpacked; a file unpacks to at most"
    f" {MAX_RATIO} times its size and {megabytes(ALLOWANCE)}.",
)


def is_warc(start: bytes) -> bool:
    """Do these first bytes open a WARC file, packed with gzip or not?"""
    if start.startswith(GZIP):
        try:
            start = zlib.decompressobj(31).decompress(start, len(FORM))
        except zlib.error:
            return False
    return start.startswith(FORM)


def read_warc(given: Given, mapping: Mapping) -> Iterator[Ingested]:
    """The reports of a web archive: answers with status 200 that are pages. What else it holds is counted by kind.

    An archive that is cut off or damaged gives the records before that place, and a refusal. ReportError where it
    is empty or unpacks to more than any archive of pages.
    """
    warc = library("fastwarc.warc", "Web archives (WARC)")
    damage = _damage(given)
    passed: Counter[str] = Counter()
    number = 0
    with given.open() as file:
        for number, record in enumerate(_records(warc, file), 1):
            if isinstance(record, ReportError):
                damage = damage or str(record)
                break
            try:
                content = _content(warc, record)
                if isinstance(content, str):
                    passed[content] += 1
                else:
                    yield _item(given, record, number)
            except ReportError as error:
                yield Refused(given.source, f"{_url(record) or 'a page'}: {error}", number)
    for kind, count in sorted(passed.items()):
        yield Ignored(given.source, f"{kind}: {count:,}")
    if damage:
        yield Refused(given.source, f"the web archive is damaged, and pages may be missing after record {number}: {damage}")
    elif not number:
        raise ReportError("the web archive is empty")


def _damage(given: Given) -> str | None:
    """What is wrong with the file as a whole: it is unpacked once, for readers of WARC pass over what is cut off.

    ReportError where it unpacks to more than any archive of pages.
    """
    with given.open() as file:
        packed = file.seek(0, 2)
        file.seek(0)
        if file.read(2) != GZIP:
            file.seek(max(packed - len(END), 0))
            return None if file.read() == END else CUT_OFF
        file.seek(0)
        unpacked, tail = 0, b""
        try:
            with gzip.GzipFile(fileobj=file) as stream:
                while block := stream.read(BLOCK):
                    unpacked += len(block)
                    tail = (tail + block)[-len(END) :]
                    if unpacked > ALLOWANCE + MAX_RATIO * packed:
                        raise ReportError(f"it unpacks to more than {MAX_RATIO} times its size, as no web archive does")
        except EOFError:
            return CUT_OFF
        except (OSError, zlib.error) as error:
            return str(error)
    return None if tail == END else CUT_OFF


def _records(warc: Any, file: Any) -> Iterator[Any]:
    """The records, and a ReportError at last where the file is damaged."""
    try:
        yield from warc.ArchiveIterator(file, parse_http=False)
    except Exception as error:  # fastwarc raises what its streams raise
        yield ReportError(str(error) or type(error).__name__)


def _content(warc: Any, record: Any) -> str | None:
    """None for a page, made ready to be read; for anything else what it is. ReportError for a page that is not whole."""
    types = warc.WarcRecordType
    if record.record_type == types.revisit:
        return "repeats of pages captured before (revisit)"
    if record.record_type == types.resource:
        return None if _is_page(record.headers.get("Content-Type")) else OTHERS
    if record.record_type != types.response:
        return "requests, metadata and other records about the archive itself"
    if not record.is_http:
        return "answers of other protocols than HTTP"
    is_large = record.content_length > MAX_PACKED
    raw = b"" if is_large else record.reader.read(record.content_length)
    is_whole = is_large or len(raw) == record.content_length
    if not is_large:
        record.set_bytes_content(raw)
    record.parse_http(auto_decode="all")
    if record.http_headers is None or not record.http_headers.status_code:
        raise ReportError("its answer is not as HTTP has it")
    if record.http_headers.status_code != 200:
        return "redirects, errors and other answers without a page"
    if not _is_page(record.http_content_type):
        return OTHERS
    if is_large:
        raise ReportError(f"the answer is larger than {megabytes(MAX_PACKED)}, the most for one page")
    if not is_whole:
        raise ReportError("it is cut off: the archive ends within it")
    if record.headers.get("WARC-Truncated"):
        raise ReportError(f"the archive kept only a part of it (WARC-Truncated: {record.headers['WARC-Truncated']})")
    return None


def _is_page(content: str | None) -> bool:
    return (content or "").split(";")[0].strip().lower() in PAGES


def _url(record: Any) -> str | None:
    return str(record.headers.get("WARC-Target-URI") or "").strip("<>") or None


def _item(given: Given, record: Any, number: int) -> Ingested:
    url = _url(record)
    try:
        raw = record.reader.read(MAX_PAGE + 1)
        if len(raw) > MAX_PAGE:
            raise ReportError(f"the page is larger than {megabytes(MAX_PAGE)}, the most for one page")
        capture = _capture(record, raw, url)
        return Item(page(raw, capture, record.http_charset), given.source, number, capture)
    except ReportError:
        raise
    except Exception as error:  # what a page's broken packing or markup leads to costs that page alone
        raise ReportError(f"it is broken: {type(error).__name__}: {error}"[:300]) from None


def _capture(record: Any, raw: bytes, url: str | None) -> Capture:
    headers = {} if record.http_headers is None else {key.lower(): value for key, value in record.http_headers}
    made = Capture(
        sha256=hashlib.sha256(raw).hexdigest(),
        at=record.headers.get("WARC-Date"),
        url=url,
        method="warc",
        status=200 if record.http_headers is not None else None,
        record=(record.headers.get("WARC-Record-ID") or "").strip("<>") or None,
        headers={key: headers[key] for key in KEPT if key in headers},
    )
    digest = record.headers.get("WARC-Payload-Digest")
    return msgspec.structs.replace(made, payload_digest=digest) if digest else made
