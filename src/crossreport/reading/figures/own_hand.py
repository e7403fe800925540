"""Who died by his own hand: an attacker where he harmed others, one person however often told of, dead where it says so."""

import re

import msgspec

from crossreport.model.said import Figure
from crossreport.reading.figures.identity import ALIVE, FEMALE, MALE, NEAR, is_another
from crossreport.reading.layout import Document

ACCIDENT = re.compile(r"\b(?:accident\w*|unintention\w*|playing with)\b", re.I)
SUICIDE = re.compile(
    r"\b(?:murder|homicide)[- ]suicide|\b(?:committed|by|apparent) suicide|\bkill(?:s|ed|ing) (?:him|her)self"
    r"|\bt(?:ook|aking) (?:his|her) own life",
    re.I,
)
BOTH = re.compile(r"\b(?:murder|homicide)[- /](?:and )?suicide", re.I)


def own_hand(document: Document, figures: list[Figure]) -> list[Figure]:
    """The figures, with what the report makes of those who shot themselves."""
    return _of_one_hand(document, [_self(document, one, figures) for one in figures])


def _self(document: Document, figure: Figure, figures: list[Figure]) -> Figure:
    """Who shot himself beside others is an attacker; he is dead where the report speaks of a suicide."""
    if figure.rule != "self" or figure.aux != "none":
        return figure
    if figure.outcome == "killed_or_injured" and SUICIDE.search(document.text):
        figure = msgspec.structs.replace(figure, outcome="killed", defaulted=(*figure.defaulted, "outcome"))
    harmed = ("killed", *ALIVE)
    if ACCIDENT.search(_sentence(document, figure)):
        return figure  # "a toddler who accidentally shot himself has died"
    others = [
        one
        for one in figures
        if abs(one.sentence - figure.sentence) <= (NEAR if one.rule == "active" and figure.outcome == "killed" else 0)
        and one.outcome in harmed
        and one.span != figure.span
        and not one.span.title
        and one.rule != "self"
        and not _is_he(one)
        and not _is_who(document, figure, one)
    ]
    return msgspec.structs.replace(figure, status="attacker") if others else figure


def _of_one_hand(document: Document, figures: list[Figure]) -> list[Figure]:
    """ "She killed herself" again and again: one person, an attacker each time where once.

    Who died by his own hand in a report that speaks of a murder and a suicide is who did it, however far off it is told.
    """
    own = [i for i, one in enumerate(figures) if one.rule == "self" and one.aux == "none" and one.outcome == "killed"]
    own.sort(key=lambda i: figures[i].span.title)
    if not own or any(ACCIDENT.search(_sentence(document, figures[i])) for i in own):
        return figures
    chain = [i for i in own if not is_another(document, figures[own[0]], figures[i])]
    is_attacker = any(figures[i].status == "attacker" for i in chain)
    by_others = any(one.rule in ("active", "listed") and one.outcome == "killed" and one.aux == "none" for one in figures)
    is_attacker = is_attacker or (by_others and bool(BOTH.search(document.text)))
    made = list(figures)
    for i in chain:
        again = i != chain[0] and "same_victims" not in made[i].defaulted
        status = "attacker" if is_attacker else made[i].status
        told = (*made[i].defaulted, "same_victims") if again else made[i].defaulted
        made[i] = msgspec.structs.replace(made[i], status=status, defaulted=told)
    return made


def _sentence(document: Document, figure: Figure) -> str:
    sentence = document.sentences[figure.sentence]
    return document.text[sentence.start : sentence.end]


def _is_who(document: Document, figure: Figure, other: Figure) -> bool:
    """Is the other he of whom a relative clause tells it ("a toddler who shot himself is in hospital")?"""
    found = document.doc.char_span(*document.range(figure.predicate or figure.span), alignment_mode="expand")
    clause = next((one for one in (found.root, *found.root.ancestors) if one.dep_ == "relcl"), None) if found else None
    start, end = document.range(other.span)
    return clause is not None and start <= clause.head.idx < end


def _is_he(figure: Figure) -> bool:
    """Is it told of "him" again ("he shot himself and he died")?"""
    return figure.rule == "re-mention" and (figure.who or "").lower() in FEMALE | MALE
