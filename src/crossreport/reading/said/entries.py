"""The words of telling as cues.yaml lists them, and a cue as it is found in a sentence."""

from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from crossreport.model.said import Certainty, Polarity, Stance
from crossreport.reading.parsed import Token
from crossreport.vocabulary.load import vocabulary

Verdict = tuple[Stance, Polarity, Certainty]
# What is neither said nor denied, and what is said not to be so.
OPEN: Verdict = ("not_confirmed", "u", "U")
REFUTED: Verdict = ("denied", "-", "CT")
# What is told no more by who told it.
TAKEN_BACK: Verdict = ("retracted", "u", "CT")


@dataclass(frozen=True)
class Entry:
    """A line of cues.yaml for one word: what it makes of its content, and what its negation makes of it.

    `of` are the prepositions whose phrase is a noun's content; a verb that `judges` ("condemned") takes what it speaks of as
    given.
    """

    plain: Verdict
    negated: Verdict
    frames: str = "c"
    objects: str | None = None
    not_objects: str | None = None
    of: frozenset[str] = frozenset()
    negative_only: bool = False
    infinitive: bool = False
    judges: bool = False


@dataclass
class Cue:
    """A cue found: the word that governs, all words of the cue, the entry, and the heads of what it takes as content.

    `who` is the noun to look for the source at, where that is not the subject of `word`; `whole` is true where the content
    is the clause around the cue ("according to", "reportedly") rather than something below it. `subject_is_content` is true
    where what stands before the cue is told of, not telling.
    """

    word: Token
    entry: Entry
    tokens: list[Token]
    content: list[Token] = field(default_factory=list)
    who: Token | None = None
    whole: bool = False
    cut: list[Token] = field(default_factory=list)
    subject_is_content: bool = False


def _verdict(item: dict[str, Any]) -> Verdict:
    return item["stance"], item.get("polarity", "-" if item["stance"] == "denied" else "+"), item.get("certainty", "CT")


@lru_cache(maxsize=1)
def verbs() -> dict[str, dict[str, list[Entry]]]:
    """{lemma: {particles ("" or "for" or "out of"): entries, first ones first}}."""
    made: dict[str, dict[str, list[Entry]]] = {}
    for item in vocabulary("cues")["verbs"]:
        negated = tuple(item["negated"])
        for word in item["words"]:
            lemma, _, particle = str(word).partition("+")
            entry = Entry(
                _verdict(item),
                negated,
                item["frames"],
                item.get("objects"),
                item.get("not_objects"),
                judges=item.get("judges", False),
            )
            made.setdefault(lemma, {}).setdefault(particle.replace("+", " "), []).append(entry)
    return made


@lru_cache(maxsize=1)
def judging() -> frozenset[str]:
    """The verbs that only judge what they speak of."""
    return frozenset(lemma for lemma, table in verbs().items() if table.get("") and table[""][0].judges)


@cache
def simple(key: str) -> dict[str, Entry]:
    """{word: entry} of the nouns, adjectives or adverbs of telling."""
    made: dict[str, Entry] = {}
    for item in vocabulary("cues")[key]:
        plain = _verdict(item)
        for word in item["words"]:
            special = vocabulary("cues")["negated_nouns"].get(word) if key == "nouns" else item.get("negated")
            entry = Entry(
                plain,
                tuple(special) if special else _against(plain),
                objects=item.get("objects"),
                of=frozenset(item.get("of", ())),
                negative_only=item.get("negative_only", False),
                infinitive=item.get("infinitive", False),
            )
            if word not in made or entry.negative_only is False:
                made.setdefault(word, entry)
    return made


def _against(plain: Verdict) -> Verdict:
    """What a negation makes of a word that says nothing of its own about that."""
    if plain[0] in ("stated", "confirmed", "denied", "claimed", "alleged"):
        return ("not_confirmed", "u", "U")
    return (plain[0], "u" if plain[1] == "u" else "+" if plain[1] == "-" else "-", plain[2])
