"""Reads from the words around a name whether it is a victim's or an accused person's, and what befell them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from spacy.tokens import Token

from crossreport.model.said import Outcome
from crossreport.reading.anchors import reality
from crossreport.reading.layout import Document, Sentence
from crossreport.reading.person_names import Name
from crossreport.vocabulary.load import vocabulary, words


@dataclass(frozen=True)
class Role:
    """One sign that a person was harmed or is accused; heavier signs outweigh lighter ones."""

    role: Literal["victim", "accused"]
    weight: float = 1.0
    outcome: Outcome | None = None
    sexual: bool = False


@lru_cache(maxsize=1)
def _done_to() -> dict[str, Outcome]:
    """Verb to the outcome of whoever it is done to."""
    rows: dict[str, Sequence[str]] = vocabulary("harm")["object"]
    kept: tuple[Outcome, ...] = ("killed", "injured", "killed_or_injured", "abducted")
    return {lemma: outcome for outcome in kept for lemma in rows.get(outcome, ())}


@lru_cache(maxsize=1)
def _befalls() -> dict[str, Outcome]:
    """Verb to the outcome of its subject."""
    rows: dict[str, Sequence[str]] = vocabulary("harm")["subject"]
    kept: tuple[Outcome, ...] = ("killed", "missing")
    return {lemma: outcome for outcome in kept for lemma in rows.get(outcome, ())}


def _outcome_of(verb: Token) -> Outcome | None:
    found = _done_to().get(verb.lemma_.lower())
    if found == "killed_or_injured":
        near = {one.lower_ for one in (*verb.children, *(verb.sent.doc[verb.i + 1 : verb.i + 5]))}
        if near & (words("harm", "deadly") | {"killed", "dead", "died"}):
            return "killed"
        needed = vocabulary("harm")["needs"].get(verb.lemma_.lower())
        around = {one.lemma_.lower() for one in verb.subtree}
        return found if needed is None or around & set(needed) else None
    return found


def _row(token: Token) -> Iterator[Token]:
    """A name's head and the heads of the row of names that it stands in ("Ana Vost, 34, and Tomas Brill were shot")."""
    seen = 0
    while seen < 12:
        yield token
        if (
            token.dep_ not in ("conj", "appos", "nmod")
            or token.head.i == token.i
            or token.head.pos_ not in ("PROPN", "NOUN", "NUM", "X")
        ):
            return
        token, seen = token.head, seen + 1


def role_of(document: Document, name: Name) -> Iterator[Role]:
    """Signs read off the parse: whose subject or object a name is, and what it stands beside."""
    root = document.doc[name.first : name.last + 1].root
    direct = True
    for token in _row(root):
        yield from _of_noun(token, name, direct)
        yield from _of_verb(token)
        direct = False


def _of_noun(token: Token, name: Name, direct: bool) -> Iterator[Role]:
    """Signs by nouns: "the victim, Ana Vost", "the killing of Ana Vost", "Ana Vost's death", "suspect Ivo Karn"."""
    beside = [
        child for child in token.children if child.dep_ in ("appos", "compound", "amod", "nmod") and child.pos_ == "NOUN"
    ]
    if not (name.first <= token.i <= name.last):
        beside.append(token)
    for one in beside:
        lemma = one.lemma_.lower()
        if lemma in words("people", "victim"):
            yield Role("victim", 2.0)
        if lemma in words("people", "accused"):
            yield Role("accused", 2.0)
    if not direct and token.pos_ != "PROPN":
        return
    head = token.head
    if token.dep_ == "poss" and head.lemma_.lower() in words("people", "victim_of_noun") and head.i - token.i <= 5:
        yield Role("victim", 1.5, _noun_outcome(head), _is_sexual(head))
    if token.dep_ == "pobj" and head.lower_ == "of" and head.head.lemma_.lower() in words("people", "victim_of_noun"):
        yield Role("victim", 2.0, _noun_outcome(head.head), _is_sexual(head.head))


def _noun_outcome(noun: Token) -> Outcome | None:
    rows: dict[str, Sequence[str]] = vocabulary("harm")["noun"]
    kept: tuple[Outcome, ...] = ("killed", "injured", "killed_or_injured", "abducted")
    found = next((outcome for outcome in kept if noun.lemma_.lower() in rows.get(outcome, ())), None)
    fatal = any(child.lower_ in ("fatal", "deadly") for child in noun.children)
    return "killed" if fatal else found


def _is_sexual(token: Token) -> bool:
    return any(one.lemma_.lower() in words("people", "sexual") for one in token.subtree)


def _of_verb(token: Token) -> Iterator[Role]:
    """Signs by verbs: done to (object, passive subject, "who was"), or done by."""
    verb = _governor(token)
    if verb is None:
        return
    passive, patient = _patient(token, verb)
    for one in (verb, *_rows_of_verbs(verb)):
        lemma = one.lemma_.lower()
        if reality(one) not in ("none", "historical"):
            continue
        is_passive = (
            passive if one.i == verb.i else any(child.dep_ in ("auxpass",) for child in one.children) or one.tag_ == "VBN"
        )
        if is_passive or (patient and one.i == verb.i):
            yield from _done(one, lemma)
        elif not patient:
            yield from _does(one, lemma)


