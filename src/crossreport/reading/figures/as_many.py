"""Numbers told by another number: "killed six and wounded as many", "half of the 20 passengers were killed"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from crossreport.reading.figures.numbers import Quantity, bounded, exact, value_of
from crossreport.reading.small import small
from crossreport.vocabulary.load import vocabulary, words

# "The second attack in as many days", "as many as 30": no number of persons; what follows it says whether it counts them.
AS_MANY = re.compile(
    r"(?<!in )(?<!\w)(?P<bound>(?:at least|about|around|nearly|almost) )?(?:(?P<times>twice|double|\w+ times) )?"
    r"(?:as many(?! as\b)|(?<=twice )that (?:number|many)|(?<=double )that (?:number|many)"
    r"|(?:the same|an equal) number(?: of)?\b(?! (?:\w+ ){0,3}as\b))"
)
OF_ONES_NUMBER = re.compile(r"\b(?:of|among) (?:the|its|their|those|these)?\s*$")
SHARE = re.compile(
    r"(?P<share>half|(?:a|one|two)[ -]thirds?|(?:a|one|three)[ -](?:quarter|fourth)s?)"
    r" (?:of )?(?:the|its|their|all|those)? ?$"
)
UNBOUND = re.compile(
    r"(?:than|at least|about|around|nearly|almost|roughly|some|over|under|and a|or|up to|not|the other)\s*$"
)
PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4}


def with_told(text: str, numbers: Sequence[Quantity], offset: int) -> Iterator[Quantity]:
    """The numbers of a sentence with those that it tells by way of them, in text order."""
    low = small(text)
    told = AS_MANY.finditer(low) if "many" in low or "number" in low else ()
    further = [one for found in told for one in _as_many(found, low, numbers, offset)]
    shared = [_share(low, one, offset) or one for one in numbers]
    yield from sorted([*shared, *further], key=lambda one: one.start)


def _as_many(found: re.Match[str], low: str, numbers: Sequence[Quantity], offset: int) -> Iterator[Quantity]:
    """As many as the last number before it that is no whole of which another is told ("six of the 20")."""
    told = [one for one in numbers if one.end <= found.start() + offset]
    told = [one for one in told if OF_ONES_NUMBER.search(low[: one.start - offset]) is None]
    times = _times(found["times"])
    if not told or times is None or told[-1].point is None or told[-1].form == "zero":
        return
    one = told[-1]
    start, end = found.start() + offset, found.end() + offset
    least, high, point = (_by(value, times) for value in (one.low, one.high, one.point))
    number = replace(one, start=start, end=end, core=start, low=least, high=high, point=point)
    bound = (found["bound"] or "").strip()
    if bound and number.form == "exact":
        number = bounded(number, "at_least" if bound == "at least" else "about")
    yield number


def _times(word: str | None) -> int | None:
    if word in (None, "twice", "double"):
        return 1 if word is None else 2
    return value_of(word.removesuffix(" times")) if word else None


def _by(value: int | None, times: int) -> int | None:
    return None if value is None else value * times


def _share(low: str, number: Quantity, offset: int) -> Quantity | None:
    """ "Half of the 20 passengers were killed": ten of them; of those who are told of as dead already it is no count."""
    before = SHARE.search(low, 0, number.start - offset)
    if before is None or number.form != "exact" or UNBOUND.search(low[: before.start()]):
        return None
    behind = _befell().match(low, number.end - offset)
    whole, share = number.point or 0, before["share"].replace("-", " ").split()
    parts = PARTS[share[-1].removesuffix("s")]
    several = {"two": 2, "three": 3}.get(share[0], 1)
    if behind is None or whole * several % parts or whole <= several:
        return None
    part = exact(whole * several // parts, before.start() + offset, number.end)
    return part if parts == 2 else bounded(part, "about")  # two thirds are seldom told to a man


@cache
def _befell() -> re.Pattern[str]:
    """The noun that the whole counts, and the verb that tells what befell the share of it."""
    dead = sorted({one for listed in vocabulary("harm")["of_the"].values() for one in listed} | words("harm", "single"))
    states = sorted({one for listed in vocabulary("harm")["state"].values() for one in listed})
    died = "died|drowned|perished|suffocated"
    noun = rf"(?!(?:{'|'.join(dead)}|victims?|fatalities|deaths)\b)[a-z-]+"
    return re.compile(
        rf" (?:{noun} ){{1,2}}?(?:(?:of|in|at|on) (?:the|a|an|its|their) \w+ (?:in \w+ )?)?(?:aboard |on board |inside )?"
        rf"(?:{died}|(?:was|were|are|have been|had been) (?:\w+ly )?(?:{'|'.join(states)}))\b"
    )
