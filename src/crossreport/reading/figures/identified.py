"""How many of the dead somebody identified or named: "helped to identify 22 victims", "the names of 14 who were killed".

Whoever is identified is dead, and nothing says that nobody else is: beside what others count it is the least there were.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from crossreport.model.said import Outcome
from crossreport.reading.figures.numbers import Quantity, bounded
from crossreport.reading.figures.patients import Harm
from crossreport.reading.figures.phrase import Victims
from crossreport.reading.figures.scene import Scene
from crossreport.reading.figures.totals import page_start

DEAD = re.compile(
    r"\b(?:dead|deceased|killed|slain|died|martyr(?:s|ed)?|fatalit(?:y|ies)|lost their lives|lives were lost)\b", re.I
)
VICTIMS = re.compile(r"\bvictims\b", re.I)
OTHERS = re.compile(
    r"\b(?:wounded|injured|hurt|surviv\w*|missing|suspects?|suspected|detain\w*|arrest\w*|previous\w*)\b", re.I
)
# What is said of the number's noun stands before these.
END = re.compile(r"[;:.“”\"]|,(?! ?(?:who|whom)\b)|\b(?:and|while|but|as|though)\b")
# Before the number: a verb of identifying and, between them, at most what it is that was found out.
NAMING = re.compile(
    r"\b(?:identif(?:y|ies|ied|ying)|named|names|listed|lists|documented|identit(?:y|ies) of|names? of)"
    r"(?: (?:by name|the|names?|identit(?:y|ies)|of|full|a|total|all))*\s*$",
    re.I,
)
# After it: "22 victims have been identified".
NAMED = re.compile(
    r"^[^.;:,]{0,60}?\b(?:have been|has been|had been|were|are|was) (?:\w+ly |later |since )?(?:identified|named)\b", re.I
)
# "Six of the 11 civilians": the 11 are told of too, and hold them.
OF_SO_MANY = re.compile(r"\s+of (?:the|those|these|its|their|some|about|more than|at least|\s)+$", re.I)
NOT = re.compile(r"\b(?:not|never|unable|failed|without)\b|n['’]t\b", re.I)
NEAR = 90


def with_identified(page: Scene, harms: Sequence[Harm]) -> list[Harm]:
    """The harms of a sentence, where a number of identified dead is marked as one, and read if nothing else read it."""
    made = list(harms)
    start = page.sentence.start
    text = page.text[start : page.sentence.end]
    for number in dict.fromkeys(page.number_at.values()):
        if number.form not in ("exact", "at_least") or (number.point or 0) < 2 or page.heading:
            continue
        before, after = text[: number.start - start], text[number.end - start :]
        found = NAMING.search(before[-NEAR:])
        if NOT.search(before[-NEAR:]) or not (found or NAMED.match(after)):
            continue
        outcome = _outcome(after)
        if outcome is None or _is_of_so_many(page, number, after):
            continue
        told = [i for i, harm in enumerate(made) if harm.victims.number is number and harm.aux == "none"]
        for i in told:
            if made[i].outcome in ("killed", "killed_or_injured"):
                # "Identified 22 who were killed" leaves others out; "the names of three men who were killed" are all.
                least = bounded(number, "at_least") if found and "dentif" in found[0] else number
                victims = replace(made[i].victims, kind="counted", number=least, parts=(), assumed=(), of_them=False)
                made[i] = replace(made[i], victims=victims, rule="identified")
        if not told:
            at = next(i for i, one in page.number_at.items() if one is number)
            first = page_start(page, at)
            last = _last(page, first)
            who = page.doc[first + 1 : last + 1].text if last > first else None
            victims = Victims(first, last, last, "counted", bounded(number, "at_least"), who)
            made.append(Harm(outcome, victims, last, last, "identified"))
    return made


def _is_of_so_many(page: Scene, number: Quantity, after: str) -> bool:
    later = [one.start for one in page.number_at.values() if one.start > number.start]
    return bool(later) and bool(OF_SO_MANY.match(after[: min(later) - number.end]))


def _outcome(after: str) -> Outcome | None:
    """What the words after a number say befell those whom it counts; None where they say nothing, or something else."""
    stop = END.search(after, 1)
    of = after[: stop.start() if stop else NEAR][:NEAR]
    if OTHERS.search(of):
        return None
    return "killed" if DEAD.search(of) else "killed_or_injured" if VICTIMS.search(of) else None


def _last(page: Scene, first: int) -> int:
    """The last token of the noun that a number counts, with what says whose: "13 of the victims", "22 family members"."""
    last = first
    for i in range(first + 1, min(first + 8, page.end)):
        token = page.doc[i]
        if token.pos_ in ("NOUN", "PROPN"):
            last = i
            continue
        goes_on = token.pos_ in ("ADJ", "DET", "PRON", "NUM", "PART") or token.tag_ in ("VBN", "VBG")
        if not goes_on and not (token.pos_ == "ADP" and last == first):
            break
    return last
