"""Trying decisions on a record, and keeping them: what hangs on them is made anew, and nothing is read again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from crossreport.deciding.around import Near, is_of_others, touched, world_around
from crossreport.deciding.effect import Effect, Mask, changes
from crossreport.deciding.parse import check
from crossreport.deciding.world import World
from crossreport.errors import InputError, RecordError
from crossreport.linking.decisions import active, shapes
from crossreport.model.decided import AddSource, Decision, Level, Set, Undo
from crossreport.model.happened import Event, Reading
from crossreport.model.record import Derived, EarlierClaim, Linked
from crossreport.model.report import Report
from crossreport.reconcile.context import Beyond
from crossreport.store.kept_out import redacted_in
from crossreport.store.protection import SealedName, Seals
from crossreport.store.record import Record
from crossreport.store.sealing import sealed_names

if TYPE_CHECKING:
    from crossreport.store.renewal import Renewal
    from crossreport.store.writer import ReadRow, Writer

TOO_MANY = "are more than the"


@dataclass
class Tried:
    """A record as decisions would make it."""

    world: World
    new: tuple[Decision, ...]
    linked: Linked
    derived: Derived
    names: tuple[SealedName, ...]
    read: list[tuple[Report, ReadRow]]
    renewal: Renewal | None = None


def world_of(record: Record) -> World:
    """What decisions on a record are made on; the record must be open unsealed."""
    return World(record.linked(), record.derived(), record.decided_by_people())


def attempt(record: Record, world: World, decisions: Iterable[Decision], taken_over: bool = False) -> Tried:
    """The record as these decisions would make it. InputError, in words, where one of them cannot be.

    Decisions that the record has already are passed over. With `taken_over` (from another record) those whose words are not
    here are taken all the same: they wait for them.
    """
    from crossreport.profiles.load import load_profile
    from crossreport.reconcile.reconcile import reconcile

    new = fresh(record, decisions, world.decisions)
    everything = (*world.decisions, *new)
    if is_of_others(record):
        world = _made_today(record, world)
    linked, earlier, read = world.linked, world.derived.earlier, list[tuple[Report, "ReadRow"]]()
    if shapes(everything) != shapes(world.decisions):
        linked, earlier, read = _linked(record, world, everything)
    derived = reconcile(linked, load_profile(record.profile), everything)
    derived = msgspec.structs.replace(derived, earlier=earlier)
    if not taken_over:
        _can_be(new, world, derived, everything)
    names = sealed_names(derived, linked.reports, linked.readings, record.older())
    return Tried(world, new, linked, derived, names, read)


def fresh(record: Record, decisions: Iterable[Decision], known: Sequence[Decision]) -> tuple[Decision, ...]:
    """Those of these decisions that the record does not have. InputError where one of them cannot be a decision on it."""
    held = {one.id for one in known}
    new = tuple({one.id: one for one in decisions if one.id not in held}.values())
    out = record.kept_out()
    for one in new:
        check(one)
        if (redacted := redacted_in(out, one)) is not None:
            raise InputError(f"Decision {one.id} is on report {redacted!r}, which was redacted here: its words stay out.")
    _undoable((*known, *new))
    return new


def look(record: Record, decisions: Iterable[Decision], taken_over: bool = False) -> Tried | None:
    """What these decisions would make of what they bear on, and no more; None where the whole record has to be tried.

    InputError as for `attempt`. The record must be open unsealed.
    """
    from crossreport.profiles.load import load_profile
    from crossreport.reconcile.reconcile import reconcile

    known = record.decided_by_people()
    new = fresh(record, decisions, known)
    near = touched(record, new, known)
    if near is None:
        return None
    world, everything = world_around(record, near), (*known, *new)
    derived = reconcile(world.linked, load_profile(record.profile), everything, Beyond(record.newest()))
    if not taken_over:
        _can_be(new, world, derived, everything)
    reports = [one.id for one in world.linked.reports]
    names = sealed_names(derived, world.linked.reports, world.linked.readings, record.older(reports))
    return Tried(world, new, world.linked, derived, (*record.names_of(reports), *names), [])


def _made_today(record: Record, world: World) -> World:
    """The record as today's rules make it, so that what a decision changes is told apart from what the rules change."""
    from crossreport.profiles.load import load_profile
    from crossreport.reconcile.reconcile import reconcile

    linked, earlier, _ = _linked(record, world, world.decisions)
    derived = reconcile(linked, load_profile(record.profile), world.decisions)
    return World(linked, msgspec.structs.replace(derived, earlier=earlier), world.decisions)


