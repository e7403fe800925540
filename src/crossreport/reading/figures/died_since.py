"""Dead who were among the hurt or the missing: "wounded five, two of whom died", "the two missing men were found dead"."""

import re

from crossreport.model.said import Figure
from crossreport.reading.figures.numbers import value_of
from crossreport.reading.figures.patients import Harm, outcome_of
from crossreport.reading.figures.rules import DIED_OF_HURT, FOUND_DEAD, FOUND_MORE
from crossreport.reading.figures.scene import Scene, lemma
from crossreport.reading.layout import Document
from crossreport.vocabulary.load import vocabulary, words

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


def since(page: Scene, harm: Harm) -> str | None:
    """The rule of "a man wounded in the raid died", "the bodies of two missing men" and "two more bodies were found".

    "Three more were killed" may tell of another deed, and "a second man" says how many there were: of these it has none.
    """
    if harm.outcome != "killed" or harm.aux != "none":
        return None
    end = page.doc[harm.last]
    dies = any(lemma(one) in words("incidents", "ends") for one in (page.doc[harm.first], end, end.head))
    # "The bodies of the two men missing since Monday": the participle may hang on the bodies, which tell of the death.
    for noun in (page.doc[harm.first], *page.doc[harm.victims.first : harm.victims.last + 1]):
        for child in noun.children if noun.pos_ in ("NOUN", "PROPN") else ():
            if child.dep_ in ("amod", "acl", "relcl") and any(one.lower_ == "missing" for one in (child, *child.children)):
                return FOUND_DEAD
            hurt = outcome_of("object", lemma(child)) in ("injured", "killed_or_injured")
            if dies and hurt and child.dep_ in ("acl", "relcl") and child.tag_ == "VBN":
                return DIED_OF_HURT
    head = page.doc[harm.victims.head]
    bodies = {lemma(one) for one in (head, page.doc[harm.first])} & words("harm", "single")
    found = any(lemma(one) in words("harm", "unfound") for one in (end, end.head))
    ranked = any(one.lower_ in vocabulary("numbers")["ordinals"] for one in head.children)
    return FOUND_MORE if harm.victims.more and (bodies or found) and not ranked else None
