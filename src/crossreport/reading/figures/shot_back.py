"""Who killed others and was then hit by police or troops: "A man killed three people. Police shot him dead."."""

import msgspec

from crossreport.model.said import Figure
from crossreport.reading.figures.identity import ALIVE, FEMALE, MALE
from crossreport.reading.figures.scene import lemma
from crossreport.reading.layout import Document
from crossreport.reading.parsed import Token
from crossreport.vocabulary.load import words

HARMED = ("killed", *ALIVE)
# Sentences behind the deed within which "him" is who did it.
NEAR = 2


def shot_back(document: Document, figures: list[Figure]) -> list[Figure]:
    """The figures; "he" whom police shot right after one person's deed is an attacker, and none of those he killed."""
    return [_as_attacker(one) if _is_doer_shot(document, one, figures[:i]) else one for i, one in enumerate(figures)]


def _as_attacker(figure: Figure) -> Figure:
    told = tuple(one for one in figure.defaulted if one != "same_victims")
    return msgspec.structs.replace(figure, status="attacker", defaulted=told)


def _is_doer_shot(document: Document, figure: Figure, before: list[Figure]) -> bool:
    who = (figure.who or "").lower()
    if figure.rule != "re-mention" or who not in FEMALE | MALE or figure.status != "unstated":
        return False
    verb = _verb(document, figure)
    if verb is None or figure.outcome not in HARMED or figure.aux != "none" or not _is_by_guards(verb):
        return False
    near = [one for one in before if one.span.title == figure.span.title and figure.sentence - one.sentence <= NEAR]
    deed = next((one for one in reversed(near) if one.outcome in HARMED and one.aux == "none"), None)
    if deed is None or deed.rule != "active":
        return False  # whoever was told of last is "he"
    other_sex = words("persons", "woman" if who in MALE else "man")
    doer = _doer(document, deed)
    return doer is not None and lemma(doer) not in other_sex and doer.tag_ in ("NN", "NNP")


def _doer(document: Document, deed: Figure) -> Token | None:
    """Who did it, named or told of by a noun, with no one else beside him."""
    verb = _verb(document, deed)
    own = [one for one in verb.children if one.dep_ == "nsubj" and one.i < verb.i] if verb is not None else []
    if len(own) != 1 or any(one.dep_ == "conj" for one in own[0].children):
        return None
    return own[0]


def _verb(document: Document, figure: Figure) -> Token | None:
    found = document.doc.char_span(*document.range(figure.predicate or figure.span), alignment_mode="expand")
    return found.root if found is not None else None


def _is_by_guards(verb: Token) -> bool:
    """ "Police shot him", "he was shot by officers", "and troops then shot him", parsed without a subject."""
    by = [one for child in verb.children if child.dep_ == "agent" for one in child.children]
    own = [one for one in verb.children if one.dep_ == "nsubj" and one.i < verb.i]
    beside = [one for one in verb.head.children if verb.dep_ == "conj" and one.dep_ == "conj" and one.i < verb.i]
    return any(lemma(one) in words("persons", "security_force") for one in (*by, *own, *(beside if not own else ())))
