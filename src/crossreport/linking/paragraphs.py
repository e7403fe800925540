"""The paragraphs of a report, and how alike the words of two are, in whatever spelling: by shingles, and by the runs of
words that they share.

Few change more than a word here and there when they print an agency's text; who writes for himself seldom puts as many words
in the same order as another. A run of RUN words is the shortest that counts.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import groupby
from typing import TypeAlias
from zlib import crc32

from rensa import RMinHash

from crossreport.linking.words import fold, stem, weigh, without
from crossreport.model.report import Report, Span
from crossreport.reading.datelines import opening_end
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


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph long enough to tell whether it was copied: `start` to `end` in the report's text.

    `size` is how many words it has; `name` is the same for all paragraphs of the same words (`name_of`).
    """

    report: str
    start: int
    end: int
    size: int
    name: str


# Where a paragraph starts and ends, and its words.
Paragraph: TypeAlias = tuple[int, int, tuple[str, ...]]
WORD = re.compile(r"\w+")
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")


def blocks(report: Report, least: int, furniture: Sequence[Span] = ()) -> list[tuple[Block, tuple[str, ...]]]:
    """The paragraphs of at least `least` words, with these; shorter ones that follow each other are taken as one.

    `furniture` is left out: what every page of a site carries says nothing of who took what from whom.
    """
    made: list[tuple[Block, tuple[str, ...]]] = []
    for start, end, words in _joined(paragraphs(report, furniture), least):
        made.append((Block(report.id, start, end, len(words), name_of(words)), words))
    return made


def paragraphs(report: Report, furniture: Sequence[Span] = ()) -> Iterator[Paragraph]:
    """All paragraphs of a text; lines broken at a column are taken as one paragraph."""
    parts = (
        re.finditer(r"(?:(?!\n\s*\n).)+", report.text, re.S)
        if "\n\n" in report.text
        else re.finditer(r"[^\n]+", report.text)
    )
    is_first = True
    for part in parts:
        # Where and whence a text came says nothing of what it says, and copies drop it.
        opening = opening_end(part[0]) if is_first else 0
        words = words_of(without(part[0], part.start(), furniture)[opening:])
        if words:
            yield part.start(), part.end(), words
        is_first = is_first and not words


def _joined(parts: Iterable[Paragraph], least: int) -> Iterator[Paragraph]:
    """The long ones, and the runs of short ones that have so many words together: agencies write a sentence a paragraph."""
    told: set[tuple[str, ...]] = set()
    for is_long, run in groupby(parts, lambda part: len(part[2]) >= least):
        if is_long:
            yield from run
            continue
        held: list[Paragraph] = []
        for start, end, words in run:
            if words in told:
                continue  # what a page says again below each picture says nothing new
            told.add(words)
            before = held[-1] if held else None
            if before and len(before[2]) < least:
                held[-1] = (before[0], end, before[2] + words)
            else:
                held.append((start, end, words))
        if len(held) > 1 and len(held[-1][2]) < least:
            last = held.pop()
            held[-1] = (held[-1][0], last[1], held[-1][2] + last[2])
        yield from (one for one in held if len(one[2]) >= least)


def name_of(words: tuple[str, ...]) -> str:
    """The name of a paragraph of these words, the same in every record."""
    return blake2b(" ".join(words).encode(), digest_size=8).hexdigest()


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


def in_runs(words: Sequence[str], others: Iterable[Sequence[str]]) -> list[str]:
    """Those of a paragraph's words that stand in runs that one of the others has too."""
    runs = {tuple(other[at : at + RUN]) for other in others for at in range(len(other) - RUN + 1)}
    found: list[str] = []
    behind = 0
    for at in range(len(words) - RUN + 1):
        if tuple(words[at : at + RUN]) in runs:
            found += words[max(at, behind) : at + RUN]
            behind = at + RUN
    return found


def shared(one: Sequence[str], two: Sequence[str]) -> list[str]:
    """The words of the shorter of two paragraphs that stand in runs that the longer has too."""
    return in_runs(one, (two,)) if len(one) <= len(two) else in_runs(two, (one,))


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
