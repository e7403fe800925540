"""With whom somebody was killed or hurt: "along with his wife", "with his two sons", "as well as two guards"."""

from dataclasses import replace

from crossreport.reading.figures.along import is_definite, told_beside, told_in_front
from crossreport.reading.figures.phrase import Victims
from crossreport.reading.figures.scene import Scene, lemma
from crossreport.reading.figures.victims import read_victims, sum_of
from crossreport.reading.parsed import Token
from crossreport.vocabulary.load import vocabulary, words

ALONG = ("along", "together")


def with_companions(page: Scene, one: Victims, verb: Token, dead: bool = False) -> Victims:
    """ "He was killed along with his wife and two sons": those with whom it befell him too.

    `dead`: who was killed "with his two sons", and no more is said of these, was not killed alone.
    """
    members: list[Victims] = []
    near = (one for child in verb.children for one in (child, *(child.children if child.lower_ in ALONG else ())))
    for child in near:
        before = page.doc[child.i - 1].lower_ if child.i > page.first else ""
        shares = child.lower_ == "with" and (before in ALONG or (dead and _is_with_kin(child, verb)))
        if child.i > one.last and (child.lower_ == "alongside" or shares):
            named = next((kid for kid in child.children if kid.dep_ == "pobj"), None)
            found = read_victims(page, named) if named is not None else None
            if found is None or (before not in ALONG and _is_beside(page, found)):
                continue
            if found.kind not in ("plural", "none", "self") and not _has_own_fate(page, found):
                members += found.parts or (found,)
    doer = next((kid for kid in verb.children if kid.dep_ == "nsubj" and kid.i < verb.i < one.first), None)
    begins = one.first if doer is None else doer.left_edge.i  # "in addition to two guards, the bomb killed four men"
    front = told_in_front(page, begins) if not members and not one.parts and one.kind != "again" else None
    found = read_victims(page, front) if front is not None else None
    if found is not None and found.kind in ("counted", "one", "again") and not _has_own_fate(page, found):
        members += found.parts or (found,)
    beside = told_beside(page, verb) if not members and not one.parts else None
    if beside is not None and not dead and is_definite(beside):
        beside = None  # "had been shot as well as the father": of whom the report may tell more
    found = read_victims(page, beside) if beside is not None else None
    if found is not None and found.kind in ("counted", "again", "one", "named") and not _has_own_fate(page, found):
        members += found.parts or (found,)
    if not members or one.kind in ("none", "self", "plural"):
        return one
    whole = sum_of(page, one, members)
    who = " and ".join(page.doc[part.first : part.last + 1].text for part in whole.parts)
    return replace(whole, last=one.last, number=replace(whole.number, end=one.number.end), who=who)


def _is_with_kin(preposition: Token, verb: Token) -> bool:
    """ "Killed with his three sons", of whom no more is said ("with his wife at his side", "with his wife watching")."""
    kin = next((kid for kid in preposition.children if kid.dep_ == "pobj"), None)
    if kin is None or preposition.head.i != verb.i or not any(kid.dep_ == "auxpass" for kid in verb.children):
        return False
    members = [kin, *kin.conjuncts]
    told = any(kid.dep_ in ("prep", "acl", "relcl") for one in members for kid in one.children)
    is_his = any(kid.dep_ == "poss" for kid in kin.children)
    return is_his and not told and lemma(kin) in words("persons", "kin")


def _is_beside(page: Scene, one: Victims) -> bool:
    """ "With his wife at his side", "with her child in her arms": where they were, not what befell them."""
    after = page.doc[one.last + 1 : min(one.last + 3, page.end)]
    return len(after) == 2 and after[0].pos_ == "ADP" and after[1].tag_ == "PRP$"


def _has_own_fate(page: Scene, one: Victims) -> bool:
    """ "Was found dead along with two wounded men", "with two other shooting victims": the words say what befell these."""
    inside = {page.doc[i].lower_ for i in range(one.first, one.last + 1)}
    kinds = {word for listed in vocabulary("harm")["victims_of"].values() for word in listed}
    return bool(inside & (words("harm", "living") | kinds))
