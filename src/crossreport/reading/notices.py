"""Notices of correction in a report's own text: "An earlier version of this story said nine people were killed."

A number that such a notice takes back is a claim with the stance "retracted": it is told, and counted nowhere. The number
that it gives instead is corrected. Who speaks is the outlet, so neither has a speaker of its own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from crossreport.model.said import Attribution, Aux, Figure
from crossreport.reading.layout import Document, Sentence
from crossreport.reading.small import small, small_pattern

PIECE = r"(?:article|story|report|post|piece|item|dispatch|news alert|alert|headline|tweet|version|entry|page)"
SAID = (
    r"(?:said|stated|reported|gave|put|had|listed|showed|told|wrote|indicated|misstated|misreported|overstated|understated"
    r"|miscounted|misidentified|described|claimed|quoted|cited)"
)
HOW = r"(?:earlier|previously|originally|initially|first|incorrectly|wrongly|mistakenly|erroneously|inaccurately|in error)"
WRONGLY = r"(?:incorrectly|wrongly|mistakenly|erroneously|falsely|inaccurately|in error)"
OLD = r"(?:earlier|previous|prior|original|initial|first|older)"
# What names the report's own words of before: "an earlier version of this story", "this article originally said".
BEFORE = small_pattern(
    rf"\b{OLD} versions? of (?:this|our) (?:\w+ )?{PIECE}s?\b"
    rf"|\b(?:this|our) (?:\w+ )?{PIECE} (?:had )?(?:{HOW} )+{SAID}\b"
    rf"|\bas (?:{HOW} )(?:published|posted|reported here)\b"
    # "Our report of 3 June stated wrongly that", "we wrongly reported".
    rf"|\bour (?:\w+ )?{PIECE}s? [^.;]{{0,60}}?\b(?:{WRONGLY} {SAID}|{SAID} {WRONGLY})\b"
    rf"|\bwe (?:had )?(?:(?:also )?{WRONGLY} {SAID}|{SAID} (?:[\w ]{{0,20}} )?{WRONGLY})\b",
)
# The same where only a paragraph of corrections says so, for anybody else may say "we initially reported".
# The outlet by its name: "The Herald reported that ten had died (...). The Herald regrets the error."
REGRET = re.compile(
    r"(?:^|[.!?\n]\W*)(?P<who>(?:[Tt]he )?[\w-]+(?: [\w-]+){0,3}?|[Ww]e) (?:\w+ly )?"
    r"(?:regrets?|apologi[sz]es? for) (?:the|this|our|its|any) (?:\w+ )?(?:errors?|mistakes?|inaccurac(?:y|ies))\b"
)
HEADING = re.compile(
    r"\W*(?:\w+ \d+\W+)?(?:corrections?(?: and clarifications?)?|clarifications?|erratum|errata|editor'?s note|amendment)\b",
    re.I,
)
OF_OURS = small_pattern(
    rf"\bwe (?:had )?(?:{HOW} )*{SAID}\b|\b(?:this|the|a|an|our) {OLD} (?:version|{PIECE})\b"
    rf"|\b(?:an? |some )(?:\w+ )?{PIECE}s? .{{0,250}}?\b(?:{HOW} {SAID}|{SAID} {HOW}|{SAID} that)\b",
)
# What tells what is right instead: "has been corrected to show", "this version corrects the toll to". What is updated is
# no correction, unless it says so.
RIGHT = small_pattern(
    rf"\b(?:this|our) (?:[\w.]+ ){{0,3}}{PIECE}\b[^.]{{0,60}}?"
    r"\b(?:correct(?:s|ed)|amend(?:s|ed)|clarif(?:ies|ied)|(?:updated|revised|changed) to correct)\b",
)
PUT_RIGHT = ("correct", "amend", "clarif")
# From here on the sentence says how it was.
TRULY = re.compile(
    r"\b(?:when in fact|in fact|in reality|in truth|actually|rather than|instead of|whereas|it was"
    r"|the correct (?:number|figure|toll))\b",
    re.I,
)
NOT = re.compile(
    r"\b(?:not|and not|rather than|instead of|from|after (?:initially|earlier))\W+(?:(?:the|that|at least|about|some) )?$",
    re.I,
)
# A title that says "Correction" is of the first paragraphs; then the story follows as it should have been.
TOP = 2
NAMED = re.compile(rf"\b{PIECE}\b", re.I)
Verdict = Literal["taken back", "right"]


@dataclass(frozen=True)
class _Notice:
    """A sentence of a notice: the words that name what was told before or, where `is_right`, say that it is put right."""

    sentence: Sentence
    start: int
    end: int
    is_right: bool

    def verdict(self, plain: str, at: int, aux: Aux) -> Verdict | None:
        """What it makes of a number that stands there; None where it leaves it as it was read."""
        is_unsaid = NOT.search(plain, self.sentence.start, at) is not None
        if at < self.start:  # "nine were not killed, as an earlier version said"
            return "taken back" if is_unsaid or aux == "negated" else "right"
        if at < self.end or aux == "negated":
            return None
        if self.is_right:
            return "taken back" if is_unsaid else "right"
        return "taken back" if TRULY.search(plain, self.end, at) is None else "right"


def with_notices(
    document: Document, figures: Sequence[Figure], attributions: Sequence[Attribution]
) -> tuple[tuple[Figure, ...], tuple[Attribution, ...]]:
    """(the figures, those of notices with what the notice makes of them; the attributions with those of the notices)."""
    found = {notice.sentence.index: notice for notice in _notices(document)}
    if not found:
        return tuple(figures), tuple(attributions)
    made = {
        (at, verdict): _attribution(document, notice, verdict)
        for at, notice in found.items()
        for verdict in ("taken back", "right")
    }
    used: dict[str, Attribution] = {}
    read = []
    for figure in figures:
        notice = None if figure.span.title else found.get(document.sentence_of(figure.span))
        start, _ = document.range(figure.span)
        verdict = notice.verdict(document.plain, start, figure.aux) if notice is not None else None
        if notice is None or verdict is None or figure.aux == "historical":
            read.append(figure)
            continue
        said = made[notice.sentence.index, verdict]
        # A number that is put right keeps whom the report has it from.
        ident = figure.attribution
        if verdict == "taken back" or _is_its_own(document, ident, attributions):
            used[said.id], ident = said, said.id
        read.append(msgspec.structs.replace(figure, aux="none", rule=verdict, attribution=ident))
    return tuple(read), (*attributions, *used.values())


def _is_its_own(document: Document, ident: str | None, attributions: Sequence[Attribution]) -> bool:
    """Is it said by the notice alone, whose words ("Correction", "this story") were read as a speaker's?"""
    one = next((one for one in attributions if one.id == ident), None)
    if one is None or one.source is None:
        return True
    words = document.words(one.source)
    return any((HEADING.search(words), BEFORE.search(small(words)), NAMED.search(words)))


