"""The dead told of by those who were left, behind a count of them all: "Ten soldiers were aboard. None survived"."""

import re
from collections.abc import Iterator

from crossreport.model.said import Figure
from crossreport.reading.figures.numbers import exact, value_of
from crossreport.reading.figures.patients import Harm
from crossreport.reading.figures.persons import read_single
from crossreport.reading.figures.phrase import Victims
from crossreport.reading.figures.scene import Known, Scene, scene
from crossreport.reading.layout import Document

OF_THEM = r"(?: of (?:them|those|these)| (?:person|people|man|men|woman|women|soldiers?|officers?|passengers?))?"
DIED = r"(?:died|drowned|perished|(?:was|were|have been|had been) killed)"
LEFT = re.compile(
    rf"\W*(?:all (?:but|except|bar) (?P<but>\w[\w-]*){OF_THEM} {DIED}"
    rf"|(?:only|just) (?P<only>\w[\w-]*){OF_THEM} (?:survived|lived)"
    rf"|(?:no one|nobody|none{OF_THEM}) (?:but|except|bar|besides|other than) (?P<one>the|a|an|his|her) [a-z]+"
    r" (?:survived|lived)"
    rf"|(?:none{OF_THEM}|no one|nobody) survived|there were no survivors"
    rf"|(?:all|everyone)(?: of them| aboard| on board| inside)? {DIED})\b(?! (?:or|and|but)\b)",
    re.I,
)


def find_left_over(document: Document, page: Scene, known: Known, told: list[Figure]) -> Iterator[Harm]:
    """Whom the sentence tells of as dead, where the one before counts one group of persons and no other."""
    text = page.text[page.sentence.start : page.sentence.end]
    found = LEFT.match(text) if not page.heading else None
    dead = any(one.outcome == "killed" and one.sentence == page.sentence.index - 1 for one in told)
    if found is None or page.sentence.index == 0 or dead:
        return
    word = found["but"] or found["only"]
    rest = value_of(word) if word else int(found["one"] is not None)
    many = _counted_before(document, page, known)
    span = page.doc.char_span(page.sentence.start, page.sentence.start + found.end(), alignment_mode="expand")
    if many is None or rest is None or not 0 <= rest < many or span is None:
        return
    number = exact(many - rest, page.sentence.start, page.sentence.start + found.end())
    who = Victims(span.start, span.end - 1, span.end - 1, "counted", number)
    yield Harm("killed", who, span.end - 1, span.end - 1, "remainder")


def _counted_before(document: Document, page: Scene, known: Known) -> int | None:
    """How many persons the sentence before counts; None where it counts none, several groups, or roughly."""
    before = document.sentences[page.sentence.index - 1]
    if before.paragraph.kind != page.sentence.paragraph.kind or not before.is_read:
        return None
    told = scene(document.doc, before, known)
    groups = []
    for number in told.numbers:
        at = min((i for i, one in told.number_at.items() if one is number), default=None)
        one = read_single(told, told.doc[at]) if at is not None else None
        if one is not None and one.kind in ("counted", "again") and one.last > one.first:
            groups.append(one)
    alone = groups[0] if len(groups) == 1 and groups[0].number.form == "exact" and not groups[0].of_them else None
    return alone.number.point if alone is not None and (alone.number.point or 0) > 1 else None
