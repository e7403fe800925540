"""Which pairs are worth comparing: those that share a name, a place and time, or several heavy words near in time.

A key belongs to one mention alone and never hangs on the rest of the record, and a shared key counts only within a window of
days; so the number of pairs grows with the reports, and adding one moves no other pair. Words that all reports of a kind of
event have in common say nothing of which one is told: across places far apart they bring nothing together without a name.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from crossreport.linking.evidence import far_apart
from crossreport.linking.sides import Key, Side, weights
from crossreport.linking.victims import parts
from crossreport.linking.words import Bag


@dataclass(frozen=True)
class Mark:
    """A key of one mention: shared keys count where their days lie within `reach`; `strong` ones make a pair alone.

    Those of persons (`is_name`) bring together what is told of places far apart too.
    """

    key: Hashable
    day: int | None
    reach: int
    strong: bool
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
        yield Mark(("person", name[0], name[-1]), seen, w["name_days"], strong=True, is_name=True)
        yield Mark(("last", name[-1]), seen, w["days"], strong=True, is_name=True)
    for town in sorted(side.towns):
        yield Mark(("place", town), day, w["place_days"], strong=True)
        yield Mark(("told", town), seen, w["place_days"], strong=True)
    yield from _later(side)
    for term in heavy(side.own, w["terms"]):
        yield Mark(("own", term), day, w["days"], strong=False)
    if side.is_news:
        for term in heavy(side.whole, w["terms"]):
            yield Mark(("whole", term), seen, w["days"], strong=False)
        for pair in [term for term in heavy(side.whole, 4 * w["names"]) if " " in term][: w["names"]]:
            yield Mark(("pair", pair), seen, w["name_days"], strong=False, is_name=True)


def _later(side: Side) -> Iterator[Mark]:
    """What brings a report of a trial to that of the deed: its town with the day, or the month, that either names."""
    w = weights()["blocks"]
    own = [side.days] if side.days and side.days[1] - side.days[0] <= 1 else []
    long_ago = [one for one in side.told if side.published and side.published - one[1] > w["days"]]
    for first, last in sorted({*own, *long_ago}):
        for town in sorted(side.towns):
            if last - first <= 1:
                yield Mark(("on", town), first, 1, strong=True)
            yield Mark(("in", town, date.fromordinal(first).isoformat()[:7]), None, 0, strong=True)


def candidates(sides: Iterable[Side]) -> list[tuple[Key, Key]]:
    """The pairs of mentions of two reports that are to be compared, sorted."""
    known = {side.key: side for side in sides}
    marked = ((key, mark) for key, side in known.items() for mark in marks(side))
    return pairs_of(marked, lambda a, b: far_apart(known[a], known[b]))


def pairs_of(marked: Iterable[tuple[Key, Mark]], is_far: Callable[[Key, Key], bool] | None = None) -> list[tuple[Key, Key]]:
    """The pairs that share a strong key or enough others, sorted; two mentions of one report never pair.

    Two that are far from each other must share a name as well.
    """
    enough = weights()["blocks"]["shared"]
    holders: dict[Hashable, list[tuple[int, Key, Mark]]] = defaultdict(list)
    undated: dict[Hashable, list[tuple[Key, Mark]]] = defaultdict(list)
    for key, mark in marked:
        if mark.day is None:
            undated[mark.key].append((key, mark))
        else:
            holders[mark.key].append((mark.day, key, mark))
    votes: Counter[tuple[Key, Key]] = Counter()
    named: set[tuple[Key, Key]] = set()

    def vote(a: Key, b: Key, mark: Mark) -> None:
        if a[0] != b[0]:
            pair = (a, b) if a < b else (b, a)
            votes[pair] += enough if mark.strong else 1
            if mark.is_name:
                named.add(pair)

    for found in sorted({*holders, *undated}, key=repr):
        dated = sorted(holders[found], key=lambda one: (one[0], one[1]))
        for at, (day, key, mark) in enumerate(dated):
            for other_day, other, _ in dated[at + 1 :]:
                if other_day - day > mark.reach:
                    break
                vote(key, other, mark)
        loose = undated[found]
        for at, (key, mark) in enumerate(loose):
            for other in [one for _, one, _ in dated] + [one for one, _ in loose[at + 1 :]]:
                vote(key, other, mark)
    shared = (pair for pair, count in votes.items() if count >= enough)
    return sorted(pair for pair in shared if is_far is None or pair in named or not is_far(*pair))
