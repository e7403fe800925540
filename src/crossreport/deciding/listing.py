"""The decisions of a record as people see them: what became of each, who disagrees, who undid it; sealed names masked."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import msgspec

from crossreport.linking.anchoring import locate
from crossreport.linking.decisions import active
from crossreport.model.decided import AddSource, Applied, Decision, Quote, Target, Undo, values_within
from crossreport.model.record import Derived
from crossreport.model.report import Report
from crossreport.store.names import MASK
from crossreport.store.protection import Seals, Shown, masked
from crossreport.store.record import Record


class Listed(msgspec.Struct, frozen=True, omit_defaults=True):
    """A decision with what became of it, and the step of the log that took it (0: not kept).

    `undone_by` are the ids of the undoings that count; `against` those of others' decisions that it disagrees with, or that
    undid it.
    """

    decision: Decision
    state: Literal["applied", "orphaned", "overruled", "undone"]
    why: str = ""
    claims: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    undone_by: str | None = None
    step: int = 0


def listed(decisions: Sequence[Decision], applied: Iterable[Applied]) -> tuple[Listed, ...]:
    """All decisions, in the order of the log."""
    became = {one.decision: one for one in applied}
    counting = {one.id for one in active(decisions)}
    undoing = _undoing(decisions)
    by_id = {one.id: one for one in decisions}
    made = []
    for one in decisions:
        found = became.get(one.id)
        by = undoing.get(one.id)
        if by is not None:
            others = (by,) if by_id[by].by != one.by else ()
            made.append(Listed(one, "undone", against=others, undone_by=by))
        elif found is None or one.id not in counting:
            made.append(Listed(one, "applied"))
        else:
            made.append(Listed(one, found.state, found.why, found.claims, found.events, found.reports, found.against))
    undone_others = {one.undone_by: one.decision.id for one in made if one.against and one.undone_by}
    return tuple(
        msgspec.structs.replace(one, against=(undone_others[one.decision.id],)) if one.decision.id in undone_others else one
        for one in made
    )


def _undoing(decisions: Sequence[Decision]) -> dict[str, str]:
    """{decision: the undoing of it that counts}."""
    made: dict[str, str] = {}
    for one in reversed(decisions):
        if isinstance(one.action, Undo) and one.id not in made:
            made.setdefault(one.action.decision, one.id)
    return made


def chosen(
    rows: Iterable[Listed], orphaned: bool = False, conflicts: bool = False, by: str | None = None, about: str | None = None
) -> tuple[Listed, ...]:
    """Those that are orphaned, in conflict with others', of one person, or about one thing; filters narrow each other."""
    return tuple(
        one
        for one in rows
        if (not orphaned or one.state == "orphaned")
        and (not conflicts or one.against)
        and (by is None or one.decision.by.casefold() == by.casefold())
        and (about is None or about in _about(one))
    )


def _about(one: Listed) -> set[str]:
    targets = (value.id for value in values_within(one.decision.action) if isinstance(value, Target))
    return {one.decision.id, *one.claims, *one.events, *one.reports, *targets}


def of_record(record: Record, bare: Record) -> tuple[Listed, ...]:
    """All decisions of a record as it may show them; `bare` is the same record, open unsealed."""
    decisions = record.decided_by_people()
    if not decisions:
        return ()
    derived = bare.derived()
    steps = {ident: step for ident, step, _ in record.decision_rows()}
    rows = tuple(msgspec.structs.replace(one, step=steps[one.decision.id]) for one in listed(decisions, derived.decided))
    if record.unsealed:
        return rows
    of_claim = {claim.id: claim.report for claim in derived.claims}
    concerned = [reports_of(one, derived, of_claim) for one in rows]
    reports = {one.id: one for one in record.reports_of({ident for ids in concerned for ident in ids})}
    return tuple(shown(one, reports, ids, record.seals()) for one, ids in zip(rows, concerned, strict=True))


def reports_of(one: Listed, derived: Derived, of_claim: Mapping[str, str]) -> tuple[str, ...]:
    """The reports whose words, or words about which, stand in a decision."""
    events = {event.id: event.reports for event in derived.events}
    found = {value.report for value in values_within(one.decision.action) if isinstance(value, Quote)}
    found |= {ident for value in values_within(one.decision.action) if isinstance(value, Target) for ident in value.reports}
    found |= {value.report.id for value in [one.decision.action] if isinstance(value, AddSource)}
    found |= {of_claim[claim] for claim in one.claims if claim in of_claim} | set(one.reports)
    return tuple(sorted(found | {report for event in one.events for report in events.get(event, ())}))


def shown(one: Listed, reports: Mapping[str, Report], concerned: Sequence[str], seals: Seals) -> Listed:
    """The decision with the names masked that are sealed in these reports. Words that a mask may have cut are left out."""
    if not seals.concerns(concerned):
        return one
    decision = msgspec.structs.replace(one.decision, action=_shown(one.decision.action, reports, seals))
    return masked(msgspec.structs.replace(one, decision=decision), seals, concerned)


def _shown(value: Any, reports: Mapping[str, Report], seals: Seals) -> Any:
    if isinstance(value, Quote):
        return _quote(value, reports.get(value.report), seals)
    if isinstance(value, Report):
        return Shown([value], seals).reports[0]
    if isinstance(value, tuple):
        return tuple(_shown(one, reports, seals) for one in value)
    if isinstance(value, msgspec.Struct):
        fields = {name: getattr(value, name) for name in value.__struct_fields__}
        new = {name: _shown(one, reports, seals) for name, one in fields.items()}
        return msgspec.structs.replace(value, **new) if any(new[name] is not fields[name] for name in fields) else value
    return value


def _quote(quote: Quote, report: Report | None, seals: Seals) -> Quote:
    """A quote cut from the masked report, so that no half of a name is left in it, without what stands around it."""
    if not seals.concerns([quote.report]):
        return quote
    span = locate(quote, report) if report is not None else None
    words = MASK
    if report is not None and span is not None:
        view = Shown([report], seals)
        words = view.moved(span, report.id).words(view.reports[0])
    return msgspec.structs.replace(quote, exact=words, prefix="", suffix="")
