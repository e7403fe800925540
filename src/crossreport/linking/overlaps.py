"""Which paragraphs may be alike: those whose words lie in runs that both have, so many that it may be enough.

Most runs of words that paragraphs share are turns of phrase ("was taken to hospital where"), which thousands of paragraphs
have. So each paragraph leaves its commonest runs out, as many as are too few by themselves to make it alike another: what is
alike it shares one of the rest (prefix filtering, Chaudhuri and others 2006). Nothing that is alike is missed.
"""

from array import array
from collections.abc import Iterable, Sequence
from math import ceil

import numpy as np
from numpy.typing import NDArray

from crossreport.linking.pairs import Flags, Ints, Small
from crossreport.linking.paragraphs import SHINGLE
from crossreport.vocabulary.load import vocabulary

# Hashes are sorted by so many of their first bits at once, which takes so much less memory.
BITS = 4
NONE: Ints = np.empty(0, dtype=np.int64)


class Overlaps:
    """Paragraphs by their numbers, in the order in which they are given, and which share enough runs of words."""

    def __init__(self, paragraphs: Iterable[Sequence[str]]) -> None:
        hashes, starts, needed = array("q"), array("q", [0]), array("i")
        for words in paragraphs:
            own = [hash(tuple(words[at : at + SHINGLE])) for at in range(len(words) - SHINGLE + 1)]
            hashes.extend(own)
            starts.append(len(hashes))
            needed.append(least(len(words), len(set(own))))
        self._starts: Ints = np.frombuffer(starts, dtype=np.int64)
        self._runs = _numbered(np.frombuffer(hashes, dtype=np.int64))
        self._telling = self._left(needed)
        of = np.repeat(np.arange(len(needed), dtype=np.int32), np.diff(self._starts))
        most = int(self._runs.max(initial=-1)) + 1
        told = np.zeros(most + 1, dtype=bool)
        told[self._runs[self._telling]] = True
        # A run that no paragraph keeps brings none together: the rest of it need not be held.
        told[-1] = False
        held: Flags = told[self._runs] & (self._runs >= 0)
        self._every, self._kept = _Holders(self._runs, of, held, most), _Holders(self._runs, of, self._telling, most)

    def before(self, at: int) -> list[int]:
        """Those before this one that may be alike it, in order: all that are, and few more."""
        own = slice(self._starts[at], self._starts[at + 1])
        runs, is_telling = self._runs[own], self._telling[own]
        met = [self._every.of(run) for run in np.unique(runs[is_telling]).tolist()]
        met += [self._kept.of(run) for run in np.unique(runs[(runs >= 0) & ~is_telling]).tolist()]
        found = np.unique(np.concatenate(met)) if met else NONE
        return [int(one) for one in found if one < at]

    def _left(self, least_words: Sequence[int]) -> Flags:
        """Which places of runs count: all but the commonest ones, whose words are fewer than those that have to be."""
        held: Ints = np.bincount(self._runs[self._runs >= 0])
        telling: Flags = np.zeros(len(self._runs), dtype=bool)
        for at, needed in enumerate(least_words):
            start = int(self._starts[at])
            runs = self._runs[start : int(self._starts[at + 1])]
            places = np.flatnonzero(runs >= 0)
            if SHINGLE * len(places) < needed:
                continue
            covered = set[int]()
            for n in places[np.argsort(-held[runs[places]], kind="stable")].tolist():
                # Once they are enough together, each one of the rest counts.
                if len(covered) < needed:
                    covered.update(range(n, n + SHINGLE))
                if len(covered) >= needed:
                    telling[start + n] = True
        return telling


def least(words: int, runs: int) -> int:
    """How many of a paragraph's words lie at least in runs of SHINGLE words that a longer one has too that is alike it; of
    so many words, and so many different runs."""
    settings = vocabulary("linking")["copies"]
    alike = float(settings["alike"])
    by_shingles = 2 * alike / (1 + alike) * runs + SHINGLE - 1
    by_runs = max(float(settings["words"]), float(settings["in_runs"]) * words)
    return ceil(min(by_shingles, by_runs) - 1e-6)


class _Holders:
    """The paragraphs that have each run, of the places that count."""

    def __init__(self, runs: Small, of: Small, counts: Flags, most: int) -> None:
        places = np.flatnonzero(counts)
        order = places[np.argsort(runs[places], kind="stable")]
        self._of = of[order]
        self._starts = np.searchsorted(runs[order], np.arange(most + 1))

    def of(self, run: int) -> NDArray[np.int32]:
        """Those that have this run."""
        return self._of[self._starts[run] : self._starts[run + 1]]


def _numbered(hashes: Ints) -> Small:
    """The number of each hash among those that there are several of; -1 for others."""
    numbers = np.full(len(hashes), -1, dtype=np.int32)
    count = 0
    for part in range(1 << BITS):
        places = np.flatnonzero((hashes >> (64 - BITS)) & ((1 << BITS) - 1) == part)
        order = places[np.argsort(hashes[places], kind="stable")]
        is_next = hashes[order][1:] == hashes[order][:-1]
        none = np.zeros(min(1, len(order)), dtype=bool)
        is_repeat, has_repeat = np.concatenate([none, is_next]), np.concatenate([is_next, none])
        several, firsts = is_repeat | has_repeat, has_repeat & ~is_repeat
        numbers[order[several]] = count + np.cumsum(firsts)[several] - 1
        count += int(firsts.sum())
    return numbers
