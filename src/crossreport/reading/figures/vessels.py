"""Names of vessels: "the Maltese-flagged Norden Star was seized" takes nobody away, whatever the tagger makes of it."""

import re
from collections.abc import Iterator
from functools import cache

from crossreport.reading.layout import Document
from crossreport.reading.small import small
from crossreport.vocabulary.load import words

_NAME = r"(?P<name>[A-Z][\w'’-]+(?: (?:[A-Z][\w'’-]*|\d+)){0,3})"


def vessels_named(document: Document) -> Iterator[tuple[int, int]]:
    """Where names stand that the text calls a vessel's: "X-flagged Norden Star", "the ship, the Norden Star", "the Norden
    Star, a tanker"."""
    text = document.plain
    if not any(word in small(text) for word in ("flag", *words("incidents", "vessels"))):
        return
    names = {found["name"] for pattern in _patterns() for found in pattern.finditer(text)}
    for name in sorted(names, key=len, reverse=True):
        yield from ((found.start(), found.end()) for found in re.finditer(rf"\b{re.escape(name)}\b", text))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    vessel = "|".join(sorted(words("incidents", "vessels"), key=len, reverse=True))
    return (
        re.compile(rf"-(?:flagged|registered) (?:(?:{vessel}) )?{_NAME}"),
        re.compile(rf"\b(?:{vessel}), the {_NAME}(?=[,.;]| \w+ed\b)"),
        re.compile(rf"\b[Tt]he {_NAME}, an? (?:[\w-]+ ){{0,4}}?(?:{vessel})\b"),
    )
