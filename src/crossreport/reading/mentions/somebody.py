"""Whom a group of words counts: somebody who is introduced, somebody's kin, or who was told of before."""

from collections.abc import Sequence

from crossreport.model.said import Figure
from crossreport.reading.layout import Document
from crossreport.reading.mentions.clauses import Group
from crossreport.reading.parsed import Token
from crossreport.vocabulary.load import words


def heads_of(document: Document, group: Group, figures: Sequence[Figure]) -> list[Token]:
    """The heads of the words for the persons that a group counts, parts of others left out."""
    heads: list[Token] = []
    for index in group.figures:
        figure = figures[index]
        tokens = document.doc.char_span(*document.range(figure.span), alignment_mode="expand")
        if tokens is not None and figure.form != "zero" and figure.subset_of is None:
            heads.append(tokens.root)
    return heads


def tells_of_somebody_new(document: Document, group: Group, figures: Sequence[Figure]) -> bool:
    """Does a group count somebody who is introduced ("a girl of three", "two men")?"""
    return any(is_new(head) for head in heads_of(document, group, figures))


def tells_of_kin(document: Document, group: Group, figures: Sequence[Figure]) -> bool:
    """Are all whom a group counts somebody's kin ("his brother", "her two sons")?"""
    heads = heads_of(document, group, figures)
    return all(
        head.lemma_.lower() in words("persons", "kin") and any(c.dep_ == "poss" for c in head.children) for head in heads
    )


def points_back(document: Document, group: Group, figures: Sequence[Figure]) -> bool:
    """Are all whom a group counts pointed back at ("the victim", "both men", "he")?"""
    heads = heads_of(document, group, figures)
    return bool(heads) and all(
        not is_new(head)
        and (head.pos_ == "PRON" or any(one.lower_ in words("incidents", "definite") for one in head.children))
        for head in heads
    )


def is_new(head: Token) -> bool:
    """Is somebody introduced: by article or number ("a girl", "two men"), or as the one a pronoun goes back to?"""
    if head.pos_ == "PRON":
        before = [one for one in head.sent if one.i < head.i and one.dep_ in ("nsubj", "nsubjpass") and one.pos_ != "PRON"]
        return bool(before) and head.lower_ != "it" and is_new(before[-1])
    left = [one for one in head.children if one.i < head.i]
    if head.dep_ == "dobj" and any(one.dep_ == "poss" and one.lower_ in ("his", "her") for one in left):
        verb = head.head.head if head.head.dep_ == "conj" else head.head
        doers = [one for one in verb.children if one.dep_ == "nsubj" and one.pos_ == "NOUN"]
        return bool(doers) and is_new(doers[0])  # "A boy shot his friend": he is introduced, and his friend with him
    if any(one.dep_ == "poss" or one.lower_ in words("incidents", "definite") for one in left):
        return False
    return head.tag_ == "CD" or any(one.lower_ in ("a", "an", "another") or one.dep_ == "nummod" for one in left)


def is_whose_kin(name: Token) -> bool:
    """Does a name only say whose kin somebody is ("Karn's brother was killed")?"""
    return name.dep_ == "poss" and name.head.lemma_.lower() in words("persons", "kin")


def is_told_by_pronoun(document: Document, group: Group, figures: Sequence[Figure]) -> bool:
    """Are all whom a group counts told of by a pronoun alone ("he died of his wounds")?"""
    heads = heads_of(document, group, figures)
    return bool(heads) and all(head.dep_ in ("nsubj", "nsubjpass") and head.pos_ == "PRON" for head in heads)
