"""Which reports repeat another's text: exact and near-duplicate paragraphs, and whole reports taken over.

Independence hangs on this: text taken over adds no origin. Reports are compared by their paragraphs alone, so that a copy is
found wherever it stands; the earlier report counts as the one copied, of those of one time the longest, then the first id.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from sys import intern

from rensa import RMinHash

from crossreport.linking.credits import credits
from crossreport.linking.words import fold, outlet_terms, tokens, weigh, without
from crossreport.model.judged import Copy, Evidence
from crossreport.model.report import Report, Span
from crossreport.reading.datelines import opening_end
from crossreport.vocabulary.load import vocabulary

SHINGLE = 4  # words; a shingle of 4 survives the change of a name or of a number within a paragraph
PERMUTATIONS, BAND, SEED = 64, 4, 7  # 16 bands of 4 rows: pairs from a Jaccard of about 0.5 on are looked at
LAST = "9999-12-31"
KEY, FNV = (1 << 63) - 1, 0x100000001B3

CAPITAL = re.compile(r"\b[A-Z]\w+")
# "Two hurt in crash - WXYZ News - Orlen": behind the headline stands the outlet.
MASTHEAD = re.compile(r"\s+[-–—|]+\s+")


@dataclass(frozen=True)
class Block:
    """A paragraph long enough to tell whether it was copied: `start` to `end` in the report's text.

    `words` are all of its words, folded, `names` those that are written with a capital.
    """

    report: str
    start: int
    end: int
    words: tuple[str, ...]
    names: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Copies:
    """What was taken over: `copies` to be shown; per report its blocks, each with the report whose text it is,
    and in `texts` each with a name that it shares with the blocks that are alike. `bands` has the keys of each text of a
    paragraph, by its name and that of those alike: who shares none of them is not alike."""

    copies: tuple[Copy, ...] = ()
    source: dict[str, tuple[tuple[Block, str], ...]] = field(default_factory=dict)
    copy_of: dict[str, str] = field(default_factory=dict)
    texts: dict[str, tuple[tuple[Block, str], ...]] = field(default_factory=dict)
    bands: dict[str, tuple[int, ...]] = field(default_factory=dict)

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
            text: len(block.words)
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


def taking_order(report: Report) -> tuple[str, bool, str]:
    """Sorts reports by who had a text first: by publication, of one time those that credit an agency for it first."""
    return (order(report)[0], not credits(report), report.id)


def blocks(report: Report, least: int, furniture: Sequence[Span] = ()) -> list[Block]:
    """The paragraphs of at least `least` words; lines broken at a column are taken as one paragraph.

    `furniture` is left out: what every page of a site carries says nothing of who took what from whom.
    """
    parts = (
        re.finditer(r"(?:(?!\n\s*\n).)+", report.text, re.S)
        if "\n\n" in report.text
        else re.finditer(r"[^\n]+", report.text)
    )
    made: list[Block] = []
    for part in parts:
        # Where and whence a text came says nothing of what it says, and copies drop it.
        opening = 0 if made else opening_end(part[0])
        text = without(part[0], part.start(), furniture)
        # Each word is held once, however many paragraphs have it.
        words = tuple(map(intern, re.findall(r"\w+", fold(text[opening:]))))
        if len(words) >= least:
            names = frozenset(intern(fold(name)) for name in CAPITAL.findall(text))
            made.append(Block(report.id, part.start(), part.end(), words, names))
    return made


def shingles(words: tuple[str, ...]) -> frozenset[str]:
    """Runs of SHINGLE words."""
    return frozenset(" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1)))


def find_copies(reports: Sequence[Report], furniture: Mapping[str, Sequence[Span]] | None = None) -> Copies:
    """The copies among reports, by their texts without `furniture` (by report id); the same whatever their order."""
    apart = furniture or {}
    settings = vocabulary("linking")["copies"]
    held = {report.id: blocks(report, settings["words"], apart.get(report.id, ())) for report in reports}
    size = {ident: sum(len(block.words) for block in made) for ident, made in held.items()}
    ordered = sorted(reports, key=lambda one: (*taking_order(one)[:2], -size[one.id], one.id))
    first: dict[tuple[str, ...], Block] = {}  # the words of a paragraph -> where they stand first
    for report in ordered:
        for block in held[report.id]:
            first.setdefault(block.words, block)
    texts = {words: block.report for words, block in first.items()}
    rank = {report.id: at for at, report in enumerate(ordered)}
    group, bands = _near(first, rank, settings["alike"])
    names = {words: name_of(words) for words in set(group.values())}
    source: dict[str, tuple[tuple[Block, str], ...]] = {}
    named: dict[str, tuple[tuple[Block, str], ...]] = {}
    for report in ordered:
        source[report.id] = tuple((block, texts[group[block.words]]) for block in held[report.id])
        named[report.id] = tuple((block, names[group[block.words]]) for block in held[report.id])
    source = _with_reworded(ordered, source, settings)
    copies, whole = _copies(ordered, source, named, settings)
    return Copies(copies, source, whole, named, {name_of(words): keys for words, keys in bands.items()})


def _with_reworded(
    ordered: Sequence[Report], source: Mapping[str, tuple[tuple[Block, str], ...]], settings: Mapping[str, float]
) -> dict[str, tuple[tuple[Block, str], ...]]:
    """The sources, with those of paragraphs that are another's in other words: of two reports that share much of their text,
    where nearly all words of the shorter paragraph stand in the longer, and no number of it is its own."""
    size = {ident: sum(len(block.words) for block, _ in held) for ident, held in source.items()}
    made = dict(source)
    for report in ordered:
        taken: dict[str, int] = defaultdict(int)
        for block, of in source[report.id]:
            if of != report.id:
                taken[of] += len(block.words)
        near = [of for of in sorted(taken) if taken[of] >= settings["shown"] * min(size[of], size[report.id])]
        theirs = [(block, of) for of in near for block, home in source[of] if home == of]
        made[report.id] = tuple(
            (
                block,
                home if home != report.id else next((of for other, of in theirs if _rewords(block, other, settings)), home),
            )
            for block, home in source[report.id]
        )
    return made


def _rewords(one: Block, other: Block, settings: Mapping[str, float]) -> bool:
    mine, theirs = set(one.words), set(other.words)
    counted = {word for word in mine if word.isdigit() or word in _number_words()}
    return len(mine & theirs) >= settings["reworded"] * min(len(mine), len(theirs)) and counted <= theirs


def name_of(words: tuple[str, ...]) -> str:
    """The name of a paragraph of these words, the same in every record."""
    return hashlib.blake2b(" ".join(words).encode(), digest_size=8).hexdigest()


def _near(
    first: dict[tuple[str, ...], Block], rank: dict[str, int], alike: float
) -> tuple[dict[tuple[str, ...], tuple[str, ...]], dict[tuple[str, ...], tuple[int, ...]]]:
    """(each paragraph's words -> the words of the earliest near-duplicate paragraph, its own where there is none; and the
    keys of each)."""
    ordered = sorted(first, key=lambda words: (rank[first[words].report], words))
    leader = {words: words for words in ordered}
    bands: dict[int, list[int]] = defaultdict(list)
    # The shingles of all paragraphs at once would take more room than all else: those of the latest are held.
    shingled = lru_cache(maxsize=1000)(shingles)
    held: dict[tuple[str, ...], tuple[int, ...]] = {}
    for number, words in enumerate(ordered):
        own = shingled(words)
        held[words] = keys = _bands(own)
        # Only leaders stand in the bands: a paragraph belongs with one that it is alike itself, so no chains arise.
        met = sorted({at for key in keys for at in bands.get(key, ())})
        near = (ordered[at] for at in met if jaccard(shingled(ordered[at]), own) >= alike)
        found = next((one for one in near if not _tells_another(first[one], first[words])), None)
        if found is not None:
            leader[words] = found
        else:
            for key in keys:
                bands[key].append(number)
    return leader, held


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


def _tells_another(a: Block, b: Block) -> bool:
    """Do both numbers and names differ? Then one form of words was filled in twice, as the police do, and nothing copied."""
    numbers = [frozenset(word for word in one.words if word.isdigit() or word in _number_words()) for one in (a, b)]
    return all(one - other and other - one for one, other in (tuple(numbers), (a.names, b.names)))


@cache
def _number_words() -> frozenset[str]:
    return frozenset(vocabulary("numbers")["units"])


def jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    """Shared shingles over all shingles."""
    both = len(a & b)
    return both / (len(a) + len(b) - both) if a or b else 0.0


def _copies(
    ordered: list[Report],
    source: dict[str, tuple[tuple[Block, str], ...]],
    named: dict[str, tuple[tuple[Block, str], ...]],
    settings: dict[str, float],
) -> tuple[tuple[Copy, ...], dict[str, str]]:
    """The copies to be shown, and each wholly copied report with the report that it is a copy of."""
    copies: list[Copy] = []
    whole: dict[str, str] = {}
    known = {report.id: report for report in ordered}
    outlet = {report.id: (report.outlet or "").lower() for report in ordered}
    for report in ordered:
        # What a page repeats, it says once.
        once = {
            text: (len(block.words), of) for (block, text), (_, of) in zip(named[report.id], source[report.id], strict=True)
        }
        size = sum(words for words, _ in once.values())
        taken: dict[str, int] = defaultdict(int)
        for words, of in once.values():
            if of != report.id:
                taken[of] += words
        # Text of several others is none of its own: of such a report it counts from whom most was taken.
        in_all = min(1.0, sum(taken.values()) / size) if size else 0.0
        for of in sorted(taken, key=lambda of: (-taken[of], of)):
            share = min(1.0, taken[of] / size)
            # A line that every page of one outlet carries is no copy; a shared paragraph of another outlet is.
            if share < settings["shown"] and outlet[of] == outlet[report.id]:
                continue
            is_whole = (
                in_all >= settings["whole"]
                and report.id not in whole
                and _is_story(report, known[of], source[report.id], settings["headline"])
            )
            if is_whole:
                whole[report.id] = whole.get(of, of)
            found = f"{taken[of]} of {size} words stand in {of}, which is earlier"
            copies.append(Copy(report.id, of, round(share, 3), is_whole, (Evidence("text", found, round(share, 3)),)))
    return tuple(sorted(copies, key=lambda one: (one.report, one.of))), whole


def _is_story(report: Report, of: Report, source: tuple[tuple[Block, str], ...], least: float) -> bool:
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
