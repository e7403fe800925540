"""Dead who were among the hurt: "wounded five, two of whom died", "five were hurt. One of them died on Tuesday"."""

import re

from crossreport.model.said import Figure
from crossreport.reading.figures.numbers import value_of
from crossreport.reading.layout import Document

# The rule of a figure of such dead: they add to the dead told of before, and are hurt no more.
DIED_OF_HURT = "died-of-hurt"
OF_THEM = re.compile(r"\bof (?:whom|them|these|those|the)$", re.I)
OF_SO_MANY = re.compile(r"\s*(?P<many>[\w-]+)")


def is_of_the_hurt(document: Document, dead: Figure, before: list[Figure]) -> bool:
    """Is a part of the dead one of those who were told of last, and are these a count of hurt?"""
    start, end = document.range(dead.span)
    if dead.aux != "none" or dead.form != "exact" or dead.span.title:
        return False
    told = [one for one in before if one.span.title == dead.span.title and document.range(one.span)[1] <= start]
    last = max(told, key=lambda one: document.range(one.span)[0], default=None)
    if last is None or last.outcome != "injured" or last.aux != "none" or last.form != "exact" or last.subset_of is not None:
        return False
    if dead.sentence - last.sentence > 1 or (last.point or 0) <= (dead.point or 0):
        return False
    words = document.text[start:end]
    if OF_THEM.search(words):
        return True
    so_many = re.match(r"\s*of (?:the|those|these)\b", document.text[end : end + 12], re.I)
    many = OF_SO_MANY.match(document.text, end + so_many.end()) if so_many else None
    return many is not None and value_of(many["many"]) == last.point
