"""From ids and fields, as a person gives them, to a decision that is tied to words."""

import re
from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from crossreport.deciding.parse import identified, now
from crossreport.deciding.world import World, needed
from crossreport.errors import InputError, NotFound
from crossreport.ingest.items import digest
from crossreport.linking.anchoring import anchor_of, quote_of
from crossreport.linking.words import fold
from crossreport.model.decided import (
    Accept,
    Action,
    AddClaim,
    AddSource,
    Changes,
    Decision,
    Edit,
    Exclude,
    Level,
    Merge,
    Note,
    Numbers,
    Quote,
    Reject,
    Set,
    Split,
    Target,
    Undo,
)
from crossreport.model.happened import Event, EventDate, Place
from crossreport.model.report import Report, Span
from crossreport.model.said import Claim, Form
from crossreport.reading.figures.numbers import bounded, exact
from crossreport.reading.places.gazetteer import find
from crossreport.reading.places.read import as_place
from crossreport.reconcile.views import view

What = dict[str, Any]


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


def converted(value: Any, kind: Any, what: str) -> Any:
    """A value as this type. InputError where it is none."""
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise InputError(f"{what}: {error}.") from None


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
    stated = given.get("point", figure.point)
    plain = ("exact", "zero", "vague", "range", "indefinite_plural")
    form = given.get("form") or ("exact" if figure.form in plain else figure.form)
    return made | numbers_of(form, stated)


def numbers_of(form: Any, stated: Any) -> What:
    """{form, low, high, point} of a stated number with this form ("at least 10"), by the rules by which words are read."""
    if not isinstance(stated, int) or isinstance(stated, bool) or stated < 0:
        raise InputError(f"The number of persons is {stated!r}; give a whole one, 0 or more.")
    quantity = bounded(exact(stated, 0, 1), converted(form, Form, "The form"))
    return {"form": quantity.form, "low": quantity.low, "high": quantity.high, "point": quantity.point}


# ---------------------------------------------------------------------- what belongs together


def _merge(world: World, what: What) -> Action:
    ids = _list(needed(what, "ids"))
    targets = tuple(world.target(ident, whole=True) for ident in ids)
    if len({one.id if one.kind != "event" else world.event(one.id).id for one in targets}) < len(targets):
        raise InputError("A merge names each thing once, and these are one already.")
    return Merge(targets)


def _split(world: World, what: What) -> Action:
    ident, apart = str(needed(what, "id")), _list(needed(what, "apart"))
    kind = world.kind(ident)
    if kind == "event":
        return _split_event(world, world.event(ident), apart)
    if kind == "story":
        story = world.story(ident)
        rest = _rest(story.reports, apart, "report", f"story {ident}")
        return Split(Target("story", story.id, reports=rest), Target("story", story.id, reports=tuple(apart)))
    if kind == "actor":
        actor = world.actor(ident)
        _rest(actor.names, apart, "name", f"actor {ident}")
        other = [name for name in actor.names if name not in apart]
        return Split(world.of_names(actor, other), world.of_names(actor, apart))
    if kind == "victim":
        event, victim = world.victim(ident)
        rest = _rest(victim.reports, apart, "report", f"victim {ident}")
        return Split(world.of_persons(ident, event, victim, rest), world.of_persons(ident, event, victim, apart))
    raise InputError(f"A {kind} cannot be split; events, stories, actors and victims can.")


def _split_event(world: World, event: Event, apart: list[str]) -> Action:
    """The mentions of these claims, or those of these reports, leave the event."""
    leaving = set()
    for ident in apart:
        if ident in world.reports:
            of_it = [key for key in event.mentions if key[0] == ident]
        else:
            claim = world.machine.get(ident) or world.claim(ident)
            of_it = [key for key in event.mentions if key == (claim.report, claim.mention)]
        if not of_it:
            raise InputError(f"{ident} is not part of event {event.id}: name claims or reports that are.")
        leaving.update(of_it)
    stays = [key for key in event.mentions if key not in leaving]
    if not stays:
        raise InputError(
            f"Nothing would be left of event {event.id}: what one report tells as one incident leaves it as a whole."
            " Name claims or reports of some of its tellings only."
        )
    return Split(world.of_mentions(event.id, stays), world.of_mentions(event.id, sorted(leaving)))


