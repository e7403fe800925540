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
# "Turned the gun on himself": to shoot oneself dead, unless the report goes on to tell of somebody alive.
TURNED = re.compile(r"\bturn\w*\b[^.;]{0,60}\bon (?:him|her)self\b", re.I)
HE = re.compile(
    r"\b(?:he|she|suspect\w*|gunm[ae]n|shooter|attacker|assailant|(?:this|that|the) (?:man|woman|soldier|officer|boy))\b",
    re.I,
)
ALIVE_AFTER = re.compile(
    r"\b(?:surviv\w+|hospital\w*|clinic|surgery|critical\w*|stable|serious\w*|condition|custody|arrest\w*|charged|treat\w+|jail\w*"
    r"|wound\w*|injur\w*|recover\w*|disarm\w+|overpower\w+|subdue\w*|missed|failed|alive|non-?fatal\w*)\b",
    re.I,
)
WHO = re.compile(r",? who\b[^.;]*", re.I)
BOTH = re.compile(r"\b(?:murder|homicide)[- /](?:and )?suicide", re.I)


def own_hand(document: Document, figures: list[Figure]) -> list[Figure]:
    """The figures, with what the report makes of those who shot themselves."""
    return _of_one_hand(document, [_self(document, one, figures) for one in figures])


def _self(document: Document, figure: Figure, figures: list[Figure]) -> Figure:
    """Who shot himself beside others is an attacker; he is dead where the report speaks of a suicide."""
    if figure.rule != "self" or figure.aux != "none":
        return figure
    if figure.outcome == "killed_or_injured" and SUICIDE.search(document.text) and not _lived(document, figure):
        figure = msgspec.structs.replace(figure, outcome="killed", defaulted=(*figure.defaulted, "outcome"))
    if figure.outcome == "killed_or_injured" and _turned_the_gun(document, figure):
        figure = msgspec.structs.replace(figure, outcome="killed", defaulted=(*figure.defaulted, "outcome"))
    harmed = ("killed", *ALIVE)
    dead = [one for one in figures if one.outcome == figure.outcome == "killed" and one.span != figure.span]
    if any(_is_who(document, figure, one) or _is_told_behind(document, figure, one) for one in dead):
        # "Claimed the lives of a woman and of the man who shot her and himself": he is counted with her.
        return msgspec.structs.replace(figure, defaulted=(*figure.defaulted, "same_victims"))
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


def _lived(document: Document, figure: Figure) -> bool:
    """ "A girl shot herself but survived", in a report of another's suicide."""
    sentence = document.sentences[figure.sentence]
    return ALIVE_AFTER.search(document.text, document.range(figure.predicate or figure.span)[1], sentence.end) is not None


def _turned_the_gun(document: Document, figure: Figure) -> bool:
    """Does the report say it with these words, and nothing soon after of who did it being alive?"""
    said = _sentence(document, figure)
    turned = TURNED.search(said)
    after = document.sentences[figure.sentence + 1 : figure.sentence + NEAR]
    told = [document.text[one.start : one.end] for one in after if one.is_read]
    goes_on = [said[turned.end() :] if turned else "", *(one for one in told if HE.search(one))]
    return turned is not None and not any(map(ALIVE_AFTER.search, goes_on))


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


def _is_told_behind(document: Document, figure: Figure, other: Figure) -> bool:
    """Do the words "who ..." behind the other lead on to it, whatever the parser hangs them on?"""
    end, start = document.range(other.span)[1], document.range(figure.predicate or figure.span)[0]
    return other.sentence == figure.sentence and bool(WHO.fullmatch(document.text, end, max(start, end)))


def _is_he(figure: Figure) -> bool:
    """Is it told of "him" again ("he shot himself and he died")?"""
    return figure.rule == "re-mention" and (figure.who or "").lower() in FEMALE | MALE
