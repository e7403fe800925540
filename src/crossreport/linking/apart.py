"""Which of many mentions are plainly not one event with another: of another kind, far off, or of other days.

It is what `Judge.cannot_be_one` says of two, said of one and many at once: of the pairs that share enough words to be looked
at most lie far apart, and are put away together.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import cos, nan, radians, sin
from typing import TypeVar

import numpy as np

from crossreport.linking.evidence import PRECISE, Judge, place_terms
from crossreport.linking.pairs import NOBODY, Flags, Ints, Small
from crossreport.linking.sides import Side, weights
from crossreport.model.happened import Place
from crossreport.reading.places.distances import EARTH_KM

T = TypeVar("T")


class Apart:
    """Mentions by their numbers, and what plainly parts them."""

    def __init__(self, sides: Sequence[Side], judge: Judge) -> None:
        self._sides, self._judge = sides, judge
        numbers: dict[str, int] = {}
        number: dict[str, int] = {}
        kinds, days, spots, places = array("b"), array("d"), array("d"), array("i")
        killed = array("q")
        fresh, self._ties, self._told = array("b"), _Hashes(), _Hashes()
        report, self._report = "", array("i")
        town: dict[str, array[int]] = defaultdict(lambda: array("q"))
        # One walk: each side is unpacked once.
        for at, side in enumerate(sides):
            place = side.mention.place
            kinds.append(numbers.setdefault(side.mention.kind, len(numbers)))
            killed.append(side.killed)
            days.extend(side.days if side.days and side.stated else (nan, nan))
            spots.extend(_spot(place))
            places.append(number.setdefault(place.name, len(number)) if place else -1)
            for one in side.towns:
                town[one].append(at)
            fresh.append(_is_fresh(side))
            self._ties.add({*judge.text(side), *side.name_parts, *(term for _, term in side.full_names)})
            if side.key[0] != report:
                report = side.key[0]
                self._told.add(side.whole.names)
            self._report.append(len(self._told) - 1)
        self._fresh = np.frombuffer(fresh, dtype=np.int8) != 0
        self._killed = np.frombuffer(killed, dtype=np.int64)
        self._kinds, self._place = np.frombuffer(kinds, dtype=np.int8), np.frombuffer(places, dtype=np.int32)
        self._first, self._last = np.frombuffer(days, dtype=np.float64).reshape(-1, 2).T
        self._spots = np.frombuffer(spots, dtype=np.float64).reshape(-1, 3)
        self._town = {one: np.frombuffer(at, dtype=np.int64) for one, at in town.items()}
        # How long the straight line through a globe of radius 1 is between two places just near enough.
        self._near = 2 * sin(weights()["place"]["apart_km"] / (2 * EARTH_KM))
        self._days, self._weeks = weights()["date"]["veto_days"], weights()["date"]["fresh_apart"]
        self._names = _named(sides, number)
        self._named_by = _holders(self._names)

    def keep(self, at: int, others: Ints, named: Flags) -> Flags:
        """Which of the others may be one event with this mention; `named`: whether they share a person's name with it."""
        # `sides.are_kinds_apart`.
        as_many = (self._killed[others] == self._killed[at]) & (self._killed[at] > 0)
        of_kind = (self._kinds[others] == self._kinds[at]) | as_many
        kept: Flags = of_kind & (named | ~self._far_off(at, others))
        between = np.maximum(self._first[others] - self._last[at], self._first[at] - self._last[others])
        kept[kept & (between > self._days)] &= ~self._are_strangers(at, others[kept & (between > self._days)])
        for n in np.flatnonzero(kept & (between > self._days)).tolist():
            kept[n] = not self._judge.cannot_be_one(self._sides[at], self._sides[int(others[n])], bool(named[n]))
        return kept

    def _are_strangers(self, at: int, others: Ints) -> Flags:
        """Of mentions on other days those that are news of their own days, weeks from this one's, and have no text and no
        person in common with it: most of those that share a name within years are, and none of them is looked up."""
        found: Flags = self._fresh[others] & self._fresh[at] & (np.abs(self._first[others] - self._first[at]) > self._weeks)
        ties, told = frozenset(self._ties[at]), frozenset(self._told[self._report[at]])
        for n in np.flatnonzero(found).tolist():
            other = int(others[n])
            own = self._ties[other]
            is_known = not (ties.isdisjoint(own) and told.isdisjoint(own))
            found[n] = not is_known and ties.isdisjoint(self._told[self._report[other]])
        return found

    def _far_off(self, at: int, others: Ints) -> Flags:
        """Those whose place lies far from this one's, where neither report names the other's."""
        is_far: Flags = np.sqrt(((self._spots[others] - self._spots[at]) ** 2).sum(axis=1)) > self._near
        left = others[is_far]
        if len(left):
            known = _among(self._place[left], np.array(sorted(self._names[at]), dtype=np.int64))
            known |= _among(left, self._named_by.get(int(self._place[at]), NOBODY))
            for town in self._sides[at].towns:
                known |= _among(left, self._town[town])
            is_far[is_far] = ~known
        return is_far


