"""Totals of a war or a territory that no word for a period marks: "Gaza toll passes 30,000", in the headline above all."""

from collections.abc import Sequence
from functools import cache

import msgspec

from crossreport.model.said import Figure
from crossreport.reading.figures.periods import is_one_deed
from crossreport.reading.figures.scene import lemma
from crossreport.reading.layout import Document
from crossreport.vocabulary.load import vocabulary, words

# More than any deed of one day kills, unless the report tells of that deed.
THOUSAND = 1000
# A headline rounds the text's number down: "passes 30,000" above 30,534.
ROUNDED = 1.1


def overall(document: Document, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The figures; a headline's number that the text gives as a total, and thousands without a deed, are totals too."""
    if not any(one.span.title or (one.point or 0) >= THOUSAND for one in figures):
        return tuple(figures)
    made = [_as_total(one) if _is_without_deed(document, one) else one for one in figures]
    return tuple(_as_total(one) if _is_of_a_total(one, made) else one for one in made)


def _as_total(one: Figure) -> Figure:
    return msgspec.structs.replace(one, scope="period")


def _is_of_a_total(one: Figure, figures: Sequence[Figure]) -> bool:
    """Does a headline's number stand for a total of the text, and for nothing that the text counts of an incident?"""
    if not one.span.title or one.low is None or one.scope != "incident" or one.aux != "none":
        return False
    text = [other for other in figures if not other.span.title and other.outcome == one.outcome and other.low is not None]
    alike = [other for other in text if one.low <= (other.low or 0) <= one.low * ROUNDED]
    return bool(alike) and all(other.scope == "period" for other in alike)


def _is_without_deed(document: Document, figure: Figure) -> bool:
    """Thousands, where neither headline nor lead nor its own sentence tells of one deed, nor the report of a disaster?"""
    if (figure.point or 0) < THOUSAND or figure.scope != "incident" or figure.aux != "none":
        return False
    at = figure.sentence
    near = [
        one
        for one in document.sentences
        if one.index == at or one.paragraph.kind == "title" or (one.lead and (one.index < at or figure.span.title))
    ]
    if any(is_one_deed(token) or token.lemma_.lower() in _verbs() for one in near for token in one.tokens):
        return False
    nouns = {lemma(token) for token in document.doc if token.pos_ in ("NOUN", "PROPN")}
    return not nouns & (_disasters() - words("harm", "many_deeds"))


@cache
def _verbs() -> frozenset[str]:
    """The verbs that say what kind of deed it was: to bomb, to shell, to storm."""
    kinds = vocabulary("incidents")["kinds"].values()
    return frozenset(verb for kind in kinds if kind.get("cause") == "violence" for verb in kind.get("verbs", ()))


@cache
def _disasters() -> frozenset[str]:
    """The last words of the nouns for what kills thousands at once and is no violence: earthquake, flood, crash."""
    kinds = [kind for kind in vocabulary("incidents")["kinds"].values() if kind["cause"] in ("accident", "disaster")]
    return frozenset(str(noun).split()[-1] for kind in kinds for noun in kind.get("nouns", ()))
