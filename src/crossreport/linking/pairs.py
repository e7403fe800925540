"""Which of many things share enough for the days between them: their keys, added up from lists of who holds each.

The lists of all keys lie in a few arrays, by key and day. What one thing shares with the others is added up over the parts
of its lists that lie within reach; the longest are looked at last, and only for those that they could still make enough of.
Weights are added as whole numbers, so that no order of adding shows.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from crossreport.linking.sides import Key, weights

Ints: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]
# A weight of 1 as a whole number, and one that makes a pair alone.
UNIT, ALONE = 1 << 20, 1 << 50
# The day of a key that counts at any distance: behind all days.
NEVER = 1 << 40
NOBODY: Ints = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Mark:
    """A key of one thing: it counts, by `weight`, where two have it and their days lie within `reach`.

    One of infinite weight makes a pair alone. Those of persons (`is_name`) bring together what is told of places far apart
    too. A mark without a day counts at any distance.
    """

    key: Hashable
    day: int | None
    reach: int
    weight: float = inf
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """The day on which something was told, and the first and the last day on which it may have happened."""

    published: int | None = None
    days: tuple[int, int] | None = None


def pairs_of(
    marked: Mapping[Key, Sequence[Mark]],
    when: Mapping[Key, When],
    keep: Callable[[int, Ints, Flags], Flags] | None = None,
) -> list[tuple[Key, Key]]:
    """The pairs whose shared keys weigh enough for the days between them, sorted; never two mentions of one report.

    A key counts once, by the lighter of its two weights. The days between two are those between what happened or those
    between when it was told, the fewer; where neither is known, as many as words reach. `keep` is asked last: given the
    place of a key among all, those of others, and whether they share a name with it, which are to be kept.
    """
    keys = sorted(marked)
    lists, days = Lists([marked[key] for key in keys]), Days([when[key] for key in keys])
    found: list[tuple[Key, Key]] = []
    for at, key in enumerate(keys):
        others, named = lists.sharing(at, days)
        if keep is not None and len(others):
            others = others[keep(at, others, named)]
        found += [(key, keys[other]) for other in others.tolist() if keys[other][0] != key[0]]
    return found


def whole(weight: float) -> int:
    """A weight as a whole number."""
    return ALONE if weight == inf else round(weight * UNIT)


class Days:
    """What two must share for the days that lie between them."""

    def __init__(self, when: Sequence[When]) -> None:
        w = weights()["blocks"]
        self.least = whole(w["least"])
        self._low, self._apart, self._unknown = float(w["least"]), float(w["apart"]), float(w["days"])
        self._published = np.array([np.nan if one.published is None else one.published for one in when], dtype=np.float64)
        spans = [one.days or (np.nan, np.nan) for one in when]
        self._first, self._last = (np.array([span[n] for span in spans], dtype=np.float64) for n in (0, 1))

    def needed(self, at: int, others: Ints) -> Ints:
        """What each of the others must share with this one."""
        told = np.abs(self._published[others] - self._published[at])
        happened = np.maximum(self._first[others] - self._last[at], self._first[at] - self._last[others])
        between = np.fmin(told, np.maximum(happened, 0.0))
        needed = self._low + self._apart * np.log1p(np.where(np.isnan(between), self._unknown, between))
        return np.rint(needed * UNIT).astype(np.int64)


@dataclass(frozen=True, slots=True)
class _Near:
    """Those who hold one of a thing's keys within its reach, and what it weighs with each, at most `most`.

    `mark` is the thing's only one of that key, where nobody holds the key twice.
    """

    others: Ints
    weighs: Ints
    most: int
    is_name: bool
    key: int
    mark: Mark | None


class Lists:
    """Who holds each key: things, days and weights, the entries of a key together; by day, those without one last.

    `others` are entries (key, day, number of the thing, weight as a whole number) of things that are numbered behind those
    of `held`: these are found, and nothing is looked for from them.
    """

    def __init__(self, held: Sequence[Sequence[Mark]], others: Iterable[tuple[Hashable, int, int, int]] = ()) -> None:
        self._held: list[dict[int, list[Mark]]] = []
        self._several: set[int] = set()  # the keys that some thing holds more than once
        numbers: dict[Hashable, int] = {}
        entries = array("q")
        count = len(held)
        for at, own in enumerate(held):
            mine: dict[int, list[Mark]] = defaultdict(list)
            for mark in dict.fromkeys(own):
                key = numbers.setdefault(mark.key, len(numbers))
                mine[key].append(mark)
                entries.extend((key, NEVER if mark.day is None else mark.day, at, whole(mark.weight)))
            self._several.update(key for key, marks in mine.items() if len(marks) > 1)
            self._held.append(mine)
        seen: set[tuple[int, int]] = set()
        for key_, day, at, weight in others:
            key = numbers.setdefault(key_, len(numbers))
            if (key, at) in seen:
                self._several.add(key)
            seen.add((key, at))
            entries.extend((key, day, at, weight))
            count = max(count, at + 1)
        table = np.frombuffer(entries, dtype=np.int64).reshape(-1, 4)
        self._by_day = _sorted(table, 1)
        self._by_thing = _sorted(table, 2)
        self._start: list[int] = np.searchsorted(np.sort(table[:, 0]), np.arange(len(numbers) + 1)).tolist()
        # What this thing shares with each other, while it is looked at.
        self._total = np.zeros(count, dtype=np.int64)
        self._best = np.zeros(count, dtype=np.int64)
        self._named = np.zeros(count, dtype=bool)

    def sharing(self, at: int, days: Days) -> tuple[Ints, Flags]:
        """(those behind this thing that share enough with it, in order; whether they share a name)."""
        shared = [(key, marks) for key, marks in self._held[at].items() if self._start[key + 1] - self._start[key] > 1]
        found = sorted((self._near(key, marks) for key, marks in shared), key=lambda one: -len(one.others))
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
        met = np.concatenate([one.others for one in found[late:]])
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

    def _near(self, key: int, marks: Sequence[Mark]) -> _Near:
        most, is_name = max(whole(mark.weight) for mark in marks), any(mark.is_name for mark in marks)
        if len(marks) == 1 and key not in self._several:
            return _Near(*self._within(key, marks[0]), most, is_name, key, marks[0])
        for mark in marks:
            others, weighs = self._within(key, mark)
            np.maximum.at(self._best, others, weighs)
        met = np.unique(np.concatenate([self._within(key, mark)[0] for mark in marks]))
        weighs = self._best[met]
        self._best[met] = 0
        return _Near(met, weighs, most, is_name, key, None)

    def _within(self, key: int, mark: Mark) -> tuple[Ints, Ints]:
        """(those who hold the key within the mark's reach, the thing itself among them; what it weighs with each)."""
        first, end = self._start[key], self._start[key + 1]
        days, things, weighs = (part[first:end] for part in self._by_day)
        if mark.day is not None:
            low, high, undated = days.searchsorted((mark.day - mark.reach, mark.day + mark.reach + 1, NEVER)).tolist()
            if undated < end - first:
                inside = np.r_[low:high, undated : end - first]
                things, weighs = things[inside], weighs[inside]
            else:
                things, weighs = things[low:high], weighs[low:high]
        return things, np.minimum(weighs, whole(mark.weight))

    def _look_up(self, one: _Near, near: Ints) -> None:
        """Adds what a key weighs with those of `near` that hold it."""
        if one.mark is None or not len(near):
            return
        first, end = self._start[one.key], self._start[one.key + 1]
        days, things, weighs = (part[first:end] for part in self._by_thing)
        at = np.minimum(things.searchsorted(near), end - first - 1)
        holds = things[at] == near
        if one.mark.day is not None:
            holds &= (days[at] == NEVER) | (np.abs(days[at] - one.mark.day) <= one.mark.reach)
        self._total[near[holds]] += np.minimum(weighs[at[holds]], one.most)
        if one.is_name:
            self._named[near[holds]] = True


def _sorted(table: Ints, by: int) -> tuple[Ints, Ints, Ints]:
    """Days, things and weights of a table of (key, day, thing, weight), by key and that column."""
    order = np.lexsort((table[:, by], table[:, 0]))
    return table[order, 1], table[order, 2], table[order, 3]
