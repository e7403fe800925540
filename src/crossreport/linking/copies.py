"""Which reports repeat another's text: exact and near-duplicate paragraphs, and whole reports taken over.

Independence hangs on this: text taken over adds no origin. Reports are compared by their paragraphs alone, so that a copy is
found wherever it stands; the earlier report counts as the one copied, of those of one time the longest, then the first id.
"""

import hashlib
import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from sys import intern
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from crossreport.linking.credits import agency, credits
from crossreport.linking.shelf import shelf_of
from crossreport.linking.words import fold, outlet_terms, tokens, weigh, without
from crossreport.model.judged import Copy, Evidence
from crossreport.model.report import Report, Span
from crossreport.reading.datelines import opening_end
from crossreport.vocabulary.load import vocabulary

SHINGLE = 4  # words; a shingle of 4 survives the change of a name or of a number within a paragraph
PERMUTATIONS, BAND, SEED = 64, 4, 7  # 16 bands of 4 rows: pairs from a Jaccard of about 0.5 on are looked at
KEYS = PERMUTATIONS // BAND
LAST = "9999-12-31"
KEY, FNV = (1 << 63) - 1, 0x100000001B3

CAPITAL = re.compile(r"\b[A-Z]\w+")
# "Two hurt in crash - WXYZ News - Orlen": behind the headline stands the outlet.
MASTHEAD = re.compile(r"\s+[-–—|]+\s+")


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


# Blocks of a report, each with a report or a text.
Told: TypeAlias = tuple[tuple[Block, str], ...]


@dataclass(frozen=True)
class Copies:
    """What was taken over: `copies` to be shown; per report its blocks, each with the report whose text it is,
    and in `texts` each with a name that it shares with the blocks that are alike. `words` has the words of each text of a
    paragraph by its name, folded, and `bands` its keys: who shares none of them is not alike."""

    copies: tuple[Copy, ...] = ()
    source: Mapping[str, Told] = field(default_factory=dict)
    copy_of: dict[str, str] = field(default_factory=dict)
    texts: Mapping[str, Told] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict, compare=False)
    bands: Mapping[str, Sequence[int]] = field(default_factory=dict, compare=False)

    def taken_from(self, report: str, start: int, end: int) -> str:
        """The report whose text these words are: an earlier one where the paragraph is taken over, else itself."""
        for block, of in self.source.get(report, ()):
            if block.start <= start and end <= block.end:
                return of
        return report

    def holding(self, report: str, spans: Iterable[Span]) -> dict[str, int]:
        """The texts of the paragraphs with these spans, each with the number of its words."""
        starts = [span.start for span in spans if not span.title]
        return {
            text: block.size
            for block, text in self.texts.get(report, ())
            if any(block.start <= start < block.end for start in starts)
        }


def share(one: Mapping[str, int], two: Mapping[str, int]) -> float:
    """How much of the paragraphs with the first texts is text of the second, of the shorter; 0 to 1."""
    both = one.keys() & two.keys()
    size = min(sum(one.values()), sum(two.values())) if both else 0
    return min(1.0, sum(min(one[text], two[text]) for text in both) / size) if size else 0.0


def order(report: Report) -> tuple[str, str]:
    """Sorts reports by publication, those without a date last, then by id."""
    return (report.published or LAST, report.id)


def taking_order(report: Report) -> tuple[str, int, str]:
    """Sorts reports by who had a text first: by publication; of one time an agency's own, then those that credit one."""
    return (order(report)[0], 0 if agency(report.outlet) else 1 if credits(report) else 2, report.id)


def blocks(report: Report, least: int, furniture: Sequence[Span] = ()) -> list[tuple[Block, tuple[str, ...]]]:
    """The paragraphs of at least `least` words, with these; lines broken at a column are taken as one paragraph.

    `furniture` is left out: what every page of a site carries says nothing of who took what from whom.
    """
    parts = (
        re.finditer(r"(?:(?!\n\s*\n).)+", report.text, re.S)
        if "\n\n" in report.text
        else re.finditer(r"[^\n]+", report.text)
    )
    made: list[tuple[Block, tuple[str, ...]]] = []
    for part in parts:
        # Where and whence a text came says nothing of what it says, and copies drop it.
        opening = 0 if made else opening_end(part[0])
        text = without(part[0], part.start(), furniture)
        words = tuple(re.findall(r"\w+", fold(text[opening:])))
        if len(words) >= least:
            made.append((Block(report.id, part.start(), part.end(), len(words), name_of(words)), words))
    return made