class _Hashes:
    """Of each of many things the hashes of its words, one behind the other."""

    def __init__(self) -> None:
        self._start, self._hashes = array("q", [0]), array("q")

    def add(self, words: Iterable[str]) -> None:
        """Puts those of one more behind the others."""
        self._hashes.extend(map(hash, words))
        self._start.append(len(self._hashes))

    def __getitem__(self, at: int) -> Sequence[int]:
        return self._hashes[self._start[at] : self._start[at + 1]]

    def __len__(self) -> int:
        return len(self._start) - 1


def _is_fresh(side: Side) -> bool:
    """Does a report state the day of a mention, and came out within days of it (`Judge.are_fresh_apart`)?"""
    if not side.stated or side.days is None or side.published is None or side.mention.follow_up:
        return False
    most: int = weights()["date"]["fresh"]
    return 0 <= side.published - side.days[0] <= most


def _spot(place: Place | None) -> tuple[float, float, float]:
    """Where a place that is known to the town lies on a globe of radius 1; nowhere for others."""
    if place is None or (place.precision or 9) > PRECISE or place.lat is None or place.lon is None:
        return nan, nan, nan
    lat, lon = radians(place.lat), radians(place.lon)
    return cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)


def _named(sides: Sequence[Side], number: Mapping[str, int]) -> list[frozenset[int]]:
    """The places of all mentions that each mention's report names anywhere, by their numbers."""
    anywhere: set[int] = set()
    by_term: dict[str, list[tuple[int, tuple[str, ...]]]] = defaultdict(list)
    for name, at in number.items():
        terms = place_terms(name)
        if terms:
            by_term[terms[0]].append((at, terms))
        elif terms is not None:
            anywhere.add(at)  # no word of it weighs anything
    found: dict[str, frozenset[int]] = {}
    for side in sides:
        if side.key[0] not in found:
            known = side.whole.weights
            told = (one for term in known.keys() & by_term.keys() for one in by_term[term])
            found[side.key[0]] = frozenset(anywhere | {at for at, terms in told if all(term in known for term in terms)})
    return [found[side.key[0]] for side in sides]


def _holders(held: Iterable[Iterable[T]]) -> dict[T, Ints]:
    """The numbers of those that hold each thing, sorted."""
    found: dict[T, list[int]] = defaultdict(list)
    for at, things in enumerate(held):
        for thing in things:
            found[thing].append(at)
    return {thing: np.array(numbers, dtype=np.int64) for thing, numbers in found.items()}


def _among(values: Ints | Small, known: Ints) -> Flags:
    """Which values are among the known ones, which are sorted."""
    if not len(known):
        return np.zeros(len(values), dtype=bool)
    found: Flags = known[np.minimum(known.searchsorted(values), len(known) - 1)] == values
    return found
