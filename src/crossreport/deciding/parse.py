"""Decisions from outside, each looked at before it is taken: its form, and whether what it says can be at all."""

import hashlib
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import msgspec

from crossreport.errors import InputError, ReportError
from crossreport.ingest.items import validated
from crossreport.model.decided import (
    DOES,
    LEVELS,
    Action,
    AddClaim,
    AddSource,
    Changes,
    Decision,
    Edit,
    Level,
    Merge,
    Numbers,
    Quote,
    Set,
    Split,
    Target,
    values_within,
)
from crossreport.model.happened import EventDate, Place
from crossreport.store.names import MASK
from crossreport.vocabulary.load import vocabulary

MOST_PERSONS = 100_000_000
LONGEST_NAME, LONGEST_WHY, LONGEST_LINE = 200, 20_000, 16 * 1024 * 1024
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def identified(by: str, at: str, why: str, action: Action) -> Decision:
    """The decision with its id. InputError where it cannot be: nobody or no reason named, numbers in no order, ..."""
    made = Decision("", " ".join(by.split()), at, why.strip(), action)
    check(made)
    return msgspec.structs.replace(made, id=id_of(made))


def id_of(decision: Decision) -> str:
    """The id that a decision has by what it says."""
    said = msgspec.json.encode((decision.by, decision.at, decision.why, decision.action))
    return f"D-{hashlib.sha256(said).hexdigest()[:10]}"


