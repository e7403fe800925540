"""Why a person's name is masked: a child, a victim of sexual violence, a person accused. In doubt a name is masked.

Reports tell of a child in one sentence and give the name in another; where nothing shows that a named victim is somebody
else, the name is the child's.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from crossreport.model.happened import Person
from crossreport.model.said import Figure, Outcome
from crossreport.reading.figures.numbers import YEARS_OLD
from crossreport.reading.layout import Document, Sentence
from crossreport.reading.parsed import Token
from crossreport.reading.people.counted import HARMED
from crossreport.reading.people.described import ADULT, Described, described
from crossreport.reading.people.names import Name
from crossreport.reading.people.slots import Slot
from crossreport.vocabulary.load import vocabulary, words

# "X was 15.", "X, who was only 15, ...": an age as a predicate, no number of anything else.
IS_AGED = re.compile(
    r"\s*,?\s*(?:who\s+)?(?:is|was|turned|had turned)\s+(?:only |just |aged )?(\d{1,2})(?:\s+years?\s+old|\s*y/?o\b)?\s*"
    r"(?=[.,;]|and\b|when\b|at\b|$)"
)


# One of the dead killed the others: of whom exactly one is grown, that one is as good as accused.
OWN_HAND = re.compile(r"\b(?:murder|homicide)[- /](?:and )?suicide\b|\bself-inflicted\b", re.I)


OLD = re.compile(rf"(\d{{1,2}}){YEARS_OLD}", re.I)
CHILDREN = frozenset({"child", "children", "minor", "minors", "juvenile", "juveniles"})


class Named(Protocol):
    """A person's names, as they are gathered."""

    names: list[Name]


def told_age(document: Document, name: Name) -> int | None:
    """The age that a clause gives of a name as its predicate; None where it gives none."""
    found = IS_AGED.match(document.plain, name.end)
    return int(found[1]) if found and int(found[1]) > 0 else None


def sexual(document: Document) -> Literal["any", "children"] | None:
    """Whom of its victims a report's sexual violence may have befallen: any, children alone, or nobody here.

    What was done to a child befell no grown person; a charge of years ago ("a record of rape") befell nobody of now; and the
    heads of other stories, below the text, tell of others.
    """
    found: Literal["children"] | None = None
    told = words("people", "sexual")
    for sentence in document.sentences:
        if sentence.paragraph.kind not in ("title", "text"):
            continue
        for token in sentence.tokens:
            if (token.lower_ not in told and token.lemma_.lower() not in told) or _is_harmless(token):
                continue
            if _is_of_child(document, token.i, sentence):
                found = "children"
            elif not _is_of_the_past(sentence):
                return "any"
    return found


def _is_harmless(token: Token) -> bool:
    """ "Sexually active", "sexual orientation", "a registered sexual offender": no deed that is told here."""
    beside = {token.head.lemma_.lower(), *(one.lemma_.lower() for one in token.doc[token.i + 1 : token.i + 2])}
    return token.lower_.startswith("sexual") and bool(beside & words("people", "no_deed"))


def _is_of_child(document: Document, at: int, sentence: Sentence) -> bool:
    """Is it done to a child ("child sexual abuse", "sexually assaulting a 9-year-old")?"""
    if document.doc[max(at - 1, sentence.tokens.start)].lemma_.lower() in CHILDREN:
        return True
    behind = document.doc[at + 1 : min(at + 12, sentence.tokens.end)]
    for token in behind:
        if token.lower_ in CHILDREN or (token.pos_ == "NOUN" and token.lemma_.lower() in words("people", "minor")):
            return True
        if token.pos_ == "PROPN" or token.lower_ in ("her", "him", "them", "and", ",", ";"):
            return False
        aged = OLD.match(document.plain, token.idx)
        if aged is not None:
            return int(aged[1]) < ADULT
    return False


def _is_of_the_past(sentence: Sentence) -> bool:
    """Does a sentence tell of earlier deeds or of a record, and point at nobody of this report?"""
    told = {token.lower_ for token in sentence.tokens}
    return bool(told & words("people", "earlier_deeds")) and not told & words("people", "pointed_at")


@dataclass(frozen=True)
class Nameless:
    """A child (or more) harmed of whom no name is told, by what is said of who that is."""

    is_: Described
    # The person of whom these words seem to tell again; None where they tell of nobody known.
    named: int | None = None
    outcome: Outcome | None = None
    single: bool = True


def nameless_minors(
    document: Document, figures: Sequence[Figure], slots: Sequence[Slot], named: Sequence[Person]
) -> tuple[Nameless, ...]:
    """The children harmed of whom no name with an age is told."""
    of = {index: slot for slot in slots for index in slot.figures}
    ages = [person.age for person in named if person.age is not None]
    found = []
    for index, figure in enumerate(figures):
        slot = of.get(index)
        if figure.scope != "incident" or figure.outcome not in HARMED:
            continue
        if slot is not None and slot.named is not None and named[slot.named].age is not None:
            continue
        who = slot.named if slot is not None else None
        told = described(document, figure)
        if told.age is not None:
            if told.age < ADULT and told.age not in ages:
                found.append(_nameless(told, who, figure))
        elif figure.subgroup == "child" and not any(age < ADULT for age in ages):
            found += [] if told.child is None and _is_of_age(figure, named) else [_nameless(told, who, figure)]
    return tuple(found)


def _nameless(told: Described, who: int | None, figure: Figure) -> Nameless:
    return Nameless(told, who, figure.outcome, figure.low == figure.high == 1)


