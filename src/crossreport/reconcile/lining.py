"""Lines statements of several reports up: the same thing told in other words, by the weight of the terms that both have."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from crossreport.linking.words import fold, stem, weigh
from crossreport.model.happened import Statement
from crossreport.model.said import Claim

# A line-up needs this share of the smaller statement's weight and of both together, and this much weight in all.
SHARE_OF_SMALLER, SHARE_OF_BOTH, LEAST_WEIGHT = 0.55, 0.3, 3.0
# A term told in more statements of a story than this says nothing about which belong together.
COMMON = 60


@dataclass(frozen=True)
class Line:
    """A statement claim as it is lined up: its weighed terms, whether it is said to be so, and who says it."""

    claim: Claim
    statement: Statement
    weights: dict[str, float]
    order: tuple[str, int, str]

    @property
    def report(self) -> str:
        """The report that tells it."""
        return self.claim.report

    @property
    def is_affirmed(self) -> bool:
        """Is it told as so: neither denied nor left unconfirmed?"""
        said = self.claim.attribution
        doubted = said is not None and (said.stance in ("denied", "not_confirmed", "retracted") or said.polarity == "-")
        return self.claim.type != "denial" and not doubted

    @property
    def is_real(self) -> bool:
        """Has it happened as told, or is it so: nothing planned, supposed or negated?"""
        return self.statement.aux in ("none", "historical")

    @property
    def speaker(self) -> str | None:
        """Who says it, None for the report itself."""
        return self.claim.attribution.source if self.claim.attribution else None


def line(claim: Claim, statement: Statement) -> Line:
    """A statement claim ready to be lined up."""
    terms = claim.terms or statement.terms
    weights = {term: _weight(term) for term in dict.fromkeys(terms)}
    at = claim.spans[0]
    return Line(claim, statement, {t: w for t, w in weights.items() if w > 0}, (claim.report, at.start, claim.id))


@lru_cache(maxsize=100_000)
def _weight(term: str) -> float:
    plain = fold(term).split(":")[-1]
    return max((weigh(stem(word), True) for word in plain.replace("_", " ").split()), default=0.0)


def likeness(a: Line, b: Line) -> float:
    """0 to 1: the share of the smaller statement's weight that both have; 0 where too little is shared to tell."""
    few, many = sorted((a.weights, b.weights), key=len)
    both = sum(w for term, w in few.items() if term in many)
    smaller = min(sum(a.weights.values()), sum(b.weights.values()))
    whole = sum(a.weights.values()) + sum(b.weights.values()) - both
    if both < LEAST_WEIGHT or both < SHARE_OF_BOTH * whole:
        return 0.0
    return both / smaller if smaller else 0.0


def line_up(lines: Sequence[Line]) -> tuple[tuple[Line, ...], ...]:
    """Groups of statements that tell the same, each from another report; two are joined where each is the other's best.

    What is planned, supposed or negated never joins what happened; what is denied never joins what is affirmed.
    """
    best: dict[tuple[int, str], tuple[float, int]] = {}
    for i, j in _candidates(lines):
        a, b = lines[i], lines[j]
        if a.is_affirmed != b.is_affirmed or a.is_real != b.is_real:
            continue
        score = likeness(a, b)
        if score < SHARE_OF_SMALLER:
            continue
        for one, other in ((i, j), (j, i)):
            key = (one, lines[other].report)
            if key not in best or (score, -other) > (best[key][0], -best[key][1]):
                best[key] = (score, other)
    links = sorted(
        (
            (score, i, j)
            for (i, report), (score, j) in best.items()
            if i < j and best.get((j, lines[i].report), (0, -1))[1] == i
        ),
        key=lambda link: (-link[0], link[1], link[2]),
    )
    return _joined(lines, links)


def _joined(lines: Sequence[Line], links: Iterable[tuple[float, int, int]]) -> tuple[tuple[Line, ...], ...]:
    group = {i: {i} for i in range(len(lines))}
    for _, i, j in links:
        one, other = group[i], group[j]
        if one is other or {lines[k].report for k in one} & {lines[k].report for k in other}:
            continue
        one |= other
        for k in other:
            group[k] = one
    seen: dict[int, set[int]] = {id(members): members for members in group.values()}
    made = [tuple(lines[k] for k in sorted(members)) for members in seen.values()]
    return tuple(sorted(made, key=lambda members: members[0].order))


def _candidates(lines: Sequence[Line]) -> Iterable[tuple[int, int]]:
    """Pairs of statements of different reports that share a term which few have."""
    holders: dict[str, list[int]] = defaultdict(list)
    for i, one in enumerate(lines):
        for term in one.weights:
            holders[term].append(i)
    pairs = {
        (i, j)
        for members in holders.values()
        if len(members) <= COMMON
        for n, i in enumerate(members)
        for j in members[n + 1 :]
        if lines[i].report != lines[j].report
    }
    return sorted(pairs)
