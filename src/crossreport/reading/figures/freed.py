"""Those who were freed are some of those who were taken: "the rebels released 21 of the kidnapped girls" counts no more."""

from collections.abc import Sequence

import msgspec

from crossreport.model.said import Figure
from crossreport.reading.layout import Document
from crossreport.reading.parsed import Token
from crossreport.vocabulary.load import words

TAKEN = frozenset({"abducted", "detained", "missing"})


def with_freed(document: Document, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The figures, those of persons taken whose number is that of the freed or found as what they are: at least so many.

    So is the number of "several kidnapped pupils" who were killed: it counts the killed, who are some of those taken.
    """
    counted = {one.span for one in figures if one.outcome not in TAKEN}
    return tuple(
        _at_least(one) if _is_of_freed(document, one) or (one.span in counted and _is_told_of(one)) else one
        for one in figures
    )


def _is_told_of(figure: Figure) -> bool:
    """Is it counted by a participle before its noun ("several kidnapped pupils")?"""
    return figure.outcome in TAKEN and figure.rule == "amod"


def _at_least(figure: Figure) -> Figure:
    """At least that many were taken; how many more, these words do not say."""
    defaulted = (*figure.defaulted, "freed_only")
    return msgspec.structs.replace(figure, form="at_least", high=None, defaulted=defaulted)


def _is_of_freed(document: Document, figure: Figure) -> bool:
    """Is the counted noun phrase what a word of freeing is said of, and the word of harm only its attribute?"""
    if figure.outcome not in TAKEN or figure.form != "exact" or figure.scope == "period" or figure.predicate is None:
        return False
    counted = document.doc.char_span(*document.range(figure.span), alignment_mode="expand")
    harm = document.doc.char_span(*document.range(figure.predicate), alignment_mode="expand")
    if counted is None or harm is None:
        return False
    head: Token = counted.root
    while head.dep_ in ("nummod", "amod", "conj", "appos") and head.head.i != head.i:
        head = head.head
    governor = head.head
    if head.dep_ == "pobj" and governor.lower_ == "of":
        governor = governor.head  # "the release of 21 kidnapped girls"
    return governor.i not in range(harm.start, harm.end) and governor.lemma_.lower() in words("harm", "freeing")
