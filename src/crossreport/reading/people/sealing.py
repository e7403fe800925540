"""Why a person's name is masked: a child, a victim of sexual violence, a person accused. In doubt a name is masked.

Reports tell of a child in one sentence and give the name in another; where nothing shows that a named victim is somebody
else, the name is the child's.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from crossreport.model.happened import Person
from crossreport.model.said import Figure
from crossreport.reading.layout import Document
from crossreport.reading.people.counted import HARMED
from crossreport.reading.people.described import ADULT, Described, described
from crossreport.reading.people.names import Name
from crossreport.reading.people.slots import Slot
from crossreport.vocabulary.load import vocabulary, words

# "X was 15.", "X, who was only 15, ...": an age as a predicate, no number of anything else.
IS_AGED = re.compile(
    r"\s*,?\s*(?:who\s+)?(?:is|was|turned|had turned)\s+(?:only |just |aged )?(\d{1,2})(?:\s+years?\s+old)?\s*"
    r"(?=[.,;]|and\b|when\b|at\b|$)"
)


# One of the dead killed the others: of whom exactly one is grown, that one is as good as accused.
OWN_HAND = re.compile(r"\b(?:murder|homicide)[- /](?:and )?suicide\b|\bself-inflicted\b", re.I)


class Named(Protocol):
    """A person's names, as they are gathered."""

    names: list[Name]


def told_age(document: Document, name: Name) -> int | None:
    """The age that a clause gives of a name as its predicate; None where it gives none."""
    found = IS_AGED.match(document.plain, name.end)
    return int(found[1]) if found and int(found[1]) > 0 else None


def sexual(document: Document) -> bool:
    """Does the report tell of sexual violence?"""
    found = words("people", "sexual")
    return any(token.lemma_.lower() in found or token.lower_ in found for token in document.doc)


@dataclass(frozen=True)
class Nameless:
    """A child (or more) harmed of whom no name is told, by what is said of who that is."""

    is_: Described
    # The person of whom these words seem to tell again; None where they tell of nobody known.
    named: int | None = None


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
                found.append(Nameless(told, who))
        elif figure.subgroup == "child" and not any(age < ADULT for age in ages):
            found += [] if told.child is None and _is_of_age(figure, named) else [Nameless(told, who)]
    return tuple(found)


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


def grown_lists(document: Document, figures: Sequence[Figure]) -> list[tuple[int, int]]:
    """Where names stand that are those of grown persons: "three other men were hurt" ... "A, B and C were hurt"."""
    counted = {(one.point, one.outcome) for one in figures if one.subgroup in ("man", "woman") and _is_of_adults(one)}
    return [document.range(one.span) for one in figures if (one.point or 0) > 1 and (one.point, one.outcome) in counted]


def _is_of_adults(figure: Figure) -> bool:
    plurals = vocabulary("persons")["plurals"]
    return any(plurals.get(word, word) in ("man", "woman") for word in (figure.who or "").lower().split())


def is_adult(document: Document, person: Named) -> bool:
    """Does a word beside one of the names show a grown person ("his wife, ...", "officer ...", "..., a father of two")?"""
    for name in person.names:
        first = document.sentences[name.sentence].tokens.start
        near = document.doc[max(name.first - 4, first) : name.first]
        if any(token.lemma_.lower() in words("people", "adult") for token in near) or _is_called_adult(document, name):
            return True
    return False


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
    """Does a word for a child stand right before the name?"""
    near = document.doc[max(name.first - 3, document.sentences[name.sentence].tokens.start) : name.first]
    return any(token.lemma_.lower() in words("people", "minor") for token in near)
