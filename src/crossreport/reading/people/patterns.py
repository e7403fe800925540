"""Reads from the words around a name, where the parse is at its weakest, whether it is a victim's or an accused person's."""

import re
from collections.abc import Iterator, Sequence

from crossreport.model.said import Outcome
from crossreport.reading.layout import Document, Sentence
from crossreport.reading.parsed import Token, Tokens
from crossreport.reading.people.names import Name
from crossreport.reading.people.roles import Role, is_passive, is_sexual, outcome_of
from crossreport.vocabulary.load import words


def roles_by_pattern(document: Document, sentence: Sentence, name: Name) -> Iterator[Role]:
    """Signs in the words around a name, where the parse is at its weakest: identifications, appositions, lists of names."""
    yield from _identified_as(document, sentence, name)
    yield from _one_of_them(document, sentence, name)
    tokens = sentence.tokens
    at = name.first - tokens.start - 1
    while at >= 0 and (skipped := _listed_before(tokens, at)):
        at -= skipped
    if at < 0 or (at == name.first - tokens.start - 1 and tokens[at].lower_ not in ("as", ":")):
        return
    if name.last + 1 < tokens.end and document.doc[name.last + 1].tag_ == "POS":
        return  # "the victims were Ana Vost's neighbors"
    before = tokens[max(at - 12, 0) : at + 1]
    # "The shooter's girlfriend was identified as": whose she is does not accuse her.
    owned = {token.i - 1 for token in before if token.tag_ == "POS"}
    lemmas = ["" if token.i in owned else token.lemma_.lower() for token in before]
    named = _last(lemmas, words("people", "identify"))
    noun = _last(lemmas, words("people", "victim") | words("people", "accused"))
    if noun < 0 <= named and _is_hurt_one(document, sentence, lemmas):
        noun = named
    if noun < 0 or (named < 0 and noun != len(lemmas) - 1):
        return
    between = {token.lower_ for token in tokens[at : name.first - tokens.start]}
    if named >= 0 and not between & {"as", ":", "is", "are", "was", "were"}:
        return
    if any(child.dep_ == "neg" for child in before[named].children):
        return
    if lemmas[noun] in words("people", "accused"):
        yield Role("accused", 3.0)
    else:
        yield Role("victim", 3.0, _told_outcome(lemmas))


IDENTIFIED_AS = re.compile(
    r"[\s,]*(?:\(?(?:aged? )?\d{1,3}\)?,?\s*)?(?:of [^,.;]{1,40},\s*)?as (?:the |one of the |a )(?P<whom>[^.;:]{1,90})", re.I
)


def _identified_as(document: Document, sentence: Sentence, name: Name) -> Iterator[Role]:
    """ "Police identified Ana Vost, 34, as the woman who was found dead", "... as the victim", "... as the gunman"."""
    before = sentence.tokens[max(name.first - sentence.tokens.start - 4, 0) : name.first - sentence.tokens.start]
    found = IDENTIFIED_AS.match(document.plain, name.end, sentence.end)
    if found is None or not {token.lemma_.lower() for token in before} & words("people", "identify"):
        return
    whom = re.split(r" (?:in|of|for|after|at|on) ", found["whom"])[0]
    span = document.doc.char_span(found.start("whom"), found.start("whom") + len(whom), alignment_mode="contract")
    lemmas = [token.lemma_.lower() for token in span] if span is not None else []
    if set(lemmas) & words("people", "accused") or "of interest" in found["whom"]:
        yield Role("accused", 3.0)
    elif set(lemmas) & (words("people", "victim") | words("people", "hurt")) and not set(lemmas) & words(
        "people", "custody"
    ):
        yield Role("victim", 3.0, _told_outcome(lemmas))


ONE_OF = re.compile(r"[\s,]*(?:\(?(?:aged? )?\d{1,3}\)?,?\s*)?(?:is|was) (?:among|one of) (?:\w+ ){1,5}?", re.I)


def _one_of_them(document: Document, sentence: Sentence, name: Name) -> Iterator[Role]:
    """ "Ana Vost, 19, was one of the women gunned down", "was among those killed"."""
    found = ONE_OF.match(document.plain, name.end, sentence.end)
    behind = document.doc.char_span(found.end(), sentence.end, alignment_mode="contract") if found is not None else None
    for token in list(behind or ())[:7]:
        if token.tag_ in ("VBN", "VBD") and token.lower_ not in ("was", "were", "who"):
            outcome = outcome_of(token)
            if outcome is not None:
                yield Role("victim", 2.0, outcome, is_sexual(token))
            return


def _listed_before(tokens: Tokens, at: int) -> int:
    """How many words up to `at` may stand between an identification and a name of its list; 0 where the word may not."""
    if _is_listed(tokens[at]):
        return 1
    if tokens[at].lemma_.lower() not in words("persons", "kin") or at < 1:
        return 0
    # "as the boy's mother, Ana Vost", "and his wife, Ana Vost"
    if tokens[at - 1].dep_ == "poss":
        return 2
    return 3 if tokens[at - 1].tag_ == "POS" and at > 1 else 0


def _is_hurt_one(document: Document, sentence: Sentence, lemmas: Sequence[str]) -> bool:
    """Is "he" or "the man" who was identified the one hurt? This sentence or the last must tell of hurt and of no arrest."""
    if not set(lemmas) & words("people", "anybody"):
        return False
    before = document.sentences[max(sentence.index - 1, 0)]
    near = {token.lemma_.lower() for one in (before, sentence) for token in one.tokens}
    shot = any(token.lemma_ in ("shoot", "stab") and is_passive(token) for one in (before, sentence) for token in one.tokens)
    return (shot or bool(near & words("people", "hurt"))) and not near & words("people", "custody")


def _is_listed(token: Token) -> bool:
    """May a word stand between an identification and a name of its list (other names, ages, "and", what they are)?"""
    if token.is_punct and token.text not in ('."', "?", "!"):
        return True
    return token.pos_ in ("PROPN", "NUM") or token.lower_ in words("people", "listed") or token.text == "old"


def _last(lemmas: Sequence[str], wanted: frozenset[str]) -> int:
    return max((at for at, lemma in enumerate(lemmas) if lemma in wanted), default=-1)


def _told_outcome(lemmas: Sequence[str]) -> Outcome | None:
    if {"dead", "deceased", "kill", "slain", "die", "murder", "decedent", "slay"} & set(lemmas):
        return "killed"
    return "injured" if {"injured", "wounded", "hurt", "injure", "wound"} & set(lemmas) else None
