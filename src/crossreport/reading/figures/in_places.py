"""Parts of a total by where they were: "31 were killed across the country, 12 of them in Orlen and nine in Karn"."""

from collections.abc import Callable, Sequence

from crossreport.reading.figures.elided import counted_at
from crossreport.reading.figures.patients import Harm
from crossreport.reading.figures.scene import Scene
from crossreport.reading.parsed import Token

OPENERS = ("including", "with", "among")
IN = ("in", "at", "near", "outside", "inside", "around")
ALL = ("them", "whom", "those")
# As many words stand between a preposition and the name that it leads to ("in the southern city of Orlen").
REACH = 6


def placed_parts(page: Scene, after: int, whole: int | None = None) -> tuple[tuple[int, int], ...]:
    """(token of its number, last token that counts) of each part behind a token that is told with a place of its own.

    With `whole`, numbers that make it up are parts without a word for it too: "eight were killed, five in Orlen and three in
    Karn".
    """
    opened = _row(page, after, _opened)
    if opened or whole is None:
        return opened
    bare = _row(page, after, _joined)
    return bare if len(bare) > 1 and sum(page.number_at[number].point or 0 for number, _ in bare) == whole else ()


def _row(page: Scene, after: int, opening: Callable[[Scene, int], int | None]) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    at = after + 1
    while at < page.end:
        number = _joined(page, at) if found else opening(page, at)
        place = _place(page, number) if number is not None else None
        if number is not None and place is not None:
            found.append((number, _last(page, number)))
            at = place + 1
        elif found:
            break
        else:
            at += 1
    return tuple(found)


def without_parts(page: Scene, harms: Sequence[Harm]) -> list[Harm]:
    """The harms, but those that the parser makes of such a part."""
    parts = {number for harm in harms for number, _ in placed_parts(page, harm.victims.last)}
    return [one for one in harms if parts.isdisjoint(range(one.victims.first, one.victims.last + 1))]


def _opened(page: Scene, at: int) -> int | None:
    """The number at which a row of parts opens: "12 of them", "including 12", "among them 12"."""
    doc = page.doc
    if at in page.number_at and at + 2 < page.end and doc[at + 1].lower_ == "of" and doc[at + 2].lower_ in ALL:
        return at
    if doc[at].lower_ not in OPENERS:
        return None
    return _number(page, at + 1 + (at + 1 < page.end and doc[at + 1].lower_ in ALL))


def _joined(page: Scene, at: int) -> int | None:
    """The number of the next of a row, behind a comma, "and", or both."""
    first = at
    while at < page.end and page.doc[at].lower_ in (",", "and", "while"):
        at += 1
    return _number(page, at) if at > first else None


def _number(page: Scene, at: int) -> int | None:
    while at < page.end and page.doc[at].lower_ in (
        "at",
        "least",
        "about",
        "some",
        "another",
        "a",
        "further",
        "more",
        "than",
    ):
        at += 1
    return at if at in page.number_at else None


def _last(page: Scene, number: int) -> int:
    """The last token that says who are counted: "12 of them", "12 people", "12"."""
    doc = page.doc
    if number + 2 < page.end and doc[number + 1].lower_ == "of" and doc[number + 2].lower_ in ALL:
        return number + 2
    who = counted_at(page, number)
    return max(number, who.last) if who is not None else number


def _leads_on(word: Token) -> bool:
    """May it stand between "in" and a name ("in the southern city of Orlen", and not "in critical condition at Mercy")?"""
    return word.pos_ in ("DET", "ADJ", "NOUN") or word.lower_ == "of"


def _place(page: Scene, number: int) -> int | None:
    """The last token of the name of the place that the counted are said to be in ("12 in the city of Orlen alone")."""
    doc, at = page.doc, _last(page, number) + 1
    if at >= page.end or doc[at].lower_ not in IN:
        return None
    name = next((i for i in range(at + 1, min(at + REACH, page.end)) if doc[i].pos_ == "PROPN"), None)
    if name is None or any(i in page.number_at or not _leads_on(doc[i]) for i in range(at + 1, name)):
        return None
    while name + 1 < page.end and doc[name + 1].pos_ == "PROPN":
        name += 1
    return name + (name + 1 < page.end and doc[name + 1].lower_ == "alone")