def _done(verb: Token, lemma: str) -> Iterator[Role]:
    outcome = _outcome_of(verb)
    if outcome is not None:
        yield Role("victim", 2.0, outcome, _is_sexual(verb))
    if lemma in ("rape", "molest"):
        yield Role("victim", 2.0, None, sexual=True)
    states = {
        child.lower_
        for child in verb.children
        if child.dep_ in ("oprd", "acomp", "advmod", "xcomp", "ccomp", "amod", "dobj")
    }
    if lemma in words("people", "victim_of") | {"find"} and states & {
        "dead",
        "deceased",
        "wounded",
        "shot",
        "injured",
        "unresponsive",
        "lifeless",
    }:
        yield Role("victim", 2.0, "killed" if states & {"dead", "deceased", "lifeless"} else "injured")
    if lemma in words("people", "accused_of") and _is_violent(verb):
        yield Role("accused", 2.0)


def _does(verb: Token, lemma: str) -> Iterator[Role]:
    if lemma in _befalls() and not any(child.dep_ in ("dobj",) for child in verb.children):
        yield Role("victim", 2.0, _befalls()[lemma])
    if lemma in ("suffer", "sustain", "receive") and any(
        child.lemma_.lower() in words("harm", "wound") for child in verb.children
    ):
        yield Role("victim", 2.0, "injured")
    if lemma in ("lose",) and any(child.lemma_.lower() == "life" for child in verb.children):
        yield Role("victim", 2.0, "killed")
    if lemma == "be":
        for child in verb.children:
            if child.dep_ in ("attr", "acomp"):
                found = child.lemma_.lower()
                if found in words("people", "victim") or found in words("people", "states"):
                    yield Role("victim", 2.0, "killed" if found in ("dead", "deceased") else None)
                if found in words("people", "accused"):
                    yield Role("accused", 2.0)
    face = lemma == "face" and any(
        child.dep_ == "dobj" and child.lemma_.lower() in ("charge", "count") for child in verb.children
    )
    if (face or lemma in words("people", "accused_does") - {"surrender"}) and _is_violent(verb):
        yield Role("accused", 2.0)
    if lemma in ("shoot", "kill", "stab", "murder", "gun") and any(child.dep_ == "dobj" for child in verb.children):
        himself = any(child.dep_ == "dobj" and child.lower_ in ("himself", "herself") for child in verb.children)
        yield Role("accused", 1.5)
        if himself:
            yield Role("victim", 0.5, "killed")


def _is_violent(verb: Token) -> bool:
    """Does a charge or an arrest name violence, in its own words or its sentence's?"""
    return any(one.lemma_.lower() in words("people", "violent_charge") for one in verb.sent)


def _governor(token: Token) -> Token | None:
    """The verb that a name is subject or object of; of "X, who was shot" the relative clause's."""
    for child in token.children:
        if child.dep_ in ("relcl", "acl") and child.pos_ in ("VERB", "AUX"):
            return child
    if token.dep_ in ("nsubj", "nsubjpass", "dobj", "oprd", "attr") and token.head.pos_ in ("VERB", "AUX"):
        return token.head
    if token.dep_ == "conj" and token.head.pos_ in ("VERB", "AUX"):
        return token.head
    return None


def _patient(token: Token, verb: Token) -> tuple[bool, bool]:
    """(a passive's subject, an object) of this verb?"""
    if verb.head.i == token.i:
        who = any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children) or (
            verb.dep_ == "acl" and verb.tag_ == "VBN"
        )
        return who, who
    passive = token.dep_ == "nsubjpass" or any(child.dep_ == "auxpass" for child in verb.children)
    return passive and token.dep_ in ("nsubjpass", "nsubj", "conj"), token.dep_ in ("dobj", "oprd")


def _rows_of_verbs(verb: Token) -> Iterator[Token]:
    """Verbs that share this one's subject ("was taken to hospital and died", "was arrested and charged")."""
    for child in verb.children:
        if (
            child.dep_ in ("conj",)
            and child.pos_ in ("VERB", "AUX")
            and not any("subj" in one.dep_ for one in child.children)
        ):
            yield child
            yield from _rows_of_verbs(child)
        if child.dep_ == "xcomp" and verb.lemma_.lower() in ("remain", "appear"):
            yield child


def roles_by_pattern(document: Document, sentence: Sentence, name: Name) -> Iterator[Role]:
    """Signs in the words before a name, where the parse is at its weakest: identifications, appositions, lists of names."""
    tokens = sentence.tokens
    at = name.first - tokens.start - 1
    while at >= 0 and _is_listed(tokens[at]):
        at -= 1
    if at < 0 or at == name.first - tokens.start - 1 and tokens[at].lower_ not in ("as", ":"):
        return
    before = tokens[max(at - 12, 0) : at + 1]
    lemmas = [token.lemma_.lower() for token in before]
    named = _last(lemmas, words("people", "identify"))
    noun = _last(lemmas, words("people", "victim") | words("people", "accused"))
    if noun < 0 or (named < 0 and noun != len(lemmas) - 1):
        return
    if any(child.dep_ == "neg" for child in before[named].children):
        return
    if lemmas[noun] in words("people", "accused"):
        yield Role("accused", 3.0)
    else:
        yield Role("victim", 3.0, _told_outcome(lemmas))


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
