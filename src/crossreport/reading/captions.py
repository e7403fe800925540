"""Captions of pictures: the lines below a picture that end with who took it, and the day of a picture from the files.

Who took a picture is nobody of whom the report tells, and the text goes on as if the caption were not there.
"""

import re

from crossreport.model.happened import TimeExpression
from crossreport.reading.layout import Document, Paragraph

_NAME = r"[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){0,3}"
# At the end of a paragraph: "(Ana Vost/KSR)", "(Photo: Ana Vost)", "(Ana Vost via KSR)", "WIRENEWS/Ana Vost".
_CREDIT = re.compile(
    rf"(?:\([^()\n]{{0,80}}(?:/|\bvia\b|\b(?:[Pp]hotos?|[Ff]ile|[Cc]ourtesy|[Hh]andout)\b)[^()\n]{{0,80}}\)"
    rf"|\b[A-Z][A-Za-z.]{{1,20}}(?: [A-Z][A-Za-z.]{{1,20}}){{0,2}}/{_NAME})\s*$"
)
# Behind a day, or behind its weekday: "in this Thursday, Dec. 28, 2017 file photo".
_DAY = r"(?:,?\s+(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8}\.?))?"
_OF_FILES = re.compile(rf"{_DAY}(?:,?\s+\d{{4}})?,?\s+file\s+(?:photo|photograph|picture|image|video|footage)\b", re.I)


def is_caption(document: Document, paragraph: Paragraph) -> bool:
    """Does a paragraph of the text end with the credit of a picture?"""
    if paragraph.kind == "title":
        return False
    known: dict[int, bool] = document.made.setdefault("captions", {})
    if paragraph.index not in known:
        known[paragraph.index] = _CREDIT.search(document.plain, paragraph.start, paragraph.end) is not None
    return known[paragraph.index]


def is_of_a_picture(document: Document, time: TimeExpression) -> bool:
    """Is it the day of a picture out of the files, and not of what is told?"""
    return _OF_FILES.match(document.plain, document.range(time.span)[1]) is not None
