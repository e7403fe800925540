"""Finds the words that put something in somebody's mouth: verbs, nouns, adjectives and set phrases of telling.

Words come from vocabulary/cues.yaml; the grammar by which verbs and nouns take their content is in verbs.py and nouns.py.
"""

from collections.abc import Iterator

from crossreport.reading.parsed import Token
from crossreport.reading.said.entries import OPEN, Cue, Entry, Verdict, simple
from crossreport.reading.said.modality import children
from crossreport.reading.said.nouns import base_of, clause_of, has_that, noun_cue
from crossreport.reading.said.verbs import verb_cue
from crossreport.vocabulary.load import words

__all__ = ["Cue", "Verdict", "find_cues"]

TELLING = frozenset({"VERB", "AUX", "NOUN", "PROPN", "ADJ", "ADV"})


def find_cues(tokens: Iterator[Token]) -> Iterator[Cue]:
    """Every cue among these tokens with the heads of its content; cues that take none are given with an empty list, for
    a quotation may be theirs."""
    for token in tokens:
        cue = _cue_at(token)
        if cue:
            yield cue
        if token.lower_ == "according" and token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "to":
            yield from _according(token)
        elif token.lower_ == "by" and token.dep_ == "prep":
            yield from _by_count(token)


def _cue_at(token: Token) -> Cue | None:
    if token.pos_ not in TELLING and token.dep_ != "acomp" and token.tag_[:2] != "VB":
        return None  # most words are of no kind that tells
    lemma = token.lemma_.lower()
    if token.dep_ == "acomp" and (token.lower_ in simple("adjectives") or token.lower_ in words("cues", "unconfirmed")):
        # "is concerned that" is an adjective, however the parser tags it.
        return _adjective(token)
    if token.tag_ == "VBZ" and token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj") and lemma in simple("nouns"):
        # "The army said reports that ...": a noun, however the parser tags it.
        return noun_cue(token, lemma)
    if token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB"):
        return verb_cue(token, lemma)
    if token.pos_ == "NOUN" or base_of(token) != lemma:
        return noun_cue(token, base_of(token))
    if token.pos_ == "ADJ" and lemma in simple("adjectives"):
        return _adjective(token)
    if token.pos_ == "ADV" and lemma in simple("adverbs"):
        clause = clause_of(token)
        return (
            Cue(token, simple("adverbs")[lemma], [token], [clause], whole=True, cut=[token]) if clause is not None else None
        )
    return None


def _adjective(word: Token) -> Cue | None:
    verb = word.head
    if word.dep_ not in ("acomp", "oprd", "attr", "ccomp") or verb.pos_ not in ("AUX", "VERB"):
        return None
    entry = simple("adjectives").get(word.lower_) or simple("adjectives").get(word.lemma_.lower())
    if entry is None:
        return Cue(word, Entry(OPEN, ("confirmed", "+", "CT")), [verb, word], _told_of(verb), subject_is_content=True)
    content = [c for c in word.children if c.dep_ in ("ccomp", "xcomp") and (entry.infinitive or c.dep_ == "ccomp")]
    content = content or [c for c in verb.children if c.dep_ in ("ccomp", "advcl") and c.i > word.i and has_that(c)]
    # "unaware of ANY arrest" leaves the arrest open; who is unaware of a motive says nothing of it.
    held = [p for c in children(word, "prep") if c.lower_ in entry.of for p in children(c, "pobj")]
    content = content or [p for p in held if any(c.lower_ == "any" for c in p.children)]
    if content:
        return Cue(word, entry, [verb, word], content)
    if word.lower_ in words("cues", "unconfirmed"):
        return Cue(word, entry, [verb, word], _told_of(verb), subject_is_content=True)
    return None


def _told_of(verb: Token) -> list[Token]:
    """The subject of "is unconfirmed", where it is more than a pronoun."""
    return [c for c in children(verb, "nsubj", "nsubjpass") if c.pos_ in ("NOUN", "PROPN")]


def _according(word: Token) -> Iterator[Cue]:
    to = word.nbor(1)
    sources = children(to, "pobj") or children(word, "pobj")
    clause = clause_of(word)
    if not sources or clause is None:
        return
    while word.i > 0 and word.nbor(-1).text == "," and (judged := _judged(clause)) is not None:
        clause = judged  # "It is not true that ten died, according to police": police say so of it all
    counted = simple("nouns").get(sources[0].lemma_.lower())
    estimated = counted is not None and counted.plain[0] == "estimated"
    entry = Entry(("estimated", "+", "PR") if estimated else ("stated", "+", "CT"), OPEN)
    yield Cue(word, entry, [word, to], [_first_of_row(clause)], who=sources[0], whole=True, cut=[word, to])


def _judged(clause: Token) -> Token | None:
    """The "is" of "it is not true that ten died", whose clause "died" is."""
    above = clause.head.head if clause.head.pos_ == "ADJ" else clause.head
    found = clause.dep_ == "ccomp" and any(child.lower_ == "it" for child in children(above, "nsubj", "expl"))
    return above if found and above is not clause else None


def _by_count(word: Token) -> Iterator[Cue]:
    """ "By the army's count, 40 died": the clause is what somebody counted."""
    held = [noun for noun in children(word, "pobj") if noun.lemma_.lower() in words("cues", "counts_by")]
    clause = clause_of(word)
    if not held or clause is None or word.head != clause:
        return
    entry = Entry(("estimated", "+", "PR"), OPEN)
    who = next(iter(children(held[0], "poss")), held[0])
    yield Cue(word, entry, [word, held[0]], [_first_of_row(clause)], who=who, whole=True, cut=[word])


def _first_of_row(clause: Token) -> Token:
    while clause.dep_ == "conj" and clause.head.pos_ in ("VERB", "AUX") and clause.head.i > clause.sent.start:
        clause = clause.head
    return clause