def _notices(document: Document) -> Iterator[_Notice]:
    low = small(document.plain)
    may = any(one in low for one in PUT_RIGHT)
    headed = _headed(document, low, may)
    for sentence in document.sentences:
        if sentence.start < document.shift:
            continue
        area = (sentence.start, sentence.end)
        before = BEFORE.search(low, *area) or _by_the_regretful(document, low, sentence)
        if before is None and sentence.paragraph.index in headed:
            before = OF_OURS.search(low, *area)
        right = RIGHT.search(low, *area) if may else None
        if before is not None and not _is_quoted(document, before.start()):
            yield _Notice(sentence, before.start(), before.end(), False)
        elif right is not None and not _is_quoted(document, right.start()):
            yield _Notice(sentence, right.start(), right.end(), True)


def _by_the_regretful(document: Document, low: str, sentence: Sentence) -> re.Match[str] | None:
    """What an outlet that regrets an error in this paragraph or the next says that it told."""
    at = sentence.paragraph.index
    end = max(one.end for one in document.paragraphs if one.index in (at, at + 1))
    if not any(word in low[sentence.end : end] for word in ("regret", "apolog")):
        return None
    found = REGRET.search(document.plain, sentence.end, end)
    if found is None:
        return None
    told = rf"\b{re.escape(found['who'])} (?:had )?(?:{HOW} )?{SAID}\b"
    return re.compile(told, re.I).search(document.plain, sentence.start, sentence.end)


def _headed(document: Document, low: str, may: bool) -> frozenset[int]:
    """The paragraphs that are notices as a whole: by their heading, by saying that this was corrected, or by the title's."""
    text = [one for one in document.paragraphs if one.start >= document.shift]
    of_title = text[:TOP] if document.shift and HEADING.match(document.plain, 0, document.shift) else []
    found = {
        one.index
        for one in text
        if HEADING.match(document.plain, one.start, one.end) or (may and RIGHT.search(low, one.start, one.end))
    }
    return frozenset(found | {one.index for one in of_title})


def _is_quoted(document: Document, at: int) -> bool:
    """Do the words stand within quotation marks of their paragraph? Then somebody else says them of something else."""
    paragraph = next((one for one in document.paragraphs if one.start <= at < one.end), None)
    before = document.plain[paragraph.start : at] if paragraph is not None else ""
    return before.count('"') % 2 == 1


def _attribution(document: Document, notice: _Notice, verdict: str) -> Attribution:
    is_right = verdict == "right"
    return Attribution(
        f"notice {notice.sentence.index} {verdict}",
        (document.span(notice.sentence.start, notice.sentence.end),),
        "corrected" if is_right else "retracted",
        "+" if is_right else "u",
        "CT",
        cue=document.span(notice.start, notice.end),
    )