def _linked(
    record: Record, world: World, decisions: Sequence[Decision]
) -> tuple[Linked, tuple[EarlierClaim, ...], list[tuple[Report, ReadRow]]]:
    """What linking makes of the record's readings, and those of sources that are added, with these decisions."""
    from crossreport.linking.link import link
    from crossreport.linking.versions import with_earlier
    from crossreport.pipeline import read_again

    reports = {one.id: one for one in record.reports()}
    readings: dict[str, Reading] = {one.report: one for one in record.readings()}
    added = {one.action.report.id: one.action.report for one in active(decisions) if isinstance(one.action, AddSource)}
    everywhere = {one.action.report.id for one in decisions if isinstance(one.action, AddSource)}
    for ident in everywhere - added.keys():
        reports.pop(ident, None)
        readings.pop(ident, None)
    read = []
    for ident, report in added.items():
        if ident not in reports:
            row, reading = _read(report)
            reports[ident], readings[ident] = report, reading
            read.append((report, row))
        elif reports[ident] != report:
            raise InputError(f"The record has another report {ident!r} already: give the source another id.")
    linked = link(tuple(reports.values()), tuple(readings.values()), decisions, read_again(record))
    return *with_earlier(linked, record.older()), read


def _read(report: Report) -> tuple[ReadRow, Reading]:
    from crossreport.pipeline import read_chunk
    from crossreport.store.codec import unpack, version_of

    (row,) = read_chunk([(version_of(report), report)])
    return row, unpack(row.body) if row.body else Reading(report.id, note=row.failed)


def _undoable(decisions: Sequence[Decision]) -> None:
    known = set()
    for one in decisions:
        if isinstance(one.action, Undo) and one.action.decision not in known:
            raise InputError(f"{one.id} undoes {one.action.decision}, which is no decision of this record before it.")
        known.add(one.id)


def _can_be(new: Sequence[Decision], world: World, derived: Derived, decisions: Sequence[Decision]) -> None:
    """InputError where a decision takes hold nowhere, or where what it sets cannot be."""
    became = {one.decision: one for one in derived.decided}
    events = {one.id: one for one in derived.events}
    before = {one.id: one for one in world.derived.events}
    for one in new:
        found = became.get(one.id)
        if isinstance(one.action, Undo) or found is None:
            continue
        if found.state != "applied":
            raise InputError(f"The decision would take hold nowhere: {found.why}.")
        for ident in found.events:
            if isinstance(one.action, Set) and one.action.figure is not None:
                outcome = str(one.action.figure.outcome)
                _parts_fit(events[ident], before.get(ident), outcome)
            elif isinstance(one.action, Level) and one.action.level == "second_reviewed":
                _another_person(one, events[ident], decisions)


def _parts_fit(event: Event, before: Event | None, outcome: str) -> None:
    known = _too_many(before, outcome) if before is not None else set()
    wrong = sorted(_too_many(event, outcome) - known)
    if wrong:
        raise InputError(
            f"That cannot be: of the {outcome.replace('_', ' ')} of event {event.id}, {wrong[0].split(';')[0]}."
            " Edit or reject the claims of the part first, or set another figure."
        )


def _too_many(event: Event, outcome: str) -> set[str]:
    return {
        f"{cell.status or cell.side or cell.subgroup}: {line}"
        for cell in event.cells
        if cell.outcome == outcome
        for line in cell.estimate.alarms
        if TOO_MANY in line
    }


