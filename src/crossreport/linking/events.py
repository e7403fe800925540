"""From mentions to events: which mentions tell of one event, and what they say of it together."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args

import msgspec

from crossreport.linking.actors import Part, actors_of, commonest
from crossreport.linking.blocks import candidates
from crossreport.linking.claims import Told, claims_of, happened, short_hash
from crossreport.linking.cluster import VETO, Scored, cluster
from crossreport.linking.copies import Copies, order
from crossreport.linking.decisions import Bound
from crossreport.linking.evidence import Judge, Vetoed
from crossreport.linking.near import Trace
from crossreport.linking.pairs import Pairs
from crossreport.linking.pile import Pile, Sorted
from crossreport.linking.register import register
from crossreport.linking.rulings import Rulings
from crossreport.linking.sides import Key, Side, Sides, sides, weights
from crossreport.linking.standing_text import StandingText
from crossreport.linking.titles import title
from crossreport.linking.victims import Sighting, people_of
from crossreport.linking.words import Bag, bag
from crossreport.model.happened import Cause, Event, EventDate, Mention, Place, Reading
from crossreport.model.judged import Evidence, Link
from crossreport.model.report import Report
from crossreport.model.said import Claim

DISTRICT = 3  # UCDP where_prec: a town or district is named before a state or country, however many name only that
LINKS = 10_000  # links that are held as they are
SHARPNESS = ("day", "week", "month", "year", "unknown")


@dataclass(frozen=True)
class Found:
    """The events, the links that made them (in order of the two mentions), and the event of each mention."""

    events: tuple[Event, ...]
    links: Sequence[Link]
    of: dict[Key, str]


def find_events(
    reports: Mapping[str, Report],
    readings: Mapping[str, Reading],
    told: Mapping[str, Told],
    copies: Copies,
    bags: Mapping[str, Bag],
    rulings: Bound | None = None,
    trace: Trace | None = None,
) -> Found:
    """The events that the mentions of all reports tell of. A mention of what did not happen makes none.

    What people found to be one event or several (`rulings`) goes before all evidence. `trace` is told what is near what.
    """
    known = Sides(bags)
    for ident in sorted(readings):
        known.add(ident, sides_told(reports[ident], readings[ident], told[ident], bags[ident]))
    judge = Judge(copies, StandingText(reports, readings, copies))
    ruled, persons = (rulings.events, rulings.persons) if rulings is not None else (Rulings(()), None)
    pairs = candidates(known.in_order(), judge, trace)
    scored = Scored(pairs, lambda a, b: judge.score(known[a], known[b]))
    groups = ruled.grouped(_groups(known, pairs, scored, ruled, trace))
    events, of = [], {}
    links: Pile[Link] = Pile(Link, LINKS, is_named=False)
    tied: list[tuple[Key, Key, int]] = []
    for group in groups:
        event = _event([known[key] for key in group], reports, readings, told, persons)
        events.append(event)
        for link in _links([known[key] for key in group], judge, scored, ruled):
            tied.append((link.a, link.b, len(links)))
            links.add(link)
        of.update(dict.fromkeys(group, event.id))
    in_order = Sorted(links, (at for _, _, at in sorted(tied)))
    return Found(tuple(events), tuple(in_order) if links.is_held else in_order, of)


def sides_told(report: Report, reading: Reading, told: Told, whole: Bag) -> Iterator[Side]:
    """A side for each mention of a report that is told as something that took place."""
    attributions = {one.id: one for one in reading.attributions}
    for side in sides(report, reading, whole):
        if happened(side.mention, attributions) and told.of_mention.get(side.mention.id):
            yield side


def _groups(known: Sides, pairs: Pairs, scored: Scored, rulings: Rulings, trace: Trace | None = None) -> list[list[Key]]:
    """The mentions of each event. What reports have as their news comes together first, what they tell beside it after.

    A report tells its news at length; what it tells beside that is short, often misread, and sometimes the news again. So an
    aside joins an event but keeps no two reports' news apart, unless it is what the other report's news is like.
    """
    join = weights()["join"]

    def score(a: Key, b: Key) -> float:
        return VETO if rulings.forbids(a, b) else scored(a, b)

    news = {side.key for side in known.values() if side.is_news}
    if trace is not None:
        trace.near((a, b) for a, b in pairs if scored(a, b) > join)
    beside: dict[tuple[Key, str], float] = {}
    for a, b in pairs:
        for one, aside in ((a, b), (b, a)):
            if one in news and aside not in news:
                beside[one, aside[0]] = max(beside.get((one, aside[0]), join), score(a, b))

    def is_first(a: Key, b: Key) -> bool:
        best = max(beside.get((a, b[0]), join), beside.get((b, a[0]), join))
        return a in news and b in news and score(a, b) >= best

    first = ((a, b) for a, b in pairs if is_first(a, b))
    return cluster(sorted(known), pairs, score, join, cluster(sorted(news), first, score, join))


def _links(group: Sequence[Side], judge: Judge, scored: Scored, rulings: Rulings) -> list[Link]:
    """For each mention but the first, the link to the earlier one that it resembles most, or that a person tied it to."""
    made = []
    for at, side in enumerate(group):
        if at:
            tied = next((other for other in group[:at] if rulings.row(other.key, side.key)), None)
            best = tied or max(group[:at], key=lambda other: (scored(other.key, side.key), other.key))
            rows, holds = _rows(best, side, judge)
            found = rulings.row(best.key, side.key) or (None if holds else rulings.within(one.key for one in group))
            if found is not None:
                rows = (*rows, found)
            made.append(Link(best.key, side.key, round(sum(row.weight for row in rows), 3), rows))
    return made


def _rows(a: Side, b: Side, judge: Judge) -> tuple[tuple[Evidence, ...], bool]:
    """(the rows of evidence on two mentions, whether they can be one event by them)."""
    try:
        return judge.rows(a, b), True
    except Vetoed as veto:
        return (Evidence("against", str(veto)),), False


def _event(
    group: Sequence[Side],
    reports: Mapping[str, Report],
    readings: Mapping[str, Reading],
    told: Mapping[str, Told],
    persons: Rulings | None = None,
) -> Event:
    ordered = sorted(group, key=lambda side: (order(reports[side.key[0]]), side.key))
    by_id = {claim.id: claim for ident in sorted({side.key[0] for side in ordered}) for claim in told[ident].claims}
    claims = [ident for side in ordered for ident in told[side.key[0]].of_mention[side.key[1]]]
    # An event's id is its earliest claim's. Whatever part of this one was an event before all reports were there, its id was
    # that of the earliest claim of one of its mentions: so the ids it had before are known without having kept them.
    firsts = [
        min(told[s.key[0]].of_mention[s.key[1]], key=lambda ident: claim_order(by_id[ident], reports)) for s in ordered
    ]
    first = min(firsts, key=lambda ident: claim_order(by_id[ident], reports))
    mentions = [side.mention for side in ordered]
    people, parts = _people(ordered, reports, readings, told), _parts(ordered, told)
    place = merge_places(mentions)
    cause = commonest(mention.cause for mention in mentions if mention.cause != "unknown")
    return Event(
        id=short_hash("E", first),
        formerly=tuple(sorted(short_hash("E", one) for one in firsts if one != first)),
        title=title(ordered, place, reports),
        kind=max((mention.kind for mention in mentions), key=("incident", "episode", "aggregate").index),
        reports=tuple(sorted({side.key[0] for side in ordered})),
        claims=tuple(sorted(claims)),
        mentions=tuple(sorted(side.key for side in ordered)),
        plover=commonest(mention.plover for mention in mentions),
        mode=commonest(mention.mode for mention in mentions),
        cause=next((one for one in get_args(Cause) if one == cause), "unknown"),
        date=merge_dates((mention.date for mention in mentions), _first_told(ordered, reports)),
        place=place,
        actors=actors_of(parts),
        people=people_of(people),
        victims=register(people, by_id, persons),
    )


def retold(
    event: Event,
    keys: Iterable[Key],
    reports: Mapping[str, Report],
    readings: Mapping[str, Reading],
    lost: frozenset[str],
    persons: Rulings | None = None,
) -> Event:
    """The event as these mentions of it alone tell it, with nothing that only the claims in `lost` bear; its id stays."""
    kept = frozenset(keys)
    told: dict[str, Told] = {}
    group: list[Side] = []
    for ident in sorted({report for report, _ in kept}):
        told[ident] = claims_of(reports[ident], readings[ident]).without(lost)
        words = bag(reports[ident], readings[ident].furniture)
        group += [side for side in sides(reports[ident], readings[ident], words) if side.key in kept]
    made = _event(group, reports, readings, told, persons)
    return msgspec.structs.replace(
        event,
        title=made.title,
        date=made.date,
        place=made.place,
        plover=made.plover,
        mode=made.mode,
        cause=made.cause,
        actors=made.actors,
        people=made.people,
        victims=made.victims,
    )


def claim_order(claim: Claim, reports: Mapping[str, Report]) -> tuple[tuple[str, str], tuple[bool, int, str]]:
    """Sorts claims by their report's publication and by where they stand in it."""
    return order(reports[claim.report]), place_in_text(claim)


