"""The page as it lies: title and paragraphs, what of them is text and what is furniture, and the parsed sentences.

All reading works in one system of offsets, the document's: the title, two line ends, then the text. `Document.span` turns
them into spans of the contract, `Document.range` turns those back. Nothing is cut or cleaned away: the text that is parsed
differs from the report's own in single characters only (straight quotes, blanks, capitals), so that every offset holds.
"""

import itertools
import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any, Literal

import numpy as np
from spacy.tokens import Doc as Piece

from crossreport.model.report import Report, Span
from crossreport.reading.antecedents import mend_antecedents
from crossreport.reading.contrasts import mend_contrasts
from crossreport.reading.datelines import sure_end
from crossreport.reading.deniers import mend_deniers
from crossreport.reading.galleries import without_galleries
from crossreport.reading.halves import mend_halves
from crossreport.reading.language import is_foreign, pipeline
from crossreport.reading.namings import mend_namings
from crossreport.reading.openings import mend_openings
from crossreport.reading.parsed import Doc, Token, Tokens
from crossreport.reading.parsing import AT_ONCE, parse
from crossreport.reading.plain import straighten
from crossreport.reading.reduced import mend_reduced
from crossreport.reading.rows import mend_rows
from crossreport.reading.small import small, small_pattern
from crossreport.reading.tellers import mend_tellers
from crossreport.reading.title_case import lowered, words_of
from crossreport.vocabulary.load import vocabulary

ParagraphKind = Literal["title", "text", "heading", "furniture", "repeat", "foreign"]
# Longer texts are parsed in pieces of about this many characters: the parser's memory grows with the piece.
PIECE = 20_000
# A dateline has fewer characters.
DATELINE = 120
# A sentence with more tokens than these is nobody's: it is cut, for what is read in one costs more than its length.
LONGEST = 250
FUSED = re.compile(r"[–—-]\s+(?P<head>[A-Z][\w'-]*(?:\s+[\w'-]+){0,4}?\s+[a-z][\w'-]*)\s+(?=[A-Z][a-z]+ [a-z])")
# What a page writes behind its headline: "Posted: Monday, May 4, 2015 5:29 PM EDT Updated: ...".
STAMP = re.compile(
    r"(?:\b(?:posted|published|updated|last updated|created|modified):?\s+(?:\w{3,9}\.?,?\s+)?"
    r"(?:\w{3,9}\.?\s+\d{1,2},?\s+\d{4}|\d{1,2}/\d{1,2}/\d{2,4}),?\s*(?:at\s+)?"
    r"\d{1,2}:\d\d\s*(?:[ap]\.?m\b\.?)?\s*(?:(?-i:[A-Z]{2,4})\b)?\s*)+",
    re.I,
)
# A headline has fewer words.
LONGEST_HEAD = 30
TERMINAL = re.compile(r"[.!?:;,…][\"')\]”’»]*\s*$")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the document, `start` to `end` in the document's offsets."""

    index: int
    start: int
    end: int
    kind: ParagraphKind


@dataclass(frozen=True)
class Sentence:
    """A parsed sentence: where it stands, in which paragraph, and its tokens. `lead` marks the first two of the text.

    `lowered` are the words of a headline in title case, as they are parsed with the common ones in lower case.
    """

    index: int
    start: int
    end: int
    tokens: Tokens
    paragraph: Paragraph
    lead: bool = False
    lowered: Tokens | None = field(repr=False, compare=False, default=None)

    @property
    def is_read(self) -> bool:
        """False for furniture, for what only repeats an earlier paragraph, and for what is in another language."""
        return self.paragraph.kind not in ("furniture", "repeat", "foreign")


