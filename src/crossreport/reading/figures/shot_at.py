"""Whether "shot at" tells where one was hit ("man shot at motel") or whom one fired at ("man shot at officers")."""

from crossreport.reading.figures.patients import left_of
from crossreport.reading.figures.scene import Scene, is_person, lemma
from crossreport.reading.parsed import Token
from crossreport.vocabulary.load import words

# A shop by its name ("woman shot at Walmart") is an organisation to the parser; police and troops are persons before.
PLACES = frozenset({"GPE", "FAC", "LOC", "ORG"})


def is_shot_where(page: Scene, token: Token, after: Token) -> bool:
    """ "Was shot at a party", "4 tax officers shot at party", "man shot at motel"; not "was shot at by"."""
    passive = any(child.dep_ == "auxpass" for child in token.children)
    left = left_of(page, token.i - 1) if page.heading else None
    counted = (
        left is not None
        and lemma(left) not in words("persons", "attacker")
        and any(i in page.number_at for i in range(min(left.left_edge.i, left.i - 1), left.i + 1))
    )
    noun = after.pos_ in ("DET", "NOUN", "PROPN", "ADJ", "NUM", "PRON")
    somebody = is_person(page, after) or is_person(page, _phrase(page, after)[-1])
    return ((passive or counted) and noun and not somebody) or (_is_bare(page, token) and _is_place(page, after))


def _is_bare(page: Scene, token: Token) -> bool:
    """Is it said of one person without an article, as headlines say what befell somebody; of a gunman it is what he did."""
    who = left_of(page, token.i - 1)
    if (
        who is None
        or who.tag_ not in ("NN", "NNP")
        or who.ent_type_ == "PERSON"
        or lemma(who) in words("persons", "attacker")
    ):
        return False
    determined = any(child.dep_ in ("det", "poss", "nummod") for child in who.children)
    return not determined and (page.heading or who.left_edge.i == page.first)


def _is_place(page: Scene, after: Token) -> bool:
    """Is it a place or an occasion that stands behind the "at", by its last noun or by a place in its name?"""
    phrase = _phrase(page, after)
    if is_person(page, phrase[-1]):
        return False
    return lemma(phrase[-1]) in words("harm", "venues") or any(one.ent_type_ in PLACES for one in phrase)


def _phrase(page: Scene, after: Token) -> list[Token]:
    """The words that stand behind the "at", to the last noun of them."""
    last = after.i
    while last + 1 < page.end and (page.doc[last].pos_ == "DET" or page.doc[last + 1].pos_ in ("NOUN", "PROPN")):
        last += 1
    return page.doc.tokens[after.i : last + 1]
