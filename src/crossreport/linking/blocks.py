"""Which pairs are worth comparing: those that share a name, a place and time, or words that tell enough, near in time.

A key belongs to one mention alone and never hangs on the rest of the record; so adding a report moves no other pair. Each
key has a weight, what it tells apart by the fixed background table, and what two share must weigh the more, the more days
lie between them: that two reports of one day share a name says more than that two of one month do. Words that all
reports of a kind of event have in common say nothing of which one is told, and weigh little.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from crossreport.linking.apart import Apart
from crossreport.linking.evidence import Judge
from crossreport.linking.near import Trace
from crossreport.linking.pairs import Mark, Marked, Pairs, When, pairs_of
from crossreport.linking.sides import Side, weights
from crossreport.linking.victims import parts
from crossreport.linking.words import Bag


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


def candidates(known: Sequence[Side], judge: Judge | None = None, trace: Trace | None = None) -> Pairs:
    """The pairs of mentions, which come sorted, of two reports that are to be compared; none of which the judge plainly
    says that they cannot be one. `trace` is told by which marks others would be found."""
    marked = marked_by(known)
    if trace is not None:
        trace.mentions = marked
    return pairs_of(marked, Apart(known, judge).keep if judge is not None else None)


def marked_by(sides: Iterable[Side]) -> Marked:
    """Mentions with their days and the marks by which they are found."""
    made = Marked()
    for side in sides:
        made.add(side.key, marks(side), When(side.published, side.days))
    return made
