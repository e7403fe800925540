"""Single victims without a name of whom an age or a sex is told ("a 12-year-old boy was wounded")."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from crossreport.model.happened import Person
from crossreport.model.said import Figure
from crossreport.reading.layout import Document
from crossreport.vocabulary.load import words

AGE = re.compile(r"\b(\d{1,3})\s*-?\s*years?\s*-?\s*old", re.I)
PRONOUNS = frozenset({"he", "she", "him", "her", "himself", "herself", "it"})
CHILD = re.compile(r"\b\d{1,2}\s*-?\s*(?:months?|weeks?|days?)\s*-?\s*old", re.I)


def unnamed(document: Document, figures: Sequence[Figure], named: Sequence[Person]) -> Iterator[Person]:
    """One person for each figure of one that says an age or a sex and names nobody; the same age and sex are one person."""
    told = [document.range(span) for person in named for span in (person.span, *person.spans)]
    ages = {person.age for person in named if person.age is not None}
    seen: set[tuple[int | None, str | None, str]] = set()
    for figure in figures:
        if figure.low != 1 or figure.high != 1 or figure.scope != "incident" or figure.outcome not in ("killed", "injured"):
            continue
        start, end = document.range(figure.span)
        if figure.aux not in ("none", "historical") or any(a < end + 2 and start - 2 < b for a, b in told):
            continue
        words_ = document.plain[start:end]
        if words_.lower() in PRONOUNS:
            continue
        age, sex = _age(words_), _sex(words_)
        key = (age, sex, figure.outcome)
        if (age is None and (sex is None or named)) or age in ages or key in seen:
            continue
        seen.add(key)
        yield Person(
            span=figure.span,
            role="victim",
            outcome=figure.outcome,
            age=age,
            sex=sex,
            sealed="minor" if _is_minor(words_, age) else None,
            spans=(figure.span,),
        )


def _age(told: str) -> int | None:
    found = AGE.search(told)
    return int(found[1]) if found is not None and 0 < int(found[1]) <= 115 else None


def _sex(told: str) -> Literal["female", "male"] | None:
    for word in re.findall(r"[\w-]+", told.lower()):
        if word in words("people", "he"):
            return "male"
        if word in words("people", "she"):
            return "female"
    return None


def _is_minor(told: str, age: int | None) -> bool:
    if age is not None:
        return age < 18
    return bool(CHILD.search(told)) or any(word in words("people", "minor") for word in re.findall(r"[\w-]+", told.lower()))