def _rest(all_: Iterable[str], apart: Iterable[str], kind: str, of: str) -> tuple[str, ...]:
    known, chosen = tuple(all_), set(apart)
    if not chosen <= set(known):
        raise InputError(f"{of[:1].upper()}{of[1:]} has no {kind} {sorted(chosen - set(known))[0]!r}.")
    if chosen == set(known):
        raise InputError(f"Nothing would be left of {of}: name some of its {kind}s only.")
    return tuple(one for one in known if one not in chosen)


def _list(value: Any) -> list[str]:
    made: list[str] = converted(list(value) if isinstance(value, tuple) else value, list[str], "The ids")
    return list(dict.fromkeys(made))


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
        fields, about=about, figure=figure, date=_date(what.get("date")), place=_place(what.get("place"))
    )


def _date(value: Any) -> EventDate | None:
    """A day, a first and a last day ({"from", "to"}), or an EventDate."""
    if value is None or isinstance(value, EventDate):
        return value
    if isinstance(value, str):
        first, _, last = value.partition("..")
        value = {"from": first.strip(), "to": last.strip() or first.strip()}
    given = {"precision": "day" if value.get("from") == value.get("to", value.get("from")) else "unknown", **value}
    made: EventDate = converted({"basis": "stated", "to": value.get("from"), **given}, EventDate, "The date")
    return made


def _place(value: Any) -> Place | None:
    """A place by its fields or, by its name alone, the one of that name that the gazetteer has."""
    if value is None or isinstance(value, Place):
        return value
    if isinstance(value, str):
        value = {"name": value}
    if value.keys() <= {"name", "country", "admin1", "geonameid"}:
        return _looked_up(value)
    made: Place = converted(value, Place, "The place")
    return made


def _looked_up(value: What) -> Place:
    name = str(value.get("name") or "").strip()
    if not name:
        raise InputError("A place needs its name.")
    known = [(one, as_place(one, name, one.precision)) for one in find(name.split(",")[-1].strip()) if one.own]
    fits = [
        place
        for _, place in known
        if all(value.get(field) in (None, getattr(place, field)) for field in ("country", "admin1", "geonameid"))
    ]
    if len(fits) > 1:
        listed = "; ".join(f"{one.geonameid} ({one.admin1 or '?'}, {one.country})" for one in fits[:8])
        raise InputError(f"Several places are called {name!r}: say which by its geonameid: {listed}.")
    if not fits and known:
        raise InputError(f"No place {name!r} is known there; the gazetteer has {len(known)} of that name elsewhere.")
    if not fits:
        return Place(name, value.get("admin1"), value.get("country"), value.get("geonameid"))
    return msgspec.structs.replace(fits[0], name=name, precision=1 if "," in name else fits[0].precision)


def _exclude(world: World, what: What) -> Action:
    given = [kind for kind in ("report", "outlet", "origin") if what.get(kind)]
    if len(given) != 1:
        raise InputError("Exclude one of: a report, an outlet, an origin.")
    name = str(what[given[0]])
    if given == ["report"]:
        if name not in world.reports:
            raise NotFound(f"The record has no report {name!r}.")
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


# ---------------------------------------------------------------------- what is added

OF_CLAIM = (
    "outcome", "form", "low", "high", "point", "who", "status", "source", "stance", "polarity", "title", "plover", "mode",
    "cause", "period_from", "period_to", "area", "here_only",
)  # fmt: skip


