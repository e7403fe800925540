"""From ids and fields, as a person gives them, to a decision that is tied to words."""

from collections.abc import Callable, Iterable

import msgspec

from crossreport.deciding.adding import OF_CLAIM, add_claim, add_source
from crossreport.deciding.fields import What, converted, date_of, numbers_of, place_of
from crossreport.deciding.grouping import merge, split
from crossreport.deciding.parse import identified, now
from crossreport.deciding.world import World, needed
from crossreport.errors import InputError, NotFound, no_report
from crossreport.linking.anchoring import anchor_of
from crossreport.linking.words import fold
from crossreport.model.decided import (
    Accept,
    Action,
    Changes,
    Decision,
    Edit,
    Exclude,
    Level,
    Note,
    Numbers,
    Reject,
    Set,
    Undo,
)
from crossreport.model.happened import Event
from crossreport.model.said import Claim
from crossreport.reconcile.views import view


def propose(world: World, do: str, by: str, why: str, what: What, at: str | None = None) -> Decision:
    """The decision that these words of a person mean, with what it is about tied to words; nothing is kept.

    `do` is a key of MAKERS, `what` its fields (see docs/decisions.md). InputError where it cannot be or a field is unknown,
    NotFound where an id names nothing here.
    """
    if do not in MAKERS:
        raise InputError(f"There is no decision {do!r}. These there are: {', '.join(MAKERS)}.")
    maker, known = MAKERS[do]
    unknown = sorted(set(what) - set(known))
    if unknown:
        raise InputError(f"{do} knows no {', '.join(map(repr, unknown))}. It takes {', '.join(known)}.")
    return identified(by, at or now(), why, maker(world, what))


# ---------------------------------------------------------------------- claims


def _accept(world: World, what: What) -> Action:
    claim = world.claim(str(needed(what, "claim")))
    return Accept(world.target(claim.id), view(claim), bool(what.get("here_only")))


def _reject(world: World, what: What) -> Action:
    claim = world.claim(str(needed(what, "claim")))
    machine = world.machine.get(claim.id, claim)
    return Reject(world.target(claim.id), view(machine), bool(what.get("here_only")))


def _edit(world: World, what: What) -> Action:
    claim = world.claim(str(needed(what, "claim")))
    given = needed(what, "changes")
    if not isinstance(given, dict):
        raise InputError("The changes of an edit are fields with their new values.")
    unknown = sorted(set(given) - set(Changes.__struct_fields__))
    if unknown:
        fields = ", ".join(Changes.__struct_fields__)
        raise InputError(f"A claim has no field {', '.join(map(repr, unknown))} to edit. These there are: {fields}.")
    changes = converted(_whole(given, claim), Changes, "The changes")
    if claim.figure is None and any(name not in ("aux", "stance", "polarity", "certainty", "source") for name in given):
        raise InputError(f"Claim {claim.id} has no figure: only aux, stance, polarity, certainty and source can be edited.")
    return Edit(world.target(claim.id), changes, bool(what.get("here_only")))


def _whole(given: What, claim: Claim) -> What:
    """The changes with the numbers that follow from them: point, low and high belong together."""
    figure = claim.figure
    if figure is None or not {"point", "low", "high", "form"} & given.keys():
        return given
    made = dict(given)
    if given.keys() & {"low", "high"}:
        low, high = given.get("low", figure.low), given.get("high", figure.high)
        form = "exact" if low == high else "range" if low is not None and high is not None else None
        made.update(low=low, high=high, form=given.get("form") or form or ("at_most" if low is None else "at_least"))
        made.setdefault("point", low if low == high else None)
        return made
    stated = given.get("point", 0 if given.get("form") == "zero" else figure.point)
    plain = ("exact", "zero", "vague", "range", "indefinite_plural")
    form = given.get("form") or ("exact" if figure.form in plain else figure.form)
    return made | numbers_of(form, stated)


# ---------------------------------------------------------------------- events and sources


