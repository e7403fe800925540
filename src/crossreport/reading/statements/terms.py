"""The terms of a statement: its content words brought to classes of synonyms, names to actors, numbers to numbers.

They are made so that two tellings of one thing, a translation or a paraphrase, end with mostly the same terms.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from crossreport.model.happened import Party, TimeExpression, Toponym
from crossreport.model.report import Span
from crossreport.reading.layout import Document
from crossreport.reading.parsed import Token
from crossreport.reading.said.speakers import PRONOUNS, Speakers
from crossreport.vocabulary.load import vocabulary, words

PREFIXES = frozenset({"de", "re", "non", "anti", "pro", "pre", "co", "un", "mid", "ex"})
CONTENT = frozenset({"NOUN", "VERB", "ADJ", "PROPN", "NUM", "ADV"})


@lru_cache(maxsize=1)
def classes() -> dict[str, str]:
    """{lemma or two lemmas joined by "_": class}; the first class that lists a word has it."""
    made: dict[str, str] = {}
    for name, some in vocabulary("synonyms")["classes"].items():
        for word in some:
            made.setdefault(str(word).lower(), str(name))
    return made


@lru_cache(maxsize=1)
def _first_of_pairs() -> frozenset[str]:
    """The lemmas that a class of two lemmas begins with."""
    return frozenset(key[:at] for key in classes() for at, sign in enumerate(key) if sign == "_")


def class_of(lemma: str, pos: str = "") -> str:
    """The class of a lemma, by its part of speech where the list tells them apart; or the lemma itself."""
    return classes().get(f"{lemma}/{pos.lower()}") or classes().get(lemma, lemma)


def _is_known(lemma: str, pos: str) -> bool:
    return lemma in classes() or f"{lemma}/{pos.lower()}" in classes()


class Terms:
    """Makes terms for one report, whose names, places and times it knows by their offsets."""

    def __init__(
        self,
        document: Document,
        parties: Sequence[Party],
        places: Sequence[Toponym],
        dates: Sequence[TimeExpression],
        speakers: Speakers,
    ) -> None:
        self._speakers = speakers
        self._names: dict[int, str] = {}
        self._silent: set[int] = set()
        for toponym in places:
            self._put(document, toponym.span, _place_term(toponym))
        for party in parties:
            if party.span is not None:
                self._put(document, party.span, party_term(party))
        for one in dates:
            self._silent |= set(range(*document.range(one.span)))

    def _put(self, document: Document, span: Span, term: str) -> None:
        for at in range(*document.range(span)):
            self._names[at] = term

    def of(self, tokens: Iterable[Token]) -> tuple[str, ...]:
        """The terms of these tokens, each once, in the order of the text."""
        made: dict[str, None] = {}
        kept = list(tokens)
        skip: set[int] = set()
        for token in kept:
            if token.i in skip or token.idx in self._silent or token.is_punct or token.is_space:
                continue
            name = self._names.get(token.idx)
            if name is not None:
                made[name] = None
                continue
            if token.lower_ in ("he", "she", "his", "her", "him", "they", "their"):
                meant = self.meant(token)
                if meant:
                    made[meant] = None
                continue
            joined = None if token.whitespace_ else _hyphenated(token)
            if joined is not None and joined[0] in classes():
                made[classes()[joined[0]]] = None
                skip |= joined[1]
                continue
            sense = _by_object(token)
            if sense is not None:
                made[sense] = None
                continue
            pair = self._pair(token)
            if pair is not None:
                made[classes()[pair[0]]] = None
                skip.add(pair[1])
                continue
            term = self._term(token)
            if term:
                made[term] = None
        return tuple(made)

    def meant(self, pronoun: Token) -> str | None:
        """The term of the actor that a pronoun means, or None."""
        if pronoun.lower_ not in PRONOUNS:
            return None
        noun = self._speakers.antecedent(pronoun)
        return self.named(noun) if noun is not None else None

    def named(self, noun: Token) -> str | None:
        """The term of the name at a noun, or None."""
        return self._names.get(noun.idx)

    def _pair(self, token: Token) -> tuple[str, int] | None:
        """Two lemmas that make one word: "step down", "call for", "status quo"."""
        lemma = token.lemma_.lower()
        if lemma not in _first_of_pairs():
            return None
        near = [child for child in token.children if child.dep_ in ("prt", "prep") and 0 < child.i - token.i < 4]
        if token.i + 1 < len(token.doc):
            near.append(token.nbor(1))
        for other in near:
            joined = f"{lemma}_{other.lemma_.lower()}"
            if joined in classes():
                return joined, other.i
        return None

    @staticmethod
    def _term(token: Token) -> str | None:
        lemma = token.lemma_.lower()
        if token.like_num and token.pos_ == "NUM":
            return f"n:{re.sub(r'[^0-9a-z.]', '', lemma)}"
        if token.pos_ not in CONTENT or token.dep_ in ("aux", "auxpass", "neg"):
            return None
        if not (lemma.isalpha() or any(c.isalpha() for c in lemma)):
            return None
        if token.pos_ == "ADV" and (not _is_known(lemma, "adv") or token.is_stop):
            return None
        known = _is_known(lemma, token.pos_)
        if lemma in words("synonyms", "empty") or (token.is_stop and not known) or len(lemma) < 2:
            return None
        if token.i + 1 < len(token.doc) and not token.whitespace_ and token.nbor(1).text == "-" and lemma in PREFIXES:
            return None
        return class_of(lemma, token.pos_)


def _by_object(token: Token) -> str | None:
    """The class of a verb that means another thing of some objects: "released a video" frees nobody."""
    known = vocabulary("synonyms")["by_object"].get(token.lemma_.lower()) if token.pos_ in ("VERB", "NOUN") else None
    if known is None:
        return None
    of = [of for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for of in c.children]
    told = [*(c for c in token.children if c.dep_ in ("dobj", "nsubjpass")), *of]
    for sense, objects in known.items():
        if any(c.lemma_.lower() in objects for c in told):
            return str(sense)
    return None


def _hyphenated(token: Token) -> tuple[str, set[int]] | None:
    """A word that the parser has cut at its hyphens, whole again, with the tokens it is made of."""
    tokens, end = token.doc.tokens, token.i
    while (
        end + 2 < len(tokens)
        and not tokens[end].whitespace_
        and tokens[end + 1].text == "-"
        and not tokens[end + 1].whitespace_
    ):
        end += 2
    if end == token.i:
        return None
    head = token.doc[token.i : end].text.lower() + tokens[end].lemma_.lower()
    return head, set(range(token.i + 1, end + 1))


def party_term(party: Party) -> str:
    """The term of an actor: a government, its people and what is called by its country's name are one."""
    kind, _, rest = party.key.partition(":")
    if rest and kind in ("gov", "people"):
        return f"gov:{rest}"
    return party.key


def _place_term(toponym: Toponym) -> str:
    place = toponym.place
    if place.country and (place.precision == 6 or toponym.role in ("actor", "origin")):
        return f"gov:{place.country}"
    return place.name.split(",")[0].strip().lower()