@dataclass(frozen=True)
class Document:
    """A report laid out and parsed: `text` is the raw text with its title, `plain` its straight form, `doc` the parse."""

    report: Report
    text: str
    plain: str
    shift: int
    doc: Doc
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    _starts: tuple[int, ...] = field(repr=False, default=())
    # What several readers look up, made once, under its maker's name.
    made: dict[str, Any] = field(repr=False, compare=False, default_factory=dict)

    @property
    def entities(self) -> tuple[Tokens, ...]:
        """The names that the parser labels, in order."""
        return self.doc.ents

    @property
    def published(self) -> date | None:
        """The day of publication, or None."""
        return self.report.day

    def span(self, start: int, end: int) -> Span:
        """The contract's span for document offsets; one that crosses from title to text is cut at the title's end."""
        if start < self.shift:
            return Span(start, min(end, self.shift - 2), title=True)
        return Span(start - self.shift, end - self.shift)

    def of(self, tokens: Tokens) -> Span:
        """The span of a run of tokens."""
        return self.span(tokens.start_char, tokens.end_char)

    def range(self, span: Span) -> tuple[int, int]:
        """Document offsets of a span."""
        return (span.start, span.end) if span.title else (span.start + self.shift, span.end + self.shift)

    def words(self, span: Span) -> str:
        """The report's own words at a span."""
        start, end = self.range(span)
        return self.text[start:end]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds this document offset (or the last before it); None in an empty document."""
        index = bisect_right(self._starts, offset) - 1
        return self.sentences[index] if index >= 0 else None

    def sentence_of(self, span: Span) -> int:
        """The index of the sentence in which a span starts; -1 in an empty document."""
        found = self.sentence_at(self.range(span)[0])
        return found.index if found else -1


@lru_cache(maxsize=1)
def _furniture() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in vocabulary("furniture")["paragraph"]), re.I)


def is_wrapped(text: str) -> bool:
    """Are lines broken at a column, so that a line end is no paragraph's end?"""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 4 or "\n\n" not in text:
        return False
    ends = sum(bool(TERMINAL.search(line)) for line in lines)
    return (
        max(map(len, lines)) <= 100 and sum(len(line) > 50 for line in lines) > 0.5 * len(lines) and ends < 0.5 * len(lines)
    )


def _blocks(text: str, start: int, wrapped: bool) -> Iterator[tuple[int, int, bool]]:
    """(start, end, is it the page's own) of the paragraphs from `start` on, blanks at their ends left out."""
    cut = r"\n\s*\n" if wrapped else r"\n"
    at = start
    for found in [*re.finditer(cut, text[start:]), None]:
        end = start + found.start() if found else len(text)
        body = text[at:end]
        if body.strip():
            yield from without_galleries(text, at + len(body) - len(body.lstrip()), at + len(body.rstrip()))
        at = start + found.end() if found else end


def lay_out(text: str, shift: int) -> tuple[Paragraph, ...]:
    """The paragraphs of a document whose text starts at `shift` (its title, where it has one, lies before)."""
    made: list[Paragraph] = []
    seen: set[str] = set()
    wrapped = is_wrapped(text[shift:])
    if shift:
        head = text[: shift - 2]
        lead = len(head) - len(head.lstrip())
        if head.strip():
            made.append(Paragraph(0, lead, len(head.rstrip()), "title"))
            seen.add(_key(head))
    titled, listed = len(made), False
    for start, end, own in _blocks(text, shift, wrapped):
        words = text[start:end]
        if own:
            made.append(Paragraph(len(made), start, end, "furniture"))
            continue
        fused = FUSED.match(words)
        if fused:
            made.append(Paragraph(len(made), start, start + fused.end("head"), "heading"))
            start += fused.end()
            words = text[start:end]
        stamp = STAMP.search(words) if ":" in words else None
        if stamp and len(words[: stamp.start()].split()) < LONGEST_HEAD:
            head = words[: stamp.start()].rstrip()
            if head:
                kind = _kind(head, seen, first=len(made) == titled)
                made.append(Paragraph(len(made), start, start + len(head), kind if kind != "text" else "heading"))
            made.append(Paragraph(len(made), start + stamp.start(), start + len(words[: stamp.end()].rstrip()), "furniture"))
            start += stamp.end()
            words = text[start:end]
            if not words.strip():
                continue
        kind = _kind(words, seen, first=len(made) == titled)
        listed = _is_list_head(words) or (listed and kind in ("heading", "furniture", "repeat"))
        made.append(Paragraph(len(made), start, end, "furniture" if listed else kind))
    return tuple(made)


