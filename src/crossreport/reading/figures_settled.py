"""What the whole report settles: who of the shot survived, who of the hurt died, and how many were left."""

import re

import msgspec

from crossreport.model.said import Figure, Outcome
from crossreport.reading.layout import Document

SURVIVED = re.compile(
    r"hospital|non-?life|critical|stable|serious(?:ly)? (?:condition|injur|wound)|surviv|recover|wound|injur|surgery", re.I
)
ALIVE: tuple[Outcome, ...] = ("injured", "killed_or_injured")
FEMALE = frozenset({"she", "her", "herself"})
MALE = frozenset({"he", "him", "his", "himself"})


def settle(document: Document, figures: list[Figure]) -> list[Figure]:
    """The figures with what later sentences say of the same persons: died after all, or survived."""
    made = list(figures)
    for chain in _chains(document, made):
        _settle_one(made, chain)
    return _settle_shot(document, made)


def _is_one(figure: Figure) -> bool:
    return figure.low == figure.high == 1 and figure.aux == "none" and figure.scope == "incident" and figure.outcome in ("killed", *ALIVE)


def _chains(document: Document, figures: list[Figure]) -> list[list[int]]:
    """Indices of figures of one and the same person: by last name, or by a pronoun or "the victim" soon after."""
    chains: list[list[int]] = []
    for i, figure in enumerate(figures):
        if not _is_one(figure):
            continue
        found = None
        if "named_one" in figure.defaulted:
            found = next((c for c in chains if any(_same_name(figures[j], figure) for j in c)), None)
        elif figure.rule == "re-mention":
            found = next((c for c in reversed(chains) if _may_be(figures[c[-1]], figure)), None)
        if found is None:
            chains.append([i])
        else:
            found.append(i)
            chains.remove(found)
            chains.append(found)
    return chains


def _same_name(one: Figure, other: Figure) -> bool:
    return "named_one" in one.defaulted and (one.who or "").split()[-1:] == (other.who or "").split()[-1:]


def _may_be(one: Figure, again: Figure) -> bool:
    if not 0 <= again.sentence - one.sentence <= 4:
        return False
    who, of = (again.who or "").lower(), one.subgroup
    if who in FEMALE and of == "man" or who in MALE and of == "woman":
        return False
    return not (again.status == "attacker") or one.status == "attacker"


def _settle_one(figures: list[Figure], chain: list[int]) -> None:
    outcomes = {figures[i].outcome for i in chain}
    for i in chain:
        one = figures[i]
        if "killed" in outcomes and one.outcome == "injured":
            # Hurt first, dead in the end: this one belongs to the dead, and is counted with the hurt nowhere.
            figures[i] = msgspec.structs.replace(one, outcome="killed_or_injured", defaulted=(*one.defaulted, "died_later"))
        elif "killed" not in outcomes and "injured" in outcomes and one.outcome == "killed_or_injured":
            figures[i] = msgspec.structs.replace(one, outcome="injured", defaulted=(*one.defaulted, "survived"))


def _settle_shot(document: Document, figures: list[Figure]) -> list[Figure]:
    """ "Three people were shot": hurt, where the report tells of survivors and of no dead; less the dead, where it tells of some."""
    real = [one for one in figures if one.aux == "none" and one.scope == "incident"]
    dead = max((one.point or 0 for one in real if one.outcome == "killed"), default=0)
    survived = bool(SURVIVED.search(document.text))
    made: list[Figure] = []
    left: list[Figure] = []
    for i, one in enumerate(figures):
        open_ = one.outcome == "killed_or_injured" and one.rule not in ("noun-number", "toll") and "died_later" not in one.defaulted
        if open_ and not dead and survived and one.aux == "none":
            one = msgspec.structs.replace(one, outcome="injured", defaulted=(*one.defaulted, "survived"))
        made.append(one)
        rest = _rest(figures, i, one) if open_ else None
        if rest is not None:
            left.append(rest)
    return made + left


def _rest(figures: list[Figure], i: int, total: Figure) -> Figure | None:
    """ "Three people were shot, one fatally": the other two are hurt."""
    parts = [one for one in figures if one.subset_of == i and one.outcome == "killed"]
    dead = sum(one.point or 0 for one in parts)
    if total.outcome != "killed_or_injured" or total.form != "exact" or not parts or total.point is None or total.point <= dead:
        return None
    left = total.point - dead
    return msgspec.structs.replace(
        total, outcome="injured", low=left, high=left, point=left, subset_of=i, rule="rest", defaulted=("survived",)
    )
