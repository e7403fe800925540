"""Counts behind a label, as lists and notices give them: "Killed: 12; injured: 40", "Deaths: 4"."""

import re
from collections.abc import Iterator

from crossreport.model.said import Outcome
from crossreport.reading.figures.patients import Harm, outcome_of
from crossreport.reading.figures.phrase import Victims
from crossreport.reading.figures.scene import Scene

LABEL = re.compile(r"(?:^|[.;,(|•*\n])\s*(?:total |civilians? )?(?P<label>[A-Za-z]+)\s*[:=]\s*(?=\S)")
ENDS = re.compile(r"\s*(?:people|persons|civilians)?\s*(?=[.;,)|\n]|$|and\b)")


def find_labelled(page: Scene) -> Iterator[Harm]:
    """Each number that stands right behind a label of harm and a colon, and has nothing but "people" behind it."""
    start = page.sentence.start
    for found in LABEL.finditer(page.text[start : page.sentence.end]):
        number = next((one for one in page.numbers if one.start == start + found.end()), None)
        label = page.doc.char_span(start + found.start("label"), start + found.end("label"), alignment_mode="expand")
        if (
            number is None
            or label is None
            or number.form == "zero"
            or not ENDS.match(page.text, number.end, page.sentence.end)
        ):
            continue
        inside = [i for i, one in page.number_at.items() if one is number]
        outcome = _means(page, label.root.i)
        if inside and outcome is not None:
            who = Victims(min(inside), max(inside), max(inside), "counted", number)
            yield Harm(outcome, who, label.start, label.end - 1, "labelled")


def _means(page: Scene, i: int) -> Outcome | None:
    token = page.doc[i]
    low = token.lower_
    singular = (
        f"{low[:-3]}y" if low.endswith("ies") else low.removesuffix("s")
    )  # "Injuries:": the tagger takes it for a name
    return outcome_of("of_the", low) or outcome_of("state", low) or outcome_of("counted", singular)
