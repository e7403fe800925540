"""Which reports repeat another's text: exact and near-duplicate paragraphs, and whole reports taken over.

Independence hangs on this: text taken over adds no origin. Reports are compared by their paragraphs alone, so that a copy is
found wherever it stands; the earlier report counts as the one copied, of those of one time the longest, then the first id.
"""

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from sys import intern
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from crossreport.linking.credits import agency_of, credits
from crossreport.linking.overlaps import Overlaps
from crossreport.linking.paragraphs import (
    KEYS,
    Block,
    blocks,
    in_common,
    in_runs,
    is_alike,
    jaccard,
    keys_of,
    shared,
    shingles,
    words_of,
)
from crossreport.linking.shelf import shelf_of
from crossreport.linking.words import fold, outlet_terms, tokens, weigh, without
from crossreport.model.judged import Copy, Evidence
from crossreport.model.report import Report, Span
from crossreport.vocabulary.load import vocabulary

LAST = "9999-12-31"

# A paragraph of which no more than this stands elsewhere is its writer's own.
MOST = 0.5
CAPITAL = re.compile(r"\b[A-Z]\w+")
INSIDE = re.compile(r"(?<=[\w,] )[A-Z]\w+")  # not at the head of a sentence
# Whose words these are is no question: those in quotation marks are a speaker's, and what a charge is called is the law's.
OTHERS = re.compile(r"[“\"][^“”\"]*(?:[”\"]|$)|\b(?:charged with|arrested for|counts? of)\b[^.;“”\"]*", re.I)
# "Two hurt in crash - WXYZ News - Orlen": behind the headline stands the outlet.
MASTHEAD = re.compile(r"\s+[-–—|]+\s+")


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
    return (order(report)[0], 0 if agency_of(report.outlet) else 1 if credits(report) else 2, report.id)


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
    alike = _Alike(given, apart, words, first, held)
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
    return len(mine & theirs) >= settings["reworded"] * min(len(mine), len(theirs)) and _numbers(mine) <= theirs


