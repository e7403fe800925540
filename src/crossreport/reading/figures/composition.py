"""Who the dead or hurt were, where a report says so without a number: "most of them fighters", "all of whom were guards"."""

import re
from collections.abc import Sequence

import msgspec

from crossreport.model.said import Figure
from crossreport.reading.layout import Document

SHARE = (
    r"(?:most|many|some|several|half|all|none|nearly all|almost all|the majority|a majority|at least half|more than half)"
)
GROUP = r"(?:them|whom|the dead|the victims|those killed|the wounded)(?: (?:were|are))?"
END = r"(?=,? (?:and|but|after|before|when|while|as|since|according|police|officials)\b|[,.;:\n\"–—)]|$)"
# What a preposition follows tells how or where they died, not who they were.
AMONG = re.compile(
    rf"\b(?:{SHARE} of {GROUP}|mostly|the majority) (?!(?:by|in|of|from|at|on|with|for)\b)[^.;:\n\"]{{3,80}}?{END}",
    re.I,
)
# How far after the number the words may stand: an apposition is near, and another clause tells of others.
NEAR = 60


def with_composition(document: Document, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The figures, those of two or more persons with the words that follow them for who the persons were."""
    return tuple(_with(document, one) for one in figures)


def _with(document: Document, figure: Figure) -> Figure:
    if figure.subset_of is not None or not 0 <= figure.sentence < len(document.sentences):
        return figure
    if max(figure.point or 0, figure.low or 0, figure.high or 0) < 2:
        return figure
    start = document.range(figure.span)[1]
    sentence = document.sentences[figure.sentence]
    found = AMONG.search(document.plain, start, sentence.end)
    if found is None or found.start() - start > NEAR:
        return figure
    between = document.doc.char_span(start, found.start(), alignment_mode="contract")
    if between is not None and any(token.like_num for token in between):
        return figure  # another number stands between: the words are about that one
    words = " ".join(document.text[found.start() : found.end()].split())
    return msgspec.structs.replace(
        figure, composition=words, composition_span=document.span(found.start(), found.start() + len(found[0].rstrip()))
    )