def shingles(words: tuple[str, ...]) -> frozenset[str]:
    """Runs of SHINGLE words."""
    return frozenset(" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1)))


def find_copies(
    reports: Iterable[Report] | Mapping[str, Report], furniture: Mapping[str, Sequence[Span]] | None = None
) -> Copies:
    """The copies among reports, by their texts without `furniture` (by report id); the same whatever their order."""
    given = reports if isinstance(reports, Mapping) else {report.id: report for report in reports}
    apart = furniture or {}
    settings = vocabulary("linking")["copies"]
    held, words = shelf_of(tuple[Block, ...]), shelf_of(tuple[str, ...])
    ranks: dict[str, tuple[str, int, int]] = {}
    for ident, report in given.items():
        found = blocks(report, settings["words"], apart.get(ident, ()))
        for block, told in found:
            if block.name not in words:
                words.put(intern(block.name), told)
        held.put(ident, tuple(replace(block, report=ident, name=intern(block.name)) for block, _ in found))
        ranks[ident] = (*taking_order(report)[:2], -sum(block.size for block, _ in found))
    ordered = sorted(given, key=lambda ident: (ranks[ident], ident))
    first: dict[str, Block] = {}  # the name of a paragraph -> where it stands first
    for ident in ordered:
        for block in sorted(held[ident], key=lambda one: words[one.name]):
            first.setdefault(block.name, block)
    alike = _Alike(given, apart, words, first, settings["alike"])
    home, named = shelf_of(Told), shelf_of(Told)
    for ident in ordered:
        own = tuple((block, alike.leader[block.name]) for block in held[ident])
        named.put(ident, own)
        home.put(ident, tuple((block, first[name].report) for block, name in own))
    alike.forget()
    source = _with_reworded(ordered, home, words, settings)
    copies, whole = _copies(ordered, given, source, named, settings)
    return Copies(copies, source, whole, named, words, alike)


def _with_reworded(
    ordered: Sequence[str], source: Mapping[str, Told], words: Mapping[str, tuple[str, ...]], settings: Mapping[str, float]
) -> Mapping[str, Told]:
    """The sources, with those of paragraphs that are another's in other words: of two reports that share much of their text,
    where nearly all words of the shorter paragraph stand in the longer, and no number of it is its own."""
    size = {ident: sum(block.size for block, _ in source[ident]) for ident in ordered}
    made = shelf_of(Told)
    for ident in ordered:
        own = source[ident]
        taken: dict[str, int] = defaultdict(int)
        for block, of in own:
            if of != ident:
                taken[of] += block.size
        near = [of for of in sorted(taken) if taken[of] >= settings["shown"] * min(size[of], size[ident])]
        theirs = [(block, of) for of in near for block, home in source[of] if home == of]
        if theirs:
            own = tuple((block, _reworded(block, home, theirs, words, settings)) for block, home in own)
        made.put(ident, own)
    return made


def _reworded(
    block: Block,
    home: str,
    theirs: Iterable[tuple[Block, str]],
    words: Mapping[str, tuple[str, ...]],
    settings: Mapping[str, float],
) -> str:
    """The report of which a paragraph is text: the first of `theirs` that has its words, where it is of none."""
    if home != block.report:
        return home
    return next((of for other, of in theirs if _rewords(words[block.name], words[other.name], settings)), home)


def _rewords(one: tuple[str, ...], other: tuple[str, ...], settings: Mapping[str, float]) -> bool:
    mine, theirs = set(one), set(other)
    counted = {word for word in mine if word.isdigit() or word in _number_words()}
    return len(mine & theirs) >= settings["reworded"] * min(len(mine), len(theirs)) and counted <= theirs


def name_of(words: tuple[str, ...]) -> str:
    """The name of a paragraph of these words, the same in every record."""
    return hashlib.blake2b(" ".join(words).encode(), digest_size=8).hexdigest()


class _Alike(Mapping[str, Sequence[int]]):
    """Which paragraphs are near duplicates: the keys of each by its name, and in `leader` the earliest that it is alike, its
    own name where there is none. `first` says where each stands first, in the order of who had it first."""

    def __init__(
        self,
        reports: Mapping[str, Report],
        furniture: Mapping[str, Sequence[Span]],
        words: Mapping[str, tuple[str, ...]],
        first: Mapping[str, Block],
        alike: float,
    ) -> None:
        self._reports, self._furniture, self._words = reports, furniture, words
        self._first: Mapping[str, Block] = first
        self._number = {name: at for at, name in enumerate(first)}
        self._keys = array("q")
        # The shingles of all paragraphs at once would take more room than all else: those of the latest are held.
        self._shingled = lru_cache(maxsize=1000)(lambda name: shingles(words[name]))
        for name in first:
            self._keys.extend(_bands(self._shingled(name)))
        self.leader = {name: name for name in first}
        self._lead(alike)

    def _lead(self, alike: float) -> None:
        names, shared = list(self._first), _several(np.frombuffer(self._keys, dtype=np.int64))
        bands: dict[int, list[int]] = defaultdict(list)
        for at in np.flatnonzero(shared.reshape(-1, KEYS).any(axis=1)).tolist():
            name = names[at]
            keys = [key for key, is_shared in zip(self[name], shared[at * KEYS : (at + 1) * KEYS], strict=True) if is_shared]
            # Only leaders stand in the bands: a paragraph belongs with one that it is alike itself, so no chains arise.
            met = sorted({other for key in keys for other in bands.get(key, ())})
            own = self._shingled(name)
            near = (names[other] for other in met if jaccard(self._shingled(names[other]), own) >= alike)
            found = next((one for one in near if not self._tells_another(one, name)), None)
            if found is not None:
                self.leader[name] = found
            else:
                for key in keys:
                    bands[key].append(at)

    def forget(self) -> None:
        """Lets go of all but the keys."""
        self.leader, self._first = {}, {}
        self._shingled.cache_clear()

    def _tells_another(self, a: str, b: str) -> bool:
        """Do both numbers and names differ? Then one form of words was filled in twice, as the police do, and nothing
        copied."""
        numbers = [
            frozenset(word for word in self._words[one] if word.isdigit() or word in _number_words()) for one in (a, b)
        ]
        names = (self._names(a), self._names(b))
        return all(one - other and other - one for one, other in (tuple(numbers), names))

    def _names(self, name: str) -> frozenset[str]:
        """The words of a paragraph that are written with a capital, where it stands first."""
        block = self._first[name]
        text = self._reports[block.report].text[block.start : block.end]
        text = without(text, block.start, self._furniture.get(block.report, ()))
        return frozenset(fold(word) for word in CAPITAL.findall(text))

    def __getitem__(self, name: str) -> Sequence[int]:
        at = self._number[name] * KEYS
        return self._keys[at : at + KEYS]

    def __iter__(self) -> Iterator[str]:
        return iter(self._number)

    def __len__(self) -> int:
        return len(self._number)


def _several(keys: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of these keys stand among them more than once."""
    order = np.argsort(keys, kind="stable")
    same = keys[order][1:] == keys[order][:-1]
    found = np.zeros(len(keys), dtype=bool)
    found[order[1:][same]] = True
    found[order[:-1][same]] = True
    return found


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


@cache
def _number_words() -> frozenset[str]:
    return frozenset(vocabulary("numbers")["units"])


def jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    """Shared shingles over all shingles."""
    both = len(a & b)
    return both / (len(a) + len(b) - both) if a or b else 0.0


def _copies(
    ordered: Sequence[str],
    reports: Mapping[str, Report],
    source: Mapping[str, Told],
    named: Mapping[str, Told],
    settings: Mapping[str, float],
) -> tuple[tuple[Copy, ...], dict[str, str]]:
    """The copies to be shown, and each wholly copied report with the report that it is a copy of."""
    copies: list[Copy] = []
    whole: dict[str, str] = {}
    for ident in ordered:
        # What a page repeats, it says once.
        once = {text: (block.size, of) for (block, text), (_, of) in zip(named[ident], source[ident], strict=True)}
        size = sum(words for words, _ in once.values())
        taken: dict[str, int] = defaultdict(int)
        for words, of in once.values():
            if of != ident:
                taken[of] += words
        # Text of several others is none of its own: of such a report it counts from whom most was taken.
        in_all = min(1.0, sum(taken.values()) / size) if size else 0.0
        for of in sorted(taken, key=lambda of: (-taken[of], of)):
            share = min(1.0, taken[of] / size)
            report, other = reports[ident], reports[of]
            # A line that every page of one outlet carries is no copy; a shared paragraph of another outlet is.
            if share < settings["shown"] and (other.outlet or "").lower() == (report.outlet or "").lower():
                continue
            is_whole = (
                in_all >= settings["whole"]
                and ident not in whole
                and _is_story(report, other, source[ident], settings["headline"])
            )
            if is_whole:
                whole[ident] = whole.get(of, of)
            found = f"{taken[of]} of {size} words stand in {of}, which is earlier"
            copies.append(Copy(ident, of, round(share, 3), is_whole, (Evidence("text", found, round(share, 3)),)))
    return tuple(sorted(copies, key=lambda one: (one.report, one.of))), whole


def _is_story(report: Report, of: Report, source: Told, least: float) -> bool:
    """Does the text that was taken over tell what the report's own headline tells, or have both the same headline?

    Pages whose story was not captured share all that they hold with others of their site, and copied nothing.
    """
    taken = [report.text[block.start : block.end] for block, first in source if first != report.id]
    told = {term for text in taken for term, _ in tokens(text)} - outlet_terms(report)
    told |= {term for term, _ in tokens(_headline(of))}
    weights = {term: weigh(term, is_name) for term, is_name in tokens(_headline(report))}
    whole = sum(weights.values())
    return not whole or sum(weights[term] for term in weights.keys() & told) / whole >= least


def _headline(report: Report) -> str:
    return MASTHEAD.split(report.title or "")[0]