class _Alike(Mapping[str, Sequence[int]]):
    """Which paragraphs are near duplicates: the keys of each by its name, and in `leader` the earliest that it is alike, its
    own name where there is none. `first` says where each stands first, in the order of who had it first."""

    def __init__(
        self,
        reports: Mapping[str, Report],
        furniture: Mapping[str, Sequence[Span]],
        words: Mapping[str, tuple[str, ...]],
        first: Mapping[str, Block],
        held: Mapping[str, Sequence[Block]],
    ) -> None:
        self._held = held
        self._reports, self._furniture, self._words = reports, furniture, words
        self._first: Mapping[str, Block] = first
        self._number = {name: at for at, name in enumerate(first)}
        self._keys = array("q")
        # The shingles of all paragraphs at once would take more room than all else: those of the latest are held.
        self._shingled = lru_cache(maxsize=1000)(lambda name: shingles(words[name]))
        for name in first:
            self._keys.extend(keys_of(words[name], self._shingled(name)))
        self.leader = {name: name for name in first}
        self._lead()

    def _lead(self) -> None:
        names, shared = list(self._first), _several(np.frombuffer(self._keys, dtype=np.int64))
        overlaps = Overlaps(self._words[name] for name in names)
        for at in np.flatnonzero(shared.reshape(-1, KEYS).any(axis=1)).tolist():
            name, keys = names[at], frozenset(self[names[at]])
            # Leaders alone are looked at: a paragraph belongs with one that it is alike itself, so no chains arise.
            met = (names[other] for other in overlaps.before(at))
            led = (other for other in met if self.leader[other] == other and not keys.isdisjoint(self[other]))
            near = [other for other in led if self._is_alike(other, name)]
            apart = (self._tells_another, self._is_no_copy)
            found = next((one for one in near if not any(differ(one, name) for differ in apart)), None)
            found = found or self._made_of(near, name)
            if found is not None:
                self.leader[name] = found

    def forget(self) -> None:
        """Lets go of all but the keys."""
        self.leader, self._first = {}, {}
        self._shingled.cache_clear()

    def _is_alike(self, a: str, b: str) -> bool:
        return is_alike(self._words[a], self._words[b], (self._shingled(a), self._shingled(b)))

    def _tells_another(self, a: str, b: str) -> bool:
        """Do both numbers and names differ? Then one form of words was filled in twice, as the police do, and nothing
        copied. Where runs of words alone tie them, one of the two is enough ("on Tuesday", "on Wednesday")."""
        numbers = (_numbers(self._words[a]), _numbers(self._words[b]))
        if self._is_near(a, b):
            return _differ(*numbers) and _differ(self._names(a), self._names(b))
        return _differ(*numbers) or _differ(self._names(a, INSIDE), self._names(b, INSIDE))

    def _made_of(self, parts: Sequence[str], name: str) -> str | None:
        """The paragraph of which most is taken, where one holds several of another outlet and hardly a word of its own."""
        own = self._words[name]
        others = [one for one in parts if self._outlet(one) != self._outlet(name)]
        # What the same reports hold beside them is looked through too: the keys need not find all of it.
        reports = {self._first[one].report for one in others}
        theirs = [self._words[block.name] for ident in sorted(reports) for block in self._held[ident]]
        if not _numbers(own) <= {word for words in theirs for word in words}:
            return None
        # Where one of them has most of it, that one alone was asked already.
        if any(len(in_runs(own, (words,))) >= MOST * len(own) for words in theirs):
            return None
        if len(in_runs(own, theirs)) < float(vocabulary("linking")["copies"]["in_runs"]) * len(own):
            return None
        if not self._is_wording(in_runs(words_of(OTHERS.sub(" ", self._text(name))), theirs), name):
            return None
        return max(others, key=lambda one: (len(self._words[one]), one), default=None)

    def _outlet(self, name: str) -> str:
        return (self._reports[self._first[name].report].outlet or "").lower()

    def _is_near(self, a: str, b: str) -> bool:
        return jaccard(self._shingled(a), self._shingled(b)) >= float(vocabulary("linking")["copies"]["alike"])

    def _is_no_copy(self, a: str, b: str) -> bool:
        """Of two paragraphs, the second told later, that runs of words alone tie: is most of the second its own, or are
        both one outlet's, which has its stock phrases, or do they share what both quote, as each may have heard it, or whom,
        when and how many they tell of, which is no wording?"""
        if self._is_near(a, b):
            return False
        if self._outlet(a) == self._outlet(b) or in_common(self._words[a], self._words[b])[0] < MOST * len(self._words[b]):
            return True
        told = [words_of(OTHERS.sub(" ", self._text(one))) for one in (a, b)]
        return not self._is_wording(shared(*told), a, b)

    def _is_wording(self, words: Iterable[str], *among: str) -> bool:
        """Are these words of paragraphs enough that are neither names nor numbers?"""
        facts = {word for one in among for word in self._names(one, INSIDE)}
        own = [word for word in words if not word.isdigit() and word not in facts]
        return len(own) >= int(vocabulary("linking")["copies"]["words"])

    def _names(self, name: str, capital: re.Pattern[str] = CAPITAL) -> frozenset[str]:
        """The words of a paragraph that are written with a capital, where it stands first."""
        return frozenset(fold(word) for word in capital.findall(self._text(name)))

    def _text(self, name: str) -> str:
        """A paragraph as it stands first."""
        block = self._first[name]
        text = self._reports[block.report].text[block.start : block.end]
        return without(text, block.start, self._furniture.get(block.report, ()))

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


def _differ(one: frozenset[str], two: frozenset[str]) -> bool:
    """Has each something that the other has not?"""
    return bool(one - two and two - one)


def _numbers(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word for word in words if word.isdigit())


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