def now() -> str:
    """This moment, UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def parsed(lines: Iterable[bytes]) -> list[Decision]:
    """The decisions in the lines of a decisions.jsonl. InputError with the line where one is none."""
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            if len(line) > LONGEST_LINE:
                raise InputError(f"it has {len(line):,} bytes")
            found.append(_parsed(line))
        except InputError as error:
            raise InputError(f"Line {number} is no decision: {error}") from None
    return found


def _parsed(line: bytes) -> Decision:
    try:
        # Lines of an export say beside each decision what became of it; that is for people, and is passed over.
        made = msgspec.json.decode(line, type=Decision)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(f"{error}.") from None
    if MASK in line.decode("utf-8", "replace"):
        raise InputError("names are masked in it, so its words cannot be found; export with --unsealed.")
    check(made)
    if made.id != id_of(made):
        raise InputError(f"its id {made.id} is not the one of what it says ({id_of(made)}): it was changed.")
    return made


def check(decision: Decision) -> None:
    """InputError, in words, where a decision says what cannot be."""
    _text("who decided it (by)", decision.by, LONGEST_NAME)
    _text("the reason (why)", decision.why, LONGEST_WHY)
    _moment(decision.at)
    action = decision.action
    for value in values_within(action):
        if isinstance(value, Quote) and not value.exact.strip():
            raise InputError("Words of a report are needed, and none are given.")
    if isinstance(action, Edit):
        _changes(action.changes)
    elif isinstance(action, Merge):
        if len(action.targets) < 2 or len({one.kind for one in action.targets}) > 1:
            raise InputError("A merge is of two or more events, stories, actors or victims, all of one kind.")
        _kinds(action.targets)
    elif isinstance(action, Split):
        if action.stays.kind != action.apart.kind:
            raise InputError("What is split off is of the same kind as what it is split from.")
        _kinds((action.stays, action.apart))
        if action.alone and (action.stays.kind != "event" or not action.apart.claims):
            raise InputError("Single claims leave an event alone, by their words.")
        if action.here_only and not action.alone:
            raise InputError("Only a split of single claims (alone) holds for copies of their passages too.")
    elif isinstance(action, Set):
        _set(action)
    elif isinstance(action, Level) and action.level not in LEVELS:
        raise InputError(f"There is no level {action.level!r} that a person sets. These there are: {', '.join(LEVELS)}.")
    elif isinstance(action, AddClaim):
        _added(action)
    elif isinstance(action, AddSource):
        _source(action)


def _kinds(targets: Iterable[Target]) -> None:
    for one in targets:
        if one.kind not in ("event", "story", "actor", "victim"):
            raise InputError(f"A {one.kind} can be neither merged nor split.")
        if not (one.claims or one.names or one.reports):
            raise InputError(f"Nothing tells by which words {one.kind} {one.id} is found.")


def _text(what: str, value: str, longest: int) -> None:
    if not value.strip():
        raise InputError(f"A decision needs {what}: it is empty.")
    if len(value) > longest:
        raise InputError(f"{what[:1].upper()}{what[1:]} has {len(value):,} characters; {longest:,} are the most.")
    if CONTROL.search(value):
        raise InputError(f"{what[:1].upper()}{what[1:]} holds control characters.")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise InputError(f"{what[:1].upper()}{what[1:]} holds half of a surrogate pair, which is no character.") from None


def _moment(value: str) -> None:
    try:
        if datetime.fromisoformat(value).tzinfo is None:
            raise ValueError
    except ValueError:
        raise InputError(f"{value!r} is no moment; write it with its zone, as 2024-05-31T18:30:00+00:00.") from None


def _day(what: str, value: str | None) -> None:
    try:
        if value is not None and date.fromisoformat(value).isoformat() != value:
            raise ValueError
    except ValueError:
        raise InputError(f"{what} is {value!r}, which is no day; write it as 2024-05-31.") from None


def _count(what: str, value: Any) -> None:
    if isinstance(value, int) and not 0 <= value <= MOST_PERSONS:
        raise InputError(f"{what} is {value:,}; a count of persons lies between 0 and {MOST_PERSONS:,}.")


def ordered(**numbers: int | None) -> None:
    """InputError unless the numbers that are given rise in this order."""
    known = [(name, value) for name, value in numbers.items() if value is not None]
    for name, value in known:
        _count(name, value)
    for (one, a), (two, b) in pairwise(known):
        if a > b:
            raise InputError(f"{one} is {a}, above {two}, which is {b}: that cannot be.")


def _of_nobody(form: Any, *numbers: int | None) -> None:
    if form == "zero" and any(numbers):
        raise InputError(f"The form zero counts nobody, and a number of persons is {max(filter(None, numbers)):,}.")


def _set_fields(changes: Changes) -> dict[str, Any]:
    given = {name: getattr(changes, name) for name in changes.__struct_fields__}
    return {name: value for name, value in given.items() if value is not msgspec.UNSET}


def _changes(changes: Changes) -> None:
    given = _set_fields(changes)
    if not given:
        raise InputError("An edit changes at least one field; none is given.")
    ordered(**{name: given.get(name) for name in ("low", "point", "high")})
    _of_nobody(given.get("form"), *(given.get(name) for name in ("low", "point", "high")))
    _day("as_of", (given.get("as_of") or "")[:10] or None)
    for name, value in given.items():
        if isinstance(value, str):
            _text(name, value, LONGEST_NAME * 5)


def _numbers(numbers: Numbers) -> None:
    ordered(low=numbers.low, best=numbers.best, high=numbers.high)
    if numbers.low is None and numbers.best is None and numbers.high is None:
        raise InputError("A figure needs at least one of low, best and high.")


def _set(action: Set) -> None:
    names = ("figure", "title", "cause", "plover", "mode", "date", "place")
    if all(getattr(action, name) is None for name in names):
        raise InputError(f"A set decision sets at least one of {', '.join(names)}.")
    if action.about.kind != "event":
        raise InputError("Fields and figures are set of an event.")
    if action.figure is not None:
        _numbers(action.figure)
    if action.title is not None:
        _text("title", action.title, LONGEST_NAME * 5)
    _type(action.plover, action.mode)
    _dates(action.date)
    _place(action.place)


def _type(plover: str | None, mode: str | None) -> None:
    types = vocabulary("actions")["types"]
    if plover is not None and plover not in types:
        raise InputError(f"There is no PLOVER type {plover!r}. These there are: {', '.join(types)}.")
    known = sorted({one for modes in types.values() for one in modes} if plover is None else types[plover])
    if mode is not None and mode not in known:
        raise InputError(f"There is no mode {mode!r} of {plover or 'any type'}. These there are: {', '.join(known)}.")


def _dates(value: EventDate | None) -> None:
    if value is not None:
        _day("The first day", value.from_)
        _day("The last day", value.to)
        if value.from_ is None or (value.to is not None and value.from_ > value.to):
            raise InputError(f"A date runs from a first day to a last: {value.from_} to {value.to} does not.")


def _place(value: Place | None) -> None:
    if value is None:
        return
    _text("the place's name", value.name, LONGEST_NAME * 5)
    for name, found, most in (("lat", value.lat, 90.0), ("lon", value.lon, 180.0)):
        if found is not None and not -most <= found <= most:
            raise InputError(f"{name} is {found}; it lies between -{most:g} and {most:g}.")
    if value.precision is not None and not 1 <= value.precision <= 6:
        raise InputError(f"The precision is {value.precision}; it runs from 1 (exact place) to 6 (country).")
    if value.country is not None and not re.fullmatch(r"[A-Z]{2}", value.country):
        raise InputError(f"The country is {value.country!r}; write it in two capitals, as ISO 3166 does.")


def _added(action: AddClaim) -> None:
    if not action.words or len({quote.report for quote in action.words}) > 1:
        raise InputError("A claim stands on words of one report: mark some.")
    if action.type in ("figure", "tally"):
        if action.outcome is None:
            raise InputError("A figure needs its outcome: killed, injured, ...")
        if action.low is None and action.high is None and action.point is None:
            raise InputError("A figure needs a number: low, high or point.")
    if action.type == "tally" and (action.event is not None or not action.period_from):
        raise InputError("A stated total is of a period, which needs its first day, and of no event.")
    if action.type == "responsibility":
        _responsible(action)
    elif action.actor is not None or action.does is not None or action.person:
        raise InputError("An actor, what he does and whether he is a person belong to claims of responsibility.")
    ordered(low=action.low, point=action.point, high=action.high)
    _of_nobody(action.form, action.low, action.point, action.high)
    _type(action.plover, action.mode)
    _dates(action.date)
    _place(action.place)
    for name in ("period_from", "period_to"):
        _day(name, getattr(action, name))
    for name in ("source", "who", "area", "actor"):
        if (value := getattr(action, name)) is not None:
            _text(name, value, LONGEST_NAME * 5)


def _responsible(action: AddClaim) -> None:
    if action.actor is None or action.does is None:
        raise InputError(f"A claim of responsibility needs its actor, and what he does: {', '.join(DOES)}.")
    if len(action.words) > 1:
        raise InputError("A claim of responsibility stands on one stretch of words: mark one.")
    if any(value is not None for value in (action.outcome, action.low, action.high, action.point)):
        raise InputError("A claim of responsibility has no number.")


def _source(action: AddSource) -> None:
    try:
        validated(action.report)
    except ReportError as error:
        raise InputError(f"The source cannot be taken: {error}.") from None
    _text("who took it down (taken_by)", action.taken_by, LONGEST_NAME)
    try:
        datetime.fromisoformat(action.taken_at)
    except ValueError:
        raise InputError(f"taken_at is {action.taken_at!r}; write it as 2024-05-31 or 2024-05-31T18:30:00Z.") from None
