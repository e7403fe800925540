"""Which pairs are worth comparing: those that share a name, a place and time, or words that tell enough, near in time.

A key belongs to one mention alone and never hangs on the rest of the record; so adding a report moves no other pair. Each
key has a weight, what it tells apart by the fixed background table, and what two share must weigh the more, the more days
lie between them: that two reports of one day share a name says more than that two of one month do. Words that all
reports of a kind of event have in common say nothing of which one is told, and weigh little.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf, log1p

from crossreport.linking.sides import Key, Side, weights
from crossreport.linking.victims import parts
from crossreport.linking.words import Bag


@dataclass(frozen=True, slots=True)
class Mark:
    """A key of one mention: it counts, by `weight`, where two have it and their days lie within `reach`.

    One of infinite weight makes a pair alone. Those of persons (`is_name`) bring together what is told of places far apart
    too. A mark without a day counts at any distance.
    """

    key: Hashable
    day: int | None
    reach: int
    weight: float = inf
    is_name: bool = False


def heavy(bag: Bag, most: int) -> list[str]:
    """The terms of a bag that weigh most, at most `most`."""
    ranked = sorted((-weight, term) for term, weight in bag.weights.items())
    return [term for _, term in ranked[:most]]


def marks(side: Side) -> Iterator[Mark]:
    """The keys of a mention: its persons, its place with its day, its heavy words."""
    w = weights()["blocks"]
    # A wide date has no day of its own: the report's takes its place.
    is_narrow = side.days is not None and side.days[1] - side.days[0] <= w["place_days"]
    day = side.days[0] if side.days and is_narrow else side.published
    seen = side.published if side.published is not None else day
    for one in (*side.victims, *side.accused):
        name = parts(one.name)
        yield Mark(("person", name[0], name[-1]), seen, w["name_days"], is_name=True)
        yield Mark(("last", name[-1]), seen, w["days"], w["last"], is_name=True)
    for town in sorted(side.towns):
        yield Mark(("place", town), day, w["place_days"])
        yield Mark(("told", town), seen, w["place_days"])
    yield from _later(side)
    words = {term: side.own.weights[term] for term in heavy(side.own, w["terms"])}
    if side.is_news:
        for term in heavy(side.whole, w["terms"]):
            words[term] = max(words.get(term, 0.0), side.whole.weights[term])
        for pair in name_pairs(side.whole):
            yield Mark(("pair", pair), seen, w["name_days"], side.whole.weights[pair], is_name=True)
    for term in sorted(words):
        yield Mark(("word", term), day if term in side.own.weights else seen, w["days"], words[term])


def name_pairs(bag: Bag) -> list[str]:
    """The heaviest of the names in two parts ("dara vint") that a bag holds."""
    most: int = weights()["blocks"]["names"]
    return [term for term in heavy(bag, 4 * most) if " " in term][:most]


def _later(side: Side) -> Iterator[Mark]:
    """What brings a report of a trial to that of the deed: its town with the day, or the month, that either names."""
    w = weights()["blocks"]
    own = [side.days] if side.days and side.days[1] - side.days[0] <= 1 else []
    long_ago = [one for one in side.told if side.published and side.published - one[1] > w["days"]]
    for first, last in sorted({*own, *long_ago}):
        for town in sorted(side.towns):
            if last - first <= 1:
                yield Mark(("on", town), first, 1)
            yield Mark(("in", town, date.fromordinal(first).isoformat()[:7]), None, 0, w["month"])


def candidates(sides: Iterable[Side], is_apart: Callable[[Side, Side, bool], bool] | None = None) -> list[tuple[Key, Key]]:
    """The pairs of mentions of two reports that are to be compared, sorted.

    `is_apart` tells of two mentions, and of whether they share a name, that they cannot be one.
    """
    known = {side.key: side for side in sides}
    marked = {key: tuple(marks(side)) for key, side in known.items()}
    keep = (lambda a, b, named: not is_apart(known[a], known[b], named)) if is_apart is not None else None
    return pairs_of(marked, lambda a, b: gap(known[a], known[b]), keep)


def gap(a: Side, b: Side) -> int | None:
    """The days between two mentions or between their reports, the fewer; None where neither is known."""
    found = []
    if a.published is not None and b.published is not None:
        found.append(abs(a.published - b.published))
    if a.days and b.days:
        found.append(max(0, a.days[0] - b.days[1], b.days[0] - a.days[1]))
    return min(found, default=None)


class _Postings:
    """Who holds each key, by day."""

    def __init__(self, held: Sequence[Sequence[Mark]]) -> None:
        self.held = held
        self.dated: dict[Hashable, list[tuple[int, int]]] = defaultdict(list)
        self.undated: dict[Hashable, list[int]] = defaultdict(list)
        for at, own in enumerate(held):
            for mark in own:
                if mark.day is None:
                    self.undated[mark.key].append(at)
                else:
                    self.dated[mark.key].append((mark.day, at))
        for found in self.dated.values():
            found.sort()

    def size(self, mark: Mark) -> int:
        """How many hold its key."""
        return len(self.dated.get(mark.key, ())) + len(self.undated.get(mark.key, ()))

    def near(self, mark: Mark) -> Iterator[int]:
        """Those who hold its key within its reach, itself among them."""
        dated = self.dated.get(mark.key, ())
        if mark.day is None:
            yield from (at for _, at in dated)
        else:
            first = bisect_left(dated, (mark.day - mark.reach, -1))
            yield from (at for _, at in dated[first : bisect_right(dated, (mark.day + mark.reach, len(self.held)))])
        yield from self.undated.get(mark.key, ())

    def telling(self, own: Sequence[Mark], least: float) -> list[Mark]:
        """The keys of one of which every pair must share at least one: all but the commonest, which weigh too little alone.

        That some are common is no reason to compare less: it only says where looking costs least.
        """
        ranked = sorted(own, key=lambda mark: -self.size(mark))
        left = 0.0
        for at, mark in enumerate(ranked):
            left += mark.weight
            if left >= least:
                return ranked[at:]
        return []


def pairs_of(
    marked: Mapping[Key, Sequence[Mark]],
    gap: Callable[[Key, Key], int | None],
    keep: Callable[[Key, Key, bool], bool] | None = None,
) -> list[tuple[Key, Key]]:
    """The pairs whose shared keys weigh enough for the days between them, sorted; never two mentions of one report.

    `keep` is asked last, of a pair and of whether it shares a name.
    """
    w = weights()["blocks"]
    keys = sorted(marked)
    held = [marked[key] for key in keys]
    postings = _Postings(held)
    found: list[tuple[Key, Key]] = []
    for a, own in enumerate(held):
        near = {b for mark in postings.telling(own, w["least"]) for b in postings.near(mark) if b > a}
        if not near:
            continue
        mine: dict[Hashable, list[Mark]] = defaultdict(list)
        for mark in own:
            mine[mark.key].append(mark)
        for b in sorted(near):
            if keys[a][0] == keys[b][0]:
                continue
            weight, is_named = _shared(mine, held[b])
            days = gap(keys[a], keys[b])
            needed = w["least"] + w["apart"] * log1p(w["days"] if days is None else days)
            if weight >= needed and (keep is None or keep(keys[a], keys[b], is_named)):
                found.append((keys[a], keys[b]))
    return found


def _shared(mine: Mapping[Hashable, Sequence[Mark]], other: Iterable[Mark]) -> tuple[float, bool]:
    """(what the keys that two share weigh, each once; whether one of them is of a person)."""
    best: dict[Hashable, float] = {}
    is_named = False
    for theirs in other:
        for one in mine.get(theirs.key, ()):
            if one.day is None or theirs.day is None or abs(one.day - theirs.day) <= one.reach:
                best[one.key] = max(best.get(one.key, 0.0), min(one.weight, theirs.weight))
                is_named |= one.is_name
    return sum(best.values()), is_named
