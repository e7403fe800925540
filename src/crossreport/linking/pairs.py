"""Which of many things share enough for the days between them: their keys, added up from lists of who holds each.

The lists of all keys lie in a few arrays, by key and day. What one thing shares with the others is added up over the parts
of its lists that lie within reach; the longest are looked at last, and only for those that they could still make enough of.
Weights are added as whole numbers, so that no order of adding shows. A key goes by a hash of it, and a key that one thing
alone holds is in no list: so a hundred thousand reports take a few hundred megabytes.
"""

import hashlib
from array import array
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import inf, nan
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from crossreport.linking.sides import Key, weights

Ints: TypeAlias = NDArray[np.int64]
Small: TypeAlias = NDArray[np.int32]
Flags: TypeAlias = NDArray[np.bool_]
# A weight of 1 as a whole number, and one that makes a pair alone: all that 32 bits hold, far above what a pair needs.
UNIT, ALONE = 1 << 20, (1 << 31) - 1
# The day of a key that counts at any distance: behind all days.
NEVER = (1 << 31) - 1
# A hash of 63 bits is one that every database holds.
HASH = (1 << 63) - 1
NOBODY: Ints = np.empty(0, dtype=np.int64)
IS_NAME, IS_LASTING = 1, 2


@dataclass(frozen=True, slots=True)
class Mark:
    """A key of one thing: it counts, by `weight`, where two have it and their days lie within `reach`.

    One of infinite weight makes a pair alone. Those of persons (`is_name`) bring together what is told of places far apart
    too. A mark without a day counts at any distance. One that hangs on other reports, as an event does, does not last: who
    shares it is near already.
    """

    key: Hashable
    day: int | None
    reach: int
    weight: float = inf
    is_name: bool = False
    is_lasting: bool = True


@dataclass(frozen=True, slots=True)
class When:
    """The day on which something was told, and the first and the last day on which it may have happened."""

    published: int | None = None
    days: tuple[int, int] | None = None


class Marked:
    """Things with their days and marks, packed into arrays in the order in which they are added."""

    def __init__(self) -> None:
        self.keys: list[Key] = []
        self.start = array("q", [0])
        self._when = array("d")
        self._hashes, self._days, self._reach = array("q"), array("i"), array("i")
        self._weights, self._kinds = array("i"), array("b")

    def add(self, thing: Key, marks: Iterable[Mark], when: When) -> None:
        """Puts a thing behind the others; the same mark counts once."""
        first, last = when.days or (nan, nan)
        self.keys.append(thing)
        self._when.extend((nan if when.published is None else when.published, first, last))
        for mark in dict.fromkeys(marks):
            self._hashes.append(hash_of(mark, thing[1]))
            self._days.append(NEVER if mark.day is None else mark.day)
            self._reach.append(mark.reach)
            self._weights.append(whole(mark.weight))
            self._kinds.append(IS_NAME * mark.is_name | IS_LASTING * mark.is_lasting)
        self.start.append(len(self._hashes))

    @property
    def when(self) -> NDArray[np.float64]:
        """Of each thing the day on which it was told, and the first and last on which it may have happened."""
        return np.frombuffer(self._when, dtype=np.float64).reshape(-1, 3)

    @property
    def hashes(self) -> Ints:
        """The hash of each mark's key."""
        return np.frombuffer(self._hashes, dtype=np.int64)

    @property
    def days(self) -> Small:
        """The day of each mark."""
        return np.frombuffer(self._days, dtype=np.int32)

    @property
    def reach(self) -> Small:
        """The reach of each mark."""
        return np.frombuffer(self._reach, dtype=np.int32)

    @property
    def weighs(self) -> Small:
        """The weight of each mark, as a whole number."""
        return np.frombuffer(self._weights, dtype=np.int32)

    @property
    def names(self) -> Flags:
        """Which marks are those of persons."""
        return self._are(IS_NAME)

    @property
    def lasting(self) -> Flags:
        """Which marks last."""
        return self._are(IS_LASTING)

    @property
    def things(self) -> Small:
        """The number of the thing that each mark is of."""
        start: Ints = np.frombuffer(self.start, dtype=np.int64)
        return np.repeat(np.arange(len(self.keys), dtype=np.int32), start[1:] - start[:-1])

    def _are(self, kind: int) -> Flags:
        are: Flags = (np.frombuffer(self._kinds, dtype=np.int8) & kind) != 0
        return are


def hash_of(mark: Mark, mention: str) -> int:
    """A hash of a mark's key; those of mentions and of whole reports are apart."""
    told = f"{'m' if mention else 'r'}{mark.key!r}"
    return int.from_bytes(hashlib.blake2b(told.encode(), digest_size=8).digest(), "big") & HASH


