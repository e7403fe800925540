"""Numbers behind "of" that count others than those of whom something is said: "two of three brothers", "a father of 3"."""

import re

from crossreport.reading.figures.numbers import Quantity
from crossreport.reading.figures.phrase import POSSESSIVE, category_of
from crossreport.reading.figures.scene import Scene, is_plural, lemma
from crossreport.reading.parsed import Token
from crossreport.vocabulary.load import words

# One of these has others: children, or men under him.
WITH_OTHERS = ("parents", "security_force", "combatant")


def part_before(page: Scene, first: int, head: Token) -> Quantity | None:
    """ "Two of three brothers were killed": the number that counts those of whom it is said; not "one of five men shot"."""
    if any(child.dep_ in ("acl", "relcl") for child in head.children):
        return None
    before = page.doc[first - 1].lower_ if first - 2 >= page.first else ""
    at = first - 3 if first - 3 >= page.first and page.doc[first - 2].lower_ == "out" else first - 2  # "eight out of 20"
    part = page.number_at.get(at) if before == "of" else None
    return part if part is not None and part is not page.number_at.get(first) else None


def whose(page: Scene, first: int) -> Token | None:
    """ "Father of 3 killed", "the commander of 300 men": whose children or men a number counts, and of whom it is said."""
    if first - 2 < page.first or page.doc[first - 1].lower_ != "of":
        return None
    one = page.doc[first - 2]
    return one if not is_plural(one) and any(lemma(one) in words("persons", key) for key in WITH_OTHERS) else None


def is_of_others(page: Scene, first: int) -> bool:
    """ "Ana Poe, a mother of three girls", "Omar Zel, one of four brothers": does a number count others than him?"""
    before = page.doc[first - 2] if first - 2 >= page.first and page.doc[first - 1].lower_ == "of" else None
    number = page.number_at.get(before.i) if before is not None else None
    return (number is not None and number.is_one) or whose(page, first) is not None


def is_of_ones_own(page: Scene, noun: Token) -> bool:
    """ "Killed seven rebels. Three of its soldiers died": a side's own men are no part of those told of before."""
    whose = [one.lower_ for one in noun.children if one.i < noun.i]
    armed = category_of(page, noun.i, noun.i)[1] in ("security_force", "combatant")
    return "own" in whose or (armed and any(one == "its" or one in POSSESSIVE for one in whose))


def is_of_members(page: Scene, number: Quantity, family: Token) -> bool:
    """ "A five-member family": so many persons, where "five families" are nobody knows how many."""
    return re.match(r"[ -](?:member|person|strong)\b", page.text[number.end : family.idx]) is not None
