"""What people decided, and what a decision would change before it is saved."""

from typing import Any

import msgspec

from crossreport.api import Record


class ChangeView(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing that a decision changes: what it was and what it becomes, in words."""

    kind: str
    id: str
    title: str
    field: str
    before: str | None = None
    after: str | None = None


class EffectView(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a decision would change, and what there is to know about it."""

    rows: tuple[ChangeView, ...]
    notes: tuple[str, ...] = ()


class DecisionView(msgspec.Struct, frozen=True, omit_defaults=True):
    """A decision: who, when, why, what, and what became of it."""

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


class DecisionsView(msgspec.Struct, frozen=True, omit_defaults=True):
    """All decisions, the newest first."""

    decisions: tuple[DecisionView, ...]
    about: str | None = None


def effect_view(record: Record, effect: Any) -> EffectView:
    """An effect as it is shown."""
    rows = tuple(
        ChangeView(one.kind, one.id, one.title, one.field.replace("_", " "), one.before, one.after) for one in effect.rows
    )
    own = {one.id for one in effect.decisions}
    notes = tuple(
        f"{one.state}: {one.why}" if one.why else one.state
        for one in effect.applied
        if one.decision in own and (one.state != "applied" or one.why)
    )
    return EffectView(rows, notes)


def decisions_view(record: Record, about: str | None) -> DecisionsView:
    """What people decided, all of it or about one thing."""
    found = record.decisions(about=about)
    return DecisionsView(tuple(_view(one) for one in reversed(found)), about)


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
    )


def _words(action: Any) -> list[str]:
    """The words that a decision is tied to, as far as they may be shown."""
    about = getattr(action, "about", None) or getattr(action, "stays", None)
    quotes = [quote for anchor in getattr(about, "claims", ()) for quote in anchor.quotes]
    quotes += list(getattr(action, "words", ()))
    return [" ".join(one.exact.split()) for one in quotes[:3]]
