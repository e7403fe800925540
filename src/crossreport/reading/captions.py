"""Captions of pictures: the lines below a picture that end with who took it, and the day of a picture from the files.

Who took a picture is nobody of whom the report tells, and the text goes on as if the caption were not there.
"""

import re

from crossreport.model.happened import TimeExpression
from crossreport.reading.layout import Document, Paragraph, Sentence
from crossreport.vocabulary.load import words

_NAME = r"[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){0,3}"
# At the end of a paragraph: "(Ana Vost/KSR)", "[Photo/KSR]", "(Ana Vost via KSR) (Korvan Press)", "WIRENEWS/Ana Vost".
_CREDIT = re.compile(
    rf"(?:[(\[][^()\[\]\n]{{0,80}}(?:/|\bvia\b|\b(?:[Pp]hotos?|[Ff]ile|[Cc]ourtesy|[Hh]andout)\b)[^()\[\]\n]{{0,80}}[)\]]"
    rf"(?:\s*\({_NAME}\))?|\b[A-Z][A-Za-z.]{{1,20}}(?: [A-Z][A-Za-z.]{{1,20}}){{0,2}}/{_NAME})\s*$"
)
# Behind a day, or behind its weekday: "in this Thursday, Dec. 28, 2017 file photo".
_DAY = r"(?:,?\s+(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8}\.?))?"
# Before the day on which a picture was made or shown: "an image from a video made public on".
_PICTURED = re.compile(
    r"\b(?:photo|photograph|picture|image|video|footage|recording|grab|still|screenshot)s?\s+(?:[\w-]+\s+){0,2}?"
    r"(?:taken|made|released|posted|published|obtained|recorded|filmed|shot|broadcast|aired)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:on|in|early|late)\s+$",
    re.I,
)
_OF_FILES = re.compile(rf"{_DAY}(?:,?\s+\d{{4}})?,?\s+file\s+(?:photo|photograph|picture|image|video|footage)\b", re.I)


def is_caption(document: Document, paragraph: Paragraph) -> bool:
    """Does a paragraph of the text end with the credit of a picture?"""
    if paragraph.kind == "title":
        return False
    known: dict[int, bool] = document.made.setdefault("captions", {})
    if paragraph.index not in known:
        plain, start, end = document.plain, paragraph.start, paragraph.end
        may = any(plain.find(one, start, end) >= 0 for one in "([/")
        known[paragraph.index] = may and _CREDIT.search(plain, start, end) is not None
    return known[paragraph.index]


def shows_a_picture(document: Document, sentence: Sentence) -> bool:
    """Does a sentence of a caption only say in the present what its picture shows ("Ana Brun speaks to her lawyer")?"""
    if not is_caption(document, sentence.paragraph):
        return False
    verb = sentence.tokens.root
    finite = next((child for child in verb.children if child.dep_ in ("aux", "auxpass")), verb)
    told = verb.lemma_ in words("actions", "speech") or finite.lemma_ in ("have", "will")
    return finite.tag_ in ("VBZ", "VBP") and not told


def is_of_a_picture(document: Document, time: TimeExpression) -> bool:
    """Is it the day of a picture, out of the files or made public, and not of what is told?"""
    start, end = document.range(time.span)
    before = document.plain[max(start - 80, 0) : start]
    return _OF_FILES.match(document.plain, end) is not None or _PICTURED.search(before) is not None
