"""Marked-up text to paragraphs: the whole of a fragment (a feed's entry, a body in XHTML), nothing chosen."""

import re

from crossreport.errors import ReportError
from crossreport.ingest.door import library

# Elements of a page, and how deep they lie in each other; a long live page has some 10,000.
MAX_ELEMENTS = 30_000
# Attributes of one element: parsers compare each with all before it.
MAX_ATTRIBUTES = 1000
CROWDED = re.compile(
    r"<[a-zA-Z][^\s/>]*+"
    r"(?:[\s/]++[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+))?+)"
    rf"{{{MAX_ATTRIBUTES + 1}}}"
)
# What tells marked-up text from text with a "<" in it.
TAG = re.compile(
    r"</?(?:a|abbr|article|b|blockquote|br|center|cite|code|div|em|figure|font|h[1-6]|hr|i|img|li|ol|p|pre|q|s|section|small"
    r"|span|strong|sub|sup|table|tbody|td|th|tr|u|ul)(?:\s[^<>]*)?/?>|<!--",
    re.I,
)
ENTITY = re.compile(r"&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d{0,2});", re.I)
LINES = re.compile(r"[ \t\xa0]*\n\s*")


def count_elements(html: str) -> int:
    """How many elements a page has, at most. ReportError where they, or the attributes of one, are too many to be laid out
    in time."""
    found = html.count("<") - html.count("</")
    if found > MAX_ELEMENTS:
        raise ReportError(
            f"the page has {found:,} elements; {MAX_ELEMENTS:,} are the most: save its text as a .txt file instead"
        )
    if CROWDED.search(html):
        raise ReportError(f"an element of the page has more than {MAX_ATTRIBUTES:,} attributes, as no page needs")
    return found


def plain(html: str) -> str:
    """The text of marked-up text, a blank line between paragraphs; text without marks stays as it is.

    ReportError where it has too many elements, or the extra `articles` is missing.
    """
    if not TAG.search(html) and not ENTITY.search(html):
        return html
    count_elements(html)
    extract = library("resiliparse.extract.html2text", "Texts with HTML in them").extract_plain_text
    return paragraphs(extract(html, alt_texts=False, list_bullets=False))


def paragraphs(text: str) -> str:
    """The same text with one blank line between its lines, and none at its ends."""
    return LINES.sub("\n\n", text.strip())