def place_in_text(claim: Claim) -> tuple[bool, int, str]:
    """Sorts the claims of one report by where they stand in it."""
    span = claim.spans[0]
    return not span.title, span.start, claim.id


def _people(
    group: Iterable[Side], reports: Mapping[str, Report], readings: Mapping[str, Reading], told: Mapping[str, Told]
) -> list[Sighting]:
    found = []
    for side in group:
        ident, mention = side.key
        own = set(told[ident].of_mention[mention])
        for index, person in enumerate(readings[ident].people):
            if person.mention == mention:
                claims = tuple(claim for claim in told[ident].of_person.get(index, ()) if claim in own)
                words = " ".join(person.span.words(reports[ident]).split())
                found.append(Sighting(person, claims, order(reports[ident]), ident, words, str(index)))
    return found


def _parts(group: Iterable[Side], told: Mapping[str, Told]) -> list[Part]:
    return [
        Part(actor, told[side.key[0]].of_actor.get((side.key[1], index), ()))
        for side in group
        for index, actor in enumerate(side.mention.actors)
    ]


def _first_told(ordered: Sequence[Side], reports: Mapping[str, Report]) -> str | None:
    """The day on which an event was first reported, where that day is known."""
    given = (reports[side.key[0]] for side in ordered)
    return min((one.published[:10] for one in given if one.published and not one.published_inferred), default=None)


