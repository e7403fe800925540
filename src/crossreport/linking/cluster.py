"""Clusters of things by a score of pairs: average linkage with vetoes, the same whatever the order of the input.

Only pairs that blocking proposed, and that are alike themselves, can start a merge, yet a merge is judged by all pairs
across its two sides, so that no chain of single resemblances builds one big cluster. What chains of such pairs hold together
is clustered one such part after the other: cost is near linear while these stay small, and things that are compared lie near
each other, of which memory holds the latest alone (shelf.py).
"""

import heapq
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from math import nan
from typing import Any, TypeVar

from crossreport.linking.pairs import Pairs
from crossreport.linking.sides import Key as Thing

Key = TypeVar("Key", bound=Hashable)
VETO = float("-inf")


class Scored:
    """A score of pairs of things that is found once for each: those proposed lie in an array, with room for their scores."""

    def __init__(self, pairs: Pairs, score: Callable[[Thing, Thing], float]) -> None:
        self._pairs, self._score = pairs, score
        self._number = {key: at for at, key in enumerate(pairs.keys)}
        self._known = array("d", [nan]) * len(pairs)
        self._more: dict[int, float] = {}

    def __call__(self, a: Thing, b: Thing) -> float:
        """The score of two, in either order."""
        one, other = sorted((self._number[a], self._number[b]))
        code = self._pairs.code(one, other)
        at = bisect_left(self._pairs.codes, code)
        if at < len(self._pairs) and self._pairs.codes[at] == code:
            if self._known[at] != self._known[at]:
                self._known[at] = self._score(a, b)
            return self._known[at]
        if code not in self._more:
            self._more[code] = self._score(a, b)
        return self._more[code]


class _Average:
    """Sums of scores between clusters, filled as they are asked for. Clusters go by the number of their first member."""

    def __init__(self, score: Callable[[int, int], float]) -> None:
        self.score = score
        self.members: dict[int, list[int]] = {}
        self.sums: dict[int, dict[int, float]] = defaultdict(dict)
        self.near: dict[int, set[int]] = {}

    def total(self, a: int, b: int) -> float:
        """The sum over all pairs across two clusters; VETO where one of them forbids it."""
        if b not in self.sums[a]:
            total = 0.0
            for one in self.members[a]:
                for two in self.members[b]:
                    total += self.score(min(one, two), max(one, two))
                    if total == VETO:
                        break
                if total == VETO:
                    break
            self.sums[a][b] = self.sums[b][a] = total
        return self.sums[a][b]

    def mean(self, a: int, b: int) -> float:
        """The mean score across two clusters, rounded so that the order of adding does not show."""
        total = self.total(a, b)
        return total if total == VETO else round(total / (len(self.members[a]) * len(self.members[b])), 9)

    def merge(self, a: int, b: int) -> int:
        """Puts b's members into a (the lower number stays) and returns it, its sums carried over."""
        a, b = min(a, b), max(a, b)
        around = (self.near[a] | self.near.pop(b)) - {a, b}
        sums = {other: self.total(a, other) + self.total(b, other) for other in sorted(around)}
        # Sums with clusters that are no neighbours now would miss the new members: they are forgotten.
        for other in {*self.sums[a], *self.sums[b]} - {a, b}:
            self.sums[other].pop(a, None)
            self.sums[other].pop(b, None)
        del self.sums[b]
        self.sums[a] = sums
        self.members[a] = sorted(self.members[a] + self.members.pop(b))
        self.near[a] = around
        for other, total in sums.items():
            self.near[other].discard(b)
            self.near[other].add(a)
            self.sums[other][a] = total
        return a


def cluster(
    keys: Sequence[Key],
    pairs: Iterable[tuple[Key, Key]],
    score: Callable[[Key, Key], float],
    join: float,
    together: Iterable[Sequence[Key]] = (),
) -> list[list[Key]]:
    """The clusters of `keys`, each sorted, in the order of their first keys.

    `score` is symmetric, VETO forbids, and it is asked of many pairs again and again (see `Scored`); `pairs` are those that
    may start a merge, where they themselves score above `join`; `together` are groups of keys that start as one. Keys must
    sort. So what no such pair ties together never bears on each other: clustering parts of the keys that none crosses gives
    the same clusters.
    """
    ordered: list[Any] = sorted(keys)
    number = {key: at for at, key in enumerate(ordered)}

    def scored(a: int, b: int) -> float:
        return score(ordered[a], ordered[b])

    first: dict[int, int] = {}
    members: dict[int, list[int]] = {}
    for group in together:
        own = sorted(number[key] for key in group)
        members[own[0]] = own
        first.update(dict.fromkeys(own, own[0]))
    for at in range(len(ordered)):
        if at not in first:
            first[at] = at
            members[at] = [at]
    tied = ((number[a], number[b]) for a, b in pairs)
    near = (sorted((first[a], first[b])) for a, b in tied if scored(min(a, b), max(a, b)) > join)
    for part in _parts(sorted({(one, two) for one, two in near if one != two})):
        whom = {at for pair in part for at in pair}
        members.update(_clustered({at: members.pop(at) for at in sorted(whom)}, part, scored, join))
    return [[ordered[at] for at in own] for _, own in sorted(members.items())]


def _parts(pairs: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """The pairs that chains of pairs hold together, part by part, in the order of their first things."""
    root: dict[int, int] = {}

    def first(at: int) -> int:
        while (above := root.get(at, at)) != at:
            root[at] = root.get(above, above)
            at = above
        return at

    for a, b in pairs:
        one, two = sorted((first(a), first(b)))
        if one != two:
            root[two] = one
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for a, b in pairs:
        found[first(a)].append((a, b))
    return [found[at] for at in sorted(found)]


def _clustered(
    members: Mapping[int, list[int]], near: Iterable[tuple[int, int]], score: Callable[[int, int], float], join: float
) -> dict[int, list[int]]:
    """The clusters that these, which pairs that are alike hold together, come to."""
    state = _Average(score)
    state.members.update(members)
    for one, two in near:
        if state.mean(one, two) > join:
            state.near.setdefault(one, set()).add(two)
            state.near.setdefault(two, set()).add(one)
    heap = [(-state.mean(a, b), a, b) for a, others in state.near.items() for b in others if a < b]
    heapq.heapify(heap)
    while heap:
        worse, a, b = heapq.heappop(heap)
        if -worse <= join:
            break
        if a not in state.members or b not in state.members or state.mean(a, b) != -worse or b not in state.near[a]:
            continue
        kept = state.merge(a, b)
        for other in sorted(state.near[kept]):
            heapq.heappush(heap, (-state.mean(kept, other), min(kept, other), max(kept, other)))
    return state.members
