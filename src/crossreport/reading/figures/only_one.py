"""One who is told of as the only one: "the only fatality was the driver", "a guard was the sole fatality"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from crossreport.model.said import Outcome
from crossreport.reading.figures.patients import Harm, left_of, right_of
from crossreport.reading.figures.scene import Scene
from crossreport.reading.figures.victims import read_victims
from crossreport.reading.parsed import Token
from crossreport.reading.small import small

ONLY = ("the only ", "the sole ", "the lone ", "the single ")
THE_ONLY = r"\bthe (?:only|sole|lone|single) "
DEED = r"(?: (?:in|of|from) (?:the|this|that) [\w-]+)?"
IS = r"(?:was|is|has been)"
FIRST = re.compile(
    rf"{THE_ONLY}(?:(?P<dead>fatality|death|person (?:killed|to die)|one killed)"
    rf"|person (?:injured|wounded|hurt)|injury){DEED} {IS} (?=\w)",
    re.I,
)
LAST = re.compile(rf"\b{IS} {THE_ONLY}(?:(?P<dead>fatality|death)|injury)\b", re.I)


def find_only_one(page: Scene) -> Iterator[Harm]:
    """Whom the sentence says to be the only one who was killed or hurt; one person, in words that name no more."""
    low = small(page.text[page.sentence.start : page.sentence.end])
    for pattern in (FIRST, LAST) if any(one in low for one in ONLY) else ():
        for found in pattern.finditer(page.text, page.sentence.start, page.sentence.end):
            span = page.doc.char_span(found.start(), found.start() + len(found[0].rstrip()), alignment_mode="expand")
            if span is None:
                continue
            noun = right_of(page, span.end) if pattern is FIRST else left_of(page, span.start - 1)
            outcome: Outcome = "killed" if found["dead"] else "injured"
            yield from _told_of(page, noun, outcome, (span.start, span.end - 1))


def _told_of(page: Scene, noun: Token | None, outcome: Outcome, said: tuple[int, int]) -> Iterator[Harm]:
    who = read_victims(page, noun) if noun is not None else None
    if who is None or not who.number.is_one or who.kind in ("none", "self"):
        return
    if who.first == said[1] + 1 or who.last == said[0] - 1:
        yield Harm(outcome, replace(who, kind="one" if who.kind == "again" else who.kind), *said, "made-up")
