"""Lemmas and parts of speech, once for each form with its tag and relation, and not once for each word of a text.

The model's rules for them (its pipes attribute_ruler, lemmatizer and verb_lemmas) look at a form, its tag and its relation
to its head, and a few at two words together ("gon na", "there is"). What they give for a form is held; two words that one
of these few may mean are put to all rules together.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, cast

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc as Piece

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


class Inflections:
    """What a model's rules say of forms."""

    def __init__(self, nlp: Language) -> None:
        self.vocab = nlp.vocab
        ruler = nlp.get_pipe("attribute_ruler")
        assert isinstance(ruler, AttributeRuler)
        self.all_rules = [nlp.get_pipe(name) for name in INFLECTING]
        of_one = AttributeRuler(nlp.vocab)
        self.of_more = Matcher(nlp.vocab)
        for at, rule in enumerate(ruler.patterns):
            patterns = cast(list[list[dict[str, Any]]], rule["patterns"])
            if all(len(words) == 1 for words in patterns):
                of_one.add_patterns([rule])
            else:
                self.of_more.add(str(at), patterns)
        self.rules_of_one = [of_one, *self.all_rules[1:]]
        self._held: dict[Key, Inflection] = {}

    def of(self, piece: Piece, keys: Sequence[Key]) -> list[Inflection]:
        """Those of the words of a piece, which have these forms, tags and relations."""
        held = self._held
        if missing := [key for key in dict.fromkeys(keys) if key not in held]:
            if len(held) > MOST_HELD:
                held.clear()
                missing = list(dict.fromkeys(keys))
            held.update(zip(missing, self._made(missing, self.rules_of_one), strict=True))
        found = [held[key] for key in keys]
        for _, start, end in self.of_more(piece, allow_missing=True):
            found[start:end] = self._made(keys[start:end], self.all_rules)
        return found

    def _made(self, keys: Sequence[Key], rules: Sequence[object]) -> list[Inflection]:
        strings = self.vocab.strings
        forms, tags, relations = ([strings[one] if one else "" for one in part] for part in zip(*keys, strict=True))
        doc = Piece(self.vocab, words=forms, tags=tags, deps=relations, heads=list(range(len(forms))))
        for rule in rules:
            doc = rule(doc)  # type: ignore[operator]
        return [(token.tag_, token.pos_, token.dep_, token.lemma_) for token in doc]
