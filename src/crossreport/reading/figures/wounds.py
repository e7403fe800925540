"""Who has a wound: "suffered burns", "a man with a gunshot wound", "was found bleeding from a cut", "injuries to a boy"."""

from collections.abc import Iterator

from crossreport.model.said import Outcome
from crossreport.reading.figures.patients import OBJECTS, Harm, is_patient, said, subjects
from crossreport.reading.figures.persons import read_single
from crossreport.reading.figures.scene import Scene, lemma
from crossreport.reading.parsed import Token
from crossreport.vocabulary.load import words


def wound_of(page: Scene, token: Token, base: str) -> Iterator[Harm]:
    """The harm that a noun for a wound tells of, with who bears it."""
    if base not in words("harm", "wound") or token.pos_ not in ("NOUN", "PROPN") or token.dep_ in ("compound", "amod"):
        return
    deadly = any(
        child.lower_ in words("harm", "deadly_wound") and "non" not in page.doc[max(child.i - 2, 0) : child.i].text.lower()
        for child in token.children
    )
    outcome: Outcome = "killed" if deadly else "injured"
    for persons, verb in _bearers(page, token):
        # "None has life-threatening wounds": a lesser wound is not denied.
        graded = any(child.dep_ == "amod" for child in token.children)
        found = read_single(page, persons) if graded else None
        if found is not None and found.kind == "none":
            continue
        if verb is None:
            yield from said(page, token, persons, outcome, "wound")
        else:
            yield from said(page, verb, persons, outcome, "wound", token.i)


def _bearers(page: Scene, token: Token) -> Iterator[tuple[Token, Token | None]]:
    """Who bears a wound, each with the verb that says so."""
    at = token
    while at.dep_ == "conj" and at.head.pos_ in ("NOUN", "PROPN") and at.head.i < at.i:
        at = at.head
    head = at.head
    if head.pos_ == "VERB" and lemma(head) in words("harm", "wound_verbs") and at.dep_ in OBJECTS:
        yield from ((one, head) for one in _sufferers(page, head))
    elif head.lower_ in ("with", "from", "of", "for"):
        yield from _after_preposition(page, head, token)
    for kid in token.children:
        if kid.lower_ == "to":  # "injuries to the boy", not "to the head"
            persons = (one for one in kid.children if one.dep_ == "pobj" and lemma(one) not in words("harm", "single"))
            yield from ((one, None) for one in persons if is_patient(page, one))


def _after_preposition(page: Scene, prep: Token, wound: Token) -> Iterator[tuple[Token, Token | None]]:
    bearer = prep.head
    if lemma(bearer) in words("harm", "wound_from"):
        yield from ((one, bearer) for one in _sufferers(page, bearer))
        return
    if prep.lower_ != "with":
        return
    if bearer.lower_ == "each":  # "two men walked in, each with a wound"
        bearer = bearer.head
        if bearer.pos_ == "VERB":
            yield from ((one, None) for one in _sufferers(page, bearer))
            return
    if is_patient(page, bearer):
        yield bearer, None
        return
    for _ in range(3):
        # "Walked into a shop with a wound": who walked, not the shop. "Was found less than a mile away with a wound".
        if bearer.dep_ in ("oprd", "acomp", "advmod", "npadvmod") and bearer.head.i < bearer.i:
            bearer = bearer.head
        elif bearer.pos_ in ("NOUN", "PROPN") and bearer.dep_ == "pobj":
            bearer = bearer.head.head
    if bearer.pos_ not in ("VERB", "AUX"):
        return
    objects = [one for one in bearer.children if one.dep_ in OBJECTS and one.i < prep.i and is_patient(page, one)]
    if objects and lemma(bearer) in words("harm", "find_verbs", "care_verbs"):
        yield objects[-1], None
        return
    passive = any(child.dep_ == "auxpass" for child in bearer.children)
    if not objects and (passive or lemma(bearer) in words("harm", "arrive_verbs")):
        yield from ((one, None) for one in _sufferers(page, bearer))


def _sufferers(page: Scene, verb: Token) -> Iterator[Token]:
    """Of whom "suffering from a wound" is said: of the found one, where somebody is found so, not of the finder."""
    own = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass") and child.i < verb.i]
    at = verb
    for _ in range(3):
        if own or at.dep_ not in ("advcl", "ccomp", "xcomp", "conj", "acl", "pcomp") or at.head.i == at.i:
            break
        if at.dep_ == "acl" and is_patient(page, at.head):
            yield at.head
            return
        joined, at = at.dep_ == "conj", at.head
        passive = joined or any(child.dep_ == "auxpass" for child in at.children)
        found = [one for one in at.children if one.dep_ in OBJECTS and one.i < verb.i]
        if found and not passive and verb.tag_ in ("VBG", "VBN"):
            yield from (one for one in found[-1:] if is_patient(page, one))
            return
        if lemma(at) in words("harm", "find_verbs") and not passive and verb.tag_ == "VBG":
            return
    yield from subjects(page, verb)