def _another_person(one: Decision, event: Event, decisions: Sequence[Decision]) -> None:
    first = [
        other.by for other in decisions
        if other.id in event.decisions and isinstance(other.action, Level) and other.action.level == "reviewed"
    ]  # fmt: skip
    if first and set(first) == {one.by}:
        raise InputError(f"The second review is another person's: {one.by} made the first of event {event.id}.")


def effect(tried: Tried, mask: Mask) -> Effect:
    """What changes, in words, with the names masked that `mask` masks."""
    ids = {one.id for one in tried.new}
    return Effect(
        tried.new,
        changes(tried.world.derived, tried.derived, mask),
        tuple(one for one in tried.derived.decided if one.decision in ids),
    )


def mask_of(tried: Tried, unsealed: bool) -> Mask:
    """What shown words are passed through: the names that the record seals with the decisions made."""
    if unsealed:
        return lambda text, reports: text
    return Seals(tried.names).mask


def keep(record: Record, decisions: Iterable[Decision], taken_over: bool = False) -> Tried:
    """Keeps decisions, in one transaction with the record that they make: with what hangs on them where they judge what is
    linked, else with all of it.

    The record is held from the first look to the last write, so that no other decision or build comes between.
    """
    from crossreport.store.file import close, reader_of, writer_of
    from crossreport.store.writer import Writer

    writer = Writer(record.path) if record.path is not None else Writer(None, writer_of(record.connection))
    now = Record(reader_of(writer.connection), record.path, unsealed=True)
    try:
        if not now.profile:
            raise RecordError("No build of this record has come to its end: give the same build command again first.")
        several = tuple(decisions)
        tried = _kept_near(now, writer, several, taken_over)
        if tried is None:
            tried = attempt(now, world_of(now), several, taken_over)
            if tried.new:
                writer.replace(
                    tried.linked, tried.derived, tried.names, _meta(now, tried, now.fingerprint()), tried.new, tried.read
                )
    finally:
        # Both read and write through one connection of the database, which a record in memory goes on using.
        now.connection.close()
        if record.path is not None:
            close(writer.connection)
        else:
            writer.connection.close()
    return tried


def _kept_near(record: Record, writer: Writer, decisions: Sequence[Decision], taken_over: bool) -> Tried | None:
    """The same by what hangs on the decisions; None, and nothing is kept, where that does not tell all that they change."""
    from crossreport.store.parts import NoRoom

    known = record.decided_by_people()
    new = fresh(record, decisions, known)
    near = touched(record, new, known) if new else None
    crowded = set[str]()
    while near is not None:
        tried = _judged(record, near, known, new)
        if tried is None or tried.renewal is None:
            return None
        if not taken_over:
            _can_be(new, tried.world, tried.derived, (*known, *new))
        try:
            writer.renew(tried.renewal, _meta(record, tried, record.meta()["made_of"]), new)
        except NoRoom as full:
            if full.table.name in crowded:
                return None
            crowded.add(full.table.name)
            writer.spread(full.table)
        else:
            return tried
    return None


def _judged(record: Record, near: Near, known: tuple[Decision, ...], new: tuple[Decision, ...]) -> Tried | None:
    from crossreport.growing.found import Whole
    from crossreport.growing.judged import judged
    from crossreport.profiles.load import load_profile

    about = {*near.reports} | {report for one in record.events_of(near.events) for report in one.reports}
    try:
        made = judged(record, load_profile(record.profile), known, new, about)
    except Whole:
        return None
    names = (*record.names_of(made.renewal.reports), *made.names)
    return Tried(World(made.linked, made.before, known), new, made.linked, made.after, names, [], made.renewal)


def _meta(record: Record, tried: Tried, made_of: str) -> dict[str, str]:
    from crossreport.store import provenance
    from crossreport.store.decisions import fingerprint

    own = {"code": provenance.code(), "rules": provenance.rules(), "made_of": made_of}
    return {**record.meta(), **own, **fingerprint((*tried.world.decisions, *tried.new))}
