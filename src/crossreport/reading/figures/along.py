"""Who is told of beside others by "as well as", "along with", "in addition to" or "plus"."""

import re

from crossreport.reading.figures.phrase import DEFINITE, POSSESSIVE
from crossreport.reading.figures.scene import Scene, is_person, lemma
from crossreport.reading.parsed import Token
from crossreport.vocabulary.load import vocabulary, words

BESIDE = r"(?:as well as|along with|together with|in addition to|besides|plus)"
RIGHT_BEHIND = re.compile(rf",? {BESIDE} (?=\w)", re.I)
# What a sentence may open with; behind some of these somebody definite was told of before.
SET_APART = ("besides", "in addition to", "apart from", "aside from")
IN_FRONT = re.compile(
    r"\W*(?P<beside>apart from|aside from|besides|in addition to|along with|together with|alongside) (?=\w)", re.I
)
# Behind the verb: "were killed, along with two guards".
LATER = re.compile(rf"(?:, | ){BESIDE} (?=\w)", re.I)


def joined_to(page: Scene, noun: Token) -> Token | None:
    """Whom such words join to the phrase that ends with a noun: the medics of "eight farmers, as well as two medics,"."""
    last = noun.i
    while last + 1 in page.passed:
        last += 1  # his age
    end = page.doc[last].idx + len(page.doc[last])
    found = RIGHT_BEHIND.match(page.text, end, page.sentence.end)
    return _noun_at(page, found.end()) if found else None


def is_known(page: Scene, noun: Token) -> bool:
    """ "In addition to Ivo Karn", "besides the boy": somebody told of before, of whom no more is said."""
    before = page.text[page.sentence.start : page.doc[noun.left_edge.i].idx].rstrip().lower()
    return is_definite(noun) and before.endswith(("in addition to", "besides"))


def is_definite(noun: Token) -> bool:
    """ "Ivo Karn", "the father", "her brother": somebody who may have been told of before."""
    return noun.pos_ == "PROPN" or noun.left_edge.lower_ in DEFINITE | POSSESSIVE


def told_beside(page: Scene, verb: Token) -> Token | None:
    """Whom the sentence tells of beside the subject of a verb, behind the verb."""
    found = LATER.search(page.text, verb.idx + len(verb), page.sentence.end)
    at = page.doc.char_span(found.start(), found.end(), alignment_mode="expand") if found else None
    if found is None or at is None or any(_ends(one) for one in page.doc[verb.i + 1 : at.start]):
        return None
    return _noun_at(page, found.end())


def told_in_front(page: Scene, first: int) -> Token | None:
    """ "Apart from a constable, three civilians died", "along with the mayor, ...": whom a sentence opens with."""
    found = IN_FRONT.match(page.text, page.sentence.start, page.sentence.end)
    if found is None or page.heading or page.doc[first].idx <= found.end():
        return None
    noun = _noun_at(page, found.end())
    comma = page.doc[noun.right_edge.i + 1] if noun is not None and noun.right_edge.i + 1 < page.end else None
    if noun is None or comma is None or comma.text != "," or comma.i + 1 != first:
        return None
    known = is_definite(noun) and found["beside"].lower() in SET_APART
    return None if known else noun


def _ends(token: Token) -> bool:
    """Does another saying begin: a verb, a harm, a further clause?"""
    states = (word for listed in vocabulary("harm")["state"].values() for word in listed)
    return token.pos_ in ("VERB", "AUX") or token.text in (";", ":") or token.lower_ in {*states}


def _noun_at(page: Scene, start: int) -> Token | None:
    """The noun, name or number with which the phrase at an offset ends; None where no person is meant or a fate follows."""
    span = page.doc.char_span(start, start + 1, alignment_mode="expand")
    at = span.start if span is not None else page.end
    first = at
    while at < page.end and (
        page.doc[at].pos_ in ("DET", "NUM", "ADJ", "NOUN", "PROPN") or page.doc[at].tag_ == "PRP$" or at in page.age_at
    ):
        at += 1
    if at == first:
        return None
    noun = page.doc[at - 1]
    while at in page.number_at:
        at += 1  # "dozens of"
    after = page.doc[at] if at < page.end else None
    fates = words("harm", "living") | {word for listed in vocabulary("harm")["of_the"].values() for word in listed}
    if after is not None and after.lower_ in fates and after.pos_ in ("VERB", "ADJ", "NOUN"):
        return None  # "as well as 14 wounded"
    if lemma(noun) in words("harm", "single"):
        return None  # "carried the body of the child, as well as the body of the child in the morgue": seen twice
    return noun if noun.i in page.number_at or is_person(page, noun) else None
