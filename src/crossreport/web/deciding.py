"""Forms as decisions: what a reviewer fills in, as the fields that the library's `propose` takes."""

from collections.abc import Mapping, Sequence
from typing import Any, get_args

import msgspec

from crossreport.api import Record
from crossreport.errors import InputError, no_report
from crossreport.model.decided import LEVELS, Decision
from crossreport.model.report import Report
from crossreport.model.said import OUTCOMES, STATUSES, Aux, Claim, Form, Stance
from crossreport.reconcile.rows import in_short
from crossreport.store.protection import Shown
from crossreport.web.subjects import Subject, subject
from crossreport.web.views.decisions import DecisionView, decisions_view
from crossreport.web.views.scene import ClaimView, Scene

# The fields of each decision that a form gives; below, which of these are several, numbers of persons, or ticked.
FIELDS: dict[str, tuple[str, ...]] = {
    "accept": ("claim", "here_only"),
    "reject": ("claim", "here_only"),
    "edit": ("claim", "here_only", "outcome", "form", "point", "low", "high", "who", "status", "aux", "stance", "source"),
    "merge": ("ids", "event"),
    "split": ("id", "apart", "event", "alone", "here_only"),
    "set": ("event", "outcome", "low", "best", "high", "title", "date", "place"),
    "level": ("event", "level"),
    "exclude": ("report", "outlet", "origin"),
    "note": ("id",),
    "add_claim": (
        "report", "start", "end", "words", "type", "event", "outcome", "form", "point", "low", "high", "who", "source",
        "stance", "actor", "does", "person",
    ),
    "undo": ("decision",),
}  # fmt: skip
SEVERAL = ("ids", "apart")
PERSONS = ("point", "low", "high", "best")
PLACES = ("start", "end")
TICKED = ("here_only", "alone", "person")
EDITED = ("outcome", "form", "point", "low", "high", "who", "status", "aux", "stance", "source")
# Of a claim of responsibility the form asks for these, of any other for those of a number.
OF_RESPONSIBILITY = ("actor", "does", "person")
OF_NUMBER = ("outcome", "form", "point", "low", "high", "who", "stance")
# What somebody does about an act that he is held responsible for, and how the form calls it.
DOES = {"accused": "is accused of it", "claims": "claims it", "admits": "admits it", "denies": "denies it"}
LONGEST = 2000
MOST_PERSONS = 100_000_000
CHOICES: dict[str, tuple[str, ...]] = {
    "outcome": OUTCOMES,
    "form": get_args(Form),
    "status": (*STATUSES, "unstated"),
    "aux": get_args(Aux),
    "stance": get_args(Stance),
    "level": LEVELS,
    "type": ("figure", "occurrence", "tally", "statement", "responsibility"),
    "does": tuple(DOES),
}
# What changes what is linked: all of the record is made anew by it, which takes minutes where it is large.
LINKING = ("merge", "split", "add_claim", "add_source")
TITLES = {
    "accept": "The claim is right",
    "reject": "The claim is wrong",
    "edit": "Correct the claim",
    "merge": "These are one",
    "split": "This is not one",
    "set": "Set what is known of the event",
    "level": "Set a level",
    "exclude": "Leave a source out",
    "note": "A note",
    "add_claim": "Add a claim",
    "undo": "Undo a decision",
}
# The field that names what a decision is about, and what people call that.
TARGET = {"set": "event", "level": "event", "merge": "ids", "split": "id", "note": "id"}
NOUNS = {"victim": "person"}


class DecideView(msgspec.Struct, frozen=True):
    """What the form of a decision shows beside its fields; `is_whole`: all of the record is made anew by it.

    Nothing that a person alone can say stands in a field before somebody put it there; `figures` are what the event has now.
    """

    do: str
    title: str
    given: dict[str, Any]
    claim: ClaimView | None = None
    about: Subject | None = None
    words: str = ""
    events: tuple[tuple[str, str], ...] = ()
    report: str = ""
    undoes: DecisionView | None = None
    is_whole: bool = False
    figures: str = ""