@lru_cache(maxsize=1)
def _list_heads() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in vocabulary("furniture")["list_head"]), re.I)


def _is_list_head(words: str) -> bool:
    """Do words stand over a list of other stories ("Related stories:")?"""
    return _list_heads().fullmatch(" ".join(words.split())) is not None


@lru_cache(maxsize=1)
def _page_words() -> re.Pattern[str]:
    return small_pattern("|".join(rf"\b(?:{one})\b" for one in vocabulary("furniture")["page_talk"]))


def _is_page_talk(words: str) -> bool:
    """Does the page speak to its reader about itself ("We have sent an email to your account")?

    A paragraph of at most 60 words that names two such things, or one beside "you"; news quotes those whom it lets speak.
    """
    if len(words.split()) > 60 or re.search(r"[“”\"]", words):
        return False
    found = {one[0] for one in _page_words().finditer(small(words))}
    return len(found) >= 2 or (len(found) == 1 and re.search(r"\b(?:you|your|yours)\b", words, re.I) is not None)


def _key(words: str) -> str:
    return re.sub(r"\W+", " ", words).strip().lower()


def _kind(words: str, seen: set[str], first: bool) -> ParagraphKind:
    folded = " ".join(words.split())
    key = _key(words)
    is_again = key in seen
    seen.add(key)
    if not key or _furniture().fullmatch(folded) or _is_page_talk(folded):
        return "furniture"
    if is_again:
        return "repeat"
    if is_foreign(folded):
        return "foreign"
    if len(folded.split()) <= 14 and not TERMINAL.search(folded):
        return "title" if first else "heading"
    return "text"


@dataclass(frozen=True)
class _Page:
    """A report laid out and not yet parsed."""

    report: Report
    text: str
    plain: str
    shift: int
    paragraphs: tuple[Paragraph, ...]


def documents(reports: Iterable[Report]) -> Iterator[Document]:
    """Each report laid out and parsed, in order; some are parsed together, and no more than these are in memory."""
    pages: deque[_Page] = deque()

    def texts() -> Iterator[Sequence[Piece]]:
        for report in reports:
            page = _laid_out(report)
            pages.append(page)
            yield tuple(_pieces(page.plain, page.paragraphs))

    made: list[Document] = []
    size = 0
    for doc in parse(texts()):
        page = pages.popleft()
        mend_deniers(doc)
        mend_openings(doc)
        mend_halves(doc)
        mend_namings(doc)
        mend_tellers(doc)
        mend_antecedents(doc)
        mend_rows(doc)
        mend_contrasts(doc)
        mend_reduced(doc)
        sentences = tuple(_sentences(doc, page.paragraphs))
        starts = tuple(one.start for one in sentences)
        made.append(Document(page.report, page.text, doc.text, page.shift, doc, page.paragraphs, sentences, starts))
        size += len(doc.text)
        if size >= AT_ONCE:
            yield from _with_headlines(made)
            made, size = [], 0
    yield from _with_headlines(made)


def _with_headlines(pages: Sequence[Document]) -> Iterator[Document]:
    """The same documents, their headlines in title case parsed again, all together."""
    headlines = {
        (at, one.index): piece
        for at, page in enumerate(pages)
        for one in page.sentences
        if one.paragraph.kind in ("title", "heading") and (piece := lowered(one.tokens)) is not None
    }
    again = {key: words_of(doc) for key, doc in zip(headlines, parse([one] for one in headlines.values()), strict=True)}
    for at, page in enumerate(pages):
        sentences = (
            replace(one, lowered=again[at, one.index]) if (at, one.index) in again else one for one in page.sentences
        )
        yield replace(page, sentences=tuple(sentences))


