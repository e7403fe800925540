"""Whether a noun is a "he" or a "she", as far as the words beside it tell."""

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
