"""Quotation marks paired within their paragraphs, so that a stray or missing mark never flips the pairing of the rest."""

import re
from dataclasses import dataclass

from crossreport.reading.layout import Document, Paragraph

# In the raw text: typographic marks say which way they face; straight ones are judged by what stands beside them.
MARK = re.compile(r"[“”„«»\"]|''|``")
SINGLE = re.compile(r"(?<![\w'’])(?P<open>[‘'])(?=\w)|(?<=[\w.,!?…%)])(?P<close>[’'])(?![\w])")


@dataclass(frozen=True)
class Quotation:
    """Words in quotation marks; `start` and `end` (document offsets) include the marks.

    `whole` is true where a clause or more is quoted, not a word or two. `goes_on` is true where the next paragraph's
    opening mark continues it.
    """

    start: int
    end: int
    paragraph: int
    words: int
    goes_on: bool = False

    @property
    def whole(self) -> bool:
        """Is it long enough to be speech rather than a borrowed word?"""
        return self.words >= 5


def read_quotations(document: Document) -> tuple[Quotation, ...]:
    """The quotations of a report in order, outermost marks only; furniture and repeats are passed over."""
    kept = [one for one in document.paragraphs if one.kind not in ("furniture", "repeat")]
    found: list[Quotation] = []
    for number, paragraph in enumerate(kept):
        after = kept[number + 1] if number + 1 < len(kept) else None
        opens_next = after is not None and _opens(document.text, after)
        found += _pairs(document.text, paragraph, opens_next)
    return tuple(found)


def _opens(text: str, paragraph: Paragraph) -> bool:
    mark = MARK.match(text, paragraph.start)
    return mark is not None and mark[0] not in "”»"


def _pairs(text: str, paragraph: Paragraph, opens_next: bool) -> list[Quotation]:
    marks = [(one.start(), one.end(), one[0]) for one in MARK.finditer(text, paragraph.start, paragraph.end)]
    if not marks:
        return _singles(text, paragraph)
    found: list[Quotation] = []
    opened: tuple[int, str] | None = None
    for start, end, mark in marks:
        facing = _facing(text, start, end, mark, opened, paragraph)
        if facing == "open":
            opened = (start, mark)
        elif opened:
            found.append(_made(text, opened[0], end, paragraph))
            opened = None
    if opened and (opens_next or opened[0] == paragraph.start):
        found.append(_made(text, opened[0], paragraph.end, paragraph, goes_on=opens_next))
    return found


def _facing(text: str, start: int, end: int, mark: str, opened: tuple[int, str] | None, paragraph: Paragraph) -> str:
    if mark in ("“", "„", "«", "``"):
        # German-style pairs close with the mark that opens an English one.
        return "close" if mark == "“" and opened and opened[1] == "„" else "open"
    if mark in ("”", "»"):
        return "close"
    before = text[start - 1] if start > paragraph.start else " "
    after = text[end] if end < paragraph.end else " "
    if (before.isspace() or before in "([—–-/") and not after.isspace():
        return "open"
    if not before.isspace() and (after.isspace() or not after.isalnum()):
        return "close"
    return "close" if opened else "open"


def _singles(text: str, paragraph: Paragraph) -> list[Quotation]:
    """Single marks count where the paragraph has no double ones; an apostrophe after a plural's s is the last choice."""
    found: list[Quotation] = []
    at = paragraph.start
    if all(text.find(one, at, paragraph.end) < 0 for one in "‘'"):
        return found
    while opening := next((m for m in SINGLE.finditer(text, at, paragraph.end) if m["open"]), None):
        closing = [m for m in SINGLE.finditer(text, opening.end(), paragraph.end) if m["close"]]
        after = next((m.start() for m in SINGLE.finditer(text, opening.end(), paragraph.end) if m["open"]), paragraph.end)
        sure = [m for m in closing if m.start() < after and text[m.start() - 1] != "s"] or closing
        if not sure:
            break
        found.append(_made(text, opening.start(), sure[0].end(), paragraph))
        at = sure[0].end()
    return found


def _made(text: str, start: int, end: int, paragraph: Paragraph, goes_on: bool = False) -> Quotation:
    return Quotation(start, end, paragraph.index, len(re.findall(r"\w+", text[start:end])), goes_on)
