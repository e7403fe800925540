"""As much of a record as a decision bears on that judges what is linked, and does not change it: the rest stays."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from crossreport.deciding.world import World
from crossreport.linking.decisions import shapes
from crossreport.linking.words import fold
from crossreport.model.decided import Decision, Exclude, Quote, Target, Undo
from crossreport.profiles.load import load_profile
from crossreport.reconcile.context import Beyond
from crossreport.reconcile.reconcile import reconcile
from crossreport.store.record import Record

# What judges claims, sources and events, and leaves what is linked.
JUDGING = ("accept", "reject", "edit", "set", "level", "exclude", "note", "undo")


class Near(NamedTuple):
    """What a decision names: the reports whose words it is on, and events."""

    reports: frozenset[str]
    events: frozenset[str]


def named(record: Record, do: str, what: Mapping[str, Any]) -> Near | None:
    """What the fields of a decision name that only judges; None where that takes a look at the whole record."""
    if do not in JUDGING:
        return None
    reports, events = set[str](), set[str]()
    for ident in (str(what[name]) for name in ("claim", "event", "report", "id") if what.get(name)):
        kind = record.kind_of(ident)
        if kind == "claim":
            reports.add(record.claim(ident).report)
        elif kind == "event":
            events.add(record.today(ident))
        elif kind == "report":
            reports.add(ident)
        elif "id" in what:
            return None  # stories, actors and persons are known by more than their words
    if what.get("outlet"):
        reports |= (told := _of_outlet(record, str(what["outlet"])))
        if not told:
            return None
    if what.get("origin"):
        reports.update(record.reports_with(str(what["origin"])))
    return Near(frozenset(reports), frozenset(events))


def touched(record: Record, new: Sequence[Decision], known: Sequence[Decision]) -> Near | None:
    """What these decisions bear on; None where one changes what is linked, or what is linked is not of today."""
    if shapes((*known, *new)) != shapes(known) or is_of_others(record):
        return None
    by_id = {one.id: one for one in (*known, *new)}
    reports, events = set[str](), set[str]()
    for one in _meant(new, by_id):
        for found in _parts(one.action):
            if isinstance(found, Quote):
                reports.add(found.report)
            elif isinstance(found, Target) and found.kind == "event":
                events.add(record.today(found.id))
        if isinstance(one.action, Exclude):
            reports |= _of_source(record, one.action)
    return Near(frozenset(reports | record.kin_of(reports)), frozenset(events))


def world_around(record: Record, near: Near) -> World:
    """What these name, with all that hangs on it, as decisions are made on it; the record must be open unsealed."""
    people = record.decided_by_people()
    linked = record.linked_around(near.reports, near.events)
    derived = reconcile(linked, load_profile(record.profile), people, Beyond(record.newest()))
    return World(linked, derived, people)


def is_of_others(record: Record) -> bool:
    """Was it made by other rules, or of other reports, than those of today?"""
    from crossreport.store import provenance

    meta = record.meta()
    return meta.get("rules") != provenance.rules() or meta.get("made_of") != record.fingerprint()


def _meant(new: Iterable[Decision], by_id: Mapping[str, Decision]) -> Iterator[Decision]:
    """These decisions, and those that they undo, or undo the undoing of."""
    waiting = list(new)
    while waiting:
        one = waiting.pop()
        yield one
        if isinstance(one.action, Undo) and one.action.decision in by_id:
            waiting.append(by_id[one.action.decision])


def _of_source(record: Record, action: Exclude) -> set[str]:
    if action.kind == "report":
        return {action.name}
    if action.kind == "outlet":
        return _of_outlet(record, action.name)
    told = {quote.report for anchor in action.claims for quote in anchor.quotes}
    origins = {claim.origin for report in told for claim in record.claims_linked([report])}
    return {report for origin in origins for report in record.reports_with(origin)}


def _of_outlet(record: Record, name: str) -> set[str]:
    outlets = [one.outlet for one in record.outlets() if one.outlet and fold(one.outlet) == fold(name)]
    return {ident for days in record.by_outlet(outlets).values() for ids in days.values() for ident in ids}


def _parts(value: Any) -> Iterator[Any]:
    """All values that a decision's action is made of."""
    if isinstance(value, tuple):
        for one in value:
            yield from _parts(one)
    elif isinstance(value, msgspec.Struct):
        yield value
        for name in value.__struct_fields__:
            yield from _parts(getattr(value, name))
