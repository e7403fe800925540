"""How alike two statements are by their terms: weighed overlap that minds who says it and whether it is affirmed."""

from collections.abc import Callable, Iterable

from crossreport.model.happened import Statement

# What did not happen, and what is only planned or supposed, never lines up with what happened.
REAL = frozenset({"none", "historical"})
# The same actor counts a little more than any other shared term; another actor does not rule a pair out, for one report
# quotes what the next tells in its own voice.
SAME_ACTOR = 0.5


def overlap(a: Iterable[str], b: Iterable[str], rarity: Callable[[str], float]) -> float:
    """The weight of shared terms over that of the smaller side, times the square root of their share of both: 0 to 1."""
    first, second = set(a), set(b)
    shared = sum(rarity(term) for term in sorted(first & second))
    if shared <= 0:
        return 0.0
    smaller = min(sum(rarity(term) for term in sorted(first)), sum(rarity(term) for term in sorted(second)))
    whole = sum(rarity(term) for term in sorted(first | second))
    return min(1.0, shared / smaller * float((shared / whole) ** 0.5))


def similarity(a: Statement, b: Statement, rarity: Callable[[str], float]) -> float:
    """0 to 1: how surely two statements tell the same. `rarity` is the weight of a term, higher for rarer ones.

    0 where one tells as real what the other tells as planned, supposed or negated. Whether one is denied and the other
    affirmed is for the caller, who has the attributions.
    """
    if (a.aux in REAL) != (b.aux in REAL) or ((a.aux == "negated") != (b.aux == "negated") and REAL & {a.aux, b.aux}):
        return 0.0
    alike = overlap(a.terms, b.terms, rarity)
    if alike and a.actor is not None and a.actor == b.actor:
        alike += (1.0 - alike) * SAME_ACTOR * alike
    return alike
