"""Those told of by what befell the others: "five were shot, two of whom survived", "eight died and the rest were hurt"."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from crossreport.model.said import Outcome
from crossreport.reading.figures.numbers import Quantity, exact
from crossreport.reading.figures.patients import Harm, outcome_of
from crossreport.reading.figures.phrase import Victims
from crossreport.reading.figures.scene import Scene
from crossreport.reading.small import small
from crossreport.vocabulary.load import vocabulary

LIVED = re.compile(
    r"\b(?:only |just )?(?P<rest>\w[\w-]*) of (?:them|whom) (?:survived|lived)\b(?! (?:by|on|for|in|with|through)\b)"
)
ALL_LIVED = re.compile(
    r"\ball (?:but|except|bar) (?P<rest>\w[\w-]*)(?: of (?:the|its|their|those|them)(?: [^.;,]{3,60}?)?)? "
    r"(?:survived|lived)\b"
    r"(?! (?:by|on|for|in|with|through)\b)"
)
WHOLE = re.compile(r"\b(?:of|out of|among) (?:the|its|their|a|all)(?: the)? $")


def find_rest(page: Scene, kept: Sequence[Harm]) -> Iterator[Harm]:
    """Whom a sentence tells of by a whole and by what befell the others of it."""
    low = small(page.text[page.sentence.start : page.sentence.end])
    if "survived" in low or "lived" in low:
        yield from _all_lived_but(page, low)
        yield from _outlived(page, low, kept)
    if "the rest" in low or "the remainder" in low:
        yield from _rest(page, low, kept)


def _all_lived_but(page: Scene, low: str) -> Iterator[Harm]:
    """ "All but two of the nine survived": two died."""
    for found in ALL_LIVED.finditer(low):
        number = _number_at(page, found.start("rest"))
        if number is not None and number.form == "exact":
            yield _harm(page, "killed", number, "remainder", of_them=False)


def _outlived(page: Scene, low: str, kept: Sequence[Harm]) -> Iterator[Harm]:
    """ "Five were shot, two of whom survived": three of them died."""
    for found in LIVED.finditer(low):
        rest = _number_at(page, found.start("rest"))
        whole = [one for one in kept if one.outcome == "killed_or_injured" and one.victims.number.end <= _at(page, found)]
        if rest is None or not whole or not {rest.form, whole[-1].victims.number.form} <= {"exact"}:
            continue
        dead = (whole[-1].victims.number.point or 0) - (rest.point or 0)
        if dead > 0:
            yield _harm(page, "killed", exact(dead, rest.start, rest.end), "part", of_them=True)


def _rest(page: Scene, low: str, kept: Sequence[Harm]) -> Iterator[Harm]:
    """ "Of the 12 passengers eight died and the rest were hurt": four were."""
    for found in _of_the_rest().finditer(low):
        before = [one for one in page.numbers if one.end <= _at(page, found)]
        wholes = [one for one in before if WHOLE.search(low[: one.start - page.sentence.start])]
        told = [one.victims for one in kept if one.victims.number in before and one.victims.number not in wholes]
        outcome = outcome_of("state", found["state"])
        several = len({one.number.start for one in told}) != 1 or len(wholes) != 1
        if several or outcome is None or not {wholes[0].form, told[0].number.form} <= {"exact"}:
            continue
        left = (wholes[0].point or 0) - (told[0].number.point or 0)
        if left > 0:
            start = _at(page, found)
            yield _harm(page, outcome, exact(left, start, start + len(found["who"])), "remainder", of_them=False)


@cache
def _of_the_rest() -> re.Pattern[str]:
    states = "|".join(sorted({one for listed in vocabulary("harm")["state"].values() for one in listed}))
    return re.compile(
        r"(?P<who>\bthe (?:rest|remainder)(?: of (?:them|the \w+))?) (?:were|are|was|had been|have been|being) "
        rf"(?:\w+ly )?(?P<state>{states})\b"
    )


def _at(page: Scene, found: re.Match[str]) -> int:
    return page.sentence.start + found.start()


def _number_at(page: Scene, start: int) -> Quantity | None:
    """The number whose own word begins at an offset of the sentence."""
    return next((one for one in page.numbers if start + page.sentence.start in (one.start, one.core)), None)


def _harm(page: Scene, outcome: Outcome, number: Quantity, rule: str, of_them: bool) -> Harm:
    """The harm that the words of a number tell."""
    span = page.doc.char_span(number.start, number.end, alignment_mode="expand")
    first, last = (span.start, span.end - 1) if span is not None else (page.first, page.first)
    who = Victims(first, last, last, "counted", number, of_them=of_them)
    return Harm(outcome, who, last, last, rule)
