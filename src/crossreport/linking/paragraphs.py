"""How alike the words of two paragraphs are, in whatever spelling: by shingles, and by the runs of words that they share.

Few change more than a word here and there when they print an agency's text; who writes for himself seldom puts as many words
in the same order as another. A run of RUN words is the shortest that counts.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from hashlib import blake2b
from zlib import crc32

from rensa import RMinHash

from crossreport.linking.words import fold, stem, weigh
from crossreport.vocabulary.load import vocabulary

SHINGLE = 4  # words; a shingle of 4 survives the change of a name or of a number within a paragraph
PERMUTATIONS, BAND, SEED = 64, 4, 7  # 16 bands of 4 rows: pairs from a Jaccard of about 0.5 on are looked at
FNV = 0x100000001B3
RUN = 5
# How many runs of SAMPLED words a paragraph is looked up by, and the least weight of one of their words: those of common
# words alone ("was taken to hospital where he") stand in thousands of paragraphs.
SAMPLES, SAMPLED, TELLING = 8, 6, 2.2
KEY = (1 << 63) - 1
KEYS = PERMUTATIONS // BAND + SAMPLES


WORD = re.compile(r"\w+")
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, folded, in one spelling: a desk that prints another's text puts "labour" for "labor" and "12"
    for "twelve"."""
    folded = _tens().sub(_of_tens, THOUSANDS.sub("", fold(text)))
    return tuple(one_spelling(word) for word in WORD.findall(folded))


@lru_cache(maxsize=100_000)
def one_spelling(word: str) -> str:
    """A folded word in the spelling of the United States, a word of number in figures."""
    units, spelt = vocabulary("numbers")["units"], vocabulary("linking")["spelt"]
    if word in units:
        return str(units[word])
    if word in spelt["words"]:
        return str(spelt["words"][word])
    for ending, put in _endings():
        word = ending.sub(put, word)
    return word


@cache
def _endings() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(ending), put) for ending, put in vocabulary("linking")["spelt"]["endings"].items())


@cache
def _tens() -> re.Pattern[str]:
    """ "Twenty-one", which is one number."""
    units = vocabulary("numbers")["units"]
    tens, ones = ("|".join(word for word, at in units.items() if at in of) for of in (range(20, 100), range(1, 10)))
    return re.compile(rf"\b({tens})-({ones})\b")


def _of_tens(found: re.Match[str]) -> str:
    units = vocabulary("numbers")["units"]
    return str(units[found[1]] + units[found[2]])


def shingles(words: tuple[str, ...]) -> frozenset[str]:
    """Runs of SHINGLE words."""
    return frozenset(" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1)))


def jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    """Shared shingles over all shingles."""
    both = len(a & b)
    return both / (len(a) + len(b) - both) if a or b else 0.0


def shared(one: Sequence[str], two: Sequence[str]) -> list[str]:
    """The words of the shorter of two paragraphs that stand in runs that the longer has too."""
    short, long = (one, two) if len(one) <= len(two) else (two, one)
    runs = {tuple(long[at : at + RUN]) for at in range(len(long) - RUN + 1)}
    found: list[str] = []
    behind = 0
    for at in range(len(short) - RUN + 1):
        if tuple(short[at : at + RUN]) in runs:
            found += short[max(at, behind) : at + RUN]
            behind = at + RUN
    return found


def in_common(one: Sequence[str], two: Sequence[str]) -> tuple[int, float]:
    """How many words of the shorter of two paragraphs stand in runs that the longer has too, and their share of it."""
    count, length = len(shared(one, two)), min(len(one), len(two))
    return count, count / length if length else 0.0


def is_alike(
    one: tuple[str, ...], two: tuple[str, ...], shingled: tuple[frozenset[str], frozenset[str]] | None = None
) -> bool:
    """Are two paragraphs of these words one text, by their shingles or by the runs of words that they have in common?"""
    settings = vocabulary("linking")["copies"]
    if jaccard(*(shingled or (shingles(one), shingles(two)))) >= settings["alike"]:
        return True
    count, share = in_common(one, two)
    return count >= int(settings["words"]) and share >= float(settings["in_runs"])


def keys_of(words: Sequence[str], shingled: frozenset[str]) -> list[int]:
    """Keys, KEYS of them, of which two paragraphs that are alike share one in all likelihood."""
    return [*_bands(shingled), *_run_keys(words)]


def _run_keys(words: Sequence[str]) -> list[int]:
    """Keys, SAMPLES of them, of which two paragraphs with long runs in common share one in all likelihood (a bottom-k
    sketch, Cohen and Kaplan 2007)."""
    heavy = [weigh(stem(word)) >= TELLING for word in words]
    runs = {" ".join(words[at : at + SAMPLED]) for at in range(len(words) - SAMPLED + 1) if any(heavy[at : at + SAMPLED])}
    chosen = sorted(runs, key=lambda run: (crc32(run.encode()), run))[:SAMPLES]
    # A paragraph of few runs is filled up with keys of its own.
    chosen += [f"{at} {' '.join(words)}" for at in range(SAMPLES - len(chosen))]
    return [int.from_bytes(blake2b(run.encode(), digest_size=8).digest()) & KEY for run in chosen]


def _bands(own: frozenset[str]) -> tuple[int, ...]:
    """The keys of which two sets of shingles that are alike share one in all likelihood."""
    sketch = RMinHash(PERMUTATIONS, SEED)
    sketch.update(sorted(own))
    digest = sketch.digest()
    # A key of 63 bits is one that every database holds.
    made = []
    for at in range(0, PERMUTATIONS, BAND):
        key = at
        for one in digest[at : at + BAND]:
            key = (key * FNV ^ one) & KEY
        made.append(key)
    return tuple(made)