def last_grown(document: Document, named: Sequence[Person]) -> int | None:
    """The only grown one among several dead of whom one died by his own hand; None where several are, or one is accused."""
    dead = [i for i, one in enumerate(named) if one.role == "victim" and one.outcome in ("killed", "killed_or_injured")]
    grown = [i for i in dead if (named[i].age or ADULT) >= ADULT]
    if any(one.role == "accused" for one in named) or len(grown) != 1 or len(dead) < 2:
        return None
    return grown[0] if OWN_HAND.search(document.plain) else None


def _is_of_age(teen: Figure, named: Sequence[Person]) -> bool:
    """Is a teenager of no told age one who is named, and eighteen or nineteen?"""
    return teen.low == teen.high == 1 and any(
        person.age in (18, 19) and person.role == "victim" and teen.outcome in (person.outcome, "killed_or_injured")
        for person in named
    )


def may_be_minor(index: int, sex: str | None, minors: Sequence[Nameless]) -> bool:
    """Could a named person be one of these children?"""
    for one in minors:
        if one.named == index:
            return True
        if one.named is None and (sex is None or one.is_.sex is None or one.is_.sex == sex):
            return True
    return False


def told_apart(document: Document, person: Named, minors: Sequence[Nameless]) -> bool:
    """Does one row of persons hold the name and the only nameless child ("Ana Vost and a girl were taken to a hospital")?"""
    if not minors or not all(one.single and one.is_.may_be(minors[0].is_) for one in minors):
        return False
    return any(
        _is_child(other) for name in person.names for other in _in_row(document, name) if other.pos_ in ("NOUN", "ADJ")
    )


def _in_row(document: Document, name: Name) -> Iterator[Token]:
    """The heads of the row of persons that a name stands in: by the parse, and behind the name up to the last "and"."""
    yield from document.doc[name.first : name.last + 1].root.conjuncts
    linked = False
    for token in document.doc[name.last + 1 : document.sentences[name.sentence].tokens.end]:
        if token.pos_ == "NOUN" and linked:
            yield token
        if token.pos_ not in ("PROPN", "PUNCT", "CCONJ", "NUM", "DET", "ADJ") or token.text in (";", ":", '"'):
            return
        linked = token.pos_ == "CCONJ" or (linked and token.pos_ in ("DET", "ADJ", "NUM"))


def _is_child(token: Token) -> bool:
    around = {token.lemma_.lower(), *(child.lemma_.lower() for child in token.children if child.pos_ != "PROPN")}
    return bool(around & words("people", "minor"))


def outlived(document: Document, figures: Sequence[Figure], minors: Sequence[Nameless]) -> bool:
    """Were all nameless children hurt, and somebody grown killed? Then no child is the one who died."""
    hurt = bool(minors) and all(one.outcome == "injured" for one in minors)
    return hurt and any(
        figure.outcome == "killed" and figure.scope == "incident" and described(document, figure).child is False
        for figure in figures
    )


def grown_lists(document: Document, figures: Sequence[Figure]) -> list[tuple[int, int]]:
    """Where names stand that are those of grown persons: "three other men were hurt" ... "A, B and C were hurt"."""
    counted = {(one.point, one.outcome) for one in figures if one.subgroup in ("man", "woman") and _is_of_adults(one)}
    return [document.range(one.span) for one in figures if (one.point or 0) > 1 and (one.point, one.outcome) in counted]


def _is_of_adults(figure: Figure) -> bool:
    plurals = vocabulary("persons")["plurals"]
    return any(plurals.get(word, word) in ("man", "woman") for word in (figure.who or "").lower().split())


def is_adult(document: Document, person: Named) -> bool:
    """Does a word beside one of the names show a grown person ("his wife, ...", "officer ...", "..., a father of two")?"""
    return any(
        any(token.lemma_.lower().rstrip(".") in words("people", "adult") for token in _leading(document, name))
        or _is_called_adult(document, name)
        for name in person.names
    )


def _leading(document: Document, name: Name) -> Iterator[Token]:
    """The words before a name that say who that is, back to a preposition, a conjunction or what somebody does."""
    doc, first = document.doc, document.sentences[name.sentence].tokens.start
    is_told = False  # "the girl killed was Ana Vost"
    for at in range(name.first - 1, max(name.first - 9, first) - 1, -1):
        token = doc[at]
        is_told = is_told or token.lemma_ == "be"
        named = token.lemma_.lower() in words("people", "identify") or (is_told and token.tag_ == "VBN")
        # "The officer's daughter, Ana": whose she is does not say who.
        if (
            token.tag_ == "POS"
            or token.pos_ == "CCONJ"
            or token.text in (";", ":", '"')
            or (token.pos_ == "VERB" and not named)
        ):
            return
        if token.pos_ in ("ADP", "SCONJ") and token.lower_ != "as":
            return
        yield token


def _is_called_adult(document: Document, name: Name) -> bool:
    """ "..., a mother of two,", "... was a father of three", "...'s widow": the first noun behind the name."""
    doc, end = document.doc, document.sentences[name.sentence].tokens.end
    behind = list(doc[name.last + 1 : min(name.last + 9, end)])
    if behind and behind[0].tag_ == "POS":
        return len(behind) > 1 and behind[1].lemma_.lower() in words("people", "spouse")
    while (
        behind and (behind[0].is_punct or behind[0].lower_ in ("was", "is", "who", "also")) and behind[0].text not in ".;:"
    ):
        behind.pop(0)
    if not behind or behind[0].lower_ not in ("a", "an", "the"):
        return False
    noun = next((token for token in behind[1:] if token.pos_ == "NOUN" and token.dep_ != "compound"), None)
    return noun is not None and noun.lemma_.lower() in words("people", "adult")


def beside_child(document: Document, name: Name) -> bool:
    """Does a word for a child stand right before the name, as who that is?"""
    return any(token.lemma_.lower() in words("people", "minor") for token in _leading(document, name))
