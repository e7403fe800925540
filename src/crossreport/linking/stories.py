"""Stories: groups of reports on one development. Reports whose news is one event are in one story; each report is in one."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log1p

from crossreport.linking.blocks import heavy, name_pairs
from crossreport.linking.claims import short_hash
from crossreport.linking.cluster import VETO, Scored, cluster
from crossreport.linking.copies import order
from crossreport.linking.near import Trace
from crossreport.linking.pairs import Mark, Marked, When, pairs_of
from crossreport.linking.rulings import Rulings
from crossreport.linking.sides import Key, weights
from crossreport.linking.titles import headline
from crossreport.linking.words import Bag, cosine
from crossreport.model.happened import Event
from crossreport.model.judged import Story
from crossreport.model.report import Report


class _Reports:
    """What stories are judged by: words, days, events of each report."""

    def __init__(self, reports: Mapping[str, Report], events: Sequence[Event], bags: Mapping[str, Bag]) -> None:
        self.reports = reports
        self.bags = bags
        self.days = {ident: report.day.toordinal() if report.day else None for ident, report in reports.items()}
        self.events: dict[str, set[str]] = defaultdict(set)
        for event in events:
            for report in event.reports:
                self.events[report].add(event.id)
        self.titles = {event.id: event.title for event in events}
        self.w = weights()["story"]

    def score(self, a: Key, b: Key) -> float:
        """How far two reports are on one development."""
        one, two, w = a[0], b[0], self.w
        score = min(w["most"], w["slope"] * (cosine(self.bags[one], self.bags[two]) - w["centre"]))
        if self.events[one] & self.events[two]:
            score += w["event"]
        days = self.gap(a, b)
        if days is not None:
            score += max(w["gap_most"], w["gap"] * log1p(max(0, days - w["free"])))
        return float(score)

    def marked(self) -> Marked:
        """The reports with the keys that bring them together: heavy words near in time, pairs of names, shared events."""
        made = Marked()
        for ident in sorted(self.bags):
            shared = (Mark(("event", event), None, 0, is_lasting=False) for event in sorted(self.events[ident]))
            made.add((ident, ""), (*marks_of(self.bags[ident], self.days[ident]), *shared), When(self.days[ident]))
        return made

    def gap(self, a: Key, b: Key) -> int | None:
        """The days between two reports; None where one has no day."""
        first, second = self.days[a[0]], self.days[b[0]]
        return abs(first - second) if first is not None and second is not None else None


def marks_of(bag: Bag, day: int | None) -> list[Mark]:
    """The keys of a report of this day that lie in its words."""
    w = weights()["blocks"]
    own = [Mark(("word", term), day, 2 * w["days"], bag.weights[term]) for term in heavy(bag, w["terms"])]
    return own + [Mark(("pair", pair), day, w["name_days"], bag.weights[pair]) for pair in name_pairs(bag)]


def alike(reports: Mapping[str, Report], bags: Mapping[str, Bag], pairs: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of these pairs of reports that are on one development by their words and days alone."""
    judged = _Reports(reports, (), bags)
    return {(a, b) for a, b in pairs if judged.score((a, ""), (b, "")) > judged.w["join"]}


def find_stories(
    reports: Mapping[str, Report],
    events: Sequence[Event],
    main_event: Mapping[str, str],
    bags: Mapping[str, Bag],
    rulings: Rulings | None = None,
    trace: Trace | None = None,
) -> tuple[tuple[Story, ...], dict[str, str]]:
    """(the stories, the story of each report). What people found of stories (`rulings`) goes before all else.

    `trace` is told what is near what.
    """
    ruled = rulings or Rulings(())
    judged = _Reports(reports, events, bags)
    together: dict[str, list[Key]] = defaultdict(list)
    for ident in sorted(main_event):
        together[main_event[ident]].append((ident, ""))
    keys: list[Key] = [(ident, "") for ident in sorted(reports)]

    marked = judged.marked()
    pairs = pairs_of(marked)
    scored = Scored(pairs, judged.score)

    def score(a: Key, b: Key) -> float:
        return VETO if ruled.forbids(a, b) else scored(a, b)

    if trace is not None:
        trace.reports = marked
        trace.near((a, b) for a, b in pairs if scored(a, b) > judged.w["join"])
    apart = [part for group in together.values() for part in ruled.parted(group)]
    found = cluster(keys, pairs, score, judged.w["join"], apart)
    firsts = [min((ident for ident, _ in group), key=lambda ident: order(reports[ident])) for group in found]
    stories = [_story([ident for ident, _ in group], judged, main_event, firsts) for group in ruled.grouped(found)]
    return tuple(stories), {ident: story.id for story in stories for ident in story.reports}


def _story(idents: list[str], judged: _Reports, main_event: Mapping[str, str], firsts: Sequence[str]) -> Story:
    """The story of these reports. `firsts` are the earliest reports of all groups that the evidence makes."""
    ordered = sorted(idents, key=lambda ident: order(judged.reports[ident]))
    mains = Counter(main_event[ident] for ident in ordered if ident in main_event)
    first = {event: at for at, event in reversed(list(enumerate(main_event.get(ident) for ident in ordered)))}
    days = sorted(judged.reports[ident].published[:10] for ident in ordered if judged.reports[ident].published)  # type: ignore[index]
    typical = most_typical(ordered, judged.bags)
    heads = [headline(judged.reports[ident]) for ident in (typical, *ordered)]
    held = sorted({event for ident in idents for event in judged.events[ident]})
    main = min(mains, key=lambda event: (-mains[event], first[event])) if mains else None
    known = judged.titles.get(main or held[0]) if held else None
    return Story(
        id=short_hash("S", ordered[0]),
        title=next((head for head in heads if head), None) or known or "Untitled",
        reports=tuple(sorted(idents)),
        events=tuple(held),
        from_=days[0] if days else None,
        to=days[-1] if days else None,
        main_event=main,
        formerly=tuple(sorted(short_hash("S", ident) for ident in set(firsts).intersection(ordered[1:]))),
    )


def most_typical(idents: Sequence[str], bags: Mapping[str, Bag]) -> str:
    """The report whose words are most like those of all; of equals, the first given."""
    centre: dict[str, float] = defaultdict(float)
    for ident in idents:
        for term, weight in bags[ident].weights.items():
            centre[term] += weight / (bags[ident].norm or 1.0)
    middle = Bag(centre, 1.0)
    scores = [round(cosine(bags[ident], middle), 9) for ident in idents]
    return idents[scores.index(max(scores))]
