"""Words kept so that they are found again: in the same report, in a new version of it, in verbatim copies of the passage.

Exact words in their context come first, then words that changed a little between the same neighbours. Words whose numbers or
negations changed are other words: what was decided on them is not carried over.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import NamedTuple

from crossreport.model.decided import CONTEXT, Anchor, Quote
from crossreport.model.report import Report, Span
from crossreport.model.said import Claim
from crossreport.vocabulary.load import vocabulary, words

# Characters of context that must be the same where the words alone are short; from LONG on the words speak for themselves.
SHARED, LONG = 8, 48
# Words between their old neighbours are the same words with a change where they are alike by this much (0 to 1).
ALIKE = 0.6
NEIGHBOUR = 12  # characters of a neighbour that are looked for
PASSAGE = 24  # characters of context from which a passage is known to be one and the same in two reports
SAME = 0.5  # overlap of two spans (shared characters over all) from which they are one claim's
PLAIN = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "‑": "-"})


class Plain(NamedTuple):
    """A text with quotation marks and dashes made plain and white space single; `at` is where each character stood."""

    text: str
    at: tuple[int, ...]


@lru_cache(maxsize=512)
def plain(text: str) -> Plain:
    """The plain form of a text."""
    kept: list[str] = []
    at: list[int] = []
    for index, char in enumerate(text.translate(PLAIN)):
        if char.isspace():
            if kept and kept[-1] == " ":
                continue
            char = " "
        kept.append(char)
        at.append(index)
    return Plain("".join(kept), (*at, len(text)))


def _source(report: Report, title: bool) -> str:
    return (report.title or "") if title else report.text


def quote_of(report: Report, span: Span) -> Quote:
    """The words at a span with whole words of context on both sides."""
    text = _source(report, span.title)
    before, after = text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]
    if span.start > CONTEXT and not text[span.start - CONTEXT - 1].isspace():
        before = re.sub(r"^\S+", "", before)
    if span.end + CONTEXT < len(text) and not text[span.end + CONTEXT].isspace():
        after = re.sub(r"\S+$", "", after)
    return Quote(report.id, text[span.start : span.end], before, after, span.start, span.title)


def anchor_of(claim: Claim, report: Report) -> Anchor:
    """A claim by its words."""
    said = claim.attribution
    quotes = tuple(quote_of(report, span) for span in claim.spans)
    return Anchor(quotes, claim.type, claim.figure.outcome if claim.figure else None, said.source if said else None)


def locate(quote: Quote, report: Report) -> Span | None:
    """Where the words of a quote stand in a report today; None where they are gone or cannot be told from others."""
    text = plain(_source(report, quote.title))
    exact = plain(quote.exact).text
    before, after = plain(quote.prefix).text, plain(quote.suffix).text
    if not exact.strip():
        return None
    found = [(_shared(text.text, at, at + len(exact), before, after), at) for at in _places(text.text, exact)]
    whole = min(SHARED, len(before) + len(after))
    if len(exact) < LONG:
        found = [one for one in found if one[0] >= whole]
    if found:
        _, at = max(found, key=lambda one: (one[0], -abs(text.at[one[1]] - quote.start)))
        return _span(text, at, at + len(exact), quote.title)
    return _between(text, exact, before, after, quote.title)


def _places(text: str, words_: str) -> Iterator[int]:
    at = text.find(words_)
    while at >= 0:
        is_word = not (text[at - 1 : at].isalnum() and words_[0].isalnum())
        end = at + len(words_)
        if is_word and not (text[end : end + 1].isalnum() and words_[-1].isalnum()):
            yield at
        at = text.find(words_, at + 1)


def _shared(text: str, start: int, end: int, before: str, after: str) -> int:
    """Characters of context on both sides that are as they were."""
    count = 0
    for one, two in zip(reversed(before), reversed(text[:start][-len(before) :] if before else ""), strict=False):
        if one != two:
            break
        count += 1
    for one, two in zip(after, text[end : end + len(after)], strict=False):
        if one != two:
            break
        count += 1
    return count


def _span(text: Plain, start: int, end: int, title: bool) -> Span:
    return Span(text.at[start], text.at[end - 1] + 1, title)


def _between(text: Plain, exact: str, before: str, after: str, title: bool) -> Span | None:
    """The words between the neighbours that the quote had, where they are nearly the same words."""
    left, right = before[-NEIGHBOUR:], after[:NEIGHBOUR]
    if min(len(left.strip()), len(right.strip())) < SHARED:
        return None
    found = []
    for at in _occurrences(text.text, left):
        start = at + len(left)
        end = text.text.find(right, start, start + 2 * len(exact) + len(right))
        if end > start and _is_nearly(exact, text.text[start:end]):
            found.append((start, end))
    if len(found) != 1:
        return None
    start, end = found[0]
    kept = text.text[start:end]
    start, end = start + len(kept) - len(kept.lstrip()), end - (len(kept) - len(kept.rstrip()))
    return _span(text, start, end, title)


def _occurrences(text: str, words_: str) -> Iterator[int]:
    at = text.find(words_)
    while at >= 0:
        yield at
        at = text.find(words_, at + 1)


def _is_nearly(one: str, two: str) -> bool:
    return _telling(one) == _telling(two) and SequenceMatcher(None, one, two, autojunk=False).ratio() >= ALIKE


def _telling(text: str) -> tuple[str, ...]:
    """The numbers and the words that turn a statement round, in their order."""
    found = re.findall(r"\d[\d.,]*|n't\b|[^\W\d_]+", text.lower())
    return tuple(one.rstrip(".,") for one in found if one[0].isdigit() or one in _turning())


@cache
def _turning() -> frozenset[str]:
    numbers = vocabulary("numbers")
    return frozenset([*numbers["units"], *numbers["scales"], *words("linking", "turning")])


def find_claim(anchor: Anchor, report: Report, claims: Iterable[Claim]) -> Claim | None:
    """The claim of the report that stands at an anchor's words today, of its kind; None where there is none."""
    spans = [span for quote in anchor.quotes if (span := locate(quote, report)) is not None]
    if not spans or (len(anchor.quotes) > 1 and locate(anchor.quotes[0], report) is None):
        return None
    ranked = []
    for claim in claims:
        if claim.type != anchor.type or (claim.figure is None) != (anchor.outcome is None):
            continue
        share = overlap(spans, claim.spans)
        same = claim.figure is None or claim.figure.outcome == anchor.outcome
        speaks = (claim.attribution.source if claim.attribution else None) == anchor.source
        if share >= SAME:
            ranked.append(((same, round(share, 6), speaks, claim.id), claim))
    return max(ranked, key=lambda one: one[0])[1] if ranked else None


