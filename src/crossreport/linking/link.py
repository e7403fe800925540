"""Links readings into one record: copies, claims, events, stories, origins, in this order. Nothing is weighed here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from sys import intern
from typing import TypeVar

import msgspec

from crossreport.linking.acting import Acting, find_acting
from crossreport.linking.claims import Told, claims_of, in_text
from crossreport.linking.copies import Copies, find_copies
from crossreport.linking.decisions import Augmented, Bound, Kin, Lookup, augmented, bound
from crossreport.linking.events import Found, find_events
from crossreport.linking.near import Around, Trace
from crossreport.linking.origins import find_origins
from crossreport.linking.pile import Pile
from crossreport.linking.shelf import Seen, Shelf, Values, is_shelved, shelf_of
from crossreport.linking.sides import Key
from crossreport.linking.stories import find_stories
from crossreport.linking.undated import Inferred, ReadAgain, anchor_all, infer_days
from crossreport.linking.words import bag, packed, unpacked
from crossreport.model.decided import Decision
from crossreport.model.happened import Reading
from crossreport.model.judged import Story
from crossreport.model.record import Linked, ReportRow
from crossreport.model.report import Report
from crossreport.model.said import Claim

T = TypeVar("T")
# Reports of which the words are held: those of the weeks within which most are compared.
BAGS = 12_000


@dataclass(frozen=True)
class _Grouped:
    """Reports and readings with what brought them together."""

    reports: Mapping[str, Report]
    readings: Mapping[str, Reading]
    added: Augmented
    rulings: Bound
    told: Mapping[str, Told]
    copies: Copies
    found: Found
    main_event: dict[str, str]
    stories: tuple[Story, ...]
    story_of: dict[str, str]


def link(
    reports: Sequence[Report] | Shelf[Report],
    readings: Sequence[Reading] | Shelf[Reading],
    decisions: Sequence[Decision] = (),
    read_again: ReadAgain | None = None,
    trace: Trace | None = None,
    around: Around | None = None,
) -> Linked:
    """The record of these reports before anything is weighed; the same for the same reports in any order and batches.

    A report without a reading is kept, without claims. Ids of reports must be unique; shelves come in their order, and
    with a reading of each. `decisions` come in the order of the
    log: what people added is linked like all else, and what they merged or split goes before all evidence. A report without
    a day has it inferred from those it is linked with, and is linked by it once more; `read_again` then reads its dates.
    `trace` is told what is near what. Where these are a neighbourhood of a record, `around` is what bears on them from
    outside; actors are then left out, for who is who hangs on all reports.
    """
    by_id, as_read = _given(reports, readings)
    grouped = _group(by_id, as_read, decisions, trace, around)
    readings_kept = grouped.readings
    days: dict[str, Inferred] = {}
    if not all(report.published for report in by_id.values()):
        days = infer_days(by_id, grouped.copies.copies, grouped.stories, grouped.main_event)
    if days:
        grouped = _group(*anchor_all(by_id, as_read, days, read_again), decisions, trace, around)
    return _linked(by_id, grouped, days, readings_kept, around)


def _given(
    reports: Sequence[Report] | Shelf[Report], readings: Sequence[Reading] | Shelf[Reading]
) -> tuple[Mapping[str, Report], Mapping[str, Reading]]:
    """The reports by their ids, in order, and the reading of each."""
    if isinstance(reports, Shelf) or isinstance(readings, Shelf):
        assert isinstance(reports, Shelf)
        assert isinstance(readings, Shelf)
        return reports, readings
    by_id = {report.id: report for report in sorted(reports, key=lambda one: one.id)}
    given = {reading.report: reading for reading in readings}
    return by_id, {ident: given.get(ident) or Reading(ident) for ident in by_id}


def _tied(report: str, claim: Claim, events: Mapping[Key, str], origins: Mapping[str, str], added: Augmented) -> Claim:
    """A claim with its event and origin. Of equal words that many claims hold, one copy is enough."""
    event = events.get((report, claim.mention or "")) if claim.type != "tally" else None
    return msgspec.structs.replace(
        claim,
        report=report,
        mention=intern(claim.mention) if claim.mention is not None else None,
        rule=intern(claim.rule),
        terms=tuple(map(intern, claim.terms)),
        events=(event,) if event else (),
        origin=origins[claim.id],
        human_status="added" if claim.id in added.claims else "machine",
    )


def _in_order(given: Mapping[str, T]) -> Sequence[T]:
    """The values, looked up when they are asked for where they lie on a shelf."""
    return Values(given) if is_shelved(given) else tuple(given.values())


def _group(
    by_id: Mapping[str, Report],
    as_read: Mapping[str, Reading],
    decisions: Sequence[Decision],
    trace: Trace | None = None,
    around: Around | None = None,
) -> _Grouped:
    furniture = Seen(as_read, lambda reading: reading.furniture)
    # The words of the paragraphs tell who copied whom, and nothing behind that looks at them.
    copies = around.copies if around is not None else replace(find_copies(by_id, furniture), words={})
    if trace is not None:
        trace.copies = copies
    kin = Kin(copies.copies)
    added = augmented(by_id, as_read, decisions, kin)
    read = added.readings
    told, bags = shelf_of(Told), Shelf(packed, unpacked, BAGS)
    for ident, report in by_id.items():
        told.put(ident, claims_of(report, read[ident]))
        bags.put(ident, bag(report, furniture[ident]))
    rulings = bound(decisions, Lookup(by_id, read, Seen(told, lambda one: one.claims), kin), added)
    found = find_events(by_id, read, told, copies, bags, rulings, trace)
    kinds = {event.id: event.kind for event in found.events}
    main_event = {}
    for ident, reading in read.items():
        for mention in reading.mentions:
            event = found.of.get((ident, mention.id))
            if mention.main and event and kinds[event] != "aggregate":
                main_event[ident] = event
    stories, story_of = find_stories(by_id, found.events, main_event, bags, rulings.stories, trace)
    return _Grouped(by_id, read, added, rulings, told, copies, found, main_event, stories, story_of)


def _linked(
    as_given: Mapping[str, Report],
    grouped: _Grouped,
    days: Mapping[str, Inferred],
    kept: Mapping[str, Reading],
    around: Around | None = None,
) -> Linked:
    """What linking made. Its readings are those kept, so that the record can be weighed anew without reading again."""
    by_id, read, told, found = grouped.reports, grouped.readings, grouped.told, grouped.found
    added, rulings, copies, story_of = grouped.added, grouped.rulings, grouped.copies, grouped.story_of
    claims = Seen(told, lambda one: one.claims)
    if around is None:
        origins, origin_of = find_origins(claims, by_id, read, story_of, copies, found.of)
    else:
        # A claim may stand in text taken from a report that is no neighbour.
        texts, readings = {**around.reports, **by_id}, {**around.readings, **dict(read)}
        origins, origin_of = find_origins(claims, texts, readings, story_of, copies, found.of, around.outlets)
    pile: Pile[Claim] = Pile(Claim)
    for ident, own in claims.items():
        pile.add_all(sorted((_tied(ident, claim, found.of, origin_of, added) for claim in own), key=in_text))
    tied = pile.plain()
    acting = find_acting(by_id, read, tied, found.events, rulings.actors) if around is None else Acting((), ())
    return Linked(
        reports=_in_order(as_given),
        readings=_in_order(kept),
        rows=tuple(
            ReportRow(
                ident,
                story_of.get(ident),
                grouped.main_event.get(ident),
                copies.copy_of.get(ident),
                days[ident].day if ident in days else None,
                days[ident].evidence if ident in days else (),
            )
            for ident in by_id
        ),
        claims=tied,
        events=tuple(sorted(found.events, key=lambda one: (one.date.from_ or "9999", one.id))),
        origins=tuple(sorted(origins, key=lambda one: one.id)),
        stories=tuple(sorted(grouped.stories, key=lambda one: (one.from_ or "9999", one.id))),
        copies=tuple(one for one in copies.copies if one.report in by_id),
        links=found.links,
        actors=acting.actors,
        interactions=acting.interactions,
        decided=(*added.applied, *rulings.applied),
    )