def _add_claim(world: World, what: What) -> Action:
    ident = str(needed(what, "report"))
    if ident not in world.reports:
        raise NotFound(f"The record has no report {ident!r}.")
    words = _marked(world.reports[ident], what)
    given = {name: what[name] for name in OF_CLAIM if what.get(name) is not None}
    kind = what.get("type", "figure")
    if kind in ("figure", "tally") and not {"low", "high"} & given.keys():
        given |= numbers_of(given.get("form", "exact"), given.get("point"))
    if kind in ("figure", "tally") and "form" not in given:
        low, high = given.get("low"), given.get("high")
        given["form"] = "exact" if low == high else "at_least" if high is None else "at_most" if low is None else "range"
    event = world.target(world.event(str(what["event"])).id) if what.get("event") else None
    base = {"do": "add_claim", "type": kind, "words": [], **given}
    made: AddClaim = converted(base, AddClaim, "The claim")
    return msgspec.structs.replace(
        made, words=words, event=event, date=_date(what.get("date")), place=_place(what.get("place"))
    )


def _marked(report: Report, what: What) -> tuple[Quote, ...]:
    """The words as they stand in the report: as they were typed (once only there), or from their first character to their
    last."""
    title = bool(what.get("in_title"))
    source = (report.title or "") if title else report.text
    if what.get("start") is not None:
        start, end = (converted(what.get(name), int, name) for name in ("start", "end"))
        if not 0 <= start < end <= len(source) or not source[start:end].strip():
            raise InputError(f"{start}-{end} marks no words: report {report.id} has {len(source)} characters there.")
        return (quote_of(report, Span(start, end, title)),)
    pieces = what.get("words") or ()
    made = []
    for piece in [pieces] if isinstance(pieces, str) else pieces:
        pattern = r"\s+".join(re.escape(word) for word in str(piece).split())
        found = [match.span() for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", source)] if pattern else []
        if len(found) != 1:
            often = "not there, as they are typed" if not found else f"there {len(found)} times: mark more of them"
            raise InputError(f"The words {piece!r} of report {report.id} are {often}.")
        made.append(quote_of(report, Span(*found[0], title)))
    if not made:
        raise InputError("Mark the words of the report that say it (words, or start and end).")
    return tuple(made)


def _add_source(world: World, what: What) -> Action:
    text = str(needed(what, "text"))
    ident = str(what.get("id") or f"source-{digest(text)[:8]}")
    if ident in world.reports:
        raise InputError(f"The record has a report {ident!r} already: give the source another id.")
    report = {
        "id": ident,
        "text": text,
        "title": what.get("title"),
        "outlet": what.get("source"),
        "published": what.get("published"),
        "language": "en",
    }
    base = {
        "do": "add_source",
        "report": report,
        "medium": needed(what, "medium"),
        "taken_by": needed(what, "taken_by"),
        "taken_at": needed(what, "taken_at"),
        "language": what.get("language"),
    }
    made: AddSource = converted(base, AddSource, "The source")
    return made


MAKERS: dict[str, tuple[Callable[[World, What], Action], tuple[str, ...]]] = {
    "accept": (_accept, ("claim", "here_only")),
    "reject": (_reject, ("claim", "here_only")),
    "edit": (_edit, ("claim", "changes", "here_only")),
    "merge": (_merge, ("ids",)),
    "split": (_split, ("id", "apart")),
    "set": (_set, ("event", "figure", "title", "cause", "plover", "mode", "date", "place")),
    "exclude": (_exclude, ("report", "outlet", "origin")),
    "level": (_level, ("event", "level")),
    "note": (_note, ("id",)),
    "add_claim": (
        _add_claim,
        ("report", "words", "start", "end", "in_title", "type", "event", "date", "place", *OF_CLAIM),
    ),
    "add_source": (
        _add_source,
        ("text", "source", "medium", "taken_by", "taken_at", "published", "title", "language", "id"),
    ),
    "undo": (_undo, ("decision",)),
}
