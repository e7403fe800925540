"""Names across reports: one person or body however it is spelt, by the rules of transliteration and the gazetteer."""

import re
from functools import lru_cache

from crossreport.linking.victims import parts
from crossreport.linking.words import fold
from crossreport.reading.parties.words import bodies, titles
from crossreport.reading.places.gazetteer import find
from crossreport.vocabulary.load import vocabulary, words

NAME_WORD = re.compile(r"[^\W\d_][\w'’-]*")
SHORTEST_INITIALS = 3
TOWN = 15_000  # people; smaller places have the names of anything
VOWELS = "aiu"  # all that the rules of transliteration leave


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), put) for pattern, put in vocabulary("transliteration")["rules"])


@lru_cache(maxsize=100_000)
def sound(word: str) -> str:
    """The letters that the spellings of one name have in common ("muhammad" and "mohamed" are one)."""
    here = fold(word)
    for pattern, put in _rules():
        here = pattern.sub(put, here)
    return here or fold(word)


@lru_cache(maxsize=100_000)
def person_sounds(name: str) -> tuple[str, ...]:
    """The parts of a person's name by sound, without titles, articles and particles; empty where nothing is left."""
    told = [part for part in parts(name) if part not in words("transliteration", "loose")]
    return tuple(sound(part) for part in told)


def consonants(word: str) -> str:
    """A sound without its vowels, but for one it begins with: spellings differ in vowels more than in anything."""
    return word[:1] + "".join(letter for letter in word[1:] if letter not in VOWELS)


def is_same_word(a: str, b: str) -> bool:
    """Are two sounds spellings of one name: alike in consonants and but for one vowel, which is not their last?

    A last vowel tells names apart ("Maria", "Mario"), and in short names every letter does.
    """
    if a == b:
        return True
    if consonants(a) != consonants(b) or len(a) != len(b) or len(a) < 4:
        return False
    apart = [n for n, (one, other) in enumerate(zip(a, b, strict=True)) if one != other]
    return len(apart) == 1 and apart[0] < len(a) - 1


@lru_cache(maxsize=50_000)
def body_key(name: str) -> str:
    """What the namings of one body have in common: its words folded, its towns by the gazetteer ("Kyiv police", "Kiev
    police"), articles left out."""
    made = []
    for word in NAME_WORD.findall(name):
        low = fold(word).removesuffix("'s")
        if low in ("the", "of", "for", "and", "s"):
            continue
        town = _town(word) if word[:1].isupper() and low not in _plain_words() else None
        made.append(town or low)
    return " ".join(made)


@lru_cache(maxsize=20_000)
def _town(word: str) -> str | None:
    """The gazetteer's number of the place that a word names by any of its names; None where it names none."""
    best = next((one for one in find(word) if one.geonameid is not None and one.population >= TOWN), None)
    return f"#{best.geonameid}" if best is not None else None


@lru_cache(maxsize=1)
def _plain_words() -> frozenset[str]:
    """Words that name a kind of body or office; that a village has such a name is chance."""
    return frozenset(word for name in (*bodies(), *titles()) for word in name.split())


def initials(name: str) -> str:
    """The first letters of a body's words, lower case; empty where they are fewer than three."""
    told = [word for word in NAME_WORD.findall(name) if word.lower() not in ("the", "of", "for", "and", "in")]
    made = "".join(fold(word[0]) for word in told)
    return made if len(made) >= SHORTEST_INITIALS else ""
