"""Victims given by name in a sentence that tells of no harm itself: "The victims were identified as Ana Poe, 23"."""

import re
from collections.abc import Iterator

from crossreport.model.said import Outcome
from crossreport.reading.figures.patients import Harm
from crossreport.reading.figures.persons import Victims
from crossreport.reading.figures.scene import Scene, is_name
from crossreport.reading.figures.victims import read_victims, sum_of

WHO = r"(?:victims?|dead|deceased|killed|slain|martyrs?|casualties|wounded|injured|bod(?:y|ies))"
TRIGGER = re.compile(
    rf"\b(?:{WHO}\b(?:(?! (?:said|says|told))[^.;:\"]){{0,60}}?\b(?:identified|named)\b[^.;:\"]{{0,60}}?\bas\b:?"
    rf"|(?:identified|identifies|named|names) (?:the |both |all )?(?:[\w-]+ ){{0,3}}?{WHO}\b[^.;:\"]{{0,30}}?\bas\b:?"
    rf"|{WHO} (?:were|was|are|is|included?)(?: as follows)?:)",
    re.I,
)
KILLED = re.compile(r"\b(?:dead|deceased|killed|slain|martyr|bod(?:y|ies)|coroner|medical examiner|autops)", re.I)
HURT = re.compile(r"\b(?:wounded|injured|survivors?|surviving|hospital)", re.I)


def find_named(page: Scene) -> Iterator[Harm]:
    """The victims that a sentence of naming lists. Where it says "victims" alone, the report settles whether they died."""
    text = page.text[page.sentence.start : page.sentence.end]
    found = TRIGGER.search(text)
    if found is None or re.search(r"\bnot\b|n't\b|\byet to be\b", found[0]):
        return
    before = text[: found.end()]
    outcome: Outcome = "killed" if KILLED.search(before) else "injured" if HURT.search(before) else "killed_or_injured"
    listed = list(_names(page, page.sentence.start + found.end()))
    cue = page.doc.char_span(page.sentence.start + found.start(), page.sentence.start + found.end(), alignment_mode="expand")
    if not listed or cue is None:
        return
    whole = sum_of(page, listed[0], listed[1:]) if len(listed) > 1 else listed[0]
    yield Harm(outcome, whole, cue.start, cue.end - 1, "named")


def _names(page: Scene, start: int) -> Iterator[Victims]:
    """The names from an offset on, up to the next verb: there another clause begins, of other people."""
    for i in range(page.first, page.end):
        token = page.doc[i]
        if token.idx < start:
            continue
        if (token.pos_ in ("VERB", "AUX") and token.dep_ != "amod") or token.lower_ in ("by", "after", "when", "who"):
            return
        last = i + 1 == page.end or page.doc[i + 1].pos_ != "PROPN"
        if last and is_name(page, token):
            one = read_victims(page, token, deep=False)
            if one is not None and one.kind == "named":
                yield one
