"""Two pieces of news in one headline."""

from collections.abc import Sequence

from crossreport.model.said import Figure
from crossreport.reading.mentions.anchors import Anchor
from crossreport.reading.parsed import Doc


def is_second_news(doc: Doc, anchor: Anchor, told: Sequence[Anchor], figures: Sequence[Figure]) -> bool:
    """ "Seven die in market bombing; gunmen kill two": behind a semicolon, others whom a doer of his own harms otherwise."""
    token, before = doc[anchor.token], max(one.token for one in told)
    if anchor.kind.name != "killing" and anchor.kind.generic:
        return False
    mine = {figures[i].outcome for i in anchor.figures if figures[i].subset_of is None}
    theirs = {figures[i].outcome for one in told for i in one.figures}
    known = {one.kind.name for one in told if not one.kind.generic}
    doer = any(child.dep_ == "nsubj" and child.i > before and child.pos_ == "NOUN" for child in token.children)
    parted = any(one.text == ";" for one in doc[before + 1 : anchor.token])
    return doer and parted and bool(mine & theirs) and bool(known) and anchor.kind.name not in known