def _set(world: World, what: What) -> Action:
    about = world.target(world.event(str(needed(what, "event"))).id)
    figure = what.get("figure")
    if isinstance(figure, dict):
        figure = converted({"low": None, "best": None, "high": None} | figure, Numbers, "The figure")
    plain = {name: what[name] for name in ("title", "cause", "plover", "mode") if what.get(name) is not None}
    made = {"kind": about.kind, "id": about.id}
    fields: Set = converted({"about": made, "do": "set", **plain}, Set, "The fields")
    return msgspec.structs.replace(
        fields, about=about, figure=figure, date=date_of(what.get("date")), place=place_of(what.get("place"))
    )


def _exclude(world: World, what: What) -> Action:
    given = [kind for kind in ("report", "outlet", "origin") if what.get(kind)]
    if len(given) != 1:
        raise InputError("Exclude one of: a report, an outlet, an origin.")
    name = str(what[given[0]])
    if given == ["report"]:
        if name not in world.reports:
            raise no_report(name)
        return Exclude("report", name)
    if given == ["outlet"]:
        outlets = sorted({one.outlet for one in world.reports.values() if one.outlet})
        if fold(name) not in map(fold, outlets):
            raise NotFound(f"No report of the record is of the outlet {name!r}. Its outlets: {', '.join(outlets[:20])}.")
        return Exclude("outlet", name)
    told = [one for one in world.machine.values() if one.origin == name]
    if not told:
        raise NotFound(f"The record has no origin {name!r}.")
    anchors = tuple(anchor_of(one, world.reports[one.report]) for one in told[:8])
    label = next((one.speaker for one in world.derived.origins if one.id == name and one.speaker), None)
    return Exclude("origin", label or name, anchors)


def _level(world: World, what: What) -> Action:
    event = world.event(str(needed(what, "event")))
    level = str(needed(what, "level"))
    if level == "second_reviewed" and not _reviewed(world, event):
        raise InputError(f"Event {event.id} has had no first review: set `reviewed` first, by another person.")
    return Level(world.target(event.id), level, event.reports)


def _reviewed(world: World, event: Event) -> bool:
    return any(
        isinstance(one.action, Level) and one.action.level == "reviewed"
        for ident in event.decisions
        if (one := world.active.get(ident)) is not None
    )


def _note(world: World, what: What) -> Action:
    return Note(world.target(str(needed(what, "id"))))


def _undo(world: World, what: What) -> Action:
    ident = str(needed(what, "decision"))
    if ident not in {one.id for one in world.decisions}:
        raise NotFound(f"The record has no decision {ident!r}. `crossreport decisions RECORD` lists them.")
    counting = _counting(world.decisions)
    if ident not in counting:
        raise InputError(f"Decision {ident} is undone already. To bring it back, undo what undid it.")
    return Undo(ident)


def _counting(decisions: Iterable[Decision]) -> set[str]:
    """The ids of the decisions that count, undoings among them."""
    undone: set[str] = set()
    kept = set()
    for one in reversed(tuple(decisions)):
        if one.id not in undone:
            kept.add(one.id)
            if isinstance(one.action, Undo):
                undone.add(one.action.decision)
    return kept


MAKERS: dict[str, tuple[Callable[[World, What], Action], tuple[str, ...]]] = {
    "accept": (_accept, ("claim", "here_only")),
    "reject": (_reject, ("claim", "here_only")),
    "edit": (_edit, ("claim", "changes", "here_only")),
    "merge": (merge, ("ids",)),
    "split": (split, ("id", "apart", "alone", "here_only")),
    "set": (_set, ("event", "figure", "title", "cause", "plover", "mode", "date", "place")),
    "exclude": (_exclude, ("report", "outlet", "origin")),
    "level": (_level, ("event", "level")),
    "note": (_note, ("id",)),
    "add_claim": (
        add_claim,
        ("report", "words", "start", "end", "in_title", "type", "event", "date", "place", *OF_CLAIM),
    ),
    "add_source": (
        add_source,
        ("text", "source", "medium", "taken_by", "taken_at", "published", "title", "language", "id"),
    ),
    "undo": (_undo, ("decision",)),
}
