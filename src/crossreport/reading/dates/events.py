"""Whose day it is, where one event is told to lie so long before or after another that has no date of its own."""

from typing import Literal

from crossreport.reading.parsed import Token, Tokens
from crossreport.vocabulary.load import words

DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their", "it"})


def other_event(expression: Tokens) -> Literal["clause", "complement"] | None:
    """For "a day after X": is it the clause or X whose day follows from the day told before? None where that is open.

    "The attack came a day after a raid": the attack is the one told before, so the day is the raid's (complement).
    "A guard died a day after the attack": the attack was told before, so the day is that of the death (clause).
    """
    marker = _marker(expression)
    if marker is None:
        return None
    verb = _verb_over(expression)
    definite = _is_definite(marker)
    subject = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None) if verb else None
    told_before = subject is not None and _is_known(subject)
    if verb is not None and verb.lemma_.lower() in words("times", "happening_verbs") and told_before:
        return "complement"
    return "clause" if definite else None


def _marker(expression: Tokens) -> Token | None:
    """The "before" or "after" that follows the words."""
    for token in expression.doc[expression.start : expression.end + 2]:
        if token.lower_ in ("before", "after", "prior"):
            return token
    return None


def _verb_over(expression: Tokens) -> Token | None:
    at = expression.root
    for _ in range(8):
        if at.pos_ in ("VERB", "AUX"):
            return at
        if at.head.i == at.i:
            return None
        at = at.head
    return None


def _is_definite(marker: Token) -> bool:
    """Do the words that it governs begin as those of a thing already told of, and hold no clause?"""
    following = marker.doc[marker.i + 1 : marker.i + 2]
    if not following or following[0].lower_ not in DEFINITE:
        return False
    return not any(child.pos_ in ("VERB", "AUX") and child.dep_ in ("pcomp", "advcl") for child in marker.children)


def _is_known(subject: Token) -> bool:
    if subject.pos_ == "PRON":
        return subject.lower_ in DEFINITE
    return any(child.lower_ in DEFINITE for child in subject.lefts if child.dep_ in ("det", "poss"))
