"""A decision, and what it changes, in words for people."""

from collections.abc import Iterable, Iterator
from typing import Any

from crossreport.deciding.effect import Change, Effect
from crossreport.deciding.listing import Listed
from crossreport.model.decided import (
    Accept,
    Action,
    AddClaim,
    AddSource,
    Decision,
    Edit,
    Exclude,
    Level,
    Merge,
    Note,
    Quote,
    Reject,
    Set,
    Split,
    Target,
    Undo,
)
from crossreport.reconcile.findings import in_words
from crossreport.reconcile.views import fields

LONGEST = 70


def told(decision: Decision) -> str:
    """What was decided, on one line: 'reject claim C-1 “three men were killed”'."""
    return " ".join(_told(decision.action).split())


def _told(action: Action) -> str:
    here = " (in this report only)" if getattr(action, "here_only", False) else ""
    if isinstance(action, Accept):
        return f"accept {_target(action.about)}{here}"
    if isinstance(action, Reject):
        return f"reject {_target(action.about)}{here}"
    if isinstance(action, Edit):
        named = {"number" if name == "point" else name: value for name, value in fields(action.changes).items()}
        new = ", ".join(f"{name.replace('_', ' ')} {_value(value)}" for name, value in sorted(named.items()))
        return f"edit {_target(action.about)}: {new}{here}"
    if isinstance(action, Merge):
        return f"merge {' and '.join(map(_target, action.targets))}"
    if isinstance(action, Split):
        alone = "these claims alone, " if action.alone else ""
        return f"split from {_target(action.stays)}: {alone}{_words(action.apart)}{here}"
    if isinstance(action, Set):
        return f"set of {_target(action.about)}: {', '.join(set_words(action))}"
    if isinstance(action, Exclude):
        return f"exclude {action.kind} {action.name}"
    if isinstance(action, Level):
        return f"level of {_target(action.about)}: {action.level.replace('_', ' ')}"
    if isinstance(action, Note):
        return f"note on {_target(action.about)}"
    if isinstance(action, AddClaim):
        return f"add {action.type} on {_quotes(action.words)} of report {action.words[0].report}: {_number(action)}{here}"
    if isinstance(action, AddSource):
        return f"add source {action.report.id} ({action.medium}, taken down by {action.taken_by}, {action.taken_at})"
    assert isinstance(action, Undo)
    return f"undo {action.decision}"


def _number(action: AddClaim) -> str:
    if action.does is not None:
        return f"{action.actor} {'is accused of' if action.does == 'accused' else action.does} it"
    if action.outcome is None:
        return action.title or "told there"
    value = action.point if action.point is not None else f"{_value(action.low)} to {_value(action.high)}"
    return f"{value} {action.outcome.replace('_', ' ')}"


def _value(value: Any) -> str:
    return "none" if value is None else str(value)


def set_words(action: Set) -> Iterator[str]:
    """What a person set of an event, field by field: "killed low 8, best 8, high 9"."""
    if action.figure is not None:
        one = action.figure
        yield f"{one.outcome.replace('_', ' ')} low {_value(one.low)}, best {_value(one.best)}, high {_value(one.high)}"
    for name in ("title", "cause", "plover", "mode", "date", "place"):
        if (value := getattr(action, name)) is not None:
            yield f"{name} {in_words(value)}"


def _target(target: Target) -> str:
    words = _words(target) if target.kind in ("claim", "actor", "victim") else ""
    return f"{target.kind} {target.id}" + (f" {words}" if words else "")


def _words(target: Target) -> str:
    if target.claims:
        return ", ".join(_quoted(" … ".join(quote.exact for quote in anchor.quotes)) for anchor in target.claims)
    return _quotes(target.names) if target.names else ", ".join(target.reports)


def _quotes(quotes: Iterable[Quote]) -> str:
    return ", ".join(_quoted(quote.exact) for quote in quotes)


def _quoted(text: str) -> str:
    words = " ".join(text.split())
    return f"“{words if len(words) <= LONGEST else words[: LONGEST - 1] + '…'}”"


def lines_of(row: Listed) -> Iterator[str]:
    """A decision in a list, with what became of it."""
    one = row.decision
    yield f"{one.id}  {one.at[:16].replace('T', ' ')}  step {row.step}  {one.by}: {told(one)}"
    yield f"  why: {' '.join(one.why.split())}"
    if row.undone_by:
        yield f"  undone by {row.undone_by}"
    elif row.state != "applied":
        yield f"  {row.state}: {row.why}"
    if row.against:
        yield f"  another person decided otherwise: {', '.join(row.against)}"


def lines_of_effect(effect: Effect, most: int) -> Iterator[str]:
    """What decisions change, before and after, the first `most` rows of it."""
    for decision in effect.decisions:
        yield f"{decision.by}: {told(decision)}"
    if not effect.rows:
        yield "Nothing that is shown changes."
    before = ""
    for row in effect.rows[:most]:
        head = f"{row.kind} {row.id}  {' '.join(row.title.split())}"
        if head != before:
            yield head
        before = head
        yield f"  {_change(row)}"
    if len(effect.rows) > most:
        yield f"and {len(effect.rows) - most} more changes"


def _change(row: Change) -> str:
    if row.before is None:
        return f"{row.field}: {row.after}"
    return f"{row.field}: {row.before} -> {'none' if row.after is None else row.after}"
