"""Words as evidence: what a text's words weigh, by a fixed background table and never by the record itself."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import log, sqrt
from sys import intern

import msgspec

from crossreport.model.report import Report, Span
from crossreport.vocabulary.load import vocabulary

TOKEN = re.compile(r"\d+-year-old|\d+(?:st|nd|rd|th)\b|\d[\d,.:]*\d|\d|[^\W\d_]+(?:['’.-][^\W\d_]+)*", re.U)
STARTS = re.compile(r"[.!?:\n\"“]")
AGE = re.compile(r"(\d+)-year-old")
BANDS = ("known", "topical", "usual", "common", "nothing")
HEAD = 2  # How many times a word of the headline counts.


@dataclass(frozen=True)
class Bag:
    """The weighted words of a text, in alphabetical order. `norm` is their Euclidean length."""

    weights: Mapping[str, float]
    norm: float

    @cached_property
    def total(self) -> float:
        """What all words weigh together."""
        return sum(self.weights.values())

    @cached_property
    def names(self) -> frozenset[str]:
        """The names in two parts ("dara vint")."""
        return frozenset(term for term in self.weights if " " in term)


NOTHING = Bag({}, 0.0)
_bags = msgspec.msgpack.Decoder(Bag)


def packed(bag: Bag) -> bytes:
    """A bag as bytes."""
    return msgspec.msgpack.encode(bag)


def unpacked(body: bytes) -> Bag:
    """The bag in these bytes; of a term that many bags hold, one copy is enough."""
    found = _bags.decode(body)
    return Bag({intern(term): weight for term, weight in found.weights.items()}, found.norm)


def fold(text: str) -> str:
    """Lower case without accents, with straight apostrophes."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A folded word without its plain English endings: "shootings" and "shooting" are one, and "house's" is "house"."""
    word = re.sub(r"'s?$", "", word)
    for ending, put, left in (
        ("ies", "y", 3),
        ("sses", "ss", 3),
        ("ing", "", 4),
        ("ed", "", 4),
        ("es", "e", 3),
        ("s", "", 3),
    ):
        if word.endswith(ending) and len(word) - len(ending) >= left and not word.endswith(("ss", "us", "is")):
            word = word[: -len(ending)] + put
            break
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


@lru_cache(maxsize=200_000)
def term_of(word: str) -> str:
    """The stemmed term of a word as it stands in a text."""
    return stem(fold(word))


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, float], dict[str, float]]:
    background = vocabulary("background")
    weights = {str(band): float(weight) for band, weight in background["weights"].items()}
    table: dict[str, float] = {}
    for band in BANDS:
        # A word in two bands has the lighter weight: the bands run from heavy to light.
        table.update({stem(fold(word)): weights[band] for word in str(background[band]).split()})
    return table, weights


@lru_cache(maxsize=200_000)
def weigh(term: str, is_name: bool = False) -> float:
    """The weight of a stemmed term by the background table."""
    table, weights = _table()
    if term.startswith("#"):
        return weights["age"]
    if " " in term:
        one, two = (weigh(part, True) for part in term.split(" "))
        return (one + two) / 2 if min(one, two) >= weights["known"] else 0.0
    if term[:1].isdigit():
        return (
            0.3
            if len(term) == 1
            else weights["number"] / 2
            if len(term) == 2 or term[:2] in ("19", "20")
            else weights["number"]
        )
    if term in table:
        return table[term]
    if len(term) < 2:
        return 0.0
    return weights["name" if is_name else "rare"]


def tokens(text: str) -> Iterable[tuple[str, bool]]:
    """(stemmed term, is it a name) of each word; an age is "#" and the number, clock times and amounts keep their digits."""
    end = 0
    for found in TOKEN.finditer(text):
        word = found[0]
        if word[0].isdigit():
            age = AGE.fullmatch(word)
            # "the 26th" is the number, with an ending that says nothing.
            yield "#" + age[1] if age else re.sub(r"[^\d.:]+", "", word), False
        else:
            is_name = word[0].isupper() and end > 0 and not STARTS.search(text, end, found.start())
            yield term_of(word), is_name
        end = found.end()


def bag_of(counts: Mapping[str, float], names: Iterable[str] = ()) -> Bag:
    """The bag of counted terms; a term told often weighs more, but slowly."""
    named = set(names)
    weights = {}
    for term in sorted(counts):
        weight = weigh(term, term in named) * (1 + log(counts[term]))
        if weight > 0:
            weights[term] = weight
    return Bag(weights, sqrt(sum(w * w for w in weights.values())))


def outlet_terms(report: Report) -> frozenset[str]:
    """The words that an outlet's name and address are made of: they come with every page of it."""
    host = re.sub(r"^https?://", "", report.url or "").split("/")[0]
    return frozenset(stem(fold(part)) for part in re.split(r"[^\w]+", f"{report.outlet or ''} {host}") if len(part) > 2)


def without(text: str, start: int, furniture: Sequence[Span]) -> str:
    """Text that begins at `start` of its report's, with the page's own paragraphs blanked out."""
    for span in furniture:
        a, b = max(0, span.start - start), min(len(text), span.end - start)
        if not span.title and a < b:
            text = text[:a] + " " * (b - a) + text[b:]
    return text


def bag(report: Report, furniture: Sequence[Span] = (), limit: int = 4000) -> Bag:
    """The words of a report's headline and of the first `limit` characters of its text (comments and lists come late).

    What the page says of itself counts for nothing. Two names side by side ("Dara Vint") are a term of their own.
    """
    own = outlet_terms(report)
    counts: dict[str, float] = {}
    names: set[str] = set()
    for text, times in ((report.title or "", HEAD), (without(report.text[:limit], 0, furniture), 1)):
        before = ""
        for term, is_name in tokens(text):
            if term in own:
                before = ""
                continue
            counts[term] = counts.get(term, 0) + times
            if is_name and times == 1:
                names.add(term)
                if before:
                    counts[f"{before} {term}"] = counts.get(f"{before} {term}", 0) + 1
            before = term if is_name and times == 1 else ""
    return bag_of(counts, names)


def cosine(a: Bag, b: Bag, usual: float = 0.0, centre: float = 0.0) -> float:
    """How alike two bags are, 0 to 1.

    Few words are alike by chance ("Gunmen kill five in Orlen"): bags of a norm below `usual` are filled up to it with other
    words, which are alike to the degree `centre`.
    """
    if not a.norm or not b.norm:
        return 0.0
    few, many = (a.weights, b.weights) if len(a.weights) <= len(b.weights) else (b.weights, a.weights)
    both = sum([weight * many[term] for term, weight in few.items() if term in many])
    own = a.norm * b.norm
    lack = max(0.0, usual * usual - own)
    return (both + lack * centre) / (own + lack)


def held(a: Bag, b: Bag, usual: float = 0.0, centre: float = 0.0) -> float:
    """How much of the weight of a's words stands in b too, 0 to 1: a short text may lie wholly within a long one.

    Few words may stand in any report: as if a text held words of the weight `usual` besides, with a share of `centre` in b.
    """
    both = sum([weight for term, weight in a.weights.items() if term in b.weights])
    return (both + usual * centre) / (a.total + usual) if a.total + usual else 0.0


def shared(a: Bag, b: Bag, most: int = 5) -> tuple[str, ...]:
    """The shared terms that weigh most, at most `most`."""
    both = [(-min(w, b.weights[t]), t) for t, w in a.weights.items() if t in b.weights]
    return tuple(term.lstrip("#") for _, term in sorted(both)[:most])