def merge_dates(dates: Iterable[EventDate], told: str | None = None) -> EventDate:
    """The date that most mentions state, the sharpest first; where none does, what all inferred dates leave possible.

    Dates come in the order of publication. A stated day counts before a stated week; of days told equally often, the one
    nearest before the first report; a day within two that are told ("Saturday night") before the two.
    What was reported on the day `told` did not happen later: a later date belongs to an arrest or a trial.
    """
    known = [one for one in dates if one.from_]
    known = [one for one in known if told is None or (one.from_ or "") <= told] or known
    stated = [one for one in known if one.basis == "stated"]
    if stated:
        sharpest = min(SHARPNESS.index(one.precision) for one in stated)
        sharp = [one for one in stated if SHARPNESS.index(one.precision) == sharpest]
        best = _most_told(sharp, told)
        low, high = _span(best)
        within = [one for one in sharp if _span(one) != (low, high) and low <= _span(one)[0] and _span(one)[1] <= high]
        return _most_told(within, told) if within else best
    if not known:
        return EventDate()
    first = known[0]
    low, high = first.from_ or "", first.to or first.from_ or ""
    for one in known[1:]:
        start, end = max(low, one.from_ or ""), min(high, one.to or one.from_ or "")
        if start <= end:
            low, high = start, end
    is_narrower = (low, high) != (first.from_, first.to or first.from_)
    sharp_enough = is_narrower and (date.fromisoformat(high[:10]) - date.fromisoformat(low[:10])).days <= 1
    return msgspec.structs.replace(first, from_=low, to=high, precision="day" if sharp_enough else first.precision)


def _span(one: EventDate) -> tuple[str, str]:
    """The first and last day of a date that is known."""
    return (one.from_ or "", one.to or one.from_ or "")


def _most_told(dates: Sequence[EventDate], told: str | None) -> EventDate:
    """The date given most often; of equals the one nearest before the first report: news is told soon. Else the first."""
    counts = Counter(_span(one) for one in dates)
    most = [one for one in dates if counts[_span(one)] == max(counts.values())]
    return max(most, key=lambda one: one.from_ or "") if told else most[0]


def merge_places(mentions: Sequence[Mention]) -> Place | None:
    """The place that most mentions agree on, in its finest form; a main mention counts twice."""
    found = [(at, mention) for at, mention in enumerate(mentions) if mention.place is not None]
    if not found:
        return None
    votes: Counter[tuple[object, ...]] = Counter()
    spelt: Counter[str] = Counter()
    for _, mention in found:
        if mention.place:
            votes[_town(mention.place)] += 2 if mention.main else 1
            spelt[mention.place.name] += 1

    def rank(item: tuple[int, Mention]) -> tuple[bool, int, int, int, int]:
        place = item[1].place or Place("")
        return ((place.precision or 9) > DISTRICT, -votes[_town(place)], place.precision or 9, -spelt[place.name], item[0])

    return min(found, key=rank)[1].place


def _town(place: Place) -> tuple[object, ...]:
    """What two namings of places in one town have in common."""
    return (place.name.split(",")[-1].strip().lower(), place.admin1, place.country)
