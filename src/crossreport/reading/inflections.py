"""Lemmas and parts of speech, once for each form with its tag and relation, and not once for each word of a text.

The model's rules for them (its pipes attribute_ruler, lemmatizer and verb_lemmas) look at a form, its tag and its relation
to its head, and a few at two words together ("gon na", "there is"). What they give for a form is held; two words that one
of these few may mean are put to all rules together.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, cast

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc as Piece
from spacy.tokens import Token
from spacy.vocab import Vocab

from crossreport.errors import SetupError
from crossreport.reading.language import pipeline

INFLECTING = ("attribute_ruler", "lemmatizer", "verb_lemmas")
# Forms that are held; when there are more, they are made anew.
MOST_HELD = 200_000
# Form, tag and relation, as the model numbers them.
Key = tuple[int, int, int]
# Tag, part of speech, relation and lemma, as the rules leave them.
Inflection = tuple[str, str, str, str]


@lru_cache(maxsize=1)
def inflections() -> "Inflections":
    """Those of the model in use."""
    return Inflections(pipeline())


class _Telling(dict[int, bool]):
    """Whether a form is one of those without which no rule for several words matches; `relations` are such relations."""

    def __init__(self, vocab: Vocab, patterns: Sequence[Sequence[dict[str, Any]]]) -> None:
        super().__init__()
        self.strings = vocab.strings
        self.lower: set[str] = set()
        self.relations: set[int] = set()
        for pattern in patterns:
            forms = [word["LOWER"] for word in pattern if isinstance(word.get("LOWER"), str)]
            relations = [word["DEP"] for word in pattern if isinstance(word.get("DEP"), str)]
            if forms:
                self.lower.add(forms[0])
            elif relations:
                self.relations.add(vocab.strings[relations[0]])
            else:
                raise SetupError(
                    "The English model has a rule for several words that is not known here: install the locked requirements."
                )

    def __missing__(self, form: int) -> bool:
        self[form] = self.strings[form].lower() in self.lower
        return self[form]


class Inflections:
    """What a model's rules say of forms."""

    def __init__(self, nlp: Language) -> None:
        self.vocab = nlp.vocab
        ruler = nlp.get_pipe("attribute_ruler")
        assert isinstance(ruler, AttributeRuler)
        self.all_rules = [nlp.get_pipe(name) for name in INFLECTING]
        of_one = AttributeRuler(nlp.vocab)
        single: list[dict[str, Any]] = []
        of_more: list[list[list[dict[str, Any]]]] = []
        self.of_more = Matcher(nlp.vocab)
        for at, rule in enumerate(ruler.patterns):
            patterns = cast(list[list[dict[str, Any]]], rule["patterns"])
            if all(len(words) == 1 for words in patterns):
                of_one.add_patterns([rule])
                single += [word for words in patterns for word in words]
            else:
                self.of_more.add(str(at), patterns)
                of_more.append(patterns)
        self.rules_of_one = [of_one, *self.all_rules[1:]]
        self.longest = max((len(one) for pattern in of_more for one in pattern), default=0)
        self._telling = _Telling(nlp.vocab, [one for pattern in of_more for one in pattern])
        self._named = frozenset(_forms_in(single))
        # {tag and relation: part of speech and features} of plain forms.
        self._kinds: dict[tuple[int, int], tuple[str, str]] = {}
        self._held: dict[Key, Inflection] = {}
        # {form, part of speech and features: lemma} of plain forms, which the model's rules make of these alone.
        self._lemmas: dict[tuple[int, str, str], str] = {}

    def of(self, piece: Piece, keys: Sequence[Key]) -> list[Inflection]:
        """Those of the words of a piece, which have these forms, tags and relations."""
        held = self._held
        if missing := [key for key in dict.fromkeys(keys) if key not in held]:
            if len(held) > MOST_HELD:
                held.clear()
                self._lemmas.clear()
                missing = list(dict.fromkeys(keys))
            held.update(self._of_one(missing))
        found = [held[key] for key in keys]
        for start, end in self._together(piece, keys):
            found[start:end] = self._made(keys[start:end], self.all_rules)
        return found

    def _together(self, piece: Piece, keys: Sequence[Key]) -> list[tuple[int, int]]:
        """Where words stand that rules for several mean: sought beside the words without which none of them matches."""
        forms, relations = self._telling, self._telling.relations
        near = [at for at, (form, _, relation) in enumerate(keys) if forms[form] or relation in relations]
        found = set()
        for at in near:
            first = max(at - self.longest + 1, 0)
            for _, start, end in self.of_more(piece[first : at + self.longest], allow_missing=True):
                found.add((first + start, first + end))
        return sorted(found)

    def _of_one(self, keys: Sequence[Key]) -> dict[Key, Inflection]:
        """Of each of these. The first rules ask for the tag and relation alone, but for the few forms that they name: what
        they make of one form is what they make of all others."""
        new = [key for key in keys if (key[1], key[2]) not in self._kinds or not self._is_plain(key[0])]
        made = self._put(self._doc(new), self.rules_of_one) if new else None
        found: dict[Key, Inflection] = {}
        for key, token in zip(new, made or (), strict=True):
            found[key] = _told(token)
            if self._is_plain(key[0]):
                self._kinds[key[1], key[2]] = (token.pos_, str(token.morph))
        known = {key: self._kinds[key[1], key[2]] for key in keys if key not in found}
        lemmas = self._lemmas
        unlike = {(key[0], *kind): key for key, kind in known.items()}
        if missing := {like: key for like, key in unlike.items() if like not in lemmas}:
            _, pos, morphs = zip(*missing, strict=True)
            doc = self._put(self._doc(list(missing.values()), pos=list(pos), morphs=list(morphs)), self.rules_of_one[1:])
            lemmas.update((like, token.lemma_) for like, token in zip(missing, doc, strict=True))
        strings = self.vocab.strings
        for key, kind in known.items():
            found[key] = (strings[key[1]], kind[0], strings[key[2]], lemmas[key[0], *kind])
        return found

    def _is_plain(self, form: int) -> bool:
        """Is it a form of letters that no rule names?"""
        written = self.vocab.strings[form]
        return written.isalpha() and written.lower() not in self._named

    def _made(self, keys: Sequence[Key], rules: Sequence[object]) -> list[Inflection]:
        return [_told(token) for token in self._put(self._doc(keys), rules)]

    def _doc(self, keys: Sequence[Key], pos: list[str] | None = None, morphs: list[str] | None = None) -> Piece:
        strings = self.vocab.strings
        forms, tags, relations = ([strings[one] if one else "" for one in part] for part in zip(*keys, strict=True))
        return Piece(
            self.vocab, words=forms, tags=tags, deps=relations, heads=list(range(len(forms))), pos=pos, morphs=morphs
        )

    def _put(self, doc: Piece, rules: Sequence[object]) -> Piece:
        for rule in rules:
            doc = rule(doc)  # type: ignore[operator]
        return doc


def _told(token: Token) -> Inflection:
    return token.tag_, token.pos_, token.dep_, token.lemma_


def _forms_in(patterns: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The forms of letters that patterns of a word name."""
    for one in (pattern.get("LOWER", "") for pattern in patterns):
        if isinstance(one, str):
            yield one
        elif "IN" in one:
            yield from one["IN"]
        elif "'" not in one.get("REGEX", ""):  # with an apostrophe it names no form of letters alone
            raise SetupError(
                "The English model has a rule for words that is not known here: install the locked requirements."
            )
