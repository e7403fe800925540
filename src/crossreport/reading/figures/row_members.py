"""The next member of a row of persons, where the parser made it another thing: who the one before is, a second subject."""

from itertools import pairwise

from crossreport.reading.figures.phrase import POSSESSIVE
from crossreport.reading.figures.scene import Scene, is_name, is_person, lemma
from crossreport.reading.parsed import Token
from crossreport.vocabulary.load import vocabulary, words

SUBJECT = ("nsubj", "nsubjpass")
JOINING = frozenset({"and", "&", "plus"})


def further_of_row(page: Scene, at: Token) -> Token | None:
    """The second of a row that the parser takes for who the first is."""
    return _kin_after(page, at) or _list_after(page, at) or _name_after(page, at) or _among_bodies(page, at)


def siblings(page: Scene, at: Token) -> list[Token]:
    """ "Six monks, their cook and her daughter were": the parser may make two subjects of one list."""
    twins = [
        one for one in at.head.children if one.dep_ == at.dep_ and one.i > at.i and at.dep_ in ("nsubjpass", "nsubj", "dobj")
    ]
    joined = (twins and page.doc[at.i + 1].text == ",") or any(one.dep_ == "cc" and is_and(page, one) for one in at.children)
    return [one for one in twins[:1] if joined and (is_person(page, one) or one.i in page.number_at)]


def is_joined(page: Scene, member: Token) -> bool:
    """Does "and" stand right before a member of a list?"""
    first = member.left_edge.i
    return first > page.first and page.doc[first - 1].lower_ in JOINING


def kin_joined(page: Scene, at: Token) -> Token | None:
    """ "Of the six monks, a cook, and her daughter was": the parser may make the last member a subject of what follows."""
    words_ = [one for one in page.doc[at.i + 1 : min(at.i + 6, page.end)] if one.text != ","]
    if len(words_) < 3 or words_[0].lower_ not in ("and", "&") or words_[1].lower_ not in POSSESSIVE:
        return None
    kin = next((one for one in words_[2:4] if one.dep_ in SUBJECT and is_person(page, one)), None)
    subjects = [one for one in kin.head.children if one.dep_ in SUBJECT] if kin is not None else []
    return kin if len(subjects) > 1 else None


def after_comma(page: Scene, at: Token) -> Token | None:
    """In a headline a comma stands for "and": "kills friend, neighbor"."""
    after = page.doc[at.i + 1 : min(at.i + 3, page.end)]
    alone = len(after) == 2 and (at.i + 3 >= page.end or page.doc[at.i + 3].is_punct)
    return after[1] if alone and after[0].text == "," and is_person(page, after[1]) else None


def _kin_after(page: Scene, at: Token) -> Token | None:
    """ "Omar Zel, his son Ali and two grandchildren were killed": a list, though parsed as what Omar Zel is.

    "Killed his wife, their two sons and himself" is one too.
    "Ana Poe, his wife and the mother of two, was killed" is one person: the verb says so, or the second has no number.
    """
    kin = next((one for one in at.children if one.dep_ == "appos" and one.i > at.i and one.i not in page.passed), None)
    own = kin is not None and any(one.dep_ == "poss" and one.lower_ in POSSESSIVE for one in kin.children)
    more = [one for one in kin.children if one.dep_ == "conj"] if kin is not None and own else []
    if kin is None or not more or not is_person(page, kin):
        return None
    helpers = {one.lower_ for one in at.head.children if one.dep_ in ("aux", "auxpass")} if at.dep_ in SUBJECT else set()
    if helpers & {"was", "is", "has"}:
        return None
    own_words = ("a", "an", *POSSESSIVE)
    counted = any(one.dep_ == "nummod" or one.lower_ in own_words for one in more[0].children)
    counted = counted or more[0].lower_ in ("himself", "herself", "themselves")
    return kin if helpers & {"were", "are", "have"} or counted else None


def _list_after(page: Scene, at: Token) -> Token | None:
    """ "Two men, a woman and a child were killed": a list, parsed as who the two are; not "two people, a man and a boy"."""
    second = next((one for one in at.children if one.dep_ == "appos" and one.i > at.i), None)
    joined = second is not None and any(one.dep_ == "conj" for one in second.children)
    if second is None or not joined or not (is_person(page, second) or second.i in page.number_at):
        return None
    numbered = second.i in page.number_at
    counted = at.i in page.number_at or any(one.i in page.number_at for one in at.children)
    # "His wife, four of his children and two guests"
    counted = counted or (numbered and any(one.lower_ in POSSESSIVE for one in at.children))
    number = numbered or any(one.lower_ in ("a", "an") or one.i in page.number_at for one in second.children)
    general = lemma(at) in words("harm", "anybody") or at.i in page.number_at
    among = any(one.lower_ in ("among", "including") for one in second.subtree)
    return second if counted and number and not general and not among else None


def _name_after(page: Scene, at: Token) -> Token | None:
    """ "Ana Poe, Ivo Karn and a neighbour": a second name behind a comma, with more joined to it."""
    second = next((one for one in at.children if one.dep_ == "appos" and one.i > at.i), None)
    if second is None or not is_name(page, at) or not is_name(page, second):
        return None
    more = [one for one in second.children if one.dep_ == "conj" and is_person(page, one) and is_joined(page, one)]
    return second if more and page.doc[second.left_edge.i - 1].text == "," else None


def _among_bodies(page: Scene, at: Token) -> Token | None:
    """ "The bodies of a man and two women were found": the women's too, though the parser joins them to the bodies."""
    of = at.head
    if at.dep_ != "pobj" or of.lower_ != "of" or of.head.tag_ != "NNS" or lemma(of.head) not in deeds():
        return None
    # "The bodies of a woman, her baby and her father were found": the parser may set the baby beside the bodies.
    for twin in (*of.head.children, *of.head.head.children):
        beside = twin.dep_ in (*SUBJECT, "appos", "conj") and twin.i != of.head.i
        own = beside and at.i < twin.left_edge.i <= at.i + 3 and is_person(page, twin)
        if own and page.doc[twin.left_edge.i - 1].text == "," and any(one.dep_ == "conj" for one in twin.children):
            return twin
    behind = [one for one in of.head.children if one.dep_ == "conj" and one.i > at.i and is_person(page, one)]
    return behind[0] if behind and is_joined(page, behind[0]) and behind[0].left_edge.i == at.right_edge.i + 2 else None


def deeds() -> frozenset[str]:
    """The nouns of harm, with which another saying begins ("the killing of Ana Poe, 17, and the shooting of Ivo Karn")."""
    return frozenset(word for listed in vocabulary("harm")["noun"].values() for word in listed)


def is_and(page: Scene, joining: Token) -> bool:
    """Does a word join persons of one fate ("and", "as well as", "not only these but also")?"""
    before = page.doc[joining.i - 1].lower_ if joining.i > page.first else ""
    as_well = joining.lower_ == "as" and before == "well"
    return joining.lower_ in JOINING or as_well or (joining.lower_ == "but" and _is_not_only(page, joining))


def _is_not_only(page: Scene, but: Token) -> bool:
    """Does "not only" stand before a "but" in the clause?"""
    ahead = [one.lower_ for one in page.doc[page.first : but.i]]
    return ("not", "only") in pairwise(ahead) and "," not in ahead[ahead.index("only") :]
