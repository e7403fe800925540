"""Why a person's name is masked: a child, a victim of sexual violence, a person accused. In doubt a name is masked.

Reports tell of a child in one sentence and give the name in another; where nothing shows that a named victim is somebody
else, the name is the child's.
"""

import re
from collections.abc import Sequence
from typing import Protocol

from crossreport.model.said import Figure
from crossreport.reading.layout import Document
from crossreport.reading.people.names import Name
from crossreport.vocabulary.load import words

ADULT = 18
AGE = re.compile(r"\b(\d{1,2})\s*-?\s*(years?|months?|weeks?|days?)\s*-?\s*old\b", re.I)
# "X was 15.", "X, who was only 15, ...": an age as a predicate, no number of anything else.
IS_AGED = re.compile(
    r"\s*,?\s*(?:who\s+)?(?:is|was|turned|had turned)\s+(?:only |just |aged )?(\d{1,2})(?:\s+years?\s+old)?\s*"
    r"(?=[.,;]|and\b|when\b|at\b|$)"
)


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


def nameless_minors(document: Document, figures: Sequence[Figure], ages: Sequence[int]) -> bool:
    """Is a child harmed of whom no name with that age is told? `ages` are those told with names."""
    for figure in figures:
        if figure.scope != "incident" or figure.outcome not in (
            "killed",
            "injured",
            "killed_or_injured",
            "abducted",
            "missing",
        ):
            continue
        start, end = document.range(figure.span)
        age = AGE.search(document.plain, start, end)
        if age is not None:
            years = int(age[1]) if age[2].lower().startswith("year") else 0
            if years < ADULT and years not in ages:
                return True
        elif figure.subgroup == "child" and not any(one < ADULT for one in ages):
            return True
    return False


def is_adult(document: Document, person: Named) -> bool:
    """Does a word beside one of the names show a grown person ("his wife, ...", "officer ...")?"""
    for name in person.names:
        first = document.sentences[name.sentence].tokens.start
        near = document.doc[max(name.first - 4, first) : name.first]
        if any(token.lemma_.lower() in words("people", "adult") for token in near):
            return True
    return False


def beside_child(document: Document, name: Name) -> bool:
    """Does a word for a child stand right before the name?"""
    near = document.doc[max(name.first - 3, document.sentences[name.sentence].tokens.start) : name.first]
    return any(token.lemma_.lower() in words("people", "minor") for token in near)