def _laid_out(report: Report) -> _Page:
    title = report.title if report.title and report.title.strip() else ""
    shift = len(title) + 2 if title else 0
    text = f"{title}\n\n{report.text}" if title else report.text
    plain = straighten(text)
    if is_wrapped(text[shift:]):
        plain = plain[:shift] + re.sub(r"(?<=\S)\n(?=\s*\S)", " ", plain[shift:])
    return _Page(report, text, plain, shift, lay_out(text, shift))


def document(report: Report) -> Document:
    """One report laid out and parsed."""
    return next(documents([report]))


def _pieces(plain: str, paragraphs: tuple[Paragraph, ...]) -> Iterator[Piece]:
    """The text cut before paragraphs into pieces for the parser, each with its paragraphs' starts set as sentence starts."""
    nlp = pipeline()
    cuts = [0]
    for paragraph in paragraphs:
        if paragraph.start - cuts[-1] >= PIECE:
            cuts.append(paragraph.start)
        # A single endless paragraph is cut too, at blanks: the parser must not run out of memory.
        while paragraph.end - cuts[-1] > 2 * PIECE:
            blank = plain.rfind(" ", cuts[-1] + PIECE // 2, cuts[-1] + PIECE)
            cuts.append(blank + 1 if blank > 0 else cuts[-1] + PIECE)
    cuts.append(len(plain))
    datelines = _datelines(plain, paragraphs)
    starts = sorted({paragraph.start for paragraph in paragraphs} | set(datelines))
    for a, b in itertools.pairwise(cuts):
        if a == b:
            continue
        doc = nlp.make_doc(plain[a:b])
        at = (doc.to_array("IDX").astype(np.int64) + a).tolist()
        for end, start in datelines.items():
            for i in range(bisect_right(at, start), bisect_left(at, end)):
                doc[i].is_sent_start = False
        for start in (a, *starts):
            i = bisect_left(at, start)
            if i < len(at) and at[i] == start:
                doc[i].is_sent_start = True
        _cut_endless(doc)
        yield doc


def _datelines(plain: str, paragraphs: tuple[Paragraph, ...]) -> dict[int, int]:
    """{where words begin behind a dateline: where it begins}: parsed as one with them, its place becomes their doer."""
    ends = ((one.start, sure_end(plain[one.start : min(one.end, one.start + DATELINE)])) for one in paragraphs)
    return {start + end: start for start, end in ends if end}


def _cut_endless(doc: Piece) -> None:
    """Set a sentence start where none is set for `LONGEST` tokens: after their last full stop, else comma, else there."""
    last = 0
    starts = np.flatnonzero(doc.to_array("SENT_START") == 1)
    if np.diff(starts, prepend=0, append=len(doc)).max() <= LONGEST:
        return
    for token in doc:
        if token.is_sent_start:
            last = token.i
        while token.i - last >= LONGEST:
            within = range(token.i, last, -1)
            stop = next((i for i in within if doc[i - 1].text in (".", "!", "?")), None)
            last = stop or next((i for i in within if doc[i - 1].text in (",", ";", ":")), token.i)
            doc[last].is_sent_start = True


def _sentences(doc: Doc, paragraphs: tuple[Paragraph, ...]) -> Iterator[Sentence]:
    starts = [paragraph.start for paragraph in paragraphs]
    behind = _datelines(doc.text, paragraphs)
    index = body = 0
    opening: list[Token] = []
    for found in doc.sents:
        words = [*opening, *(token for token in found if not token.is_space)]
        opening = words if found.end < len(doc) and doc[found.end].idx in behind else []
        if opening:
            continue  # A dateline belongs to the sentence behind it.
        if not words or not paragraphs:
            continue
        tokens = doc[words[0].i : words[-1].i + 1]
        paragraph = paragraphs[max(bisect_right(starts, tokens.start_char) - 1, 0)]
        is_body = paragraph.kind == "text"
        yield Sentence(index, tokens.start_char, tokens.end_char, tokens, paragraph, lead=is_body and body < 2)
        index += 1
        body += is_body
