"""Bytes to text: by byte order mark, then by what the sender said, then by the page's own word, then by the bytes."""

import codecs
import re

from crossreport.errors import ReportError
from crossreport.ingest.door import library

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
META = re.compile(rb"<meta\s[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.I)
XML = re.compile(rb"<\?xml\s[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})")
# What the web calls Latin-1 and ASCII is Windows-1252 (WHATWG Encoding); the others nobody writes, and short texts in
# Windows-1252 are taken for them.
WESTERN = ("ascii", "iso8859-1", "iso8859-3", "iso8859-10", "iso8859-14", "iso8859-16")
# Of every hundred characters as many may be none: more, and the encoding is another one than was said.
MOST_BROKEN = 0.01


def text_of(raw: bytes, said: str | None = None) -> tuple[str, str]:
    """(the text, its encoding). `said` is what the answer's headers named. ReportError where the bytes are no text.

    What is valid UTF-8 and not plain ASCII is UTF-8, whatever the page says: no other encoding gives such bytes by accident.
    """
    for mark, name in MARKS:
        if raw.startswith(mark):
            return _broken_out(raw[len(mark) :], name), name
    try:
        text = raw.decode("utf-8")
        return _without_nul(text), "utf-8"
    except UnicodeDecodeError:
        pass
    for stated in (said, _found(META, raw), _found(XML, raw), _detected(raw)):
        known = _known(stated)
        if known and not known.startswith(("utf-16", "utf-32")):
            try:
                return _broken_out(raw, known), known
            except ReportError:
                continue
    raise ReportError("its characters are in no encoding that can be told: save it as UTF-8")


def _found(pattern: re.Pattern[bytes], raw: bytes) -> str | None:
    found = pattern.search(raw[:4096])
    return found[1].decode("ascii") if found else None


def _known(name: str | None) -> str | None:
    """Python's name of an encoding of text, or None."""
    if not name:
        return None
    try:
        b"".decode(name)  # refuses what is a codec and no encoding of text, such as "hex"
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return "cp1252" if found in WESTERN else found


def _detected(raw: bytes) -> str | None:
    detect = library("resiliparse.parse.encoding", "Files that are not UTF-8").detect_encoding
    found = detect(raw)
    return found if isinstance(found, str) else None


def _broken_out(raw: bytes, encoding: str) -> str:
    text = raw.decode(encoding, errors="replace")
    if text.count("\ufffd") > max(MOST_BROKEN * len(text), 1):
        raise ReportError(f"many of its characters are none in {encoding}: save it as UTF-8")
    return _without_nul(text)


def _without_nul(text: str) -> str:
    at = text.find("\0")
    if at >= 0:
        raise ReportError(f"the file is binary, not text: a NUL character at {at + 1}")
    return text