def overlap(one: Sequence[Span], two: Sequence[Span]) -> float:
    """Characters that both cover over those that either covers."""
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in two if a.title == b.title)
    whole = sum(a.end - a.start for a in one) + sum(b.end - b.start for b in two) - shared
    return shared / whole if whole else 0.0


def in_copy(anchor: Anchor, report: Report) -> Anchor | None:
    """The same anchor in another report that holds the passage word for word; None where it does not."""
    moved = [moved for quote in anchor.quotes if (moved := quote_in_copy(quote, report)) is not None]
    return Anchor(tuple(moved), anchor.type, anchor.outcome, anchor.source) if len(moved) == len(anchor.quotes) else None


def quote_in_copy(quote: Quote, report: Report) -> Quote | None:
    """The same quote in another report that holds its words and all of their context, once; None where it does not."""
    passage = plain(quote.prefix + quote.exact + quote.suffix).text.strip()
    if len(passage) < len(plain(quote.exact).text) + PASSAGE and not quote.title:
        return None
    text = plain(_source(report, quote.title)).text
    is_title = quote.title and passage != text.strip()
    if is_title or text.count(passage) != 1:
        return None
    here = Quote(report.id, quote.exact, quote.prefix, quote.suffix, quote.start, quote.title)
    span = locate(here, report)
    return quote_of(report, span) if span is not None else None
