"""The English pipeline that reading parses with, and a plain test of whether a text is English at all."""

import importlib
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.tokens import Doc
from thinc.api import NumpyOps

from crossreport.errors import SetupError
from crossreport.reading.models import MODELS
from crossreport.vocabulary.load import vocabulary, words

WORD = re.compile(r"[^\W\d_]+")


def pipeline() -> Language:
    """spaCy's small English model, loaded once a process. SetupError where no package of it is installed."""
    return _loaded()[0]


@lru_cache(maxsize=1)
def _loaded() -> tuple[Language, frozenset[str]]:
    """The model, and the words that it knew before it read anything: its store of strings grows as it reads."""
    for name in MODELS:
        try:
            package = importlib.import_module(name)
        except ModuleNotFoundError as error:
            if error.name != name:
                raise SetupError(f"The English model {name} is installed but cannot be loaded: {error}.") from error
            continue
        nlp: Language = package.load(exclude=["senter"])
        nlp.add_pipe("verb_lemmas")
        _keep_whole(nlp)
        _use_numpy(nlp)
        _index_lemmas(nlp)
        return nlp, frozenset(word for word in nlp.vocab.strings if word.isalpha() and word.islower())
    raise SetupError(
        f"No English model is installed (looked for {', '.join(MODELS)}). Install the project's locked requirements."
    )


def _keep_whole(nlp: Language) -> None:
    """Let titles cut short keep their point ("Sgt."): behind a point alone the parser takes title and name for two."""
    tokenizer: Any = nlp.tokenizer
    for title in vocabulary("furniture")["short_titles"]:
        for form in (f"{title}.", f"{title.capitalize()}."):
            if form not in tokenizer.rules:
                tokenizer.add_special_case(form, [{"ORTH": form}])


def _use_numpy(nlp: Language) -> None:
    """Let the networks multiply with NumPy's library, three times as fast on matrices of this size as their own."""
    for _, pipe in nlp.pipeline:
        if isinstance(pipe, TrainablePipe):
            for node in pipe.model.walk():
                if isinstance(node.ops, NumpyOps):
                    node.ops.use_blis = False


def _index_lemmas(nlp: Language) -> None:
    """Lets the rules for lemmas look a form up among those known, which the model keeps in lists of ten thousands."""
    lookups = nlp.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    if lookups.has_table("lemma_index"):
        index = lookups.get_table("lemma_index")
        for part in list(index):
            index[part] = frozenset(index[part])


@lru_cache(maxsize=1)
def _lemmas() -> dict[str, str]:
    """{verb form: its lemma}, where the model's rules give another verb's."""
    return {form: lemma for lemma, forms in vocabulary("lemmas")["verbs"].items() for form in forms}


@Language.component("verb_lemmas")
def mend_lemmas(doc: Doc) -> Doc:
    """The same document, the verb forms that the model's rules take for another verb's set right ("hoped": hop)."""
    known = _lemmas()
    for token in doc:
        lemma = known.get(token.lower_)
        if lemma is not None and token.pos_ == "VERB":
            token.lemma_ = lemma
    return doc


def is_english(text: str) -> bool:
    """Is the text English: by the share of English function words among its words.

    English prose has 35 to 50 % of them, headlines and lists 10 to 20 %, other languages under 5 %; too short a text (under
    20 words) is taken for English.
    """
    found = WORD.findall(text[:20_000])
    if len(found) < 20:
        letters = [c for c in text[:2000] if c.isalpha()]
        return not letters or sum(c.isascii() for c in letters) / len(letters) > 0.6
    return _share(found, words("function_words")) >= 0.12


def is_foreign(text: str) -> bool:
    """Is a paragraph of an English page in another language: by its letters, or by that language's function words?

    A list of names has no English function words either, but hardly a word without a capital ("Maria de la Cruz").
    """
    letters = "" if text.isascii() else "".join(filter(str.isalpha, text))
    if len(letters) >= 20 and sum(c > "\u024f" for c in letters) / len(letters) > 0.5:
        return True
    found = WORD.findall(text)
    if len(found) < 12 or sum(word.islower() for word in found) < 0.5 * len(found):
        return False
    if _share(found, words("function_words")) >= 0.08:
        return False
    return _share(found, words("function_words", "others")) >= 0.15


def _share(found: list[str], common: frozenset[str]) -> float:
    return sum(map(common.__contains__, map(str.lower, found))) / len(found)


@dataclass(frozen=True)
class Dictionary:
    """The model's own English dictionary: lemmas by part of speech, words that hold sentences
    together, and the words that it saw when it was made."""

    nouns: frozenset[str]
    adjectives: frozenset[str]
    others: frozenset[str]
    closed: frozenset[str]
    seen: frozenset[str]
    _rules: tuple[tuple[str, str], ...]
    _verbal: tuple[tuple[str, str], ...]

    def is_noun_alone(self, word: str) -> bool:
        """A noun, and no verb in any of its forms, adjective or adverb."""
        if word not in self.nouns or word in self.others or word in self.closed:
            return False
        return not any(word.endswith(old) and word[: len(word) - len(old)] + new in self.others for old, new in self._verbal)

    def is_rare(self, word: str) -> bool:
        """A noun and nothing else, which the text that the model was made from does not have."""
        return word not in self.seen and self.is_noun_alone(word)

    def describes(self, word: str) -> bool:
        """Is this a word that names of bodies are made of: a noun or an adjective, and no participle?"""
        return (word in self.nouns or word in self.adjectives or not self.has(word)) and not word.endswith("ed")

    def has(self, word: str) -> bool:
        """Is this, lower case, an English word in any of its forms?"""
        if word in self.closed or word in self.nouns or word in self.others:
            return True
        stems = (word[: len(word) - len(old)] + new for old, new in self._rules if old and word.endswith(old))
        return any(stem in self.nouns or stem in self.others for stem in stems)


@lru_cache(maxsize=1)
def dictionary() -> Dictionary:
    """The dictionary by which the model's rules find lemmas. SetupError where the model has none."""
    nlp, seen = _loaded()
    try:
        lookups = nlp.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
        index, exceptions, rules = (lookups.get_table(name) for name in ("lemma_index", "lemma_exc", "lemma_rules"))
    except (KeyError, AttributeError) as error:
        raise SetupError(f"The English model has no table of lemmas: {error}.") from error
    by_part = {part: frozenset(index[part]) | frozenset(exceptions.get(part, ())) for part in ("noun", "verb", "adj", "adv")}
    endings = dict.fromkeys((old, new) for part in by_part for old, new in rules.get(part, ()))
    return Dictionary(
        nouns=by_part["noun"],
        adjectives=by_part["adj"],
        others=by_part["verb"] | by_part["adj"] | by_part["adv"],
        closed=frozenset(nlp.Defaults.stop_words),
        seen=seen,
        _rules=tuple(endings),
        _verbal=tuple((old, new) for old, new in rules.get("verb", ()) if old),
    )
