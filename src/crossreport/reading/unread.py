"""Lists the sentences with a word or number of harm that gave no claim, each with a plain reason: silence is shown."""

import re
from collections.abc import Sequence
from functools import lru_cache

from crossreport.model.happened import FURNITURE, NUMBER_LEFT, Action, Mention, Statement, Unread
from crossreport.model.said import Figure
from crossreport.reading.figures.scene import is_person, scene
from crossreport.reading.layout import Document, Sentence
from crossreport.reading.mentions.reality import reality
from crossreport.vocabulary.load import vocabulary, words

HYPOTHETICAL = "planned, feared, supposed or denied"
PERIOD = "a sum over time without a number that was read"
LAW = "a matter of law or talk: charges, trials, threats"
GENERIC = "harm in general: no person and no single event"
NOBODY = "no person is counted"


@lru_cache(maxsize=1)
def harm_words() -> frozenset[str]:
    """Lemmas of harm: the verbs, states and nouns of vocabulary/harm.yaml and the nouns and verbs of incidents.yaml."""
    harm = vocabulary("harm")
    found = {
        word for part in ("object", "subject", "state", "noun", "counted") for row in harm[part].values() for word in row
    }
    for row in vocabulary("incidents")["kinds"].values():
        found |= {word for part in ("nouns", "verbs") for word in row.get(part, ()) if " " not in word}
    return frozenset(word.lower() for word in found) - words("incidents", "weak_harm")


@lru_cache(maxsize=1)
def person_harm() -> frozenset[str]:
    """Lemmas of the verbs and states that are said of persons killed or hurt."""
    harm = vocabulary("harm")
    outcomes = ("killed", "injured", "killed_or_injured")
    return frozenset(word for part in ("object", "subject", "state") for key in outcomes for word in harm[part].get(key, ()))


def find_unread(
    document: Document,
    figures: Sequence[Figure],
    mentions: Sequence[Mention],
    actions: Sequence[Action],
    statements: Sequence[Statement],
) -> tuple[Unread, ...]:
    """The sentences that a reader looking for the dead and hurt might miss here, in order, with why each gave nothing.

    A statement in such a sentence is kept as words only: it says so in the reason, and hides nothing.
    """
    kept = {document.sentence_of(span) for statement in statements for span in statement.spans}
    counted = {document.sentence_of(figure.span) for figure in figures}
    given = {document.sentence_of(span) for mention in mentions for span in mention.spans}
    given |= {document.sentence_of(action.span) for action in actions if action.plover in ("ASSAULT", "COERCE")}
    found: list[Unread] = []
    for sentence in document.sentences:
        if sentence.paragraph.kind == "repeat" or sentence.index in counted:
            continue
        if sentence.index in given:
            if sentence.is_read and _counts_persons(document, sentence):
                found.append(Unread(document.of(sentence.tokens), NUMBER_LEFT))
            continue
        reason = reason_of(sentence)
        if reason is not None:
            words_only = f"{reason} (kept as a statement)" if sentence.index in kept else reason
            found.append(Unread(document.of(sentence.tokens), words_only))
    return tuple(found)


def _counts_persons(document: Document, sentence: Sentence) -> bool:
    """Does a verb or state of harm of persons stand beside a number of persons, though the sentence gave no figure?"""
    if not any(token.lemma_.lower() in person_harm() and token.pos_ in ("VERB", "ADJ") for token in sentence.tokens):
        return False
    page = scene(document.doc, sentence)
    return any(
        i + 1 < page.end and i + 1 not in page.number_at and is_person(page, page.doc[i + 1]) and number.form != "zero"
        for i, number in page.number_at.items()
    )


@lru_cache(maxsize=1)
def _periods() -> re.Pattern[str]:
    return re.compile("|".join(rf"\b(?:{pattern})" for pattern in vocabulary("harm")["period"]))


def reason_of(sentence: Sentence) -> str | None:
    """Why a sentence gave no claim; None where it has no word of harm."""
    harmful = [token for token in sentence.tokens if token.lemma_.lower() in harm_words() and token.pos_ in CONTENT]
    if not harmful:
        return None
    if not sentence.is_read:
        return FURNITURE
    text = sentence.tokens.text.lower()
    if all(reality(token) not in ("none", "historical") for token in harmful):
        return HYPOTHETICAL
    if _periods().search(text):
        return PERIOD
    if any(token.lemma_.lower() in words("incidents", "law") for token in sentence.tokens):
        return LAW
    if any(token.pos_ == "NUM" and token.ent_type_ not in DATED for token in sentence.tokens):
        return NUMBER_LEFT
    if all(token.tag_ in ("NNS", "NN", "VBG", "VBP", "VB", "JJ") for token in harmful):
        return GENERIC
    return NOBODY


CONTENT = frozenset({"NOUN", "VERB", "ADJ", "PROPN"})
DATED = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "ORDINAL", "QUANTITY"})
