"""Whether a noun is a "he" or a "she" by the words beside it, and whom the clause of a pronoun lets it mean."""

from crossreport.reading.layout import Sentence
from crossreport.reading.parsed import Token
from crossreport.vocabulary.load import words

SEXES = {"he": "he", "his": "he", "him": "he", "she": "she", "her": "she"}


def sex_of(noun: Token) -> str | None:
    """he or she by the noun, its titles, its appositions and who is joined to it; None where nothing tells."""
    beside = [noun, *(c for c in noun.children if c.dep_ in ("compound", "appos", "nmod"))]
    if noun.dep_ in ("appos", "compound", "nmod"):
        beside.append(noun.head)
    for one in beside:
        for sex in ("he", "she"):
            if one.lower_ in words("people", sex):
                return sex
    # "Dan Orr and his wife"
    owners = (owner for c in noun.children if c.dep_ == "conj" for owner in c.children if owner.dep_ == "poss")
    return next((SEXES[owner.lower_] for owner in owners if owner.lower_ in ("his", "her")), None)


def teller_above(pronoun: Token) -> Token | None:
    """Whose reported clause a pronoun stands in: the subject of the verb of telling above it."""
    here = pronoun.head
    while here.head != here:
        if here.dep_ == "ccomp":
            found = [c for c in here.head.children if c.dep_ == "nsubj"]
            return found[0] if found and found[0] != pronoun else None
        here = here.head
    return None


def own_subject(pronoun: Token) -> Token | None:
    """The subject of the clause that a pronoun is an object of: who suspects "them" suspects others."""
    above = pronoun.head.head if pronoun.dep_ == "pobj" else pronoun.head
    if pronoun.dep_ not in ("dobj", "dative", "pobj") or above.pos_ not in ("VERB", "AUX"):
        return None
    return next((child for child in above.children if child.dep_ in ("nsubj", "nsubjpass")), None)


def same_subject(pronoun: Token, here: Sentence) -> Token | None:
    """The "he" before a "his" in its sentence where no noun is a subject between them: they are one.

    "He will plead guilty to resisting an officer, and his case goes to court" is not of the officer's.
    """
    sex = SEXES.get(pronoun.lower_)
    before = [t for t in here.tokens if t.i < pronoun.i and t.dep_ in ("nsubj", "nsubjpass")] if sex else []
    last = before[-1] if before else None
    return last if last is not None and last != own_subject(pronoun) and SEXES.get(last.lower_) == sex else None