class Pairs:
    """Pairs of things, in order; each is held as the two numbers of its things among all, which are sorted."""

    def __init__(self, keys: Sequence[Key]) -> None:
        self.keys = keys
        self._codes = array("q")

    def add(self, one: int, other: int) -> None:
        """Puts a pair behind the others."""
        self._codes.append(self.code(one, other))

    def code(self, one: int, other: int) -> int:
        """One number for a pair of numbers, the lower first."""
        return one * len(self.keys) + other

    @property
    def codes(self) -> Sequence[int]:
        """The numbers of all pairs, in order."""
        return self._codes

    def __len__(self) -> int:
        return len(self._codes)

    def __iter__(self) -> Iterator[tuple[Key, Key]]:
        many, keys = len(self.keys), self.keys
        return ((keys[code // many], keys[code % many]) for code in self._codes)


def pairs_of(marked: Marked, keep: Callable[[int, Ints, Flags], Flags] | None = None) -> Pairs:
    """The pairs whose shared keys weigh enough for the days between them, sorted; never two mentions of one report.

    The things come sorted. A key counts once, by the lighter of its two weights. The days between two are those between
    what happened or those between when it was told, the fewer; where neither is known, as many as words reach. `keep` is
    asked last: given the place of a key among all, those of others, and whether they share a name with it, which are kept.
    """
    keys, lists, days = marked.keys, Lists(marked), Days(marked.when)
    found = Pairs(keys)
    for at, key in enumerate(keys):
        others, named = lists.sharing(at, days)
        if keep is not None and len(others):
            others = others[keep(at, others, named)]
        for other in others.tolist():
            if keys[other][0] != key[0]:
                found.add(at, other)
    return found


def whole(weight: float) -> int:
    """A weight as a whole number."""
    return ALONE if weight == inf else min(ALONE, round(weight * UNIT))


class Days:
    """What two must share for the days that lie between them; `when` has the days of each thing (`Marked.when`)."""

    def __init__(self, when: NDArray[np.float64]) -> None:
        w = weights()["blocks"]
        self.least = whole(w["least"])
        self._low, self._apart, self._unknown = float(w["least"]), float(w["apart"]), float(w["days"])
        self._published, self._first, self._last = when[:, 0], when[:, 1], when[:, 2]

    def needed(self, at: int, others: Ints) -> Ints:
        """What each of the others must share with this one."""
        told = np.abs(self._published[others] - self._published[at])
        happened = np.maximum(self._first[others] - self._last[at], self._first[at] - self._last[others])
        between = np.fmin(told, np.maximum(happened, 0.0))
        needed = self._low + self._apart * np.log1p(np.where(np.isnan(between), self._unknown, between))
        return np.rint(needed * UNIT).astype(np.int64)


@dataclass(frozen=True, slots=True)
class _Held:
    """One mark of a thing by which it shares a key with others."""

    day: int
    reach: int
    weight: int
    is_name: bool


@dataclass(frozen=True, slots=True)
class _Near:
    """Those who hold one of a thing's keys within its reach, and what it weighs with each, at most `most`.

    `mark` is the thing's only one of that key, where nobody holds the key twice.
    """

    others: Small
    weighs: Small
    most: int
    is_name: bool
    key: int
    mark: _Held | None


class Lists:
    """Who holds each key: things, days and weights, the entries of a key together; by day, those without one last.

    `others` are rows (hash of a key, day, number of the thing, weight as a whole number) of things that are numbered behind
    those of `held`: these are found, and nothing is looked for from them.
    """

    def __init__(self, held: Marked, others: Ints | None = None) -> None:
        hashes, days, things, weighs = held.hashes, held.days, held.things, held.weighs
        if others is not None and len(others):
            hashes = np.concatenate([hashes, others[:, 0]])
            days, things, weighs = (
                np.concatenate([own, others[:, n].astype(np.int32)]) for n, own in ((1, days), (2, things), (3, weighs))
            )
        order = np.argsort(hashes, kind="stable")
        numbers, count = _shared(hashes, order)
        order = order[numbers[order] >= 0]
        order = order[np.lexsort((days[order], numbers[order]))]
        at = numbers[order]
        # Of each mark of those held its key, -1 where nobody else has it, and what it is.
        self._own = held.start
        self._columns: list[NDArray[Any]] = [numbers[: len(held.hashes)], held.days, held.reach, held.weighs, held.names]
        self._days, self._things, self._weighs = days[order], things[order], weighs[order]
        self._start: list[int] = np.searchsorted(at, np.arange(count + 1)).tolist()
        # The same entries by key and thing, as their places in the lists; these things.
        self._by_thing = np.lexsort((self._things, at)).astype(np.int32)
        self._in_order = self._things[self._by_thing]
        twice = (at[self._by_thing][1:] == at[self._by_thing][:-1]) & (np.diff(self._in_order) == 0)
        # The keys that some thing holds more than once.
        self._several = frozenset(at[self._by_thing][1:][twice].tolist())
        # What this thing shares with each other, while it is looked at.
        size = max(len(held.keys), int(things.max()) + 1 if len(things) else 0)
        self._total = np.zeros(size, dtype=np.int64)
        self._best = np.zeros(size, dtype=np.int32)
        self._named = np.zeros(size, dtype=bool)

    def sharing(self, at: int, days: Days) -> tuple[Ints, Flags]:
        """(those behind this thing that share enough with it, in order; whether they share a name)."""
        found = sorted((self._near(key, marks) for key, marks in self._held(at)), key=lambda one: -len(one.others))
        late = left = 0
        while late < len(found) and found[late].mark is not None and left + found[late].most < days.least:
            left += found[late].most
            late += 1
        if late == len(found):
            return NOBODY, NOBODY.astype(bool)
        for one in found[late:]:
            self._total[one.others] += one.weighs
            if one.is_name:
                self._named[one.others] = True
        met = np.concatenate([one.others for one in found[late:]]).astype(np.int64)
        near = np.unique(met[(met > at) & (self._total[met] + left >= days.least)])
        needed = days.needed(at, near)
        is_open = self._total[near] + left >= needed
        near, needed = near[is_open], needed[is_open]
        for one in found[:late]:
            self._look_up(one, near)
        near = near[self._total[near] >= needed]
        named = self._named[near]
        self._total[met] = 0
        self._named[met] = False
        return near, named

    def _held(self, at: int) -> Iterator[tuple[int, list[_Held]]]:
        """The keys that a thing shares with others, each with its marks."""
        first, end = self._own[at], self._own[at + 1]
        mine: dict[int, list[_Held]] = defaultdict(list)
        for key, *mark in zip(*(column[first:end].tolist() for column in self._columns), strict=True):
            if key >= 0:
                mine[key].append(_Held(*mark))
        yield from mine.items()

    def _near(self, key: int, marks: list[_Held]) -> _Near:
        most, is_name = max(mark.weight for mark in marks), any(mark.is_name for mark in marks)
        if len(marks) == 1 and key not in self._several:
            return _Near(*self._within(key, marks[0]), most, is_name, key, marks[0])
        for mark in marks:
            others, weighs = self._within(key, mark)
            np.maximum.at(self._best, others, weighs)
        met = np.unique(np.concatenate([self._within(key, mark)[0] for mark in marks]))
        weighs = self._best[met]
        self._best[met] = 0
        return _Near(met, weighs, most, is_name, key, None)

    def _within(self, key: int, mark: _Held) -> tuple[Small, Small]:
        """(those who hold the key within the mark's reach, the thing itself among them; what it weighs with each)."""
        first, end = self._start[key], self._start[key + 1]
        days, things, weighs = (part[first:end] for part in (self._days, self._things, self._weighs))
        if mark.day != NEVER:
            # Of the list's own type: else the whole list would be copied into another, again and again.
            ends = np.array((mark.day - mark.reach, mark.day + mark.reach + 1, NEVER), dtype=days.dtype)
            low, high, undated = days.searchsorted(ends).tolist()
            if undated < end - first:
                inside = np.r_[low:high, undated : end - first]
                things, weighs = things[inside], weighs[inside]
            else:
                things, weighs = things[low:high], weighs[low:high]
        return things, np.minimum(weighs, np.int32(mark.weight))

    def _look_up(self, one: _Near, near: Ints) -> None:
        """Adds what a key weighs with those of `near` that hold it."""
        if one.mark is None or not len(near):
            return
        first, end = self._start[one.key], self._start[one.key + 1]
        entries, things = self._by_thing[first:end], self._in_order[first:end]
        at = np.minimum(things.searchsorted(near.astype(things.dtype)), len(things) - 1)
        holds = things[at] == near
        days = self._days[entries[at]]
        if one.mark.day != NEVER:
            holds &= (days == NEVER) | (np.abs(days - one.mark.day) <= one.mark.reach)
        self._total[near[holds]] += np.minimum(self._weighs[entries[at[holds]]], np.int32(one.most))
        if one.is_name:
            self._named[near[holds]] = True


def _shared(hashes: Ints, order: Ints) -> tuple[Small, int]:
    """(the number of each entry's key, -1 where it is the only one of it; how many keys are held by several entries)."""
    numbers = np.full(len(hashes), -1, dtype=np.int32)
    if len(hashes):
        told = hashes[order]
        first = np.concatenate([[True], told[1:] != told[:-1]])
        several = ~(first & np.concatenate([first[1:], [True]]))
        numbers[order[several]] = np.cumsum(first[several], dtype=np.int32) - 1
    return numbers, int(numbers.max()) + 1 if len(numbers) else 0