def fields_of(do: str, form: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The fields of a form, each as what it is; those left empty are left out. InputError for what cannot be."""
    if do not in FIELDS:
        raise InputError(f"There is no decision {do!r}. These there are: {', '.join(FIELDS)}.")
    found: dict[str, Any] = {}
    for name in FIELDS[do]:
        values = [one.strip() for one in form.get(name, ()) if one.strip()]
        if any(len(one) > LONGEST for one in values):
            raise InputError(f"The field {name} is too long: {LONGEST} characters are the most.")
        if name in SEVERAL and values:
            found[name] = [part for one in values for part in (one.split() if name == "ids" else [one])]
        elif name in TICKED:
            found |= {name: True} if values else {}
        elif name in (*PERSONS, *PLACES) and values:
            found[name] = _whole(name, values[0])
        elif values:
            found[name] = values[0]
    return found


def _whole(name: str, value: str) -> int:
    if not (value.isascii() and value.isdecimal() and len(value) < 10 and int(value) <= MOST_PERSONS):
        raise InputError(f"{name} is {value!r}; give a whole number, 0 or more.")
    return int(value)


def is_of_links(record: Record, do: str, given: Mapping[str, Any]) -> bool:
    """Does it change what is linked, or undo what did?"""
    undone = undone_by(record, given) if do == "undo" else None
    return do in LINKING or (undone is not None and undone.do in LINKING)


def undone_by(record: Record, given: Mapping[str, Any]) -> DecisionView | None:
    """The decision that an undoing undoes."""
    return next((one for one in decisions_view(record, None).decisions if one.id == given.get("decision")), None)


def proposed(record: Record, do: str, given: Mapping[str, Any], by: str, why: str) -> Decision:
    """The decision that a form means; nothing is kept. InputError where it cannot be, NotFound where an id names nothing."""
    if not by.strip():
        raise InputError("Say who decides: a name or initials, so that others can ask.")
    if not why.strip():
        raise InputError("Say why: without its reason nobody can judge a decision later.")
    return record.propose(do, by=by.strip(), why=why.strip(), **_meant(record, do, dict(given)))


def _meant(record: Record, do: str, given: dict[str, Any]) -> dict[str, Any]:
    """The fields as `propose` takes them."""
    if do == "edit":
        claim = record.claim(str(given.get("claim", "")))
        changes = {name: given[name] for name in EDITED if name in given and given[name] != _now(claim, name)}
        if not changes:
            raise InputError("Nothing was changed in the claim. To say that it is right as it is, accept it.")
        return {**{name: value for name, value in given.items() if name not in EDITED}, "changes": changes}
    if do == "set":
        kept: dict[str, Any] = {name: given[name] for name in ("event", "title", "date", "place") if name in given}
        figure = {name: given[name] for name in ("low", "best", "high") if name in given}
        if figure and "outcome" not in given:
            raise InputError("Say of what the numbers are: of the killed, the injured or others.")
        if figure:
            if figure.keys() == {"best"}:  # who writes one number means that number, and no open ends
                figure |= {"low": figure["best"], "high": figure["best"]}
            kept["figure"] = {"outcome": given["outcome"], **figure}
        return kept
    if do == "add_claim":
        left = OF_NUMBER if given.get("type") == "responsibility" else OF_RESPONSIBILITY
        given = {name: value for name, value in given.items() if name not in left}
    if do == "add_claim" and "start" in given and "end" in given:
        start, end = as_given(record, str(given.get("report", "")), given["start"], given["end"])
        return {**{name: value for name, value in given.items() if name != "words"}, "start": start, "end": end}
    # The event beside a victim only says where to look for it.
    return {name: value for name, value in given.items() if name != "event"} if do in ("merge", "split") else given


def as_given(record: Record, ident: str, start: int, end: int) -> tuple[int, int]:
    """Where words of a report as it is shown stand in it as it was given: masks are shorter or longer than names."""
    report = record.report(ident)
    if record.unsealed:
        return start, end
    return Shown([report], record.seals_of([ident])).given(ident, start, end)


def _now(claim: Claim, name: str) -> Any:
    """What a field of a claim is now."""
    if name in ("stance", "source"):
        return getattr(claim.attribution, name, None)
    return claim.aux if name == "aux" else getattr(claim.figure, name, None)


def decide_view(record: Record, do: str, given: dict[str, Any]) -> DecideView:
    """What is shown beside the form: the claim, event or words that the decision is about. NotFound where there is none."""
    claim = about = None
    words = label = ""
    events: tuple[tuple[str, str], ...] = ()
    if ident := given.get("claim"):
        found = record.claim(ident)
        cut = record.slice(reports=[found.report], acting=False)
        scene = Scene(cut.derived, cut.reports, record.labels(cut.reports))
        claim = scene.view(scene.claims[ident])
        given = {**{name: now for name in EDITED if (now := _now(found, name)) is not None}, **given}
    elif do in TARGET and (target := _target(do, given)):
        about = subject(record, target, given, for_merge=do == "merge")
        if do in ("merge", "split"):
            given = {**given, "kind": about.kind}
    figures = ""
    if do == "set" and about is not None:
        held = record.event(about.id).figures
        figures = "; ".join(f"{outcome.replace('_', ' ')} {in_short(one)}" for outcome, one in held.items()) or "none"
    if do == "add_claim" and (ident := given.get("report")):
        report, reading = next(iter(record.shown_readings([ident])), (None, None))
        if report is None or reading is None:
            raise no_report(ident)
        words, label = _words(report, given), record.labels([report])[ident]
        told = {event for one in record.claims(report=ident, limit=1000).items for event in one.events}
        events = tuple((one.id, one.title) for one in record.events_of(told))
    undoes = undone_by(record, given) if do == "undo" else None
    is_whole = is_of_links(record, do, given)
    return DecideView(do, _title(do, about, given), given, claim, about, words, events, label, undoes, is_whole, figures)


def _target(do: str, given: Mapping[str, Any]) -> str:
    """The id of what a decision of this kind is about; of a merge, the first of those that are one."""
    value = given.get(TARGET[do])
    return str(value[0] if isinstance(value, list) else value or "")


def _title(do: str, about: Subject | None, given: Mapping[str, Any]) -> str:
    if do == "split" and given.get("alone"):
        return "These claims are of another event"
    if do == "add_claim" and given.get("type") == "responsibility":
        return "Add who is responsible"
    kind = NOUNS.get(about.kind, about.kind) if about and do in ("merge", "split") else ""
    return f"{TITLES[do]} {kind}".strip()


def _words(report: Report, given: Mapping[str, Any]) -> str:
    start, end = given.get("start", 0), given.get("end", 0)
    return report.text[start:end] or str(given.get("words", ""))
