"""What people decided, and what a decision would change before it is saved."""

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from crossreport.answers.words import named
from crossreport.api import Record
from crossreport.deciding.words import set_words
from crossreport.model.decided import Edit, Level, Set, Undo

# The fields of a change that list reports or claims by their ids.
NAMING = ("reports", "holds")


class ChangeView(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing that a decision changes: what it was and what it becomes, in words; `into`: the event it becomes part of."""

    kind: str
    id: str
    title: str
    field: str
    before: str | None = None
    after: str | None = None
    into: str | None = None
    label: str = ""


class EffectView(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a decision would change, and what there is to know about it."""

    rows: tuple[ChangeView, ...]
    notes: tuple[str, ...] = ()


class DecisionView(msgspec.Struct, frozen=True, omit_defaults=True):
    """A decision: who, when, why, what, what became of it, and the step of the log that took it."""

    id: str
    by: str
    at: str
    why: str
    do: str
    state: str
    note: str = ""
    events: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    undone_by: str | None = None
    words: tuple[str, ...] = ()
    what: str = ""
    step: int = 0


class DecisionsView(msgspec.Struct, frozen=True, omit_defaults=True):
    """All decisions, the newest first; `titles` name the events that they touch."""

    decisions: tuple[DecisionView, ...]
    about: str | None = None
    titles: dict[str, str] = {}


def effect_view(record: Record, effect: Any) -> EffectView:
    """An effect as it is shown: reports and claims by the names of reports, and not by ids."""
    name = _namer(record, [text for one in effect.rows if one.field in NAMING for text in (one.before, one.after)])
    told = {one.id: one.report for one in record.claims_of(one.id for one in effect.rows if one.kind == "claim")}
    label = record.labels(record.reports_of(told.values()))
    rows = tuple(
        ChangeView(
            one.kind, one.id, one.title, one.field.replace("_", " "),
            name(one.before) if one.field in NAMING else one.before,
            name(one.after) if one.field in NAMING else one.after,
            one.into,
            label.get(told.get(one.id, ""), ""),
        )
        for one in effect.rows
    )  # fmt: skip
    own = {one.id for one in effect.decisions}
    notes = tuple(
        f"{one.state}: {one.why}" if one.why else one.state
        for one in effect.applied
        if one.decision in own and (one.state != "applied" or one.why)
    )
    return EffectView(rows, notes)


def _namer(record: Record, lists: Iterable[str | None]) -> Callable[[str | None], str | None]:
    """What puts the short names of reports in the place of their ids, and of those of their claims, in a list of such."""
    ids = {ident for text in lists for ident in (text or "").split(", ")}
    told = {one.id: one.report for one in record.claims_of(ids)}
    label = record.labels(record.reports_of({*ids, *told.values()}))

    def name(text: str | None) -> str | None:
        if text is None:
            return None
        own = (told.get(ident, ident) for ident in text.split(", "))
        return ", ".join(dict.fromkeys(label.get(ident, ident) for ident in own))

    return name


def decisions_view(record: Record, about: str | None) -> DecisionsView:
    """What people decided, all of it or about one thing."""
    found = record.decisions(about=about)
    touched = {event for one in found for event in one.events}
    if about is not None and record.kind_of(about) == "event":
        touched.add(about)
    titles = {one.id: named(one) for one in record.events_of(touched)}
    return DecisionsView(tuple(_view(one) for one in reversed(found)), about, titles)


def _view(one: Any) -> DecisionView:
    action = one.decision.action
    do = type(action).__struct_config__.tag
    return DecisionView(
        one.decision.id,
        one.decision.by,
        one.decision.at,
        one.decision.why,
        str(do),
        one.state,
        one.why,
        one.events,
        one.reports,
        one.against,
        one.undone_by,
        tuple(_words(action)),
        _what(action),
        one.step,
    )


def _what(action: Any) -> str:
    """What a decision sets or changes: its level, figure, title, or the fields of a claim with their new values."""
    if isinstance(action, Level):
        return action.level.replace("_", " ")
    if isinstance(action, Undo):
        return action.decision
    if isinstance(action, Set):
        return ", ".join(set_words(action))
    if isinstance(action, Edit):
        changed = msgspec.to_builtins(action.changes)
        return ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in changed.items())
    return ""


def _words(action: Any) -> list[str]:
    """The words that a decision is tied to, as far as they may be shown."""
    about = getattr(action, "about", None) or getattr(action, "stays", None)
    # An event is known by the words of all its claims: these tell which it is, and not what was judged.
    is_told_by_words = getattr(about, "kind", "") in ("claim", "actor", "victim")
    quotes = [quote for anchor in getattr(about, "claims", ()) for quote in anchor.quotes if is_told_by_words]
    quotes += list(getattr(action, "words", ()))
    return [" ".join(one.exact.split()) for one in quotes[:3]]
