"""Ages that lines tell: those of two persons are no two numbers for one thing."""

import re

AGED = re.compile(r"\b(?P<age>\d{1,3})[- ]years?[- ]old\b(?P<who>(?:[\s,]+[\w'’-]+){0,3})", re.I)
NAMED = re.compile(
    r"(?P<who>[A-Z][\w'’-]+(?: [A-Z][\w'’.-]+)*), (?P<age>\d{1,2})\b(?=,|\.|$| (?:is|was|has|had|of|and|died)\b)"
)


def ages_of(text: str) -> dict[str, frozenset[str]]:
    """Each age that a text tells, in digits, with the words for who is of it."""
    told: dict[str, frozenset[str]] = {}
    for found in (*AGED.finditer(text), *NAMED.finditer(text)):
        who = frozenset(re.findall(r"[\w'’-]+", found["who"].lower()))
        told[found["age"]] = told.get(found["age"], frozenset()) | who
    return told


def of_others(numbers: frozenset[str], text: str, other: str) -> frozenset[str]:
    """The ages among the numbers of a text that are of nobody whose age the other text tells."""
    theirs = ages_of(other).values()
    return frozenset(age for age, who in ages_of(text).items() if age in numbers and not any(who & one for one in theirs))
