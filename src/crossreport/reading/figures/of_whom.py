"""Numbers behind "of" that count others than those of whom something is said: "two of three brothers", "a father of 3"."""

from crossreport.reading.figures.numbers import Quantity
from crossreport.reading.figures.phrase import POSSESSIVE, category_of
from crossreport.reading.figures.scene import Scene, is_plural, lemma
from crossreport.reading.parsed import Token
from crossreport.vocabulary.load import words


def part_before(page: Scene, first: int, head: Token) -> Quantity | None:
    """ "Two of three brothers were killed": the number that counts those of whom it is said; not "one of five men shot"."""
    if any(child.dep_ in ("acl", "relcl") for child in head.children):
        return None
    before = page.doc[first - 1].lower_ if first - 2 >= page.first else ""
    at = first - 3 if first - 3 >= page.first and page.doc[first - 2].lower_ == "out" else first - 2  # "eight out of 20"
    part = page.number_at.get(at) if before == "of" else None
    return part if part is not None and part is not page.number_at.get(first) else None


def parent_of(page: Scene, first: int) -> Token | None:
    """ "Father of 3 killed", "mother of two young girls shot": whose children a number counts, and of whom it is said."""
    if first - 2 < page.first or page.doc[first - 1].lower_ != "of":
        return None
    parent = page.doc[first - 2]
    return parent if lemma(parent) in words("persons", "parents") and not is_plural(parent) else None


def is_of_ones_own(page: Scene, noun: Token) -> bool:
    """ "Killed seven rebels. Three of its soldiers died": a side's own men are no part of those told of before."""
    whose = [one.lower_ for one in noun.children if one.i < noun.i]
    armed = category_of(page, noun.i, noun.i)[1] in ("security_force", "combatant")
    return "own" in whose or (armed and any(one == "its" or one in POSSESSIVE for one in whose))
