"""Whose persons the dead and hurt are, and as of when they are counted, where the words of the count say so."""

import re
from collections.abc import Sequence

import msgspec

from crossreport.model.happened import Party, TimeExpression, Toponym
from crossreport.model.report import Span
from crossreport.model.said import Figure
from crossreport.reading.figures.rules import ADD_SINCE
from crossreport.reading.layout import Document

# "As of Tuesday", "by late Tuesday": up to then the count runs. "On Tuesday" is when they died.
UP_TO = re.compile(r"\b(?:as of|as at|by|until|up to)\s+(?:the\s+)?(?:early|late|end of|morning of|evening of)?\s*$", re.I)
COUNTRY = 6  # UCDP's where_prec of a whole country


def with_sides(
    document: Document,
    figures: Sequence[Figure],
    dates: Sequence[TimeExpression],
    places: Sequence[Toponym],
    parties: Sequence[Party],
) -> tuple[Figure, ...]:
    """The figures, each with the country or organisation whose persons it counts, where it names just one ("nine Orielan
    soldiers", "12 members of the Northern Guard"), and with the last day of what its sentence counts up to."""
    return tuple(
        msgspec.structs.replace(
            one,
            side=one.side or (None if _is_sum(one, figures) else _side(one, places, parties)),
            as_of=one.as_of or _as_of(document, one, dates),
        )
        for one in figures
    )


def _is_sum(figure: Figure, figures: Sequence[Figure]) -> bool:
    """Do its words hold another count: "two medics and three guards", who may be of two sides?"""
    own = figure.span
    return any(one.span != own and one.span.title == own.title and own.start <= one.span.start and one.span.end <= own.end
               for one in figures)  # fmt: skip


def _side(figure: Figure, places: Sequence[Toponym], parties: Sequence[Party]) -> str | None:
    """An organisation that the number's own noun phrase names, else a country; None where it names none or several."""
    organised = {one.name for one in parties if one.span and one.kind == "organisation" and _inside(one.span, figure.span)}
    if organised:
        return organised.pop() if len(organised) == 1 else None
    countries = {one.place.name for one in places if one.place.precision == COUNTRY and _inside(one.span, figure.span)}
    return countries.pop() if len(countries) == 1 else None


def _inside(words: Span, whole: Span) -> bool:
    return whole.start <= words.start and words.end <= whole.end and words.title == whole.title


def _as_of(document: Document, figure: Figure, dates: Sequence[TimeExpression]) -> str | None:
    """The last day up to which the sentence counts; None where it says nothing of the kind."""
    if figure.sentence < 0:
        return None
    for one in dates:
        if one.sentence == figure.sentence and one.to and one.type in ("DATE", "TIME"):
            start = document.range(one.span)[0]
            if UP_TO.search(document.plain[document.sentences[figure.sentence].start : start]):
                return one.to
            if figure.rule in ADD_SINCE and figure.predicate and _hangs_on(document, one.span, figure.predicate):
                return one.to
    return None


def _hangs_on(document: Document, time: Span, predicate: Span) -> bool:
    """ "Two missing men were found dead on Thursday": is it the day of the verb itself?"""
    at = document.doc.char_span(*document.range(time), alignment_mode="expand")
    says = document.doc.char_span(*document.range(predicate), alignment_mode="expand")
    if at is None or says is None:
        return False
    verb = next((one for one in at.root.ancestors if one.pos_ in ("VERB", "AUX")), None)
    return verb is not None and any(one.i == verb.i or one.head.i == verb.i for one in says)
