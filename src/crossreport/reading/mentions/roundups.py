"""Tells a report of several equal incidents ("three separate shootings left five dead") from a report of one."""

from collections.abc import Sequence

from spacy.tokens import Token

from crossreport.model.happened import Place
from crossreport.reading.layout import Document
from crossreport.reading.mentions.anchors import Anchor
from crossreport.reading.mentions.clauses import Group
from crossreport.vocabulary.load import words


def opens_several(document: Document, groups: Sequence[Group]) -> frozenset[int]:
    """The groups of title and first sentence that sum up several incidents; empty where the report opens with one."""
    first = next((one.index for one in document.sentences if one.paragraph.kind == "text" and one.is_read), -1)
    heads = {one.index for one in document.sentences if one.paragraph.kind == "title"} | {first}
    at_head = [index for index, group in enumerate(groups) if group.sentence in heads]
    if not any(_is_sum(document, anchor) for index in at_head for anchor in groups[index].anchors):
        return frozenset()
    return frozenset(at_head)


def _is_sum(document: Document, anchor: Anchor) -> bool:
    token = document.doc[anchor.token]
    if not (anchor.noun and anchor.plural and anchor.kind.cause == "violence") or anchor.reference:
        return False
    return any(_says_several(child) for child in token.children) or (
        token.dep_ == "pobj"
        and token.head.lower_ == "of"
        and token.head.head.lemma_.lower() in words("incidents", "several")
    )


def _says_several(word: Token) -> bool:
    return (word.dep_ == "nummod" and word.lower_ not in ("one", "1")) or word.lemma_.lower() in words(
        "incidents", "several"
    )


def is_other_street(mine: Sequence[Place], theirs: Sequence[Place]) -> bool:
    """Do both name streets or spots within a town, and none the same?"""
    fine = {one.name for one in mine if "," in one.name}
    known = {one.name for one in theirs if "," in one.name}
    return bool(fine and known) and not fine & known
